"""Translate: other words for the word that was clicked, and the rest of the sentence with them."""

from __future__ import annotations

import threading

import fakes
import pytest
from panel_stand import finished
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from assistant_app.inference.links import Aligned
from assistant_app.inference.words import WordVariant, WordVariants
from assistant_app.ui.translate_panel import TranslatePanel

TEXT = "Good morning. It costs 12 euros. The price is high."


class Varied(fakes.FakeOneWay):
    """Says its source, and has ``price`` otherwise."""

    def translate(self, texts, options, cancel):
        return list(texts)

    def alternatives(self, text, options, cancel, without=()):
        said = "It is dear.", "The cost is too high.", "Dear it is."
        return [Aligned(each) for each in said]

    def variants(self, text, translation, place, n_wanted, options, cancel, phrases=()):
        self.translator.asked_places.append((text, translation, place, tuple(phrases)))
        start = translation.find("price")
        if not start <= place < start + 5:
            return WordVariants(place, place)
        offers = ("cost", "cost is too high."), ("fee", "fee is 7 times high.")
        variants = [WordVariant(word, tail, -n) for n, (word, tail) in enumerate(offers)]
        return WordVariants(start, start + 5, tuple(variants))


@pytest.fixture
def panel(qtbot, bench):
    bench.workbench.settings.update(is_live_translation=False)
    translator = bench.engine.fake_translator
    translator.between = lambda source, target: Varied(translator, "")
    panel = TranslatePanel(bench.context())
    panel.bar.set_languages("zh", "en")
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    panel.source.setPlainText(TEXT)
    finished(qtbot, panel)
    return panel


def place_of(panel, word):
    return panel.result.text().index(word)


def spot(panel, word, into=1):
    """Where the word stands in the viewport."""
    place = place_of(panel, word) + into
    box = panel.result.cursorRect(panel.result.range_cursor(place, place))
    return box.center() + QPoint(2, 0)


def click(panel, word, keys=Qt.KeyboardModifier.NoModifier):
    QTest.mouseClick(panel.result.viewport(), Qt.MouseButton.LeftButton, keys, spot(panel, word))


def rows(popup):
    return [popup.list.item(row).text() for row in range(popup.list.count())]


def row_of(popup, beginning):
    items = (popup.list.item(row) for row in range(popup.list.count()))
    return next(item for item in items if item.text().startswith(beginning))


def opened(qtbot, panel, word="price"):
    click(panel, word, Qt.KeyboardModifier.ControlModifier)
    popup = panel.deeds.ways.popup
    assert popup.isVisible()
    qtbot.waitUntil(lambda: not popup.is_looking)
    return popup


def test_a_click_marks_the_sentence_and_offers_a_button_under_the_word(panel, qtbot):
    click(panel, "price")

    chip = panel.deeds.here.chip
    assert panel.result.marked_texts("pair") == ("The price is high.",)
    assert not panel.deeds.ways.popup.isVisible()
    assert chip.isVisible()
    assert chip.geometry().top() >= spot(panel, "price").y()
    chip.click()
    popup = panel.deeds.ways.popup
    qtbot.waitUntil(lambda: not popup.is_looking)
    assert not chip.isVisible()
    assert rows(popup)[0] == "Instead of “price”"
    popup.hide()


def test_typing_takes_the_button_away_and_goes_into_the_text(panel):
    click(panel, "price")
    QTest.keyClicks(panel.result, "X")

    assert not panel.deeds.here.chip.isVisible()
    assert "X" in panel.result.text()


@pytest.mark.parametrize("act", ["move", "select", "leave", "click elsewhere"])
def test_whatever_else_is_done_takes_the_button_away(panel, act):
    click(panel, "price")
    if act == "move":
        QTest.keyClick(panel.result, Qt.Key.Key_Left)
    elif act == "select":
        QTest.mouseDClick(
            panel.result.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            spot(panel, "morning"),
        )
    elif act == "leave":
        panel.result.left.emit()
    else:
        click(panel, "12")

    assert not panel.deeds.here.chip.isVisible()


def test_a_number_has_no_button(panel):
    click(panel, "12")

    assert not panel.deeds.here.chip.isVisible()
    assert panel.result.marked_texts("pair") == ("It costs 12 euros.",)


def test_both_are_listed_words_and_sentences(panel, qtbot):
    popup = opened(qtbot, panel)

    assert rows(popup)[:2] == ["Instead of “price”", "cost  … is too high."]
    assert rows(popup)[2].startswith("fee  … is 7 times high.\n")  # with what is wrong with it
    assert rows(popup)[3:] == ["The whole sentence", "It is dear.", "Dear it is."]
    assert popup.texts == (
        "The cost is too high.",
        "The fee is 7 times high.",
        "It is dear.",
        "Dear it is.",
    )
    assert not row_of(popup, "fee").icon().isNull()
    assert popup.list.currentItem() is row_of(popup, "cost")
    QTest.keyClick(popup.list, Qt.Key.Key_Down)
    QTest.keyClick(popup.list, Qt.Key.Key_Down)
    assert popup.list.currentItem() is row_of(popup, "It is dear.")
    QTest.keyClick(popup.list, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert panel.result.text() == TEXT


def test_a_word_takes_the_place_and_undo_brings_the_sentence_back(panel, qtbot, bench):
    popup = opened(qtbot, panel)
    QTest.keyClick(popup.list, Qt.Key.Key_Return)

    assert panel.result.text() == TEXT.replace("price is", "cost is too")
    assert panel.result.cursor_place() == place_of(panel, "cost is") + len("cost")
    assert panel.result.marked_texts("pair") == ("The cost is too high.",)
    panel.result.undo()
    assert panel.result.text() == TEXT


def test_a_chosen_word_is_an_edit_and_comes_into_the_memory(panel, qtbot, bench):
    popup = opened(qtbot, panel)
    popup.list.itemClicked.emit(row_of(popup, "cost"))
    panel.result.left.emit()

    qtbot.waitUntil(lambda: len(bench.workbench.memory.page("zh", "en")) == 1)
    (kept,) = bench.workbench.memory.page("zh", "en")
    assert (kept.source, kept.target, kept.origin) == (
        "The price is high.",
        "The cost is too high.",
        "edited",
    )


def test_an_edited_sentence_is_asked_about_as_it_stands(panel, qtbot, bench):
    at = place_of(panel, "price")
    panel.result.setTextCursor(panel.result.range_cursor(at, at))
    QTest.keyClicks(panel.result, "asking ")
    popup = opened(qtbot, panel)
    popup.hide()

    asked = bench.engine.fake_translator.asked_places[-1]
    assert asked[:2] == ("The price is high.", "The asking price is high.")


def test_the_key_asks_about_the_word_at_the_cursor(panel, qtbot):
    at = place_of(panel, "price") + 5  # behind its last letter
    panel.result.setFocus()
    panel.result.setTextCursor(panel.result.range_cursor(at, at))
    panel.result.place_chosen.emit(at)
    QTest.keyClick(panel.result, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    popup = panel.deeds.ways.popup
    qtbot.waitUntil(lambda: not popup.is_looking)
    assert rows(popup)[0] == "Instead of “price”"
    popup.hide()


def test_from_the_source_it_is_about_the_sentence_alone(panel, qtbot):
    panel.source.place_chosen.emit(TEXT.index("price"))
    panel.deeds.show_ways()

    popup = panel.deeds.ways.popup
    qtbot.waitUntil(lambda: not popup.is_looking)
    assert rows(popup) == ["It is dear.", "The cost is too high.", "Dear it is."]
    popup.hide()


def test_no_other_word_is_said(panel, qtbot):
    popup = opened(qtbot, panel, "morning")

    assert rows(popup)[:3] == [
        "Instead of “morning”",
        "No other word fits here.",
        "The whole sentence",
    ]
    popup.hide()


def test_closing_the_popup_stops_both_searches(panel, bench, qtbot):
    held = threading.Event()
    bench.runner.call("device", lambda: held.wait(10))
    click(panel, "price", Qt.KeyboardModifier.ControlModifier)
    popup = panel.deeds.ways.popup
    assert popup.state.text() == "Looking for other words…"
    assert popup.stop_button.isVisible()
    QTest.keyClick(popup.list, Qt.Key.Key_Escape)
    held.set()
    qtbot.waitUntil(lambda: not panel.deeds.ways.is_looking)

    assert popup.texts == ()
    assert bench.engine.fake_translator.asked_places == []


def test_stop_leaves_what_was_found(panel, bench, qtbot):
    held = threading.Event()
    bench.runner.call("device", lambda: held.wait(10))
    click(panel, "price", Qt.KeyboardModifier.ControlModifier)
    popup = panel.deeds.ways.popup
    popup.stop_button.click()
    held.set()
    qtbot.waitUntil(lambda: not panel.deeds.ways.is_looking)

    assert popup.isVisible()
    assert not popup.stop_button.isVisible()
    popup.hide()


def test_a_failure_is_told_once(panel, bench, qtbot):
    bench.engine.missing = fakes.ModelMissing("translator")
    click(panel, "price", Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: panel.error_line.isVisible())

    assert not panel.deeds.ways.popup.isVisible()


def test_the_list_of_shortcuts_names_the_click(panel):
    assert dict(panel.shortcut_rows())["Other words for a word"] == "Ctrl+click"


def test_the_menu_of_the_right_button_has_it(panel, qtbot):
    panel.result.customContextMenuRequested.emit(spot(panel, "price"))
    (menu,) = panel.result.findChildren(QMenu)
    action = next(each for each in menu.actions() if each.text().startswith("Other words and ways"))
    action.trigger()
    menu.close()

    popup = panel.deeds.ways.popup
    qtbot.waitUntil(lambda: not popup.is_looking)
    assert rows(popup)[0] == "Instead of “price”"
    popup.hide()
