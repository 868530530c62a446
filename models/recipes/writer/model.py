"""The writer's network and tokenizer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM

END = "<|endoftext|>"
VOCABULARY, WIDTH, CONTEXT = 8192, 256, 256
# As GPT-2's pattern, but a run of Han stands apart from Latin, and every digit alone.
PIECE = (r" ?[[\p{L}\p{M}]&&[^\p{Han}]]+(?:['’][[\p{L}]&&[^\p{Han}]]+)?|\p{Han}+| ?\p{N}|"
         r" ?[^\s\p{L}\p{M}\p{N}]|\s+")


def train_tokenizer(texts: Iterable[str]) -> Tokenizer:
    """Byte-level BPE; the end mark is number 0."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(PIECE), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=[END], show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    return tokenizer


def write_tokenizer_config(folder: Path) -> None:
    """The small file that transformers reads beside tokenizer.json."""
    config = {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": END, "eos_token": END, "pad_token": END,
              "model_max_length": 4 * CONTEXT, "clean_up_tokenization_spaces": False, "add_bos_token": False}
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def build_model(vectors: npt.NDArray[np.float32] | None = None) -> Any:
    """A LlamaForCausalLM of 6.4 million parameters: width 256, 5 layers, 4 heads, tied embeddings."""
    torch.manual_seed(2)
    model: Any = LlamaForCausalLM(LlamaConfig(
        vocab_size=VOCABULARY, hidden_size=WIDTH, intermediate_size=768, num_hidden_layers=5, num_attention_heads=4,
        num_key_value_heads=4, max_position_embeddings=4 * CONTEXT, tie_word_embeddings=True, bos_token_id=0,
        eos_token_id=0, pad_token_id=0, initializer_range=0.02, attn_implementation="sdpa"))
    if vectors is not None:
        with torch.no_grad():
            model.model.embed_tokens.weight.copy_(torch.from_numpy(vectors))
    model.generation_config = GenerationConfig(
        bos_token_id=0, eos_token_id=0, pad_token_id=0, do_sample=True, temperature=0.8, top_k=40, top_p=0.95,
        repetition_penalty=1.1, max_new_tokens=60)
    return model
