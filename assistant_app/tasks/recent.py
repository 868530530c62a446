"""The sentences that were translated in this run of the app, for when they come again."""

from __future__ import annotations

from collections import OrderedDict

from assistant_app.tasks.rendering import Rendering

_MOST_WAYS = 4
_MOST_SENTENCES = 5000

Way = tuple[object, ...]


class Recent:
    """What is found depends on ``way``: models, device, direction, terms. For the device lane."""

    def __init__(self) -> None:
        self._known: OrderedDict[Way, dict[str, Rendering]] = OrderedDict()

    def of(self, way: Way, is_anew: bool) -> dict[str, Rendering]:
        """The sentences of ``way``, to look up and to write to; ``is_anew``: without what was
        found before."""
        known = self._known.pop(way, {})
        if is_anew or len(known) > _MOST_SENTENCES:
            known = {}
        self._known[way] = known
        if len(self._known) > _MOST_WAYS:
            self._known.popitem(last=False)
        return known
