"""What should be looked at in a translated document, as a list for whoever checks it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from assistant_app.tasks.document_run import TranslatedDocument
from assistant_app.tasks.guards import Finding

Reasons = Callable[[Sequence[Finding]], str]
"""Says in one line what was found."""


def plain_reasons(findings: Sequence[Finding]) -> str:
    """In English, each with the text that it is about."""
    return " ".join(
        f"{each.kind.value.removesuffix('.')} ({each.text})." if each.text else each.kind.value
        for each in findings
    )


def doubts_csv(done: TranslatedDocument, reasons: Reasons = plain_reasons) -> str:
    """A row for every sentence. Save it as ``utf-8-sig``: without the mark Excel misreads
    Chinese."""
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["source", "translation", "reason"])
    for doubt in done.doubts:
        table.writerow([doubt.source, doubt.text, reasons(doubt.findings)])
    return file.getvalue()


def doubts_markdown(done: TranslatedDocument, reasons: Reasons = plain_reasons) -> str:
    """A list with a box to tick for every sentence: what it was, what it became, and why."""
    lines = [f"# {done.path.name} → {done.saved_as.name}", ""]
    for doubt in done.doubts:
        lines.append(f"- [ ] {_on_one_line(doubt.source)}\\")
        lines.append(f"  **{_on_one_line(doubt.text)}**\\")
        lines.append(f"  {_on_one_line(reasons(doubt.findings))}")
    return "\n".join(lines) + "\n"


def _on_one_line(text: str) -> str:
    signs = str.maketrans({sign: "\\" + sign for sign in "\\`*_[]<>#"})
    return " ".join(text.split()).translate(signs)
