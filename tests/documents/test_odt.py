"""OpenDocument texts: what is read, and that a translation lands where it belongs."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree
from office_stand import left, parts_of, save_again, save_shouted, texts

from assistant_app.documents.blocks import Run
from assistant_app.documents.odt import open_odt

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "style": "style", "table": "table",
        "draw": "drawing", "fo": "xsl-fo-compatible", "manifest": "manifest",
    }.items()
)  # fmt: skip
NAMES += (
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:loext="http://openoffice.org/2009/office"'
)
STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties '
    'fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties '
    'fo:font-weight="bold" loext:rsid="0012ab"/></style:style>'
    '<style:style style:name="T3" style:family="text"><style:text-properties '
    'loext:rsid="0012ac"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:master-page-name="First">'
    '<style:paragraph-properties fo:break-before="page" fo:text-align="center"/></style:style>'
)


LOEXT = 'xmlns:ext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'


def text_file(
    path: Path, body: str, pages: str = "", kind: str = "text", manifest: str = ""
) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            zipfile.ZIP_DEFLATED,
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {NAMES}><office:master-styles>"
            f'<style:master-page style:name="First">{pages}</style:master-page>'
            "</office:master-styles></office:document-styles>",
        )
        archive.writestr(
            "META-INF/manifest.xml", f"<manifest:manifest {NAMES}>{manifest}</manifest:manifest>"
        )
    return path


def first_of(path: Path) -> etree._Element:
    return next(etree.fromstring(parts_of(path)["content.xml"]).iter(TEXT + "p"))


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    note = (
        '<text:note text:id="n1"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>The note</text:p></text:note-body></text:note>"
    )
    comment = "<office:annotation><text:p>A comment</text:p></office:annotation>"
    box = "<draw:frame><draw:text-box><text:p>In the box</text:p></draw:text-box></draw:frame>"
    table = (
        "<table:table><table:table-row><table:table-cell><text:p>Cell</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    body = (
        '<text:h text:outline-level="1">Heading</text:h>'
        f'<text:p>Dear <text:span text:style-name="T1">good</text:span> friend{note}, hello.'
        f"{comment}</text:p><text:list><text:list-item><text:p>Item</text:p></text:list-item>"
        f"</text:list>{table}<text:p>{box}</text:p>"
    )
    pages = (
        "<style:header><text:p>Page header</text:p></style:header>"
        "<style:footer><text:p>Page <text:page-number>1</text:page-number> of it</text:p>"
        "</style:footer>"
    )
    return text_file(tmp_path / "letter.odt", body, pages)


def test_text_is_found_in_every_place(letter: Path) -> None:
    document = open_odt(letter)
    assert [(block.place, block.text) for block in document.blocks] == [
        ("body", "Heading"),
        ("body", "Dear good friend, hello."),
        ("note", "The note"),
        ("comment", "A comment"),
        ("body", "Item"),
        ("table", "Cell"),
        ("text box", "In the box"),
        ("header", "Page header"),
        ("footer", "Page 1 of it"),
    ]
    assert document.blocks[1].runs == (
        Run("Dear ", 0),
        Run("good", 1),
        Run(" friend", 0),
        Run("", 2, is_fixed=True),
        Run(", hello.", 0),
    )


def test_a_translation_keeps_every_look(letter: Path, tmp_path: Path) -> None:
    save_shouted(open_odt(letter), tmp_path / "out.odt")
    first = first_of(tmp_path / "out.odt")
    assert [(child.tag.removeprefix(TEXT), child.tail) for child in first][:2] == [
        ("span", " FRIEND"),
        ("note", ", HELLO."),
    ]
    assert (first.text, first[0].text, first[0].get(TEXT + "style-name")) == ("DEAR ", "GOOD", "T1")
    assert texts(open_odt(tmp_path / "out.odt")) == [
        text.upper() for text in texts(open_odt(letter))
    ]


def test_the_same_runs_give_the_same_file_to_the_byte(letter: Path, tmp_path: Path) -> None:
    save_again(open_odt(letter), tmp_path / "out.odt")
    assert (tmp_path / "out.odt").read_bytes() == letter.read_bytes()


def test_the_kind_of_the_file_stays_readable_at_its_start(letter: Path, tmp_path: Path) -> None:
    open_odt(letter).save(tmp_path / "out.odt", {0: [Run("标题")]})
    before, after = parts_of(letter), parts_of(tmp_path / "out.odt")
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {"content.xml"}
    start = (tmp_path / "out.odt").read_bytes()[:77]
    assert start[30:] == b"mimetypeapplication/vnd.oasis.opendocument.text"


def test_styles_of_editing_sessions_mark_no_look(tmp_path: Path) -> None:
    spans = (
        'One <text:span text:style-name="T3">sentence </text:span>of <text:span '
        'text:style-name="T1">many</text:span><text:span text:style-name="T2"> pieces</text:span>.'
    )
    (block,) = open_odt(text_file(tmp_path / "a.odt", f"<text:p>{spans}</text:p>")).blocks
    assert block.runs == (Run("One sentence of ", 0), Run("many pieces", 1), Run(".", 0))


def test_spaces_tabs_and_line_breaks(tmp_path: Path) -> None:
    body = '<text:p>a<text:s text:c="2"/>b\n   c<text:tab/>d<text:line-break/>e</text:p>'
    document = open_odt(text_file(tmp_path / "a.odt", body))
    assert document.blocks[0].text == "a  b c\td\ne"
    plain = open_odt(text_file(tmp_path / "b.odt", "<text:p>Words</text:p>"))
    plain.save(tmp_path / "out.odt", {0: [Run("  x   y\tz\n u")]})
    assert open_odt(tmp_path / "out.odt").blocks[0].text == "  x   y\tz\n u"
    first = first_of(tmp_path / "out.odt")
    assert [child.get(TEXT + "c") for child in first.iter(TEXT + "s")] == ["2", "2", "1"]


def test_a_link_is_a_look_and_moves_with_its_words(tmp_path: Path) -> None:
    link = '<text:a xlink:href="https://example.org">our terms</text:a>'
    path = text_file(tmp_path / "a.odt", f"<text:p>Please read {link} today.</text:p>")
    document = open_odt(path)
    assert document.blocks[0].runs[1] == Run("our terms", 1)
    document.save(tmp_path / "out.odt", {0: [Run("条款", 1), Run("请读")]})
    first = first_of(tmp_path / "out.odt")
    assert (first[0].tag, first[0].text, first[0].tail) == (TEXT + "a", "条款", "请读")


def test_contents_are_left_and_counted_and_deleted_text_is_left(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>First line</text:p></text:index-body>"
        "</text:table-of-content><text:p>Body</text:p>"
    )
    document = open_odt(text_file(tmp_path / "a.odt", body))
    assert texts(document) == ["Body"]
    assert left(document) == {
        "lines of tables of contents and other fields": 1,
        "texts marked as deleted": 1,
    }


def test_a_pair_has_the_format_of_the_first_without_its_page_break(tmp_path: Path) -> None:
    body = (
        '<text:p text:style-name="P1">Read<text:note text:id="n"/> on</text:p>'
        '<text:p text:style-name="P1">And on</text:p>'
        '<text:h text:outline-level="2">Head</text:h>'
        "<text:list><text:list-item><text:p>Item</text:p></text:list-item></text:list>"
    )
    save_shouted(open_odt(text_file(tmp_path / "a.odt", body)), tmp_path / "out.odt", "pairs")
    root = etree.fromstring(parts_of(tmp_path / "out.odt")["content.xml"])
    paragraphs = [each for each in root.iter(TEXT + "p", TEXT + "h")]
    assert ["".join(each.itertext()) for each in paragraphs] == [
        "Read on", "READ ON", "And on", "AND ON", "Head", "HEAD", "Item", "ITEM",
    ]  # fmt: skip
    assert sum(1 for _ in root.iter(TEXT + "note")) == 1
    assert paragraphs[1].get(TEXT + "style-name") == "P1-below"
    assert paragraphs[5].get(TEXT + "is-list-header") == "true"
    assert paragraphs[7].getparent() is paragraphs[6].getparent()
    written = parts_of(tmp_path / "out.odt")["content.xml"]
    assert written.count(b'style:name="P1-below"') == 1
    assert (written.count(b"break-before"), written.count(b'text-align="center"')) == (1, 2)


def test_words_to_fill_in_are_translated_and_choices_are_not(tmp_path: Path) -> None:
    body = (
        f"<text:p {LOEXT}>Name: <text:text-input>your name</text:text-input> and "
        "<ext:content-control>free words</ext:content-control>, "
        '<ext:content-control ext:dropdown="true"><ext:list-item ext:value="1"/>One'
        "</ext:content-control>.</text:p>"
    )
    document = open_odt(text_file(tmp_path / "a.odt", body))
    assert texts(document) == ["Name: your name and free words, One."]
    save_shouted(document, tmp_path / "b.odt")
    new = parts_of(tmp_path / "b.odt")["content.xml"].decode()
    assert "<text:text-input>YOUR NAME</text:text-input>" in new
    assert "<ext:content-control>FREE WORDS</ext:content-control>" in new
    assert '<ext:list-item ext:value="1"/>One</ext:content-control>' in new


def test_deleted_words_and_descriptions(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>New<draw:frame><svg:title xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:'
        'svg-compatible:1.0">A cat</svg:title></draw:frame></text:p>'
    )
    document = open_odt(text_file(tmp_path / "a.odt", body))
    assert texts(document) == ["New", "A cat"]
    assert left(document) == {"texts marked as deleted": 1}
    save_shouted(document, tmp_path / "b.odt")
    assert b">A CAT</" in parts_of(tmp_path / "b.odt")["content.xml"]
