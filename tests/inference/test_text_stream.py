"""Streamed text: whole characters only, and nothing lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import tiny_models
from tokenizers import Tokenizer as RealTokenizer
from tokenizers import decoders, models

from assistant_app.inference.text_stream import TextStream
from assistant_app.inference.tokenizer import Tokenizer


@pytest.fixture
def tokenizer(tmp_path: Path) -> Tokenizer:
    """Every byte is a token: a Chinese character is three, an emoji four."""
    return Tokenizer.load(tiny_models.make_translator(tmp_path))


def pieces_of(tokenizer: Tokenizer, ids: Sequence[int]) -> list[str]:
    stream = TextStream(tokenizer)
    return [*(stream.push(token) for token in ids), stream.close()]


TEXTS = ["plain", "你好，世界。", "a👩‍🚀b", "é ü ñ", "mixed 中文 and 👋 end"]


@pytest.mark.parametrize("text", TEXTS)
def test_pieces_join_to_the_text_and_each_is_whole(tokenizer: Tokenizer, text: str) -> None:
    pieces = pieces_of(tokenizer, tokenizer.encode(text))

    assert "".join(pieces) == text
    assert not any("\ufffd" in piece for piece in pieces)


def test_a_character_is_shown_as_soon_as_it_is_whole(tokenizer: Tokenizer) -> None:
    pieces = pieces_of(tokenizer, tokenizer.encode("你好", has_specials=False))

    assert pieces == ["", "", "你", "", "", "好", ""]


def test_half_a_character_at_the_end_is_dropped(tokenizer: Tokenizer) -> None:
    ids = tokenizer.encode("ok你", has_specials=False)[:-1]

    assert "".join(pieces_of(tokenizer, ids)) == "ok"


def test_bytes_that_never_become_a_character_do_not_hold_up_the_rest(tokenizer: Tokenizer) -> None:
    broken = [tiny_models.FIRST_BYTE + 0xFF] * 40

    stream = TextStream(tokenizer)
    first = "".join(stream.push(token) for token in broken)
    rest = "".join(stream.push(token) for token in tokenizer.encode("fine", has_specials=False))

    assert first
    assert (rest + stream.close()).endswith("fine")


def test_spaces_that_belong_to_the_next_word_are_kept_once(tmp_path: Path) -> None:
    """The layout of sentencepiece-like tokenizers: a space is part of the word after it, and the
    decoder strips the first and last one of whatever it is given."""
    vocab = {"▁the": 0, "▁cat": 1, "s": 2, "▁": 3, "好": 4, "a": 5}
    inner = RealTokenizer(models.BPE(vocab=vocab, merges=[]))
    inner.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.Fuse(), decoders.Strip(" ", 1, 1)]
    )
    tokenizer = Tokenizer(inner)
    ids = [0, 1, 2, 3, 4, 0, 3, 3, 1]

    assert "".join(pieces_of(tokenizer, ids)) == " the cats 好 the   cat"
