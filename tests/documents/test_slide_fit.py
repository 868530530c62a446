"""Text of slides that became longer gets a scale with which it fits; all other text has none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree
from office_stand import parts_of, texts
from pptx import Presentation
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Inches

from assistant_app.documents.blocks import Layout, Run
from assistant_app.documents.pptx import open_pptx

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LINES = ["我们在三个城市开设了新店，客户投诉减少了。"] * 6
LONG = "We opened new stores in three cities and the number of complaints from customers fell."


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "成绩"
    slide.placeholders[1].text_frame.text = "\n".join(LINES)
    made.save(str(tmp_path / "a.pptx"))
    return tmp_path / "a.pptx"


def scales(path: Path, written: Sequence[str], layout: Layout = "translated") -> list[int | None]:
    """Of the shapes of the first slide, after its texts became ``written``."""
    document = open_pptx(path)
    assert len(document.blocks) == len(written)
    saved = path.with_name("b.pptx")
    document.save(saved, {at: [Run(text)] for at, text in enumerate(written)}, layout)
    if layout == "translated":
        assert texts(open_pptx(saved)) == list(written)
    root = etree.fromstring(parts_of(saved)["ppt/slides/slide1.xml"])
    found: list[int | None] = []
    for body in root.iter(A + "bodyPr"):
        fit = body.find(A + "normAutofit")
        scale = None if fit is None else fit.get("fontScale")
        found.append(int(scale) if scale else None)
    return found


def test_longer_text_gets_smaller_and_short_text_stays(deck: Path) -> None:
    title, body = scales(deck, ["Results", *[LONG] * 6])
    assert title is None
    assert body is not None
    assert 50_000 <= body < 85_000


def test_text_that_still_fits_stays_as_large_as_it_was(deck: Path) -> None:
    assert scales(deck, ["Results", *["Short."] * 6]) == [None, None]


def test_what_did_not_fit_before_is_made_no_smaller_than_needed_for_that(tmp_path: Path) -> None:
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.placeholders[1].text_frame.text = "\n".join(LINES * 3)
    made.save(str(tmp_path / "a.pptx"))
    (_, body) = scales(tmp_path / "a.pptx", [LONG] * 18)
    assert body is not None
    assert body >= 60_000


def test_two_languages_need_room_for_both(deck: Path) -> None:
    short = ["Results", *["We opened new stores in three cities."] * 6]
    (_, one), (_, both) = scales(deck, short), scales(deck, short, "pairs")
    assert one is None
    assert both is not None
    assert both < 90_000


def test_boxes_that_grow_and_lines_that_do_not_break_are_left(tmp_path: Path) -> None:
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    for size in (MSO_AUTO_SIZE.SHAPE_TO_FIT_TEXT, MSO_AUTO_SIZE.NONE, None):
        box = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(1), Inches(0.5))
        box.text_frame.text = "短句"
        if size is not None:
            box.text_frame.word_wrap = True
            box.text_frame.auto_size = size
    made.save(str(tmp_path / "a.pptx"))
    assert scales(tmp_path / "a.pptx", [LONG] * 3) == [None] * 3


def test_a_scale_that_the_slide_has_is_where_it_begins(deck: Path) -> None:
    made = Presentation(str(deck))
    body = made.slides[0].placeholders[1].text_frame._txBody.bodyPr
    etree.SubElement(body, A + "normAutofit").set("fontScale", "62500")
    made.save(str(deck))
    _, same = scales(deck, ["Results", *["Short."] * 6])
    assert same == 62_500


def test_a_scale_in_percent_is_read_too(deck: Path) -> None:
    made = Presentation(str(deck))
    body = made.slides[0].placeholders[1].text_frame._txBody.bodyPr
    etree.SubElement(body, A + "normAutofit").set("fontScale", "92.5%")
    made.save(str(deck))
    _, smaller = scales(deck, ["Results", *[LONG] * 6])
    assert smaller is not None
    assert 50_000 <= smaller < 92_500
