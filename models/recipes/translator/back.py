"""Back-translation: text of one language with what an older model makes of it in the other, to learn to write the first.

Source: Sennrich et al. 2016, "Improving Neural Machine Translation Models with Monolingual Data".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from common.data import read_lines

from translator.corpus import tidy
from translator.corpus_zh import BACK_EN, BACK_FILE, BACK_ZH, MARKUP
from translator.evaluate import translate_all
from translator.onnx_decode import OnnxTranslator
from translator.subwords import tag

BATCH = 64
_EN_END = re.compile(r"(?<=[a-z0-9\"”)][.?!])\s+(?=[A-Z\"“])")


def _english(data: Path) -> Iterator[str]:
    for paragraph in read_lines(data / "text" / "textbook-en.txt.xz"):
        yield from _EN_END.split(paragraph)
    for part in ("train", "dev"):
        for line in read_lines(data / "text" / f"scitldr-{part}.jsonl.xz"):
            yield from json.loads(line)["source"]
    for line in read_lines(data / "text" / "proofread-en.tsv.xz"):
        yield line.split("\t")[1]


def _chinese(data: Path) -> Iterator[str]:
    yield from read_lines(data / "text" / "dialogue-zh.txt.xz")
    for line in read_lines(data / "text" / "proofread-zh.tsv.xz"):
        yield line.split("\t")[1]


def _usable(texts: Iterator[str], shortest: int, longest: int, every: int) -> list[str]:
    found = dict.fromkeys(tidy(text) for text in texts)
    kept = [text for text in found if shortest <= len(text) <= longest and not MARKUP.search(text) and text[-1] in ".?!。？！"]
    return kept[::every]


def back_translate(data: Path, model: Path, work: Path, every: int, log: Callable[[str], None]) -> None:
    """Write `work`/BACK_FILE (source, text, what `model` made of it), unless it is there."""
    path = work / BACK_FILE
    if path.exists():
        return
    translator, lines = OnnxTranslator(model, "_quantized"), []
    for source, into, texts in ((BACK_EN, "zh", _usable(_english(data), 25, 240, every)),
                                (BACK_ZH, "en", _usable(_chinese(data), 6, 70, every))):
        log(f"{len(texts)} sentences for {source}")
        found = translate_all(translator, [f"{tag(into)} {text}" for text in texts], BATCH)
        lines += ["\t".join((source, text, tidy(made))) for text, made in zip(texts, found, strict=True)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
