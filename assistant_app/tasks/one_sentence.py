"""One sentence that something is to be found for, and the translator that is asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from assistant_app.cancel import CancelToken
from assistant_app.errors import TextEmpty
from assistant_app.tasks.base import Origin, Progress, Stage, Work
from assistant_app.tasks.capitals import without_capitals
from assistant_app.tasks.engines import EngineSource, OneWay
from assistant_app.tasks.models import ModelChoice
from assistant_app.tasks.pivot import opened
from assistant_app.tasks.sentences import joint_of


class Asked(Protocol):
    """A request about one sentence."""

    @property
    def text(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def model_id(self) -> str | None: ...


@dataclass(frozen=True)
class OneSentence:
    """``text`` is its line; ``read`` is what the model is given of it: into a language without
    capitals, without those of a text in capitals."""

    text: str
    read: str
    n_tokens: int
    translator: OneWay
    origin: Origin

    @property
    def is_too_long(self) -> bool:
        """Whether the model could not read it in one piece."""
        return self.n_tokens > self.translator.max_source_tokens

    @property
    def max_new_tokens(self) -> int:
        return 2 * self.n_tokens + 24


def one_sentence(
    engine: EngineSource, models: ModelChoice, asked: Asked, cancel: CancelToken
) -> Work[OneSentence]:
    """Load what translates it. Raises ``TextEmpty``, ``LanguagePairUnavailable`` and whatever
    loading a model raises."""
    text = " ".join(asked.text.split())
    if not text:
        raise TextEmpty
    route = models.route(asked.source, asked.target, asked.model_id)
    yield Progress(Stage.LOADING, item=route[0].title)
    translator = opened(engine(), route, asked.source, asked.target)
    cancel.check()
    return OneSentence(
        text,
        text if joint_of(asked.target) else without_capitals(text),
        translator.count_tokens(text),
        translator,
        Origin(route[-1].id, translator.report.label),
    )
