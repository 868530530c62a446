"""What is saved says which language it is in."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from office_stand import paragraph, parts_of, run, save_again, save_shouted, with_parts, word_file
from pptx import Presentation

from assistant_app.documents.docx import open_docx
from assistant_app.documents.formats import in_language
from assistant_app.documents.pptx import open_pptx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    own = '<w:lang w:val="en-GB"/>'
    return word_file(tmp_path / "a.docx", paragraph(run("Good ") + run("day", own)))


def languages(path: Path, part: str) -> list[dict[str, str]]:
    root = etree.fromstring(parts_of(path)[part])
    return [
        {etree.QName(name).localname: value for name, value in each.attrib.items()}
        for each in root.iter(W + "lang")
    ]


def test_chinese_is_the_east_asian_language_of_a_word_document(letter: Path) -> None:
    saved = letter.with_name("b.docx")
    save_shouted(in_language(open_docx(letter), "zh"), saved)
    (default,) = languages(saved, "word/styles.xml")
    assert (default["eastAsia"], default["val"]) == ("zh-CN", "en-US")
    assert languages(saved, "word/document.xml") == []


def test_other_languages_are_that_of_its_latin_text(letter: Path) -> None:
    saved = letter.with_name("b.docx")
    save_shouted(in_language(open_docx(letter), "de"), saved)
    assert languages(saved, "word/styles.xml")[0]["val"] == "de-DE"
    assert languages(saved, "word/document.xml") == []


def test_a_document_without_defaults_is_saved_all_the_same(letter: Path) -> None:
    styles = f'<w:styles xmlns:w="{W[1:-1]}"/>'
    with_parts(letter, {"word/styles.xml": styles.encode()})
    saved = letter.with_name("b.docx")
    save_shouted(in_language(open_docx(letter), "de"), saved)
    assert languages(saved, "word/styles.xml") == []


def test_of_two_languages_only_the_east_asian_one_is_named_apart(letter: Path) -> None:
    saved = letter.with_name("b.docx")
    save_shouted(in_language(open_docx(letter), "de"), saved, "pairs")
    assert parts_of(saved)["word/styles.xml"] == parts_of(letter)["word/styles.xml"]
    save_shouted(in_language(open_docx(letter), "zh"), saved, "columns")
    (default,) = languages(saved, "word/styles.xml")
    assert (default["eastAsia"], default["val"]) == ("zh-CN", "en-US")


def test_without_a_change_nothing_is_named(letter: Path) -> None:
    saved = letter.with_name("b.docx")
    save_again(in_language(open_docx(letter), "zh"), saved)
    assert saved.read_bytes() == letter.read_bytes()


def test_texts_of_slides_name_theirs(tmp_path: Path) -> None:
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[5])
    slide.shapes.title.text = "Good day"
    slide.shapes.title.text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr().set("lang", "en-US")
    path, saved = tmp_path / "a.pptx", tmp_path / "b.pptx"
    slides.save(str(path))
    save_shouted(in_language(open_pptx(path), "zh"), saved)
    root = etree.fromstring(parts_of(saved)["ppt/slides/slide1.xml"])
    assert [each.get("lang") for each in root.iter(A + "rPr")] == ["zh-CN"]
