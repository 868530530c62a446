"""Continue a text at the cursor, word by word as the model writes them."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_app.tasks.base import Origin


@dataclass(frozen=True)
class ContinueRequest:
    """``before`` stands before the cursor and is continued; ``after`` stands behind it and is only
    looked at to fit the join. ``max_tokens`` bounds the length; a ``seed`` makes it repeatable."""

    before: str
    after: str = ""
    model_id: str | None = None
    max_tokens: int = 60
    temperature: float = 0.8
    top_k: int = 40
    top_p: float = 0.95
    seed: int | None = None


@dataclass(frozen=True)
class Continued:
    """``text`` is what was added, the join's white space included; the chunks add up to it."""

    text: str
    n_tokens: int
    seconds: float
    origin: Origin
