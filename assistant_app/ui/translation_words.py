"""How a translation went, in one line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assistant_app.tasks.translate import Translation
from assistant_app.ui.look_twice_bar import look_twice_text


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
