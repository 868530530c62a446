"""A file of glossaries and memory of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant_app.database.file import DatabaseFile
from assistant_app.terms.migrations import TERMS_FILE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "terms.sqlite"


@pytest.fixture
def file(path: Path) -> Iterator[DatabaseFile]:
    file = DatabaseFile(path, TERMS_FILE)
    yield file
    file.close()
