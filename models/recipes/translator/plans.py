"""The translators that this recipe makes: which pairs, which vocabulary, how they are trained."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from common.schedule import Schedule

from translator import corpus_docs, corpus_zh
from translator.corpus import Pair
from translator.corpus_zh import BACK_EN, BACK_ZH


@dataclass(frozen=True)
class Curriculum:
    """Which rows an epoch holds: how much of each source, and how long, in tokens, the longest side may be.

    `shares` and `longest` say it epoch by epoch, their last entries for all later ones; `shares_last` and
    `longest_last` for the final descent, where a model remembers most.
    """

    shares: tuple[Mapping[str, float], ...]
    longest: tuple[int, ...]
    shares_last: Mapping[str, float]
    longest_last: int


@dataclass(frozen=True)
class Training:
    """`focus_steps`: the alignment's weight falls from 1 to `focus_rest` over these steps. `shortlist`: before the final descent,
    so many words that a batch does not hold are drawn to be told from those that it does; 0 for all words.
    `average_kept`: what a step leaves of the running mean of the weights."""

    batch_tokens: int = 3000
    smoothing: float = 0.1
    focus_steps: int = 6000
    focus_rest: float = 0.0
    dropout: float = 0.1
    dropout_epoch: int = 3
    shortlist: int = 0
    average_kept: float = 0.999
    report_steps: int = 200
    save_steps: int = 400
    schedule: Schedule = field(default_factory=lambda: Schedule(peak=1.2e-3, warmup=400, hold=3000))


@dataclass(frozen=True)
class Splits:
    """Other ways for a source side to be written, drawn anew for every row of an epoch: `share` of them are split into
    other subwords (each merge left out with the probability `dropout`; Provilkov et al. 2020, "BPE-Dropout"), and of
    the English ones `lower` and `upper` stand in small or capital letters."""

    share: float = 0.0
    dropout: float = 0.1
    lower: float = 0.0
    upper: float = 0.0


@dataclass(frozen=True)
class Plan:
    """One model. `languages` are its tags in the order of their token numbers, `samples` (target language, text).

    `longest_row`: in tokens, of either side. `keep_every`: of the corpus only every so many-th row is read (a rehearsal).
    `least_agreement`: rows of which a smaller part of the words is linked with any word of the other side are left out.
    `least_back`: the same for what was translated back, where a bad translation teaches to say something else.
    `one_way`: sources of which only one side was written by a person, and the language of it, the only one that they
    teach to translate into.
    """

    name: str
    work: str
    languages: tuple[str, ...]
    load_pairs: Callable[[Path, int], list[Pair]]
    vocabulary: int
    alphabet: int
    tokenizer_repeats: Mapping[str, int]
    least_agreement: float
    least_back: float = field(default=0.0, kw_only=True)
    curriculum: Curriculum
    training: Training
    samples: tuple[tuple[str, str], ...]
    longest_row: int = 160
    keep_every: int = 1
    one_way: Mapping[str, str] = field(default_factory=dict)
    splits: Splits = field(default_factory=lambda: Splits())

    @property
    def directions(self) -> list[tuple[str, str]]:
        """(from, to): English into every other language, and each of them back."""
        others = [language for language in self.languages if language != "en"]
        return [pair for other in others for pair in (("en", other), (other, "en"))]


EN_ZH = Plan(
    name="deskhand-translate-en-zh", work="translator", languages=("zh", "en"), load_pairs=corpus_zh.load_pairs,
    vocabulary=8000, alphabet=3900,
    tokenizer_repeats={"authored": 3, "tatoeba": 2, "tico19": 2, "ms-human": 1, "cedict": 1, BACK_EN: 0, BACK_ZH: 0},
    least_agreement=0.0, least_back=0.66, one_way={BACK_EN: "en", BACK_ZH: "zh"}, splits=Splits(share=0.4, lower=0.03, upper=0.02),
    curriculum=Curriculum(
        # Everyday and authored sentences are what the app is used for.
        shares=({"authored": 1.0, "tatoeba": 0.7, "tico19": 1.0, "ms-human": 0.1, "cedict": 0.25, BACK_EN: 0.5, BACK_ZH: 0.5},),
        longest=(16, 28, 48, 96),
        shares_last={"authored": 1.5, "tatoeba": 1.0, "tico19": 1.5, "ms-human": 0.1, "cedict": 0.1, BACK_EN: 0.2, BACK_ZH: 0.2},
        longest_last=96),
    training=Training(shortlist=2500, focus_rest=0.1),
    samples=(
        *(("zh", text) for text in (
            "The meeting is tomorrow morning.", "How are you?", "Please send me the report by Friday.",
            "I would like a cup of tea.")),
        *(("en", text) for text in ("你好，很高兴认识你。", "会议明天上午开始。", "我不知道他在哪里。"))))

# An epoch is a small part of the rows, another one each time, so that a run of an hour has seen short and long ones.
# The phrases are few, and all that is everyday in it.
_DOCS = {"numbers": 0.03, "capitals": 0.1, "phrases": 3}
EN_DE_FR_ES = Plan(
    name="deskhand-translate-en-de-fr-es", work="translator-en-de-fr-es", languages=("en", "de", "fr", "es"),
    load_pairs=corpus_docs.load_pairs, vocabulary=9000, alphabet=300,
    tokenizer_repeats={"docs": 1, "phrases": 20, "numbers": 0, "capitals": 1},
    least_agreement=0.5, longest_row=70,
    curriculum=Curriculum(
        shares=({**_DOCS, "docs": 0.1}, {**_DOCS, "docs": 0.06}),
        longest=(18, 32, 72),
        shares_last={**_DOCS, "docs": 0.1},
        longest_last=72),
    training=Training(batch_tokens=2000, focus_steps=3000, dropout_epoch=40, shortlist=2500, average_kept=0.995,
                      report_steps=100, save_steps=50, schedule=Schedule(peak=1.2e-3, warmup=200, hold=3000)),
    samples=(
        *((language, text) for language in ("de", "fr", "es") for text in (
            "Select the customer account, and then click Save.", "The meeting is tomorrow morning.")),
        ("en", "Sie können den Bericht am Ende des Monats drucken."), ("en", "Vous devez d'abord créer un compte."),
        ("en", "El sistema no puede abrir el archivo.")))

PLANS = {"en-zh": EN_ZH, "en-de-fr-es": EN_DE_FR_ES}


def rehearsal(plan: Plan) -> Plan:
    """The same way through every step with a fraction of the rows, reported and saved often."""
    return replace(plan, keep_every=60, training=replace(plan.training, batch_tokens=800, report_steps=10, save_steps=20))
