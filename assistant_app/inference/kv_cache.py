"""The keys and values that attention has already computed, kept in ONNX Runtime's own memory."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant_app.inference.session import Session, TensorInfo, Value, as_array, as_value

_PAST = "past_key_values."
_PRESENT = "present."


class KvCache:
    """Which of a decoder's outputs ``present.*`` feed which inputs ``past_key_values.*``.

    Works for decoder-only graphs and for encoder-decoder graphs, whose names hold ``.decoder.``
    and ``.encoder.``. The encoder's part is taken at the first step only: later on the graph
    returns dummies for it (huggingface/optimum #872). The values themselves live in the feeds of
    whoever decodes, so one ``KvCache`` serves a graph for good.
    """

    def __init__(self, session: Session) -> None:
        self._infos = tuple(info for info in session.inputs if info.name.startswith(_PAST))
        self._empties: dict[int, dict[str, Value]] = {}
        outputs = {info.name for info in session.outputs}
        past = [info.name for info in self._infos if _present(info.name) in outputs]
        self.first = CacheLink(past)
        """Link after the first step."""
        self.later = CacheLink([name for name in past if ".encoder." not in name])
        """Link after every later step."""

    @property
    def is_known(self) -> bool:
        """Whether the graph has a cache, and one whose sizes it tells."""
        return bool(self._infos) and all(_sizes(info) for info in self._infos)

    def empty(self, n_rows: int) -> dict[str, Value]:
        """Feeds for the first step: each [n_rows, heads, 0, head_dim], in the graph's type."""
        if n_rows not in self._empties:
            feeds: dict[str, Value] = {}
            for info in self._infos:
                heads, width = _sizes(info) or (0, 0)
                feeds[info.name] = as_value(np.zeros((n_rows, heads, 0, width), info.dtype))
            self._empties[n_rows] = feeds
        return self._empties[n_rows]

    def keep(self, feeds: dict[str, Value], rows: npt.NDArray[np.intp]) -> None:
        """Let go of all rows (sentences) but ``rows``."""
        for info in self._infos:
            feeds[info.name] = as_value(as_array(feeds[info.name])[rows])


class CacheLink:
    """Outputs of one step that are inputs of the next."""

    def __init__(self, past_names: Sequence[str]) -> None:
        self._past_names = tuple(past_names)
        self.names = ["logits", *(_present(name) for name in past_names)]
        """Outputs to ask the graph for: the scores, then the cache."""

    def pass_on(self, outputs: Sequence[Value], feeds: dict[str, Value]) -> None:
        """Put ``outputs`` (of ``names``) where the next step reads them. Copies nothing."""
        feeds.update(zip(self._past_names, outputs[1:], strict=True))


def _present(past_name: str) -> str:
    return _PRESENT + past_name.removeprefix(_PAST)


def _sizes(info: TensorInfo) -> tuple[int, int] | None:
    """Heads and head_dim, or None if the graph leaves them open."""
    match info.shape:
        case (_, int(heads), _, int(width)):
            return heads, width
        case _:
            return None
