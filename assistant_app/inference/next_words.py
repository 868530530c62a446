"""What word may come next in a text that is begun: the likeliest words, of however many tokens.

A search over tokens that ends where a word does. In scripts with blanks, a word is whole once
something follows that is no part of it, so its probability is that of its tokens times that of such
an end; in others, where no sign tells, one token with whole characters counts as a word.

Where the text was begun by a person, its last tokens may not be those that the model would have
said there. Its letters bind, not the way that a tokenizer cuts them: the last tokens are found anew
(as "token healing" of guidance-ai/guidance does it for prompts).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.inference.best import best, log_sums
from assistant_app.inference.decoders import Decoder, Ids, Scores
from assistant_app.inference.decoding_plan import DecodingPlan
from assistant_app.inference.logits_rules import rules_for
from assistant_app.inference.said import Said
from assistant_app.inference.tokenizer import Tokenizer
from assistant_app.inference.words import ends_word, first_word, is_unspaced

_LONGEST = 8
"""Tokens of a word, with those that are found anew before it."""
_LOOKED_AT = 48
"""Tokens that are looked at in each step, the best: what is left has hardly any chance."""
_MOST_OPEN = 16
"""Words that are followed at once."""
_WORST = 6.0
"""A word that is this much less likely (in nats) than the best is none to offer."""
_HALF = "\ufffd"


@dataclass(frozen=True)
class Head:
    """How a text begins: ``ids`` is said; then ``required`` must be spelled, which ``owed`` does
    in the tokenizer's own way. Behind ``is_open`` heads a blank may stand before the word or not.
    """

    ids: tuple[int, ...] = ()
    owed: tuple[int, ...] = ()
    required: str = ""
    is_open: bool = True


@dataclass(frozen=True)
class NextWord:
    """``ids`` are the tokens behind ``Head.ids``; ``score`` the log probability."""

    ids: tuple[int, ...]
    text: str
    score: float


@dataclass(frozen=True)
class _State:
    ids: tuple[int, ...]
    score: float
    word: str = ""
    parent: int = 0


class Pieces:
    """What tokens spell."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[int, str] = {}
        self._ends: dict[int, bool] = {}

    def piece(self, token: int) -> str:
        if token not in self._known:
            self._known[token] = self._tokenizer.decode([token])
        return self._known[token]

    def ends_word(self, token: int) -> bool:
        """Whether it is no part of the word before it, in a script with blanks."""
        if token not in self._ends:
            self._ends[token] = ends_word(self.piece(token))
        return self._ends[token]

    def text(self, ids: Sequence[int]) -> str:
        text = "".join(map(self.piece, ids))
        return self._tokenizer.decode(ids) if _HALF in text else text


def head_of(tokenizer: Tokenizer, text: str, before: str) -> Head:
    """How a text begins that a word of ``text`` is replaced in, ``before`` being all before it."""
    whole = tokenizer.encode_target(text)
    begun = tokenizer.encode_target(before.rstrip())
    pairs = zip(whole, begun, strict=False)
    n_same = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(whole), len(begun)))
    ids, owed = tuple(begun[:n_same]), tuple(begun[n_same:])
    if ids and not owed and tokenizer.decode(ids).endswith(_HALF):
        ids, owed = ids[:-1], ids[-1:]
    spelled = tokenizer.decode(owed) if owed else ""
    blank = " " if before.strip() and before[-1:].isspace() else ""
    is_open = not before.strip() or is_unspaced(before[-1:])
    return Head(ids, owed, spelled + blank if ids else spelled.lstrip() + blank, is_open)


def next_words(
    decoder: Decoder,
    first: Ids,
    plan: DecodingPlan,
    head: Head,
    pieces: Pieces,
    n_wanted: int,
    without: Collection[str] = (),
    cancel: CancelToken | None = None,
) -> list[NextWord]:
    """The ``n_wanted`` likeliest words behind ``head``, best first, or fewer: none of ``without``,
    whatever its capitals, and none that is far less likely than the best.

    ``first`` [1, n] is what the decoder begins with, ``Head.ids`` at its end. Raises ``Cancelled``.
    """
    search = _Search(plan, head, pieces, n_wanted, {word.casefold() for word in without})
    said = Said(first, [_LONGEST + 1])
    states = [_State((), 0.0)]
    ids = first
    rules = None
    for _ in range(_LONGEST + len(head.owed)):
        if cancel is not None:
            cancel.check()
        scores = decoder.step(ids, cancel)
        scores -= log_sums(scores)[:, None]
        rules = rules_for(plan, scores.shape[1]) if rules is None else rules
        for rule in rules:
            rule(scores, said)
        states = search.grown(states, scores)
        if not states:
            break
        parents = np.array([state.parent for state in states], np.intp)
        decoder.keep(parents)
        said.keep(parents)
        ids = np.array([[state.ids[-1]] for state in states], np.int64)
        said.add(ids[:, 0])
    return search.best()


class _Search:
    """The words found so far, each once, however it was spelled."""

    def __init__(
        self, plan: DecodingPlan, head: Head, pieces: Pieces, n_wanted: int, without: set[str]
    ) -> None:
        self._ends = frozenset(plan.end_ids)
        self._head, self._pieces = head, pieces
        self._n_wanted, self._without = n_wanted, without
        self._found: dict[str, NextWord] = {}
        self._top = -math.inf
        """The score of the likeliest way to go on, even where that is a sign or the end."""

    def grown(self, states: Sequence[_State], scores: Scores) -> list[_State]:
        """What is to be followed further, with one token more."""
        going: list[_State] = []
        for row, state in enumerate(states):
            end = 0.0
            for token in self._looked_at(state, scores[row]):
                chance = float(scores[row, token])
                if not math.isfinite(chance):
                    continue
                is_end = token in self._ends
                if state.word and (is_end or self._pieces.ends_word(token)):
                    end += math.exp(chance)
                elif is_end:
                    self._top = max(self._top, state.score + chance)
                else:
                    going += self._followed(state, token, chance, row)
            if end:
                self._take(state.word, state.ids, state.score + math.log(end))
        worst = self._worst()
        going = [state for state in going if state.score > worst]
        going = sorted(going, key=lambda state: -state.score)[:_MOST_OPEN]
        return sorted(going, key=lambda state: state.parent)

    def best(self) -> list[NextWord]:
        worst = self._worst()
        found: dict[str, NextWord] = {}
        for word in sorted(self._found.values(), key=lambda word: -word.score):
            key = word.text.casefold()
            if key not in self._without and word.score >= worst:
                found.setdefault(key, word)
        return list(found.values())[: self._n_wanted]

    def _looked_at(self, state: _State, scores: npt.NDArray[np.float32]) -> list[int]:
        tokens: list[int] = best(scores, _LOOKED_AT)[: 2 * _LOOKED_AT].tolist()
        n = len(state.ids)
        owed = self._head.owed
        if n < len(owed) and state.ids == owed[:n] and owed[n] not in tokens:
            tokens.append(owed[n])
        return tokens

    def _followed(self, state: _State, token: int, chance: float, row: int) -> Iterator[_State]:
        """``state`` with ``token``, if that may become a word; taken, if it is one."""
        ids, score = (*state.ids, token), state.score + chance
        is_owed = ids == self._head.owed[: len(ids)]
        is_hopeless = score < self._top - _WORST or not self._pieces.piece(token)
        if is_hopeless and not is_owed:
            return
        begun = self._begun(self._pieces.text(ids))
        if begun is None and not is_owed:
            return
        word, is_whole = first_word(begun or "")
        if begun:
            self._top = max(self._top, score)
            if not word:
                return  # a sign
        if is_whole:
            self._take(word, ids, score)
        elif begun or len(ids) < _LONGEST + len(self._head.owed):
            yield _State(ids, score, word, row)

    def _begun(self, spelled: str) -> str | None:
        """What of the word is spelled; None if something else is."""
        required = self._head.required
        is_half = spelled.endswith(_HALF)
        spelled = spelled.rstrip(_HALF)
        if not self._head.ids:
            spelled = spelled.lstrip()
        if len(spelled) <= len(required) and required.startswith(spelled):
            return ""
        if required == " " and is_unspaced(spelled):
            required = ""
        if not spelled.startswith(required):
            return None
        word = spelled[len(required) :]
        if word[:1].isspace():
            if not self._head.is_open or required:
                return None
            word = word.lstrip()
        return "" if is_half and not word else word

    def _take(self, word: str, ids: tuple[int, ...], score: float) -> None:
        known = self._found.get(word)
        if known is not None:
            both = float(np.logaddexp(known.score, score))
            ids = known.ids if known.score >= score else ids
            score = both
        self._found[word] = NextWord(ids, word, score)

    def _worst(self) -> float:
        """What is worse than this is not offered."""
        scores = sorted((word.score for word in self._found.values()), reverse=True)
        n_kept = self._n_wanted + len(self._without)
        last = scores[n_kept] if len(scores) > n_kept else -math.inf
        return max(last, self._top - _WORST)
