"""A model's folder in the Hugging Face layout: its JSON files and where its graphs lie."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant_app.errors import ModelDamaged, ModelMissing, ModelUnfit
from assistant_app.inference.sampling import Penalties

_SUFFIXES = ("_quantized", "_int8", "_uint8", "", "_fp16", "_q4", "_q4f16", "_bnb4")
"""Precisions in transformers.js' names, in the order a CPU likes them."""


class ModelFolder:
    """Reads a folder once. Errors: ``ModelMissing``, ``ModelDamaged``, ``ModelUnfit``."""

    def __init__(self, path: Path, model_id: str) -> None:
        self.path = path
        self.model_id = model_id
        self.config = self.read_json("config.json")
        self._generation = self.read_json("generation_config.json", is_needed=False)

    def read_json(self, name: str, is_needed: bool = True) -> dict[str, Any]:
        """The content of one JSON file; empty if it is neither there nor needed."""
        try:
            content = json.loads((self.path / name).read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            if is_needed:
                raise ModelMissing(self.model_id, name) from error
            return {}
        except OSError as error:
            raise ModelMissing(self.model_id, name) from error
        except ValueError as error:
            raise ModelDamaged(self.model_id, name, "it is not JSON") from error
        if not isinstance(content, dict):
            raise ModelDamaged(self.model_id, name, "it holds no JSON object")
        return content

    def graph(self, *bases: str) -> Path:
        """The graph of the first of ``bases`` that is there, in ``onnx/`` or the root."""
        for base in bases:
            for suffix in _SUFFIXES:
                for folder in (self.path / "onnx", self.path):
                    path = folder / f"{base}{suffix}.onnx"
                    if path.is_file():
                        return path
        raise ModelMissing(self.model_id, f"onnx/{bases[0]}.onnx")

    def setting(self, name: str, default: Any = None) -> Any:
        """A generation setting: generation_config.json, else config.json, else ``default``."""
        for source in (self._generation, self.config):
            if source.get(name) is not None:
                return source[name]
        return default

    def token_setting(self, name: str) -> int:
        """A token id that the model can't do without."""
        value = self.setting(name)
        if isinstance(value, list) and value:
            value = value[0]
        if not isinstance(value, int):
            raise ModelUnfit(self.model_id, f"its config.json has no {name}")
        return value

    @property
    def end_ids(self) -> tuple[int, ...]:
        """Tokens that end a text: ``eos_token_id`` may be one or a list."""
        value = self.setting("eos_token_id", [])
        return tuple(value) if isinstance(value, list) else (int(value),)

    @property
    def barred_ids(self) -> tuple[int, ...]:
        """Tokens that must never be said: one-token ``bad_words_ids`` and ``suppress_tokens``."""
        bad = [words[0] for words in self.setting("bad_words_ids", []) if len(words) == 1]
        return tuple({*bad, *self.setting("suppress_tokens", [])})

    @property
    def penalties(self) -> Penalties:
        """The model's own, for whoever does not ask for others."""
        return Penalties(
            float(self.setting("repetition_penalty", 1.0)),
            int(self.setting("no_repeat_ngram_size", 0)),
        )

    @property
    def max_positions(self) -> int:
        """The longest text the model has positions for, in tokens."""
        for name in ("max_position_embeddings", "n_positions", "n_ctx"):
            if isinstance(self.config.get(name), int):
                return int(self.config[name])
        return 512

    @property
    def about(self) -> dict[str, Any]:
        """What Deskhand's own recipes say about the model: config.json's ``deskhand``."""
        found = self.config.get("deskhand", {})
        return found if isinstance(found, dict) else {}
