"""XLIFF: a new target with its state, tags kept; all else stays to the byte."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from block_files import as_text, backwards, loud, opened, rewritten, same, saved, texts

from assistant_app.documents.blocks import LeftAlone, Run
from assistant_app.errors import DocumentBroken

FIRST = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file source-language='en' original="app" datatype="plaintext">
    <body>
      <trans-unit id="1">
        <source>Press <g id="b">Enter</g> &amp; wait<x id="n"/> for {{ name }}.</source>
        <note>Leave me</note>
      </trans-unit>
      <trans-unit id="2"><source>Done</source><target state="final">Fertig</target></trans-unit>
      <trans-unit id="3"><source>Copied</source><target state="new">Copied</target></trans-unit>
      <trans-unit id="4" translate="no"><source>Deskhand</source></trans-unit>
      <trans-unit id="5"><source>{n, plural, =1 {a file} other {files}}</source></trans-unit>
      <trans-unit id="6">
        <source><ph id="1">&lt;br&gt;</ph>
          Two
          lines &lt;b&gt;here&lt;/b&gt;
        </source>
        <alt-trans><source>old</source><target>alt</target></alt-trans>
      </trans-unit>
    </body>
  </file>
</xliff>
"""
SECOND = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en">
 <file id="f"><unit id="u">
  <segment id="s1" state="initial">
   <source>See <pc id="1">the <ph id="2"/> page</pc> <mrk id="m" translate="no">Qt</mrk>.</source>
  </segment>
  <ignorable><source> </source></ignorable>
  <segment id="s2"><source>Kept</source><target>Behalten</target></segment>
 </unit></file>
</xliff>
"""


def test_blocks_are_what_has_no_translation(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.xlf", FIRST)
    assert texts(document) == ["Press Enter & wait for {{ name }}.", "Copied", "Two lines here"]
    assert document.left_alone == (
        LeftAlone("messages that have a translation", 1),
        LeftAlone("messages marked as final or as not to be translated", 1),
        LeftAlone("messages with several forms in one text", 1),
    )
    second = opened(tmp_path, "b.xliff", SECOND)
    assert texts(second) == ["See the  page Qt."]
    assert Run("Qt", 3, is_fixed=True) in second.blocks[0].runs


@pytest.mark.parametrize("content", [FIRST, SECOND])
def test_the_same_words_change_no_byte(tmp_path: Path, content: str) -> None:
    for data in (content.encode(), content.replace("\n", "\r\n").encode("utf-8-sig")):
        assert saved(opened(tmp_path, "a.xlf", data), same) == data


def test_targets_with_tags_and_state(tmp_path: Path) -> None:
    machine = 'state="needs-review-translation" state-qualifier="mt-suggestion"'
    new = rewritten(opened(tmp_path, "a.xlf", FIRST), loud)
    ET.fromstring(new)
    assert (
        f'</source>\n        <target {machine}>PRESS <g id="b">ENTER</g> &amp; WAIT<x id="n"/> '
        "FOR {{ name }}.</target>\n        <note>" in new
    )
    assert f"<source>Copied</source><target {machine}>COPIED</target>" in new
    assert "TWO LINES &lt;b&gt;HERE&lt;/b&gt;\n        </target>" in new
    assert '<ph id="1">&lt;br&gt;</ph>\n          TWO' in new
    assert '<target state="final">Fertig</target>' in new
    assert "<alt-trans><source>old</source><target>alt</target></alt-trans>" in new


def test_the_second_version_has_its_state_at_the_segment(tmp_path: Path) -> None:
    new = saved(opened(tmp_path, "a.xlf", SECOND), loud, language="zh").decode()
    ET.fromstring(new)
    assert 'id="s1" state="translated">' in new
    assert (
        '<target>SEE <pc id="1">THE <ph id="2"/> PAGE</pc> '
        '<mrk id="m" translate="no">Qt</mrk>.</target>' in new
    )
    assert '<xliff trgLang="zh" xmlns' in new
    assert '<segment id="s2"><source>Kept' in new


SEGMENTED = """<xliff version="1.2"><file source-language="en"><body><trans-unit id="1">
 <source>One <g id="1">is</g> here. Two is there.</source>
 <seg-source><mrk mtype="seg" mid="0">One <g id="1">is</g> here.</mrk> <mrk mtype="seg" \
mid="1">Two is there.</mrk></seg-source>
 <target><mrk mtype="seg" mid="0"/><mrk mtype="seg" mid="1"/></target>
</trans-unit></body></file></xliff>"""


def test_a_target_has_the_segments_of_its_source(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.xlf", SEGMENTED)
    assert texts(document) == ["One is here.\nTwo is there."]
    assert saved(document, same).decode() == SEGMENTED
    new = rewritten(document, loud)
    before, after = ET.fromstring(SEGMENTED), ET.fromstring(new)
    for name in ("source", "seg-source"):
        (old,), (kept,) = (list(root.iter(name)) for root in (before, after))
        assert ET.tostring(old) == ET.tostring(kept)
    (target,) = after.iter("target")
    assert ["".join(each.itertext()) for each in target] == ["ONE IS HERE.", "TWO IS THERE."]
    assert [each.attrib for each in target] == [
        {"mtype": "seg", "mid": "0"}, {"mtype": "seg", "mid": "1"}
    ]  # fmt: skip
    bare = SEGMENTED.replace(SEGMENTED[SEGMENTED.index(" <target>") :].split("\n")[0] + "\n", "")
    assert 'mid="1">TWO IS THERE.</mrk></target>' in rewritten(
        opened(tmp_path, "b.xlf", bare), loud
    )


def test_words_between_segments_are_not_lost(tmp_path: Path) -> None:
    content = SEGMENTED.replace("</mrk> <mrk", "</mrk> or <mrk")
    new = rewritten(opened(tmp_path, "a.xlf", content), loud)
    (target,) = ET.fromstring(new).iter("target")
    assert "".join(target.itertext()) == "ONE IS HERE. OR TWO IS THERE."


def test_much_of_what_a_file_of_the_second_version_may_hold(tmp_path: Path) -> None:
    content = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en"
 trgLang="de" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0">
 <file id="f"><notes><note id="1">A note</note></notes><group id="g"><unit id="u">
  <mtc:matches><mtc:match ref="#m"><source>Match</source><target>Treffer</target></mtc:match>
  </mtc:matches><originalData><data id="d">&lt;b&gt;</data></originalData>
  <segment id="a"><source>Use <sc id="1" dataRef="d"/>bold<ec startRef="1"/>, <cp hex="001A"/>
   and <pc id="2"><pc id="3">nested</pc></pc>.</source><target/></segment>
  <segment id="b" state="final"><source>Done</source><target>Fertig</target></segment>
 </unit><unit id="v" translate="no"><segment><source>Name</source></segment></unit></group></file>
</xliff>"""
    document = opened(tmp_path, "a.xlf", content)
    assert texts(document) == ["Use bold,  and nested."]
    new = saved(document, loud, language="zh").decode()
    ET.fromstring(new)
    assert (
        '<target>USE <sc id="1" dataRef="d"/>BOLD<ec startRef="1"/>, <cp hex="001A"/> AND '
        '<pc id="2"><pc id="3">NESTED</pc></pc>.</target>' in new
    )
    assert 'trgLang="zh"' in new
    assert 'id="a" state="translated"' in new or 'state="translated" id="a"' in new
    assert "<target>Treffer</target>" in new


def test_each_tag_occurs_once_whatever_was_written(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.xlf", FIRST)
    for new in (rewritten(document, backwards), rewritten(document, as_text("new"))):
        ET.fromstring(new)
        first = new[new.index("<target") : new.index("</target>")]
        assert [first.count(tag) for tag in ('<g id="b">', "</g>", '<x id="n"/>')] == [1, 1, 1]


def test_the_language_of_the_targets_is_named(tmp_path: Path) -> None:
    new = saved(opened(tmp_path, "a.xlf", FIRST), None, language="zh").decode()
    assert new == FIRST.replace("<file ", '<file target-language="zh" ')


def test_a_character_that_the_encoding_lacks_becomes_a_reference(tmp_path: Path) -> None:
    content = FIRST.replace("UTF-8", "ISO-8859-1").replace("Done", "Été")
    document = opened(tmp_path, "a.xlf", content.encode("latin-1"))
    assert saved(document, same) == content.encode("latin-1")
    assert b">&#22909;<" in saved(document, as_text("好"))


def test_entities_and_text_beyond_ascii_stand_where_they_stood(tmp_path: Path) -> None:
    content = SECOND.replace("Kept", "好好好").replace("See", "Œuvre 👍 &#x4f60;")
    document = opened(tmp_path, "a.xlf", content)
    assert texts(document) == ["Œuvre 👍 你 the  page Qt."]
    ET.fromstring(rewritten(document, loud))


@pytest.mark.parametrize(
    "content",
    [
        "<xliff><file></xliff>",
        "<html><body>Text</body></html>",
        '<!DOCTYPE x [<!ENTITY a "aaa">]><xliff version="1.2"><a>&a;</a></xliff>',
    ],
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(DocumentBroken):
        opened(tmp_path, "a.xlf", content)
