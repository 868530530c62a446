"""An encoder-decoder model that turns one text into another, whatever the two have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from assistant_app.cancel import CancelToken
from assistant_app.inference.alignment import AttentionReader, Weights
from assistant_app.inference.batches import by_length, pad, shared_out
from assistant_app.inference.beam import beam_search
from assistant_app.inference.constrained import Phrase, constrained_search
from assistant_app.inference.decode import decode
from assistant_app.inference.decoders import (
    Decoder,
    DecoderGraphs,
    EncoderDecoder,
    Ids,
)
from assistant_app.inference.decoding_plan import DecodingPlan
from assistant_app.inference.device import DeviceReport
from assistant_app.inference.family import ENCODER_DECODER
from assistant_app.inference.likelihood import LikelihoodReader, LogProbs
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.next_words import Pieces
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.replay import lasting
from assistant_app.inference.session import OpenSession, Session
from assistant_app.inference.source_pass import Remembered, encoded_again
from assistant_app.inference.stop_strings import StopStrings
from assistant_app.inference.streams import Streams
from assistant_app.inference.text_stream import TextStream
from assistant_app.inference.tokenizer import Tokenizer

Rows = list[list[int]]

_BATCH_ROWS = 64
_BEAM_ROWS = 64
"""Sources in a batch, and beams: measured on two cores, more gain nothing."""
_BATCH_TOKENS = 4096
_SCORED_TOKENS = 512
"""Scores of all words for each: sixteen megabytes in a small vocabulary, sixty in a large one."""
_REMEMBERED = 256
"""Sources at most, about, of which it is kept what the encoder made: a few megabytes."""


class TextToText:
    """One model on one device. ``begin_ids`` is what the decoder begins with; None is the model's
    own first token."""

    def __init__(self, folder: ModelFolder, open_session: OpenSession) -> None:
        self.tokenizer = Tokenizer.load(folder.path, folder.model_id)
        self.model_id = folder.model_id
        self.end_ids = folder.end_ids
        self._start_id = folder.token_setting("decoder_start_token_id", "bos_token_id")
        self._pad_id = folder.token_setting("pad_token_id", "eos_token_id")
        self._defaults = folder.defaults
        self._max_positions = folder.max_positions
        graphs = list(folder.graphs(*ENCODER_DECODER).values())
        self.encoder = open_session(graphs[0])
        source: Session | None = None
        first = later = open_session(graphs[-1], "step")
        if later.part == "step":
            source = open_session(graphs[1], "source")
        elif len(graphs) > 2:
            first = open_session(graphs[1])
        self.decoder = later
        self.streams = Streams()
        self._remembered: Remembered = {}
        self._open_session = open_session
        self._attention_graph = graphs[-1] if len(graphs) < 3 else graphs[1]
        self._alignment_heads = folder.alignment_heads
        needed = () if source or later is not first else ("encoder_hidden_states",)
        self._graphs = DecoderGraphs(
            first, later, folder.model_id, ("input_ids", *needed), folder.kv_sizes, source
        )

    @property
    def report(self) -> DeviceReport:
        """The device of the decoder, where nearly all the time goes."""
        return self.decoder.report

    @property
    def seconds_in_runtime(self) -> float:
        """Time spent inside ONNX Runtime since the model was loaded."""
        return sum(s.seconds_in_runtime for s in (self.encoder, *self._graphs.sessions))

    @property
    def max_source_tokens(self) -> int:
        """The longest source, with all that stands around it (``count_tokens``)."""
        return self._max_positions

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` as the model will see it."""
        return len(self.source_ids([text])[0])

    def generate(
        self,
        sources: Sequence[str],
        options: GenerationOptions | None = None,
        cancel: CancelToken | None = None,
        begin_ids: Sequence[int] | None = None,
    ) -> list[str]:
        """The best text for each source, in their order. The end of a source that is too long for
        the model is not read."""
        best = self.alternatives(sources, options, cancel, begin_ids)
        return [texts[0] for texts in best]

    def alternatives(
        self,
        sources: Sequence[str],
        options: GenerationOptions | None = None,
        cancel: CancelToken | None = None,
        begin_ids: Sequence[int] | None = None,
    ) -> list[list[str]]:
        """Up to ``n_best`` texts for each source, best first; never none."""
        rows = [self._cut(ids) for ids in self.source_ids(sources)]
        options = options or GenerationOptions()
        found = self.generate_ids(rows, options, cancel, begin_ids)
        return [[self.text_of(ids, options) for ids in texts] or [""] for texts in found]

    def text_of(self, ids: Sequence[int], options: GenerationOptions) -> str:
        """The text of what ``generate_ids`` found, up to the first stop string."""
        stops = StopStrings(self.tokenizer, options.stop_strings)
        return stops.cut(self.tokenizer.decode(ids)).strip()

    def generate_ids(
        self,
        sources: Sequence[Sequence[int]],
        options: GenerationOptions,
        cancel: CancelToken | None = None,
        begin_ids: Sequence[int] | None = None,
        limits: Sequence[int] | None = None,
    ) -> list[Rows]:
        """``alternatives`` in token ids, end tokens left out. Sources of like length go through
        the graphs together. ``limits`` bounds the tokens of each, beside the options."""
        plan = self._defaults.plan(options)
        found: list[Rows] = [[] for _ in sources]
        most_rows = max(1, min(_BATCH_ROWS, _BEAM_ROWS // plan.n_beams))
        lengths = [len(ids) for ids in sources]
        self._remembered = {}
        batches = shared_out(lengths, most_rows, _BATCH_TOKENS, self.streams.n)

        def texts_of(batch: list[int]) -> list[Rows]:
            part = [sources[i] for i in batch]
            most = None if limits is None else [limits[i] for i in batch]
            return self._batch(part, plan, cancel, begin_ids, most)

        for batch, texts in zip(
            batches, self.streams.run(texts_of, batches, self.streams.n), strict=True
        ):
            for i, each in zip(batch, texts, strict=True):
                found[i] = each
        return found

    def generate_with(
        self,
        source: Sequence[int],
        phrases: Sequence[Phrase],
        options: GenerationOptions,
        cancel: CancelToken | None = None,
        begin_ids: Sequence[int] | None = None,
        limit: int | None = None,
    ) -> list[int]:
        """The best text for one source that holds all ``phrases``, in token ids."""
        plan = self._defaults.plan(options)
        limits = None if limit is None else [limit]
        decoder, first, most = self._begun([source], plan, cancel, begin_ids, limits)
        return constrained_search(decoder, first, plan, most[0], phrases, cancel)

    def begun_with(
        self,
        ids: Sequence[int],
        options: GenerationOptions,
        begin_ids: Sequence[int] | None = None,
    ) -> list[int]:
        """What the decoder begins with where a text is to begin with ``ids``."""
        begin = list(begin_ids) if begin_ids is not None else [self._start_id]
        forced = self._defaults.plan(options).forced_begin_id
        if forced is not None and len(begin) == 1:
            begin.append(forced)
        return [*begin, *ids]

    def begun_at(
        self,
        source: Sequence[int],
        begin_ids: Sequence[int],
        options: GenerationOptions,
        cancel: CancelToken | None = None,
        limit: int | None = None,
    ) -> tuple[Decoder, Ids, DecodingPlan, int]:
        """For searches of another kind over one source: its decoder, what it is fed first, the plan
        and the most tokens that may be said."""
        plan = self._defaults.plan(options)
        limits = None if limit is None else [limit]
        decoder, first, (most,) = self._begun([source], plan, cancel, begin_ids, limits)
        return decoder, first, plan, most

    @cached_property
    def pieces(self) -> Pieces:
        return Pieces(self.tokenizer)

    def attention(
        self,
        sources: Sequence[Sequence[int]],
        said: Sequence[Sequence[int]],
        cancel: CancelToken | None = None,
        begin_ids: Sequence[int] | None = None,
    ) -> list[Weights] | None:
        """What each token of ``said``, as ``generate_ids`` gave it for ``sources``, looked at:
        [tokens said, source length] for each. None if the graph does not let it be seen."""
        reader = self._attention_reader
        if reader is None:
            return None
        begin = list(begin_ids) if begin_ids is not None else [self._start_id]
        found: list[Weights] = [np.zeros((0, 0), np.float32)] * len(sources)
        lengths = [
            max(len(ids), len(row) + len(begin)) for ids, row in zip(sources, said, strict=True)
        ]
        for batch in by_length(lengths, _BATCH_ROWS, _BATCH_TOKENS):
            ids, mask = pad([sources[i] for i in batch], self._pad_id)
            hidden = encoded_again(self.encoder, ids, mask, cancel, self._remembered)
            rows = [said[i] for i in batch]
            for i, weights in zip(
                batch, reader.read(hidden, mask, begin, rows, cancel), strict=True
            ):
                found[i] = weights
        return found

    def log_probs(
        self,
        sources: Sequence[Sequence[int]],
        said: Sequence[Sequence[int]],
        cancel: CancelToken | None = None,
        begin_ids: Sequence[int] | None = None,
    ) -> list[LogProbs] | None:
        """How likely each token of ``said`` is for its source, the end token behind it included.
        None if the graph can't be asked."""
        reader = self._likelihood_reader
        if reader is None:
            return None
        begin = list(begin_ids) if begin_ids is not None else [self._start_id]
        ended = [[*row, *self.end_ids[:1]] for row in said]
        lengths = [max(len(a), len(b) + len(begin)) for a, b in zip(sources, ended, strict=True)]
        found: list[LogProbs] = [np.zeros(0, np.float32)] * len(sources)

        def read(batch: list[int]) -> list[LogProbs]:
            ids, mask = pad([sources[i] for i in batch], self._pad_id)
            known = dict(self._remembered)  # what is new here is not asked for again
            hidden = encoded_again(self.encoder, ids, mask, cancel, known)
            return reader.read(hidden, mask, begin, [ended[i] for i in batch], cancel)

        batches = list(by_length(lengths, _BATCH_ROWS, _SCORED_TOKENS))
        read_all = self.streams.run(read, batches, self.streams.n)
        for batch, each in zip(batches, read_all, strict=True):
            for i, row in zip(batch, each, strict=True):
                found[i] = row
        return found

    @cached_property
    def _likelihood_reader(self) -> LikelihoodReader | None:
        """Opened at its first use, like the other."""
        session = self._open_session(self._attention_graph, "scores")
        return LikelihoodReader(session, self._pad_id) if session.part == "scores" else None

    @cached_property
    def _attention_reader(self) -> AttentionReader | None:
        """Opened at its first use: its weights are those of the decoder, its graph is its own."""
        session = self._open_session(self._attention_graph, "attention")
        if session.part != "attention":
            return None
        return AttentionReader(session, self._pad_id, self._alignment_heads)

    def stream_ids(
        self,
        source: Sequence[int],
        options: GenerationOptions,
        cancel: CancelToken | None = None,
        begin_ids: Sequence[int] | None = None,
        limit: int | None = None,
    ) -> Iterator[int]:
        """One text's tokens as they are made; beams are not looked at."""
        plan = self._defaults.plan(options)
        decoder, first, limits = self._begun(
            [source], plan, cancel, begin_ids, None if limit is None else [limit]
        )
        for _, tokens in decode(decoder, first, plan, limits, cancel):
            yield tokens[0]

    def stream(
        self,
        source: str,
        options: GenerationOptions | None = None,
        cancel: CancelToken | None = None,
    ) -> Iterator[str]:
        """One text as it is made, in pieces of whole characters."""
        ids = self._cut(self.source_ids([source])[0])
        options = options or GenerationOptions()
        tokens = self.stream_ids(ids, options, cancel)
        return pieces_of(tokens, self.tokenizer, options.stop_strings)

    def source_ids(self, texts: Sequence[str]) -> Rows:
        """Every source ends in the end token, whether or not the tokenizer puts it there."""
        found = self.tokenizer.encode_batch(texts)
        if self.end_ids:
            for ids in found:
                if not ids or ids[-1] not in self.end_ids:
                    ids.append(self.end_ids[0])
        return found

    def _cut(self, ids: list[int]) -> list[int]:
        room = self.max_source_tokens
        return ids if len(ids) <= room else [*ids[: room - 1], ids[-1]]

    def _batch(
        self,
        sources: Sequence[Sequence[int]],
        plan: DecodingPlan,
        cancel: CancelToken | None,
        begin_ids: Sequence[int] | None,
        limits: Sequence[int] | None,
    ) -> list[Rows]:
        decoder, first, most = self._begun(sources, plan, cancel, begin_ids, limits)
        stops = StopStrings(self.tokenizer, plan.stop_strings).check
        if plan.n_beams > 1:
            found = beam_search(decoder, first, plan, most, cancel, stops)
            return [[list(text.ids) for text in texts] for texts in found]
        said: Rows = [[] for _ in sources]
        for rows, tokens in decode(decoder, first, plan, most, cancel, stops=stops):
            for row, token in zip(rows, tokens, strict=True):
                said[row].append(token)
        return [[ids] for ids in said]

    def _begun(
        self,
        sources: Sequence[Sequence[int]],
        plan: DecodingPlan,
        cancel: CancelToken | None,
        begin_ids: Sequence[int] | None,
        limits: Sequence[int] | None,
    ) -> tuple[Decoder, Ids, list[int]]:
        if cancel is not None:
            cancel.check()
        ids, mask = pad(sources, self._pad_id)
        begin = list(begin_ids) if begin_ids is not None else [self._start_id]
        first = np.tile(np.array(begin, np.int64), (len(sources), 1))

        def make() -> Decoder:
            kept = self._remembered if len(self._remembered) < _REMEMBERED else None
            return EncoderDecoder(self.encoder, self._graphs, ids, mask, cancel, kept)

        room = self._max_positions - len(begin)
        most = [min(room, limit) for limit in limits or [room] * len(sources)]
        return (
            lasting(make, self.encoder, *self._graphs.sessions),
            first,
            [plan.limit(len(begin), each) for each in most],
        )


def pieces_of(
    tokens: Iterator[int], tokenizer: Tokenizer, stop_strings: Sequence[str] = ()
) -> Iterator[str]:
    """Pieces of whole characters, without white space at the front, up to a stop string."""
    has_begun = False
    pieces = TextStream(tokenizer, stop_strings)
    for token in tokens:
        piece = pieces.push(token)
        piece = piece if has_begun else piece.lstrip()
        has_begun = has_begun or bool(piece)
        if piece:
            yield piece
        if pieces.has_stopped:
            break
    if rest := pieces.close():
        yield rest if has_begun else rest.lstrip()
