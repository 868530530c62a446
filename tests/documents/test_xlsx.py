"""Excel workbooks: what is read, what must stay, and that a translation lands where it belongs."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from office_stand import left, parts_of, save_again, save_shouted, texts, with_parts

from assistant_app.documents.blocks import Run
from assistant_app.documents.xlsx import open_xlsx


@pytest.fixture
def book(tmp_path: Path) -> Path:
    with xlsxwriter.Workbook(str(tmp_path / "book.xlsx")) as made:
        bold = made.add_format({"bold": True})
        sheet = made.add_worksheet("Data")
        sheet.add_table("A1:B3", {"columns": [{"header": "Name"}, {"header": "Amount"}]})
        sheet.write_string("A2", "Apple pie")
        sheet.write_string("A3", "Apple pie")
        sheet.write_number("B2", 3)
        sheet.write_string("A5", "Yes")
        sheet.write_formula("B5", '=IF(A5="yes",1,2)', None, 1)
        sheet.write_formula("B6", "=SUM(Table1[Amount])", None, 3)
        sheet.write_string("D1", "One\nTwo & <three>")
        sheet.write_rich_string("D2", "plain ", bold, "bold", " again and more")
        sheet.write_string("D3", "12.5 %")
        sheet.write_string("D4", "open")
        sheet.data_validation("D4", {"validate": "list", "source": ["Open", "Closed"]})
        sheet.write_comment("D1", "A comment")
        sheet.insert_textbox("F1", "In the box")
        sheet.set_header('&LLeft words&C&"Arial,Bold"&12Page &P of it&R&D')
        sheet.set_footer("&CR&&D secret")
        chart = made.add_chart({"type": "column"})
        chart.add_series({"values": "=Data!$B$2:$B$3", "name": "Series"})
        chart.set_title({"name": "How much"})
        sheet.insert_chart("H1", chart)
    return tmp_path / "book.xlsx"


def test_text_is_found_in_every_place(book: Path) -> None:
    document = open_xlsx(book)
    assert [(block.place, block.text) for block in document.blocks] == [
        ("sheet", "Apple pie"),
        ("sheet", "One\nTwo & <three>"),
        ("sheet", "plain bold again and more"),
        ("header", "Left words"),
        ("header", "Page  of it"),
        ("footer", "R&D secret"),
        ("comment", "A comment"),
        ("text box", "In the box"),
        ("chart", "How much"),
    ]
    assert [(run.text, run.mark) for run in document.blocks[2].runs] == [
        ("plain ", 1),
        ("bold", 2),
        (" again and more", 0),
    ]
    assert document.blocks[4].runs == (
        Run("Page ", 0), Run("", 1, is_fixed=True), Run(" of it", 0),
    )  # fmt: skip


def test_words_that_something_refers_to_are_left_and_counted(book: Path) -> None:
    assert left(open_xlsx(book)) == {
        "formulas with words in them": 1,
        "column headings that tables refer to": 2,
        "cells that formulas compare with": 2,
        "charts, but for their titles": 1,
        "names of sheets": 1,
    }


def test_a_translation_keeps_every_look(book: Path, tmp_path: Path) -> None:
    document = open_xlsx(book)
    save_shouted(document, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx", rich_text=True)["Data"]
    assert [sheet["A2"].value, sheet["A3"].value] == ["APPLE PIE"] * 2
    assert sheet["A5"].value == "Yes"
    assert sheet["B5"].value == '=IF(A5="yes",1,2)'
    assert sheet["D1"].value == "ONE\nTWO & <THREE>"
    assert sheet["D1"].comment.text == "A COMMENT"
    plain, bold, more = sheet["D2"].value
    assert (str(plain), str(bold), str(more)) == ("PLAIN ", "BOLD", " AGAIN AND MORE")
    assert bold.font.b
    assert sheet.tables["Table1"].tableColumns[0].name == sheet["A1"].value == "Name"
    assert texts(open_xlsx(tmp_path / "out.xlsx")) == [text.upper() for text in texts(document)]


def test_headers_keep_their_codes(book: Path, tmp_path: Path) -> None:
    document = open_xlsx(book)
    save_shouted(document, tmp_path / "out.xlsx")
    part = parts_of(tmp_path / "out.xlsx")["xl/worksheets/sheet1.xml"].decode()
    assert '&amp;LLEFT WORDS&amp;C&amp;"Arial,Bold"&amp;12PAGE &amp;P OF IT&amp;R&amp;D' in part
    assert "&amp;CR&amp;&amp;D SECRET" in part
    document.save(tmp_path / "out.xlsx", {4: [Run("7 A & B "), document.blocks[4].runs[1]]})
    part = parts_of(tmp_path / "out.xlsx")["xl/worksheets/sheet1.xml"].decode()
    assert '&amp;"Arial,Bold"&amp;12 7 A &amp;&amp; B &amp;P&amp;R' in part


def test_the_same_runs_give_the_same_file_to_the_byte(book: Path, tmp_path: Path) -> None:
    save_again(open_xlsx(book), tmp_path / "out.xlsx")
    assert (tmp_path / "out.xlsx").read_bytes() == book.read_bytes()


def test_parts_without_a_change_stay_to_the_byte(book: Path, tmp_path: Path) -> None:
    open_xlsx(book).save(tmp_path / "out.xlsx", {0: [Run("苹果派")]})
    before, after = parts_of(book), parts_of(tmp_path / "out.xlsx")
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"xl/sharedStrings.xml"}


def test_a_pair_stands_in_the_same_cell(book: Path, tmp_path: Path) -> None:
    save_shouted(open_xlsx(book), tmp_path / "out.xlsx", "pairs")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx", rich_text=True)["Data"]
    assert sheet["A2"].value == "Apple pie\nAPPLE PIE"
    assert str(sheet["D2"].value) == "plain bold again and more\nPLAIN BOLD AGAIN AND MORE"
    assert sheet["A2"].alignment.wrap_text
    assert sheet.oddHeader.left.text == "Left words\nLEFT WORDS"
    assert sheet["D1"].comment.text == "A comment\nA COMMENT"


def test_rows_grow_with_a_pair_unless_a_person_set_their_height(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "book.xlsx")) as made:
        sheet = made.add_worksheet("Data")
        sheet.write_string("A1", "Pie")
        sheet.write_string("A2", "Some more words than a column has room for")
        sheet.write_string("B3", "Some more words than a column has room for")
        sheet.set_column("B:B", 100)
        sheet.write_string("A4", "Pie")
        sheet.set_row(3, 45)
        sheet.write_number("A5", 5)
        sheet.merge_range("C6:F6", "Some more words than a column has room for")
    save_shouted(open_xlsx(tmp_path / "book.xlsx"), tmp_path / "out.xlsx", "pairs")
    rows = openpyxl.load_workbook(tmp_path / "out.xlsx")["Data"].row_dimensions
    assert [rows[at].height for at in (1, 3, 4, 5, 6)] == [30, 30, 45, None, 30]
    assert 100 < rows[2].height < 250


def test_words_in_the_cells_themselves_are_read(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active["A1"] = "Inline words"
    made.save(tmp_path / "book.xlsx")
    document = open_xlsx(tmp_path / "book.xlsx")
    assert texts(document) == ["Inline words"]
    save_shouted(document, tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").active["A1"].value == "INLINE WORDS"


def test_what_looks_like_an_escape_is_text(book: Path, tmp_path: Path) -> None:
    document = open_xlsx(book)
    document.save(tmp_path / "out.xlsx", {0: [Run("a_x0041_b")]})
    assert texts(open_xlsx(tmp_path / "out.xlsx"))[0] == "a_x0041_b"


def test_formulas_that_show_words_are_worked_out_again(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "book.xlsx")) as made:
        sheet = made.add_worksheet()
        sheet.write_string("A1", "Pie")
        sheet.write_formula("A2", "=A1", None, "Pie")
    name = "xl/workbook.xml"
    part = parts_of(tmp_path / "book.xlsx")[name]
    for changed in (
        re.sub(b"<calcPr[^>]*/>", b"", part),
        re.sub(b"<calcPr[^>]*/>", b'<calcPr calcId="1"/>', part),
    ):
        with_parts(tmp_path / "book.xlsx", {name: changed})
        save_shouted(open_xlsx(tmp_path / "book.xlsx"), tmp_path / "out.xlsx")
        written = parts_of(tmp_path / "out.xlsx")[name]
        assert written.count(b"<calcPr") == written.count(b'fullCalcOnLoad="1"') == 1
        assert written.index(b"<sheets>") < written.index(b"<calcPr")


def table_file(path: Path, *headings: str) -> Path:
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("Data")
        columns = [{"header": each} for each in headings]
        sheet.add_table(1, 25, 3, 24 + len(headings), {"columns": columns})
    return path


def headings_of(path: Path) -> tuple[list[str], list[str]]:
    """Those in the cells, and those in the table's own list."""
    sheet = openpyxl.load_workbook(path).active
    cells = [cell.value for cell in sheet[2] if cell.value is not None]
    return cells, [column.name for column in sheet.tables["Table1"].tableColumns]


def test_headings_of_a_table_are_the_same_in_its_list(tmp_path: Path) -> None:
    document = open_xlsx(table_file(tmp_path / "book.xlsx", "Name", "Amount due"))
    assert texts(document) == ["Name", "Amount due"]
    save_shouted(document, tmp_path / "out.xlsx")
    assert headings_of(tmp_path / "out.xlsx") == (["NAME", "AMOUNT DUE"],) * 2
    save_shouted(document, tmp_path / "out.xlsx", "pairs")
    cells, listed = headings_of(tmp_path / "out.xlsx")
    assert cells == ["Name\nNAME", "Amount due\nAMOUNT DUE"]
    assert [each.replace("_x000a_", "\n") for each in listed] == cells


def test_two_headings_that_become_one_are_told_apart(tmp_path: Path) -> None:
    document = open_xlsx(table_file(tmp_path / "book.xlsx", "Sum", "Total", "Other"))
    document.save(tmp_path / "out.xlsx", {0: [Run("合计")], 1: [Run("合计")]})
    assert headings_of(tmp_path / "out.xlsx") == (["合计", "合计 2", "Other"],) * 2
