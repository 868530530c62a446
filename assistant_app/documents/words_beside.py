"""Words that stand in no paragraph: descriptions of pictures, hints of cells, tips of links.

Each is one plain text in an attribute or an element, read out by a screen reader or shown when a
person points at the thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant_app.documents.blocks import Place, Run
from assistant_app.documents.inline import Atom, Inline, Look
from assistant_app.documents.ooxml import MC
from assistant_app.documents.xml_tree import Element, clean

_PICTURE: Final = {"descr": None, "title": None}


@dataclass(frozen=True)
class WordsBeside:
    """``name`` is the attribute of ``element``; empty for the text that stands in it. ``longest``
    is how many characters the program takes there."""

    element: Element
    name: str
    longest: int | None
    inline: Inline
    place: Place = "attribute"

    def write(self, runs: Sequence[Run]) -> None:
        self._set("".join(run.text for run in runs))

    def write_pair(self, runs: Sequence[Run]) -> None:
        first = "".join(run.text for run in self.inline.runs)
        self._set(f"{first} / {''.join(run.text for run in runs)}")

    write_beside = write_pair

    def _set(self, text: str) -> None:
        written = clean(text)
        if self.longest is not None and len(written) > self.longest:
            written = written[: self.longest - 1] + "…"
        if self.name:
            self.element.set(self.name, written)
        else:
            self.element.text = written


def words_beside(
    root: Element, tags: Mapping[str, Mapping[str, int | None]]
) -> Iterator[WordsBeside]:
    """Those with letters; ``tags`` says which attributes of which elements hold some, and how
    many characters each may have. An empty name stands for the text of the element."""
    for element in root.iter(*tags):
        if any(True for _ in element.iterancestors(MC + "Fallback")):
            continue
        for name, longest in tags[element.tag].items():
            text = element.get(name, "") if name else element.text or ""
            inline = Inline([Atom(text, Look())])
            if inline.has_letters:
                yield WordsBeside(element, name, longest, inline)


def descriptions(root: Element, *tags: str) -> Iterator[WordsBeside]:
    """Of the pictures and shapes of an Office file, whose properties stand in ``tags``."""
    return words_beside(root, dict.fromkeys(tags, _PICTURE))
