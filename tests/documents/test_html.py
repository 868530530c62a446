"""Web pages: text changes in its place, tags and everything between them stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from block_files import as_text, backwards, loud, opened, rewritten, same, saved, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant_app.documents.blocks import LeftAlone, Run

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>A page &amp; more</title>
  <meta name="description" content="About it">
  <style>p { color: red }</style>
  <script>if (a < b) { alert("Hello there") }</script>
</head>
<body>
  <!-- a comment -->
  <h1 id="top">Welcome</h1>
  <p>Read the <a href="x.html" title="The manual">manual</a>
     <b>now</b>, or press <code>Enter</code>.<br>
     Fish &lt; chips &copy;</p>
  <ul><li>One <i>thing</i></li><li>Two</ul>
  <img src="a.png" alt="A cat">
  <pre>Left as it is</pre>
  <p translate="no">Deskhand Ltd</p>
  <td>Cell</td>
  <p>See https://example.org/a?b=c for it.</p>
  <input placeholder='Your name' type="text">
  <p><i class="icon"></i> Saved</p>
</body>
</html>
"""


def test_blocks_are_what_a_reader_sees(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.html", PAGE)
    assert texts(document) == [
        "A page & more", "About it", "Welcome",
        "Read the manual now, or press Enter.\nFish < chips ©", "The manual", "One thing", "Two",
        "A cat", "Cell", "See https://example.org/a?b=c for it.", "Your name", "Saved",
    ]  # fmt: skip
    assert [document.blocks[n].place for n in (0, 1, 2, 8)] == [
        "title", "attribute", "body", "table",
    ]  # fmt: skip
    assert document.left_alone == (
        LeftAlone("preformatted texts", 1),
        LeftAlone("texts marked as not to be translated", 1),
    )


def test_the_same_words_change_no_byte(tmp_path: Path) -> None:
    for data in (PAGE.encode(), PAGE.replace("\n", "\r\n").encode("utf-8-sig")):
        assert saved(opened(tmp_path, "a.html", data), same) == data


def test_looks_things_and_attributes_stay(tmp_path: Path) -> None:
    new = rewritten(opened(tmp_path, "a.html", PAGE), loud)
    assert (
        '<p>READ THE <a href="x.html" title="THE MANUAL">MANUAL</a> <b>NOW</b>, OR PRESS '
        "<code>Enter</code>.<br>FISH &lt; CHIPS ©</p>" in new
    )
    assert "<title>A PAGE &amp; MORE</title>" in new
    assert 'content="ABOUT IT"' in new
    assert 'alt="A CAT"' in new
    assert 'placeholder="YOUR NAME"' in new
    assert "<li>ONE <i>THING</i></li><li>TWO</ul>" in new
    assert "SEE https://example.org/a?b=c FOR IT." in new
    assert '<i class="icon"></i> SAVED' in new
    for left in ("<pre>Left as it is</pre>", 'alert("Hello there")', "<!-- a comment -->"):
        assert left in new


def test_order_may_change(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.html", "<p>a <b>bold <i>both</i></b> end<img src=x>.</p>")
    assert rewritten(document, backwards) == ("<p>.<img src=x> END<b><i>BOTH</i>BOLD </b>A </p>")


def test_the_number_of_a_note_is_a_thing(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.html", "<p>Said<sup><a href='#1'>1</a></sup> so</p>")
    assert document.blocks[0].runs[1] == Run("1", 1, is_fixed=True)
    assert rewritten(document, as_text("new")) == "<p>new<sup><a href='#1'>1</a></sup></p>"


def test_lost_things_are_put_at_the_end_and_unknown_looks_dropped(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.html", "<p>a<br>b <b>c</b> <code>d</code> e</p>")
    new = rewritten(document, lambda block: [Run("new", 77), Run("er", 1)])
    assert new == "<p>new<b>er</b><br><code>d</code></p>".replace("<b>er</b>", "er")


def test_a_name_occurs_once(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.html", '<p>see <b id="x">here</b> now</p>')
    twice = rewritten(document, lambda block: [Run("one ", 1), Run("and "), Run("longer", 1)])
    assert twice == '<p>one and <b id="x">longer</b></p>'
    assert rewritten(document, as_text("new")) == '<p>new<b id="x"></b></p>'


def test_markup_in_new_text_is_no_markup(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.html", '<p title="old">old</p>')
    new = rewritten(document, as_text('a < b & "c"\xa0d'))
    assert new == ('<p title="a &lt; b &amp; &quot;c&quot;&nbsp;d">a &lt; b &amp; "c"&nbsp;d</p>')


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Old <b>one</b></p>", "<p>Old <b>one</b></p><p>OLD <b>ONE</b></p>"),
        ('  <h2 id="a">Old</h2>\n', '  <h2 id="a">Old</h2><h2>OLD</h2>\n'),
        ("<i>\n  <h2>Old</h2>\n", "<i>\n  <h2>Old</h2>\n  <h2>OLD</h2>\n"),
        ("<td>Old</td>", "<td>Old<br>OLD</td>"),
        ("<p>Old<p>Older", "<p>Old<br>OLD<p>Older<br>OLDER"),
        ("<div>Old<ul><li>a1</ul></div>", "<div>Old<br>OLD<ul><li>a1<br>A1</ul></div>"),
        ("<title>Old</title>", "<title>Old / OLD</title>"),
        ("<p><b>Old</b></p>", "<p><b>Old</b></p><p><b>OLD</b></p>"),
    ],
)
def test_both_languages_below_each_other(tmp_path: Path, page: str, expected: str) -> None:
    new = rewritten(opened(tmp_path, "a.html", page), loud, "pairs")
    assert new == expected


def test_the_language_of_the_page_is_named(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.html", PAGE)
    assert b'<html lang="zh">' in saved(document, None, language="zh")
    bare = opened(tmp_path, "b.html", "<html><body>Old</body></html>")
    assert saved(bare, None, language="zh") == b'<html lang="zh"><body>Old</body></html>'


def test_the_declared_encoding_counts_and_stays(tmp_path: Path) -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>你好 &euro;</p>'
    document = opened(tmp_path, "a.html", page.encode("gbk"))
    assert texts(document) == ["你好 €"]
    assert "再见" in saved(document, as_text("再见")).decode("gb18030")
    latin = opened(tmp_path, "b.html", '<meta charset="iso-8859-1"><p>Été</p>'.encode("latin-1"))
    assert saved(latin, as_text("好")).endswith(b"<p>&#22909;</p>")


def test_a_page_that_names_no_encoding_stays_readable_in_all(tmp_path: Path) -> None:
    assert saved(opened(tmp_path, "a.html", "<p>Old</p>"), as_text("好")) == b"<p>&#22909;</p>"


def test_unclosed_and_crossed_tags_lose_nothing(tmp_path: Path) -> None:
    page = "<p>one <b>two<p>three</b> four <i>five</p><u><s>six</u> seven</s>"
    document = opened(tmp_path, "a.html", page)
    assert " ".join(texts(document)) == "one two three four five six seven"
    new = rewritten(document, loud)
    assert " ".join(texts(opened(tmp_path, "b.html", new))) == "ONE TWO THREE FOUR FIVE SIX SEVEN"
    assert saved(document, same) == page.encode()


PARTS = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "<i id=x>", "</i>", "word ", " ", "&amp;", "&#", "&bogus",
         "<br>", "<img alt='a cat'>", "<code>x</code>", "<pre>y</pre>", "<li>", "<!-- c -->", "<",
         "<a href=q>", "</a>", "你好", "\n", "<script>s<p></script>", "http://a.b/c", "<span/>",
         "<div>", "</div>", "<td>", "<svg><text>t</text></svg>", "<b></b>", "<title>", "</title>"]
    ),
    max_size=14,
)  # fmt: skip


@settings(deadline=None)  # a disk may be busy
@given(PARTS)
def test_any_page_comes_back(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("pages")
    page = '<meta charset="utf-8">' + "".join(parts)
    document = opened(folder, "a.html", page)
    assert saved(document, same).decode() == page
    new = rewritten(document, lambda block: [Run("new"), *block.runs])
    again = texts(opened(folder, "b.html", new))
    assert len(again) == len(document.blocks)
    assert all(text.startswith("new") for text in again)
    saved(document, loud, "pairs")


def test_what_is_copied_may_still_have_words_in_its_attributes(tmp_path: Path) -> None:
    page = (
        '<p>Write: <textarea placeholder="Your words" aria-label="Letter">mine</textarea></p>'
        '<iframe title="A map" src="m"></iframe><select><optgroup label="Fruit">'
        '<option label="Apple">a</option></optgroup></select>'
        '<div translate="no"><img alt="Brand"></div>'
        '<script title="none">var a = "text"</script><style>p { color: red }</style>'
    )
    document = opened(tmp_path, "a.html", page)
    assert texts(document) == [
        "Write:", "Your words", "Letter", "A map", "Fruit", "Apple", "a",
    ]  # fmt: skip
    new = rewritten(document, loud)
    assert '<textarea placeholder="YOUR WORDS" aria-label="LETTER">mine</textarea>' in new
    assert 'alt="Brand"' in new
    assert 'var a = "text"' in new
    assert document.left_alone == (LeftAlone("texts in input fields", 1),)


def test_blanks_at_both_ends_stay_however_they_are_written(tmp_path: Path) -> None:
    page = "<p>&nbsp; &#160;\n Some words&nbsp;&nbsp; \n&emsp;</p><p>End; </p><p>; x &amp;</p>"
    document = opened(tmp_path, "a.html", page)
    assert texts(document) == ["Some words", "End;", "; x &"]
    assert rewritten(document, loud) == (
        "<p>&nbsp; &#160;\n SOME WORDS&nbsp;&nbsp; \n&emsp;</p><p>END; </p><p>; X &amp;</p>"
    )


def test_tags_that_are_never_closed_take_no_longer_than_others(tmp_path: Path) -> None:
    page = "<p>Some <i>text <b>here" * 5000
    document = opened(tmp_path, "a.html", page)
    assert len(document.blocks) == 5000
    assert rewritten(document, same) == page
