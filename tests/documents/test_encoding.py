"""Text is read in the encoding that it was written in, as far as its bytes tell."""

from __future__ import annotations

import codecs
import random
from pathlib import Path

import pytest

from assistant_app.documents.encoding import decode, decode_text
from assistant_app.errors import EncodingUnknown, FileNotText

PATH = Path("note.txt")

SAMPLES = [
    ("中文", "gb18030"),
    ("翻译", "gb18030"),
    ("会议纪要", "gb18030"),
    ("今天天气不错。", "gb18030"),
    ("Deskhand 离线助手", "gb18030"),
    ("请打开 README.md 文件，然后运行 make test 命令。", "gb18030"),
    ("价格：100元（含税）", "gb18030"),
    ("罕用字：𠀀，还有表情👍", "gb18030"),
    ("a line of plain text\n" * 3000 + "最后一行才是中文。\n", "gb18030"),
    ("您好", "cp950"),
    ("會議記錄", "cp950"),
    ("今天下午我們在會議室討論下個季度的計畫。", "cp950"),
    ("今日は会議室で次の四半期の計画について話し合います。", "cp932"),
    ("こんにちは", "cp932"),
    ("東京タワー", "euc_jp"),
    ("오늘 오후 회의실에서 다음 분기 계획을 논의합니다.", "cp949"),
    ("Le café est fermé à Noël. Où êtes-vous allés ?", "cp1252"),
    ("Größe", "cp1252"),
    ("“Don’t” — he said… it costs 5 €.", "cp1252"),
    ("¿Qué pasó después, niño?", "cp1252"),
    ("Zażółć gęślą jaźń", "cp1250"),
    ("Сегодня днём мы обсудим план на следующий квартал.", "cp1251"),
    ("Сегодня днём мы обсудим план на следующий квартал.", "koi8_r"),
    ("مرحبا بالعالم كيف حالك اليوم", "cp1256"),
    ("สวัสดีชาวโลก วันนี้เป็นอย่างไรบ้าง", "cp874"),
]


@pytest.mark.parametrize(("text", "encoding"), SAMPLES)
def test_legacy_encodings_are_told_apart(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding), PATH)
    assert found.text == text
    assert found.text.encode(found.encoding) == text.encode(encoding)
    assert not found.has_bom


@pytest.mark.parametrize("text", ["plain", "今天\n天气", "", "mixed 中文 é 👍\r\n"])
def test_utf8_needs_no_mark(text: str) -> None:
    found = decode(text.encode(), PATH)
    assert (found.text, found.encoding, found.has_bom) == (text, "utf-8", False)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@pytest.mark.parametrize("text", ["你好", "hello\nworld", ""])
def test_a_byte_order_mark_decides(mark: bytes, encoding: str, text: str) -> None:
    found = decode(mark + text.encode(encoding), PATH)
    assert (found.text, found.encoding, found.has_bom) == (text, encoding, True)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["hello world", "今天下午开会\r\n大家准时参加", "a 中 b"])
def test_wide_encodings_without_a_mark(encoding: str, text: str) -> None:
    found = decode(text.encode(encoding), PATH)
    assert (found.text, found.encoding, found.has_bom) == (text, encoding, False)


@pytest.mark.parametrize(
    "data",
    [
        "今天天气不错，我们去公园".encode()[:-1],
        "今天天气".encode() + b"\xff" + "我们去公园".encode(),
        "élan école étage éclat épi étui ".encode() + b"\xe9",
        codecs.BOM_UTF16_LE + b"\x00",
        codecs.BOM_UTF16_LE + b"\x00\xd8\x00\x00",
        codecs.BOM_UTF8 + b"\xff",
        b"abc\x81\x8d",
    ],
)
def test_text_that_no_encoding_explains_is_not_guessed_at(data: bytes) -> None:
    with pytest.raises(EncodingUnknown) as caught:
        decode(data, PATH)
    assert caught.value.path == PATH


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 100,
        b"%PDF-1.7 and so on",
        b"PK\x03\x04 a zip file",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"a\x01b\x02c",
        "文字".encode() + b"\x01\x02\x03",
        random.Random(1).randbytes(50),
        random.Random(2).randbytes(1000),
        random.Random(3).randbytes(100_000),
    ],
)
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(FileNotText) as caught:
        decode(data, PATH)
    assert caught.value.path == PATH


@pytest.mark.parametrize("text", ["\x1b[31mred\x1b[0m\n", "page one\fpage two", "a\tb\vc"])
def test_a_few_harmless_controls_are_text(text: str) -> None:
    assert decode_text(text.encode(), PATH) == text


def test_line_breaks_stay_as_they_are() -> None:
    assert decode_text(b"a\r\nb\rc\n", PATH) == "a\r\nb\rc\n"
