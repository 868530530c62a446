"""One row of the history."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Panel = Literal["write", "summarise", "translate", "images"]
PANELS: tuple[Panel, ...] = ("write", "summarise", "translate", "images")


@dataclass(frozen=True)
class Entry:
    """A finished result. ``detail`` is whatever its panel needs to show it again (JSON values)."""

    panel: Panel
    input: str
    output: str
    model_id: str
    device: str
    duration_s: float
    created: datetime
    """Aware, UTC."""
    detail: dict[str, object] = field(default_factory=dict)
    is_pinned: bool = False
    id: int | None = None
    """None until it is stored."""
