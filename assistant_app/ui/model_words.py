"""What a person should know about the model that spoke, in plain words."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from assistant_app.history.entry import Panel

TITLES = (
    QT_TRANSLATE_NOOP("Models", "Deskhand Translate English ⇄ Chinese"),
    QT_TRANSLATE_NOOP("Models", "Deskhand Translate English ⇄ German, French, Spanish"),
    QT_TRANSLATE_NOOP("Models", "MiniLM sentence encoder"),
    QT_TRANSLATE_NOOP("Models", "MiniLM sentence encoder, 50 languages"),
    QT_TRANSLATE_NOOP("Models", "Everyday things (10 labels)"),
    QT_TRANSLATE_NOOP("Models", "Handwritten digits"),
    QT_TRANSLATE_NOOP("Models", "Deskhand Writer"),
    QT_TRANSLATE_NOOP("Models", "OPUS-MT English → Chinese"),
    QT_TRANSLATE_NOOP("Models", "OPUS-MT Chinese → English"),
    QT_TRANSLATE_NOOP("Models", "OPUS-MT English → German"),
    QT_TRANSLATE_NOOP("Models", "OPUS-MT German → English"),
    QT_TRANSLATE_NOOP("Models", "OPUS-MT English → French"),
    QT_TRANSLATE_NOOP("Models", "OPUS-MT French → English"),
    QT_TRANSLATE_NOOP("Models", "OPUS-MT English → Spanish"),
    QT_TRANSLATE_NOOP("Models", "OPUS-MT Spanish → English"),
    QT_TRANSLATE_NOOP("Models", "T5 small"),
    QT_TRANSLATE_NOOP("Models", "MobileNetV4 small (1,000 labels)"),
    QT_TRANSLATE_NOOP("Models", "MobileViT small (1,000 labels)"),
    QT_TRANSLATE_NOOP("Models", "ViT base (1,000 labels)"),
    QT_TRANSLATE_NOOP("Models", "CLIP (your own labels)"),
)
"""Those of the catalog that hold words, not names alone."""
_OF_MANUALS = "Deskhand Translate English ⇄ German, French, Spanish"


def limits_text(panel: Panel, title: str = "") -> str:
    """What the small models that ship with the app are good for, and what to check; ``title`` is
    that of the model."""
    if title == _OF_MANUALS:
        return QCoreApplication.translate(
            "Models", "Has read manuals of business software only; other text comes out wrong."
        )
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
    """The title of a model of the catalog; any other stays as its makers wrote it."""
    return QCoreApplication.translate("Models", title) if title in TITLES else title


def origin_text(title: str, device: str) -> str:
    """Who made a result, such as “Deskhand Translator on CPU”."""
    return QCoreApplication.translate("Models", "{model} on {device}").format(
        model=title, device=device
    )
