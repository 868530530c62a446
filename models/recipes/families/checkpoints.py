"""Checkpoints with random weights, large enough that the likeliest token is not always the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import torch
import transformers

from families.vocabulary import SIZE

Kind = Literal["encoder-decoder", "decoder", "encoder"]
Make = Callable[[], Any]


@dataclass(frozen=True)
class Family:
    """One checkpoint. `specials` and `template` are its tokenizer's; `task` is Optimum's word for what to export;
    `layout` `split` keeps the two decoders apart; `generation` goes to generation_config.json."""

    name: str
    kind: Kind
    make: Make
    specials: dict[str, int]
    template: str = ""
    task: str = "text2text-generation-with-past"
    layout: Literal["merged", "split"] = "merged"
    is_half: bool = False
    generation: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)
    """Further JSON files of the folder."""
    config: dict[str, Any] = field(default_factory=dict)
    """Added to config.json after the export."""


T5 = {"<pad>": 0, "</s>": 1, "<unk>": 2}
BART = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}
MARIAN = {"</s>": 0, "<unk>": 1, "<pad>": 2, ">>cmn_Hans<<": 3}
M2M = {**BART, "__en__": 4, "__zh__": 5, "__de__": 6}
NLLB = {**BART, "eng_Latn": 4, "zho_Hans": 5, "deu_Latn": 6}
MBART = {**BART, "en_XX": 4, "zh_CN": 5, "de_DE": 6}
PLAIN = {"<pad>": 0, "<s>": 1, "</s>": 2, "<|im_end|>": 3}
BERT = {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3}
ROBERTA = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}

_BOTH = {"vocab_size": SIZE, "d_model": 16, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4,
         "decoder_attention_heads": 4, "encoder_ffn_dim": 24, "decoder_ffn_dim": 24, "max_position_embeddings": 64}
_T5 = {"vocab_size": SIZE, "d_model": 16, "d_kv": 6, "d_ff": 24, "num_layers": 2, "num_decoder_layers": 2, "num_heads": 3,
       "decoder_start_token_id": 0, "pad_token_id": 0, "eos_token_id": 1}
_LLAMA = {"vocab_size": SIZE, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2, "num_attention_heads": 4,
          "num_key_value_heads": 2, "max_position_embeddings": 64, "pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2}
_BERT = {"vocab_size": SIZE, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2, "num_attention_heads": 4,
         "max_position_embeddings": 64, "type_vocab_size": 2}
_LM = "text-generation-with-past"
_ENDS = {"eos_token_id": [2, 3], "pad_token_id": 0, "bos_token_id": 1}


def _marian() -> Any:
    config = transformers.MarianConfig(**_BOTH, decoder_start_token_id=2, pad_token_id=2, eos_token_id=0, bos_token_id=0,
                                       scale_embedding=True, static_position_embeddings=True, activation_function="swish",
                                       forced_eos_token_id=0, share_encoder_decoder_embeddings=True)
    return transformers.MarianMTModel(config)


def _bart() -> Any:
    config = transformers.BartConfig(**_BOTH, pad_token_id=1, bos_token_id=0, eos_token_id=2, decoder_start_token_id=2,
                                     forced_bos_token_id=0, forced_eos_token_id=2)
    return transformers.BartForConditionalGeneration(config)


def _pegasus() -> Any:
    config = transformers.PegasusConfig(**_BOTH, pad_token_id=0, eos_token_id=1, decoder_start_token_id=0, forced_eos_token_id=1)
    return transformers.PegasusForConditionalGeneration(config)


def _mbart() -> Any:
    config = transformers.MBartConfig(**_BOTH, pad_token_id=1, bos_token_id=0, eos_token_id=2, decoder_start_token_id=2,
                                      forced_eos_token_id=2)
    return transformers.MBartForConditionalGeneration(config)


def _m2m() -> Any:
    config = transformers.M2M100Config(**_BOTH, pad_token_id=1, bos_token_id=0, eos_token_id=2, decoder_start_token_id=2)
    return transformers.M2M100ForConditionalGeneration(config)


def _t5() -> Any:
    return transformers.T5ForConditionalGeneration(transformers.T5Config(**_T5))


def _mt5() -> Any:
    return transformers.MT5ForConditionalGeneration(transformers.MT5Config(
        **_T5, feed_forward_proj="gated-gelu", tie_word_embeddings=False))


def _gpt2() -> Any:
    return transformers.GPT2LMHeadModel(transformers.GPT2Config(
        vocab_size=SIZE, n_embd=16, n_layer=2, n_head=4, n_positions=64, bos_token_id=1, eos_token_id=2))


def _gpt_neox() -> Any:
    return transformers.GPTNeoXForCausalLM(transformers.GPTNeoXConfig(
        vocab_size=SIZE, hidden_size=16, num_hidden_layers=2, num_attention_heads=4, intermediate_size=24,
        max_position_embeddings=64, bos_token_id=1, eos_token_id=2))


def _llama() -> Any:
    return transformers.LlamaForCausalLM(transformers.LlamaConfig(**_LLAMA, tie_word_embeddings=True))


def _mistral() -> Any:
    return transformers.MistralForCausalLM(transformers.MistralConfig(**_LLAMA))


def _qwen2() -> Any:
    return transformers.Qwen2ForCausalLM(transformers.Qwen2Config(**_LLAMA, tie_word_embeddings=True))


def _qwen3() -> Any:
    return transformers.Qwen3ForCausalLM(transformers.Qwen3Config(**_LLAMA, head_dim=6, tie_word_embeddings=True))


def _gemma() -> Any:
    return transformers.GemmaForCausalLM(transformers.GemmaConfig(**{**_LLAMA, "num_key_value_heads": 1}, head_dim=6))


def _gemma2() -> Any:
    return transformers.Gemma2ForCausalLM(transformers.Gemma2Config(**_LLAMA, head_dim=6, sliding_window=64))


def _gemma3() -> Any:
    return transformers.Gemma3ForCausalLM(transformers.Gemma3TextConfig(**_LLAMA, head_dim=6, sliding_window=64))


def _phi() -> Any:
    return transformers.PhiForCausalLM(transformers.PhiConfig(**{**_LLAMA, "num_key_value_heads": 4}, partial_rotary_factor=0.5))


def _phi3() -> Any:
    return transformers.Phi3ForCausalLM(transformers.Phi3Config(**_LLAMA))


def _bert() -> Any:
    return transformers.BertModel(transformers.BertConfig(**_BERT), add_pooling_layer=False)


def _roberta() -> Any:
    settings = {**_BERT, "max_position_embeddings": 66, "type_vocab_size": 1}
    return transformers.RobertaModel(transformers.RobertaConfig(**settings, pad_token_id=1), add_pooling_layer=False)


def _distilbert() -> Any:
    return transformers.DistilBertModel(transformers.DistilBertConfig(
        vocab_size=SIZE, dim=16, n_layers=2, n_heads=4, hidden_dim=24, max_position_embeddings=64))


_POOLING = {"word_embedding_dimension": 16, "pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
_BARRED = {"bad_words_ids": [[2]], "num_beams": 4}
_T5_TASKS = {"task_specific_params": {
    "summarization": {"prefix": "w20 w21 ", "num_beams": 4, "min_length": 3, "no_repeat_ngram_size": 3, "length_penalty": 2.0},
    "translation_en_to_de": {"prefix": "w22 ", "num_beams": 4, "max_length": 20}}}

FAMILIES = (
    Family("opus-mt-en-zh", "encoder-decoder", _marian, MARIAN, "$A </s>", generation=_BARRED),
    Family("opus-mt-en-de-split", "encoder-decoder", _marian, MARIAN, "$A </s>", layout="split", generation=_BARRED),
    Family("bart", "encoder-decoder", _bart, BART, "<s> $A </s>", generation={
        "min_length": 4, "no_repeat_ngram_size": 3, "num_beams": 4, "early_stopping": True, "length_penalty": 2.0}),
    Family("pegasus", "encoder-decoder", _pegasus, T5, "$A </s>", generation={"num_beams": 4, "length_penalty": 0.8}),
    Family("mbart-50", "encoder-decoder", _mbart, MBART, "en_XX $A </s>"),
    Family("m2m100", "encoder-decoder", _m2m, M2M, "__en__ $A </s>"),
    Family("nllb-200", "encoder-decoder", _m2m, NLLB, "eng_Latn $A </s>"),
    Family("t5", "encoder-decoder", _t5, T5, "$A </s>", config=_T5_TASKS),
    Family("mt5", "encoder-decoder", _mt5, T5, "$A </s>"),
    Family("gpt2", "decoder", _gpt2, PLAIN, task=_LM),
    Family("gpt-neox", "decoder", _gpt_neox, PLAIN, task=_LM),
    Family("llama", "decoder", _llama, PLAIN, "<s> $A", task=_LM, generation=_ENDS),
    Family("llama-half", "decoder", _llama, PLAIN, "<s> $A", task=_LM, is_half=True),
    Family("mistral", "decoder", _mistral, PLAIN, "<s> $A", task=_LM),
    Family("qwen2", "decoder", _qwen2, PLAIN, task=_LM, generation={
        **_ENDS, "repetition_penalty": 1.1, "temperature": 0.7, "top_p": 0.8, "top_k": 20, "do_sample": True}),
    Family("qwen3", "decoder", _qwen3, PLAIN, task=_LM, generation=_ENDS),
    Family("gemma", "decoder", _gemma, PLAIN, "<s> $A", task=_LM),
    Family("gemma2", "decoder", _gemma2, PLAIN, "<s> $A", task=_LM),
    Family("gemma3", "decoder", _gemma3, PLAIN, "<s> $A", task=_LM),
    Family("phi", "decoder", _phi, PLAIN, task=_LM),
    Family("phi3", "decoder", _phi3, PLAIN, task=_LM),
    Family("bert", "encoder", _bert, BERT, "[CLS] $A [SEP]", task="feature-extraction"),
    Family("roberta", "encoder", _roberta, ROBERTA, "<s> $A </s>", task="feature-extraction"),
    Family("distilbert", "encoder", _distilbert, BERT, "[CLS] $A [SEP]", task="feature-extraction",
           files={"1_Pooling/config.json": _POOLING}),
)


_SPREADS = {"opus-mt-en-zh": 1.5, "opus-mt-en-de-split": 1.5, "mt5": 0.5}
"""Of all weights but the embeddings. Marian multiplies its embeddings; mT5 divides no attention score."""


def checkpoint(family: Family, seed: int) -> Any:
    """The model with wide weights and narrower embeddings: tied embeddings as wide as the rest repeat their own token."""
    torch.manual_seed(seed)
    model = family.make().eval()
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() < 2:
                weight.add_(0.1 * torch.randn_like(weight))
            elif "embed_positions" not in name or family.make is not _marian:
                is_embedding = any(word in name for word in ("embed", "shared", "wte"))
                weight.normal_(0.0, 0.25 if is_embedding else _SPREADS.get(family.name, 0.7))
        for name, bias in model.named_buffers():
            if name.endswith("final_logits_bias"):
                bias.normal_(0.0, 0.1)
    for name, value in family.generation.items():
        setattr(model.generation_config, name, value)
    return model
