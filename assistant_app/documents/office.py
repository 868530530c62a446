"""A zip package of XML parts as a document of blocks: what all office formats share.

Each format says which parts hold text and reads each as a row of slots. Only the bytes of the file
are kept; saving reads those parts again whose blocks changed and writes them anew. All other parts
are copied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant_app.documents.blocks import Block, Layout, LeftAlone, Place, Run
from assistant_app.documents.inline import Inline
from assistant_app.documents.save import save_bytes
from assistant_app.documents.signatures import Signatures
from assistant_app.documents.xml_tree import Element, parse_xml
from assistant_app.documents.zip_package import ZipPackage


class Slot(Protocol):
    """Where a block stands in a tree of elements."""

    @property
    def place(self) -> Place: ...

    @property
    def inline(self) -> Inline: ...

    def write(self, runs: Sequence[Run]) -> None:
        """``runs`` in the place of what stands there."""

    def write_pair(self, runs: Sequence[Run]) -> None:
        """``runs`` below what stands there, which stays."""

    def write_beside(self, runs: Sequence[Run]) -> None:
        """``runs`` to the right of what stands there, or below it where that can't be."""


LeftCounts = Counter[str]
"""How often what was left alone; see ``LeftAlone``."""
Reader = Callable[[Element, LeftCounts], list[Slot]]
"""Reads the root of a part. The same root always gives the same slots in the same order."""


Finish = Callable[[Mapping[str, bytes], Layout], Mapping[str, bytes]]
"""Gets the parts that were written anew; gives them, and others that must go with them."""


Naming = Callable[[ZipPackage, Mapping[str, bytes], str, Layout], Mapping[str, bytes]]
"""Gets the package, the parts that were written anew and the code of a language; gives them so that
they say that they are in it, and others that say it of the document."""


@dataclass(frozen=True)
class Part:
    """A part of the package that holds text."""

    name: str
    reader: Reader


class OfficeDocument:
    """A ``BlockDocument`` of the blocks in ``parts``, which come in reading order."""

    def __init__(
        self,
        package: ZipPackage,
        parts: Sequence[Part],
        left: LeftCounts,
        finish: Finish | None = None,
        naming: Naming | None = None,
    ) -> None:
        self._package = package
        self._finish = finish
        self._naming = naming
        self._language: str | None = None
        self._parts = tuple(parts)
        self._starts: list[int] = []
        blocks: list[Block] = []
        for part in parts:
            self._starts.append(len(blocks))
            root = parse_xml(package.part(part.name), package.path).root
            slots = part.reader(root, left)
            blocks += [Block(slot.inline.runs, slot.place) for slot in slots]
        self._blocks = tuple(blocks)
        self._signatures = Signatures(package)
        stayed = tuple(LeftAlone(what, count) for what, count in left.items() if count)
        self._left_alone = (*self._signatures.lost, *stayed)

    @property
    def path(self) -> Path:
        return self._package.path

    @property
    def blocks(self) -> Sequence[Block]:
        return self._blocks

    @property
    def left_alone(self) -> Sequence[LeftAlone]:
        return self._left_alone

    def in_language(self, code: str) -> OfficeDocument:
        """The same document, whose new text says when it is saved that it is in ``code``."""
        other = copy(self)
        other._language = code
        return other

    def save(
        self, path: Path, written: Mapping[int, Sequence[Run]], layout: Layout = "translated"
    ) -> None:
        """See ``BlockDocument``. Without a change the copy is the original to the byte."""
        changed = {
            index: runs
            for index, runs in written.items()
            if tuple(runs) != self._blocks[index].runs
        }
        if not changed:
            save_bytes(path, self._package.data)
            return
        parts: dict[str, bytes] = {}
        ends = [*self._starts[1:], len(self._blocks)]
        for part, start, end in zip(self._parts, self._starts, ends, strict=True):
            here = {index - start: runs for index, runs in changed.items() if start <= index < end}
            if here:
                parts[part.name] = self._rewritten(part, here, layout)
        finished = parts if self._finish is None else self._finish(parts, layout)
        if self._naming is not None and self._language:
            finished = self._naming(self._package, finished, self._language, layout)
        finished = self._signatures.removed(finished)
        save_bytes(path, self._package.written(finished, self._signatures.names))

    def _rewritten(self, part: Part, runs: Mapping[int, Sequence[Run]], layout: Layout) -> bytes:
        tree = parse_xml(self._package.part(part.name), self.path)
        slots = part.reader(tree.root, Counter())
        for index, slot in enumerate(slots):
            if index in runs:
                match layout:
                    case "translated":
                        slot.write(runs[index])
                    case "pairs":
                        slot.write_pair(runs[index])
                    case "columns":
                        slot.write_beside(runs[index])
        return tree.data()
