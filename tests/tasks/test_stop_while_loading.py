"""Stop pressed while a model loads or a folder is walked: nothing is begun after that."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FakeEngine, choice, ran, save_picture

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled
from assistant_app.tasks.base import Stage
from assistant_app.tasks.condense import condense
from assistant_app.tasks.label import LabelRequest, LabelTask
from assistant_app.tasks.picking import pick_sentences
from assistant_app.tasks.summarise import SummariseRequest, SummariseTask
from assistant_app.tasks.translate import TranslateRequest, TranslateTask
from assistant_app.tasks.write import ContinueRequest, ContinueTask


class SlowToLoad(FakeEngine):
    """Loads so long that the person presses Stop meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.cancel = CancelToken()

    def _loaded(self, model_id, model):
        self.cancel.set()
        return super()._loaded(model_id, model)


def stages_before_the_stop(work) -> list[Stage]:
    stages: list[Stage] = []
    with pytest.raises(Cancelled):
        # Nothing but progress has a stage.
        stages.extend(event.stage for event in work)
    return stages


def test_translate() -> None:
    engine = SlowToLoad()
    task = TranslateTask(lambda: engine, choice())
    work = task.run(TranslateRequest("One. Two.", "en", "zh"), engine.cancel)
    assert stages_before_the_stop(work) == [Stage.LOADING]
    assert engine.fake_translator.asked == []


def test_write() -> None:
    engine = SlowToLoad()
    work = ContinueTask(lambda: engine, choice()).run(ContinueRequest("It was"), engine.cancel)
    assert stages_before_the_stop(work) == [Stage.LOADING]
    assert engine.fake_writer.prompts == []


def test_summarise() -> None:
    engine = SlowToLoad()
    request = SummariseRequest("One is here. Two is there. Three is gone.", sentences=1)
    work = SummariseTask(lambda: engine, choice(), pick_sentences, condense).run(
        request, engine.cancel
    )
    assert stages_before_the_stop(work) == [Stage.READING, Stage.LOADING]


def test_label(tmp_path: Path) -> None:
    save_picture(tmp_path / "red.png")
    engine = SlowToLoad()
    task = LabelTask(lambda: engine, choice())
    work = task.run(LabelRequest((tmp_path,)), engine.cancel)
    assert stages_before_the_stop(work) == [Stage.READING, Stage.LOADING]


def test_walking_a_folder_ends_before_the_model_is_asked_for(tmp_path: Path) -> None:
    save_picture(tmp_path / "red.png")
    engine, cancel = FakeEngine(), CancelToken()
    work = LabelTask(lambda: engine, choice()).run(LabelRequest((tmp_path,)), cancel)
    next(work)
    cancel.set()
    with pytest.raises(Cancelled):
        ran(work)
    assert engine.ids == []
