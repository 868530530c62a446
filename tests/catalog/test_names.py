"""Names that every system can write."""

from __future__ import annotations

import pytest

from assistant_app.catalog.names import checked_name, free_name, is_inside, model_name
from assistant_app.errors import ModelNameUnusable


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Qwen2.5-0.5B-Instruct", "Qwen2.5-0.5B-Instruct"),
        ("my model (final)", "my-model-(final)"),
        ("  spaced  ", "spaced"),
        ("a/b\\c:d*e?f", "a-b-c-d-e-f"),
        ("--rm", "rm"),
        (".hidden.", "hidden"),
        ("模型 一", "模型-一"),
        ("e\u0301", "é"),
        ("a\u202ecod.exe", "acod.exe"),
        ("x" * 300, "x" * 120),
        ("字" * 100, "字" * 40),
    ],
)
def test_a_folders_name_becomes_a_models_id(given: str, name: str) -> None:
    assert model_name(given) == name
    assert checked_name(name) == name


@pytest.mark.parametrize("given", ["", "...", " ", "///", "con", "NUL", "com1.onnx", "lpt¹", "-"])
def test_what_leaves_nothing_or_a_device_is_refused(given: str) -> None:
    with pytest.raises(ModelNameUnusable):
        model_name(given)


@pytest.mark.parametrize("given", ["a b", "../x", "a/b", "-x", ".x", "x."])
def test_an_id_that_a_person_typed_is_not_bent(given: str) -> None:
    with pytest.raises(ModelNameUnusable):
        checked_name(given)


def test_the_first_free_name_is_proposed() -> None:
    taken = {"m", "m-2"}
    assert free_name("m", taken.__contains__) == "m-3"
    assert free_name("n", taken.__contains__) == "n"


@pytest.mark.parametrize(
    "path", ["config.json", "onnx/model.onnx", "1_Pooling/config.json", "a..b"]
)
def test_paths_that_stay_inside(path: str) -> None:
    assert is_inside(path)


@pytest.mark.parametrize(
    "path",
    [
        "", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/.", "C:/x", "C:x", "\\\\host\\x",
        "a\\..\\b", "nul", "onnx/AUX.json", "x.", "x ", "a\0b", "a\nb", "x|y",
    ],
)  # fmt: skip
def test_paths_that_lead_elsewhere(path: str) -> None:
    assert not is_inside(path)
