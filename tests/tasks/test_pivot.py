"""Pairs that no model knows are translated by way of English, and that is told."""

from __future__ import annotations

from fakes import FakeTranslator

from assistant_app.cancel import CancelToken
from assistant_app.inference.links import Aligned, Link
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.words import WordVariant, WordVariants
from assistant_app.tasks.pivot import Pivot

OPTIONS = GenerationOptions()


class Way:
    """Says ``text`` in brackets of its own; every letter was read off the one before it."""

    max_source_tokens = 32
    report = FakeTranslator().report

    def __init__(self, name: str) -> None:
        self.name = name

    def count_tokens(self, text: str) -> int:
        return len(text)

    def translate(self, texts, options, cancel):  # type: ignore[no-untyped-def]
        return [each.text for each in self.translate_aligned(texts, options, cancel)]

    def translate_aligned(self, texts, options, cancel, wants_links=None):  # type: ignore[no-untyped-def]
        return [
            Aligned(
                f"{self.name}{text}",
                tuple(Link(i, i + 1, i + 1, i + 2, 0.5) for i in range(len(text))),
            )
            for text in texts
        ]

    def translate_with(self, text, phrases, options, cancel):  # type: ignore[no-untyped-def]
        return Aligned(f"{self.name}{text}{''.join(phrases)}")

    def alternatives(self, text, options, cancel, without=()):  # type: ignore[no-untyped-def]
        return [Aligned(f"{self.name}{text}{n}") for n in (1, 2)]

    def variants(self, text, translation, place, n_wanted, options, cancel, phrases=()):  # type: ignore[no-untyped-def]
        tail = f"{self.name}{text}{''.join(phrases)}"
        return WordVariants(place, place + 1, (WordVariant(translation, tail, 0.0),))


def test_one_goes_after_the_other() -> None:
    pivot, cancel = Pivot(Way("a"), Way("b")), CancelToken()

    assert pivot.translate(["x", "y"], OPTIONS, cancel) == ["bax", "bay"]
    assert pivot.translate_with("x", ["!"], OPTIONS, cancel).text == "bax!"
    assert [each.text for each in pivot.alternatives("x", OPTIONS, cancel)] == ["bax1", "bax2"]


def test_other_words_come_from_the_second() -> None:
    found = Pivot(Way("a"), Way("b")).variants("x", "said", 2, 6, OPTIONS, CancelToken(), ["!"])

    assert found == WordVariants(2, 3, (WordVariant("said", "bax!", 0.0),))


def test_words_are_tied_through_the_language_between() -> None:
    (found,) = Pivot(Way("a"), Way("b")).translate_aligned(["xy"], OPTIONS, CancelToken())

    assert found == Aligned("baxy", (Link(0, 1, 2, 3, 0.25), Link(1, 2, 3, 4, 0.25)))
