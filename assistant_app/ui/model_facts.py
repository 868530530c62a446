"""Words for what is known of a model: what it does, where it comes from, how large it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from assistant_app.catalog.spec import ModelSpec, ModelTask, Variant
from assistant_app.error_text import megabytes
from assistant_app.ui.language_names import language_name, listed

TASKS: tuple[ModelTask, ...] = ("translation", "writing", "summaries", "sentences", "pictures")
"""In the order in which the window shows them."""
_NAMED = 8
"""Languages that are named; of a model with a hundred, the others are counted."""
_FIRST = ("en", "zh", "es", "ar", "fr", "de", "ru", "pt", "ja")
"""Those that most people look for are among them."""


def task_text(task: ModelTask) -> str:
    """What a model is for, as the heading of a group."""
    match task:
        case "translation":
            return QCoreApplication.translate("ModelFacts", "Translate")
        case "writing":
            return QCoreApplication.translate("ModelFacts", "Write")
        case "summaries":
            return QCoreApplication.translate("ModelFacts", "Summarise")
        case "sentences":
            return QCoreApplication.translate("ModelFacts", "Sentences")
        case "pictures":
            return QCoreApplication.translate("ModelFacts", "Pictures")
        case _:
            assert_never(task)


def use_text(task: ModelTask) -> str:
    """The button that makes a model the usual one for a task."""
    match task:
        case "translation":
            return QCoreApplication.translate("ModelFacts", "Use for Translate")
        case "writing":
            return QCoreApplication.translate("ModelFacts", "Use for Write")
        case "summaries":
            return QCoreApplication.translate("ModelFacts", "Use for Summarise")
        case "sentences":
            return QCoreApplication.translate("ModelFacts", "Use for choosing sentences")
        case "pictures":
            return QCoreApplication.translate("ModelFacts", "Use for Images")
        case _:
            assert_never(task)


def used_text(task: ModelTask) -> str:
    """The same button once it is the usual one."""
    match task:
        case "translation":
            return QCoreApplication.translate("ModelFacts", "Used for Translate")
        case "writing":
            return QCoreApplication.translate("ModelFacts", "Used for Write")
        case "summaries":
            return QCoreApplication.translate("ModelFacts", "Used for Summarise")
        case "sentences":
            return QCoreApplication.translate("ModelFacts", "Used for choosing sentences")
        case "pictures":
            return QCoreApplication.translate("ModelFacts", "Used for Images")
        case _:
            assert_never(task)


def source_text(spec: ModelSpec) -> str:
    """How the model came to this computer."""
    match spec.source:
        case "shipped":
            return QCoreApplication.translate("ModelFacts", "Ships with Deskhand")
        case "hub":
            return QCoreApplication.translate("ModelFacts", "Downloaded")
        case "imported":
            return QCoreApplication.translate("ModelFacts", "Imported")
        case _:
            assert_never(spec.source)


def precision_text(precision: str) -> str:
    """The precision's name with a word that says what it costs."""
    match precision:
        case "fp32":
            return QCoreApplication.translate("ModelFacts", "fp32, full")
        case "fp16":
            return QCoreApplication.translate("ModelFacts", "fp16, half")
        case "q8" | "int8" | "uint8":
            word = QCoreApplication.translate("ModelFacts", "{precision}, 8 bits")
            return word.format(precision=precision)
        case "q4" | "q4f16" | "bnb4":
            word = QCoreApplication.translate("ModelFacts", "{precision}, 4 bits")
            return word.format(precision=precision)
        case _:
            return precision


def size_text(n_bytes: int) -> str:
    """Decimal, as file dialogs show sizes: ``312 MB``, ``1.2 GB``."""
    return f"{n_bytes / 1e9:.1f} GB" if n_bytes >= 999_500_000 else megabytes(n_bytes)


def licence_text(spec: ModelSpec) -> str:
    """The licence, and clearly so if it forbids commercial use."""
    licence = spec.licence or QCoreApplication.translate("ModelFacts", "unknown licence")
    if spec.is_commercial:
        return licence
    return QCoreApplication.translate("ModelFacts", "{licence}, non-commercial use only").format(
        licence=licence
    )


def short_licence(spec: ModelSpec) -> str:
    """The licence for a narrow row."""
    licence = spec.licence or QCoreApplication.translate("ModelFacts", "unknown licence")
    if spec.is_commercial:
        return licence
    return QCoreApplication.translate("ModelFacts", "non-commercial")


def languages_text(spec: ModelSpec) -> str:
    """The directions of a translator with few, else the names of the languages; empty if the
    model does not say."""
    if 0 < len(spec.pairs) <= 4:
        return listed(_directions(spec.pairs))
    names = [language_name(code) for code in spec.languages]
    if len(names) <= _NAMED + 2:
        return listed(names)
    more = QCoreApplication.translate("ModelFacts", "{names} and {n} more")
    first = [language_name(code) for code in _FIRST if code in spec.languages]
    names = list(dict.fromkeys((*first, *names)))
    return more.format(names=listed(names[:_NAMED]), n=len(names) - _NAMED)


def _directions(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """``English ⇄ Chinese`` for both ways, ``English → Chinese`` for one."""
    words: list[str] = []
    for source, target in pairs:
        one, other = language_name(source), language_name(target)
        if (target, source) not in pairs:
            words.append(f"{one} → {other}")
        elif f"{other} ⇄ {one}" not in words:
            words.append(f"{one} ⇄ {other}")
    return words


def memory_text(needed_bytes: int, machine_bytes: int) -> str:
    """What a model takes beside what there is. Zero is not known."""
    if not needed_bytes:
        return ""
    needed = size_text(needed_bytes)
    if not machine_bytes:
        return QCoreApplication.translate("ModelFacts", "about {needed}").format(needed=needed)
    has = size_text(machine_bytes)
    if needed_bytes > machine_bytes:
        text = QCoreApplication.translate(
            "ModelFacts", "about {needed}: more than the {has} of this computer"
        )
    else:
        text = QCoreApplication.translate(
            "ModelFacts", "about {needed} of the {has} of this computer"
        )
    return text.format(needed=needed, has=has)


def needed_bytes(spec: ModelSpec, variant: Variant | None = None) -> int:
    """Memory that the model takes while it runs; 0 if nobody knows."""
    return (variant.memory_bytes if variant else 0) or spec.memory_bytes


def variant_text(variant: Variant) -> str:
    """One precision to download: its name and size."""
    return f"{precision_text(variant.precision)} · {size_text(variant.size_bytes)}"
