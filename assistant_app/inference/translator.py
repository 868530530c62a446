"""An encoder-decoder model that turns one text into another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant_app.cancel import CancelToken
from assistant_app.errors import LanguagePairUnavailable
from assistant_app.inference.batches import by_length, pad
from assistant_app.inference.decode import decode
from assistant_app.inference.decoders import EncoderDecoder, EncoderDecoderGraphs
from assistant_app.inference.device import DeviceReport
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.session import Session
from assistant_app.inference.text_stream import TextStream
from assistant_app.inference.tokenizer import Tokenizer

OpenSession = Callable[[Path], Session]

_BATCH_ROWS = 16
_BATCH_TOKENS = 1024
_MOST_PER_TOKEN, _MOST_EXTRA = 4, 24
"""A translation is never longer than 4 tokens per source token and 24: longer ones are loops."""


class Translator:
    """One model on one device. Sources carry the prefix that chooses the direction, if any."""

    def __init__(self, folder: ModelFolder, open_session: OpenSession) -> None:
        self._tokenizer = Tokenizer.load(folder.path, folder.model_id)
        self._start_id = folder.token_setting("decoder_start_token_id")
        self._pad_id = folder.token_setting("pad_token_id")
        self._end_ids = folder.end_ids
        self._defaults = folder.defaults
        self._pairs = folder.about.get("pairs", [])
        self._max_positions = folder.max_positions
        self._encoder = open_session(folder.graph("encoder_model"))
        self._decoder = open_session(folder.graph("decoder_model_merged"))
        self._graphs = EncoderDecoderGraphs(self._encoder, self._decoder, folder.model_id)

    @property
    def report(self) -> DeviceReport:
        """The device of the decoder, where nearly all the time goes."""
        return self._decoder.report

    @property
    def seconds_in_runtime(self) -> float:
        """Time spent inside ONNX Runtime since the model was loaded."""
        return self._encoder.seconds_in_runtime + self._decoder.seconds_in_runtime

    @property
    def max_source_tokens(self) -> int:
        """The longest source, prefix and end token included (``count_tokens``)."""
        return self._max_positions

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` as the model will see it."""
        return len(self._source_ids([text])[0])

    def source_prefix(self, source: str, target: str) -> str:
        """What stands before a text to choose the direction; ``LanguagePairUnavailable`` if the
        model's config names its pairs and this is none of them."""
        for pair in self._pairs:
            if (pair.get("from"), pair.get("to")) == (source, target):
                return str(pair.get("source_prefix", ""))
        if self._pairs:
            raise LanguagePairUnavailable(source, target)
        return ""

    def translate(
        self,
        texts: Sequence[str],
        options: GenerationOptions | None = None,
        cancel: CancelToken | None = None,
    ) -> list[str]:
        """All ``texts``, in their order, each with its prefix already. Longest sources are
        batched with long ones. A source over ``max_source_tokens`` is translated in parts."""
        options = options or GenerationOptions()
        parts: list[list[int]] = []
        owners: list[int] = []
        for owner, ids in enumerate(self._source_ids(texts)):
            for part in self._split(ids):
                parts.append(part)
                owners.append(owner)
        said: list[list[int]] = [[] for _ in parts]
        lengths = [len(part) for part in parts]
        for batch in by_length(lengths, _BATCH_ROWS, _BATCH_TOKENS):
            for rows, tokens in self._steps([parts[i] for i in batch], options, cancel):
                for row, token in zip(rows, tokens, strict=True):
                    said[batch[row]].append(token)
        found = [""] * len(texts)
        for owner, ids in zip(owners, said, strict=True):
            text = self._tokenizer.decode(ids).strip()
            found[owner] = f"{found[owner]} {text}" if found[owner] else text
        return found

    summary_prefix = ""

    def generate(
        self,
        sources: Sequence[str],
        options: GenerationOptions | None = None,
        cancel: CancelToken | None = None,
    ) -> list[str]:
        return self.translate(sources, options, cancel)

    def stream(
        self,
        text: str,
        options: GenerationOptions | None = None,
        cancel: CancelToken | None = None,
    ) -> Iterator[str]:
        """One text's translation as it is made, in pieces of whole characters."""
        options = options or GenerationOptions()
        for number, part in enumerate(self._split(self._source_ids([text])[0])):
            if number > 0:
                yield " "
            has_begun = False
            pieces = TextStream(self._tokenizer)
            for _, tokens in self._steps([part], options, cancel):
                piece = pieces.push(tokens[0])
                piece = piece if has_begun else piece.lstrip()
                has_begun = has_begun or bool(piece)
                if piece:
                    yield piece
            if rest := pieces.close():
                yield rest if has_begun else rest.lstrip()

    def _steps(
        self, sources: list[list[int]], options: GenerationOptions, cancel: CancelToken | None
    ) -> Iterator[tuple[list[int], list[int]]]:
        if cancel is not None:
            cancel.check()
        ids, mask = pad(sources, self._pad_id)
        decoder = EncoderDecoder(self._graphs, ids, mask, cancel)
        first = np.full((len(sources), 1), self._start_id, np.int64)
        plan = self._defaults.plan(options)
        limits = [self._limit(len(source), options) for source in sources]
        return decode(decoder, first, plan, limits, cancel)

    def _limit(self, n_source: int, options: GenerationOptions) -> int:
        most = _MOST_PER_TOKEN * n_source + _MOST_EXTRA
        return min(options.max_new_tokens, self._max_positions - 1, most)

    def _source_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Every source ends in the end token, whether or not the tokenizer puts it there."""
        found = self._tokenizer.encode_batch(texts)
        if self._end_ids:
            for ids in found:
                if not ids or ids[-1] not in self._end_ids:
                    ids.append(self._end_ids[0])
        return found

    def _split(self, ids: list[int]) -> list[list[int]]:
        """Parts that fit the model, each with the prefix (at most one token) and the end token.

        The last resort: whoever cares for sentences splits at better places before.
        """
        limit = self.max_source_tokens
        if len(ids) <= limit:
            return [ids]
        head = ids[:1] if self._is_prefix(ids[0]) else []
        tail = ids[-1:] if ids[-1] in self._end_ids else []
        body = ids[len(head) : len(ids) - len(tail)]
        size = limit - len(head) - len(tail)
        return [head + body[i : i + size] + tail for i in range(0, len(body), size)]

    def _is_prefix(self, token_id: int) -> bool:
        prefixes = {str(pair.get("source_prefix", "")).strip() for pair in self._pairs}
        return any(self._tokenizer.token_id(p) == token_id for p in prefixes if p)
