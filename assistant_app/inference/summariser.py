"""A model that writes a shorter text: an encoder-decoder with its own ideas of how to search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import UnionType
from typing import Any

from assistant_app.cancel import CancelToken
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.session import OpenSession
from assistant_app.inference.text_to_text import TextToText

_OWN: dict[str, type | UnionType] = {
    "length_penalty": int | float,
    "early_stopping": bool,
    "no_repeat_ngram_size": int,
}
"""What T5 says of its own, where the options leave it open."""
_MOST_BEAMS = 4
"""More cost their time over again and change hardly a word."""


class Summariser(TextToText):
    """Searches with as many beams as generation_config.json names, unless asked otherwise.

    T5 keeps its settings and the words before the text in config.json, under
    ``task_specific_params.summarization``.
    """

    def __init__(self, folder: ModelFolder, open_session: OpenSession) -> None:
        super().__init__(folder, open_session)
        tasks = folder.config.get("task_specific_params")
        found = tasks.get("summarization") if isinstance(tasks, dict) else None
        own: dict[str, Any] = found if isinstance(found, dict) else {}
        prefix = own.get("prefix")
        self._prefix = prefix if isinstance(prefix, str) else ""
        beams = own.get("num_beams", folder.setting("num_beams"))
        self._n_beams = max(1, min(beams, _MOST_BEAMS)) if isinstance(beams, int) else 1
        self._own = {
            name: own[name] for name, kind in _OWN.items() if isinstance(own.get(name), kind)
        }

    @property
    def summary_prefix(self) -> str:
        """What stands before every text to be summarised, such as T5's ``summarize: ``."""
        return self._prefix

    def alternatives(
        self,
        sources: Sequence[str],
        options: GenerationOptions | None = None,
        cancel: CancelToken | None = None,
        begin_ids: Sequence[int] | None = None,
    ) -> list[list[str]]:
        options = options or GenerationOptions()
        if not options.is_sampling:
            left = {name: v for name, v in self._own.items() if getattr(options, name) is None}
            n_beams = self._n_beams if options.n_beams == 1 else options.n_beams
            options = replace(options, n_beams=n_beams, **left)
        return super().alternatives(sources, options, cancel, begin_ids)
