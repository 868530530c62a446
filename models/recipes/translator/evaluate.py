"""BLEU and chrF of a model folder on the held-out pairs, per source and direction."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sacrebleu

from translator.corpus import Pair
from translator.onnx_decode import OnnxTranslator
from translator.plans import Plan
from translator.subwords import tag


@dataclass(frozen=True)
class Score:
    """One line of the table: the data set, and the languages translated from and into."""

    source: str
    start: str
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


def evaluate(plan: Plan, folder: Path, suffix: str, held_out: list[Pair], outputs: Path | None = None) -> list[Score]:
    """Scores of `folder`; with `outputs`, source, reference and translation are written there to be read."""
    model = OnnxTranslator(folder, suffix)
    scores = []
    lines = []
    for source in sorted({pair.source for pair in held_out}):
        for start, target in plan.directions:
            rows = [pair for pair in held_out if pair.source == source and pair.language in (start, target)]
            if not rows:  # a rehearsal may hold out none
                continue
            texts = [pair.en if start == "en" else pair.other for pair in rows]
            references = [pair.en if target == "en" else pair.other for pair in rows]
            found = translate_all(model, [f"{tag(target)} {text}" for text in texts])
            bleu = sacrebleu.corpus_bleu(found, [references], tokenize="zh" if target == "zh" else "13a")
            chrf = sacrebleu.corpus_chrf(found, [references])
            scores.append(Score(source, start, target, len(rows), bleu.score, chrf.score))
            lines += ["\t".join((source, target, *row)) for row in zip(texts, references, found, strict=True)]
    if outputs is not None:
        outputs.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return scores
