"""A decoder-only language model that continues a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelUnfit, TextEmpty
from assistant_app.inference.decode import decode
from assistant_app.inference.decoders import CausalDecoder, check_decoder
from assistant_app.inference.device import DeviceReport
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.session import Session
from assistant_app.inference.text_stream import TextStream
from assistant_app.inference.tokenizer import Tokenizer

OpenSession = Callable[[Path], Session]


class Writer:
    """One model on one device. ``n_tokens`` counts what the last ``stream`` wrote."""

    def __init__(self, folder: ModelFolder, open_session: OpenSession) -> None:
        self._tokenizer = Tokenizer.load(folder.path, folder.model_id)
        self._model_id = folder.model_id
        self._end_ids = folder.end_ids
        self._defaults = folder.defaults
        self._context = folder.max_positions
        begin = folder.setting("bos_token_id")
        self._begin_ids = [begin] if isinstance(begin, int) else list(self._end_ids[:1])
        self._session = open_session(folder.graph("model", "decoder_model_merged"))
        self._cache = check_decoder(self._session, folder.model_id, ("input_ids", "attention_mask"))
        self.n_tokens = 0

    @property
    def report(self) -> DeviceReport:
        return self._session.report

    @property
    def seconds_in_runtime(self) -> float:
        """Time spent inside ONNX Runtime since the model was loaded."""
        return self._session.seconds_in_runtime

    @property
    def context_tokens(self) -> int:
        """Prompt and continuation together can't have more tokens than this."""
        return self._context

    def count_tokens(self, text: str) -> int:
        return len(self._tokenizer.encode(text))

    def stream(
        self,
        prompt: str,
        options: GenerationOptions | None = None,
        cancel: CancelToken | None = None,
    ) -> Iterator[str]:
        """The continuation in pieces of whole characters, as it is made.

        Of a prompt too long for the context the end is kept, with room for ``max_new_tokens``
        but never less than half the context. ``TextEmpty`` if there is no prompt and the model
        has no token to begin with.
        """
        options = options or GenerationOptions()
        self.n_tokens = 0
        room = min(options.max_new_tokens, self._context // 2)
        ids = self._prompt_ids(prompt)[-(self._context - room) :]
        limit = min(options.max_new_tokens, self._context - len(ids))
        plan = self._defaults.plan(options)
        decoder = CausalDecoder(self._session, self._cache)
        first = np.array([ids], np.int64)
        pieces = TextStream(self._tokenizer)
        for _, tokens in decode(decoder, first, plan, [limit], cancel):
            self.n_tokens += 1
            if piece := pieces.push(tokens[0]):
                yield piece
        if rest := pieces.close():
            yield rest

    is_chat = False

    def stream_chat(
        self,
        messages: Sequence[tuple[str, str]],
        options: GenerationOptions | None = None,
        cancel: CancelToken | None = None,
    ) -> Iterator[str]:
        """The answer to ``messages`` (role, text)."""
        raise ModelUnfit(self._model_id, "it has no chat template")

    def _prompt_ids(self, prompt: str) -> list[int]:
        ids = self._tokenizer.encode(prompt) or self._begin_ids
        if not ids:
            raise TextEmpty
        return ids
