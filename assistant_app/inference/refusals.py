"""Why a model can't run here, told from the names in its folder and in its graphs.

Each reason is a sentence's end, which ``ui/reason_words`` lists for the translation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from assistant_app.inference.graph_scan import GraphScan

_NOBODY = ", which no part of Deskhand asks for"
_MAKES_PICTURES = "it makes pictures from text, and Deskhand only labels them"
_OF_SEVERAL_PARTS = "it reads text and pictures together, by graphs of several parts"
_NO_PICTURES = "its graph does not take one batch of pictures"
_NO_ROW = "its graph gives no row of scores for a picture"
DIFFUSERS = _MAKES_PICTURES

_BASES = {
    "prompt_encoder_mask_decoder": "it cuts pictures into parts",
    "unet": _MAKES_PICTURES,
    "vae_decoder": _MAKES_PICTURES,
    "transformer": _MAKES_PICTURES,
    "encodec_decode": "it makes sound",
    "embed_tokens": _OF_SEVERAL_PARTS,
    "vision_encoder": _OF_SEVERAL_PARTS,
    "audio_encoder": "it listens to sound",
}
_HEADS = {
    "ForMaskedLM": "it fills gaps in a text",
    "ForSequenceClassification": "it sorts texts into classes",
    "ForTokenClassification": "it marks words in a text",
    "ForQuestionAnswering": "it finds answers in a text",
    "ForMultipleChoice": "it chooses among answers",
    "ForObjectDetection": "it finds objects in pictures",
    "ForSemanticSegmentation": "it cuts pictures into parts",
    "ForInstanceSegmentation": "it cuts pictures into parts",
    "ForUniversalSegmentation": "it cuts pictures into parts",
    "ForImageSegmentation": "it cuts pictures into parts",
    "ForDepthEstimation": "it measures depth in pictures",
}
_SOUND_IN = ("input_features", "input_values", "audio_values")
_SOUND_OUT = ("waveform", "audio_values", "audio_codes")
_TEXT = ("input_ids", "attention_mask", "position_ids", "token_type_ids")
_RECURRENT = ("mamba", "rwkv", "recurrent_gemma", "xlstm", "retnet")
_PAST = "past_key_values."
_VECTORS = {"last_hidden_state", "hidden_states", "pooler_output", "image_embeds"}
_PLACES = {"pred_boxes", "pred_masks", "predicted_depth", "reconstruction"}
"""Outputs of graphs that look at pictures and sort them into no classes."""


def of_bases(bases: Collection[str]) -> str | None:
    """Told from the names of the graphs."""
    return next((reason for base, reason in _BASES.items() if base in bases), None)


def of_heads(heads: Iterable[str]) -> str | None:
    """Told from what stands on top of the model: config.json's ``architectures``."""
    for head in heads:
        for ending, reason in _HEADS.items():
            if head.endswith(ending):
                return reason + _NOBODY
    return None


def of_inputs(inputs: Iterable[str]) -> str | None:
    """Told from what the first graph asks for."""
    for name in inputs:
        if name in _SOUND_IN:
            return "it listens to sound"
        if name.startswith(("past_", "cache_")) and not name.startswith(_PAST):
            return _own_memory(name.partition(".")[0])
    return None


def of_no_cache(scan: GraphScan, family: str) -> str:
    """Of a language model whose graph has no cache as the others have it."""
    odd = [name for name in scan.inputs if name not in _TEXT]
    if odd or family.replace("falcon_", "").startswith(_RECURRENT):
        return _own_memory(odd[0] if odd else family)
    return "its graph keeps no cache; export it with the task text-generation-with-past"


def of_outputs(outputs: Iterable[str]) -> str:
    """Of a graph that gives nothing that is asked for."""
    names = tuple(outputs)
    if any(name in _SOUND_OUT for name in names):
        return "it makes sound"
    return "its graph gives " + ", ".join(names)


def of_pictures(scan: GraphScan) -> str | None:
    """Of a graph that shall sort pictures into classes."""
    first = scan.shapes.get(scan.inputs[0], ()) if scan.inputs else ()
    if len(scan.inputs) != 1 or len(first) not in (0, 4):
        return _NO_PICTURES
    given = set(scan.outputs)
    if given & _PLACES or ("logits" not in given and given & _VECTORS):
        return of_outputs(scan.outputs)
    return None if any(_is_row(scan.shapes.get(name)) for name in scan.outputs) else _NO_ROW


def _is_row(shape: tuple[int | None, ...] | None) -> bool:
    """One row of scores for each picture, as far as the graph says."""
    return shape is None or (len(shape) >= 2 and sum(size != 1 for size in shape[1:]) <= 1)


def _own_memory(kind: str) -> str:
    return f"its memory is of a kind of its own ({kind})"
