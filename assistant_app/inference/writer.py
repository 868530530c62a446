"""A decoder-only language model that continues a text, or answers in a conversation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelUnfit, TextEmpty
from assistant_app.inference.beam import beam_search
from assistant_app.inference.chat_template import ChatTemplate, Message
from assistant_app.inference.decode import Stops, decode
from assistant_app.inference.decoders import CausalDecoder, Decoder, DecoderGraphs
from assistant_app.inference.decoding_plan import DecodingPlan
from assistant_app.inference.device import DeviceReport
from assistant_app.inference.family import DECODER
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.replay import lasting
from assistant_app.inference.session import OpenSession
from assistant_app.inference.stop_strings import StopStrings
from assistant_app.inference.text_stream import TextStream
from assistant_app.inference.tokenizer import Tokenizer


class Writer:
    """One model on one device. ``n_tokens`` counts what the last stream wrote."""

    def __init__(self, folder: ModelFolder, open_session: OpenSession) -> None:
        self._tokenizer = Tokenizer.load(folder.path, folder.model_id)
        self._template = ChatTemplate.find(folder)
        self._model_id = folder.model_id
        # A decoder-only model's own max_length is an example's, not a limit: transformers too
        # passes over it as soon as anybody asks for a number of tokens.
        self._defaults = replace(folder.defaults, max_length=None)
        self._chat_defaults = replace(self._defaults, end_ids=self._chat_ends(folder))
        self._context = folder.max_positions
        # What the tokenizer puts before every text; it may put an end token behind it too.
        around = self._tokenizer.encode("")
        self._head = [token for token in around if token not in folder.end_ids]
        self._head = self._head or around[:1]
        self._has_tail = len(around) > len(self._head)
        begin = folder.setting("bos_token_id")
        self._begin_ids = [begin] if isinstance(begin, int) else list(folder.end_ids[:1])
        paths = list(folder.graphs(*DECODER).values())
        first = open_session(paths[0], "step" if len(paths) == 1 else "whole")
        later = open_session(paths[1]) if len(paths) > 1 else first
        self._graphs = DecoderGraphs(first, later, folder.model_id, sizes=folder.kv_sizes)
        self.n_tokens = 0

    @property
    def report(self) -> DeviceReport:
        return self._graphs.sessions[0].report

    @property
    def seconds_in_runtime(self) -> float:
        """Time spent inside ONNX Runtime since the model was loaded."""
        return sum(session.seconds_in_runtime for session in self._graphs.sessions)

    @property
    def is_chat(self) -> bool:
        """Whether it follows instructions: then ``stream_chat`` works."""
        return self._template is not None

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
        ids = self._prompt_ids(prompt)
        n_most = self._prompt_room(options)
        if len(ids) > n_most:
            n_head = len(self._head)
            ids = [*self._head, *ids[n_head - n_most :]] if n_head else ids[-n_most:]
        return self._stream(ids, self._defaults.plan(options), cancel)

    def stream_chat(
        self,
        messages: Sequence[Message],
        options: GenerationOptions | None = None,
        cancel: CancelToken | None = None,
    ) -> Iterator[str]:
        """The answer to ``messages``, as ``stream`` gives it.

        Of a conversation too long for the context the oldest messages are forgotten, then the end
        of the longest one. ``ModelUnfit`` without a chat template, or if it refuses.
        """
        options = options or GenerationOptions()
        ids = self._chat_ids(list(messages), self._prompt_room(options))
        return self._stream(ids, self._chat_defaults.plan(options), cancel)

    def generate_ids(
        self,
        ids: Sequence[int],
        options: GenerationOptions,
        cancel: CancelToken | None = None,
    ) -> list[list[int]]:
        """What follows the tokens ``ids``: up to ``n_best`` continuations, best first, without
        end tokens."""
        plan = self._defaults.plan(options)
        stops = StopStrings(self._tokenizer, plan.stop_strings).check
        if plan.n_beams == 1:
            return [list(self._tokens(ids, plan, cancel, stops))]
        decoder, limit = self._begun(ids, plan)
        first = np.array([ids], np.int64)
        found = beam_search(decoder, first, plan, [limit], cancel, stops)
        return [list(text.ids) for text in found[0]]

    def _stream(
        self, ids: Sequence[int], plan: DecodingPlan, cancel: CancelToken | None
    ) -> Iterator[str]:
        self.n_tokens = 0
        pieces = TextStream(self._tokenizer, plan.stop_strings)
        for token in self._tokens(ids, plan, cancel):
            self.n_tokens += 1
            if piece := pieces.push(token):
                yield piece
            if pieces.has_stopped:
                break
        if rest := pieces.close():
            yield rest

    def _tokens(
        self,
        ids: Sequence[int],
        plan: DecodingPlan,
        cancel: CancelToken | None,
        stops: Stops | None = None,
    ) -> Iterator[int]:
        decoder, limit = self._begun(ids, plan)
        first = np.array([ids], np.int64)
        for _, tokens in decode(decoder, first, plan, [limit], cancel, stops=stops):
            yield tokens[0]

    def _begun(self, ids: Sequence[int], plan: DecodingPlan) -> tuple[Decoder, int]:
        limit = plan.limit(len(ids), self._context - len(ids))
        decoder = lasting(lambda: CausalDecoder(self._graphs), *self._graphs.sessions)
        return decoder, limit

    def _prompt_room(self, options: GenerationOptions) -> int:
        return self._context - min(options.max_new_tokens, self._context // 2)

    def _prompt_ids(self, prompt: str) -> list[int]:
        ids = self._tokenizer.encode(prompt)
        if self._has_tail:
            del ids[-1:]
        ids = ids or self._begin_ids
        if not ids:
            raise TextEmpty
        return ids

    def _chat_ids(self, messages: list[Message], n_most: int) -> list[int]:
        if self._template is None:
            raise ModelUnfit(self._model_id, "it has no chat template")
        if not any(text.strip() for _, text in messages):
            raise TextEmpty
        while True:
            # The template writes the token that a text begins with, if the model wants one.
            text = self._template.render(messages)
            ids = self._tokenizer.encode(text, has_specials=False)
            if len(ids) <= n_most:
                return ids
            n_rules = int(messages[0][0] == "system")
            if len(messages) > n_rules + 1:
                del messages[n_rules]
                continue
            longest = max(range(len(messages)), key=lambda i: len(messages[i][1]))
            role, said = messages[longest]
            if not said:
                raise ModelUnfit(self._model_id, "its context is too short for its chat template")
            n_kept = len(said) * n_most // len(ids)
            messages[longest] = (role, said[: min(n_kept, len(said) * 7 // 8)])

    def _chat_ends(self, folder: ModelFolder) -> tuple[int, ...]:
        """The tokenizer's end token ends an answer too: older folders name only the base model's
        in their generation_config.json."""
        named = folder.read_json("tokenizer_config.json", is_needed=False).get("eos_token")
        spelling = named.get("content") if isinstance(named, dict) else named
        found = self._tokenizer.token_id(spelling) if isinstance(spelling, str) else None
        return tuple(dict.fromkeys((*folder.end_ids, *(() if found is None else (found,)))))
