"""Names of labels in the person's language, for the models that ship with the app."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def label_text(name: str) -> str:
    """The word for a label; a label of another model stays as the model says it."""
    match name:
        case "airplane":
            return QCoreApplication.translate("Labels", "airplane")
        case "automobile":
            return QCoreApplication.translate("Labels", "automobile")
        case "bird":
            return QCoreApplication.translate("Labels", "bird")
        case "cat":
            return QCoreApplication.translate("Labels", "cat")
        case "deer":
            return QCoreApplication.translate("Labels", "deer")
        case "dog":
            return QCoreApplication.translate("Labels", "dog")
        case "frog":
            return QCoreApplication.translate("Labels", "frog")
        case "horse":
            return QCoreApplication.translate("Labels", "horse")
        case "ship":
            return QCoreApplication.translate("Labels", "ship")
        case "truck":
            return QCoreApplication.translate("Labels", "truck")
        case _:
            return name
