"""Which files of a model folder are worth having: what is read, never what could be run.

Nothing in a model folder is ever executed: pickles, Python and weights of other programs are not
even copied.
"""

from __future__ import annotations

import re

SUFFIXES = {
    "fp32": "",
    "fp16": "_fp16",
    "q8": "_quantized",
    "int8": "_int8",
    "uint8": "_uint8",
    "q4": "_q4",
    "q4f16": "_q4f16",
    "bnb4": "_bnb4",
}
"""What a graph's name ends in for each precision, before ``.onnx``. Source: transformers.js 4.2.0,
src/utils/dtypes.js."""

_GRAPH = re.compile(r"\.onnx$", re.IGNORECASE)
_DATA = re.compile(r"(\.onnx_data(_\d+)?|\.onnx\.data|\.data)$", re.IGNORECASE)
_SMALL = re.compile(r"\.(json|jsonl|txt|jinja|model|spm|vocab|csv|names)$", re.IGNORECASE)
_PAPERS = re.compile(r"^(licen[cs]e|notice|readme|model_card|copying)([-_.].*)?$", re.IGNORECASE)
_PAPER_SUFFIXES = {"", "md", "txt", "rst"}
_PRECISION = re.compile(r"(_(?:fp16|quantized|int8|uint8|q4f16|q4|bnb4))?\.onnx", re.IGNORECASE)


def is_kept(path: str) -> bool:
    """Whether the file at ``path`` (in the model's folder, with ``/``) belongs to the model.

    Graphs and weights lie at the top or in ``onnx/``; other folders, such as ``1_Pooling`` of a
    sentence encoder, give their small files only.
    """
    *folders, name = path.split("/")
    if name.startswith(".") or any(folder.startswith((".", "__")) for folder in folders):
        return False
    if is_paper(name):
        return not folders
    if _SMALL.search(name):
        return True
    return folders in ([], ["onnx"]) and bool(_GRAPH.search(name) or _DATA.search(name))


def is_paper(name: str) -> bool:
    """A licence, a card, a notice: goes with the model and may be edited without harm."""
    suffix = name.rsplit(".", 1)[1].lower() if "." in name else ""
    return bool(_PAPERS.match(name)) and suffix in _PAPER_SUFFIXES


def precision_of(path: str) -> str | None:
    """The precision that the name of a graph or of its data says; None for any other file."""
    name = path.rsplit("/", 1)[-1]
    found = _PRECISION.search(name)
    if found is None or not (_GRAPH.search(name) or _DATA.search(name)):
        return None
    suffix = (found[1] or "").lower()
    return next(precision for precision, each in SUFFIXES.items() if each == suffix)
