"""A whole installation in a folder, with tiny real models, and commands run in it."""

from __future__ import annotations

import io
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import tiny_models

from assistant_app.catalog.manifest import write_manifest
from assistant_app.cli.main import main
from assistant_app.paths import Paths

TASKS = {
    "tiny-translator": "translation",
    "tiny-writer": "writing",
    "tiny-sentences": "sentences",
    "tiny-pictures": "pictures",
}


def install(root: Path) -> Path:
    """Models and catalog under ``root``, as in a checkout."""
    tiny_models.make_all(root / "models")
    rows = [
        {
            "id": model_id,
            "task": task,
            "title": f"Tiny {task}",
            "languages": ["en", "zh"],
            "licence": "Apache-2.0",
            "summary": "For tests.",
            "is_default": True,
        }
        for model_id, task in TASKS.items()
    ]
    resources = root / "resources"
    resources.mkdir()
    (resources / "models.in.json").write_text(json.dumps({"models": rows}), encoding="utf-8")
    write_manifest(root / "models", resources / "models.json")
    shutil.copy(Path(__file__).resolve().parents[1] / "resources/device_check.onnx", resources)
    return root


def paths_of(root: Path, home: Path) -> Paths:
    return Paths(home=home, resources=root / "resources", shipped_models=root / "models")


class Screen(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


class Stand:
    """Runs commands in this process, with its streams and folders replaced."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, paths: Paths) -> None:
        self.paths = paths
        self._monkeypatch = monkeypatch
        monkeypatch.setattr(Paths, "default", classmethod(lambda cls: paths))

    def run(
        self,
        *arguments: object,
        stdin: str | bytes | io.BytesIO = b"",
        is_screen: bool = False,
        has_keyboard: bool = False,
        locale: str = "ascii",
    ) -> Ended:
        """``locale`` is the encoding the system would use; on a screen all streams are one."""
        kind = Screen if is_screen else io.TextIOWrapper
        data = stdin.encode() if isinstance(stdin, str) else stdin
        pipe = data if isinstance(data, io.BytesIO) else io.BytesIO(data)
        streams = {
            "stdin": (Screen if has_keyboard else io.TextIOWrapper)(pipe, encoding=locale),
            "stdout": kind(io.BytesIO(), encoding=locale),
            "stderr": kind(io.BytesIO(), encoding=locale),
        }
        with self._monkeypatch.context() as patch:
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            code = main([str(argument) for argument in arguments])
        texts = []
        for name in ("stdout", "stderr"):
            streams[name].flush()
            texts.append(streams[name].buffer.getvalue().decode("utf-8"))
        return Ended(code, *texts)
