"""The sentence for every ``AppError``: what happened, why, what to do next.

One table for the window and the command line. ``translate`` is ``QCoreApplication.translate`` in
the window and ``plain`` elsewhere, so this file needs no Qt; it must be called by that very name,
with literals, for the translation tool to find the sentences.
"""

from __future__ import annotations

from assistant_app import errors
from assistant_app.error_sentences import Translate, given_template


def plain(context: str, text: str) -> str:
    """The English sentence itself."""
    return text


def megabytes(n_bytes: int) -> str:
    """Decimal megabytes, as file dialogs show them; small sizes in kB."""
    return f"{n_bytes / 1e6:.0f} MB" if n_bytes >= 1_000_000 else f"{n_bytes / 1e3:.0f} kB"


def error_text(error: errors.AppError, translate: Translate = plain) -> str:
    """One or two sentences in the person's language. Every subclass has its own."""
    template = given_template(error, translate) or _template(error, translate)
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
    """In the person's language if it is one of ours (``ui/reason_words.py`` lists them); what a
    library or the system says stays as it is."""
    return translate("Errors", reason) if reason else reason


def _template(error: errors.AppError, translate: Translate) -> str:
    match error:
        case errors.ModelUnknown():
            return translate(
                "Errors", "There is no model “{model_id}” for this. There are: {known}."
            )
        case errors.ModelMissing() | errors.ModelDamaged():
            return _lost(error, translate)
        case errors.ModelUnfit():
            return translate(
                "Errors", "The model “{model_id}” can't be used here: {reason}. Choose another one."
            )
        case errors.ModelFamilyUnknown():
            return translate(
                "Errors",
                "“{model_id}” is a model of the kind “{family}”, which Deskhand can't run: "
                "{reason}.",
            )
        case errors.ModelFileIsPointer():
            return translate(
                "Errors",
                "{file} of “{model_id}” is only a pointer that Git LFS left in the place of the "
                "real file. Run “git lfs pull” in its folder, or download the file itself.",
            )
        case errors.ModelFileIsPage():
            return translate(
                "Errors",
                "{file} of “{model_id}” is a saved web page, not the file. Download it again with "
                "the page's download button.",
            )
        case errors.ModelFileCut():
            return translate(
                "Errors",
                "{file} of “{model_id}” ends too early: its download or copy was broken off. Fetch "
                "it again.",
            )
        case errors.ModelDataMissing():
            return translate(
                "Errors",
                "{file} of “{model_id}” keeps its weights in {data}, which is not beside it. Copy "
                "that file there too.",
            )
        case errors.ModelTokenizerMissing():
            return translate(
                "Errors",
                "“{model_id}” has no tokenizer.json and no other tokenizer that Deskhand reads. "
                "Copy the tokenizer files of the original model into its folder.",
            )
        case errors.ModelShipped():
            return translate(
                "Errors", "“{model_id}” ships with Deskhand and can't be removed or replaced."
            )
        case errors.ModelNameTaken():
            return translate(
                "Errors",
                "There is a model “{model_id}” already. Give the new one another name, such as "
                "“{proposal}”, or remove the old one first.",
            )
        case errors.ModelNameUnusable():
            return translate(
                "Errors",
                "“{name}” can't be a model's name. Use letters, digits, dots, dashes and "
                "underscores.",
            )
        case errors.ModelUnderWay():
            return translate(
                "Errors",
                "“{model_id}” is being changed at this moment. Wait until that is done, then try "
                "again.",
            )
        case errors.ModelNotInFolder():
            return translate("Errors", "There is no model in {path}: {reason}.")
        case errors.PackUnsafe():
            return translate(
                "Errors",
                "{path} was refused: {entry} {reason}. Nothing of it was kept. Ask for a new pack "
                "from whoever gave it to you.",
            )
        case errors.PackBroken():
            return translate(
                "Errors", "{path} can't be used: {reason}. Copy it again from where it came."
            )
        case errors.PackNewer():
            return translate(
                "Errors", "{path} was made by a newer Deskhand. Update Deskhand to use it."
            )
        case errors.NetworkForbidden():
            return translate(
                "Errors",
                "The network is switched off for Deskhand, in the settings or for this run. Switch "
                "it on, or import the model from a file.",
            )
        case errors.NetworkUnreachable():
            return translate(
                "Errors",
                "{host} can't be reached: {reason}. Check the connection and, in the settings, "
                "proxy and mirror. What was downloaded so far is kept.",
            )
        case errors.ProxyUnusable():
            return translate(
                "Errors", "“{address}” can't be used as an address: {reason}. Correct the settings."
            )
        case errors.RepoUnknown():
            return translate(
                "Errors",
                "There is no model “{repo_id}” at the hub, or it is private. Check the spelling, "
                "owner/name.",
            )
        case errors.RevisionUnknown():
            return translate("Errors", "“{repo_id}” has no revision “{revision}”.")
        case errors.RepoGated():
            return translate(
                "Errors",
                "The owners of “{repo_id}” ask you to accept their terms. Do that on the model's "
                "page, then give your access token in the settings.",
            )
        case errors.TokenRefused():
            return translate(
                "Errors",
                "{host} refused the access token. Make a new one with the right to read, and give "
                "it in the settings.",
            )
        case errors.RepoUnfit():
            return translate("Errors", "“{repo_id}” can't be installed: {reason}.")
        case errors.HubBusy():
            return translate(
                "Errors",
                "{host} asks to wait for {wait_s} seconds. What was downloaded so far is kept.",
            )
        case errors.HubFailed():
            return translate(
                "Errors",
                "{host} has a fault of its own: {reason}. Try again later; what was downloaded so "
                "far is kept.",
            )
        case errors.DownloadDamaged():
            return translate(
                "Errors",
                "{file} of “{repo_id}” came damaged or was changed meanwhile, and was thrown away. "
                "Try again.",
            )
        case errors.DiskTooSmall():
            return translate(
                "Errors",
                "{path} has {free_bytes} left and {needed_bytes} are needed. Free some space; "
                "nothing was begun.",
            )
        case errors.KeyringUnavailable():
            return translate(
                "Errors",
                "The system has no safe place for the access token: {reason}. It can be given for "
                "one run in the variable HF_TOKEN.",
            )
        case errors.CatalogBroken():
            return translate(
                "Errors",
                "The list of models {path} can't be read: {reason}. Install Deskhand again.",
            )
        case errors.LanguagePairUnavailable() if error.source == error.target:
            return translate(
                "Errors",
                "The text seems to be in this language already ({target}). Choose another one, or "
                "say which language it is in.",
            )
        case errors.LanguagePairUnavailable():
            return translate("Errors", "No installed model translates from {source} to {target}.")
        case errors.OutOfMemory() if error.needed_bytes:
            return translate(
                "Errors",
                "“{model_id}” needs about {needed_bytes} of memory and {available_bytes} are free. "
                "Close other programs, or choose a smaller model or precision.",
            )
        case errors.OutOfMemory():
            return translate(
                "Errors",
                "“{model_id}” needs more memory than {device} has left. Close other programs or "
                "give it a shorter text.",
            )
        case errors.RuntimesClash():
            return translate(
                "Errors",
                "{packages} are installed over each other, and the graphics card may go unused. "
                "Uninstall all of them, then install {wanted} alone.",
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
        case errors.TermsNewer():
            return translate(
                "Errors",
                "{path} was written by a newer Deskhand. It is left alone, and no glossary and no "
                "memory is used. Update Deskhand to see it.",
            )
        case errors.TermsLocked():
            return translate(
                "Errors",
                "Another program holds {path}. Close it, then try again; glossaries and memory are "
                "as they were.",
            )
        case errors.TermsReadOnly():
            return translate(
                "Errors",
                "{path} can't be written, so glossaries and memory stay as they are. Check the "
                "folder's permissions.",
            )
        case errors.TermsSetAside():
            return translate(
                "Errors",
                "The file of glossaries and memory was damaged. It was kept as {kept}, and a new "
                "one begins.",
            )
        case errors.GlossaryNameTaken():
            return translate(
                "Errors",
                "There is a glossary “{name}” for these languages already. Give this one another "
                "name.",
            )
        case _:
            return str(error) or type(error).__name__


def _lost(error: errors.ModelMissing | errors.ModelDamaged, translate: Translate) -> str:
    """Files of a model are gone or damaged: how to get them back depends on where it came from."""
    match error:
        case errors.ModelMissing(file=None, source="shipped"):
            return translate(
                "Errors",
                "The model “{model_id}” is not installed or its folder was deleted. Install "
                "Deskhand again to restore the models that ship with it.",
            )
        case errors.ModelMissing(file=None, source="offered"):
            return translate(
                "Errors",
                "The model “{model_id}” is not installed. Download it on the Models page.",
            )
        case errors.ModelMissing(file=None):
            return translate(
                "Errors",
                "The folder of the model “{model_id}” is gone. Install or import it again on the "
                "Models page.",
            )
        case errors.ModelMissing(source="shipped"):
            return translate(
                "Errors",
                "The model “{model_id}” lacks its file {file}. Install Deskhand again to restore "
                "the models that ship with it.",
            )
        case errors.ModelMissing(source="hub"):
            return translate(
                "Errors",
                "The model “{model_id}” lacks its file {file}. Repair it on the Models page.",
            )
        case errors.ModelMissing(source="imported"):
            return translate(
                "Errors",
                "The model “{model_id}” lacks its file {file}. Remove the model and import it "
                "again on the Models page.",
            )
        case errors.ModelMissing():
            return translate(
                "Errors",
                "The model “{model_id}” lacks its file {file}. Fetch that file too, or choose "
                "another model.",
            )
        case errors.ModelDamaged(source="shipped"):
            return translate(
                "Errors",
                "The file {file} of the model “{model_id}” is damaged: {reason}. Install Deskhand "
                "again to restore it.",
            )
        case errors.ModelDamaged(source="hub"):
            return translate(
                "Errors",
                "The file {file} of the model “{model_id}” is damaged: {reason}. Repair the model "
                "on the Models page.",
            )
        case errors.ModelDamaged(source="imported"):
            return translate(
                "Errors",
                "The file {file} of the model “{model_id}” is damaged: {reason}. Remove the model "
                "and import it again on the Models page.",
            )
        case errors.ModelDamaged():
            return translate(
                "Errors",
                "The file {file} of the model “{model_id}” is damaged: {reason}. Fetch it again.",
            )
