"""Translate: the word at hand, looked up in terms, memory and dictionary, and put in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import fakes
import pytest
from panel_stand import finished
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest

from assistant_app.inference.links import Aligned, Link
from assistant_app.tasks.translate import Pair
from assistant_app.terms.entries import Glossary, MemoryPair, Term
from assistant_app.ui.looked_up import fitted, replacement_of
from assistant_app.ui.sentence_pairs import SentencePairs
from assistant_app.ui.translate_panel import TranslatePanel
from assistant_app.ui.word_at_hand import WordAtHand, with_other_side

INTO_CHINESE = {"The kitchen is small.": ("后厨很小。", [("kitchen", "后厨"), ("small", "小")])}
INTO_ENGLISH = {
    "厨房很小。": ("Kitchen is small.", [("厨房", "Kitchen"), ("小", "small")]),
    "请签合同。": ("Sign the contract.", [("签", "Sign"), ("合同", "contract")]),
}
SAID = {**INTO_CHINESE, **INTO_ENGLISH}


def links_of(source, target, words):
    return tuple(
        Link(
            source.index(a),
            source.index(a) + len(a),
            target.index(b),
            target.index(b) + len(b),
            0.9,
        )
        for a, b in words
    )


class Linked(fakes.FakeOneWay):
    """Says what ``SAID`` has, with links, and other ways for any word alone."""

    def translate_aligned(self, texts, options, cancel, wants_links=lambda _text: True):
        known = {text: SAID.get(text, (f"<{text}>", [])) for text in texts}
        return [Aligned(known[text][0], links_of(text, *known[text])) for text in texts]

    def alternatives(self, text, options, cancel, without=()):
        self.translator.tried.append(text)
        return [Aligned(f"{text} one"), Aligned(f"{text} two")]


@pytest.fixture
def panel(qtbot, bench):
    bench.workbench.settings.update(is_live_translation=False)
    translator = bench.engine.fake_translator
    translator.between = lambda source, target: Linked(translator, "")
    panel = TranslatePanel(bench.context())
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    return panel


def translated(qtbot, panel, text, source="en", target="zh"):
    panel.bar.set_languages(source, target)
    panel.source.setPlainText(text)
    finished(qtbot, panel)


def put_cursor(editor, place):
    editor.setTextCursor(editor.range_cursor(place, place))
    editor.place_chosen.emit(place)


def looked_up(qtbot, panel, editor, word):
    """The popup with all that there is of ``word`` of the editor's text."""
    put_cursor(editor, editor.text().index(word))
    panel.deeds.show_word()
    return found(qtbot, panel)


def found(qtbot, panel):
    popup = panel.deeds.look_up.popup
    qtbot.waitUntil(lambda: not popup._is_looking, timeout=30_000)
    return popup


def rows(popup):
    return [popup.list.item(row).text() for row in range(popup.list.count())]


def choose(popup, text):
    popup.choose_text(text)
    QTest.keyClick(popup.list, Qt.Key.Key_Return)


def add_to_memory(bench, source, target):
    now = datetime.now(UTC)
    bench.workbench.memory.add(MemoryPair("en", "zh", source, target, now, "edited"))


# --- what is shown ------------------------------------------------------------------------------


def test_a_word_of_the_source_shows_its_translation_and_the_dictionary(qtbot, panel):
    translated(qtbot, panel, "The kitchen is small.")
    popup = looked_up(qtbot, panel, panel.source, "kitchen")
    assert popup.title.text() == "Look up “kitchen”"
    shown = rows(popup)
    assert shown[0] == "In the translation: 后厨"
    assert shown[1] == "“kitchen” in the dictionary"
    assert "CC BY-SA 4.0" in popup.attribution.text()
    assert popup.attribution.isVisible()
    assert shown[2] == "厨房 (廚房)  chú fáng\nkitchen; measure word: 间 (jiān)"
    assert popup.texts[0] == "厨房"
    assert "in the place of “后厨”" in popup.state.text()


def test_a_word_of_the_translation_offers_others_for_it_and_says_what_it_means(qtbot, panel):
    translated(qtbot, panel, "The kitchen is small.")
    popup = looked_up(qtbot, panel, panel.result, "厨")
    assert popup.title.text() == "Look up “后厨”"
    assert rows(popup)[0] == "In the source: kitchen"
    assert "厨房" in popup.texts
    assert "kitchen (of a restaurant or hotel etc)" in rows(popup)
    meaning = "commercial kitchen"
    popup.choose_text("厨房")
    assert popup.use_button.isEnabled()
    popup.choose_text(meaning)
    assert not popup.use_button.isEnabled()
    assert popup.state.text() == "Enter copies it."


def test_terms_and_memory_stand_beside_the_dictionary(qtbot, panel, bench):
    glossary = bench.workbench.glossaries.add(Glossary("Own", "en", "zh", is_active=False))
    terms = [Term("show kitchen", "开放式厨房", note="trade"), Term("Deskhand kitchen", None)]
    bench.workbench.glossaries.put(glossary.id, terms)
    add_to_memory(bench, "The kitchen is big.", "厨房很大。")
    translated(qtbot, panel, "The kitchen is small.")
    popup = looked_up(qtbot, panel, panel.source, "kitchen")
    assert {"开放式厨房", "Deskhand kitchen", "厨房", "厨房很大。"} <= set(popup.texts)
    assert "show kitchen → 开放式厨房\nterm: trade" in rows(popup)
    popup.choose_text("厨房很大。")
    assert not popup.use_button.isEnabled()


def test_of_what_is_selected_every_word_is_looked_up(qtbot, panel):
    translated(qtbot, panel, "厨房很小。", "zh", "en")
    panel.source.setTextCursor(panel.source.range_cursor(0, 4))
    panel.deeds.show_word()
    popup = found(qtbot, panel)
    assert popup.title.text() == "Look up “厨房很小”"
    headers = [row for row in rows(popup) if "in the dictionary" in row]
    assert [row[1 : row.index("”")] for row in headers] == ["厨房", "很", "小"]
    assert popup.word.now == "Kitchen"


def test_a_word_that_is_nowhere_says_what_to_do(qtbot, panel, bench):
    translator = bench.engine.fake_translator
    translator.between = lambda source, target: fakes.FakeOneWay(translator, "")
    translator.translate = lambda texts, options, cancel: list(texts)
    translated(qtbot, panel, "Our qwertzuiop is here.")
    popup = looked_up(qtbot, panel, panel.source, "qwertzuiop")
    assert popup.texts == ()
    assert "Select less of the text" in rows(popup)[-1]
    assert not popup.use_button.isEnabled()
    assert not popup.copy_button.isEnabled()


def test_without_a_dictionary_the_translator_is_asked(qtbot, panel, bench, monkeypatch):
    translated(qtbot, panel, "The kitchen is small.")
    panel.deeds.direction = ("en", "de")
    monkeypatch.setattr(fakes, "PAIRS", {("en", "de")})
    monkeypatch.setattr(bench.workbench.choice, "route", lambda *_: (bench.models.specs()[0],))
    popup = looked_up(qtbot, panel, panel.source, "kitchen")
    assert "There is no dictionary for English – German." in rows(popup)
    assert not popup.attribution.isVisible()
    assert popup.texts == ("kitchen one", "kitchen two")
    assert bench.engine.fake_translator.tried == ["kitchen"]


def test_a_pair_that_no_model_knows_is_no_crash(qtbot, panel, bench):
    translated(qtbot, panel, "The kitchen is small.")
    panel.deeds.direction = ("en", "sw")
    popup = looked_up(qtbot, panel, panel.source, "kitchen")
    assert any("There is no dictionary" in row for row in rows(popup))
    assert bench.crashes == []


# --- what is done with it -----------------------------------------------------------------------


def test_a_chosen_word_takes_the_place_of_the_linked_one_and_undo_brings_it_back(qtbot, panel):
    translated(qtbot, panel, "The kitchen is small.")
    choose(looked_up(qtbot, panel, panel.source, "kitchen"), "厨房")
    assert panel.result.text() == "厨房很小。"
    assert panel.result.cursor_place() == 2
    panel.result.undo()
    assert panel.result.text() == "后厨很小。"


def test_a_word_of_the_translation_is_replaced_itself(qtbot, panel):
    translated(qtbot, panel, "The kitchen is small.")
    choose(looked_up(qtbot, panel, panel.result, "后厨"), "厨房")
    assert panel.result.text() == "厨房很小。"


def test_an_english_word_comes_with_a_capital_where_one_stood(qtbot, panel):
    translated(qtbot, panel, "请签合同。", "zh", "en")
    popup = looked_up(qtbot, panel, panel.source, "合同")
    assert popup.texts[0] == "contract"
    assert rows(popup)[2].startswith("合同  hé tong")
    popup.hide()
    popup = looked_up(qtbot, panel, panel.source, "签")
    popup.choose_text("sign one's name")
    popup.use_button.click()
    assert panel.result.text() == "Sign one's name the contract."


def test_what_has_no_place_is_copied(qtbot, panel, bench):
    translated(qtbot, panel, "The kitchen is small.")
    popup = looked_up(qtbot, panel, panel.source, "The")
    assert rows(popup)[0] == "Nothing in the translation is known to stand for it."
    assert not popup.use_button.isEnabled()
    popup.hide()
    popup = looked_up(qtbot, panel, panel.result, "小")
    popup.choose_text("small")
    QTest.keyClick(popup.list, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "small"
    assert panel.result.text() == "后厨很小。"
    assert bench.said[-1] == "Copied"


def test_ctrl_c_copies_what_could_be_used_too(qtbot, panel):
    translated(qtbot, panel, "The kitchen is small.")
    popup = looked_up(qtbot, panel, panel.source, "kitchen")
    QTest.keyClick(popup.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "厨房"
    assert panel.result.text() == "后厨很小。"
    assert not popup.isVisible()


def test_a_translation_that_changed_meanwhile_is_left_alone(qtbot, panel):
    translated(qtbot, panel, "The kitchen is small.")
    popup = looked_up(qtbot, panel, panel.source, "kitchen")
    cursor = panel.result.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    cursor.insertText("那")
    choose(popup, "厨房")
    assert panel.result.text() == "那后厨很小。"
    assert QGuiApplication.clipboard().text() == "厨房"


def test_a_word_that_was_looked_up_becomes_a_term(qtbot, panel, bench):
    translated(qtbot, panel, "The kitchen is small.")
    looked_up(qtbot, panel, panel.source, "kitchen").add_button.click()
    assert panel.terms.isVisible()
    model = panel.terms.glossaries.terms.model
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert model.index(0, 0).data() == "kitchen"
    model.setData(model.index(0, 1), "厨房")
    qtbot.waitUntil(lambda: len(bench.workbench.glossaries.active_terms("en", "zh")) == 1)
    panel.terms.close()


def test_a_word_is_looked_up_before_there_is_a_translation(qtbot, panel):
    panel.bar.set_languages("en", "zh")
    panel.source.setPlainText("The kitchen is small.")
    put_cursor(panel.source, 5)
    panel.deeds.show_word()
    assert panel.deeds.look_up.popup.isVisible()
    qtbot.waitUntil(lambda: not panel.deeds.look_up.popup._is_looking)
    assert panel.deeds.look_up.popup.list.count() > 0
    panel.deeds.look_up.popup.hide()


def test_nothing_is_looked_up_where_no_word_stands(qtbot, panel):
    translated(qtbot, panel, "The kitchen is small.")
    put_cursor(panel.source, 0)
    panel.source.setPlainText("…")
    panel.deeds.show_word()
    assert not panel.deeds.look_up.popup.isVisible()


# --- its parts ----------------------------------------------------------------------------------


def test_of_several_places_the_strongest_is_taken():
    source, target = "set it", "设 好 置"
    links = (Link(0, 3, 0, 1, 0.4), Link(0, 3, 4, 5, 0.8))
    pairs = SentencePairs([Pair(0, 6, 0, 5, links=links)])
    word = with_other_side(WordAtHand("set", True, 0, 3), pairs, source, target)
    assert (word.other, word.place, word.now) == ("置", (4, 5), "置")


def test_a_word_beyond_its_sentence_has_no_other_side():
    pairs = SentencePairs([Pair(0, 3, 0, 3)])
    word = WordAtHand("one. Two", True, 0, 8, is_selected=True)
    assert with_other_side(word, pairs, "one. Two", "一。二") == word
    assert with_other_side(replace(word, start=9, end=9), pairs, "", "").place is None


def test_how_a_word_is_put_into_a_sentence():
    assert replacement_of("to cook (a meal)") == "cook"
    assert replacement_of("today") == "today"
    assert fitted("kitchen", "Cuisine") == "Kitchen"
    assert fitted("厨房", "Kitchen") == "厨房"
    assert fitted("kitchen", "cuisine") == "kitchen"
