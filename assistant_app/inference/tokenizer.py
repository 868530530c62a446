"""Text to token ids and back. The only file that knows the ``tokenizers`` library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import tokenizers

from assistant_app.errors import ModelDamaged, ModelMissing

FILE = "tokenizer.json"
_MANY = 256
"""From here on the library's own threads save more than the 2 ms that it takes to wake them."""


class Tokenizer:
    """A model's ``tokenizer.json``. Its own truncation and padding are switched off: nothing is
    cut silently, and batches are padded where they are made."""

    def __init__(self, inner: tokenizers.Tokenizer) -> None:
        inner.no_truncation()
        inner.no_padding()
        self._inner = inner
        added = inner.get_added_tokens_decoder()
        self._special_ids = frozenset(number for number, token in added.items() if token.special)
        self._anchor, self._anchor_text = self._find_anchor()

    @classmethod
    def load(cls, folder: Path, model_id: str = "") -> Tokenizer:
        """Errors: ``ModelMissing`` without the file, ``ModelDamaged`` if it can't be read."""
        path = folder / FILE
        name = model_id or folder.name
        try:
            content = path.read_text(encoding="utf-8")
        except OSError as error:
            raise ModelMissing(name, FILE) from error
        except UnicodeDecodeError as error:
            raise ModelDamaged(name, FILE, "it is not text") from error
        try:
            return cls(tokenizers.Tokenizer.from_str(content))
        except Exception as error:  # the library raises nothing narrower
            raise ModelDamaged(name, FILE, str(error)) from error

    def encode(self, text: str, pair: str | None = None, has_specials: bool = True) -> list[int]:
        """Token ids, with the special tokens that the model's template puts around them."""
        ids: list[int] = self._inner.encode(text, pair, add_special_tokens=has_specials).ids
        return ids

    def encode_batch(self, texts: Sequence[str], has_specials: bool = True) -> list[list[int]]:
        """``encode`` for many texts, faster than one by one."""
        if len(texts) < _MANY:
            return [self.encode(text, has_specials=has_specials) for text in texts]
        found = self._inner.encode_batch_fast(list(texts), add_special_tokens=has_specials)
        return [encoding.ids for encoding in found]

    def decode(self, ids: Sequence[int]) -> str:
        """The text of ``ids`` without special tokens, as it would stand inside a longer text: a
        space that belongs to the first word is there. Half a character shows as U+FFFD.

        So texts of consecutive parts join to the text of the whole, as long as no part ends
        inside a character.
        """
        said = [token for token in ids if token not in self._special_ids]
        # Many decoders strip a space at the ends of whatever they get, and the Strip decoder of
        # tokenizers 0.23 panics when nothing is left. Between two anchors there are no ends.
        framed = self._anchor + said + self._anchor
        text: str = self._inner.decode(framed, skip_special_tokens=False)
        n_anchor = len(self._anchor_text)
        return text[n_anchor : len(text) - n_anchor]

    def token_id(self, token: str) -> int | None:
        """The id of one token by its spelling in the vocabulary."""
        found: int | None = self._inner.token_to_id(token)
        return found

    @property
    def vocab_size(self) -> int:
        size: int = self._inner.get_vocab_size(with_added_tokens=True)
        return size

    def _find_anchor(self) -> tuple[list[int], str]:
        """A token that is one plain letter or sign wherever it stands."""
        for letter in "a.0A,":
            number = self.token_id(letter)
            if number is not None:
                return [number], letter
        return [], ""
