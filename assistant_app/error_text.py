"""The sentence for every ``AppError``: what happened, why, what to do next.

One table for the window and the command line. ``translate`` is ``QCoreApplication.translate`` in
the window and ``plain`` elsewhere, so this file needs no Qt; it must be called by that very name,
with literals, for the translation tool to find the sentences.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant_app import errors

Translate = Callable[[str, str], str]


def plain(context: str, text: str) -> str:
    """The English sentence itself."""
    return text


def megabytes(n_bytes: int) -> str:
    """Decimal megabytes, as file dialogs show them; small sizes in kB."""
    return f"{n_bytes / 1e6:.0f} MB" if n_bytes >= 1_000_000 else f"{n_bytes / 1e3:.0f} kB"


def error_text(error: errors.AppError, translate: Translate = plain) -> str:
    """One or two sentences in the person's language. Every subclass has its own."""
    template = _template(error, translate)
    return template.format(**_values(error, translate))


def _values(error: errors.AppError, translate: Translate) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, value in vars(error).items():
        if name.endswith("_bytes"):
            values[name] = megabytes(value)
        elif name == "n_pixels" or name == "limit_pixels":
            values[name] = f"{value / 1e6:.0f}"
        elif name == "reason":
            values[name] = _reason(str(value), translate)
        elif isinstance(value, tuple):
            values[name] = ", ".join(str(item) for item in value)
        else:
            values[name] = str(value)
    return values


def _reason(reason: str, translate: Translate) -> str:
    """The reasons that people meet most; what a library or the system says stays as it is."""
    match reason:
        case "its content was changed":
            return translate("Errors", "its content was changed")
        case "no known picture format":
            return translate("Errors", "no known picture format")
        case "No such file or directory":
            return translate("Errors", "No such file or directory")
        case "Permission denied":
            return translate("Errors", "Permission denied")
        case _:
            return reason


def _template(error: errors.AppError, translate: Translate) -> str:
    match error:
        case errors.TextEmpty():
            return translate(
                "Errors", "There is no text yet. Type, paste or open a document first."
            )
        case errors.TextTooShort():
            return translate(
                "Errors",
                "There is nothing to shorten: the text has no more sentences than you want to keep "
                "(it has {n_sentences}).",
            )
        case errors.FileMissing():
            return translate("Errors", "{path} is not there. It may have been moved or renamed.")
        case errors.FileIsFolder():
            return translate("Errors", "{path} is a folder. Choose a file in it.")
        case errors.FileEmpty():
            return translate("Errors", "{path} is empty.")
        case errors.FileTooLarge():
            return translate(
                "Errors",
                "{path} has {size_bytes}; Deskhand opens text up to {limit_bytes}. Split the file "
                "and open its parts.",
            )
        case errors.FileNotText():
            return translate(
                "Errors", "{path} does not hold text. Deskhand opens plain text and Markdown."
            )
        case errors.EncodingUnknown():
            return translate(
                "Errors",
                "The characters of {path} can't be read in any known encoding. Save it as UTF-8 "
                "and open it again.",
            )
        case errors.DocumentUnsupported():
            return translate(
                "Errors", "Deskhand can't open {path}. It opens files that end in {suffixes}."
            )
        case errors.FileUnreadable():
            return translate("Errors", "{path} can't be read: {reason}.")
        case errors.PictureBroken():
            return translate("Errors", "{path} can't be decoded as a picture: {reason}.")
        case errors.PictureTooLarge():
            return translate(
                "Errors",
                "{path} has {n_pixels} million pixels; Deskhand decodes up to {limit_pixels} "
                "million. Make a smaller copy and add that.",
            )
        case errors.PicturesMissing():
            return translate("Errors", "There is no picture in {paths}.")
        case errors.PicturesNotChosen():
            return translate(
                "Errors", "There are no pictures yet. Add pictures or a folder, or drop them here."
            )
        case errors.DiskFull():
            return translate(
                "Errors",
                "The disk is full: {path} was not saved. What stood there before is unchanged. "
                "Free some space or save elsewhere.",
            )
        case errors.SaveRefused():
            return translate(
                "Errors",
                "{path} was not saved: {reason}. What stood there before is unchanged. Save it "
                "under another name or in another folder.",
            )
        case errors.ModelUnknown():
            return translate(
                "Errors", "There is no model “{model_id}” for this. There are: {known}."
            )
        case errors.ModelMissing(file=None):
            return translate(
                "Errors",
                "The model “{model_id}” is not installed or its folder was deleted. Install "
                "Deskhand again to restore the models that ship with it.",
            )
        case errors.ModelMissing():
            return translate(
                "Errors",
                "The model “{model_id}” lacks its file {file}. Install Deskhand again to restore "
                "the models that ship with it.",
            )
        case errors.ModelDamaged():
            return translate(
                "Errors",
                "The file {file} of the model “{model_id}” is damaged: {reason}. Install Deskhand "
                "again to restore it.",
            )
        case errors.ModelUnfit():
            return translate(
                "Errors", "The model “{model_id}” can't be used here: {reason}. Choose another one."
            )
        case errors.CatalogBroken():
            return translate(
                "Errors",
                "The list of models {path} can't be read: {reason}. Install Deskhand again.",
            )
        case errors.LanguagePairUnavailable():
            return translate("Errors", "No installed model translates from {source} to {target}.")
        case errors.OutOfMemory():
            return translate(
                "Errors",
                "“{model_id}” needs more memory than {device} has left. Close other programs or "
                "give it a shorter text.",
            )
        case errors.SettingsNewer():
            return translate(
                "Errors",
                "{path} was written by a newer Deskhand. It is left alone, the usual settings "
                "apply, and changes last until you quit.",
            )
        case errors.SettingsSetAside():
            return translate(
                "Errors",
                "The settings file was damaged. It was kept as {kept}, and the usual settings "
                "apply.",
            )
        case errors.HistoryNewer():
            return translate(
                "Errors",
                "{path} was written by a newer Deskhand. It is left alone and nothing is recorded. "
                "Update Deskhand to see it.",
            )
        case errors.HistoryLocked():
            return translate(
                "Errors",
                "Another program holds {path}. Close it, then try again; your result is still in "
                "its panel.",
            )
        case errors.HistoryReadOnly():
            return translate(
                "Errors",
                "{path} can't be written, so nothing new is recorded. Check the folder's "
                "permissions.",
            )
        case errors.HistorySetAside():
            return translate(
                "Errors",
                "The history file was damaged. It was kept as {kept}, and a new history begins.",
            )
        case _:
            return str(error) or type(error).__name__
