"""What can be wrong with what the person gave, and with saving it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant_app.errors.base import AppError


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
class DocumentOlder(AppError):
    """A kind of document that other programs can save as one that has a reader, ``save_as``."""

    path: Path
    save_as: str


@dataclass(eq=False)
class DocumentBroken(AppError):
    """The file is not what its name says, or is damaged."""

    path: Path
    reason: str


@dataclass(eq=False)
class DocumentLocked(AppError):
    """The document is locked with a password."""

    path: Path


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
class DocumentTextless(AppError):
    """The document holds nothing that could be translated."""

    path: Path


@dataclass(eq=False)
class DocumentInLanguage(AppError):
    """The document is in the language ``target``, into which it was to be translated, already."""

    path: Path
    target: str


@dataclass(eq=False)
class DocumentsMissing(AppError):
    """None of the given files and folders holds a document that can be opened."""

    paths: tuple[Path, ...]


@dataclass(eq=False)
class PicturesMissing(AppError):
    """None of the given files and folders holds a picture."""

    paths: tuple[Path, ...]


@dataclass(eq=False)
class PicturesNotChosen(AppError):
    """There is no picture to work on yet."""


@dataclass(eq=False)
class LabelsMissing(AppError):
    """The model chooses among labels that the person gives, and there are none."""

    model_id: str


@dataclass(eq=False)
class LabelsTooFew(AppError):
    """With one label there is nothing to choose."""

    label: str


@dataclass(eq=False)
class LabelRepeated(AppError):
    """The same label stands twice in the list."""

    label: str


@dataclass(eq=False)
class LabelsNotTaken(AppError):
    """The model has labels of its own; no others can be given."""

    model_id: str


@dataclass(eq=False)
class TemplateUnfit(AppError):
    """The sentence around the labels has no ``{}``, where each label would stand."""

    template: str


@dataclass(eq=False)
class DiskFull(AppError):
    """No room to save; what stood there before is untouched."""

    path: Path


@dataclass(eq=False)
class SaveRefused(AppError):
    """The system would not let us write the file; what stood there before is untouched."""

    path: Path
    reason: str
