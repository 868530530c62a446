"""onnxruntime-genai's genai_config.json, told in the words of a config.json.

Folders made by its model builder have no other. Names as version 0.18 writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FILE = "genai_config.json"
_OF_MODEL = {
    "type": "model_type",
    "context_length": "max_position_embeddings",
    "vocab_size": "vocab_size",
    "bos_token_id": "bos_token_id",
    "eos_token_id": "eos_token_id",
    "pad_token_id": "pad_token_id",
}
_OF_DECODER = {
    "hidden_size": "hidden_size",
    "num_attention_heads": "num_attention_heads",
    "num_key_value_heads": "num_key_value_heads",
    "num_hidden_layers": "num_hidden_layers",
    "head_size": "head_dim",
}


def as_config(found: Mapping[str, Any]) -> dict[str, Any]:
    """What config.json would say; of other content nothing."""
    model = found.get("model")
    if not isinstance(model, dict):
        return {}
    decoder = model.get("decoder")
    config = {name: model[key] for key, name in _OF_MODEL.items() if key in model}
    if isinstance(decoder, dict):
        config |= {name: decoder[key] for key, name in _OF_DECODER.items() if key in decoder}
    return config
