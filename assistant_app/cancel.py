"""A token that lets one thread ask another to stop, without killing anything."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assistant_app.errors import Cancelled


class CancelToken:
    """Set once, from any thread; looked at by the thread that works.

    Long native calls cannot look: they register a hook (``hooked``) that is called from the
    cancelling thread, for example to set ``RunOptions.terminate`` of a running graph.
    """

    def __init__(self) -> None:
        # Re-entrant: a Ctrl+C handler may interrupt this very thread between lock and unlock.
        self._lock = threading.RLock()
        self._is_set = False
        self._hooks: list[Callable[[], None]] = []

    @property
    def is_set(self) -> bool:
        return self._is_set

    def set(self) -> None:
        """Ask for the stop. Further calls change nothing."""
        with self._lock:
            self._is_set = True
            hooks = list(self._hooks)
        for hook in hooks:
            hook()

    def check(self) -> None:
        """Raise ``Cancelled`` if the stop was asked for."""
        if self._is_set:
            raise Cancelled

    @contextmanager
    def hooked(self, hook: Callable[[], None]) -> Iterator[None]:
        """Call ``hook`` when the token is set while the body runs, at once if it already is.

        The hook may run on another thread and must be safe to call after the body ended.
        """
        with self._lock:
            self._hooks.append(hook)
            was_set = self._is_set
        if was_set:
            hook()
        try:
            yield
        finally:
            with self._lock:
                self._hooks.remove(hook)
