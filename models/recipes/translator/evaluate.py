"""BLEU and chrF of a model folder on the held-out pairs, per source and direction."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sacrebleu

from translator.corpus import Pair
from translator.onnx_decode import OnnxTranslator

TAGS = {"zh": ">>zh<< ", "en": ">>en<< "}


@dataclass(frozen=True)
class Score:
    """One line of the table: `target` is the language translated into."""

    source: str
    target: str
    rows: int
    bleu: float
    chrf: float


def translate_all(model: OnnxTranslator, texts: list[str], batch: int = 32) -> list[str]:
    """Translations in the order of `texts`; sentences of like length go together."""
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    result = [""] * len(texts)
    for at in range(0, len(order), batch):
        chosen = order[at:at + batch]
        for number, text in zip(chosen, model.translate([texts[number] for number in chosen]), strict=True):
            result[number] = text
    return result


def evaluate(folder: Path, suffix: str, held_out: list[Pair], outputs: Path | None = None) -> list[Score]:
    """Scores of `folder`; with `outputs`, source, reference and translation are written there to be read."""
    model = OnnxTranslator(folder, suffix)
    scores = []
    lines = []
    for source in sorted({pair.source for pair in held_out}):
        rows = [pair for pair in held_out if pair.source == source]
        for target in ("zh", "en"):
            texts = [pair.en if target == "zh" else pair.zh for pair in rows]
            references = [pair.zh if target == "zh" else pair.en for pair in rows]
            found = translate_all(model, [TAGS[target] + text for text in texts])
            bleu = sacrebleu.corpus_bleu(found, [references], tokenize="zh" if target == "zh" else "13a")
            scores.append(Score(source, target, len(rows), bleu.score, sacrebleu.corpus_chrf(found, [references]).score))
            lines += ["\t".join((source, target, *row)) for row in zip(texts, references, found, strict=True)]
    if outputs is not None:
        outputs.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return scores
