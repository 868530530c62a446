"""What a translator wrote for a block, brought in order: ``BlockDocument.save`` promises it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant_app.documents.blocks import Block, Run


def settled(block: Block, written: Sequence[Run]) -> tuple[Run, ...]:
    """``written`` with each fixed run of ``block`` exactly once, the missing ones at the end, and
    with no mark that ``block`` does not know. Neighbours of one look are one run."""
    fixed = {run.mark: run for run in block.runs if run.is_fixed}
    marks_of_fixed = frozenset(fixed)
    marks = {run.mark for run in block.runs if not run.is_fixed}
    found: list[Run] = []
    for run in written:
        if run.is_fixed and run.mark in fixed:
            found.append(fixed.pop(run.mark))
            continue
        if not run.text or (run.is_fixed and run.mark in marks_of_fixed):
            continue  # It stands there already.
        mark = run.mark if run.mark in marks else 0
        if found and not found[-1].is_fixed and found[-1].mark == mark:
            found[-1] = Run(found[-1].text + run.text, mark)
        else:
            found.append(Run(run.text, mark))
    return (*found, *fixed.values())
