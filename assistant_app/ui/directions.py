"""Which languages the installed translators go from and to, all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant_app.catalog.spec import ModelSpec


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
        """Whether some model translates this way."""
        return any(spec.translates(source, target) for spec in self._specs)

    def target_from(self, source: str) -> str | None:
        """The first language that ``source`` can be translated to."""
        return next((each for each in self.targets if self.has(source, each)), None)

    def source_to(self, target: str) -> str | None:
        """The first language that can be translated to ``target``."""
        return next((each for each in self.sources if self.has(each, target)), None)


def _sources(spec: ModelSpec) -> tuple[str, ...]:
    return tuple(source for source, _ in spec.pairs) or spec.languages


def _targets(spec: ModelSpec) -> tuple[str, ...]:
    return tuple(target for _, target in spec.pairs) or spec.languages


def _unique(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
