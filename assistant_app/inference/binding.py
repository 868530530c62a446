"""Values bound to a graph's inputs and outputs: where it reads and where it writes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant_app.cancel import CancelToken

if TYPE_CHECKING:
    from assistant_app.inference.session import Value

RunBinding = Callable[[Any, CancelToken | None], None]


def on_cpu(
    binding: Any, feeds: Mapping[str, Value], names: Sequence[str], into: Mapping[str, Value]
) -> Any:
    """``binding``, an ``IOBinding``, with ``feeds``, with the outputs ``names`` wherever ONNX
    Runtime likes, and with those in ``into`` written there."""
    _feed(binding, feeds)
    for name in names:
        binding.bind_output(name, "cpu")
    for name, value in into.items():
        binding.bind_ortvalue_output(name, value)
    return binding


def on_cuda(
    binding: Any,
    feeds: Mapping[str, Value],
    names: Sequence[str],
    host_names: Collection[str],
    index: int,
) -> Any:
    """Outputs stay on the card ``index`` but for ``host_names``."""
    _feed(binding, feeds)
    for name in names:
        if name in host_names:
            binding.bind_output(name, "cpu")
        else:
            binding.bind_output(name, "cuda", index)
    return binding


def _feed(binding: Any, feeds: Mapping[str, Value]) -> None:
    for name, value in feeds.items():
        binding.bind_ortvalue_input(name, value)


class Bound:
    """Inputs and outputs that stay where they are from one run to the next."""

    def __init__(self, binding: Any, run: RunBinding) -> None:
        self._binding = binding
        self._run = run

    def run(self, cancel: CancelToken | None) -> Value:
        """The first output, which the next run may overwrite."""
        self._run(self._binding, cancel)
        first: Value = self._binding.get_outputs()[0]
        return first
