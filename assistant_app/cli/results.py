"""A text that grows: to the screen or pipe at once, or at the end into a file or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assistant_app.cli.options import Context
from assistant_app.files import replace_file
from assistant_app.tasks.base import Chunk, Item, Origin


class TextResult:
    """Takes the chunks of a task. ``done`` or ``stopped`` is called once, last."""

    def __init__(self, context: Context, output: Path | None) -> None:
        self._terminal = context.terminal
        self._is_json = context.is_json
        self._output = output
        self._text: list[str] = []

    @property
    def is_streaming(self) -> bool:
        """Whether chunks are written as they come."""
        return not self._is_json and self._output is None

    def add(self, event: Chunk | Item) -> None:
        if isinstance(event, Chunk):
            self.add_text(event.text)

    def add_text(self, text: str) -> None:
        self._text.append(text)
        if self.is_streaming:
            self._terminal.write(text)

    def done(self, more: Mapping[str, object], origin: Origin, seconds: float) -> None:
        """The rest of what JSON holds: ``more``, the model, the device and the time."""
        about = {"model": origin.model_id, "device": origin.device, "seconds": round(seconds, 3)}
        self._finish({**more, **about, "is_stopped": False})

    def stopped(self) -> None:
        """What was made so far is not lost."""
        self._finish({"is_stopped": True})
        if self._output is not None:
            self._terminal.note(f"stopped; {self._output} holds what was done so far")

    def _finish(self, more: Mapping[str, object]) -> None:
        text = "".join(self._text)
        if self._output is not None:
            data = text.encode("utf-8", errors="replace")
            replace_file(self._output, data)
        if self._is_json:
            about_file = {"file": str(self._output)} if self._output is not None else {}
            self._terminal.json({"text": text, **about_file, **more})
        else:
            self._terminal.end_line()
