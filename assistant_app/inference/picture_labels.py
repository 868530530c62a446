"""The names of what a picture model can tell apart, wherever its folder keeps them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant_app.errors import ModelUnfit
from assistant_app.inference.model_folder import ModelFolder

_NAME = re.compile(r"label|class|synset|categor|selected_tags|words", re.IGNORECASE)
_ENDINGS = (".txt", ".json", ".csv", ".names")
_LARGEST_BYTES = 4_000_000
_PLACEHOLDER = re.compile(r"LABEL_\d+")
_SYNSET = re.compile(r"n\d{8}\s+")
_NUMBER = re.compile(r"(\d+)\s*[:,;\t ]\s*")
_BACKGROUND = ("background", "dummy", "none", "__background__")
_CSV_NAMES = ("name", "label", "class", "class_name")


def labels_of(folder: ModelFolder, n_scores: int | None) -> tuple[str, ...]:
    """Names in the order of the graph's scores; empty if the folder holds none at all.

    config.json's ``id2label`` first, then timm's ``label_names``, then a file beside it whose name
    speaks of labels or classes. Transformers' stand-ins (``LABEL_0`` ...) give way to such a file.
    ``n_scores`` chooses among several files. Raises ``ModelUnfit`` for an ``id2label`` that can't
    be read.
    """
    named = _named_in_config(folder)
    if named and not all(_PLACEHOLDER.fullmatch(each) for each in named):
        return named
    files = [labels for path in _label_files(folder.path) if (labels := _read(path))]
    fitting = [labels for labels in files if n_scores is None or _fits(labels, n_scores)]
    if fitting:
        return fitting[0]
    return named or (files[0] if files else ())


def matched(labels: Sequence[str], n_scores: int, model_id: str) -> tuple[tuple[str, ...], int]:
    """The labels to be used, and how many of the first scores to leave out.

    Models trained with TensorFlow score a background class before the thousand of ImageNet; where
    only one of names and scores has it, it is dropped. Without names the classes are numbered.
    Raises ``ModelUnfit`` if the numbers do not agree in any such way.
    """
    if not labels:
        return tuple(f"class {number}" for number in range(n_scores)), 0
    if len(labels) == n_scores:
        return tuple(labels), 0
    if len(labels) == n_scores - 1 and n_scores == 1001:
        return tuple(labels), 1
    if len(labels) == n_scores + 1 and labels[0].strip().lower() in _BACKGROUND:
        return tuple(labels[1:]), 0
    raise ModelUnfit(model_id, f"it scores {n_scores} labels but names {len(labels)}")


def _fits(labels: Sequence[str], n_scores: int) -> bool:
    try:
        matched(labels, n_scores, "")
    except ModelUnfit:
        return False
    return True


def _named_in_config(folder: ModelFolder) -> tuple[str, ...]:
    config = folder.config
    named = config.get("id2label")
    if not named and isinstance(config.get("label2id"), dict):
        named = {number: name for name, number in config["label2id"].items()}
    if isinstance(named, list):
        return tuple(str(name) for name in named)
    if isinstance(named, dict) and named:
        try:
            return tuple(str(named[key]) for key in sorted(named, key=int))
        except (ValueError, TypeError) as error:
            raise ModelUnfit(folder.model_id, "its config.json numbers no labels") from error
    timm = config.get("pretrained_cfg")
    for source in (config, timm if isinstance(timm, dict) else {}):
        names = source.get("label_names")
        if isinstance(names, list) and names:
            return tuple(_described(name, source) for name in names)
    return ()


def _described(name: Any, source: dict[str, Any]) -> str:
    descriptions = source.get("label_descriptions")
    return str(descriptions.get(name, name)) if isinstance(descriptions, dict) else str(name)


def _label_files(folder: Path) -> Iterable[Path]:
    for path in sorted(folder.iterdir() if folder.is_dir() else ()):
        is_named = path.suffix.lower() in _ENDINGS and _NAME.search(path.stem)
        if is_named and path.is_file() and path.stat().st_size <= _LARGEST_BYTES:
            yield path


def _read(path: Path) -> tuple[str, ...]:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    if path.suffix.lower() == ".json":
        return _from_json(text)
    if path.suffix.lower() == ".csv":
        return _from_csv(text)
    lines = [line.strip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    lines = [_SYNSET.sub("", line, count=1) for line in lines]
    numbers = [_NUMBER.match(line) for line in lines]
    if lines and all(m and int(m[1]) == at for at, m in enumerate(numbers)):
        lines = [line[m.end() :] for line, m in zip(lines, numbers, strict=True) if m]
    return tuple(lines)


def _from_json(text: str) -> tuple[str, ...]:
    """A list of names; or an object from number to name, to [WordNet id, name], or name to
    number."""
    try:
        found = json.loads(text)
        if isinstance(found, dict) and found:
            if all(isinstance(number, int) for number in found.values()):
                found = {str(number): name for name, number in found.items()}
            found = [found[key] for key in sorted(found, key=int)]
    except (ValueError, TypeError, RecursionError):
        return ()
    if not isinstance(found, list):
        return ()
    return tuple(str(each[-1] if isinstance(each, list) and each else each) for each in found)


def _from_csv(text: str) -> tuple[str, ...]:
    rows = [row for row in csv.reader(text.splitlines()) if row]
    if not rows:
        return ()
    head = [cell.strip().lower() for cell in rows[0]]
    column = next((head.index(name) for name in _CSV_NAMES if name in head), None)
    if column is None:
        return tuple(row[-1] for row in rows)
    return tuple(row[column] for row in rows[1:] if len(row) > column)
