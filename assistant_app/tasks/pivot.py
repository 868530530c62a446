"""Two models that meet in a third language, for pairs that no model knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant_app.cancel import CancelToken
from assistant_app.catalog.spec import ModelSpec
from assistant_app.inference.links import Aligned, Link
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.words import WordVariants
from assistant_app.tasks.engines import Engine, Given, Made, OneWay, Report
from assistant_app.tasks.models import PIVOT

Route = tuple[ModelSpec, ...]


def opened(engine: Engine, route: Route, source: str, target: str) -> OneWay:
    """What translates along ``route`` (``ModelChoice.route``), its models loaded."""
    if len(route) == 1:
        return engine.translator(route[0].id).between(source, target)
    first, second = route
    begin = engine.translator(first.id).between(source, PIVOT)
    return Pivot(begin, engine.translator(second.id).between(PIVOT, target))


class Pivot:
    """One ``OneWay`` after the other. What goes wrong in the first, the second makes worse: whoever
    shows the result says that it came this way."""

    def __init__(self, first: OneWay, second: OneWay) -> None:
        self._first = first
        self._second = second

    @property
    def max_source_tokens(self) -> int:
        return self._first.max_source_tokens

    @property
    def report(self) -> Report:
        return self._second.report

    def count_tokens(self, text: str) -> int:
        return self._first.count_tokens(text)

    def translate(
        self, texts: Sequence[str], options: GenerationOptions, cancel: CancelToken
    ) -> list[str]:
        between = self._first.translate(texts, options, cancel)
        return self._second.translate(between, options, cancel)

    def translate_aligned(
        self,
        texts: Sequence[str],
        options: GenerationOptions,
        cancel: CancelToken,
        wants_links: Callable[[str], bool] = lambda _text: True,
    ) -> list[Aligned]:
        between = self._first.translate_aligned(texts, options, cancel, wants_links)
        ends = self._second.translate_aligned([each.text for each in between], options, cancel)
        return [_joined(one, other) for one, other in zip(between, ends, strict=True)]

    def translate_with(
        self, text: str, phrases: Sequence[str], options: GenerationOptions, cancel: CancelToken
    ) -> Aligned:
        (between,) = self._first.translate_aligned([text], options, cancel)
        end = self._second.translate_with(between.text, phrases, options, cancel)
        return _joined(between, end)

    def alternatives(
        self,
        text: str,
        options: GenerationOptions,
        cancel: CancelToken,
        without: Sequence[str] = (),
    ) -> list[Aligned]:
        (between,) = self._first.translate_aligned([text], options, cancel)
        ends = self._second.alternatives(between.text, options, cancel, without)
        return [_joined(between, end) for end in ends]

    def each(self, function: Callable[[Given], Made], items: Sequence[Given]) -> list[Made]:
        return self._second.each(function, items)

    def alternatives_of(
        self,
        texts: Sequence[str],
        options: Sequence[GenerationOptions],
        cancel: CancelToken,
        wants_links: Callable[[str], bool] = lambda _text: True,
        by_faith: bool = False,
    ) -> list[list[Aligned]]:
        del wants_links  # without them there would be no way between the two
        if not texts:
            return []
        firsts = self._first.alternatives_of(texts, options, cancel, by_faith=by_faith)
        between = [
            ways[0] if ways else Aligned(text) for ways, text in zip(firsts, texts, strict=True)
        ]
        read = [each.text for each in between]
        ends = self._second.alternatives_of(read, options, cancel, by_faith=by_faith)
        return [
            [_joined(one, way) for way in ways] for one, ways in zip(between, ends, strict=True)
        ]

    def variants(
        self,
        text: str,
        translation: str,
        place: int,
        n_wanted: int,
        options: GenerationOptions,
        cancel: CancelToken,
        phrases: Sequence[str] = (),
    ) -> WordVariants:
        """Of the second, which chose the words."""
        (between,) = self._first.translate([text], options, cancel)
        return self._second.variants(
            between, translation, place, n_wanted, options, cancel, phrases
        )


def _joined(one: Aligned, other: Aligned) -> Aligned:
    """What the end was read off, by way of the words between."""
    found = []
    for late in other.links:
        early = [
            link
            for link in one.links
            if link.target_start < late.source_end and late.source_start < link.target_end
        ]
        if early:
            best = max(early, key=lambda link: link.weight)
            weight = best.weight * late.weight
            places = best.source_start, best.source_end, late.target_start, late.target_end
            found.append(Link(*places, weight))
    return Aligned(other.text, tuple(found))
