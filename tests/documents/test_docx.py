"""Word documents: what is read, and that a translation lands where it belongs."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.shared import Pt
from lxml import etree
from office_stand import (
    left,
    paragraph,
    parts_of,
    run,
    save_again,
    save_shouted,
    shouted,
    texts,
    with_parts,
    word_file,
)

from assistant_app.documents.blocks import Run
from assistant_app.documents.docx import open_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOLD = "<w:b/>"
PAGE_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def body_of(path: Path) -> etree._Element:
    return etree.fromstring(parts_of(path)["word/document.xml"])[0]


def looks(element: etree._Element) -> list[tuple[str, bool]]:
    """(text, is bold) of each run."""
    return [
        ("".join(t.text or "" for t in r.iter(W + "t")), r.find(f"{W}rPr/{W}b") is not None)
        for r in element.iter(W + "r")
    ]


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """All that Word has a place for text in."""

    def change(document: WordDocument) -> None:
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "Cell one"
        inner = table.cell(0, 1).add_table(1, 1)
        inner.cell(0, 0).text = "Inner cell"
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.header.paragraphs[0].text = "Page header"
        section.first_page_header.paragraphs[0].text = "First header"
        section.footer.paragraphs[0].text = "Page footer"
        commented = document.add_paragraph("Noted words")
        document.add_comment(commented.runs, text="A comment", author="A", initials="A")

    return word_file(
        tmp_path / "rich.docx",
        paragraph(run("Hello ") + run("bold", BOLD) + run(" world.")),
        change,
    )


def test_text_is_found_in_every_place(rich: Path) -> None:
    document = open_docx(rich)
    assert [(block.place, block.text) for block in document.blocks] == [
        ("body", "Hello bold world."),
        ("table", "Cell one"),
        ("table", "Inner cell"),
        ("body", "Noted words"),
        ("header", "Page header"),
        ("header", "First header"),
        ("footer", "Page footer"),
        ("comment", "A comment"),
    ]
    assert document.blocks[0].runs == (Run("Hello ", 0), Run("bold", 1), Run(" world.", 0))


def test_a_translation_keeps_every_look(rich: Path, tmp_path: Path) -> None:
    save_shouted(open_docx(rich), tmp_path / "out.docx")
    first = next(body_of(tmp_path / "out.docx").iter(W + "p"))
    assert looks(first) == [("HELLO ", False), ("BOLD", True), (" WORLD.", False)]
    assert all(text == text.upper() for text in texts(open_docx(tmp_path / "out.docx")))
    docx.Document(str(tmp_path / "out.docx"))


def test_the_same_runs_give_the_same_file_to_the_byte(rich: Path, tmp_path: Path) -> None:
    save_again(open_docx(rich), tmp_path / "out.docx")
    assert (tmp_path / "out.docx").read_bytes() == rich.read_bytes()


def test_parts_without_a_change_stay_to_the_byte(rich: Path, tmp_path: Path) -> None:
    document = open_docx(rich)
    document.save(tmp_path / "out.docx", {0: [Run("Hallo")]})
    before, after = parts_of(rich), parts_of(tmp_path / "out.docx")
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}


def test_paragraphs_without_a_change_stay_to_the_byte(tmp_path: Path) -> None:
    odd = (
        '<w:p w:rsidR="00A1"><w:r w:rsidR="1"><w:t>One </w:t></w:r><w:r><w:t>two</w:t></w:r></w:p>'
    )
    path = word_file(tmp_path / "a.docx", odd + paragraph(run("Other")))
    document = open_docx(path)
    document.save(tmp_path / "out.docx", {1: [Run("Anders")]})
    kept = parts_of(tmp_path / "out.docx")["word/document.xml"].decode()
    assert '<w:r w:rsidR="1"><w:t>One </w:t></w:r><w:r><w:t>two</w:t></w:r></w:p>' in kept


def test_a_sentence_over_many_runs_of_one_look_is_one_run(tmp_path: Path) -> None:
    pieces = (
        run("One ", '<w:lang w:val="en-GB"/>')
        + '<w:proofErr w:type="spellStart"/>'
        + '<w:r w:rsidR="00AB"><w:t>sent</w:t></w:r>'
        + run("ence, ", "<w:noProof/>")
        + '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>whole.</w:t></w:r>'
    )
    (block,) = open_docx(word_file(tmp_path / "a.docx", paragraph(pieces))).blocks
    assert block.runs == (Run("One sentence, whole."),)


def test_a_space_between_bold_words_is_bold_too(tmp_path: Path) -> None:
    pieces = run("both", BOLD) + run(" ") + run("bold", BOLD) + run(" and a good deal more.")
    (block,) = open_docx(word_file(tmp_path / "a.docx", paragraph(pieces))).blocks
    assert block.runs == (Run("both bold", 1), Run(" and a good deal more.", 0))


def test_a_link_is_a_look_and_moves_with_its_words(tmp_path: Path) -> None:
    link = f'<w:hyperlink w:anchor="there">{run("our terms")}</w:hyperlink>'
    path = word_file(tmp_path / "a.docx", paragraph(run("Read ") + link + run(" today, please.")))
    document = open_docx(path)
    assert document.blocks[0].runs == (Run("Read "), Run("our terms", 1), Run(" today, please."))
    document.save(tmp_path / "out.docx", {0: [Run("条款", 1), Run("今天请读。")]})
    first = next(body_of(tmp_path / "out.docx").iter(W + "p"))
    assert [child.tag for child in first] == [W + "hyperlink", W + "r"]
    assert first[0].get(W + "anchor") == "there"
    assert "".join(first.itertext()) == "条款今天请读。"


def test_a_link_made_by_a_field_keeps_its_address(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://example.org" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("the page")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    path = word_file(tmp_path / "a.docx", paragraph(run("This is ") + field + run(" to read.")))
    document = open_docx(path)
    assert document.blocks[0].runs == (Run("This is "), Run("the page", 1), Run(" to read."))
    save_shouted(document, tmp_path / "out.docx")
    first = next(body_of(tmp_path / "out.docx").iter(W + "p"))
    kinds = [each.get(W + "fldCharType") for each in first.iter(W + "fldChar")]
    assert kinds == ["begin", "separate", "end"]
    assert open_docx(tmp_path / "out.docx").blocks[0].text == "THIS IS THE PAGE TO READ."


def test_things_in_the_text_are_fixed(tmp_path: Path) -> None:
    pieces = (
        run("Page ") + PAGE_FIELD + run(" of") + "<w:r><w:tab/><w:t>it</w:t><w:br/></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("and more")
    )  # fmt: skip
    path = word_file(tmp_path / "a.docx", paragraph(pieces))
    document = open_docx(path)
    assert document.blocks[0].runs == (
        Run("Page ", 0),
        Run("7", 1, is_fixed=True),
        Run(" of", 0),
        Run("\t", 2, is_fixed=True),
        Run("it", 0),
        Run("\n", 3, is_fixed=True),
        Run("and more", 0),
    )
    save_shouted(document, tmp_path / "out.docx")
    assert texts(open_docx(tmp_path / "out.docx")) == ["PAGE 7 OF\tIT\nAND MORE"]
    written = parts_of(tmp_path / "out.docx")["word/document.xml"]
    assert written.count(b"<w:footnoteReference") == 1
    assert written.count(b"fldCharType") == 3


def test_fixed_things_that_a_translation_lost_stand_at_its_end(tmp_path: Path) -> None:
    pieces = run("Page ") + PAGE_FIELD + run(" of the book")
    document = open_docx(word_file(tmp_path / "a.docx", paragraph(pieces)))
    fixed = document.blocks[0].runs[1]
    document.save(tmp_path / "out.docx", {0: [Run("Seite", 9)]})
    assert texts(open_docx(tmp_path / "out.docx")) == ["Seite7"]
    document.save(tmp_path / "out.docx", {0: [fixed, Run("Seite"), fixed]})
    assert texts(open_docx(tmp_path / "out.docx")) == ["7Seite"]


def test_marks_around_a_paragraph_stay_around_it(tmp_path: Path) -> None:
    pieces = (
        '<w:bookmarkStart w:id="0" w:name="here"/><w:commentRangeStart w:id="1"/>'
        + run("All of it")
        + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
        '<w:bookmarkEnd w:id="0"/>'
    )
    document = open_docx(word_file(tmp_path / "a.docx", paragraph(pieces)))
    assert document.blocks[0].runs == (Run("All of it"),)
    save_shouted(document, tmp_path / "out.docx")
    first = next(body_of(tmp_path / "out.docx").iter(W + "p"))
    assert [child.tag.removeprefix(W) for child in first] == [
        "bookmarkStart", "commentRangeStart", "r", "commentRangeEnd", "r", "bookmarkEnd",
    ]  # fmt: skip


def test_what_was_inserted_is_read_and_what_was_deleted_is_kept(tmp_path: Path) -> None:
    pieces = (
        run("We ")
        + f'<w:ins w:id="1" w:author="A">{run("now ")}</w:ins>'
        + '<w:del w:id="2" w:author="A"><w:r><w:delText>never</w:delText></w:r></w:del>'
        + run("agree to it.")
    )
    document = open_docx(word_file(tmp_path / "a.docx", paragraph(pieces)))
    assert document.blocks[0].text == "We now agree to it."
    save_shouted(document, tmp_path / "out.docx")
    (inserted,) = body_of(tmp_path / "out.docx").iter(W + "ins")
    assert "".join(inserted.itertext()) == "NOW "
    assert b"<w:delText>never</w:delText>" in parts_of(tmp_path / "out.docx")["word/document.xml"]


def test_a_text_box_is_written_in_both_of_its_forms(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph(run('In the box'))}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
        "<a:graphic><a:graphicData><wps:wsp><wps:txbx>" + box + "</wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:shape><v:textbox>" + box + "</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    path = word_file(tmp_path / "a.docx", paragraph(run("Before ") + drawing + run(" after")))
    document = open_docx(path)
    assert [(block.place, block.text) for block in document.blocks] == [
        ("body", "Before  after"),
        ("text box", "In the box"),
    ]
    save_shouted(document, tmp_path / "out.docx")
    written = parts_of(tmp_path / "out.docx")["word/document.xml"]
    assert written.count(b"IN THE BOX") == 2
    save_shouted(document, tmp_path / "pairs.docx", "pairs")
    assert parts_of(tmp_path / "pairs.docx")["word/document.xml"].count(b"IN THE BOX") == 2


def test_a_content_control_is_kept_and_says_what_stands_in_it(tmp_path: Path) -> None:
    control = (
        '<w:sdt><w:sdtPr><w:id w:val="5"/><w:dataBinding w:xpath="/a"/></w:sdtPr>'
        f"<w:sdtContent>{run('client name')}</w:sdtContent></w:sdt>"
    )
    outer = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/b" w:storeItemID="{1}"/></w:sdtPr><w:sdtContent>'
        + paragraph(run("Dear ") + control + run(" and all"))
        + "</w:sdtContent></w:sdt>"
    )
    document = open_docx(word_file(tmp_path / "a.docx", outer))
    assert document.blocks[0].runs == (Run("Dear "), Run("client name", 1), Run(" and all"))
    save_shouted(document, tmp_path / "out.docx")
    written = parts_of(tmp_path / "out.docx")["word/document.xml"]
    assert written.count(b"<w:sdt>") == 2
    assert b"dataBinding" not in written  # or Word would show the old words again
    assert texts(open_docx(tmp_path / "out.docx")) == ["DEAR CLIENT NAME AND ALL"]


def test_tables_of_contents_and_equations_are_left_and_counted(tmp_path: Path) -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    contents = (
        paragraph(begin + run("First line"))
        + paragraph(run("Second line"))
        + paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    )
    equation = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    body = contents + paragraph(run("Where ") + equation + run(" is known"))
    document = open_docx(word_file(tmp_path / "a.docx", body))
    assert texts(document) == ["Where x is known"]
    assert left(document) == {
        "lines of tables of contents and other fields": 2,
        "equations": 1,
    }


def test_footnotes_are_read(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", paragraph(run("Body")))
    parts = parts_of(path)
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> See '
        "below.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    with_parts(
        path,
        {
            name: parts[name].replace(b"</Relationships>", relation),
            "word/footnotes.xml": notes.encode(),
        },
    )
    document = open_docx(path)
    assert [(block.place, block.text) for block in document.blocks] == [
        ("body", "Body"),
        ("note", " See below."),
    ]
    save_shouted(document, tmp_path / "out.docx")
    written = parts_of(tmp_path / "out.docx")["word/footnotes.xml"]
    assert written.index(b"footnoteRef") < written.index(b"SEE BELOW")


def test_a_pair_has_the_format_of_the_first_and_counts_nothing_twice(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        item = document.add_paragraph("Numbered item", style="List Number")
        item.paragraph_format.space_after = Pt(3)
        document.add_table(1, 1).cell(0, 0).text = "Cell"

    end = (
        '<w:pageBreakBefore/><w:jc w:val="center"/><w:sectPr><w:type w:val="nextPage"/></w:sectPr>'
    )
    pieces = run("Read") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" on", BOLD)
    path = word_file(
        tmp_path / "a.docx", paragraph(pieces + PAGE_FIELD + run(" ever"), end), change
    )
    save_shouted(open_docx(path), tmp_path / "out.docx", "pairs")
    document = docx.Document(str(tmp_path / "out.docx"))
    first, second, item, below = document.paragraphs[:4]
    assert [first.text, second.text] == ["Read on7 ever", "READ ON7 EVER"]
    assert first.alignment == second.alignment is not None
    assert second.paragraph_format.page_break_before is None
    assert first._p.find(f".//{W}sectPr") is None
    assert second._p.find(f".//{W}sectPr") is not None
    assert parts_of(tmp_path / "out.docx")["word/document.xml"].count(b"footnoteReference") == 1
    assert looks(second._p)[1] == (" ON", True)
    assert (item.text, below.text) == ("Numbered item", "NUMBERED ITEM")
    assert below.style.name == "List Number"
    assert below._p.find(f".//{W}numId").get(W + "val") == "0"
    assert below._p.find(f".//{W}ind") is not None
    assert [each.text for each in document.tables[0].cell(0, 0).paragraphs] == ["Cell", "CELL"]


def test_line_breaks_and_tabs_in_a_translation_become_those_of_word(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", paragraph(run("One")))
    open_docx(path).save(tmp_path / "out.docx", {0: [Run("a\tb\nc\x00 ")]})
    first = docx.Document(str(tmp_path / "out.docx")).paragraphs[0]
    assert first.text == "a\tb\nc "


def test_saving_twice_writes_the_same(rich: Path, tmp_path: Path) -> None:
    document = open_docx(rich)
    for name in ("one.docx", "two.docx"):
        save_shouted(document, tmp_path / name, "pairs")
    assert parts_of(tmp_path / "one.docx") == parts_of(tmp_path / "two.docx")
    assert shouted(document.blocks[0])[0].text == "HELLO "


def test_content_controls_beside_each_other_stay_two(tmp_path: Path) -> None:
    control = "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    pieces = control.format(run("Title")) + control.format(run("Name"))
    document = open_docx(word_file(tmp_path / "a.docx", paragraph(run("Dear ") + pieces)))
    assert [each.text for each in document.blocks[0].runs] == ["Dear ", "Title", "Name"]
    save_shouted(document, tmp_path / "out.docx")
    written = body_of(tmp_path / "out.docx")
    assert ["".join(each.itertext()) for each in written.iter(W + "sdt")] == ["TITLE", "NAME"]


def test_two_columns_are_a_table_of_the_body_with_a_row_for_each_paragraph(
    tmp_path: Path,
) -> None:
    def change(document: WordDocument) -> None:
        document.add_table(1, 1).cell(0, 0).text = "Cell"
        document.add_paragraph("After")
        document.add_paragraph("End")

    breaks = '<w:r><w:br w:type="page"/></w:r>'
    body = (
        paragraph(run("One"), '<w:jc w:val="center"/>')
        + paragraph(run("Two"))
        + paragraph(breaks + run("New page"))
    )
    path = word_file(tmp_path / "a.docx", body, change)
    save_shouted(open_docx(path), tmp_path / "out.docx", "columns")
    document = docx.Document(str(tmp_path / "out.docx"))
    found = [[[c.text for c in row.cells] for row in t.rows] for t in document.tables]
    assert found == [
        [["One", "ONE"], ["Two", "TWO"]],
        [["Cell\nCELL"]],
        [["After", "AFTER"], ["End", "END"]],
    ]
    assert [each.text for each in document.paragraphs] == ["New page", "NEW PAGE", "", ""]
    assert document.tables[0].cell(0, 1).paragraphs[0].alignment is not None
    kinds = [child.tag.removeprefix(W) for child in body_of(tmp_path / "out.docx")]
    assert kinds == ["tbl", "p", "p", "tbl", "p", "tbl", "p", "sectPr"]
