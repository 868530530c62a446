"""On good translations that the rules were not made from, hardly any is flagged."""

from __future__ import annotations

import lzma
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from assistant_app.tasks.guards import check_translation

TEXTS = Path(__file__).resolve().parents[4] / "shared" / "data" / "text"
N_PAIRS = 700
MOST = 0.01


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "source", "target"),
    [
        ("authored.en-zh", "en", "zh"),
        ("authored.en-zh", "zh", "en"),
        ("en-zh", "en", "zh"),
        ("en-zh", "zh", "en"),
        ("en-de", "en", "de"),
        ("en-de", "de", "en"),
        ("en-fr", "en", "fr"),
        ("en-fr", "fr", "en"),
        ("en-es", "en", "es"),
        ("en-es", "es", "en"),
    ],
)
def test_good_translations_are_hardly_ever_flagged(name: str, source: str, target: str) -> None:
    flagged: Counter[str] = Counter()
    n_pairs = 0
    with lzma.open(TEXTS / f"{name}.tsv.xz", "rt", encoding="utf-8") as lines:
        every = 29 if name.startswith("authored") else 229
        for line in islice(lines, 7, 7 + N_PAIRS * every, every):
            texts = line.rstrip("\n").split("\t")[:2]
            given, made = texts if source == "en" else reversed(texts)
            n_pairs += 1
            findings = check_translation(given, made, source, target)
            flagged.update({finding.kind.name for finding in findings})
    assert n_pairs > 600
    assert {kind: n for kind, n in flagged.items() if n > MOST * n_pairs} == {}
