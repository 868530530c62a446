"""Errors that a person can act on. They carry data; ``error_text`` writes the sentence.

Anything that is not an ``AppError`` and not ``Cancelled`` is a bug, and goes to the crash report.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class Cancelled(Exception):
    """The person pressed Stop. Not an error: the job ends as ``Stopped``."""


class AppError(Exception):
    """Base of everything that a person can mend. Subclasses are frozen in spirit: data only."""


# --- what the person gave ---------------------------------------------------------------------


@dataclass(eq=False)
class TextEmpty(AppError):
    """There is no text to work on."""


@dataclass(eq=False)
class TextTooShort(AppError):
    """A summary needs more sentences than the text has."""

    n_sentences: int


@dataclass(eq=False)
class FileMissing(AppError):
    """The file is not there (any more)."""

    path: Path


@dataclass(eq=False)
class FileIsFolder(AppError):
    """A folder was given where a file is needed."""

    path: Path


@dataclass(eq=False)
class FileEmpty(AppError):
    """The file holds nothing, or nothing but white space."""

    path: Path


@dataclass(eq=False)
class FileTooLarge(AppError):
    """The file is larger than this app reads into memory."""

    path: Path
    size_bytes: int
    limit_bytes: int


@dataclass(eq=False)
class FileNotText(AppError):
    """The file holds binary data, not text."""

    path: Path


@dataclass(eq=False)
class EncodingUnknown(AppError):
    """The file may be text, but no encoding explains its bytes."""

    path: Path


@dataclass(eq=False)
class DocumentUnsupported(AppError):
    """No reader for this kind of document; ``suffixes`` are those that have one."""

    path: Path
    suffixes: tuple[str, ...]


@dataclass(eq=False)
class FileUnreadable(AppError):
    """The system would not let us read the file."""

    path: Path
    reason: str


@dataclass(eq=False)
class PictureBroken(AppError):
    """The picture can't be decoded."""

    path: Path
    reason: str


@dataclass(eq=False)
class PictureTooLarge(AppError):
    """The picture has more pixels than this app decodes."""

    path: Path
    n_pixels: int
    limit_pixels: int


@dataclass(eq=False)
class PicturesMissing(AppError):
    """None of the given files and folders holds a picture."""

    paths: tuple[Path, ...]


@dataclass(eq=False)
class PicturesNotChosen(AppError):
    """There is no picture to work on yet."""


# --- saving -----------------------------------------------------------------------------------


@dataclass(eq=False)
class DiskFull(AppError):
    """No room to save; what stood there before is untouched."""

    path: Path


@dataclass(eq=False)
class SaveRefused(AppError):
    """The system would not let us write the file; what stood there before is untouched."""

    path: Path
    reason: str


# --- models and devices -----------------------------------------------------------------------


@dataclass(eq=False)
class ModelUnknown(AppError):
    """No model has this id; ``known`` are the ids that would have done."""

    model_id: str
    known: tuple[str, ...]


@dataclass(eq=False)
class ModelMissing(AppError):
    """The model's folder, or one of its files, is gone."""

    model_id: str
    file: str | None = None


@dataclass(eq=False)
class ModelDamaged(AppError):
    """A file of the model is not what was installed."""

    model_id: str
    file: str
    reason: str


@dataclass(eq=False)
class ModelUnfit(AppError):
    """The model exists but can't do this task, language pair or layout."""

    model_id: str
    reason: str


@dataclass(eq=False)
class CatalogBroken(AppError):
    """The list of models that ships with the app can't be read."""

    path: Path
    reason: str


@dataclass(eq=False)
class LanguagePairUnavailable(AppError):
    """No installed model translates this way."""

    source: str
    target: str


@dataclass(eq=False)
class OutOfMemory(AppError):
    """The device had too little memory for the model or the text."""

    model_id: str
    device: str


# --- settings and history ---------------------------------------------------------------------


@dataclass(eq=False)
class SettingsNewer(AppError):
    """The settings file comes from a newer Deskhand; it is left alone and defaults are used."""

    path: Path
    found: int
    known: int


@dataclass(eq=False)
class SettingsSetAside(AppError):
    """The settings file was damaged: it was kept as ``kept`` and the usual settings apply."""

    path: Path
    kept: Path


@dataclass(eq=False)
class HistoryNewer(AppError):
    """The history file comes from a newer Deskhand; it is left alone."""

    path: Path
    found: int
    known: int


@dataclass(eq=False)
class HistoryLocked(AppError):
    """Another program holds the history file."""

    path: Path


@dataclass(eq=False)
class HistoryReadOnly(AppError):
    """The history file can't be written."""

    path: Path


@dataclass(eq=False)
class HistorySetAside(AppError):
    """The history file was corrupt: it was kept as ``kept`` and a new one begins.

    A notice rather than a failure: the store works when the person reads it.
    """

    path: Path
    kept: Path
