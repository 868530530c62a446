"""Tokens in, text out, piece by piece, without ever showing half a character."""

from __future__ import annotations

from assistant_app.inference.tokenizer import Tokenizer

_HALF = "\ufffd"
_MAX_HELD = 16
"""A character is at most 4 bytes, so a longer row of broken bytes will never become one."""


class TextStream:
    """Holds tokens back until their bytes are whole characters."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._held: list[int] = []

    def push(self, token_id: int) -> str:
        """The text that became certain with this token; often empty for Chinese and emoji."""
        self._held.append(token_id)
        text = self._tokenizer.decode(self._held)
        if text.endswith(_HALF) and len(self._held) < _MAX_HELD:
            return ""
        self._held.clear()
        return text

    def close(self) -> str:
        """What is left when no token follows: whole characters only, broken bytes are dropped."""
        text = self._tokenizer.decode(self._held)
        self._held.clear()
        return text.rstrip(_HALF)
