"""Which graphs lie in a model folder: their names, their precisions, and which one to take.

Names as Optimum and transformers.js write them (transformers.js src/utils/dtypes.js and
src/models/session_config.js): ``<base><suffix>.onnx`` in ``onnx/`` or in the root.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

SUFFIXES = {
    "fp32": "",
    "fp16": "_fp16",
    "q8": "_quantized",
    "int8": "_int8",
    "uint8": "_uint8",
    "q4": "_q4",
    "q4f16": "_q4f16",
    "bnb4": "_bnb4",
}
"""transformers.js' name of each precision, and what it puts behind a graph's name."""

_FOR_CPU = ("q8", "int8", "uint8", "fp32", "q4", "fp16", "q4f16", "bnb4")
_FOR_GPU = ("fp16", "fp32", "q4f16", "q4", "q8", "int8", "uint8", "bnb4")
_LARGEST_SUFFIX_FIRST = sorted(SUFFIXES.items(), key=lambda item: -len(item[1]))

Layout = tuple[str, ...]
Choice = dict[str, Path]
"""The graph taken for each base name."""


class GraphFiles:
    """The ``.onnx`` files of one folder. Looks at names and sizes only."""

    def __init__(self, folder: Path) -> None:
        self._found: dict[str, dict[str, Path]] = {}
        paths = [path for place in (folder / "onnx", folder) for path in _graphs_in(place)]
        for path in paths:
            base, precision = split_name(path.stem)
            self._found.setdefault(base, {}).setdefault(precision, path)
        self.is_alone = len(paths) == 1
        if self.is_alone and "model" not in self._found:
            # A single graph with a name of its own, such as mobilenet.onnx, can only be the model.
            self._found["model"] = next(iter(self._found.values()))

    @property
    def bases(self) -> frozenset[str]:
        """Names without the precision: ``model``, ``encoder_model`` ..."""
        return frozenset(self._found)

    def precisions(self, layouts: Iterable[Layout]) -> tuple[str, ...]:
        """Those in which every graph of one of ``layouts`` is there."""
        layouts = tuple(layouts)
        return tuple(
            precision
            for precision in SUFFIXES
            if any(self._in_one(layout, precision) for layout in layouts)
        )

    def choose(
        self,
        layouts: Sequence[Layout],
        precision: str | None = None,
        is_gpu: bool = False,
        limit_bytes: int | None = None,
    ) -> Choice | None:
        """The graphs to load, or None if no layout is complete.

        ``precision`` None takes the best for the device whose files are within ``limit_bytes``;
        if none is, the smallest. All graphs have the same precision where that is possible.
        """
        order = _FOR_GPU if is_gpu else _FOR_CPU
        for layout in layouts:
            if precision is not None:
                found = self._in_one(layout, precision)
            else:
                whole = [c for p in order if (c := self._in_one(layout, p)) is not None]
                found = _within(whole, limit_bytes) or self._mixed(layout, order)
            if found is not None:
                return found
        return None

    def _in_one(self, layout: Layout, precision: str) -> Choice | None:
        choice = {base: self._found.get(base, {}).get(precision) for base in layout}
        known = {base: path for base, path in choice.items() if path is not None}
        return known if len(known) == len(layout) else None

    def _mixed(self, layout: Layout, order: Sequence[str]) -> Choice | None:
        """The best of each graph, where no precision has them all."""
        choice: Choice = {}
        for base in layout:
            there = self._found.get(base, {})
            path = next((there[p] for p in order if p in there), None)
            if path is None:
                return None
            choice[base] = path
        return choice


def split_name(stem: str) -> tuple[str, str]:
    """``decoder_model_merged_q4f16`` -> (``decoder_model_merged``, ``q4f16``)."""
    for precision, suffix in _LARGEST_SUFFIX_FIRST:
        if suffix and stem.endswith(suffix):
            return stem.removesuffix(suffix), precision
    return stem, "fp32"


def data_files_of(graph: Path) -> tuple[Path, ...]:
    """Files beside a graph that hold its weights, by their names (``x.onnx_data``,
    ``x.onnx_data_1``, ``x.onnx.data``)."""
    return tuple(sorted(graph.parent.glob(f"{_escaped(graph.name)}[._]data*")))


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _graphs_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix == ".onnx" and p.is_file())


def _within(choices: Sequence[Choice], limit_bytes: int | None) -> Choice | None:
    if not choices or limit_bytes is None:
        return choices[0] if choices else None
    sizes = [sum(map(_size, choice.values())) for choice in choices]
    fitting = [c for c, size in zip(choices, sizes, strict=True) if size <= limit_bytes]
    return fitting[0] if fitting else choices[sizes.index(min(sizes))]


def _size(graph: Path) -> int:
    return sum(path.stat().st_size for path in (graph, *data_files_of(graph)))
