"""Writes resources/models.json anew after the models have changed:

    python -m assistant_app.catalog.manifest models resources/models.json

What a person reads about each model (title, licence, summary) is written by hand in
``models.in.json`` beside the output; sizes and hashes are taken from the files, and a translator's
directions from its config.json. Its rows under ``hub``, the models that can be downloaded, are
copied as they are (``catalog.spec.spec_from`` says what stands in them).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant_app.catalog.spec import VERSION, load_catalog
from assistant_app.catalog.verify import sha256_of

SOURCE = "models.in.json"
_SUFFIXES = (".json", ".txt", ".onnx", ".onnx_data", ".model", ".spm")
"""What the app loads. A card or a picture may be changed without harm."""


def write_manifest(models: Path, target: Path) -> list[str]:
    """Write ``target`` from ``models`` and the table beside it. Returns what a maintainer should
    know: models of the table without a folder, folders that the table does not name."""
    source = json.loads(target.with_name(SOURCE).read_text(encoding="utf-8"))
    table = source["models"]
    notes: list[str] = []
    rows: list[dict[str, Any]] = []
    for entry in table:
        folder = models / entry["id"]
        if (folder / "config.json").is_file():
            rows.append(_row(entry, folder))
        else:
            notes.append(f"left out, no folder: {entry['id']}")
    named = {entry["id"] for entry in table}
    notes += [
        f"left out, not in {SOURCE}: {name}" for name in _folders(models) if name not in named
    ]
    catalog: dict[str, Any] = {"version": VERSION, "models": rows}
    if source.get("hub"):
        catalog["hub"] = source["hub"]
    text = json.dumps(catalog, ensure_ascii=False, indent=1) + "\n"
    target.write_text(text, encoding="utf-8", newline="\n")
    load_catalog(target)
    return notes


def _row(entry: dict[str, Any], folder: Path) -> dict[str, Any]:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    pairs = config.get("deskhand", {}).get("pairs", [])
    return {
        "id": entry["id"],
        "task": entry["task"],
        "title": entry["title"],
        "languages": entry["languages"],
        "pairs": [[pair["from"], pair["to"]] for pair in pairs],
        "licence": entry["licence"],
        "summary": entry["summary"],
        "is_default": entry.get("is_default", False),
        "files": [
            {"path": name, "size_bytes": path.stat().st_size, "sha256": sha256_of(path)}
            for name, path in _files(folder)
        ],
    }


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in _SUFFIXES:
            yield path.relative_to(folder).as_posix(), path


def _folders(models: Path) -> list[str]:
    return sorted(path.parent.name for path in models.glob("*/config.json"))


def main(arguments: Sequence[str]) -> int:
    """Write the manifest that ``arguments`` ask for; returns the exit code (2: wrong use)."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    for note in write_manifest(Path(arguments[0]), Path(arguments[1])):
        print(note, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
