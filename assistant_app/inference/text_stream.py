"""Tokens in, text out, piece by piece, without ever showing half a character."""

from __future__ import annotations

from assistant_app.inference.tokenizer import Tokenizer

_HALF = "\ufffd"
_MAX_HELD = 16
"""A character is at most 4 bytes, so a longer row of broken bytes will never become one."""


class TextStream:
    """Decodes a growing list of token ids in windows, so the cost per token stays constant.

    A token may be part of a character, and may take a space only because of the token before it.
    So each piece is the difference of two decodings that begin at the same earlier token.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._ids: list[int] = []
        self._start = 0
        """Where both decodings begin: the previous piece's first token."""
        self._shown = 0
        """Tokens whose text has been given out."""

    def push(self, token_id: int) -> str:
        """The text that became certain with this token; often empty for Chinese and emoji."""
        self._ids.append(token_id)
        text = self._tokenizer.decode(self._ids[self._start :])
        if text.endswith(_HALF) and len(self._ids) - self._shown < _MAX_HELD:
            return ""
        return self._take(text)

    def close(self) -> str:
        """What is left when no token follows: whole characters only, broken bytes are dropped."""
        return self._take(self._tokenizer.decode(self._ids[self._start :])).rstrip(_HALF)

    def _take(self, text: str) -> str:
        before = self._tokenizer.decode(self._ids[self._start : self._shown])
        self._start, self._shown = self._shown, len(self._ids)
        return text[len(before) :]
