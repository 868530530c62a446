"""Words for what is known about a picture, in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assistant_app.error_text import error_text
from assistant_app.ui.label_words import label_text
from assistant_app.ui.picture_rows import LIKELY, SURE, PictureRow, RowState


def percent(probability: float) -> str:
    """A probability as whole percent; never 100 % or 0 % for what is only nearly so."""
    whole = round(probability * 100)
    if whole == 100 and probability < 0.9995:
        whole = 99
    return f"{whole} %" if whole else "< 1 %"


def confidence_word(probability: float) -> str:
    """How far the label can be trusted, in one word."""
    if probability >= SURE:
        return QCoreApplication.translate("Pictures", "sure")
    if probability >= LIKELY:
        return QCoreApplication.translate("Pictures", "likely")
    return QCoreApplication.translate("Pictures", "guess")


def status_text(row: PictureRow, threshold: float) -> str:
    """One line: waiting, how sure, or why the file was skipped."""
    match row.state:
        case RowState.WAITING:
            return QCoreApplication.translate("Pictures", "Not labelled yet")
        case RowState.SKIPPED:
            reason = error_text(row.error, QCoreApplication.translate) if row.error else ""
            return QCoreApplication.translate("Pictures", "Skipped: {reason}").format(reason=reason)
        case RowState.LABELLED if row.best < threshold:
            return QCoreApplication.translate("Pictures", "No label reaches {percent}").format(
                percent=percent(threshold)
            )
        case RowState.LABELLED:
            return confidence_word(row.best)


def spoken_text(row: PictureRow, threshold: float) -> str:
    """The whole row for a screen reader."""
    labels = [
        f"{label_text(each.name)} {percent(each.probability)}"
        for each in row.labels_from(threshold)
    ]
    return ", ".join([row.path.name, *labels, status_text(row, threshold)])
