"""The keys and values that attention has already computed, kept in ONNX Runtime's own memory."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from assistant_app.inference.session import Session, TensorInfo, Value, as_array, as_value

_PAST = "past_key_values."
_PRESENT = "present."


class KvCache:
    """Feeds of a decoder's ``past_key_values.*`` inputs, renewed by its ``present.*`` outputs.

    Works for decoder-only graphs and for encoder-decoder graphs, whose names hold ``.decoder.``
    and ``.encoder.``. The encoder's part is taken at the first step only: later on the graph
    returns dummies for it (huggingface/optimum #872).
    """

    def __init__(self, session: Session) -> None:
        self._infos = tuple(info for info in session.inputs if info.name.startswith(_PAST))
        outputs = {info.name for info in session.outputs}
        self._past_of = {
            name: info.name for info in self._infos if (name := _present_name(info)) in outputs
        }
        self.first_names = list(self._past_of)
        """Outputs to ask for at the first step."""
        self.next_names = [name for name in self._past_of if ".encoder." not in name]
        """Outputs to ask for at every later step."""

    @property
    def is_known(self) -> bool:
        """Whether the graph has a cache, and one whose sizes it tells."""
        return bool(self._infos) and all(_sizes(info) for info in self._infos)

    def empty(self, n_rows: int) -> dict[str, Value]:
        """Feeds for the first step: each [n_rows, heads, 0, head_dim], in the graph's type."""
        feeds: dict[str, Value] = {}
        for info in self._infos:
            heads, width = _sizes(info) or (0, 0)
            feeds[info.name] = as_value(np.zeros((n_rows, heads, 0, width), info.dtype))
        return feeds

    def renew(
        self, feeds: dict[str, Value], outputs: dict[str, Value], names: Iterable[str]
    ) -> None:
        """Put the outputs ``names`` of a step where the next step reads them. Copies nothing."""
        for name in names:
            feeds[self._past_of[name]] = outputs[name]

    def keep(self, feeds: dict[str, Value], rows: npt.NDArray[np.intp]) -> None:
        """Let go of all rows (sentences) but ``rows``."""
        for info in self._infos:
            feeds[info.name] = as_value(as_array(feeds[info.name])[rows])


def _present_name(info: TensorInfo) -> str:
    return _PRESENT + info.name.removeprefix(_PAST)


def _sizes(info: TensorInfo) -> tuple[int, int] | None:
    """Heads and head_dim, or None if the graph leaves them open."""
    match info.shape:
        case (_, int(heads), _, int(width)):
            return heads, width
        case _:
            return None
