"""Strings that end a text: found in whole texts, in tokens, and in text that is still growing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant_app.inference.tokenizer import Tokenizer

_TOKENS_PER_LETTER = 4
_TOKENS_MORE = 8
"""Where every byte is a token, a letter has up to 4; a few more may have no text at all."""


class StopStrings:
    """What ends a text, for whoever generates several at once. A single one is streamed through
    ``TextStream``, which knows these strings too."""

    def __init__(self, tokenizer: Tokenizer, strings: Sequence[str]) -> None:
        self._tokenizer = tokenizer
        self._strings = tuple(strings)
        longest = max(map(len, strings), default=0)
        self._window = _TOKENS_PER_LETTER * longest + _TOKENS_MORE

    def are_met(self, ids: Sequence[int]) -> bool:
        """Whether the text of ``ids``, all that was said so far, ends or has just ended here.

        Only the last tokens are looked at: the ones before were, when they were the last.
        """
        text = self._tokenizer.decode(ids[-self._window :])
        return first_stop(text, self._strings) is not None

    @property
    def check(self) -> Callable[[Sequence[int]], bool] | None:
        """``are_met``, or None where there is nothing to ask for at every token."""
        return self.are_met if self._strings else None

    def cut(self, text: str) -> str:
        """The text before the first of the strings; all of it if there is none."""
        return text[: first_stop(text, self._strings)]


def first_stop(text: str, strings: Sequence[str]) -> int | None:
    """Where the first of ``strings`` begins in ``text``, or None."""
    places = [place for string in strings if (place := text.find(string)) >= 0]
    return min(places, default=None)


def n_open(text: str, strings: Sequence[str]) -> int:
    """How many characters at the end of ``text`` may be the beginning of one of ``strings``."""
    longest = max((len(string) for string in strings), default=0)
    for n in range(min(longest - 1, len(text)), 0, -1):
        tail = text[-n:]
        if any(string.startswith(tail) for string in strings):
            return n
    return 0
