"""Words that stand in no paragraph are read, written where they stood, and kept within limits."""

from __future__ import annotations

import copy
from pathlib import Path

import openpyxl
from office_stand import (
    paragraph,
    parts_of,
    run,
    save_again,
    save_shouted,
    texts,
    with_parts,
    word_file,
)
from openpyxl.worksheet.datavalidation import DataValidation
from pptx import Presentation
from pptx.util import Inches

from assistant_app.documents.blocks import Run
from assistant_app.documents.docx import open_docx
from assistant_app.documents.pptx import open_pptx
from assistant_app.documents.xlsx import open_xlsx

_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_RELATION = (
    '<Relationship Id="rIdD{number}" Type="{kind}" Target="diagrams/{name}.xml"/></Relationships>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"
_MICROSOFT = "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing"


def picture(description: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/>'
        f'<wp:docPr id="1" name="Picture 1" descr="{description}"/></wp:inline></w:drawing></w:r>'
    )


def test_descriptions_of_pictures_in_word(tmp_path: Path) -> None:
    body = paragraph(run("Look: ") + picture("A red cat")) + paragraph(picture("12"))
    path = word_file(tmp_path / "a.docx", body)
    document = open_docx(path)
    assert texts(document) == ["Look: ", "A red cat"]
    assert document.blocks[1].place == "attribute"
    save_shouted(document, tmp_path / "b.docx")
    assert b'descr="A RED CAT"' in parts_of(tmp_path / "b.docx")["word/document.xml"]
    save_shouted(document, tmp_path / "c.docx", "pairs")
    assert b'descr="A red cat / A RED CAT"' in parts_of(tmp_path / "c.docx")["word/document.xml"]
    save_again(document, tmp_path / "d.docx")
    assert (tmp_path / "d.docx").read_bytes() == path.read_bytes()


def test_texts_marked_as_deleted_are_told(tmp_path: Path) -> None:
    gone = '<w:del w:id="1" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del>'
    number = '<w:del w:id="2" w:author="A"><w:r><w:delText>12</w:delText></w:r></w:del>'
    document = open_docx(word_file(tmp_path / "a.docx", paragraph(run("New ") + gone + number)))
    assert [(each.what, each.count) for each in document.left_alone] == [
        ("texts marked as deleted", 1)
    ]


def test_the_points_of_smart_art_and_their_drawing(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", paragraph(run("See below")))
    point = "<a:p><a:r><a:t>First step</a:t></a:r></a:p>"
    data = f'<d:dataModel xmlns:d="d" {_A}><d:t>{point}</d:t></d:dataModel>'
    drawing = f'<d:drawing xmlns:d="dsp" {_A}><d:txBody>{point}</d:txBody></d:drawing>'
    relations = parts_of(path)["word/_rels/document.xml.rels"].decode()
    for number, (name, kind) in enumerate({"data1": _OFFICE, "drawing1": _MICROSOFT}.items()):
        new = _RELATION.format(number=number, kind=kind, name=name)
        relations = relations.replace("</Relationships>", new)
    with_parts(
        path,
        {
            "word/_rels/document.xml.rels": relations.encode(),
            "word/diagrams/data1.xml": data.encode(),
            "word/diagrams/drawing1.xml": drawing.encode(),
        },
    )
    document = open_docx(path)
    assert texts(document) == ["See below", "First step", "First step"]
    save_shouted(document, tmp_path / "b.docx")
    parts = parts_of(tmp_path / "b.docx")
    assert b"FIRST STEP" in parts["word/diagrams/data1.xml"]
    assert b"FIRST STEP" in parts["word/diagrams/drawing1.xml"]


def test_what_layouts_show_on_slides_is_read_and_hints_are_not(tmp_path: Path) -> None:
    deck = Presentation()
    layout = deck.slide_layouts[6]
    slide = deck.slides.add_slide(layout)
    box = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(3), Inches(1))
    box.text_frame.text = "On the slide"
    box._element.nvSpPr.cNvPr.set("descr", "A box")
    motto = copy.deepcopy(box._element)
    motto.xpath(".//a:t")[0].text = "Our motto"
    layout.shapes._spTree.append(motto)
    unused = copy.deepcopy(motto)
    deck.slide_layouts[3].shapes._spTree.append(unused)
    deck.save(str(tmp_path / "a.pptx"))
    document = open_pptx(tmp_path / "a.pptx")
    assert texts(document) == ["On the slide", "A box", "Our motto"]
    save_shouted(document, tmp_path / "b.pptx")
    again = Presentation(str(tmp_path / "b.pptx"))
    assert again.slides[0].slide_layout.shapes[-1].text_frame.text == "OUR MOTTO"


def test_hints_of_cells_are_no_longer_than_excel_allows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Open"
    sheet["B1"] = "Link"
    sheet["B1"].hyperlink = "http://a.example"
    sheet["B1"].hyperlink.tooltip = "A tip"
    rule = DataValidation(type="whole", formula1="1", promptTitle="Choose", prompt="Pick one")
    rule.add("C1")
    sheet.add_data_validation(rule)
    book.save(tmp_path / "a.xlsx")
    document = open_xlsx(tmp_path / "a.xlsx")
    assert texts(document) == ["Open", "Link", "Choose", "Pick one", "A tip"]
    document.save(tmp_path / "b.xlsx", {2: [Run("long " * 20)], 4: [Run("a new tip")]})
    again = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    (made,) = again.data_validations.dataValidation
    assert len(made.promptTitle) == 32
    assert made.promptTitle.endswith("…")
    assert made.prompt == "Pick one"
    assert again["B1"].hyperlink.tooltip == "a new tip"


def test_names_of_sheets_that_a_person_gave_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Words"
    book.create_sheet("Costs 2026")
    book.create_sheet("Sheet3")
    book.save(tmp_path / "a.xlsx")
    document = open_xlsx(tmp_path / "a.xlsx")
    assert [(each.what, each.count) for each in document.left_alone] == [("names of sheets", 1)]
