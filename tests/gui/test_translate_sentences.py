"""Translate, sentence by sentence: what to look at, words on both sides, edits that are kept."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import fakes
import pytest
from panel_stand import finished
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from assistant_app.inference.links import Aligned, Link
from assistant_app.tasks.guards import Finding, Kind
from assistant_app.tasks.translate import Pair
from assistant_app.terms.entries import MemoryPair
from assistant_app.ui.back_translation import BackTranslation
from assistant_app.ui.finding_words import findings_text
from assistant_app.ui.sentence_pairs import SentencePairs
from assistant_app.ui.translate_panel import TranslatePanel
from assistant_app.ui.word_links import linked_words

TEXT = "Good morning. It costs 12 euros. 😀 Where is it? The price is high."


@pytest.fixture
def panel(qtbot, bench):
    bench.workbench.settings.update(is_live_translation=False)
    panel = TranslatePanel(bench.context())
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    panel.source.setPlainText(TEXT)
    return panel


def put_cursor(editor, place):
    editor.setTextCursor(editor.range_cursor(place, place))
    editor.place_chosen.emit(place)


def memory(bench):
    return bench.workbench.memory.page("en", "zh")


def lose_numbers(bench):
    bench.engine.fake_translator.say = lambda text: f"<{text}>".replace("12", "")
    bench.engine.fake_translator.say_otherwise = bench.engine.fake_translator.say
    bench.engine.fake_translator.is_stubborn = True


# --- what to look at ----------------------------------------------------------------------------


def test_a_flagged_sentence_says_why_in_its_tip_and_in_the_line(panel, bench, qtbot):
    lose_numbers(bench)
    finished(qtbot, panel)
    (flagged,) = panel.result.marked_texts("suspect")
    place = panel.result.text().index(flagged) + 3
    assert "The number 12 is missing." in panel.result.tip_at(place)
    assert panel.result.tip_at(0) == ""
    put_cursor(panel.result, place)
    assert "The number 12 is missing." in panel.deeds.line.text


def test_the_count_is_told_and_f8_goes_there(panel, bench, qtbot):
    lose_numbers(bench)
    finished(qtbot, panel)
    assert "1 sentence to look at" in panel.progress_line.label.text()
    assert panel.deeds.look_twice.isVisible()
    QTest.keyClick(panel.source, Qt.Key.Key_F8)
    assert panel.source.marked_texts("pair") == ("It costs 12 euros.",)
    QTest.keyClick(panel.result, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert panel.source.marked_texts("pair") == ("It costs 12 euros.",)


def test_nothing_to_look_at_shows_no_way_there(panel, qtbot):
    finished(qtbot, panel)
    assert not panel.deeds.look_twice.isVisible()


@pytest.mark.parametrize("kind", Kind)
def test_every_finding_has_a_sentence_with_its_text(kind):
    plain = findings_text([Finding(kind)])
    about = findings_text([Finding(kind, "ABC", "XYZ")])
    assert plain.endswith((".", "instead."))
    assert "{" not in plain + about
    assert "ABC" in about or kind in (Kind.EMPTY, Kind.TOO_LONG, Kind.TOO_SHORT)


def test_the_reason_comes_with_the_mouse(panel, bench, qtbot):
    lose_numbers(bench)
    finished(qtbot, panel)
    start = panel.result.text().index("It costs")
    box = panel.result.cursorRect(panel.result.range_cursor(start + 2, start + 2))
    assert panel.result.place_at(box.center() + QPoint(2, 0)) in (start + 2, start + 1)
    assert panel.result.place_at(QPoint(600, 400)) == -1


# --- words on both sides ------------------------------------------------------------------------


def links_of(source, target, weight=0.9):
    """Each word of ``target`` read off the word of ``source`` with the same number."""
    links, at, to = [], 0, 0
    for one, other in zip(source.split(), target.split(), strict=True):
        at, to = source.index(one, at), target.index(other, to)
        links.append(Link(at, at + len(one), to, to + len(other), weight))
        at, to = at + len(one), to + len(other)
    return tuple(links)


def test_a_word_is_found_with_what_was_read_off_it():
    pair = Pair(0, 14, 0, 14, links=links_of("the red house", "la casa rossa"))
    assert linked_words(pair, 5, "the red house", "la casa rossa") == ([(4, 7)], [(3, 7)])
    assert linked_words(pair.swapped(), 4, "la casa rossa", "the red house") is not None
    assert linked_words(pair, 3, "the red house", "la casa rossa") is None


def test_parts_of_a_word_grow_to_the_word_and_weak_links_are_left():
    links = (Link(0, 3, 0, 2, 0.9), Link(3, 8, 2, 5, 0.9), Link(0, 3, 6, 9, 0.1))
    pair = Pair(0, 8, 0, 9, links=links)
    assert linked_words(pair, 1, "thousand", "tausend mal") == ([(0, 8)], [(0, 7)])


class Linked(fakes.FakeOneWay):
    def translate_aligned(self, texts, options, cancel, wants_links=None):
        made = self.translate(texts, options, cancel)
        return [Aligned(said, links_of(text, said)) for text, said in zip(texts, made, strict=True)]


def test_the_word_under_the_mouse_is_marked_on_both_sides(panel, bench, qtbot):
    translator = bench.engine.fake_translator
    translator.between = lambda source, target: Linked(translator, f">>{target}<< ")
    finished(qtbot, panel)
    panel.result.place_hovered.emit(panel.result.text().index("price"))
    assert panel.result.marked_texts("word") == ("price",)
    assert panel.source.marked_texts("word") == ("price",)
    panel.result.place_hovered.emit(-1)
    assert panel.source.marked_texts("word") == ()
    put_cursor(panel.source, TEXT.index("costs") + 1)
    panel.source.place_hovered.emit(0)
    panel.source.place_hovered.emit(-1)
    assert panel.result.marked_texts("word") == ("costs",)


# --- edits --------------------------------------------------------------------------------------


def test_pairs_follow_an_edit_of_the_result(panel, qtbot):
    finished(qtbot, panel)
    put_cursor(panel.result, 3)
    QTest.keyClicks(panel.result, "XYZ")
    put_cursor(panel.source, TEXT.index("price"))
    assert panel.result.marked_texts("pair") == ("<The price is high.>",)
    put_cursor(panel.source, 1)
    assert panel.result.marked_texts("pair") == ("<GoXYZod morning.>",)


def test_an_edited_sentence_is_kept_when_it_is_left_and_undo_takes_it_out(panel, bench, qtbot):
    finished(qtbot, panel)
    put_cursor(panel.result, 1)
    QTest.keyClicks(panel.result, "Very ")
    assert memory(bench) == ()
    panel.result.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.waitUntil(lambda: panel.deeds.undo_bar.isVisible())
    (kept,) = memory(bench)
    assert (kept.source, kept.target, kept.origin) == (
        "Good morning.",
        "<Very Good morning.>",
        "edited",
    )
    put_cursor(panel.result, 3)
    assert panel.deeds.line.text == "Kept in your memory."
    panel.deeds.undo_bar.button.click()
    qtbot.waitUntil(lambda: memory(bench) == ())


def test_what_was_kept_comes_back_from_memory(panel, bench, qtbot):
    finished(qtbot, panel)
    put_cursor(panel.result, 1)
    QTest.keyClicks(panel.result, "Very ")
    panel.source.setFocus()
    panel.result.left.emit()
    qtbot.waitUntil(lambda: len(memory(bench)) == 1)
    finished(qtbot, panel)
    assert panel.result.text().startswith("<Very Good morning.>")
    assert "1 from memory" in panel.progress_line.label.text()
    put_cursor(panel.result, 2)
    assert "confirmed before" in panel.deeds.line.text


def test_an_edit_that_was_undone_is_not_kept(panel, bench, qtbot):
    finished(qtbot, panel)
    put_cursor(panel.result, 1)
    QTest.keyClicks(panel.result, "X")
    panel.result.undo()
    panel.result.moveCursor(QTextCursor.MoveOperation.End)
    assert memory(bench) == ()


def test_a_second_edit_takes_the_place_of_the_first(panel, bench, qtbot):
    finished(qtbot, panel)
    for typed in ("A", "B"):
        put_cursor(panel.result, 1)
        QTest.keyClicks(panel.result, typed)
        panel.result.left.emit()
        qtbot.waitUntil(lambda typed=typed: any(f"<{typed}" in e.target for e in memory(bench)))
    assert [each.target for each in memory(bench)] == ["<BAGood morning.>"]


def test_accept_keeps_the_sentence_as_it_stands(panel, bench, qtbot):
    finished(qtbot, panel)
    assert not panel.deeds.accept_button.isEnabled()
    put_cursor(panel.result, panel.result.text().index("price"))
    QTest.keyClick(panel.result, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(memory(bench)) == 1)
    (kept,) = memory(bench)
    assert (kept.source, kept.target) == ("The price is high.", "<The price is high.>")
    assert kept.origin == "accepted"


def test_a_flagged_sentence_that_was_edited_is_flagged_no_more(panel, bench, qtbot):
    lose_numbers(bench)
    finished(qtbot, panel)
    put_cursor(panel.result, panel.result.text().index("euros"))
    QTest.keyClicks(panel.result, "12 ")
    assert panel.result.marked_texts("suspect") == ()
    assert not panel.deeds.look_twice.isVisible()
    panel.result.undo()
    assert len(panel.result.marked_texts("suspect")) == 1


TOUCHING = SentencePairs([Pair(0, 3, 0, 3), Pair(3, 6, 3, 6), Pair(7, 9, 7, 9)])


@pytest.mark.parametrize(
    ("edit", "last", "owner", "places"),
    [
        ((1, 0, 2), None, 0, [(0, 5), (5, 8), (9, 11)]),
        ((3, 0, 1), None, 0, [(0, 4), (4, 7), (8, 10)]),
        ((3, 0, 1), 1, 1, [(0, 3), (3, 7), (8, 10)]),
        ((3, 3, 0), None, 1, [(0, 3), (3, 3), (4, 6)]),
        ((3, 3, 5), None, 1, [(0, 3), (3, 8), (9, 11)]),
        ((2, 2, 0), None, 0, [(0, 2), (2, 4), (5, 7)]),
        ((0, 9, 0), None, 0, [(0, 0), (0, 0), (0, 0)]),
        ((7, 2, 3), None, 2, [(0, 3), (3, 6), (7, 10)]),
        ((9, 0, 1), None, 2, [(0, 3), (3, 6), (7, 10)]),
    ],
)
def test_an_edit_belongs_to_one_sentence_and_moves_the_others(edit, last, owner, places):
    pairs, found = TOUCHING.with_edit(*edit, last)
    assert found == owner
    assert [(pair.target_start, pair.target_end) for pair in pairs.all()] == places


def test_an_edit_between_sentences_belongs_to_none():
    pairs = SentencePairs([Pair(0, 3, 0, 3), Pair(5, 8, 5, 8)])
    moved, owner = pairs.with_edit(4, 0, 2)
    assert owner is None
    assert moved[1].target_start == 7


# --- other ways ---------------------------------------------------------------------------------


def offer(bench, *texts):
    translator = bench.engine.fake_translator

    class Offering(fakes.FakeOneWay):
        def alternatives(self, text, options, cancel, without=()):
            self.translator.tried.append(text)
            return [Aligned(each) for each in texts]

    translator.between = lambda source, target: Offering(translator, f">>{target}<< ")


def test_other_ways_come_from_memory_and_model_and_one_takes_the_place(panel, bench, qtbot):
    add_to_memory(bench, "The price is low.", "价格低。")
    offer(bench, "<The price is high.>", "价格高。", "价钱很高。")
    finished(qtbot, panel)
    put_cursor(panel.result, panel.result.text().index("price"))
    QTest.keyClick(panel.result, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = panel.deeds.ways.popup
    assert popup.isVisible()
    qtbot.waitUntil(lambda: len(popup.texts) == 3)
    assert popup.texts == ("价格低。", "价格高。", "价钱很高。")
    assert "% alike" in row_of(popup, "价格低。").text()
    popup.list.setCurrentItem(row_of(popup, "价格高。"))
    QTest.keyClick(popup.list, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert panel.result.text().endswith("价格高。")
    assert panel.result.text().startswith("<Good morning.>")
    panel.result.undo()
    assert panel.result.text().endswith("<The price is high.>")


def row_of(popup, text):
    rows = (popup.list.item(row) for row in range(popup.list.count()))
    return next(item for item in rows if popup.text_of(item) == text)


def add_to_memory(bench, source, target):
    now = datetime.now(UTC)
    bench.workbench.memory.add(MemoryPair("en", "zh", source, target, now, "edited"))


def test_a_chosen_way_is_kept_when_the_sentence_is_left(panel, bench, qtbot):
    offer(bench, "早上好。")
    finished(qtbot, panel)
    put_cursor(panel.result, 2)
    panel.deeds.show_ways()
    popup = panel.deeds.ways.popup
    qtbot.waitUntil(lambda: popup.texts == ("早上好。",))
    popup.list.itemClicked.emit(row_of(popup, "早上好。"))
    panel.result.left.emit()
    qtbot.waitUntil(lambda: len(memory(bench)) == 1)
    assert memory(bench)[0].target == "早上好。"


def test_no_other_way_is_said(panel, bench, qtbot):
    offer(bench)
    finished(qtbot, panel)
    put_cursor(panel.result, 2)
    panel.deeds.show_ways()
    popup = panel.deeds.ways.popup
    qtbot.waitUntil(lambda: "another way" in popup.state.text())
    QTest.keyClick(popup.list, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_closing_the_popup_stops_the_search(panel, bench, qtbot):
    finished(qtbot, panel)
    put_cursor(panel.result, 2)
    held = threading.Event()
    bench.runner.call("device", lambda: held.wait(10))
    panel.deeds.show_ways()
    panel.deeds.ways.popup.hide()
    held.set()
    qtbot.waitUntil(lambda: not panel.deeds.ways.is_looking)
    assert panel.deeds.ways.popup.texts == ()


# --- back -----------------------------------------------------------------------------------


def test_the_list_of_shortcuts_names_those_of_the_panel(panel):
    rows = dict(panel.shortcut_rows())
    assert rows["Next sentence to look at"] == "F8"
    assert rows["Other ways"] == "Alt+Down"
    assert all(rows.values())


def back_of(panel):
    (dialog,) = panel.findChildren(BackTranslation)
    return dialog


def test_the_sentence_at_hand_is_translated_back(panel, bench, qtbot):
    bench.engine.fake_translator.say = lambda text: f"好{text}"
    finished(qtbot, panel)
    put_cursor(panel.result, 3)
    panel.deeds.back_button.click()
    dialog = back_of(panel)
    qtbot.waitUntil(lambda: dialog.text == "好好Good morning.")
    assert dialog.source_pane.editor.text() == "Good morning."
    assert dialog.windowTitle() == "Back into English"
    dialog.close()


def test_the_whole_translation_is_translated_back(panel, bench, qtbot):
    bench.engine.fake_translator.say = lambda text: f"好{text}"
    finished(qtbot, panel)
    panel.panes.back_button.click()
    dialog = back_of(panel)
    qtbot.waitUntil(lambda: dialog.text.endswith("The price is high."))
    assert dialog.text.startswith("好好Good morning.")
    assert dialog.source_pane.editor.text() == TEXT
    dialog.close()


def test_closing_the_dialog_stops_the_way_back(panel, bench, qtbot):
    finished(qtbot, panel)
    held = threading.Event()
    bench.runner.call("device", lambda: held.wait(10))
    panel.panes.back_button.click()
    back_of(panel).close()
    held.set()
    qtbot.waitUntil(lambda: not bench.runner.is_busy)


def test_no_model_for_the_way_back_is_said_in_the_dialog(panel, bench, qtbot):
    finished(qtbot, panel)
    bench.engine.missing = fakes.ModelMissing("translator")
    panel.panes.back_button.click()
    dialog = back_of(panel)
    qtbot.waitUntil(lambda: dialog.error_line.isVisible())
    dialog.close()
