"""Confirmed sentences go into the person's translation memory, and out of it again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from assistant_app.terms.entries import MemoryPair, Source
from assistant_app.terms.memory import MemoryStore
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.panel import PanelContext


class SentenceMemory(QObject):
    """What was kept of one translation: number of the sentence, pair of the memory."""

    changed = Signal()

    def __init__(self, context: PanelContext, failed: OnFailed, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._failed = context, failed
        self._kept: dict[int, MemoryPair] = {}
        self._stored: dict[int, MemoryPair] = {}
        """The same with their ids, as far as they are written; for the store lane alone."""
        self._direction = ("", "")
        self.document = ""
        """Name of the file that the source was read from."""

    @property
    def is_fed(self) -> bool:
        """Whether the person wants anything kept."""
        return self._context.workbench.settings.current.is_memory_fed

    def begin(self, source: str, target: str) -> None:
        """Another translation, in this direction: nothing of it was kept yet."""
        self._kept, self._stored = {}, {}
        self._direction = (source, target)
        self.changed.emit()

    def holds(self, number: int, translation: str) -> bool:
        """Whether the sentence was kept with this translation."""
        kept = self._kept.get(number)
        return kept is not None and kept.target == _one_line(translation)

    def keep(
        self,
        number: int,
        source: str,
        translation: str,
        origin: Source,
        then: Callable[[MemoryPair], None],
    ) -> None:
        """Write a sentence down, in the place of what was kept of it before. Nothing is kept of
        an empty one, and nothing at all while the person does not want it."""
        pair = MemoryPair(
            *self._direction,
            _one_line(source),
            _one_line(translation),
            datetime.now(UTC),
            origin,
            self.document,
        )
        is_whole = pair.source and pair.target and all(self._direction)
        if not is_whole or not self.is_fed:
            return
        stored, memory = self._stored, self._memory

        def write() -> MemoryPair:
            before = stored.get(number)
            if before is not None and before.id is not None and before.target != pair.target:
                memory.remove([before.id])
            stored[number] = memory.add(pair)
            return stored[number]

        self._kept[number] = pair
        self.changed.emit()
        follow(self._context.runner.call("store", write), then, self._failed)

    def forget(self, number: int) -> None:
        """Take what was kept of a sentence out of the memory again."""
        if self._kept.pop(number, None) is None:
            return
        stored = self._stored

        def remove() -> None:
            pair = stored.pop(number, None)
            if pair is not None and pair.id is not None:
                self._memory.remove([pair.id])

        self._call(remove)

    def take_back(self, pair: MemoryPair) -> None:
        """Take a pair that ``keep`` wrote out of the memory again, whatever is shown by now."""
        for number, kept in list(self._kept.items()):
            if (kept.source, kept.target) == (pair.source, pair.target):
                self.forget(number)
                return
        wanted = [] if pair.id is None else [pair.id]
        self._call(lambda: self._memory.remove(wanted))

    def end(self) -> None:
        """Nothing is to be kept from now on, as in the settings."""
        settings = self._context.workbench.settings
        job = self._context.runner.call("files", lambda: settings.update(keeps_corrections=False))
        follow(job, lambda _settings: self.changed.emit(), self._failed)

    @property
    def _memory(self) -> MemoryStore:
        return self._context.workbench.memory

    def _call(self, work: Callable[[], object]) -> None:
        follow(self._context.runner.call("store", work), lambda _: None, self._failed)
        self.changed.emit()


def _one_line(text: str) -> str:
    return " ".join(text.split())
