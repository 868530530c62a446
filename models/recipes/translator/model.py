"""The network: transformers' MarianMTModel, small, started from aligned embeddings."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional
from transformers import GenerationConfig, MarianConfig, MarianMTModel

from translator.batches import EOS_ID, PAD_ID, Batch
from translator.plans import Plan
from translator.prepare import WIDTH
from translator.subwords import tag

MAX_LENGTH = 256


def build_config(plan: Plan, vocabulary: int) -> MarianConfig:
    """d 256, encoder 4, decoder 2: a deep encoder costs once per sentence, a decoder layer once per token."""
    config = MarianConfig(
        vocab_size=vocabulary, d_model=WIDTH, encoder_layers=4, decoder_layers=2, encoder_attention_heads=4,
        decoder_attention_heads=4, encoder_ffn_dim=1024, decoder_ffn_dim=1024, max_position_embeddings=MAX_LENGTH,
        activation_function="relu", dropout=0.1, attention_dropout=0.0, activation_dropout=0.0,
        scale_embedding=True, share_encoder_decoder_embeddings=True, tie_word_embeddings=True,
        pad_token_id=PAD_ID, eos_token_id=EOS_ID, decoder_start_token_id=PAD_ID, forced_eos_token_id=None,
        attn_implementation="eager")
    # What the app reads: the directions, and what stands before a text of each.
    config.deskhand = {"task": "translation", "pairs": [{"from": source, "to": target, "source_prefix": tag(target) + " "}
                                                        for source, target in plan.directions]}
    return config


def generation_config() -> GenerationConfig:
    """Greedy by default; the padding token starts the decoder and must never be produced. `alignment_heads` are the
    two heads of the last layer that `losses` teaches to align (the name is that of Whisper's settings)."""
    return GenerationConfig(decoder_start_token_id=PAD_ID, pad_token_id=PAD_ID, eos_token_id=EOS_ID,
                            bad_words_ids=[[PAD_ID]], max_length=MAX_LENGTH, num_beams=1, alignment_heads=[[1, 0], [1, 1]])


def build_model(plan: Plan, vocabulary: int, vectors: npt.NDArray[np.float32] | None = None) -> Any:
    """A MarianMTModel. With `vectors` [vocabulary, d] a network that translates word by word from the start:
    the last cross-attention passes the embedding of what it looks at, and translations lie close together."""
    torch.manual_seed(1)
    model: Any = MarianMTModel(build_config(plan, vocabulary))
    model.generation_config = generation_config()
    if vectors is not None:
        with torch.no_grad():
            model.model.shared.weight.copy_(torch.from_numpy(vectors))
            last = model.model.decoder.layers[-1].encoder_attn
            for part in (last.v_proj, last.out_proj):
                part.weight.add_(torch.eye(part.weight.shape[0]))
    return model


def set_dropout(model: Any, share: float) -> None:
    """Dropout of every layer; drawing its random numbers costs a tenth of a step, and early epochs do not need it."""
    for part in model.modules():
        if hasattr(part, "dropout") and isinstance(part.dropout, float) and not hasattr(part, "q_proj"):
            part.dropout = share


def _shortlist(label: torch.Tensor, vocabulary: int, size: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Words to tell apart, the labels as places among them, and a bias: a drawn word stands for those not drawn as well.

    Source: Jean et al. 2015, "On Using Very Large Target Vocabulary", with uniform draws.
    """
    place = torch.full((vocabulary,), -1, device=label.device)
    here = torch.unique(label[label >= 0])
    place[here] = torch.arange(len(here), device=label.device)
    others = (place < 0).nonzero().flatten()
    count = min(len(others), size + -(len(here) + size) % 128)
    drawn = others[torch.randperm(len(others), device=label.device)[:count]]
    lift = torch.zeros(len(here) + count, device=label.device)
    lift[len(here):] = math.log(len(others) / max(1, count))
    return torch.cat([here, drawn]), torch.where(label >= 0, place[label.clamp(min=0)], label), lift


def losses(model: Any, batch: Batch, smoothing: float, with_focus: bool, shortlist: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Cross-entropy per target token, and how far half of the last cross-attention's heads are off the alignment.

    Logits are computed for real positions only, and with `shortlist` only for the batch's own words and so many others;
    the projection to the vocabulary is the dearest layer.
    """
    out = model.model(input_ids=batch.source, attention_mask=(batch.source != PAD_ID).long(),
                      decoder_input_ids=batch.given, use_cache=False, output_attentions=with_focus)
    real = (batch.label.flatten() != PAD_ID).nonzero().flatten()
    # Filled up with padding positions, which the loss ignores, so that few different shapes occur.
    filled = functional.pad(real, (0, -len(real) % 128))
    label = functional.pad(batch.label.flatten()[real], (0, -len(real) % 128), value=-100)
    hidden, weight = out[0].flatten(0, 1)[filled], model.lm_head.weight
    if shortlist:
        words, label, lift = _shortlist(label, len(weight), shortlist)
        logits = functional.linear(hidden, weight.index_select(0, words), lift)
    else:
        logits = functional.linear(hidden, weight)
    loss = functional.cross_entropy(logits.float(), label, label_smoothing=smoothing)
    if not with_focus:
        return loss, loss.new_zeros(())
    seen = out.cross_attentions[-1][:, :2].float().mean(1)
    off = -(batch.focus * torch.log(seen + 1e-6)).sum() / batch.focus.sum().clamp(min=1)
    return loss, off


def save_model(model: Any, folder: Path) -> None:
    """config.json, generation_config.json and weights, as transformers reads them."""
    model.config.use_cache = True
    model.save_pretrained(folder)
