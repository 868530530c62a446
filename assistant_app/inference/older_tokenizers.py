"""Tokenizers kept in other files than tokenizer.json, read by transformers.

Only transformers' own classes are used: code that a folder brings along is never run
(``trust_remote_code`` is off), and nothing is fetched.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tokenizers

from assistant_app.errors import ModelDamaged

_QUIET = "TRANSFORMERS_NO_ADVISORY_WARNINGS"


class PythonTokenizer:
    """A tokenizer that transformers runs in Python over SentencePiece (Marian, M2M100)."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.special_ids: frozenset[int] = frozenset(inner.all_special_ids)
        self._n_tokens = len(inner)
        self._unknown = inner.unk_token_id

    def encode(self, text: str, has_specials: bool) -> list[int]:
        ids: list[int] = self._inner.encode(text, add_special_tokens=has_specials)
        return ids

    def encode_batch(self, texts: Sequence[str], has_specials: bool) -> list[list[int]]:
        return [self.encode(text, has_specials) for text in texts]

    def encode_target(self, text: str) -> list[int]:
        ids: list[int] = self._inner(text_target=text, add_special_tokens=False)["input_ids"]
        return ids

    def encode_spans(self, text: str) -> None:
        return None  # SentencePiece knows, and transformers does not ask it

    def decode(self, ids: Sequence[int]) -> str:
        # A model may score more tokens than there are: its table is rounded up to a fast size.
        known = [number for number in ids if number < self._n_tokens]
        text: str = self._inner.decode(known, clean_up_tokenization_spaces=False)
        return text

    def token_id(self, token: str) -> int | None:
        found = self._inner.convert_tokens_to_ids(token)
        return None if found is None or found == self._unknown else int(found)


def load_older(folder: Path, model_id: str, file: str) -> tokenizers.Tokenizer | PythonTokenizer:
    """Raises ``ModelDamaged`` naming ``file`` if no tokenizer comes of the folder."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found: Any = _transformers().AutoTokenizer.from_pretrained(
                str(folder), local_files_only=True, trust_remote_code=False
            )
    except Exception as error:  # every class of tokenizer has its own ways to fail
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise ModelDamaged(model_id, file, reason) from error
    inner = getattr(found, "_tokenizer", None)
    return inner if isinstance(inner, tokenizers.Tokenizer) else PythonTokenizer(found)


def _transformers() -> Any:
    """The library, imported at its first use: it takes two seconds, and most models have a
    tokenizer.json. It would say on stderr that PyTorch is missing, which is meant."""
    os.environ.setdefault(_QUIET, "1")
    import transformers

    transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    return transformers
