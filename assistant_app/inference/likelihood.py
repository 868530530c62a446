"""How likely a model thinks a given text: the log probability of each of its tokens.

The text is shown to the decoder as a whole, so that one run of the graph does for a batch, against
one for every token when a text is made.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.inference.head_edit import LOGITS
from assistant_app.inference.session import Session, Value, as_array
from assistant_app.inference.whole_text import shown

LogProbs = npt.NDArray[np.float32]


class LikelihoodReader:
    """The ``scores`` part of a decoder (``graph_edit``)."""

    def __init__(self, session: Session, pad_id: int) -> None:
        self._session = session
        self._pad_id = pad_id
        self._takes = {info.name for info in session.inputs}

    def read(
        self,
        source: Value,
        mask: npt.NDArray[np.int64],
        begin: Sequence[int],
        said: Sequence[Sequence[int]],
        cancel: CancelToken | None,
    ) -> list[LogProbs]:
        """For each row one number for every token of ``said``. ``source`` is what the encoder made
        of the sources; ``begin`` is what the decoder begins with."""
        feeds, first = shown(self._takes, self._pad_id, source, mask, begin, said)
        (output,) = self._session.run_values(feeds, (LOGITS,), cancel, (LOGITS,))
        logits = as_array(output)
        found = []
        for row, scores in zip(said, logits, strict=True):
            scores = scores[first : first + len(row)].astype(np.float32)
            scores -= scores.max(axis=1, keepdims=True)
            chosen = scores[np.arange(len(row)), list(row)]
            found.append(chosen - np.log(np.exp(scores).sum(axis=1)))
        return found
