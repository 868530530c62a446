"""Parts of Translate: the language bar, sentence pairs, scrolling together."""

from __future__ import annotations

from dataclasses import replace

import fakes
import pytest
from panel_stand import RESOURCES
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from assistant_app.tasks.guards import Finding, Kind
from assistant_app.tasks.translate import Pair
from assistant_app.ui.directions import Directions
from assistant_app.ui.icons import Icons
from assistant_app.ui.sentence_pairs import SentencePairs
from assistant_app.ui.translation_panes import TranslationPanes
from assistant_app.ui.widgets.language_bar import AUTO, LanguageBar
from assistant_app.ui.widgets.scroll_link import ScrollLink
from assistant_app.ui.widgets.text_editor import TextEditor

BOTH_WAYS = (("en", "zh"), ("zh", "en"))


def translator(pairs=(), languages=("en", "zh")):
    spec = fakes.spec("translator", "translation")
    return replace(spec, pairs=pairs, languages=languages)


@pytest.fixture
def bar(qtbot):
    bar = LanguageBar(Icons(RESOURCES / "icons"), Directions([translator(BOTH_WAYS)]))
    qtbot.addWidget(bar)
    return bar


def choose(box, code):
    at = box.findData(code)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def test_it_begins_by_detecting(bar):
    assert bar.source == bar.effective_source == AUTO


def test_what_is_detected_is_said_and_turns_the_target(bar):
    bar.set_languages(AUTO, "zh")
    bar.show_detected("en")
    assert bar.source_box.said == "Detected: English"
    assert (bar.effective_source, bar.target) == ("en", "zh")
    bar.show_detected("zh")
    assert (bar.effective_source, bar.target) == ("zh", "en")


def test_swap_turns_a_detected_direction_round(bar):
    bar.show_detected("en")
    bar.swap()
    assert (bar.source, bar.target) == ("zh", "en")
    assert bar.source_box.said == "Chinese"
    bar.swap()
    assert (bar.source, bar.target) == ("en", "zh")


def test_swap_with_nothing_detected_still_gives_a_direction(bar):
    bar.set_languages(AUTO, "zh")
    bar.swap()
    assert (bar.source, bar.target) == ("zh", "en")


def test_choosing_one_side_puts_the_other_right(bar, qtbot):
    bar.set_languages("en", "zh")
    with qtbot.waitSignal(bar.changed):
        choose(bar.target_box, "en")
    assert (bar.source, bar.target) == ("zh", "en")
    choose(bar.source_box, "en")
    assert (bar.source, bar.target) == ("en", "zh")


def test_swap_does_nothing_where_no_model_goes_back(qtbot):
    bar = LanguageBar(Icons(RESOURCES / "icons"), Directions([translator((("en", "zh"),))]))
    qtbot.addWidget(bar)
    bar.set_languages("en", "zh")
    bar.swap()
    assert (bar.source, bar.target) == ("en", "zh")


def test_a_new_model_brings_its_languages_and_the_choice_stays(bar):
    bar.set_languages("en", "zh")
    german = translator((("de", "en"), ("en", "de")), ("de", "en"))
    bar.set_directions(Directions([translator(BOTH_WAYS), german]))
    assert (bar.source, bar.target) == ("en", "zh")
    assert bar.codes() == ("en", "zh", "de")
    choose(bar.source_box, "de")
    assert (bar.source, bar.target) == ("de", "zh"), "by way of English"


def test_a_pair_that_no_two_models_make_is_not_offered(bar):
    german = translator((("de", "en"),), ("de", "en"))
    bar.set_directions(Directions([translator((("zh", "en"),)), german]))
    bar.set_languages("zh", "en")
    choose(bar.source_box, "de")
    assert (bar.source, bar.target) == ("de", "en")


def test_a_model_that_went_takes_its_languages_along(bar):
    german = translator((("de", "en"),), ("de", "en"))
    bar.set_directions(Directions([translator(BOTH_WAYS), german]))
    bar.set_languages("de", "en")
    bar.set_directions(Directions([translator(BOTH_WAYS)]))
    assert (bar.source, bar.target) == (AUTO, "en")


def test_in_a_narrow_bar_the_lists_end_in_dots_and_the_words_go(bar):
    bar.show_detected("en")
    before = bar.source_box.sizeHint()
    bar.show_detected("zh")
    assert bar.source_box.sizeHint() == before, "nothing moves"
    bar.fit(1000)
    assert not bar._from_label.isHidden()
    roomy = bar.minimumSizeHint().width()
    bar.fit(200)
    assert bar._from_label.isHidden()
    assert bar.minimumSizeHint().width() < roomy < before.width() * 3
    assert bar.source_box.minimumSizeHint().width() < before.width()


def test_a_hundred_languages_stand_by_name_and_go_each_to_each(bar):
    many = ("zh", "en", "sv", "de", "fr", "it", "cs", "xx", "ja", "zh-Hant")
    bar.set_directions(Directions([translator((), many)]))
    names = [bar.target_box.itemText(at) for at in range(bar.target_box.count())]
    assert names[:4] == ["Chinese", "Chinese (traditional)", "Czech", "English"]
    assert names[-1] == "xx"  # unknown to everybody: its code
    choose(bar.source_box, "cs")
    choose(bar.target_box, "sv")
    assert (bar.source, bar.target) == ("cs", "sv")


def test_no_translator_at_all_leaves_an_empty_choice(qtbot):
    bar = LanguageBar(Icons(RESOURCES / "icons"), Directions())
    qtbot.addWidget(bar)
    bar.swap()
    assert (bar.source, bar.target, bar.codes()) == (AUTO, "", ())


@pytest.fixture
def panes(qtbot):
    panes = TranslationPanes(Icons(RESOURCES / "icons"), QWidget())
    qtbot.addWidget(panes)
    return panes


def test_both_sides_are_zoomed_together(panes):
    before = panes.result.font().pointSizeF()
    QTest.keyClick(panes.source, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(panes.result, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert panes.source.font() == panes.result.font()
    assert panes.result.font().pointSizeF() == before + 2
    QTest.keyClick(panes.result, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert panes.source.font().pointSizeF() == panes.result.font().pointSizeF() == before


def test_only_the_text_of_html_is_pasted(panes):
    data = QMimeData()
    data.setHtml("<h1>Big</h1><p>Red <b>text</b> here.</p>")
    QGuiApplication.clipboard().setMimeData(data)
    panes.source.paste()
    assert panes.source.text() == "Big\nRed text here."


PAIRS = SentencePairs(
    [Pair(0, 5, 0, 3), Pair(6, 11, 4, 9, (Finding(Kind.LOOP),)), Pair(13, 20, 11, 15)]
)


@pytest.mark.parametrize(
    ("place", "start"), [(0, 0), (4, 0), (5, 0), (6, 6), (11, 6), (12, None), (20, 13), (21, None)]
)
def test_a_place_in_the_source_finds_its_pair(place, start):
    pair = PAIRS.at_source(place)
    assert (pair.source_start if pair else None) == start


def test_a_place_in_the_translation_finds_its_pair():
    assert PAIRS.at_target(5).source_start == 6
    assert PAIRS.at_target(10) is None
    assert SentencePairs().at_target(0) is None


def test_swapped_pairs_are_found_from_the_other_side():
    assert PAIRS.swapped().at_source(5).target_start == 6


def test_only_suspect_pairs_are_marked_for_checking():
    assert PAIRS.suspect_targets() == [(4, 9)]


@pytest.fixture
def linked(qtbot):
    """Two texts of 60 paragraphs; those of the second are three times as long."""
    first, second = TextEditor(), TextEditor()
    for editor in (first, second):
        qtbot.addWidget(editor)
        editor.resize(300, 200)
        editor.show()
    first.setPlainText("\n".join(f"paragraph {i}" for i in range(60)))
    second.setPlainText("\n".join(f"paragraph {i} " + "word " * 20 for i in range(60)))
    return first, second, ScrollLink(first, second, first)


def top_paragraph(editor):
    line = editor.verticalScrollBar().value()
    return editor.document().findBlockByLineNumber(line).blockNumber()


def test_the_same_paragraph_stands_at_the_top_of_both(linked):
    first, second, _ = linked
    first.verticalScrollBar().setValue(20)
    assert top_paragraph(second) == 20
    line = second.document().findBlockByNumber(33).firstLineNumber()
    second.verticalScrollBar().setValue(line)
    assert top_paragraph(first) == 33


def test_both_ends_meet(linked):
    first, second, _ = linked
    first.verticalScrollBar().setValue(first.verticalScrollBar().maximum())
    assert second.verticalScrollBar().value() == second.verticalScrollBar().maximum()


def test_a_link_that_is_off_leaves_the_other_alone(linked):
    first, second, link = linked
    link.is_on = False
    first.verticalScrollBar().setValue(20)
    assert second.verticalScrollBar().value() == 0
