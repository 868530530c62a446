"""Glossaries as TBX (ISO 30042): read in its shapes of 2008 (``martif``) and 2019 (``tbx``),
written as TBX-Basic of 2008, which most tools take.

A term that is its own translation is one that is not translated. TBX has no place for what
Deskhand knows of capitals: that does not come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant_app.terms.entries import Term, base_language
from assistant_app.terms.xml_text import LANGUAGE, elements, escaped, local_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CONCEPTS: Final = frozenset({"termEntry", "conceptEntry"})
_LANGUAGES: Final = frozenset({"langSet", "langSec"})
_TERMS: Final = frozenset({"tig", "ntig", "termSec"})
_RETIRED: Final = ("deprecated", "superseded", "obsolete")
_PREFERRED: Final = "preferred"


def read_tbx(path: Path, source: str, target: str) -> Iterator[Term | None]:
    """The terms of a file, while they are read; None for a concept without a term in one of the
    languages. Synonyms of the source each get the preferred translation, else the first; what is
    marked as out of use is left out. Raises ``FileMissing`` and ``FileUnreadable``."""
    wanted = base_language(source), base_language(target)
    for concept in elements(path, _CONCEPTS, frozenset({"martif", "tbx"})):
        found: dict[str, list[str]] = {}
        for section in concept.iter():
            if local_name(section) in _LANGUAGES:
                language = base_language(section.get(LANGUAGE) or section.get("lang") or "")
                found.setdefault(language, []).extend(_terms(section))
        sources, targets = (found.get(language, []) for language in wanted)
        if not sources or not targets:
            yield None
            continue
        note = _note(concept)
        for term in dict.fromkeys(sources):
            yield Term(term, None if term == targets[0] else targets[0], note=note)


def tbx_pieces(terms: Iterable[Term], source: str, target: str, name: str) -> Iterator[str]:
    """A TBX-Basic file of ``terms``, titled ``name``."""
    source, target = escaped(base_language(source)), escaped(base_language(target))
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n'
        f'<martif type="TBX-Basic" xml:lang="{source}">\n<martifHeader><fileDesc>'
        f"<titleStmt><title>{escaped(name)}</title></titleStmt>"
        "<sourceDesc><p>Deskhand</p></sourceDesc></fileDesc></martifHeader>\n<text><body>\n"
    )
    for number, term in enumerate(terms, start=1):
        note = f"<note>{escaped(term.note)}</note>" if term.note else ""
        translation = term.source if term.target is None else term.target
        yield (
            f'<termEntry id="c{number}">{note}'
            f'<langSet xml:lang="{source}"><tig><term>{escaped(term.source)}</term></tig></langSet>'
            f'<langSet xml:lang="{target}"><tig><term>{escaped(translation)}</term></tig></langSet>'
            "</termEntry>\n"
        )
    yield "</body></text>\n</martif>\n"


def _terms(section: Element) -> list[str]:
    """The terms of one language that are in use, the preferred ones first."""
    preferred: list[str] = []
    others: list[str] = []
    for group in section.iter():
        if local_name(group) not in _TERMS:
            continue
        words = [each for each in group.iter() if local_name(each) == "term"]
        text = " ".join("".join(words[0].itertext()).split()) if words else ""
        status = " ".join(
            (each.text or "").lower()
            for each in group.iter()
            if each.get("type") in ("administrativeStatus", "normativeAuthorization")
        )
        if not text or any(mark in status for mark in _RETIRED):
            continue
        (preferred if _PREFERRED in status else others).append(text)
    return [*preferred, *others]


def _note(concept: Element) -> str:
    """The concept's own note, else its definition."""
    for name, kind in (("note", None), ("descrip", "definition")):
        for each in concept.iter():
            if local_name(each) == name and (kind is None or each.get("type") == kind):
                return " ".join("".join(each.itertext()).split())
    return ""
