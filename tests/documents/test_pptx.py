"""PowerPoint presentations: what is read, and that a translation lands where it belongs."""

from __future__ import annotations

from pathlib import Path

import pptx
import pytest
from office_stand import left, parts_of, save_again, save_shouted, texts, with_parts
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from assistant_app.documents.blocks import Run
from assistant_app.documents.pptx import open_pptx

A_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """Two slides, the second made first."""
    shown = pptx.Presentation()
    last = shown.slides.add_slide(shown.slide_layouts[5])
    last.shapes.title.text = "Last slide"
    data = CategoryChartData()
    data.categories = ["East", "West"]
    data.add_series("Sales", (1, 2))
    place = (Inches(1), Inches(2), Inches(6), Inches(4))
    chart = last.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data).chart
    chart.chart_title.text_frame.text = "Sales by region"
    first = shown.slides.add_slide(shown.slide_layouts[1])
    first.shapes.title.text = "Plan"
    words = first.placeholders[1].text_frame.paragraphs[0]
    words.add_run().text = "Plain, "
    bold = words.add_run()
    bold.text, bold.font.bold = "bold", True
    words.add_run().text = " and "
    link = words.add_run()
    link.text, link.hyperlink.address = "linked", "https://example.org"
    words.add_line_break()
    words.add_run().text = "words."
    table = first.shapes.add_table(1, 2, *place).table
    table.cell(0, 0).text, table.cell(0, 1).text = "Head", "123"
    group = first.shapes.add_group_shape()
    group.shapes.add_textbox(*place).text_frame.text = "In a group"
    first.notes_slide.notes_text_frame.text = "Say hello"
    order = shown.slides._sldIdLst
    order.insert(0, order[1])
    shown.save(str(tmp_path / "deck.pptx"))
    return tmp_path / "deck.pptx"


def test_text_is_found_in_every_place_slide_by_slide(deck: Path) -> None:
    document = open_pptx(deck)
    assert [(block.place, block.text) for block in document.blocks] == [
        ("slide", "Plan"),
        ("slide", "Plain, bold and linked\nwords."),
        ("table", "Head"),
        ("slide", "In a group"),
        ("speaker notes", "Say hello"),
        ("slide", "Last slide"),
        ("chart", "Sales by region"),
    ]
    assert document.blocks[1].runs == (
        Run("Plain, ", 0),
        Run("bold", 1),
        Run(" and ", 0),
        Run("linked", 2),
        Run("\n", 3, is_fixed=True),
        Run("words.", 0),
    )
    assert left(document) == {"charts, but for their titles": 1}


def test_a_translation_keeps_every_look(deck: Path, tmp_path: Path) -> None:
    save_shouted(open_pptx(deck), tmp_path / "out.pptx")
    first = pptx.Presentation(str(tmp_path / "out.pptx")).slides[0]
    words = first.placeholders[1].text_frame.paragraphs[0]
    assert [(run.text, run.font.bold) for run in words.runs] == [
        ("PLAIN, ", None), ("BOLD", True), (" AND ", None), ("LINKED", None), ("WORDS.", None),
    ]  # fmt: skip
    assert words.runs[3].hyperlink.address == "https://example.org"
    assert texts(open_pptx(tmp_path / "out.pptx")) == [
        text.upper() for text in texts(open_pptx(deck))
    ]


def test_the_same_runs_give_the_same_file_to_the_byte(deck: Path, tmp_path: Path) -> None:
    save_again(open_pptx(deck), tmp_path / "out.pptx")
    assert (tmp_path / "out.pptx").read_bytes() == deck.read_bytes()


def test_parts_without_a_change_stay_to_the_byte(deck: Path, tmp_path: Path) -> None:
    open_pptx(deck).save(tmp_path / "out.pptx", {0: [Run("Plan B")]})
    before, after = parts_of(deck), parts_of(tmp_path / "out.pptx")
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"ppt/slides/slide2.xml"}


def test_a_pair_is_a_second_paragraph_of_the_shape(deck: Path, tmp_path: Path) -> None:
    document = open_pptx(deck)
    save_shouted(document, tmp_path / "out.pptx", "pairs")
    first = pptx.Presentation(str(tmp_path / "out.pptx")).slides[0]
    assert first.placeholders[1].text_frame.text == (
        "Plain, bold and linked\vwords.\nPLAIN, BOLD AND LINKED\vWORDS."
    )
    assert len(open_pptx(tmp_path / "out.pptx").blocks) == 2 * len(document.blocks)


def test_the_number_of_the_slide_and_its_language_mark_no_new_look(
    deck: Path, tmp_path: Path
) -> None:
    name = "ppt/slides/slide2.xml"
    paragraph = (
        '<a:p><a:r><a:rPr lang="en-US" dirty="0"/><a:t>Slide </a:t></a:r><a:r><a:rPr lang="de"/>'
        '<a:t>number </a:t></a:r><a:fld id="{1}" type="slidenum"><a:rPr/><a:t>2</a:t></a:fld>'
        '<a:endParaRPr lang="en-US"/></a:p>'
    )
    part = parts_of(deck)[name].decode()
    at = part.index("<a:p>", part.index("<a:lstStyle"))
    changed = part[:at] + paragraph + part[part.index("</a:p>", at) + len("</a:p>") :]
    with_parts(deck, {name: changed.encode()})
    document = open_pptx(deck)
    assert document.blocks[0].runs == (Run("Slide number ", 0), Run("2", 1, is_fixed=True))
    document.save(tmp_path / "out.pptx", {0: [document.blocks[0].runs[1], Run("号")]})
    written = parts_of(tmp_path / "out.pptx")[name].decode()
    assert written.index("slidenum") < written.index("号") < written.index("endParaRPr")


def test_a_pair_in_a_numbered_list_takes_no_number(deck: Path, tmp_path: Path) -> None:
    shown = pptx.Presentation(str(deck))
    words = shown.slides[0].placeholders[1].text_frame.paragraphs[0]
    properties = words._p.get_or_add_pPr()
    properties.append(properties.makeelement(f"{{{A_NS}}}buAutoNum", {"type": "arabicPeriod"}))
    shown.save(str(deck))
    save_shouted(open_pptx(deck), tmp_path / "out.pptx", "pairs")
    part = parts_of(tmp_path / "out.pptx")["ppt/slides/slide1.xml"]
    assert (part.count(b"<a:buAutoNum"), part.count(b"<a:buNone")) == (1, 1)
