"""How a model wants a conversation written down: the Jinja template that its tokenizer brings.

A template is a program that a stranger wrote. It runs in Jinja's sandbox, as in transformers
(utils/chat_template_utils.py, whose functions and filters it gets): it sees the messages and a few
names and can neither import, read a file, nor change what it was given.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NoReturn, TypeVar

from jinja2 import TemplateError, nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant_app.errors import ModelUnfit
from assistant_app.inference.file_checks import check_head
from assistant_app.inference.model_folder import ModelFolder

FILE = "chat_template.jinja"
_LONGEST = 1_000_000
"""Characters that a multiplication may make: a template has no use for more."""

T = TypeVar("T")
Message = tuple[str, str]
"""Role (``system``, ``user``, ``assistant``) and text."""


class ChatTemplate:
    """One model's template. Errors: ``ModelUnfit`` where it can't be read or refuses."""

    def __init__(self, source: str, model_id: str, names: dict[str, str]) -> None:
        self._model_id = model_id
        self._names = names
        self._template = self._guarded(lambda: _environment().from_string(source))

    @classmethod
    def find(cls, folder: ModelFolder) -> ChatTemplate | None:
        """The template of a folder, or None if it has none."""
        settings = folder.read_json("tokenizer_config.json", is_needed=False)
        source = _source(folder, settings)
        if not source:
            return None
        special = folder.read_json("special_tokens_map.json", is_needed=False)
        names = {name: _spelling(v) for name, v in {**special, **settings}.items()}
        tokens = {n: v for n, v in names.items() if n.endswith("_token") and v is not None}
        return cls(source, folder.model_id, tokens)

    def render(self, messages: Sequence[Message]) -> str:
        """The conversation up to where the answer begins. A template that knows no ``system``
        gets its words at the beginning of the first question."""
        try:
            return self._rendered(messages)
        except ModelUnfit:
            if not messages or messages[0][0] != "system" or len(messages) == 1:
                raise
            (_, rules), (role, first), *rest = messages
            return self._rendered([(role, f"{rules}\n\n{first}"), *rest])

    def _rendered(self, messages: Sequence[Message]) -> str:
        given = [{"role": role, "content": text} for role, text in messages]

        # Models that think aloud are asked not to: nobody wants that in their text.
        def written() -> str:
            text = self._template.render(
                **self._names,
                messages=given,
                add_generation_prompt=True,
                enable_thinking=False,
                tools=None,
                documents=None,
            )
            if not text:
                raise ValueError("it writes nothing")
            return text

        return self._guarded(written)

    def _guarded(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except SecurityError as error:
            reason = "its chat template tries to reach what it must not"
            raise ModelUnfit(self._model_id, reason) from error
        except TemplateError as error:
            said = (error.message or type(error).__name__).rstrip(".")
            raise ModelUnfit(self._model_id, f"its chat template says: {said}") from error
        except Exception as error:  # a stranger's program has every way to fail
            reason = f"its chat template has a mistake: {error}"
            raise ModelUnfit(self._model_id, reason) from error


class _Sandbox(ImmutableSandboxedEnvironment):
    """Multiplication is watched as well: one line of a template could fill the memory."""

    intercepted_binops = frozenset(["*", "**"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        sizes = [len(v) if isinstance(v, str | list | tuple) else v for v in (left, right)]
        if operator == "**" or any(isinstance(v, str | list | tuple) for v in (left, right)):
            if not all(isinstance(v, int | float) and abs(v) <= _LONGEST for v in sizes):
                raise SecurityError("too large")
            if operator == "**" and abs(sizes[1]) > 64:
                raise SecurityError("too large")
            if operator == "*" and sizes[0] * sizes[1] > _LONGEST:
                raise SecurityError("too large")
        return super().call_binop(context, operator, left, right)


class _Generation(Extension):
    """``{% generation %}`` marks the model's own words for training; here it means nothing."""

    tags = {"generation"}  # noqa: RUF012

    def parse(self, parser: Parser) -> list[nodes.Node]:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


def _environment() -> _Sandbox:
    environment = _Sandbox(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols", _Generation]
    )
    environment.filters["tojson"] = _to_json
    environment.globals["raise_exception"] = _refuse
    environment.globals["strftime_now"] = _now
    return environment


def _to_json(
    value: Any,
    ensure_ascii: bool = False,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,
) -> str:
    return json.dumps(
        value,
        ensure_ascii=ensure_ascii,
        indent=indent,
        separators=separators,
        sort_keys=sort_keys,
    )


def _refuse(message: str) -> NoReturn:
    raise TemplateError(message)


def _now(layout: str) -> str:
    return datetime.now().astimezone().strftime(layout)


def _source(folder: ModelFolder, settings: dict[str, Any]) -> str | None:
    path = folder.path / FILE
    if path.is_file():
        check_head(path, folder.model_id, FILE)
        return path.read_text(encoding="utf-8", errors="replace")
    beside = folder.read_json("chat_template.json", is_needed=False)
    for found in (settings.get("chat_template"), beside.get("chat_template")):
        if isinstance(found, str):
            return found
        if isinstance(found, list):
            named = {row.get("name"): row.get("template") for row in found if isinstance(row, dict)}
            template = named.get("default")
            return template if isinstance(template, str) else None
    return None


def _spelling(token: Any) -> str | None:
    if isinstance(token, dict):
        token = token.get("content")
    return token if isinstance(token, str) else None
