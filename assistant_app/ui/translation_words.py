"""What is said of a translation: how it went, and between which languages it can go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from assistant_app.tasks.translate import Translation
from assistant_app.ui.language_names import language_name, listed
from assistant_app.ui.look_twice_bar import look_twice_text

_NAMED = 6
"""Languages that are named; of more, these are the first."""


def summary_text(translation: Translation) -> str:
    """Such as “12 sentences in 0.8 s · 2 from memory · 3 sentences to look at”."""
    n_sentences = translation.n_sentences
    said = QCoreApplication.translate("Translation", "{count} sentences in {seconds:.1f} s")
    if n_sentences == 1:
        said = QCoreApplication.translate("Translation", "{count} sentence in {seconds:.1f} s")
    parts = [said.format(count=f"{n_sentences:,}", seconds=translation.seconds)]
    n_recalled = sum(pair.is_recalled for pair in translation.pairs)
    if n_recalled:
        recalled = QCoreApplication.translate("Translation", "{count} from memory")
        parts.append(recalled.format(count=n_recalled))
    n_suspect = sum(pair.is_suspect for pair in translation.pairs)
    if n_suspect:
        parts.append(look_twice_text(n_suspect))
    return " · ".join(parts)


def languages_text(codes: Sequence[str]) -> str:
    """Such as “English and Chinese”."""
    names = [language_name(code) for code in codes]
    if len(names) < 2:
        return "".join(names)
    if len(names) > _NAMED:
        many = QCoreApplication.translate(
            "Translation", "{n} languages, {some} and others among them"
        )
        return many.format(n=len(names), some=listed(names[:_NAMED]))
    both = QCoreApplication.translate("Translation", "{one} and {other}")
    return both.format(one=listed(names[:-1]), other=names[-1])
