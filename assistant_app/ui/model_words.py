"""What a person should know about the model that spoke, in plain words."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QCoreApplication

from assistant_app.history.entry import Panel


def limits_text(panel: Panel) -> str:
    """What the small models that ship with the app are good for, and what to check."""
    match panel:
        case "write":
            return QCoreApplication.translate(
                "Models",
                "A small model: it carries on your style for a sentence or two and invents facts. "
                "Read what it wrote.",
            )
        case "summarise":
            return QCoreApplication.translate(
                "Models",
                "Picks whole sentences and changes no word. Tables and figures are not weighed.",
            )
        case "translate":
            return QCoreApplication.translate(
                "Models", "Good for short everyday sentences; check names and numbers."
            )
        case "images":
            return QCoreApplication.translate(
                "Models",
                "Knows only the labels it was trained on, and gives one of them to any picture.",
            )
        case _:
            assert_never(panel)


def title_text(title: str) -> str:
    """The title of a model that ships with the app; any other stays as its makers wrote it."""
    match title:
        case "Deskhand Translate English ⇄ Chinese":
            return QCoreApplication.translate("Models", "Deskhand Translate English ⇄ Chinese")
        case "MiniLM sentence encoder":
            return QCoreApplication.translate("Models", "MiniLM sentence encoder")
        case "Everyday things (10 labels)":
            return QCoreApplication.translate("Models", "Everyday things (10 labels)")
        case "Handwritten digits":
            return QCoreApplication.translate("Models", "Handwritten digits")
        case "Deskhand Writer":
            return QCoreApplication.translate("Models", "Deskhand Writer")
        case _:
            return title


def origin_text(title: str, device: str) -> str:
    """Who made a result, such as “Deskhand Translator on CPU”."""
    return QCoreApplication.translate("Models", "{model} on {device}").format(
        model=title, device=device
    )
