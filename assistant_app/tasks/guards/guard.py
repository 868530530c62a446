"""Every rule on one translation."""

from __future__ import annotations

from collections.abc import Iterable

from assistant_app.tasks.guards.findings import Finding, Kind
from assistant_app.tasks.guards.languages import language_findings
from assistant_app.tasks.guards.lengths import length_findings
from assistant_app.tasks.guards.marks import kept_findings, mark_findings
from assistant_app.tasks.guards.numbers import number_findings
from assistant_app.tasks.loops import rounds_of
from assistant_app.terms.checking import check_terms
from assistant_app.terms.entries import base_language
from assistant_app.terms.matching import Match


def check_translation(
    source: str,
    translation: str,
    source_language: str,
    target_language: str,
    matches: Iterable[Match] = (),
) -> tuple[Finding, ...]:
    """What is wrong with the translation of one sentence; ``matches`` are the terms in it. About
    a millisecond."""
    languages = base_language(source_language), base_language(target_language)
    if not translation.strip():
        return (Finding(Kind.EMPTY),) if source.strip() else ()
    return (
        *(Finding(Kind.LOOP, text) for text in rounds_of(translation, source)),
        *language_findings(source, translation, *languages),
        *length_findings(source, translation, *languages),
        *number_findings(source, translation, *languages),
        *mark_findings(source, translation),
        *kept_findings(source, translation),
        *_term_findings(matches, translation, languages[1]),
    )


def _term_findings(
    matches: Iterable[Match], translation: str, target_language: str
) -> Iterable[Finding]:
    for checked in check_terms(matches, translation, target_language):
        if not checked.is_used:
            kind = Kind.KEPT_TERM_MISSED if checked.match.term.target is None else Kind.TERM_MISSED
            yield Finding(kind, checked.match.text, checked.wanted)
