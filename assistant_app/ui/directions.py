"""Which languages the installed translators go from and to, all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant_app.catalog.spec import ModelSpec
from assistant_app.tasks.models import PIVOT


class Directions:
    """Order is that of the models, so that what ships stands first. A model of a hundred languages
    costs a hundred names here, not ten thousand pairs."""

    def __init__(self, specs: Sequence[ModelSpec] = ()) -> None:
        self._specs = tuple(spec for spec in specs if spec.languages or spec.pairs)
        self.sources = _unique(source for spec in self._specs for source in _sources(spec))
        """Every language that something translates from."""
        self.targets = _unique(target for spec in self._specs for target in _targets(spec))
        """Every language that something translates to."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Every language, once."""
        return _unique((*self.sources, *self.targets))

    def has(self, source: str, target: str) -> bool:
        """Whether some model translates this way, or two do that meet in English."""
        if self._has_one(source, target):
            return True
        ends = source != target and PIVOT not in (source, target)
        return ends and self._has_one(source, PIVOT) and self._has_one(PIVOT, target)

    def _has_one(self, source: str, target: str) -> bool:
        return any(spec.translates(source, target) for spec in self._specs)

    def target_from(self, source: str) -> str | None:
        """The first language that a model translates ``source`` to."""
        return next((each for each in self.targets if self._has_one(source, each)), None)

    def source_to(self, target: str) -> str | None:
        """The first language that a model translates to ``target``."""
        return next((each for each in self.sources if self._has_one(each, target)), None)


def _sources(spec: ModelSpec) -> tuple[str, ...]:
    return tuple(source for source, _ in spec.pairs) or spec.languages


def _targets(spec: ModelSpec) -> tuple[str, ...]:
    return tuple(target for _, target in spec.pairs) or spec.languages


def _unique(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
