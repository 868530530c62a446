"""Tokens in, text out, piece by piece, without ever showing half a character."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant_app.inference.stop_strings import first_stop, n_open
from assistant_app.inference.tokenizer import Tokenizer

_HALF = "\ufffd"
_MAX_HELD = 16
"""A character is at most 4 bytes, so a longer row of broken bytes will never become one."""

_BASE = (
    "[\u2190-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
)
_MARK = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_FLAG_LETTER = "[\U0001f1e6-\U0001f1ff]"
_OPEN_EMOJI = re.compile(
    f"(?:{_BASE}{_MARK}*(?:\u200d{_BASE}{_MARK}*)*\u200d?"
    f"|(?<!{_FLAG_LETTER})(?:{_FLAG_LETTER}{_FLAG_LETTER})*{_FLAG_LETTER})\\Z"
)
"""An emoji to which a joiner, a skin colour or a second flag letter may still be added (Unicode
TS 51): shown too early, one picture would turn into another before the reader's eyes."""


class TextStream:
    """Holds tokens back until their bytes are whole characters, and characters while they may
    become another emoji or one of ``stop_strings``. Of those nothing is ever shown, and nothing
    after them.
    """

    def __init__(self, tokenizer: Tokenizer, stop_strings: Sequence[str] = ()) -> None:
        self._tokenizer = tokenizer
        self._stop_strings = tuple(stop_strings)
        self._held: list[int] = []
        self._text = ""
        self.has_stopped = False
        """Whether a stop string has come: no token need follow."""

    def push(self, token_id: int) -> str:
        """The text that became certain with this token; often empty for Chinese and emoji."""
        if self.has_stopped:
            return ""
        self._held.append(token_id)
        text = self._tokenizer.decode(self._held)
        if text.endswith(_HALF) and len(self._held) < _MAX_HELD:
            return ""
        self._held.clear()
        text = self._text + text
        if (place := first_stop(text, self._stop_strings)) is not None:
            self.has_stopped = True
            self._text = ""
            return text[:place]
        n_held = max(_n_open_emoji(text), n_open(text, self._stop_strings))
        n_shown = len(text) - n_held
        self._text = text[n_shown:]
        return text[:n_shown]

    def close(self) -> str:
        """What is left when no token follows: whole characters only, broken bytes are dropped."""
        text = self._text + self._tokenizer.decode(self._held).rstrip(_HALF)
        self._held.clear()
        self._text = ""
        return "" if self.has_stopped else text


def _n_open_emoji(text: str) -> int:
    if text.isascii():
        return 0
    found = _OPEN_EMOJI.search(text)
    return len(text) - found.start() if found else 0
