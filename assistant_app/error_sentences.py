"""The sentences for what can be wrong with what the person gave, and with saving it. All others
stand in ``error_text``, which is what the rest of the app asks."""

from __future__ import annotations

from collections.abc import Callable

from assistant_app import errors

Translate = Callable[[str, str], str]


def given_template(error: errors.AppError, translate: Translate) -> str | None:
    """The sentence with its gaps, or None for an error of another kind."""
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
        case errors.DocumentOlder() if error.path.suffix.lower() == ".pdf":
            return translate(
                "Errors",
                "{path} is a PDF, which can't be written anew. Open it in Word or another word "
                "processor that reads PDF, save it as {save_as}, and open that; or copy its text "
                "and paste it here.",
            )
        case errors.DocumentOlder():
            return translate(
                "Errors",
                "Deskhand can't open {path} as it is. Save it as {save_as} in the program that it "
                "comes from, and open that.",
            )
        case errors.DocumentBroken():
            return translate(
                "Errors",
                "{path} can't be opened: {reason}. Open it in the program that it comes from and "
                "save it again.",
            )
        case errors.DocumentLocked():
            return translate(
                "Errors",
                "{path} is locked with a password. Save it without one and open that.",
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
        case errors.DocumentTextless():
            return translate("Errors", "{path} holds no text that could be translated.")
        case errors.DocumentInLanguage():
            return translate(
                "Errors",
                "{path} seems to be in this language already ({target}). Choose another one, or "
                "say which language it is in.",
            )
        case errors.DocumentsMissing():
            return translate("Errors", "There is no document in {paths} that can be translated.")
        case errors.PicturesMissing():
            return translate("Errors", "There is no picture in {paths}.")
        case errors.PicturesNotChosen():
            return translate(
                "Errors", "There are no pictures yet. Add pictures or a folder, or drop them here."
            )
        case errors.LabelsMissing():
            return translate(
                "Errors",
                "{model_id} chooses among labels that you give. Name at least two, such as: cat, "
                "dog, invoice.",
            )
        case errors.LabelsTooFew():
            return translate(
                "Errors",
                "“{label}” is the only label, so there is nothing to choose. Name at least two.",
            )
        case errors.LabelRepeated():
            return translate("Errors", "“{label}” stands twice in the list of labels.")
        case errors.LabelsNotTaken():
            return translate(
                "Errors",
                "{model_id} has labels of its own and takes no others. For your own labels use a "
                "CLIP model.",
            )
        case errors.TemplateUnfit():
            return translate(
                "Errors",
                "“{template}” has no place for the labels. Put a pair of curly brackets where each "
                "label goes.",
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
        case _:
            return None
