"""Text to token ids and back, whatever files the model's tokenizer is kept in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import tokenizers

from assistant_app.errors import ModelDamaged, ModelMissing, ModelTokenizerMissing
from assistant_app.inference.file_checks import check_head
from assistant_app.inference.older_tokenizers import load_older

FILE = "tokenizer.json"
OTHER_FILES = (
    ("source.spm", "target.spm", "vocab.json"),
    ("sentencepiece.bpe.model",),
    ("spiece.model",),
    ("tokenizer.model",),
    ("vocab.json", "merges.txt"),
    ("vocab.txt",),
)
"""What stands in for tokenizer.json: each row is one kind of tokenizer."""
_HALF_PAIR = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair: what the command line makes of a byte that is no text, or what is left
of an emoji that a program cut in two. No tokenizer takes one."""
_HALF_CHARACTER = "\ufffd"
_MANY = 256
"""From here on the library's own threads save more than the 2 ms that it takes to wake them."""


Span = tuple[int, int]


class Inner(Protocol):
    """A tokenizer of some library."""

    @property
    def special_ids(self) -> frozenset[int]: ...

    def encode(self, text: str, has_specials: bool) -> list[int]: ...

    def encode_batch(self, texts: Sequence[str], has_specials: bool) -> list[list[int]]: ...

    def encode_target(self, text: str) -> list[int]:
        """``text`` as something that the model says, without special tokens."""

    def encode_spans(self, text: str) -> list[tuple[int, tuple[int, int]]] | None:
        """Token ids without special ones, each with its place in ``text``; None if the library
        does not tell places."""

    def decode(self, ids: Sequence[int]) -> str:
        """With special tokens, if there are any."""

    def token_id(self, token: str) -> int | None: ...


class Tokenizer:
    """One model's tokenizer. Nothing is cut silently, and batches are padded where they are
    made."""

    def __init__(self, given: Inner | tokenizers.Tokenizer) -> None:
        inner = _Fast(given) if isinstance(given, tokenizers.Tokenizer) else given
        self._inner: Inner = inner
        self._special_ids = inner.special_ids
        self._anchor, self._anchor_text = self._find_anchor()

    @classmethod
    def load(cls, folder: Path, model_id: str = "") -> Tokenizer:
        """Errors: ``ModelTokenizerMissing`` without any tokenizer, ``ModelDamaged`` if it can't be
        read, and those of ``file_checks``."""
        name = model_id or folder.name
        found = has_tokenizer(folder, name)
        if found == FILE:
            return cls(_from_json(folder / FILE, name))
        return cls(load_older(folder, name, found))

    def encode(self, text: str, has_specials: bool = True) -> list[int]:
        """Token ids, with the special tokens that the model's template puts around them."""
        return self._inner.encode(_whole(text), has_specials)

    def encode_batch(self, texts: Sequence[str], has_specials: bool = True) -> list[list[int]]:
        """``encode`` for many texts, faster than one by one."""
        return self._inner.encode_batch([_whole(text) for text in texts], has_specials)

    def encode_target(self, text: str) -> list[int]:
        """``text`` in the tokens that a translation into its language consists of: a few families
        cut their source in another way. No special tokens."""
        return self._inner.encode_target(_whole(text))

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
        text = self._inner.decode(framed)
        n_anchor = len(self._anchor_text)
        return text[n_anchor : len(text) - n_anchor]

    def spans(self, text: str, ids: Sequence[int], prefix: str = "") -> list[Span | None]:
        """Where in ``text`` each of ``ids`` lies: the tokens of ``prefix + text``, perhaps with
        special ones around them. What is no part of the text has no place."""
        told = self._inner.encode_spans(_whole(prefix + text))
        found = told if told is not None else list(zip(ids, self.decoded_spans(ids), strict=True))
        alone = [number for number, _ in found]
        for begin in range(len(ids) - len(found) + 1):
            if alone == list(ids[begin : begin + len(found)]):
                n_after = len(ids) - begin - len(found)
                inside = [_moved(span, -len(prefix)) for _, span in found]
                return [None] * begin + inside + [None] * n_after
        return [None] * len(ids)

    def decoded_spans(self, ids: Sequence[int]) -> list[Span]:
        """Where in the text that ``ids`` decode to each of them lies; special ones nowhere. What
        is part of a character only lies where the character does."""
        ends = [0]
        for n in range(1, len(ids) + 1):
            ends.append(max(ends[-1], len(self.decode(ids[:n]).rstrip(_HALF_CHARACTER))))
        return [(ends[n], ends[n + 1]) for n in range(len(ids))]

    def token_id(self, token: str) -> int | None:
        """The id of one token by its spelling in the vocabulary."""
        return self._inner.token_id(token)

    def _find_anchor(self) -> tuple[list[int], str]:
        """A token that is one plain letter or sign wherever it stands."""
        for letter in "a.0A,":
            number = self.token_id(letter)
            if number is not None:
                return [number], letter
        return [], ""


class _Fast:
    """A ``tokenizers.Tokenizer``. Its own truncation and padding are switched off."""

    def __init__(self, inner: tokenizers.Tokenizer) -> None:
        inner.no_truncation()
        inner.no_padding()
        self._inner = inner
        added = inner.get_added_tokens_decoder()
        self.special_ids = frozenset(number for number, token in added.items() if token.special)

    def encode(self, text: str, has_specials: bool) -> list[int]:
        ids: list[int] = self._inner.encode(text, add_special_tokens=has_specials).ids
        return ids

    def encode_batch(self, texts: Sequence[str], has_specials: bool) -> list[list[int]]:
        if len(texts) < _MANY:
            return [self.encode(text, has_specials) for text in texts]
        found = self._inner.encode_batch_fast(list(texts), add_special_tokens=has_specials)
        return [encoding.ids for encoding in found]

    def encode_target(self, text: str) -> list[int]:
        return self.encode(text, has_specials=False)

    def encode_spans(self, text: str) -> list[tuple[int, tuple[int, int]]] | None:
        found = self._inner.encode(text, add_special_tokens=False)
        return list(zip(found.ids, found.offsets, strict=True))

    def decode(self, ids: Sequence[int]) -> str:
        text: str = self._inner.decode(list(ids), skip_special_tokens=False)
        return text

    def token_id(self, token: str) -> int | None:
        found: int | None = self._inner.token_to_id(token)
        return found


def has_tokenizer(folder: Path, model_id: str) -> str:
    """The first file of the tokenizer that the folder has; ``ModelTokenizerMissing`` if none."""
    for row in ((FILE,), *OTHER_FILES):
        if all((folder / name).is_file() for name in row):
            try:
                for name in row:
                    check_head(folder / name, model_id, name)
            except OSError as error:
                raise ModelMissing(model_id, row[0]) from error
            return row[0]
    raise ModelTokenizerMissing(model_id)


def _moved(span: Span, distance: int) -> Span | None:
    start, end = span[0] + distance, span[1] + distance
    return (start, end) if end > start >= 0 else None


def _whole(text: str) -> str:
    return _HALF_PAIR.sub("\ufffd", text)


def _from_json(path: Path, model_id: str) -> tokenizers.Tokenizer:
    try:
        return tokenizers.Tokenizer.from_str(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise ModelDamaged(model_id, FILE, "it is not text") from error
    except Exception as error:  # the library raises nothing narrower
        raise ModelDamaged(model_id, FILE, str(error)) from error
