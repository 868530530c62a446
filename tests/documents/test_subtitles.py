"""Subtitles: what is said changes, numbers and times never."""

from __future__ import annotations

from pathlib import Path

import pytest
from block_files import as_text, backwards, loud, opened, rewritten, same, saved, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant_app.documents.blocks import Run
from assistant_app.documents.lines import columns
from assistant_app.errors import DocumentBroken

SRT = """1
00:00:01,000 --> 00:00:03,500
<i>Where were you</i>
last night?

2
00:00:04,000 --> 00:00:06,000 X1:40
{\\an8}- At home.
- I called <b>three</b> times.

3
00:00:07,000 --> 00:00:08,000
♪ ♪

4
00:00:09,000 --> 00:00:10,000
Bye.
"""
VTT = """WEBVTT - A film
Kind: captions

STYLE
::cue { color: red }

NOTE This is
a note.

intro
00:01.000 --> 00:03.000 align:start
<v Anna>Tom &amp; <c.loud>Jerry</c> ran
away.

00:04.000 --> 00:05.000
Go<00:04.500> now!
"""


def test_blocks_are_what_is_said(tmp_path: Path) -> None:
    document = opened(tmp_path, "film.srt", SRT)
    assert texts(document) == [
        "Where were you last night?", "At home.", "I called three times.", "Bye.",
    ]  # fmt: skip
    assert document.blocks[0].runs == (Run("Where were you", 1), Run(" last night?"))
    assert {block.place for block in document.blocks} == {"cue"}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("name", "content"), [("film.srt", SRT), ("film.vtt", VTT)])
def test_the_same_words_change_no_byte(
    tmp_path: Path, name: str, content: str, newline: str
) -> None:
    data = b"\xef\xbb\xbf" + content.replace("\n", newline).encode()
    assert saved(opened(tmp_path, name, data), same) == data


def test_marks_stay_with_their_words(tmp_path: Path) -> None:
    new = rewritten(opened(tmp_path, "film.srt", SRT), loud)
    assert "<i>WHERE WERE YOU</i> LAST NIGHT?\n\n2\n" in new
    assert "X1:40\n{\\an8}- AT HOME.\n- I CALLED <b>THREE</b> TIMES.\n\n3\n" in new
    assert new.count("-->") == 4


def test_a_speakers_dash_within_a_tag_stays(tmp_path: Path) -> None:
    content = "1\n00:00:01,000 --> 00:00:02,000\n<i>- Yes.</i>\n<i>- No.</i>\n"
    document = opened(tmp_path, "a.srt", content)
    assert texts(document) == ["Yes.", "No."]
    assert "<i>- YES.</i>\n<i>- NO.</i>" in rewritten(document, loud)


def test_order_may_change(tmp_path: Path) -> None:
    new = rewritten(opened(tmp_path, "film.srt", SRT), backwards)
    assert " LAST NIGHT?<i>WHERE WERE YOU</i>\n" in new


def test_vtt_keeps_voices_classes_times_and_notes(tmp_path: Path) -> None:
    document = opened(tmp_path, "film.vtt", VTT)
    assert texts(document) == ["Tom & Jerry ran away.", "Go now!"]
    new = rewritten(document, loud)
    assert "<v Anna>TOM &amp; <c.loud>JERRY</c> RAN AWAY.\n" in new
    assert "GO<00:04.500> NOW!\n" in new
    assert new.startswith(VTT[: VTT.index("<v")])


def test_long_text_is_broken_into_lines_of_similar_length(tmp_path: Path) -> None:
    document = opened(tmp_path, "film.srt", SRT)
    latin = "Nobody in the whole of the village could tell him where she had gone"
    lines = rewritten(document, as_text(latin)).split("\n")
    first = lines[2:4]
    assert " ".join(first) == latin
    assert abs(len(first[0]) - len(first[1])) < 12
    chinese = "我们昨天晚上一直在家里等你的电话，可是你没有打过来。"
    lines = rewritten(document, as_text(chinese)).split("\n")
    assert "".join(lines[2:4]) == chinese
    assert lines[2].endswith("，")
    assert all(columns(line) <= 36 for line in lines[2:4])


def test_both_languages_stand_in_one_cue(tmp_path: Path) -> None:
    new = rewritten(opened(tmp_path, "film.srt", SRT), as_text("新的"), "pairs")
    assert "last night?\n新的\n\n2\n" in new
    assert "At home.\n新的\n- I called" in new


def test_chinese_lines_are_joined_without_a_blank(tmp_path: Path) -> None:
    content = "1\n00:00:01,000 --> 00:00:02,000\n昨天晚上\n你在哪里？\n"
    assert texts(opened(tmp_path, "a.srt", content)) == ["昨天晚上你在哪里？"]


def test_blank_lines_and_missing_numbers_lose_no_text(tmp_path: Path) -> None:
    content = "00:00:01,000 --> 00:00:02,000\nOne\n\ntwo\n\n00:00:03,000 --> 00:00:04,000\nThree"
    document = opened(tmp_path, "a.srt", content)
    assert texts(document) == ["One", "two", "Three"]
    assert rewritten(document, loud) == content.upper()


def test_an_old_encoding_stays_or_becomes_utf8(tmp_path: Path) -> None:
    content = "1\r\n00:00:01,000 --> 00:00:02,000\r\nLe café est fermé à Noël.\r\n"
    document = opened(tmp_path, "a.srt", content.encode("cp1252"))
    assert saved(document, loud).decode("cp1252") == content.upper()
    assert "咖啡馆" in saved(document, as_text("咖啡馆关门了")).decode("utf-8")


def test_a_file_without_times_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentBroken):
        opened(tmp_path, "a.srt", "Just some words\n")


LINES = st.lists(
    st.sampled_from(
        ["Hi there", "<i>so</i>", "<b>a <i>b</i></b> c", "- Yes", "{\\an8}", "</i>", "<i>", "", "5",
         "a < b", "你好", "<font color=\"red\">x</font>", "-->"]
    ),
    max_size=4,
)  # fmt: skip


@settings(deadline=None)  # a disk may be busy
@given(st.lists(LINES, min_size=1, max_size=4), st.sampled_from([".srt", ".vtt"]))
def test_any_cues_come_back(tmp_path_factory: pytest.TempPathFactory, cues, suffix: str) -> None:
    folder = tmp_path_factory.mktemp("cues")
    content = "\n".join(
        "\n".join([f"{n}", f"00:00:0{n},000 --> 00:00:0{n},500", *lines, ""])
        for n, lines in enumerate(cues)
    )
    document = opened(folder, "a" + suffix, content)
    assert saved(document, same).decode() == content
    new = rewritten(document, loud)
    assert [line for line in new.split("\n") if "-->" in line and ":" in line] == [
        line for line in content.split("\n") if "-->" in line and ":" in line
    ]
    again = opened(folder, "b" + suffix, new)
    # Blanks within a tag without words are seen before and not behind it: no reader sees them.
    upper = [text.upper().rstrip() for text in texts(document)]
    assert upper == [text.rstrip() for text in texts(again)]
