"""A model's folder in the Hugging Face layout: its JSON files and which of its graphs to load."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant_app.errors import ModelDamaged, ModelMissing, ModelUnfit
from assistant_app.inference import genai_config
from assistant_app.inference.decoding_plan import ModelDefaults
from assistant_app.inference.file_checks import check_graph, check_head
from assistant_app.inference.graph_files import SUFFIXES, Choice, GraphFiles, Layout

_POSITIONS = (
    "max_position_embeddings",
    "n_positions",
    "n_ctx",
    "max_target_positions",
    "seq_length",
    "max_seq_len",
)
_MOST_TOKENS = 2**31
"""No vocabulary and no context is as large."""


class ModelFolder:
    """Reads a folder once. Nothing in it is ever executed.

    ``precision`` is transformers.js' name of the one to load; None takes the best there is for the
    device: 8 bits on a CPU, 16 on a GPU (``is_gpu``), smaller ones if the files would have more
    than ``limit_bytes``. Errors: ``ModelMissing``, ``ModelDamaged``, ``ModelUnfit`` and those of
    ``file_checks``.
    """

    def __init__(
        self,
        path: Path,
        model_id: str,
        precision: str | None = None,
        is_gpu: bool = False,
        limit_bytes: int | None = None,
    ) -> None:
        self.path = path
        self.model_id = model_id
        self.precision = precision
        self._is_gpu = is_gpu
        self._limit_bytes = limit_bytes
        self.graph_files = GraphFiles(path)
        # A lone graph that reads no text, such as a picture model with a list of labels beside it.
        is_bare = self.graph_files.is_alone and not (path / "tokenizer.json").exists()
        self.config = self._genai_config() or self.read_json("config.json", is_needed=not is_bare)
        self._generation = self.read_json("generation_config.json", is_needed=False)

    def _genai_config(self) -> dict[str, Any]:
        """What stands in for a config.json that is not there; empty if nothing does."""
        if (self.path / "config.json").exists():
            return {}
        return genai_config.as_config(self.read_json(genai_config.FILE, is_needed=False))

    def read_json(self, name: str, is_needed: bool = True) -> dict[str, Any]:
        """The content of one JSON file; empty if it is neither there nor needed."""
        path = self.path / name
        if not is_needed and not path.is_file():
            return {}
        try:
            check_head(path, self.model_id, name)
            content = json.loads(path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise ModelMissing(self.model_id, name) from error
        except (ValueError, RecursionError) as error:
            raise ModelDamaged(self.model_id, name, "it is not JSON") from error
        if not isinstance(content, dict):
            raise ModelDamaged(self.model_id, name, "it holds no JSON object")
        return content

    def graph(self, *bases: str) -> Path:
        """The graph of the first of ``bases`` that is there, looked at before it is loaded."""
        choice = self.graphs(*((base,) for base in bases))
        return next(iter(choice.values()))

    def graphs(self, *layouts: Layout) -> Choice:
        """The graphs of the first of ``layouts`` that is complete, by their base names, all of one
        precision if possible, and looked at before they are loaded."""
        choice = self.graph_files.choose(layouts, self.precision, self._is_gpu, self._limit_bytes)
        if choice is None:
            suffix = SUFFIXES.get(self.precision or "fp32", f"_{self.precision}")
            base = self._first_missing(layouts)
            raise ModelMissing(self.model_id, f"onnx/{base}{suffix}.onnx")
        for path in choice.values():
            check_graph(path, self.model_id)
        return choice

    def _first_missing(self, layouts: Sequence[Layout]) -> str:
        there = self.graph_files.bases
        return next((base for base in layouts[0] if base not in there), layouts[0][0])

    def setting(self, name: str, default: Any = None) -> Any:
        """A generation setting: generation_config.json, else config.json, else ``default``."""
        for source in (self._generation, self.config):
            if source.get(name) is not None:
                return source[name]
        return default

    def token_setting(self, name: str, *others: str) -> int:
        """A token id that the model can't do without, or the one of ``others`` that stands in."""
        for each in (name, *others):
            value = self.setting(each)
            if isinstance(value, list) and value:
                value = value[0]
            if isinstance(value, int) and not isinstance(value, bool):
                if 0 <= value < self._n_tokens:
                    return value
                raise ModelUnfit(self.model_id, f"its {each} is no token: {value}")
        raise ModelUnfit(self.model_id, f"its config.json has no {name}")

    @property
    def _n_tokens(self) -> int:
        size = self.config.get("vocab_size")
        return size if isinstance(size, int) and 0 < size < _MOST_TOKENS else _MOST_TOKENS

    @property
    def end_ids(self) -> tuple[int, ...]:
        """Tokens that end a text: ``eos_token_id`` may be one or a list."""
        named = self.defaults.end_ids
        found = tuple(value for value in named if 0 <= value < self._n_tokens)
        if named and not found:
            raise ModelUnfit(self.model_id, f"its eos_token_id is no token: {named[0]}")
        return found

    @property
    def defaults(self) -> ModelDefaults:
        """How the model wants its texts made, for whoever does not ask for something else."""
        return ModelDefaults.read(self.setting, self.model_id)

    @property
    def max_positions(self) -> int:
        """The longest text the model has positions for, in tokens."""
        config = self._text_config
        for name in _POSITIONS:
            value = config.get(name)
            if isinstance(value, int) and 1 < value < _MOST_TOKENS:
                return value
        return 512

    @property
    def kv_sizes(self) -> tuple[int, int] | None:
        """Key/value heads and their width, for graphs that do not say; transformers.js reads the
        same (src/configs.js)."""
        config = self._text_config

        def first(*names: str) -> int | None:
            values = (config.get(name) for name in names)
            return next((value for value in values if isinstance(value, int) and value > 0), None)

        heads = first("decoder_attention_heads", "num_attention_heads", "n_head", "num_heads")
        kv_heads = first("num_key_value_heads", "n_head_kv") or heads
        width = first("head_dim", "d_kv")
        if width is None and heads is not None:
            width = (first("hidden_size", "n_embd", "d_model", "dim") or 0) // heads
        return (kv_heads, width) if kv_heads and width else None

    @property
    def alignment_heads(self) -> tuple[tuple[int, int], ...]:
        """Layers and heads of the decoder whose cross-attention was taught to align words:
        ``alignment_heads``, as Whisper's generation_config.json has them."""
        named = self.setting("alignment_heads")
        rows = named if isinstance(named, list) else []
        found = [tuple(row) for row in rows if isinstance(row, list) and len(row) == 2]
        return tuple(
            (layer, head)
            for layer, head in found
            if isinstance(layer, int) and isinstance(head, int) and min(layer, head) >= 0
        )

    @property
    def _text_config(self) -> dict[str, Any]:
        """The config, over it that of the text half of a model that has two."""
        half = self.config.get("text_config")
        return {**self.config, **(half if isinstance(half, dict) else {})}

    @property
    def about(self) -> dict[str, Any]:
        """What Deskhand's own recipes say about the model: config.json's ``deskhand``."""
        found = self.config.get("deskhand", {})
        return found if isinstance(found, dict) else {}
