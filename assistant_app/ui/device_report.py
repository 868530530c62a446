"""The report that a person can copy from the device dialog, in English for whoever helps."""

from __future__ import annotations

import platform
from dataclasses import asdict

from assistant_app import __version__
from assistant_app.tasks.device_state import DeviceState


def report_text(state: DeviceState | None, facts: str) -> str:
    """``facts`` is what ``Workbench.device_facts`` gave; empty if it has not answered yet."""
    lines = [
        f"Deskhand {__version__}",
        f"system: {platform.platform()}",
        f"python: {platform.python_version()}",
    ]
    if state is None or not state.models:
        lines.append("models in memory: none")
    for model in state.models if state is not None else ():
        report = model.report
        lines += [
            f"model: {model.model_id} ({model.precision}, {model.memory_bytes / 1e6:.0f} MB)",
            f"  asked for: {report.requested.kind} {report.requested.index}",
            f"  in use: {report.label} ({report.provider})",
            f"  reason: {report.reason or 'as asked'}",
        ]
    for choice in state.choices if state is not None else ():
        lines.append(f"{choice.kind}: {choice.reason or 'can be tried'}")
    if state is not None and state.check is not None:
        lines.append(f"last check: {asdict(state.check)}")
    return "\n".join(lines) + "\n\n" + facts
