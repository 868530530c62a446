"""The checks of the graphics card that were made, in one small JSON file, newest first."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant_app.files import replace_file
from assistant_app.inference.gpu_check import DeviceCheck, Timing

_KEPT = 20


def read_checks(path: Path) -> tuple[DeviceCheck, ...]:
    """All that can be read, newest first. A damaged file is as good as none: a check is made
    again in seconds."""
    try:
        stored = json.loads(path.read_bytes())
        return tuple(_check(each) for each in stored["checks"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()


def add_check(path: Path, check: DeviceCheck) -> None:
    """Put ``check`` before the others. Raises ``DiskFull`` and ``SaveRefused``."""
    kept = (check, *read_checks(path))[:_KEPT]
    text = json.dumps({"checks": [asdict(each) for each in kept]}, ensure_ascii=False, indent=1)
    replace_file(path, (text + "\n").encode("utf-8"))


def last_check(path: Path, runtime: str, driver: str) -> DeviceCheck | None:
    """The newest check of this ONNX Runtime with this driver: others say nothing about now."""
    found = (c for c in read_checks(path) if (c.runtime, c.driver) == (runtime, driver))
    return next(found, None)


def _check(stored: dict[str, Any]) -> DeviceCheck:
    cards = tuple(Timing(**card) for card in stored["cards"])
    return DeviceCheck(**{**stored, "cpu": Timing(**stored["cpu"]), "cards": cards})
