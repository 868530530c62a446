"""Beam search: several texts per row grow side by side, and the best whole ones win.

Gives what transformers 4.57's ``generate(num_beams=...)`` gives for each row alone. Unlike there,
the prompt is read once instead of once per beam, and a row that is finished leaves the batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.inference.best import above, group_maxima, kth_largest, log_sums
from assistant_app.inference.decode import Stops
from assistant_app.inference.decoders import Decoder
from assistant_app.inference.decoding_plan import DecodingPlan
from assistant_app.inference.logits_rules import Rule, needs_chances, rules_for
from assistant_app.inference.said import Said

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

_WORST = np.float32(-1e9)
"""Stands for what can't be said; sums of real log probabilities never come near."""
_SLACK = np.float32(1e-2)
"""What rounding might take from the bound that candidates have to reach."""


@dataclass(frozen=True)
class Hypothesis:
    """A whole text: its tokens without the end token, and its score: the sum of the tokens' log
    probabilities over (number of tokens, the end counted) ** length_penalty."""

    ids: tuple[int, ...]
    score: float


@dataclass(frozen=True)
class _Candidates:
    """Continuations of each row, all [rows, n]: what their tokens' log probabilities sum to, the
    beam that they continue, and their last token."""

    scores: Floats
    beams: Places
    tokens: Ids

    def going_on(self, has_stopped: Flags, n: int) -> _Candidates:
        """Of these, best first, the ``n`` best that have not stopped, in the order of the beams
        that they continue: while each beam has one heir, every cache stays where it is."""
        # A stable sort puts whatever has stopped behind the others.
        order = np.argsort(has_stopped, axis=1, kind="stable")[:, :n]
        rows = np.arange(len(order))[:, None]
        order = order[rows, np.argsort(self.beams[rows, order], axis=1, kind="stable")]
        return _Candidates(
            self.scores[rows, order], self.beams[rows, order], self.tokens[rows, order]
        )


def beam_search(
    decoder: Decoder,
    first: Ids,
    plan: DecodingPlan,
    limits: Sequence[int],
    cancel: CancelToken | None = None,
    stops: Stops | None = None,
) -> list[list[Hypothesis]]:
    """For each row its best texts, best first: ``plan.n_best``, or fewer if fewer were found.

    ``first`` [rows, n] is what the rows begin with; each may say ``limits[row]`` tokens. The
    decoder is given one row per text and is told to repeat them (``keep``). ``stops`` ends a text
    as in ``decode``. Raises ``Cancelled``.
    """
    rows = [_Row(plan, limit) for limit in limits]
    going = list(rows)
    said = Said(first, limits)
    running = np.zeros((len(rows), 1), np.float32)
    end_ids = np.array(plan.end_ids, np.int64)
    rules: list[Rule] | None = None
    ids = first
    while going:
        if cancel is not None:
            cancel.check()
        scores = decoder.step(ids, cancel)
        if rules is None:
            rules = rules_for(plan, scores.shape[1])
        offsets = -log_sums(scores)
        if needs_chances(rules, said):
            scores += offsets[:, None]
            offsets[:] = 0
        for rule in rules:
            rule(scores, said)
        n_beams = running.shape[1]
        n_candidates = max(2, 1 + len(plan.end_ids)) * plan.n_beams
        found = _candidates(scores, offsets.reshape(running.shape) + running, n_candidates)
        is_end = (found.tokens[:, :, None] == end_ids).any(axis=2)
        is_last = said.n_new + 1 >= said.limits.reshape(running.shape)[:, :1]
        has_stopped = is_end | is_last
        if stops is not None:
            has_stopped |= _stopped(found, said, stops)
        for number in np.flatnonzero(has_stopped[:, : plan.n_beams].any(axis=1)).tolist():
            going[number].finish(found, number, has_stopped[number], is_end[number], said)
        next_beams = found.going_on(has_stopped, plan.n_beams)
        best = next_beams.scores.max(axis=1)
        left = [
            number
            for number, row in enumerate(going)
            if not row.is_over(said.n_new + 1, best[number])
        ]
        if not left:
            break
        going = [going[number] for number in left]
        running = next_beams.scores[left]
        parents = (next_beams.beams[left] + np.array(left, np.intp)[:, None] * n_beams).ravel()
        picked = next_beams.tokens[left].ravel()
        if len(parents) != len(scores) or not np.array_equal(parents, np.arange(len(parents))):
            decoder.keep(parents)
            said.keep(parents)
        said.add(picked)
        ids = picked[:, None]
    return [row.best() for row in rows]


class _Row:
    """The whole texts found so far for one row."""

    def __init__(self, plan: DecodingPlan, limit: int) -> None:
        self._plan = plan
        self._limit = limit
        self._found: list[Hypothesis] = []

    def finish(
        self, found: _Candidates, number: int, has_stopped: Flags, is_end: Flags, said: Said
    ) -> None:
        """Take the candidates of row ``number`` that stop here, if they are good enough."""
        n_new = said.n_new + 1
        n_beams = len(said.limits) // len(found.scores)
        for place in range(self._plan.n_beams):
            if not has_stopped[place]:
                continue
            text = said.new_ids[number * n_beams + found.beams[number, place]].tolist()
            if not is_end[place]:
                text.append(int(found.tokens[number, place]))
            summed = found.scores[number, place]
            if summed > _WORST / 2:
                score = summed / np.float32(n_new**self._plan.length_penalty)
                self._found.append(Hypothesis(tuple(text), float(score)))
        self._found.sort(key=lambda text: -text.score)
        del self._found[self._plan.n_beams :]

    def is_over(self, n_new: int, best_running: np.float32) -> bool:
        """Whether no text may follow, or none that is better is to be expected."""
        plan = self._plan
        if n_new >= self._limit:
            return True
        if len(self._found) < plan.n_beams:
            return False
        if plan.early_stopping is True:
            return True
        is_patient = plan.early_stopping == "never" and plan.length_penalty > 0
        length = self._limit if is_patient else n_new
        best_possible = best_running / np.float32(length**plan.length_penalty)
        return bool(best_possible <= self._found[-1].score)

    def best(self) -> list[Hypothesis]:
        return self._found[: self._plan.n_best]


def _stopped(found: _Candidates, said: Said, stops: Stops) -> Flags:
    """Of which candidates the text is finished with their token."""
    n_beams = len(said.limits) // len(found.scores)
    flags = np.zeros(found.scores.shape, np.bool_)
    for row, place in np.ndindex(flags.shape):
        text = said.new_ids[row * n_beams + found.beams[row, place]].tolist()
        flags[row, place] = stops([*text, int(found.tokens[row, place])])
    return flags


def _candidates(scores: Floats, offsets: Floats, n: int) -> _Candidates:
    """The ``n`` best of ``scores`` [rows * beams, vocabulary] + ``offsets`` [rows, beams] in each
    row. Where there are fewer, the rest has the worst score."""
    n_rows, n_beams = offsets.shape
    flat_offsets = offsets.ravel()
    maxima = group_maxima(scores)
    sums = (maxima + flat_offsets[:, None]).reshape(n_rows, -1)
    # What is barred (-inf) is never looked at, even where nothing else is left.
    bound = np.maximum(kth_largest(sums, min(n, sums.shape[1])), 2 * _WORST)
    bounds = np.repeat(bound, n_beams)
    beams, tokens = above(scores, maxima, bounds - flat_offsets - _SLACK)
    values = np.maximum(scores[beams, tokens] + flat_offsets[beams], _WORST)
    counts = np.bincount(beams // n_beams, minlength=n_rows)
    if counts.min() < n:
        beams = np.concatenate((beams, np.repeat(np.arange(n_rows) * n_beams, n)))
        tokens = np.concatenate((tokens, np.zeros(n_rows * n, np.intp)))
        values = np.concatenate((values, np.full(n_rows * n, _WORST)))
        counts += n
    owners = beams // n_beams
    order = np.lexsort((-values, owners))
    starts = np.cumsum(counts) - counts
    chosen = order[starts[:, None] + np.arange(n)]
    return _Candidates(values[chosen], beams[chosen] % n_beams, tokens[chosen])
