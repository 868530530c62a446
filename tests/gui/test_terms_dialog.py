"""Terms and memory: glossaries on and off, terms in a table, import, export, search, undo."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from assistant_app.tasks.term_files import save_memory
from assistant_app.terms.entries import Glossary, MemoryPair, Term
from assistant_app.ui.memory_model import Column as MemoryColumn
from assistant_app.ui.terms_dialog import TermsDialog
from assistant_app.ui.terms_model import Column
from assistant_app.ui.translate_panel import TranslatePanel


@pytest.fixture
def owner(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    return owner


@pytest.fixture
def make(qtbot, bench, owner):
    """Opens the dialog for English to Chinese."""

    def make():
        dialog = TermsDialog(bench.context(), owner)
        dialog.open_for("en", "zh")
        for _ in range(2):  # the lists, and what is chosen in them
            with qtbot.waitSignal(bench.runner.call("store", lambda: None).finished):
                pass
        return dialog

    return make


def glossary(bench, name="Own", *terms, **values):
    store = bench.workbench.glossaries
    made = store.add(Glossary(name, "en", "zh", **values))
    store.put(made.id, terms)
    return made


def names(view):
    return [view.list.item(row).text() for row in range(view.list.count())]


def stored(bench):
    store = bench.workbench.glossaries
    return [
        (each.source, each.target)
        for own in store.glossaries("en", "zh")
        for each in store.terms(own.id)
    ]


def write(view, row, column, text):
    model = view.terms.model
    return model.setData(model.index(row, column), text)


# --- glossaries ---------------------------------------------------------------------------------


def test_without_a_glossary_it_says_what_to_do_and_begins_one(make, qtbot):
    dialog = make()
    view = dialog.glossaries
    assert view.is_first
    assert view.first.isVisible()
    assert "dropped here" in view.first.hint.text()
    assert not view.remove_button.isEnabled()
    view.first.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(lambda: names(view) == ["My terms"])
    assert not view.is_first


def test_glossaries_of_the_direction_are_listed_with_their_terms(make, bench, qtbot):
    glossary(bench, "Own", Term("price", "价格"), Term("Deskhand", None))
    bench.workbench.glossaries.add(Glossary("Other", "zh", "en"))
    dialog = make()
    view = dialog.glossaries
    qtbot.waitUntil(lambda: view.terms.model.rowCount() == 3)
    assert names(view) == ["Own"]
    assert view.terms.label.text() == "Own · 2 terms"
    dialog.swap_button.click()
    qtbot.waitUntil(lambda: names(view) == ["Other"])
    assert dialog.direction_label.text() == "Chinese to English"


def test_a_new_glossary_gets_a_free_name_and_a_term_from_the_last_row(make, bench, qtbot):
    glossary(bench, "My terms")
    dialog = make()
    view = dialog.glossaries
    view.add_button.click()
    qtbot.waitUntil(lambda: names(view) == ["My terms", "My terms 2"])
    qtbot.waitUntil(lambda: view.terms.model.rowCount() == 1)
    assert write(view, 0, Column.SOURCE, " price  list ")
    assert stored(bench) == []
    with qtbot.waitSignal(dialog.changed):
        write(view, 0, Column.TARGET, "价目表")
    qtbot.waitUntil(lambda: view.terms.model.rowCount() == 2)
    assert stored(bench) == [("price list", "价目表")]


def test_a_term_is_changed_in_its_place(make, bench, qtbot):
    own = glossary(bench, "Own", Term("price", "价格"))
    dialog = make()
    view = dialog.glossaries
    qtbot.waitUntil(lambda: view.terms.model.rowCount() == 2)
    model = view.terms.model
    with qtbot.waitSignal(dialog.changed):
        write(view, 0, Column.TARGET, "价钱")
    with qtbot.waitSignal(dialog.changed):
        checked = Qt.CheckState.Checked
        model.setData(model.index(0, Column.CASE), checked, Qt.ItemDataRole.CheckStateRole)
    (term,) = bench.workbench.glossaries.terms(own.id)
    assert (term.target, term.is_case_sensitive) == ("价钱", True)
    with qtbot.waitSignal(dialog.changed):
        model.setData(model.index(0, Column.KEPT), checked, Qt.ItemDataRole.CheckStateRole)
    (term,) = bench.workbench.glossaries.terms(own.id)
    assert term.target is None
    assert not write(view, 0, Column.SOURCE, "")


def test_a_term_that_is_there_already_is_told(make, bench, qtbot):
    glossary(bench, "Own", Term("price", "价格"), Term("cost", "成本"))
    view = make().glossaries
    qtbot.waitUntil(lambda: view.terms.model.rowCount() == 3)
    write(view, 0, Column.SOURCE, "price")
    qtbot.waitUntil(lambda: "“price” is in this glossary already" in view.state.text())
    assert sorted(stored(bench)) == [("cost", "成本"), ("price", "价格")]


def test_a_tick_switches_a_glossary_off(make, bench, qtbot):
    glossary(bench, "Own", Term("price", "价格"))
    dialog = make()
    qtbot.waitUntil(lambda: dialog.glossaries.list.count() == 1)
    with qtbot.waitSignal(dialog.changed):
        dialog.glossaries.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert bench.workbench.glossaries.active_terms("en", "zh") == []


def test_a_name_that_is_taken_is_an_error_and_comes_back(make, bench, qtbot):
    glossary(bench, "Own")
    glossary(bench, "Other")
    dialog = make()
    view = dialog.glossaries
    qtbot.waitUntil(lambda: view.list.count() == 2)
    view.list.item(1).setText("Own")
    qtbot.waitUntil(lambda: "“Own”" in dialog.error_line.text)
    qtbot.waitUntil(lambda: names(view) == ["Own", "Other"])
    view.list.item(1).setText("Third")
    qtbot.waitUntil(lambda: bench.workbench.glossaries.glossaries("en", "zh")[1].name == "Third")


def test_a_deleted_glossary_comes_back_with_its_terms(make, bench, qtbot):
    glossary(bench, "Own", Term("price", "价格"))
    view = make().glossaries
    qtbot.waitUntil(lambda: view.list.count() == 1)
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: view.list.count() == 0 and view.undo_bar.isVisible())
    assert stored(bench) == []
    view.undo_bar.button.click()
    qtbot.waitUntil(lambda: names(view) == ["Own"])
    assert stored(bench) == [("price", "价格")]


def test_a_deleted_term_comes_back(make, bench, qtbot):
    glossary(bench, "Own", Term("cost", "成本"), Term("price", "价格"))
    view = make().glossaries
    qtbot.waitUntil(lambda: view.terms.model.rowCount() == 3)
    view.terms.table.setCurrentIndex(view.terms.model.index(0, 0))
    view.terms.table.setFocus()
    QTest.keyClick(view.terms.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: view.terms.model.rowCount() == 2 and view.undo_bar.isVisible())
    assert stored(bench) == [("price", "价格")]
    view.undo_bar.button.click()
    qtbot.waitUntil(lambda: len(stored(bench)) == 2)


def test_a_file_is_imported_and_exported(make, bench, qtbot, tmp_path):
    bench.dialogs.opens = tmp_path / "trade.csv"
    bench.dialogs.opens.write_text("price,价格\nDeskhand,Deskhand\n", encoding="utf-8")
    view = make().glossaries
    view.import_button.click()
    qtbot.waitUntil(lambda: names(view) == ["trade"])
    qtbot.waitUntil(lambda: view.undo_bar.label.text() == "Added to “trade”: 2.")
    bench.dialogs.opens.write_text("price,价钱\ncost,成本\n", encoding="utf-8")
    view.import_button.click()
    qtbot.waitUntil(lambda: "another translation: 1" in view.undo_bar.label.text())
    qtbot.waitUntil(lambda: len(stored(bench)) == 3)
    view.undo_bar.button.click()
    qtbot.waitUntil(lambda: len(stored(bench)) == 2)
    view.import_button.click()
    qtbot.waitUntil(lambda: len(stored(bench)) == 3)
    bench.dialogs.saves = tmp_path / "out.tbx"
    view.export_button.click()
    qtbot.waitUntil(lambda: "Saved out.tbx" in view.state.text())
    assert bench.dialogs.suggested == ["trade.csv"]
    assert "成本" in bench.dialogs.saves.read_text(encoding="utf-8")


def test_a_file_without_terms_of_the_direction_says_so(make, bench, qtbot, tmp_path):
    bench.dialogs.opens = tmp_path / "empty.csv"
    bench.dialogs.opens.write_text("only one column\n", encoding="utf-8")
    view = make().glossaries
    view.import_button.click()
    qtbot.waitUntil(lambda: "no terms in these two languages" in view.state.text())


# --- memory -------------------------------------------------------------------------------------


def remember(bench, *pairs):
    for source, target in pairs:
        now = datetime.now(UTC)
        bench.workbench.memory.add(MemoryPair("en", "zh", source, target, now, "edited"))


def sources(view):
    return [view.model.pair(row).source for row in range(view.model.rowCount())]


def test_an_empty_memory_says_how_it_fills(make):
    view = make().memory
    assert view.is_first
    assert "edit or accept" in view.first.hint.text()
    assert not view.export_button.isEnabled()


def test_a_sentence_of_the_memory_is_written_anew_in_its_place(make, bench, qtbot):
    remember(bench, ("Good morning.", "早。"), ("Good morning.", "早上好。"), ("Bye.", "再见。"))
    dialog = make()
    view = dialog.memory
    qtbot.waitUntil(lambda: view.model.rowCount() == 3)
    index = view.model.index(0, MemoryColumn.TARGET)
    with qtbot.waitSignal(dialog.changed):
        assert view.model.setData(index, " 再会。 ")
    (pair,) = (each for each in bench.workbench.memory.pairs("en", "zh") if each.source == "Bye.")
    assert (pair.target, pair.origin) == ("再会。", "edited")
    assert not view.model.setData(index, "  "), "a sentence needs a translation"
    view.model.setData(view.model.index(1, MemoryColumn.TARGET), "早。")
    qtbot.waitUntil(lambda: "has this translation already" in view.state.text())
    assert {each.target for each in bench.workbench.memory.pairs("en", "zh")} == {
        "早。", "早上好。", "再会。",
    }  # fmt: skip


def test_sentences_with_several_translations_are_found(make, bench, qtbot):
    remember(bench, ("Good morning.", "早。"), ("Bye.", "再见。"), ("Good morning.", "早上好。"))
    view = make().memory
    qtbot.waitUntil(lambda: view.model.rowCount() == 3)
    view.several_box.setChecked(True)
    qtbot.waitUntil(lambda: sources(view) == ["Good morning.", "Good morning."])
    view.several_box.setChecked(False)
    qtbot.waitUntil(lambda: view.model.rowCount() == 3)


def test_where_a_sentence_came_from_is_shown(make, bench, qtbot, tmp_path):
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    pair = MemoryPair("en", "zh", "Good morning.", "早上好。", now, "edited", "letter.txt")
    bench.workbench.memory.add(pair)
    view = make().memory
    qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    row = [view.model.index(0, column).data() for column in range(view.model.columnCount())]
    assert row[0] == "Good morning."
    assert row[2].startswith("edited, ")
    assert row[3] == "letter.txt"
    view.search.setText("letter")
    view.refresh()
    qtbot.waitUntil(lambda: view.count_label.text() == "1 sentence is kept")
    assert view.model.rowCount() == 1


def test_whether_corrections_are_kept_is_chosen_here_too(make, bench, qtbot):
    bench.workbench.settings.update(is_history_on=False)
    view = make().memory
    assert not view.keep_box.isChecked()
    view.keep_box.click()
    qtbot.waitUntil(lambda: bench.workbench.settings.current.is_memory_fed)
    assert view.keep_box.isChecked()
    bench.workbench.settings.update(is_history_on=True)


def test_the_memory_is_searched_in_both_languages(make, bench, qtbot):
    remember(bench, ("Good morning.", "早上好。"), ("The price is high.", "价格高。"))
    view = make().memory
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    assert view.count_label.text() == "2 sentences are kept"
    view.search.setText("价格")
    qtbot.waitUntil(lambda: sources(view) == ["The price is high."])
    view.search.setText("MORNING")
    qtbot.waitUntil(lambda: sources(view) == ["Good morning."])
    view.search.setText("xyz")
    qtbot.waitUntil(lambda: view.count_label.text() == "Nothing found")


def test_deleted_sentences_come_back(make, bench, qtbot):
    remember(bench, ("Good morning.", "早上好。"), ("The price is high.", "价格高。"))
    dialog = make()
    dialog.tabs.setCurrentIndex(1)
    view = dialog.memory
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    view.table.selectAll()
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: view.undo_bar.isVisible() and view.model.rowCount() == 0)
    view.undo_bar.button.click()
    qtbot.waitUntil(lambda: len(sources(view)) == 2)


def test_a_long_memory_grows_while_it_is_scrolled(make, bench, qtbot):
    remember(bench, *((f"Number {n} is here.", f"{n} 在这里。") for n in range(230)))
    dialog = make()
    dialog.tabs.setCurrentIndex(1)
    view = dialog.memory
    qtbot.waitUntil(lambda: view.model.rowCount() >= 100)
    view.table.scrollToBottom()
    view.table.selectAll()
    while view.model.rowCount() < 230:
        with qtbot.waitSignal(view.model.rowsInserted):
            view.table.scrollToBottom()
    assert len(set(sources(view))) == 230


def test_a_tmx_file_is_exported_and_imported(make, bench, qtbot, tmp_path):
    remember(bench, ("Good morning.", "早上好。"))
    save_memory(tmp_path / "in.tmx", bench.workbench.memory, "en", "zh")
    bench.workbench.memory.clear("en", "zh")
    bench.dialogs.opens = tmp_path / "in.tmx"
    bench.dialogs.saves = tmp_path / "out.tmx"
    dialog = make()
    dialog.tabs.setCurrentIndex(1)
    view = dialog.memory
    view.import_button.click()
    qtbot.waitUntil(lambda: sources(view) == ["Good morning."])
    assert view.state.text() == "Added: 1."
    assert view.model.index(0, MemoryColumn.DOCUMENT).data() == "in.tmx"
    view.export_button.click()
    qtbot.waitUntil(lambda: view.state.text() == "Saved out.tmx")
    assert "早上好。" in bench.dialogs.saves.read_text(encoding="utf-8")


def test_a_file_that_is_no_tmx_is_an_error(make, bench, qtbot, tmp_path):
    bench.dialogs.opens = tmp_path / "in.tmx"
    bench.dialogs.opens.write_text("no XML", encoding="utf-8")
    dialog = make()
    dialog.memory.import_button.click()
    qtbot.waitUntil(lambda: "in.tmx" in dialog.error_line.text)
    assert dialog.memory.import_button.isEnabled()


def test_dropped_files_go_where_they_belong(make, bench, qtbot, tmp_path):
    remember(bench, ("Good morning.", "早上好。"))
    save_memory(tmp_path / "a.tmx", bench.workbench.memory, "en", "zh")
    bench.workbench.memory.clear("en", "zh")
    (tmp_path / "trade.csv").write_text("price,价格\n", encoding="utf-8")
    dialog = make()
    dialog.import_paths([tmp_path / "trade.csv", tmp_path / "a.tmx"])
    qtbot.waitUntil(lambda: stored(bench) == [("price", "价格")])
    qtbot.waitUntil(lambda: sources(dialog.memory) == ["Good morning."])
    assert dialog.tabs.currentWidget() is dialog.memory
    dialog.import_paths([tmp_path / "photo.png"])
    assert "photo.png" in dialog.error_line.text


def test_terms_are_searched_and_a_new_one_can_still_be_written(make, bench, qtbot):
    glossary(bench, "Own", Term("price", "价格"), Term("cost", "成本", note="not the price"))
    view = make().glossaries
    qtbot.waitUntil(lambda: view.terms.model.rowCount() == 3)

    def shown():
        table, top = view.terms.table, QModelIndex()
        return [row for row in range(3) if not table.isRowHidden(row, top)]

    view.terms.search.setText("价格")
    assert shown() == [1, 2]
    view.terms.search.setText("PRICE")
    assert shown() == [0, 1, 2]


# --- from the panel -----------------------------------------------------------------------------


def test_the_panel_opens_it_and_new_terms_are_used_at_once(qtbot, bench):
    panel = TranslatePanel(bench.context())
    panel.live.pause.setInterval(1)
    qtbot.addWidget(panel)
    panel.show()
    panel.source.setPlainText("The price is high.")
    qtbot.waitUntil(lambda: panel.result.text() == "<The price is high.>")
    QTest.keyClick(panel.source, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    dialog = panel.terms
    assert dialog.isVisible()
    assert dialog.direction_label.text() == "English to Chinese"
    dialog.glossaries.add()
    qtbot.waitUntil(lambda: dialog.glossaries.terms.model.rowCount() == 1)
    write(dialog.glossaries, 0, Column.SOURCE, "price")
    write(dialog.glossaries, 0, Column.TARGET, "价格")
    qtbot.waitUntil(lambda: "价格" in panel.result.text())
    dialog.close()


def test_closing_it_while_it_reads_is_no_harm(qtbot, bench):
    panel = TranslatePanel(bench.context())
    qtbot.addWidget(panel)
    panel.show()
    for _ in range(2):
        panel.show_terms()
        panel.terms.glossaries.add()
        panel.terms.close()
    qtbot.waitUntil(lambda: panel.terms.glossaries.list.count() == 2)
    assert bench.crashes == []
