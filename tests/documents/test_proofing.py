"""What is saved says which language it is in."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from office_stand import paragraph, parts_of, run, save_again, save_shouted, with_parts, word_file
from pptx import Presentation

from assistant_app.documents.docx import open_docx
from assistant_app.documents.formats import in_language
from assistant_app.documents.odt import open_odt
from assistant_app.documents.pptx import open_pptx
from assistant_app.documents.xlsx import open_xlsx

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


def test_an_opendocument_text_names_the_new_language_in_its_styles(tmp_path: Path) -> None:
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = f'xmlns:office="{name}office:1.0" xmlns:text="{name}text:1.0" ' + (
        f'xmlns:style="{name}style:1.0" xmlns:fo="{name}xsl-fo-compatible:1.0"'
    )
    styles = (
        f"<office:document-styles {spaces}><office:styles>"
        '<style:default-style style:family="paragraph"><style:text-properties fo:language="en" '
        'fo:country="US" style:language-asian="none" style:country-asian="none"/>'
        '</style:default-style><style:style style:name="Quiet" style:family="text">'
        '<style:text-properties fo:color="#777777"/></style:style>'
        "</office:styles></office:document-styles>"
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles><style:style "
        'style:name="T1" style:family="text"><style:text-properties fo:language="fr" '
        'fo:country="FR"/></style:style></office:automatic-styles><office:body><office:text>'
        "<text:p>Good day</text:p></office:text></office:body></office:document-content>"
    )
    meta = (
        f'<office:document-meta {spaces} xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<office:meta><dc:language>en-US</dc:language></office:meta></office:document-meta>"
    )
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for part, data in (("content", content), ("styles", styles), ("meta", meta)):
            archive.writestr(f"{part}.xml", data)
    for code, tag in (("zh", "zh-CN"), ("de", "de-DE")):
        saved = tmp_path / f"a.{code}.odt"
        save_shouted(in_language(open_odt(path), code), saved)
        parts = {part: data.decode() for part, data in parts_of(saved).items()}
        assert f"<dc:language>{tag}<" in parts["meta.xml"]
        default = parts["styles.xml"].partition("</style:default-style>")[0]
        if code == "zh":
            assert 'style:language-asian="zh" style:country-asian="CN"' in default
            assert 'fo:language="en" fo:country="US"' in default
        else:
            assert 'fo:language="de" fo:country="DE"' in default
            assert 'fo:language="de" fo:country="DE"' in parts["content.xml"]
        assert '<style:text-properties fo:color="#777777"/>' in parts["styles.xml"]
    save_shouted(in_language(open_odt(path), "de"), tmp_path / "both.odt", "pairs")
    assert parts_of(tmp_path / "both.odt")["styles.xml"] == styles.encode()


def test_a_workbook_names_the_new_language_in_its_properties(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Good day"
    path, saved = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book.save(path)
    save_shouted(in_language(open_xlsx(path), "zh"), saved)
    assert openpyxl.load_workbook(saved).properties.language == "zh-CN"
    save_shouted(in_language(open_xlsx(path), "zh"), saved, "pairs")
    assert openpyxl.load_workbook(saved).properties.language is None
