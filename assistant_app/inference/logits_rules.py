"""What changes the scores before a token is picked: penalties, and tokens barred or forced.

Each rule does what transformers' ``LogitsProcessor`` of that name does, and ``rules_for`` puts them
in the order of ``GenerationMixin._get_logits_processor`` (4.57). A rule is called with the scores
[rows, vocabulary], which it changes in place, and with what the rows have said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from assistant_app.inference.decoding_plan import DecodingPlan
from assistant_app.inference.said import Said

Scores = npt.NDArray[np.float32]
_NEVER = np.float32(-np.inf)


class Rule(Protocol):
    def __call__(self, scores: Scores, said: Said) -> None: ...


class RepetitionPenalty:
    """Tokens said before, the prompt's too, become less likely (Keskar et al. 2019, CTRL)."""

    def __init__(self, penalty: float) -> None:
        self._penalty = np.float32(penalty)

    def __call__(self, scores: Scores, said: Said) -> None:
        places = np.arange(len(scores))[:, None], said.ids
        old = scores[places]
        scores[places] = np.where(old < 0, old * self._penalty, old / self._penalty)


class FrequencyPenalty:
    """OpenAI's two penalties: ``frequency`` for each time a token was written, ``presence`` once.
    Only what the model wrote counts, not the prompt."""

    def __init__(self, frequency: float, presence: float) -> None:
        self._frequency = np.float32(frequency)
        self._presence = np.float32(presence)

    def __call__(self, scores: Scores, said: Said) -> None:
        places = np.arange(len(scores))[:, None], said.new_ids
        if self._presence:
            scores[places] = scores[places] - self._presence
        if self._frequency:
            np.subtract.at(scores, places, self._frequency)


class NoRepeatNgrams:
    """No ``size`` tokens in a row are said twice.

    The whole text is compared at once: for batches and beams that is cheaper than tables of
    n-grams, which would have to be copied whenever beams change places.
    """

    def __init__(self, size: int) -> None:
        self._size = size

    def __call__(self, scores: Scores, said: Said) -> None:
        ids = said.ids
        n_starts = ids.shape[1] - self._size + 1
        if n_starts <= 0:
            return
        n_tail = self._size - 1
        if n_tail == 0:
            scores[np.arange(len(scores))[:, None], ids] = _NEVER
            return
        # Nearly all places fail at the last token of the tail, so only the others are looked at.
        ends = ids[:, n_tail - 1 : n_tail - 1 + n_starts]
        rows, starts = np.nonzero(ends == ids[:, -1:])
        for k in range(2, self._size):
            if not len(rows):
                return
            fits = ids[rows, starts + n_tail - k] == ids[rows, -k]
            rows, starts = rows[fits], starts[fits]
        scores[rows, ids[rows, starts + n_tail]] = _NEVER


class BadWords:
    """Sequences of several tokens, all of one length, whose last token is barred after the others.

    As in transformers, a sequence longer than all that was said is not looked for yet.
    """

    def __init__(self, sequences: Sequence[Sequence[int]]) -> None:
        table = np.array(sequences, np.int64)
        self._size = table.shape[1]
        self._heads = table[:, :-1]
        self._lasts = table[:, -1]

    def __call__(self, scores: Scores, said: Said) -> None:
        ids = said.ids
        if ids.shape[1] < self._size:
            return
        tails = ids[:, None, -self._heads.shape[1] :]
        rows, words = np.nonzero((tails == self._heads).all(axis=2))
        scores[rows, self._lasts[words]] = _NEVER


class Barred:
    """Tokens that are never said."""

    def __init__(self, ids: Sequence[int]) -> None:
        # One number is a far cheaper index than a list of one.
        self._ids = ids[0] if len(ids) == 1 else list(ids)

    def __call__(self, scores: Scores, said: Said) -> None:
        scores[:, self._ids] = _NEVER


class BarredAtFirst(Barred):
    """Tokens that are not the first to be said; the second, where the first is forced."""

    def __init__(self, ids: Sequence[int], is_begin_forced: bool) -> None:
        super().__init__(ids)
        self._is_begin_forced = is_begin_forced

    def __call__(self, scores: Scores, said: Said) -> None:
        if said.n_new == int(self._is_begin_forced and said.n_begin == 1):
            super().__call__(scores, said)


class NoEarlyEnd(Barred):
    """The text does not end while it is shorter than ``min_length`` or ``min_new_tokens``."""

    def __init__(self, end_ids: Sequence[int], min_length: int, min_new_tokens: int) -> None:
        super().__init__(end_ids)
        self._min_length = min_length
        self._min_new = min_new_tokens

    def __call__(self, scores: Scores, said: Said) -> None:
        if said.n_new < self._min_new or said.n_begin + said.n_new < self._min_length:
            super().__call__(scores, said)


class ForcedBegin:
    """The token after the single one that the rows begin with."""

    def __init__(self, token: int) -> None:
        self._token = token

    def is_due(self, said: Said) -> bool:
        return said.n_new == 0 and said.n_begin == 1

    def __call__(self, scores: Scores, said: Said) -> None:
        if self.is_due(said):
            scores[:] = _NEVER
            scores[:, self._token] = 0


class ForcedEnd:
    """The last token of a row that reaches its limit."""

    def __init__(self, tokens: Sequence[int]) -> None:
        self._tokens = np.array(tokens)

    def is_due(self, said: Said) -> bool:
        return said.n_new + 1 >= said.shortest

    def __call__(self, scores: Scores, said: Said) -> None:
        if self.is_due(said):
            rows = np.nonzero(said.n_new + 1 >= said.limits)[0]
            scores[rows] = _NEVER
            scores[rows[:, None], self._tokens] = 0


def rules_for(plan: DecodingPlan, n_vocab: int) -> list[Rule]:
    """The rules of ``plan`` that change anything, in order. Ids outside the vocabulary can't be
    said anyway and are left out."""

    def known(ids: Iterable[int]) -> list[int]:
        return [number for number in dict.fromkeys(ids) if 0 <= number < n_vocab]

    rules: list[Rule] = []
    if plan.repetition_penalty != 1:
        rules.append(RepetitionPenalty(plan.repetition_penalty))
    if plan.frequency_penalty or plan.presence_penalty:
        rules.append(FrequencyPenalty(plan.frequency_penalty, plan.presence_penalty))
    if plan.no_repeat_ngram_size > 0:
        rules.append(NoRepeatNgrams(plan.no_repeat_ngram_size))
    end_ids = known(plan.end_ids)
    bad = [word for word in plan.bad_words if len(known(word)) == len(set(word))]
    # As in transformers, the end of the text is no bad word.
    if words := known(word[0] for word in bad if len(word) == 1 and word[0] not in end_ids):
        rules.append(Barred(words))
    for size in sorted({len(word) for word in bad} - {1}):
        rules.append(BadWords([word for word in bad if len(word) == size]))
    if end_ids and (plan.min_length > 0 or plan.min_new_tokens > 0):
        rules.append(NoEarlyEnd(end_ids, plan.min_length, plan.min_new_tokens))
    if plan.forced_begin_id is not None and known([plan.forced_begin_id]):
        rules.append(ForcedBegin(plan.forced_begin_id))
    if forced := known(plan.forced_end_ids):
        rules.append(ForcedEnd(forced))
    if barred := known(plan.suppressed_ids):
        rules.append(Barred(barred))
    if barred := known(plan.begin_suppressed_ids):
        rules.append(BarredAtFirst(barred, plan.forced_begin_id is not None))
    return rules


def needs_said(plan: DecodingPlan) -> bool:
    """Whether a rule of ``plan`` looks at the tokens said, and not only at their number."""
    return (
        plan.repetition_penalty != 1
        or plan.frequency_penalty != 0
        or plan.presence_penalty != 0
        or plan.no_repeat_ngram_size > 0
        or any(len(word) > 1 for word in plan.bad_words)
    )


def needs_chances(rules: Sequence[Rule], said: Said) -> bool:
    """Whether a rule makes a difference between scores and log probabilities in this step."""
    return any(
        rule.is_due(said)
        if isinstance(rule, ForcedBegin | ForcedEnd)
        else isinstance(rule, RepetitionPenalty)
        for rule in rules
    )
