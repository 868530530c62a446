"""Pick the sentences that carry a document, in their own words and their own order."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_app.tasks.base import Origin


@dataclass(frozen=True)
class SummariseRequest:
    """Give ``sentences`` (how many to keep) or ``percent`` (of the document's sentences, 1 to 100)."""

    text: str
    sentences: int | None = None
    percent: int | None = None
    model_id: str | None = None


@dataclass(frozen=True)
class Picked:
    """A sentence of the summary. ``text`` is ``source[start:end]`` as it stands there; ``index``
    counts the document's sentences from 0; ``score`` is 0 to 1 (1: the document's most central)."""

    text: str
    start: int
    end: int
    score: float
    index: int


@dataclass(frozen=True)
class Summary:
    """``sentences`` in document order. ``n_read`` of ``n_sentences`` sentences were compared (all of
    them: nothing is cut), and ``n_characters`` of the source were read."""

    sentences: tuple[Picked, ...]
    n_sentences: int
    n_read: int
    n_characters: int
    origin: Origin
    language: str = "en"
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """The picked sentences as running text: joined by a blank in English, by nothing in Chinese."""
        separator = "" if self.language == "zh" else " "
        return separator.join(" ".join(picked.text.split()) for picked in self.sentences)
