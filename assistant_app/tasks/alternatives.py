"""Other ways to translate one sentence, the likeliest first."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_app.cancel import CancelToken
from assistant_app.inference.options import GenerationOptions
from assistant_app.tasks.aids import Aids, NoAids
from assistant_app.tasks.base import Origin, Progress, Stage, Work
from assistant_app.tasks.engines import EngineSource
from assistant_app.tasks.guards import Finding, check_translation, weight_of
from assistant_app.tasks.models import ModelChoice
from assistant_app.tasks.one_sentence import one_sentence

_BEAMS = 8
_MOST = 6


@dataclass(frozen=True)
class AlternativesRequest:
    """One sentence, and from which language into which."""

    text: str
    source: str
    target: str
    model_id: str | None = None


@dataclass(frozen=True)
class Way:
    """One translation, with what the guards say of it."""

    text: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Alternatives:
    """``ways`` differ from each other; those without a fault stand first. None for a text that is
    too long for the model in one piece."""

    ways: tuple[Way, ...]
    origin: Origin


class AlternativesTask:
    """Beam search for several translations of one sentence."""

    def __init__(self, engine: EngineSource, models: ModelChoice, aids: Aids | None = None) -> None:
        self._engine = engine
        self._models = models
        self._aids = aids or NoAids()

    def run(self, request: AlternativesRequest, cancel: CancelToken) -> Work[Alternatives]:
        """Raises ``TextEmpty``, ``LanguagePairUnavailable`` and whatever loading a model raises."""
        sentence = yield from one_sentence(self._engine, self._models, request, cancel)
        text, origin = sentence.text, sentence.origin
        if sentence.is_too_long:
            return Alternatives((), origin)
        yield Progress(Stage.TRANSLATING)
        options = GenerationOptions(
            max_new_tokens=sentence.max_new_tokens, n_beams=_BEAMS, n_best=_BEAMS
        )
        said = sentence.translator.alternatives(sentence.read, options, cancel)
        terms = self._aids.terms(request.source, request.target)
        matches = terms.matches(text) if terms is not None else ()
        lines = dict.fromkeys(" ".join(each.text.split()) for each in said)
        ways = [
            Way(line, check_translation(text, line, request.source, request.target, matches))
            for line in lines
            if line
        ]
        ways.sort(key=lambda way: weight_of(way.findings))
        return Alternatives(tuple(ways[:_MOST]), origin)
