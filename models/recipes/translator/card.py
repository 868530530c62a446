"""What the cards of all translators are made of: the facts of a run, and the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from translator.evaluate import Score

LANGUAGE = {"en": "English", "zh": "Chinese", "de": "German", "fr": "French", "es": "Spanish"}


@dataclass(frozen=True)
class Facts:
    """What one run found out. `sizes_mb` by file name; `hours` is the time spent in training steps, 0 if not known;
    `samples` are (text, language translated into, translation)."""

    steps: int
    epochs: int
    tokens_m: float
    hours: float
    parameters: int
    rows: dict[str, int]
    languages: dict[str, int]
    sizes_mb: dict[str, float]
    full: list[Score]
    small: list[Score]
    samples: list[tuple[str, str, str]]
    torch: str
    precision: str
    is_begun_with_shipped: bool = False
    """Whether the run began with the weights of a shipped version instead of nothing."""


def figures(facts: Facts, about: Mapping[str, str]) -> str:
    """The table of scores; `about` says what each held-out set is."""
    lines = ["| held-out set | direction | pairs | BLEU fp32 | BLEU int8 | chrF fp32 | chrF int8 |", "|---|---|---|---|---|---|---|"]
    for full, small in zip(facts.full, facts.small, strict=True):
        lines.append(f"| {about[full.source]} | {LANGUAGE[full.start]} to {LANGUAGE[full.target]} | {full.rows} "
                     f"| {full.bleu:.1f} | {small.bleu:.1f} | {full.chrf:.1f} | {small.chrf:.1f} |")
    return "\n".join(lines)


def samples_and_sizes(facts: Facts) -> tuple[str, str]:
    """Rows of the table of sample translations, and of that of files."""
    samples = "\n".join(f"| {text} | {LANGUAGE[target]} | {found} |" for text, target, found in facts.samples)
    sizes = "\n".join(f"| {name} | {size:.2f} MB |" for name, size in facts.sizes_mb.items())
    return samples, sizes
