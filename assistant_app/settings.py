"""What the person chose, kept in one small JSON file that two windows may share."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal, TypedDict, Unpack, get_args

from assistant_app.errors import (
    AppError,
    DiskFull,
    FileUnreadable,
    SaveRefused,
    SettingsNewer,
    SettingsSetAside,
)
from assistant_app.files import reason_of, replace_file

DeviceKind = Literal["auto", "cpu", "cuda", "directml", "coreml"]
Theme = Literal["system", "light", "dark"]
Language = Literal["system", "en", "zh_CN"]
Thoroughness = Literal["never", "texts", "always"]
Translated = Literal["texts", "documents"]

VERSION: Final = 1
"""Raised only when an older Deskhand would misread the file; a new key alone needs no raise."""
MAX_THREADS: Final = 1024
MAX_DEVICES: Final = 64
MAX_IDLE_MINUTES: Final = 24 * 60
MAX_MEMORY_MB: Final = 16_000_000


@dataclass(frozen=True)
class Settings:
    """All choices, each with the value it has before the person chooses."""

    device: DeviceKind = "auto"
    threads: int = 0
    """Threads inside ONNX Runtime; 0 leaves one core to the window."""
    device_index: int = 0
    """Which graphics card, by its number."""
    idle_minutes: int = 10
    """A model that was not used for so long gives its memory back; 0 keeps it."""
    memory_budget_mb: int = 0
    """All loaded models together, in decimal megabytes; 0 is half of the machine's memory."""
    theme: Theme = "system"
    language: Language = "system"
    is_history_on: bool = True
    is_live_translation: bool = True
    """A text is translated while it is typed."""
    thoroughness: Thoroughness = "texts"
    """For what several translations of each sentence are compared, which takes several times as
    long: never, for texts but not for documents, or always."""
    keeps_corrections: bool | None = None
    """Whether sentences that were edited or accepted go into the translation memory; None: while
    the history is on."""
    models: tuple[tuple[str, str], ...] = ()
    """Pairs of a task and the id of the model chosen for it; a task not named uses its default."""
    precisions: tuple[tuple[str, str], ...] = ()
    """Pairs of a model's id and the precision to run it in (transformers.js' names, such as
    ``fp32``); a model not named uses what suits the device."""
    is_offline: bool = False
    """Nothing may touch the network, not even an action that says so."""
    hub_endpoint: str = ""
    """Where models are downloaded from; empty is the Hugging Face hub."""
    proxy: str = ""
    """For downloads, as ``http://host:port``; empty is what the system says."""
    window: dict[str, object] = field(default_factory=dict)
    """Whatever the window wants to find again (geometry, splitters), as JSON values."""

    def is_thorough_for(self, what: Translated) -> bool:
        """Whether several translations of each sentence are compared."""
        return self.thoroughness == "always" or (self.thoroughness, what) == ("texts", "texts")

    @property
    def is_memory_fed(self) -> bool:
        """Whether corrections go into the translation memory."""
        return self.is_history_on if self.keeps_corrections is None else self.keeps_corrections

    def model(self, task: str) -> str | None:
        """The model chosen for ``task``, or None for its default."""
        return dict(self.models).get(task)

    def models_with(self, task: str, model_id: str | None) -> tuple[tuple[str, str], ...]:
        """``models`` after choosing ``model_id`` for ``task``; None goes back to the default."""
        return _with(self.models, task, model_id)

    def precision(self, model_id: str) -> str | None:
        """The precision chosen for a model, or None for what suits the device."""
        return dict(self.precisions).get(model_id)

    def precisions_with(self, model_id: str, precision: str | None) -> tuple[tuple[str, str], ...]:
        """``precisions`` after choosing one for a model; None goes back to what suits."""
        return _with(self.precisions, model_id, precision)


def _with(
    pairs: tuple[tuple[str, str], ...], name: str, value: str | None
) -> tuple[tuple[str, str], ...]:
    changed = {**dict(pairs), name: value}
    return tuple((key, kept) for key, kept in changed.items() if kept is not None)


class Changes(TypedDict, total=False):
    """The keywords of ``SettingsStore.update``: any fields of ``Settings``."""

    device: DeviceKind
    threads: int
    device_index: int
    idle_minutes: int
    memory_budget_mb: int
    theme: Theme
    language: Language
    is_history_on: bool
    is_live_translation: bool
    thoroughness: Thoroughness
    keeps_corrections: bool | None
    models: tuple[tuple[str, str], ...]
    precisions: tuple[tuple[str, str], ...]
    is_offline: bool
    hub_endpoint: str
    proxy: str
    window: dict[str, object]


class SettingsStore:
    """The settings and their file, which is read at once and written at every change.

    Nothing here raises for a bad file or a full disk: the app works on with what it has, and
    ``notice`` holds what the person should be told. Methods may be called from any thread.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._is_left_alone = False
        self.notice: AppError | None = None
        """The last thing the person should know about the file, or None."""
        self._current = _settings_from(self._load())

    @property
    def current(self) -> Settings:
        return self._current

    def thorough(self, what: Translated) -> Callable[[], bool]:
        """Whether translations of ``what`` are thorough, to be asked at every one."""
        return lambda: self.current.is_thorough_for(what)

    def update(self, **changes: Unpack[Changes]) -> Settings:
        """Apply and save ``changes``. Only the fields named are written over the file as it is
        now, so that another window's changes and unknown keys survive. Raises ``ValueError`` for
        a value that no file could hold."""
        with self._lock:
            changed = replace(self._current, **changes)
            written = _json_from(changed)
            for name in changes:
                if not _READERS[name].is_valid(written[name]):
                    raise ValueError(f"{name} can't be {written[name]!r}")
            self._current = changed
            self._save({name: written[name] for name in changes})
            return changed

    def _save(self, values: Mapping[str, object]) -> None:
        stored = self._load()
        if self._is_left_alone:
            return
        text = json.dumps({**stored, "version": VERSION, **values}, ensure_ascii=False, indent=2)
        try:
            replace_file(self._path, (text + "\n").encode("utf-8"))
        except (DiskFull, SaveRefused) as error:
            self.notice = error
        else:
            if isinstance(self.notice, DiskFull | SaveRefused):
                self.notice = None

    def _load(self) -> dict[str, object]:
        """The file's keys; empty, with a notice, if there is nothing that can be used."""
        self._is_left_alone = False
        try:
            stored = json.loads(self._path.read_bytes().decode("utf-8-sig"))
            if not isinstance(stored, dict):
                raise ValueError("not an object")
        except FileNotFoundError:
            return {}
        except OSError as error:
            return self._leave_alone(FileUnreadable(self._path, reason_of(error)))
        except (ValueError, RecursionError):
            self._set_aside()
            return {}
        found = stored.get("version")
        if isinstance(found, int) and found > VERSION:
            return self._leave_alone(SettingsNewer(self._path, found, VERSION))
        return stored

    def _leave_alone(self, notice: AppError) -> dict[str, object]:
        self._is_left_alone = True
        self.notice = notice
        return {}

    def _set_aside(self) -> None:
        """Keep a file that can't be read under another name: it may be mended by hand."""
        moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        kept = self._path.with_name(f"{self._path.stem}-damaged-{moment}{self._path.suffix}")
        try:
            self._path.rename(kept)
        except OSError as error:
            self._leave_alone(FileUnreadable(self._path, reason_of(error)))
        else:
            self.notice = SettingsSetAside(self._path, kept)


@dataclass(frozen=True)
class _Reader:
    """How one field is told from nonsense, and made from JSON."""

    is_valid: Callable[[Any], bool]
    read: Callable[[Any], Any] = lambda value: value


def _one_of(choices: object) -> _Reader:
    allowed = get_args(choices)
    return _Reader(lambda value: isinstance(value, str) and value in allowed)


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number_up_to(most: int) -> _Reader:
    return _Reader(lambda value: _is_int(value) and 0 <= value <= most)


def _is_json(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return False
    return True


def _is_names(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(name, str) and isinstance(each, str) for name, each in value.items()
    )


_READERS: Final[Mapping[str, _Reader]] = {
    "device": _one_of(DeviceKind),
    "threads": _number_up_to(MAX_THREADS),
    "device_index": _number_up_to(MAX_DEVICES - 1),
    "idle_minutes": _number_up_to(MAX_IDLE_MINUTES),
    "memory_budget_mb": _number_up_to(MAX_MEMORY_MB),
    "theme": _one_of(Theme),
    "thoroughness": _one_of(Thoroughness),
    "language": _one_of(Language),
    "is_history_on": _Reader(lambda value: isinstance(value, bool)),
    "is_live_translation": _Reader(lambda value: isinstance(value, bool)),
    "keeps_corrections": _Reader(lambda value: value is None or isinstance(value, bool)),
    "models": _Reader(_is_names, lambda value: tuple(value.items())),
    "precisions": _Reader(_is_names, lambda value: tuple(value.items())),
    "is_offline": _Reader(lambda value: isinstance(value, bool)),
    "hub_endpoint": _Reader(lambda value: isinstance(value, str)),
    "proxy": _Reader(lambda value: isinstance(value, str)),
    "window": _Reader(_is_json),
}


def _settings_from(stored: Mapping[str, object]) -> Settings:
    """Each value on its own: one that makes no sense leaves the others standing."""
    values: dict[str, Any] = {}
    for name, reader in _READERS.items():
        if name in stored and reader.is_valid(stored[name]):
            values[name] = reader.read(stored[name])
    return Settings(**values)


def _json_from(settings: Settings) -> dict[str, object]:
    values = {each.name: getattr(settings, each.name) for each in fields(settings)}
    values["models"] = dict(settings.models)
    values["precisions"] = dict(settings.precisions)
    return values
