"""Other ways to translate one sentence, the likeliest first."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_app.cancel import CancelToken
from assistant_app.errors import TextEmpty
from assistant_app.inference.options import GenerationOptions
from assistant_app.tasks.aids import Aids, NoAids
from assistant_app.tasks.base import Origin, Progress, Stage, Work
from assistant_app.tasks.capitals import without_capitals
from assistant_app.tasks.engines import EngineSource
from assistant_app.tasks.guards import Finding, check_translation, weight_of
from assistant_app.tasks.models import ModelChoice
from assistant_app.tasks.pivot import opened
from assistant_app.tasks.sentences import joint_of

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
        text = " ".join(request.text.split())
        if not text:
            raise TextEmpty
        route = self._models.route(request.source, request.target, request.model_id)
        yield Progress(Stage.LOADING, item=route[0].title)
        translator = opened(self._engine(), route, request.source, request.target)
        cancel.check()
        origin = Origin(route[-1].id, translator.report.label)
        n_tokens = translator.count_tokens(text)
        if n_tokens > translator.max_source_tokens:
            return Alternatives((), origin)
        yield Progress(Stage.TRANSLATING)
        options = GenerationOptions(max_new_tokens=2 * n_tokens + 24, n_beams=_BEAMS, n_best=_BEAMS)
        read = text if joint_of(request.target) else without_capitals(text)
        said = translator.alternatives(read, options, cancel)
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
