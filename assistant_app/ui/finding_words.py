"""What the guards found wrong with a sentence, in the words of the window."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from assistant_app.tasks.guards import Finding, Kind

_LONGEST = 60


def findings_text(findings: Iterable[Finding]) -> str:
    """All reasons, one after the other, each once."""
    return " ".join(dict.fromkeys(finding_text(each) for each in findings))


def finding_text(finding: Finding) -> str:
    """One sentence, with the text that it is about."""
    template = _named(finding.kind) if finding.text else _plain(finding.kind)
    if finding.text and finding.instead:
        template = _changed(finding.kind) or template
    return template.format(text=_short(finding.text), instead=_short(finding.instead))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _changed(kind: Kind) -> str:
    """Where something else stands in the place of what was lost."""
    match kind:
        case Kind.NUMBER_CHANGED:
            return QCoreApplication.translate("Findings", "The number {text} became {instead}.")
        case Kind.TERM_MISSED:
            return QCoreApplication.translate(
                "Findings", "Your glossary has “{instead}” for “{text}”: it was not used."
            )
        case _:
            return ""


def _named(kind: Kind) -> str:
    match kind:
        case Kind.NUMBER_LOST | Kind.NUMBER_CHANGED:
            return QCoreApplication.translate("Findings", "The number {text} is missing.")
        case Kind.NUMBER_ADDED:
            return QCoreApplication.translate(
                "Findings", "The number {text} does not stand in the source."
            )
        case Kind.LINK_LOST:
            return QCoreApplication.translate(
                "Findings", "The address {text} is missing or changed."
            )
        case Kind.LINK_ADDED:
            return QCoreApplication.translate(
                "Findings", "The address {text} does not stand in the source."
            )
        case Kind.PLACEHOLDER_LOST:
            return QCoreApplication.translate(
                "Findings", "The placeholder {text} is missing or changed."
            )
        case Kind.PLACEHOLDER_ADDED:
            return QCoreApplication.translate(
                "Findings", "The placeholder {text} does not stand in the source."
            )
        case Kind.KEPT_LOST:
            return QCoreApplication.translate(
                "Findings", "“{text}” should stay as it is, but is missing or changed."
            )
        case Kind.UNTRANSLATED | Kind.WORD_LEFT:
            return QCoreApplication.translate("Findings", "“{text}” was not translated.")
        case Kind.WORD_ADDED:
            return QCoreApplication.translate("Findings", "“{text}” is no word of the source.")
        case Kind.WRONG_LANGUAGE:
            return QCoreApplication.translate("Findings", "“{text}” is in another language.")
        case Kind.LOOP:
            return QCoreApplication.translate(
                "Findings", "The translation repeated “{text}” and was cut."
            )
        case Kind.KEPT_TERM_MISSED:
            return QCoreApplication.translate(
                "Findings", "“{text}” should stay as it is, says your glossary."
            )
        case Kind.TERM_MISSED:
            return QCoreApplication.translate(
                "Findings", "Your glossary's translation of “{text}” was not used."
            )
        case Kind.EMPTY | Kind.TOO_SHORT | Kind.TOO_LONG:
            return _plain(kind)
        case _:
            assert_never(kind)


def _plain(kind: Kind) -> str:
    match kind:
        case Kind.EMPTY:
            return QCoreApplication.translate(
                "Findings", "The model gave nothing: the source stands here instead."
            )
        case Kind.LOOP:
            return QCoreApplication.translate(
                "Findings", "The translation repeated itself and was cut."
            )
        case Kind.TOO_SHORT:
            return QCoreApplication.translate(
                "Findings", "The translation is much shorter than the source: part may be missing."
            )
        case Kind.TOO_LONG:
            return QCoreApplication.translate(
                "Findings", "The translation is much longer than the source."
            )
        case Kind.NUMBER_LOST:
            return QCoreApplication.translate("Findings", "A number is missing.")
        case Kind.NUMBER_ADDED:
            return QCoreApplication.translate("Findings", "A number does not stand in the source.")
        case Kind.NUMBER_CHANGED:
            return QCoreApplication.translate("Findings", "A number is another one.")
        case Kind.LINK_LOST:
            return QCoreApplication.translate("Findings", "An address is missing or changed.")
        case Kind.LINK_ADDED:
            return QCoreApplication.translate(
                "Findings", "An address does not stand in the source."
            )
        case Kind.PLACEHOLDER_LOST:
            return QCoreApplication.translate(
                "Findings", "A placeholder or tag is missing or changed."
            )
        case Kind.PLACEHOLDER_ADDED:
            return QCoreApplication.translate(
                "Findings", "A placeholder or tag does not stand in the source."
            )
        case Kind.KEPT_LOST:
            return QCoreApplication.translate(
                "Findings", "Something that should stay as it is is missing or changed."
            )
        case Kind.WRONG_LANGUAGE:
            return QCoreApplication.translate("Findings", "The translation is in another language.")
        case Kind.UNTRANSLATED | Kind.WORD_LEFT:
            return QCoreApplication.translate("Findings", "The sentence was not translated.")
        case Kind.WORD_ADDED:
            return QCoreApplication.translate(
                "Findings", "There are letters that are no word of the source."
            )
        case Kind.KEPT_TERM_MISSED:
            return QCoreApplication.translate(
                "Findings", "A term that should stay as it is does not."
            )
        case Kind.TERM_MISSED:
            return QCoreApplication.translate("Findings", "A term of your glossary was not used.")
        case _:
            assert_never(kind)
