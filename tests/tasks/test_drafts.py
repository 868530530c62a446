"""Drafts come back as they were, half lines are passed over, and nothing stays for ever."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from assistant_app.errors import DiskFull
from assistant_app.inference.links import Link
from assistant_app.tasks.drafts import Drafts
from assistant_app.tasks.guards import Finding, Kind
from assistant_app.tasks.rendering import Rendering

SCOPE = ("model", "en", "zh", "", "/letter.docx")
MADE = Rendering(
    "你好\ud800", (Link(0, 5, 0, 2, 0.5),), (Finding(Kind.NUMBER_LOST, "12"), Finding(Kind.LOOP))
)


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts")


def file_of(tmp_path: Path) -> Path:
    (path,) = (tmp_path / "drafts").iterdir()
    return path


def test_what_was_added_comes_back(drafts: Drafts) -> None:
    assert drafts.read(SCOPE) == {}
    drafts.add(SCOPE, [("Hello", MADE)])
    drafts.add(SCOPE, [("Bye\n\ud800", Rendering("再见"))])
    assert drafts.read(SCOPE) == {"Hello": MADE, "Bye\n\ud800": Rendering("再见")}


@pytest.mark.parametrize("at", range(len(SCOPE)))
def test_another_model_direction_glossary_or_document_has_its_own(drafts: Drafts, at: int) -> None:
    drafts.add(SCOPE, [("Hello", MADE)])
    assert drafts.read((*SCOPE[:at], "other", *SCOPE[at + 1 :])) == {}


def test_half_a_line_is_passed_over_and_what_follows_is_whole(
    drafts: Drafts, tmp_path: Path
) -> None:
    drafts.add(SCOPE, [("One", MADE), ("Two", MADE)])
    path = file_of(tmp_path)
    path.write_bytes(path.read_bytes()[:-9])
    drafts.add(SCOPE, [("Three", MADE)])
    assert list(drafts.read(SCOPE)) == ["One", "Three"]


@pytest.mark.parametrize("line", ['"text"', "[]", "{}", '{"source": "One"}', "null", "\x00\xff"])
def test_lines_that_are_none_are_passed_over(drafts: Drafts, tmp_path: Path, line: str) -> None:
    drafts.add(SCOPE, [("One", MADE)])
    with file_of(tmp_path).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    assert list(drafts.read(SCOPE)) == ["One"]


def test_a_finding_of_a_later_version_is_passed_over(drafts: Drafts, tmp_path: Path) -> None:
    drafts.add(SCOPE, [("One", MADE)])
    path = file_of(tmp_path)
    path.write_text(path.read_text().replace('"LOOP"', '"UNHEARD_OF"'))
    assert [each.kind for each in drafts.read(SCOPE)["One"].findings] == [Kind.NUMBER_LOST]


def test_what_is_done_is_forgotten(drafts: Drafts, tmp_path: Path) -> None:
    drafts.forget(SCOPE)
    drafts.add(SCOPE, [("One", MADE)])
    drafts.forget(SCOPE)
    assert list((tmp_path / "drafts").iterdir()) == []


def test_all_can_be_forgotten(drafts: Drafts, tmp_path: Path) -> None:
    drafts.forget_all()
    drafts.add(SCOPE, [("One", MADE)])
    drafts.add(("other",), [("One", MADE)])
    drafts.forget_all()
    assert list((tmp_path / "drafts").iterdir()) == []


def test_what_nobody_goes_on_with_is_forgotten_after_a_month(
    drafts: Drafts, tmp_path: Path
) -> None:
    drafts.forget_old()
    drafts.add(SCOPE, [("One", MADE)])
    begun = file_of(tmp_path).stat().st_mtime
    drafts.forget_old(begun + 29 * 86400)
    assert drafts.read(SCOPE)
    drafts.forget_old(begun + 31 * 86400)
    assert not drafts.read(SCOPE)


def test_a_full_disk_is_told(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(DiskFull):
        drafts.add(SCOPE, [("One", MADE)])
