"""Every error that a person can act on has a sentence of its own, with its data in it."""

from __future__ import annotations

import ast
import inspect
import string
from pathlib import Path
from typing import get_type_hints

import pytest

from assistant_app import error_sentences, errors
from assistant_app import error_text as module
from assistant_app.error_text import error_text, megabytes
from assistant_app.errors import AppError

SAMPLES = {
    int: 2_500_000,
    str: "some words",
    Path: Path("folder") / "note.txt",
    tuple[str, ...]: ("first", "second"),
    tuple[Path, ...]: (Path("one.png"), Path("two")),
    str | None: "decoder.onnx",
}


def kinds(base: type[AppError] = AppError) -> list[type[AppError]]:
    direct = [each for each in base.__subclasses__() if each.__module__.startswith(errors.__name__)]
    return [kind for each in direct for kind in (each, *kinds(each))]


def sample(kind: type[AppError]) -> AppError:
    return kind(**{name: SAMPLES[hint] for name, hint in get_type_hints(kind).items()})


def marked(context: str, text: str) -> str:
    """Stands for a translation: only what went through ``translate`` is marked."""
    assert context == "Errors"
    return f"<{text}>"


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_each_error_has_a_translated_sentence_with_its_data(kind: type[AppError]) -> None:
    text = error_text(sample(kind), marked)
    assert text.startswith("<"), "no sentence of its own: this is only its name"
    assert text.endswith((".>", ".“>"))
    assert "{" not in text
    assert "None" not in text


def test_no_two_errors_share_a_sentence() -> None:
    sentences = [error_text(sample(kind)) for kind in kinds()]
    assert len(set(sentences)) == len(sentences) > 20


def test_fields_named_in_a_sentence_exist() -> None:
    """Also in the branches that a sample does not reach: ``format`` would fail in front of the
    person."""
    names = {name for kind in kinds() for name in get_type_hints(kind)}
    n_sentences = 0
    source = inspect.getsource(module) + inspect.getsource(error_sentences)
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="translate"), args=[_, ast.Name()]):
                pass  # a reason, see ui/reason_words.py
            case ast.Call(func=ast.Name(id="translate"), args=[_, template]):
                sentence = ast.literal_eval(template)
                used = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
                assert used <= names, sentence
                n_sentences += 1
            case _:
                pass
    assert n_sentences >= len(kinds())


def test_a_missing_folder_and_a_missing_file_of_a_model_read_differently() -> None:
    folder = error_text(errors.ModelMissing("m"))
    file = error_text(errors.ModelMissing("m", "config.json"))
    assert "config.json" in file
    assert folder != file
    assert "None" not in folder


@pytest.mark.parametrize(
    ("n_bytes", "shown"),
    [(0, "0 kB"), (999, "1 kB"), (64_000_000, "64 MB"), (200_000_000, "200 MB")],
)
def test_sizes_are_shown_as_file_dialogs_show_them(n_bytes: int, shown: str) -> None:
    assert megabytes(n_bytes) == shown


def test_sizes_in_a_sentence() -> None:
    text = error_text(errors.FileTooLarge(Path("a.txt"), 200_000_000, 64_000_000))
    assert "200 MB" in text
    assert "64 MB" in text


def test_braces_in_a_name_are_shown_as_they_are() -> None:
    assert "{path}{0}.txt" in error_text(errors.FileMissing(Path("{path}{0}.txt")))


def test_stop_is_no_error_of_the_person() -> None:
    assert not issubclass(errors.Cancelled, AppError)


def test_a_text_in_the_language_asked_for_is_not_called_a_missing_model() -> None:
    same = error_text(errors.LanguagePairUnavailable("zh", "zh"))
    assert "in this language already (zh)" in same
    assert "model" in error_text(errors.LanguagePairUnavailable("zh", "fr"))
