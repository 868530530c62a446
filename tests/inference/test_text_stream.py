"""Streamed text: whole characters only, and nothing lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import tiny_models
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer as RealTokenizer
from tokenizers import decoders, models
from tokenizers.pre_tokenizers import ByteLevel

from assistant_app.inference.stop_strings import StopStrings
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


def shown(tokenizer: Tokenizer, text: str, *stop_strings: str) -> tuple[list[str], bool]:
    """The pieces, token by token and at the end, and whether the text was stopped."""
    stream = TextStream(tokenizer, stop_strings)
    ids = tokenizer.encode(text, has_specials=False)
    pieces = [*(stream.push(token) for token in ids), stream.close()]
    return pieces, stream.has_stopped


CLUSTERS = ["👩‍🚀", "👍🏽", "❤️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🇨🇳", "👨‍👩‍👧‍👦"]


@pytest.mark.parametrize(
    "cluster", CLUSTERS, ids=["joined", "skin", "heart", "tag", "flag", "family"]
)
def test_an_emoji_of_several_characters_is_shown_at_once(
    tokenizer: Tokenizer, cluster: str
) -> None:
    pieces, _ = shown(tokenizer, f"so {cluster} it 你{cluster}{cluster}")

    assert "".join(pieces) == f"so {cluster} it 你{cluster}{cluster}"
    with_it = [piece.strip() for piece in pieces if not piece.isascii()]
    assert with_it == [cluster, "你", cluster, cluster]


def test_many_emoji_in_a_row_are_not_held_back_together(tokenizer: Tokenizer) -> None:
    pieces, _ = shown(tokenizer, "😀😀😀")

    assert [piece for piece in pieces if piece] == ["😀", "😀", "😀"]


def test_of_a_stop_string_nothing_is_shown_though_its_letters_come_one_by_one(
    tokenizer: Tokenizer,
) -> None:
    pieces, has_stopped = shown(tokenizer, "one\n\nUser: two", "\n\nUser:", "###")

    assert "".join(pieces) == "one"
    assert has_stopped


def test_what_only_began_like_a_stop_string_is_shown_after_all(tokenizer: Tokenizer) -> None:
    pieces, has_stopped = shown(tokenizer, "a ## b #", "###")

    assert "".join(pieces) == "a ## b #"
    assert pieces[:6] == ["a", " ", "", "", "## ", "b"]
    assert not has_stopped


def test_the_first_of_several_stop_strings_counts(tokenizer: Tokenizer) -> None:
    assert "".join(shown(tokenizer, "你好。再见！", "！", "再", "。")[0]) == "你好"


def test_half_a_stop_string_at_the_end_of_the_text_belongs_to_it(tokenizer: Tokenizer) -> None:
    pieces, _ = shown(tokenizer, "x STO", "STOP")

    assert "".join(pieces[:-1]) == "x "
    assert pieces[-1] == "STO"


def byte_tokens() -> Tokenizer:
    """Every byte is a token, as in ``tiny_models``."""
    vocab = {letter: number for number, letter in enumerate(sorted(ByteLevel.alphabet()))}
    inner = RealTokenizer(models.BPE(vocab=vocab, merges=[]))
    inner.pre_tokenizer = ByteLevel(add_prefix_space=False, use_regex=False)
    inner.decoder = decoders.ByteLevel()
    return Tokenizer(inner)


BYTES = byte_tokens()


@given(
    text=st.text("abc 你👍🏽", max_size=30),
    stops=st.lists(st.text("abc 你👍", min_size=1, max_size=4), max_size=3),
)
def test_whatever_the_strings_the_text_before_the_first_is_shown(
    text: str, stops: list[str]
) -> None:
    """Every byte comes alone, so the string that is complete first ends the text."""
    n_read = next(
        (n for n in range(len(text) + 1) if any(stop in text[:n] for stop in stops)), None
    )
    read = text[:n_read]
    expected = read[: min((read.index(stop) for stop in stops if stop in read), default=None)]

    pieces, has_stopped = shown(BYTES, text, *stops)

    assert "".join(pieces) == expected
    assert has_stopped == (n_read is not None)


def byte_fallback() -> Tokenizer:
    """As Llama's: letters and words, and a byte token for whatever else there is."""
    vocab = {"▁": 256, "a": 257, "▁ab": 258} | {f"<0x{byte:02X}>": byte for byte in range(256)}
    inner = RealTokenizer(models.BPE(vocab=vocab, merges=[], byte_fallback=True))
    inner.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]
    )
    return Tokenizer(inner)


@pytest.mark.parametrize("text", ["你好", "a👩‍🚀a", "é", "a你a👍🏽 a", "🇨🇳a"])
def test_bytes_of_a_byte_fallback_become_whole_characters(text: str) -> None:
    tokenizer = byte_fallback()
    ids = [
        number
        for letter in text
        for number in ({" ": [256], "a": [257]}.get(letter) or letter.encode())
    ]

    pieces = pieces_of(tokenizer, ids)

    assert "".join(pieces) == text
    assert not any("\ufffd" in piece for piece in pieces)


def test_stop_strings_are_found_in_tokens_and_cut_from_texts(tokenizer: Tokenizer) -> None:
    stops = StopStrings(tokenizer, ("END", "你好"))
    ids = tokenizer.encode("some long text before 你好", has_specials=False)

    assert [stops.are_met(ids[:n]) for n in range(len(ids) + 1)] == [False] * len(ids) + [True]
    assert stops.cut("a END b 你好") == "a "
    assert stops.cut("你 好") == "你 好"


def test_without_stop_strings_nothing_stops(tokenizer: Tokenizer) -> None:
    stops = StopStrings(tokenizer, ())

    assert stops.check is None
    assert stops.cut("all of it") == "all of it"
