"""What the models of the catalog are good for, in the language of the window.

The catalog says it in English; the list here is for the translation tool to find, and a test holds
it to the catalog.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

SUMMARIES = (
    QT_TRANSLATE_NOOP(
        "Summaries",
        "Short everyday and business sentences, both ways. Long or literary text is beyond it.",
    ),
    QT_TRANSLATE_NOOP(
        "Summaries",
        "Sentences as they stand in software manuals and business documentation, six ways. "
        "Everyday language is beyond it.",
    ),
    QT_TRANSLATE_NOOP(
        "Summaries", "Tells which sentences of a document say the same. Best in English."
    ),
    QT_TRANSLATE_NOOP(
        "Summaries",
        "Aeroplane, car, bird, cat, deer, dog, frog, horse, ship or truck: one thing, large in "
        "the picture.",
    ),
    QT_TRANSLATE_NOOP("Summaries", "One digit, 0 to 9, light on dark or dark on light."),
    QT_TRANSLATE_NOOP(
        "Summaries", "Continues a sentence in English or Chinese. Small: it is fluent, not knowing."
    ),
    QT_TRANSLATE_NOOP(
        "Summaries",
        "Follows simple instructions in English: rewrite, continue, short answers. Quick "
        "without a graphics card.",
    ),
    QT_TRANSLATE_NOOP(
        "Summaries",
        "Follows instructions in English, Chinese and other languages. The smallest that "
        "rewrites well.",
    ),
    QT_TRANSLATE_NOOP(
        "Summaries", "The best of these at rewriting and explaining. Slow without a graphics card."
    ),
    QT_TRANSLATE_NOOP(
        "Summaries", "Follows instructions in many languages. It may think aloud before it answers."
    ),
    QT_TRANSLATE_NOOP("Summaries", "English to Chinese, sentence by sentence. Small and quick."),
    QT_TRANSLATE_NOOP("Summaries", "Chinese to English, sentence by sentence. Small and quick."),
    QT_TRANSLATE_NOOP("Summaries", "English to German, sentence by sentence. Small and quick."),
    QT_TRANSLATE_NOOP("Summaries", "German to English, sentence by sentence. Small and quick."),
    QT_TRANSLATE_NOOP("Summaries", "English to French, sentence by sentence. Small and quick."),
    QT_TRANSLATE_NOOP("Summaries", "French to English, sentence by sentence. Small and quick."),
    QT_TRANSLATE_NOOP("Summaries", "English to Spanish, sentence by sentence. Small and quick."),
    QT_TRANSLATE_NOOP("Summaries", "Spanish to English, sentence by sentence. Small and quick."),
    QT_TRANSLATE_NOOP(
        "Summaries",
        "A hundred languages, each into each. For one pair alone, an OPUS-MT model is smaller "
        "and quicker.",
    ),
    QT_TRANSLATE_NOOP(
        "Summaries",
        "Two hundred languages, each into each, also rare ones. Not for commercial use.",
    ),
    QT_TRANSLATE_NOOP(
        "Summaries", "Sums up English news in its own words. Half the size of 12-6, and quicker."
    ),
    QT_TRANSLATE_NOOP(
        "Summaries", "Sums up English news in its own words, closer to the text than 6-6."
    ),
    QT_TRANSLATE_NOOP(
        "Summaries", "Very small: short English summaries; English to German, French and Romanian."
    ),
    QT_TRANSLATE_NOOP("Summaries", "A thousand kinds of things and animals. The quickest."),
    QT_TRANSLATE_NOOP(
        "Summaries", "A thousand kinds of things and animals. Small and fairly exact."
    ),
    QT_TRANSLATE_NOOP(
        "Summaries", "A thousand kinds of things and animals. The most exact of these."
    ),
    QT_TRANSLATE_NOOP("Summaries", "Sorts pictures by labels that you write yourself, in English."),
    QT_TRANSLATE_NOOP(
        "Summaries",
        "Tells which sentences say the same, in fifty languages and between them. Better "
        "summaries of texts that are not English.",
    ),
)
"""In the order of the catalog."""


def summary_text(summary: str) -> str:
    """``summary`` translated if it is one of the catalog's; others stay as their makers wrote."""
    return QCoreApplication.translate("Summaries", summary) if summary else ""
