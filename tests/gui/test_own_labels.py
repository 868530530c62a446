"""The Images panel with a model that takes the person's own labels."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import fakes
import pytest
from panel_stand import Stand, finished

from assistant_app.tasks.label import TEMPLATE
from assistant_app.ui.images_panel import ImagesPanel
from assistant_app.ui.own_labels import OwnLabels

CLIP = replace(fakes.spec("clip", "pictures", is_default=False), family="clip")


@dataclass
class FakeChooser:
    """The fake classifier of three colours under the names it is given."""

    takes_labels: bool = True
    asked: list = field(default_factory=list)

    def with_labels(self, labels, template, cancel=None):
        self.asked.append((tuple(labels), template))
        return fakes.FakeClassifier(labels=tuple(labels))


@pytest.fixture
def bench(qapp, tmp_path):
    engine = fakes.FakeEngine(fake_classifier=FakeChooser())
    bench = Stand(tmp_path / "home", engine, fakes.FakeModels((*fakes.SPECS, CLIP)))
    yield bench
    bench.close()


@pytest.fixture
def panel(qtbot, bench):
    return shown(qtbot, bench)


def shown(qtbot, bench):
    panel = ImagesPanel(bench.context())
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    return panel


def choose(panel, model_id):
    panel.model_box.setCurrentIndex(panel.model_box.findData(model_id))
    panel.model_box.activated.emit(panel.model_box.currentIndex())


def added(qtbot, panel, path, colour="red"):
    fakes.save_picture(path, colour)
    panel.accept_paths([path])
    qtbot.waitUntil(lambda: panel.model.has(path))


def test_the_field_is_there_only_for_a_model_that_takes_labels(panel):
    assert not panel.own_labels.isVisible()
    choose(panel, "clip")
    assert panel.own_labels.isVisible()
    choose(panel, "pictures")
    assert not panel.own_labels.isVisible()


def test_pictures_are_labelled_with_the_persons_words(panel, bench, tmp_path, qtbot):
    choose(panel, "clip")
    added(qtbot, panel, tmp_path / "a.png")
    panel.own_labels.labels_field.setText("cat, dog，invoice")
    panel.own_labels.template_field.setText("this is {}")
    entry = finished(qtbot, panel)
    assert bench.engine.fake_classifier.asked == [(("cat", "dog", "invoice"), "this is {}")]
    assert "a.png: cat" in entry.output


@pytest.mark.parametrize(
    ("text", "said"), [("", "Name at least two"), ("cat", "only label"), ("a,b,A", "stands twice")]
)
def test_a_list_that_can_not_work_is_told(panel, tmp_path, qtbot, text, said):
    choose(panel, "clip")
    added(qtbot, panel, tmp_path / "a.png")
    panel.own_labels.labels_field.setText(text)
    panel.start()
    qtbot.waitUntil(lambda: bool(panel.error_line.text))
    assert said in panel.error_line.text


def test_other_labels_label_everything_anew(panel, tmp_path, qtbot):
    choose(panel, "clip")
    added(qtbot, panel, tmp_path / "a.png")
    panel.own_labels.labels_field.setText("cat, dog, cow")
    finished(qtbot, panel)
    added(qtbot, panel, tmp_path / "b.png", "blue")
    assert panel.make_request().paths == (tmp_path / "b.png",)
    panel.own_labels.labels_field.setText("cat, dog, invoice")
    assert set(panel.make_request().paths) == {tmp_path / "a.png", tmp_path / "b.png"}


def test_the_list_is_remembered(panel, bench, qtbot):
    choose(panel, "clip")
    panel.own_labels.labels_field.setText("cat, dog")
    panel.own_labels.template_field.setText("")
    panel.own_labels.labels_field.editingFinished.emit()
    again = OwnLabels(bench.workbench.settings)
    qtbot.addWidget(again)
    assert again.labels_field.text() == "cat, dog"
    assert again.template_field.text() == TEMPLATE


@pytest.mark.parametrize("kept", [7, None, {"a": 1}])
def test_a_list_in_the_settings_that_makes_no_sense_is_no_list(bench, qtbot, kept):
    bench.workbench.settings.update(window={"own_labels": kept, "label_template": kept})
    found = OwnLabels(bench.workbench.settings)
    qtbot.addWidget(found)
    found.show_for("clip")
    assert (found.labels, found.template) == ((), TEMPLATE)


def test_words_that_plain_clip_has_not_learnt_are_told(panel):
    choose(panel, "clip")
    panel.own_labels.labels_field.setText("cat, dog")
    assert not panel.own_labels.language_note.isVisible()
    panel.own_labels.labels_field.setText("猫，狗")
    assert panel.own_labels.language_note.isVisible()
    assert "English" in panel.own_labels.language_note.text()


def test_an_entry_brings_its_labels_back(panel, bench, tmp_path, qtbot):
    choose(panel, "clip")
    added(qtbot, panel, tmp_path / "a.png")
    panel.own_labels.labels_field.setText("cat, dog, cow")
    entry = finished(qtbot, panel)
    panel.own_labels.labels_field.setText("something, else")
    choose(panel, "pictures")
    panel.open_entry(entry)
    assert panel.own_labels.isVisible()
    assert panel.own_labels.labels == ("cat", "dog", "cow")


def test_scores_that_say_nothing_are_told(panel, tmp_path, qtbot):
    choose(panel, "clip")
    added(qtbot, panel, tmp_path / "grey.png", "grey")
    panel.own_labels.labels_field.setText("cat, dog, cow")
    finished(qtbot, panel)
    assert "guessing" in panel.progress_line.label.text()
