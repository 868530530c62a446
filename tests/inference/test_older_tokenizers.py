"""Tokenizers without a tokenizer.json: the ids that transformers' own slow tokenizers give."""

from __future__ import annotations

import json
import pickle
import shutil
import socket
import tarfile
from pathlib import Path
from typing import Any, NoReturn

import pytest

from assistant_app.errors import AppError, ModelDamaged, ModelFileIsPointer, ModelTokenizerMissing
from assistant_app.inference.tokenizer import Tokenizer

ARCHIVE = Path(__file__).parents[1] / "families.tar.xz"
KINDS = (
    "marian",
    "m2m_100",
    "nllb",
    "mbart",
    "xlm-roberta",
    "t5",
    "llama",
    "gpt2",
    "bart",
    "bert",
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tokenizers")
    with tarfile.open(ARCHIVE) as packed:
        wanted = [each for each in packed.getmembers() if each.name.startswith("tokenizer-")]
        packed.extractall(folder, wanted, filter="data")
    return folder


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a tokenizer reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("kind", KINDS)
def test_ids_are_those_of_transformers(root: Path, kind: str) -> None:
    expected: dict[str, Any] = json.loads((root / f"tokenizer-{kind}/expected.json").read_text())
    tokenizer = Tokenizer.load(root / f"tokenizer-{kind}")

    assert [tokenizer.encode(text) for text in expected["texts"]] == expected["ids"]
    found = tokenizer.encode_batch(expected["texts"], has_specials=False)
    assert found == expected["bare"]


@pytest.mark.parametrize("kind", ["marian", "m2m_100", "nllb", "t5", "gpt2"])
def test_a_text_that_is_said_consists_of_bare_tokens(root: Path, kind: str) -> None:
    tokenizer = Tokenizer.load(root / f"tokenizer-{kind}")

    ids = tokenizer.encode_target("das alte Haus")

    assert tokenizer.decode(ids).strip() == "das alte Haus"
    assert ids == tokenizer.encode("das alte Haus", has_specials=False)


@pytest.mark.parametrize("kind", ["marian", "m2m_100"])
def test_tokens_that_only_the_model_knows_have_no_text(root: Path, kind: str) -> None:
    tokenizer = Tokenizer.load(root / f"tokenizer-{kind}")
    ids = tokenizer.encode("a b", has_specials=False)

    assert tokenizer.decode([*ids, 10**6]) == tokenizer.decode(ids)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("bert", "xlm-roberta")])
def test_text_comes_back_as_transformers_writes_it(root: Path, kind: str) -> None:
    """The two left out only read texts."""
    expected: dict[str, Any] = json.loads((root / f"tokenizer-{kind}/expected.json").read_text())
    tokenizer = Tokenizer.load(root / f"tokenizer-{kind}")

    said = [tokenizer.decode(ids).strip() for ids in expected["bare"]]

    assert said == [text.strip() for text in expected["said"]]


def test_parts_of_a_text_join_to_the_whole(root: Path) -> None:
    """The layout of sentencepiece: blanks belong to the word after them."""
    tokenizer = Tokenizer.load(root / "tokenizer-marian")
    ids = tokenizer.encode("The quick brown fox", has_specials=False)

    parts = [tokenizer.decode([number]) for number in ids]

    assert "".join(parts) == tokenizer.decode(ids)
    assert "".join(parts).strip() == "The quick brown fox"


def test_a_language_is_found_by_its_token(root: Path) -> None:
    assert Tokenizer.load(root / "tokenizer-m2m_100").token_id("__zh__") is not None
    assert Tokenizer.load(root / "tokenizer-m2m_100").token_id("__xx__") is None
    assert Tokenizer.load(root / "tokenizer-nllb").token_id("zho_Hans") is not None
    assert Tokenizer.load(root / "tokenizer-marian").token_id(">>fra<<") is not None


@pytest.mark.parametrize(
    ("kind", "file"), [("t5", "spiece.model"), ("marian", "source.spm"), ("gpt2", "merges.txt")]
)
@pytest.mark.parametrize("how", ["gone", "noise", "pointer"])
def test_broken_files_are_told(root: Path, tmp_path: Path, kind: str, file: str, how: str) -> None:
    folder = shutil.copytree(root / f"tokenizer-{kind}", tmp_path / kind)
    raised: type[AppError] = ModelDamaged
    match how:
        case "gone":
            (folder / file).unlink()
            raised = ModelTokenizerMissing
        case "noise":
            (folder / file).write_bytes(b"\x00\xff no tokenizer \x01" * 20)
        case "pointer":
            (folder / file).write_text("version https://git-lfs.github.com/spec/v1\n")
            raised = ModelFileIsPointer

    with pytest.raises(raised):
        Tokenizer.load(folder, "broken")


class _Bomb:
    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self._mark,)


def test_nothing_that_a_folder_brings_along_is_run(root: Path, tmp_path: Path) -> None:
    """Code that its JSON files name, and pickles in every place where one was ever looked for."""
    folder = shutil.copytree(root / "tokenizer-t5", tmp_path / "t5")
    mark = tmp_path / "was-run"
    code = f"import pathlib\npathlib.Path({str(mark)!r}).touch()\nclass Mine: pass\n"
    for name in ("tokenization_mine.py", "configuration_mine.py", "modeling_mine.py", "setup.py"):
        (folder / name).write_text(code)
    bomb = pickle.dumps(_Bomb(mark))
    for name in ("pytorch_model.bin", "tokenizer.pkl", "vocab.pkl", "vocab.bin", "model.pt"):
        (folder / name).write_bytes(bomb)
    remote = {
        "AutoTokenizer": ["tokenization_mine.Mine", "tokenization_mine.Mine"],
        "AutoConfig": "configuration_mine.Mine",
        "AutoModel": "modeling_mine.Mine",
    }
    for name in ("config.json", "tokenizer_config.json"):
        content = json.loads((folder / name).read_text())
        (folder / name).write_text(json.dumps({**content, "auto_map": remote}))

    found = Tokenizer.load(folder, "odd").encode("Hello")

    assert found == Tokenizer.load(root / "tokenizer-t5").encode("Hello")
    assert not mark.exists()
    pickle.loads(bomb)
    assert mark.exists(), "the bomb works, so it was never lit"


def test_a_tokenizer_that_exists_only_as_its_own_code_is_refused(
    root: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(root / "tokenizer-gpt2", tmp_path / "odd")
    (folder / "tokenization_mine.py").write_text("raise SystemExit('was run')\n")
    (folder / "config.json").write_text(json.dumps({"model_type": "nobody-knows"}))
    settings = {
        "tokenizer_class": "MineTokenizer",
        "auto_map": {"AutoTokenizer": ["tokenization_mine.Mine", None]},
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))

    with pytest.raises(ModelDamaged):
        Tokenizer.load(folder, "odd")
