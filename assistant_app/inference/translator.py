"""An encoder-decoder model that translates, in one direction or in many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelUnfit
from assistant_app.inference.alignment import Weights, links, trimmed
from assistant_app.inference.constrained import every_spelling, spellings
from assistant_app.inference.device import DeviceReport
from assistant_app.inference.directions import Direction, directions_of
from assistant_app.inference.faithful import order_of_faith
from assistant_app.inference.likelihood import LogProbs
from assistant_app.inference.links import Aligned
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.session import OpenSession
from assistant_app.inference.streams import Given, Made, Streams
from assistant_app.inference.text_to_text import Rows, TextToText, pieces_of
from assistant_app.inference.variants import variants_at
from assistant_app.inference.words import WordVariants

_MOST_PER_TOKEN, _MOST_EXTRA = 4, 24
"""A translation is never longer than 4 tokens per source token and 24: longer ones are loops."""


class OneWay:
    """A translation model that was told its direction. ``tags`` are tokens that tell it inside a
    text, for texts that bring theirs along. ``back`` is the same model the other way."""

    def __init__(
        self,
        model: TextToText,
        direction: Direction,
        tags: frozenset[int],
        back: OneWay | None = None,
    ) -> None:
        self._model = model
        self._back = back
        self._direction = direction
        self._tags = tags
        self._source_id = self._id(direction.source_token)
        self._target_id = self._id(direction.target_token)
        self._prefix_ids = model.tokenizer.encode(direction.prefix) if direction.prefix else []

    @property
    def report(self) -> DeviceReport:
        """The device of the decoder, where nearly all the time goes."""
        return self._model.report

    @property
    def seconds_in_runtime(self) -> float:
        """Time spent inside ONNX Runtime since the model was loaded."""
        return self._model.seconds_in_runtime

    @property
    def max_source_tokens(self) -> int:
        """The longest source, prefix and end token included (``count_tokens``)."""
        return self._model.max_source_tokens

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` as the model will see it."""
        return len(self._source_ids([text])[0])

    def translate(
        self,
        texts: Sequence[str],
        options: GenerationOptions | None = None,
        cancel: CancelToken | None = None,
    ) -> list[str]:
        """All ``texts``, in their order. Longest sources are batched with long ones. A source over
        ``max_source_tokens`` is translated in parts."""
        parts: Rows = []
        owners: list[int] = []
        for owner, ids in enumerate(self._source_ids(texts)):
            for part in self._split(ids):
                parts.append(part)
                owners.append(owner)
        told = self._told(options)
        found = [""] * len(texts)
        for owner, best in zip(owners, self._said(parts, told, cancel), strict=True):
            text = self._model.text_of(best[0] if best else [], told)
            found[owner] = f"{found[owner]} {text}" if found[owner] else text
        return found

    def alternatives(
        self,
        text: str,
        options: GenerationOptions,
        cancel: CancelToken | None = None,
        without: Sequence[str] = (),
    ) -> list[Aligned]:
        """Up to ``n_best`` different translations of one text, best first, that hold none of the
        words ``without``. Of a text that is too long for the model, only the beginning is
        translated."""
        barred = tuple(
            way for word in without for way in every_spelling(self._model.tokenizer, word)
        )
        told = self._told(replace(options, bad_words=options.bad_words + barred))
        rows = self._split(self._source_ids([text])[0])[:1]
        (said,) = self._said(rows, told, cancel)
        found = self._all_aligned([text] * len(said), rows * len(said), said, told, cancel)
        return list({each.text: each for each in reversed(found)}.values())[::-1]

    def each(self, function: Callable[[Given], Made], items: Sequence[Given]) -> list[Made]:
        """``function`` of each of ``items``, which may ask this translator for something; several
        at once, where there are cores for it."""
        streams = self._model.streams
        return streams.run(function, items, streams.n)

    def alternatives_of(
        self,
        texts: Sequence[str],
        options: Sequence[GenerationOptions],
        cancel: CancelToken | None = None,
        wants_links: Callable[[str], bool] = lambda _text: True,
        by_faith: bool = False,
    ) -> list[list[Aligned]]:
        """``alternatives`` of several texts, in batches: as much as four at a time of what one
        takes. Their ``options`` may differ in ``max_new_tokens``. ``by_faith``: those that say most
        of the text come first (``faithful``), where the model goes both ways."""
        if not texts:
            return []
        longest = max(each.max_new_tokens for each in options)
        told = self._told(replace(options[0], max_new_tokens=longest))
        rows = [self._split(ids)[0] for ids in self._source_ids(texts)]
        limits = [
            min(self._limit(row), each.max_new_tokens)
            for row, each in zip(rows, options, strict=True)
        ]
        said = self._model.generate_ids(rows, told, cancel, self._begin_ids(), limits)
        if by_faith and self._back is not None:
            said = self._by_faith(texts, rows, said, cancel)
        owners = [
            at for at, found in enumerate(said) for _ in found if found and wants_links(texts[at])
        ]
        aligned = iter(
            self._all_aligned(
                [texts[at] for at in owners],
                [rows[at] for at in owners],
                [ids for at in dict.fromkeys(owners) for ids in said[at]],
                told,
                cancel,
            )
        )
        linked = set(owners)
        found: list[dict[str, Aligned]] = [{} for _ in texts]
        for at, ways in enumerate(said):
            for ids in ways:
                each = next(aligned) if at in linked else Aligned(self._model.text_of(ids, told))
                found[at].setdefault(each.text, each)
        return [list(ways.values()) for ways in found]

    def variants(
        self,
        text: str,
        translation: str,
        place: int,
        n_wanted: int,
        options: GenerationOptions | None = None,
        cancel: CancelToken | None = None,
        phrases: Sequence[str] = (),
    ) -> WordVariants:
        """What else could stand in ``translation`` of ``text`` where there is the word at
        ``place``: up to ``n_wanted`` words, each with how the translation then goes on, holding
        ``phrases`` as far as the model can be brought to it. None where no word stands or the text
        is in several parts. Raises ``Cancelled``."""
        told = self._told(options)
        (part, *others) = self._split(self._source_ids([text])[0])
        if others:
            return WordVariants(place, place)
        begin, limit = self._begin_ids(), self._limit(part)
        return variants_at(
            self._model, part, translation, place, n_wanted, told, cancel, begin, limit, phrases
        )

    def translate_with(
        self,
        text: str,
        phrases: Sequence[str],
        options: GenerationOptions | None = None,
        cancel: CancelToken | None = None,
    ) -> Aligned:
        """One text's translation that holds every one of ``phrases``, as far as the model can be
        brought to it. A text in several parts is translated freely."""
        told = self._told(options)
        (part, *others) = self._split(self._source_ids([text])[0])
        if others or not phrases:
            return self.translate_aligned([text], told, cancel)[0]
        required = [spellings(self._model.tokenizer, phrase) for phrase in phrases]
        limit = self._limit(part) + sum(len(phrase[0]) for phrase in required if phrase)
        said = self._model.generate_with(part, required, told, cancel, self._begin_ids(), limit)
        return self._all_aligned([text], [part], [said], told, cancel)[0]

    def translate_aligned(
        self,
        texts: Sequence[str],
        options: GenerationOptions | None = None,
        cancel: CancelToken | None = None,
        wants_links: Callable[[str], bool] = lambda _text: True,
    ) -> list[Aligned]:
        """Like ``translate``, with what was read off what, for the texts of which that is wanted. A
        text in several parts, and one whose model lets nothing be seen, has no links."""
        told = self._told(options)
        sources = self._source_ids(texts)
        whole = [i for i, ids in enumerate(sources) if len(ids) <= self.max_source_tokens]
        rows = [sources[i] for i in whole]
        said = [best[0] if best else [] for best in self._said(rows, told, cancel)]
        found = {
            i: Aligned(self._model.text_of(ids, told)) for i, ids in zip(whole, said, strict=True)
        }
        shown = [at for at, i in enumerate(whole) if said[at] and wants_links(texts[i])]
        made = self._all_aligned(
            [texts[whole[at]] for at in shown],
            [rows[at] for at in shown],
            [said[at] for at in shown],
            told,
            cancel,
        )
        found |= {whole[at]: each for at, each in zip(shown, made, strict=True)}
        rest = [i for i in range(len(texts)) if i not in found]
        for i, text in zip(
            rest, self.translate([texts[i] for i in rest], told, cancel), strict=True
        ):
            found[i] = Aligned(text)
        return [found[i] for i in range(len(texts))]

    def log_probs(
        self, texts: Sequence[str], translations: Sequence[str], cancel: CancelToken | None = None
    ) -> list[LogProbs] | None:
        """How likely each token of the translations is for its text; None if the model can't be
        asked. Of a text that is too long for the model, only the beginning counts."""
        told = self._told(None)
        rows = [self._split(ids)[0] for ids in self._source_ids(texts)]
        said = self._model.tokenizer.encode_batch(translations, has_specials=False)
        room = self.max_source_tokens - 4
        begin = self._model.begun_with([], told, self._begin_ids())
        return self._model.log_probs(rows, [ids[:room] for ids in said], cancel, begin)

    def _by_faith(
        self, texts: Sequence[str], rows: Rows, found: list[Rows], cancel: CancelToken | None
    ) -> list[Rows]:
        """What was ``found`` for each text, the most faithful first, if the model can be asked."""
        told = self._told(None)
        owners = [at for at, best in enumerate(found) for _ in best]
        said = [ids for best in found for ids in best]
        begin = self._model.begun_with([], told, self._begin_ids())
        there = self._model.log_probs([rows[at] for at in owners], said, cancel, begin)
        read = [self._model.text_of(ids, told) for ids in said]
        asked = [texts[at] for at in owners]
        back = self._back.log_probs(read, asked, cancel) if self._back is not None else None
        if there is None or back is None:
            return found
        order = order_of_faith(owners, there, back)
        return [[said[i] for i in order.get(at, ())] for at in range(len(found))]

    def _all_aligned(
        self,
        texts: Sequence[str],
        sources: Rows,
        said: Rows,
        options: GenerationOptions,
        cancel: CancelToken | None,
    ) -> list[Aligned]:
        if not texts:
            return []
        seen = self._model.attention(sources, said, cancel, self._begin_ids())
        return [
            self._aligned(text, source, row, None if seen is None else seen[at], options)
            for at, (text, source, row) in enumerate(zip(texts, sources, said, strict=True))
        ]

    def _aligned(
        self,
        text: str,
        source: list[int],
        said: list[int],
        weights: Weights | None,
        options: GenerationOptions,
    ) -> Aligned:
        tokenizer = self._model.tokenizer
        translation = self._model.text_of(said, options)
        if weights is None or not said:
            return Aligned(translation)
        raw = tokenizer.decode(said)
        n_before, n = len(raw) - len(raw.lstrip()), len(translation)
        spans = [(start - n_before, end - n_before) for start, end in tokenizer.decoded_spans(said)]
        inside = [(min(max(0, start), n), min(max(0, end), n)) for start, end in spans]
        prefix = self._direction.prefix if self._source_id is None else ""
        places = [span and trimmed(span, text) for span in tokenizer.spans(text, source, prefix)]
        found = links(weights, places, [trimmed(span, translation) for span in inside])
        return Aligned(translation, found)

    def _said(
        self, parts: Rows, options: GenerationOptions, cancel: CancelToken | None
    ) -> list[Rows]:
        limits = [self._limit(part) for part in parts]
        return self._model.generate_ids(parts, options, cancel, self._begin_ids(), limits)

    def stream(
        self,
        text: str,
        options: GenerationOptions | None = None,
        cancel: CancelToken | None = None,
    ) -> Iterator[str]:
        """One text's translation as it is made, in pieces of whole characters."""
        for number, part in enumerate(self._split(self._source_ids([text])[0])):
            if number > 0:
                yield " "
            told = self._told(options)
            tokens = self._model.stream_ids(
                part, told, cancel, self._begin_ids(), self._limit(part)
            )
            yield from pieces_of(tokens, self._model.tokenizer, told.stop_strings)

    def _told(self, options: GenerationOptions | None) -> GenerationOptions:
        options = options or GenerationOptions()
        if self._target_id is None or self._direction.is_start:
            return options
        return replace(options, forced_begin_id=self._target_id)

    def _begin_ids(self) -> list[int] | None:
        is_begun = self._direction.is_start and self._target_id is not None
        return [self._target_id] if is_begun and self._target_id is not None else None

    def _limit(self, part: list[int]) -> int:
        return _MOST_PER_TOKEN * len(part) + _MOST_EXTRA

    def _source_ids(self, texts: Sequence[str]) -> Rows:
        direction = self._direction
        if self._source_id is None:
            return self._model.source_ids([direction.prefix + text for text in texts])
        end = list(self._model.end_ids[:1])
        bare = self._model.tokenizer.encode_batch(texts, has_specials=False)
        if direction.is_suffix:
            return [[*ids, *end, self._source_id] for ids in bare]
        return [[self._source_id, *ids, *end] for ids in bare]

    def _split(self, ids: list[int]) -> Rows:
        """Parts that fit the model, each with what tells the direction and with the end token.

        The last resort: whoever cares for sentences splits at better places before.
        """
        limit = self.max_source_tokens
        if len(ids) <= limit:
            return [ids]
        ends = {*self._model.end_ids, self._source_id}
        n_head = self._n_head(ids)
        n_tail = next((i for i in range(len(ids)) if ids[-1 - i] not in ends), 0)
        head, tail = ids[:n_head], ids[len(ids) - n_tail :]
        body = ids[n_head : len(ids) - n_tail]
        size = max(1, limit - n_head - n_tail)
        return [head + body[i : i + size] + tail for i in range(0, len(body), size)]

    def _n_head(self, ids: list[int]) -> int:
        if self._source_id is not None and not self._direction.is_suffix:
            return 1
        pairs = zip(ids, self._prefix_ids, strict=False)
        n_same = next((i for i, (a, b) in enumerate(pairs) if a != b), len(self._prefix_ids))
        if self._prefix_ids and self._prefix_ids[-1] in self._model.end_ids:
            n_same = min(n_same, len(self._prefix_ids) - 1)
        return n_same or int(ids[0] in self._tags)

    def _id(self, token: str) -> int | None:
        if not token:
            return None
        found = self._model.tokenizer.token_id(token)
        if found is None:
            raise ModelUnfit(self._model.model_id, f"its tokenizer has no token {token}")
        return found


class Translator(OneWay):
    """One model on one device, its direction still open: texts bring along what chooses it, or
    ``between`` is asked first."""

    def __init__(self, folder: ModelFolder, open_session: OpenSession) -> None:
        model = TextToText(folder, open_session)
        self._directions = directions_of(folder)
        told = (*self._directions.prefixes.values(), *self._directions.tags.values())
        prefixes = {prefix.strip() for prefix in told}
        numbers = (model.tokenizer.token_id(prefix) for prefix in prefixes if prefix)
        super().__init__(model, Direction(), frozenset(n for n in numbers if n is not None))

    def use_streams(self, streams: Streams) -> None:
        """How batches go through the model from now on, whatever their direction."""
        self._model.streams = streams

    def between(self, source: str, target: str) -> OneWay:
        """The same model, told to translate this way. ``LanguagePairUnavailable`` if it says
        which ways it goes and this is none of them."""
        way = self._directions.between(source, target)
        if not self._directions.says(target, source):
            return OneWay(self._model, way, self._tags)
        back = OneWay(self._model, self._directions.between(target, source), self._tags)
        return OneWay(self._model, way, self._tags, back)
