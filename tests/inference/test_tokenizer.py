"""Text to ids and back, and what happens to a tokenizer.json that is not one."""

from __future__ import annotations

from pathlib import Path

import pytest
import tiny_models
from tokenizers import Tokenizer as RealTokenizer
from tokenizers import decoders

from assistant_app.errors import ModelDamaged, ModelTokenizerMissing
from assistant_app.inference.tokenizer import FILE, Tokenizer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_models.make_translator(tmp_path / "tiny")


def test_text_comes_back_as_it_was_without_special_tokens(folder: Path) -> None:
    tokenizer = Tokenizer.load(folder)
    text = "Hello, 世界! 👋"

    ids = tokenizer.encode(text)

    assert ids[-1] == tiny_models.EOS
    assert tokenizer.decode(ids) == text
    assert tokenizer.encode_batch([text, "x"]) == [ids, tokenizer.encode("x")]


def test_one_text_is_encoded_the_same_alone_and_in_a_batch(folder: Path) -> None:
    tokenizer = Tokenizer.load(folder)

    texts = [f"你好 {number}" for number in range(300)]

    for n_texts in (1, 2, 300):
        alone = [tokenizer.encode(text) for text in texts[:n_texts]]
        assert tokenizer.encode_batch(texts[:n_texts]) == alone
    assert tokenizer.encode_batch([]) == []


def test_special_tokens_can_be_left_out(folder: Path) -> None:
    tokenizer = Tokenizer.load(folder)

    assert tokenizer.encode("a", has_specials=False) == tokenizer.encode("a")[:-1]
    many = tokenizer.encode_batch(["a"] * 300, has_specials=False)
    assert many == [tokenizer.encode("a")[:-1]] * 300


def test_the_files_own_truncation_and_padding_do_not_apply(folder: Path) -> None:
    inner = RealTokenizer.from_file(str(folder / FILE))
    inner.enable_truncation(3)
    inner.enable_padding(length=20)
    inner.save(str(folder / FILE))

    assert len(Tokenizer.load(folder).encode("abcdef")) == 7


def test_nothing_and_special_tokens_alone_decode_to_nothing(folder: Path) -> None:
    inner = RealTokenizer.from_file(str(folder / FILE))
    inner.decoder = decoders.Sequence([decoders.Fuse(), decoders.Strip(" ", 1, 1)])
    inner.save(str(folder / FILE))
    tokenizer = Tokenizer.load(folder)

    assert tokenizer.decode([]) == ""
    assert tokenizer.decode([tiny_models.EOS, tiny_models.PAD]) == ""


def test_half_a_surrogate_pair_is_read_as_an_unknown_character(folder: Path) -> None:
    tokenizer = Tokenizer.load(folder)

    assert tokenizer.encode("a\ud83db") == tokenizer.encode("a\ufffdb")
    assert tokenizer.encode_batch(["\udcff"]) == [tokenizer.encode("\ufffd")]


def test_tokens_are_found_by_their_spelling(folder: Path) -> None:
    tokenizer = Tokenizer.load(folder)

    assert tokenizer.token_id(">>zh<<") == tiny_models.TO_ZH
    assert tokenizer.token_id("no such token") is None


def test_a_folder_without_it_lacks_a_file(tmp_path: Path) -> None:
    with pytest.raises(ModelTokenizerMissing) as raised:
        Tokenizer.load(tmp_path, "bare")

    assert raised.value.model_id == "bare"


@pytest.mark.parametrize("content", [b"{}", b"\xff\xfe\x00", b'{"model": 3}'])
def test_a_file_that_is_no_tokenizer_is_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)

    with pytest.raises(ModelDamaged) as raised:
        Tokenizer.load(tmp_path, "broken")

    assert raised.value.file == FILE
