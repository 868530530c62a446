"""Settings survive everything that can happen to a small file."""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path

import pytest
import surroundings

from assistant_app.errors import (
    DiskFull,
    FileUnreadable,
    SaveRefused,
    SettingsNewer,
    SettingsSetAside,
)
from assistant_app.settings import VERSION, Settings, SettingsStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "settings.json"


def write(path: Path, stored: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(stored), encoding="utf-8")


def read(path: Path) -> dict[str, object]:
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(stored, dict)
    return stored


def test_without_a_file_the_usual_settings_apply_and_none_is_written(path: Path) -> None:
    store = SettingsStore(path)
    assert store.current == Settings()
    assert store.notice is None
    assert not path.exists()


def test_every_field_comes_back(path: Path) -> None:
    changed = SettingsStore(path).update(
        device="cuda",
        threads=3,
        theme="dark",
        language="zh_CN",
        is_history_on=False,
        is_live_translation=False,
        thoroughness="always",
        keeps_corrections=True,
        models=(("translation", "my-翻译"), ("writing", "my-writer")),
        window={"geometry": "AAECAw==", "splitters": {"translate": [200, 300]}},
    )
    again = SettingsStore(path)
    assert again.current == changed
    assert again.current.model("translation") == "my-翻译"
    assert again.current.model("pictures") is None
    assert again.notice is None


def test_choosing_a_model_replaces_the_earlier_choice_and_none_goes_back() -> None:
    settings = Settings(models=(("translation", "a"), ("writing", "w")))
    assert settings.models_with("translation", "b") == (("translation", "b"), ("writing", "w"))
    assert settings.models_with("translation", None) == (("writing", "w"),)


@pytest.mark.parametrize(
    ("is_history_on", "chosen", "is_fed"),
    [(True, None, True), (False, None, False), (False, True, True), (True, False, False)],
)
def test_corrections_are_kept_with_the_history_unless_it_was_chosen_otherwise(
    path: Path, is_history_on: bool, chosen: bool | None, is_fed: bool
) -> None:
    SettingsStore(path).update(is_history_on=is_history_on, keeps_corrections=chosen)
    assert SettingsStore(path).current.is_memory_fed is is_fed


def test_unknown_keys_survive(path: Path) -> None:
    write(path, {"version": VERSION, "theme": "dark", "from_the_future": [1, 2]})
    SettingsStore(path).update(theme="light")
    assert read(path)["from_the_future"] == [1, 2]
    assert read(path)["theme"] == "light"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("device", "quantum"),
        ("device", ["auto"]),
        ("threads", -1),
        ("threads", 10**9),
        ("threads", "4"),
        ("threads", True),
        ("theme", None),
        ("language", "tlh"),
        ("is_history_on", 1),
        ("is_live_translation", "no"),
        ("keeps_corrections", 0),
        ("models", ["translation"]),
        ("models", {"translation": 7}),
        ("window", "wide"),
    ],
)
def test_one_bad_value_falls_back_alone(path: Path, name: str, value: object) -> None:
    good = {"theme": "dark", "language": "en", "threads": 2, "device": "cpu"}
    write(path, {"version": VERSION, **good, name: value})
    store = SettingsStore(path)
    expected = {key: val for key, val in good.items() if key != name}
    assert store.current == Settings(**expected)  # type: ignore[arg-type]
    assert store.notice is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1, 2]", b"\xff\xfe\x00\x01", b"null", b"[" * 100_000, b'{"theme": "dark"'],
)
def test_a_damaged_file_is_kept_aside_and_the_person_is_told(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    store = SettingsStore(path)
    assert store.current == Settings()
    assert isinstance(store.notice, SettingsSetAside)
    assert store.notice.kept.read_bytes() == content
    store.update(theme="dark")
    assert SettingsStore(path).current.theme == "dark"
    assert store.notice.kept.read_bytes() == content


def test_a_newer_file_is_never_written(path: Path) -> None:
    write(path, {"version": VERSION + 1, "theme": "sepia"})
    before = path.read_bytes()
    store = SettingsStore(path)
    assert isinstance(store.notice, SettingsNewer)
    assert (store.notice.found, store.notice.known) == (VERSION + 1, VERSION)
    assert store.update(theme="dark").theme == "dark"
    assert store.current.theme == "dark"
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def test_a_file_that_becomes_newer_meanwhile_is_not_written(path: Path) -> None:
    store = SettingsStore(path)
    store.update(theme="dark")
    write(path, {"version": VERSION + 1})
    before = path.read_bytes()
    store.update(theme="light")
    assert isinstance(store.notice, SettingsNewer)
    assert path.read_bytes() == before


def test_two_windows_keep_each_others_changes(path: Path) -> None:
    one, two = SettingsStore(path), SettingsStore(path)
    one.update(theme="dark")
    two.update(language="zh_CN")
    assert SettingsStore(path).current == Settings(theme="dark", language="zh_CN")


def test_a_full_disk_keeps_the_choice_until_quit_and_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SettingsStore(path)
    store.update(theme="light")

    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", refuse)
        assert store.update(theme="dark").theme == "dark"
    told = store.notice
    assert isinstance(told, DiskFull)
    assert store.current.theme == "dark"
    assert SettingsStore(path).current.theme == "light"
    store.update(theme="dark")
    assert store.notice is None
    assert SettingsStore(path).current.theme == "dark"


def test_a_write_protected_file_keeps_the_choice_until_quit(path: Path) -> None:
    SettingsStore(path).update(theme="light")
    path.chmod(0o444)
    store = SettingsStore(path)
    assert store.update(theme="dark").theme == "dark"
    assert isinstance(store.notice, SaveRefused)
    path.chmod(0o644)
    assert SettingsStore(path).current.theme == "light"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_file_that_may_not_be_read_is_left_alone() -> None:
    with surroundings.ordinary_person() as folder:
        path = folder / "settings.json"
        write(path, {"theme": "dark"})
        path.chmod(0o000)
        store = SettingsStore(path)
        assert isinstance(store.notice, FileUnreadable)
        assert store.update(theme="light").theme == "light"
        path.chmod(0o644)
        assert read(path) == {"theme": "dark"}


def test_a_value_that_no_file_could_hold_is_refused(path: Path) -> None:
    store = SettingsStore(path)
    with pytest.raises(ValueError, match="threads"):
        store.update(threads=-1)
    with pytest.raises(ValueError, match="window"):
        store.update(window={"font": object()})
    assert store.current == Settings()
    assert not path.exists()


def test_texts_are_translated_thoroughly_and_documents_only_if_that_is_chosen(
    tmp_path: Path,
) -> None:
    store = SettingsStore(tmp_path / "settings.json")
    for_texts, for_documents = store.thorough("texts"), store.thorough("documents")
    assert (for_texts(), for_documents()) == (True, False)
    store.update(thoroughness="always")
    assert (for_texts(), for_documents()) == (True, True)
    store.update(thoroughness="never")
    assert (for_texts(), for_documents()) == (False, False)
