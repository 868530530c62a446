"""What stands in one paragraph of an office file, as runs and back.

A paragraph is read as a row of atoms: stretches of text with their look, and fixed things. The
look is what a format writes around or beside text: an element of properties, links and the like
that the text stands in. Neighbours that look the same become one run; marks are given out to the
looks, and then to the fixed things. How atoms are read from and put into elements is for each
format's own file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from assistant_app.documents.blocks import Run
from assistant_app.documents.xml_tree import Element, clean, copy_of

USUAL: Final = 0


@dataclass(frozen=True, eq=False)
class Wrap:
    """An element that text stands in, such as a link, or what stands before and after the text,
    such as the ends of a field. Texts with wraps of equal ``key`` may share one."""

    key: Hashable
    shell: Element | None = None
    """Copied for each stretch; it holds nothing but what must be in each copy."""
    inner: str | None = None
    """The tag of the element in the shell that takes the text; None for the shell itself."""
    before: tuple[Element, ...] = ()
    after: tuple[Element, ...] = ()

    def opened(self, parent: Element) -> Element:
        """Put a copy at the end of ``parent``; gives the element that takes what comes next."""
        for element in self.before:
            parent.append(copy_of(element))
        if self.shell is None:
            return parent
        shell = copy_of(self.shell)
        parent.append(shell)
        found = shell if self.inner is None else shell.find(self.inner)
        return shell if found is None else found

    def close(self, parent: Element) -> None:
        """``parent`` is what ``opened`` was given."""
        for element in self.after:
            parent.append(copy_of(element))


@dataclass(frozen=True, eq=False)
class Look:
    """What text stands in and the properties beside it. Equal keys look the same."""

    wraps: tuple[Wrap, ...] = ()
    properties: Element | None = None
    key: Hashable = None
    """Of the properties alone."""

    @property
    def whole_key(self) -> Hashable:
        return (tuple(wrap.key for wrap in self.wraps), self.key)


@dataclass(frozen=True, eq=False)
class Atom:
    """Text with one look, or a fixed thing of which ``text`` is what a reader sees.

    ``nodes`` are the elements themselves, which move when they are put elsewhere; if they are
    ``is_bare`` they stand in an element for runs. A thing that may not occur twice in a file, such
    as a bookmark or a footnote's number, is not ``is_repeatable``.
    """

    text: str
    look: Look
    nodes: tuple[Element, ...] = ()
    is_fixed: bool = False
    is_repeatable: bool = False
    is_bare: bool = False


class Inline:
    """The atoms of a paragraph, seen as runs. Invisible things at its start and its end stay there
    and are no runs."""

    def __init__(self, atoms: Iterable[Atom]) -> None:
        row = _settled([atom for atom in atoms if atom.is_fixed or atom.text])
        start = next((i for i, atom in enumerate(row) if not _is_invisible(atom)), len(row))
        n_last = next((i for i, atom in enumerate(reversed(row)) if not _is_invisible(atom)), 0)
        end = max(len(row) - n_last, start)
        self._first, self._row, self._last = row[:start], row[start:end], row[end:]
        self._looks = _ranked(self._row)
        self._fixed: dict[int, list[Atom]] = {}
        self.runs = tuple(self._as_runs())

    @property
    def has_letters(self) -> bool:
        """Whether there is anything to translate."""
        return any(each.isalpha() for run in self.runs if not run.is_fixed for each in run.text)

    def arranged(self, runs: Sequence[Run]) -> list[Atom]:
        """The atoms for ``runs``: each fixed thing once, those that are missing at the end."""
        missing = dict(self._fixed)
        atoms: list[Atom] = []
        for run in runs:
            if run.is_fixed and run.mark in self._fixed:
                atoms += missing.pop(run.mark, [])
            else:
                atoms.append(self._text(run))
        for left in missing.values():
            atoms += left
        return [*self._first, *atoms, *self._last]

    def repeated(self, runs: Sequence[Run]) -> list[Atom]:
        """The atoms for ``runs`` in a second paragraph beside the first: copies of what may occur
        twice, without what may not."""
        atoms: list[Atom] = []
        for run in runs:
            if not (run.is_fixed and run.mark in self._fixed):
                atoms.append(self._text(run))
                continue
            atoms += [
                replace(atom, nodes=tuple(copy_of(node) for node in atom.nodes))
                for atom in self._fixed[run.mark]
                if atom.is_repeatable
            ]
        return atoms

    def _text(self, run: Run) -> Atom:
        known = run.mark if 0 <= run.mark < len(self._looks) else USUAL
        return Atom(clean(run.text), self._looks[known] if self._looks else Look())

    def _as_runs(self) -> Iterator[Run]:
        marks = {look.whole_key: mark for mark, look in enumerate(self._looks)}
        for key, group in groupby(self._row, lambda atom: atom.is_fixed or atom.look.whole_key):
            atoms = list(group)
            text = "".join(atom.text for atom in atoms)
            if key is True:
                mark = len(self._looks) + len(self._fixed)
                self._fixed[mark] = atoms
                yield Run(text, mark, is_fixed=True)
            else:
                yield Run(text, marks[key])


def fill(parent: Element, atoms: Iterable[Atom], put: Callable[[Element, Atom], None]) -> None:
    """Put ``atoms`` at the end of ``parent``, in their wraps; ``put`` writes one of them."""
    within: list[tuple[Wrap, Element]] = []
    inner = parent
    for atom in atoms:
        if not atom.text and not atom.is_fixed:
            continue
        wraps = atom.look.wraps
        n_same = 0
        while n_same < min(len(within), len(wraps)) and (
            within[n_same][0].key == wraps[n_same].key
        ):
            n_same += 1
        inner = _closed(within, n_same, inner)
        for wrap in wraps[n_same:]:
            within.append((wrap, inner))
            inner = wrap.opened(inner)
        put(inner, atom)
    _closed(within, 0, inner)


def _closed(within: list[tuple[Wrap, Element]], n_kept: int, inner: Element) -> Element:
    while len(within) > n_kept:
        wrap, inner = within.pop()
        wrap.close(inner)
    return inner


def _is_invisible(atom: Atom) -> bool:
    return atom.is_fixed and not atom.text


def _settled(row: list[Atom]) -> list[Atom]:
    """White space between two texts of one look takes that look, so that "**a** **b**" is one
    run."""
    settled = list(row)
    blanks = [not atom.is_fixed and atom.text.isspace() for atom in row]
    for i in range(1, len(row) - 1):
        if not blanks[i]:
            continue
        before = settled[i - 1]
        after = next((row[j] for j in range(i + 1, len(row)) if not blanks[j]), None)
        is_between = after is not None and not (before.is_fixed or after.is_fixed)
        if after and is_between and before.look.whole_key == after.look.whole_key:
            settled[i] = replace(row[i], look=before.look)
    return settled


def _ranked(row: Sequence[Atom]) -> list[Look]:
    """The usual look first: that of the most text, if it can be outside of links and the
    like."""
    looks: dict[Hashable, Look] = {}
    sizes: Counter[Hashable] = Counter()
    for atom in row:
        if not atom.is_fixed:
            looks.setdefault(atom.look.whole_key, atom.look)
            sizes[atom.look.whole_key] += len(atom.text.strip())
    ranked = sorted(looks, key=lambda key: (bool(looks[key].wraps) or not sizes[key], -sizes[key]))
    usual = ranked[:1]
    return [looks[key] for key in [*usual, *(key for key in looks if key not in usual)]]
