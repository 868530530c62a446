"""Awkward texts through the translator that ships: nothing raises, no line goes, and what must stay
letter by letter does. (How well the rest is said is measured elsewhere.)"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fakes import choice, ran
from kept_rows import KeptRow, kept_rows

from assistant_app.cancel import CancelToken
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.tasks.kept import kept_in
from assistant_app.tasks.translate import TranslateRequest, TranslateTask, Translation

MODEL = Path(__file__).resolve().parents[2] / "models" / "deskhand-translate-en-zh"
BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
NOT_OURS = re.compile(r"VB+\s?\d|[\U000ff000-\U0010ffff]")
"""What stands for other things on the way."""

EN = "The price list is in prices.csv and the form at https://example.com/form"
ZH = "价格表在prices.csv里，表格在https://example.com/form"
TEXTS = {
    "one word": ("en", "Hello"),
    "one Chinese word": ("zh", "谢谢"),
    "names": ("en", "Anna Schmidt and Li Wei met Dr. O'Neill-García in St. Gallen."),
    "numbers": ("en", "In 2023, 1,250.5 of 3.5 million (45%) paid $12.99 on 5/11 at 9:30."),
    "capitals": ("en", f"WARNING! READ {EN.upper()} BEFORE 10 MAY 2025!"),
    "600 words": ("en", f"{'the small red house near the river and ' * 74} {EN}"),
    "3,000 characters": ("zh", "我们今天去河边的小红房子看朋友" * 200 + ZH),
    "a very long word": ("en", "a" * 700),
    "a long address": ("en", f"See https://example.com/{'a1b2/' * 120}end for more."),
    "pipes": (
        "en",
        f"| Name | File | Note |\n|:--|---|--:|\n| Anna | a_b.docx | {EN} |\n| | | |\n",
    ),
    "tabs": ("en", "Name\tFile\tNote\nAnna\tplan.xlsx\tsee me@example.com\n\t\tnothing\n"),
    "mixed": ("en", "请把 report.docx 发给 Anna, please send it before 5 pm，谢谢！"),
    "mixed Chinese": ("zh", "请把 report.docx 发给 Anna, please send it before 5 pm，谢谢！"),
    "already Chinese": ("en", "会议在明天上午九点开始。请看 https://example.com/a。"),
    "already English": ("zh", "The meeting starts at nine. See https://example.com/a."),
    "a list": (
        "en",
        "- Milk\n- Bread from @anna\n  - Two eggs\n* `code`\n1. First\n2) Last #tag\n",
    ),
    "a Chinese list": ("zh", "一、牛奶\n二、面包\n（三）鸡蛋\n1. 第一\n• 第二 #标签#\n"),
    "empty lines": ("en", "\n\n\nHello.\n\n \n\t\nBye 😀\n\n\n"),
    "Windows": ("en", f"Hello.\r\n{EN}.\r\n\r\nBye.\r\n"),
    "zero width": ("en", "Go\u200bod mor\u00adning\ufeff, my\u200d \u200edear\u200f friend\u2060!"),
    "Arabic": ("en", "The word السلام عليكم means hello; see https://example.com/ar?q=سلام now."),
    "only Arabic": ("en", "السلام عليكم"),
    "Hebrew in Chinese": ("zh", "希伯来语שלום的意思是你好\u202e。"),
    "signs": ("en", "((( ... !!! ??? --- *** ___ ~~~ <<< >>> \\\\ // || && %% $$ @@ ##"),
    "braces": ("en", "Use {, }, {{, }}, ${, %, ` and ``` with { name } and {a b} in it."),
    "stand-ins": ("en", "VB1 and VB2 are older than {name}; VB 3 is in vb.net."),
    "many": ("en", " ".join(f"f{n}.txt," for n in range(30)) + " and all others are deleted"),
    "emoji": ("en", "😀 Hello 👨‍👩‍👧 dear 🇨🇳 friends ❤️! 👍🏽 1️⃣ ™ ©"),
    "half a character": ("en", "Good \ud83d morning."),
    "nulls": ("en", "Good\x00 morning\x07 to you."),
    "private signs": ("en", "Good \U000f0000 morning, \ue001 {name}."),
}


@pytest.fixture(scope="module")
def task() -> TranslateTask:
    engine = Engine(DeviceRequest("cpu"), 1, lambda _id: MODEL)
    return TranslateTask(lambda: engine, choice())


def translated(task: TranslateTask, text: str, source: str) -> Translation:
    target = "en" if source == "zh" else "zh"
    _, result = ran(task.run(TranslateRequest(text, source, target), CancelToken()))
    return result


@pytest.mark.parametrize("source", ["en", "zh"])
def test_what_must_stay_stays_letter_by_letter(task: TranslateTask, source: str) -> None:
    lost: list[tuple[KeptRow, str]] = []
    for row in kept_rows(source)[::2]:
        made = translated(task, row.text, source).text
        if row.lost(made) or NOT_OURS.search(made):
            lost.append((row, made))

    assert lost == []


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_is_too_awkward(task: TranslateTask, name: str) -> None:
    source, text = TEXTS[name]

    result = translated(task, text, source)

    assert BREAKS.findall(result.text) == BREAKS.findall(text), "every line is there"
    assert [not line.strip() for line in BREAKS.split(result.text)] == [
        not line.strip() for line in BREAKS.split(text)
    ]
    told = " ".join(each.text for pair in result.pairs for each in pair.findings)
    parts = {each.text for each in kept_in(text)}
    missing = [part for part in parts if part not in result.text and part not in told]
    assert missing == []
    if not NOT_OURS.search(text):
        assert not NOT_OURS.search(result.text)
