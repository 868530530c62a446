"""The loop that writes a text token by token, for any ``Decoder``; ``beam`` has the other one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.inference.decoders import Decoder
from assistant_app.inference.decoding_plan import DecodingPlan
from assistant_app.inference.logits_rules import Rule, needs_said, rules_for
from assistant_app.inference.said import Said
from assistant_app.inference.sampling import Numbers, Picker

Ids = npt.NDArray[np.int64]
Step = tuple[list[int], list[int]]
"""Rows by their number in the batch, and the token that each of them says now."""
Stops = Callable[[Sequence[int]], bool]
"""Whether a text that consists of these tokens is finished (``StopStrings.are_met``)."""


def decode(
    decoder: Decoder,
    first: Ids,
    plan: DecodingPlan,
    limits: Sequence[int],
    cancel: CancelToken | None = None,
    numbers: Numbers | None = None,
    stops: Stops | None = None,
) -> Iterator[Step]:
    """Yield the tokens of every row until each has ended or said as many as its limit.

    ``first`` [rows, n] is what the rows begin with; the repetition rules count it as said. End
    tokens are not yielded. A row that has ended leaves the batch, so that the others go on
    faster. ``numbers`` replaces the plan's seed. A row also ends with the token after which
    ``stops`` is true of all it said (the plan's stop strings, of which only a tokenizer knows).
    Beams are not looked at. Raises ``Cancelled``.
    """
    rows = list(range(len(first)))
    said = Said(first, limits, has_table=stops is not None or needs_said(plan))
    pick = Picker(plan, numbers)
    rules: list[Rule] | None = None
    ends = frozenset(plan.end_ids)
    ids = first
    while rows:
        if cancel is not None:
            cancel.check()
        scores = decoder.step(ids, cancel)
        if rules is None:
            rules = rules_for(plan, scores.shape[1])
        for rule in rules:
            rule(scores, said)
        picked = pick(scores)
        said.add(picked)
        tokens: list[int] = picked.tolist()
        if said.n_new < said.shortest and stops is None and ends.isdisjoint(tokens):
            # Nearly every step: nobody ends. At half a millisecond per step, lists count.
            yield rows, tokens
            ids = picked[:, None]
            continue
        spoken = [i for i, token in enumerate(tokens) if token not in ends]
        if spoken:
            yield [rows[i] for i in spoken], [tokens[i] for i in spoken]
        going = [i for i in spoken if said.n_new < said.limits[i]]
        if stops is not None:
            going = [i for i in going if not stops(said.new_ids[i].tolist())]
        if 0 < len(going) < len(rows):
            if not plan.is_sampling:  # there, whose turn it is decides who gets which number
                going = _closed_up(going)
            kept = np.array(going, np.intp)
            picked = picked[kept]
            decoder.keep(kept)
            said.keep(kept)
        rows = [rows[i] for i in going]
        ids = picked[:, None]


def _closed_up(going: list[int]) -> list[int]:
    """The rows that go on, so that as few as can be change places: those at the end fill gaps."""
    n = len(going)
    last = [row for row in going if row >= n]
    staying = set(going) - set(last)
    return [row if row in staying else last.pop() for row in range(n)]
