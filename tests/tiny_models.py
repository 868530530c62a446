"""Tiny real ONNX models with the inputs and outputs of the big ones, made at test time.

Each ``make_*`` writes a whole model folder in the Hugging Face layout (``onnx/`` and the JSON files
around it) that loads in milliseconds and behaves in a way a test can foretell:

* the translator says its source again in capitals (Chinese stays as it is);
* the writer counts ``0123456789中文，`` over and over;
* the sentence encoder gives a bag of bytes, so equal texts have cosine 1;
* the picture model scores each label by the mean of one colour channel.

The graphs punish a wrong caller: a key/value cache that lost its order, wrong position ids or a
wrong attention mask change the output. All tokenizers are byte-level, so a Chinese
character is three tokens. Graphs are written in ONNX text with ``__`` where names have a dot.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper, parser
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors

PAD, EOS, UNK, TO_ZH, TO_EN = range(5)
FIRST_BYTE = 8
VOCAB = FIRST_BYTE + 256
HEADS, HEAD_DIM = 2, 4
WIDTH = HEADS * HEAD_DIM
COUNTED = "0123456789中文，"
"""What the writer says, from wherever the prompt left off."""


def _save_graph(path: Path, text: str, constants: Mapping[str, np.ndarray]) -> None:
    model = parser.parse_model('<ir_version: 8, opset_import: ["" : 17]>\n' + text)
    for name, value in constants.items():
        model.graph.initializer.append(numpy_helper.from_array(value, name))
    _put_dots(model.graph)
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path)


def _put_dots(graph: onnx.GraphProto) -> None:
    for value in (*graph.input, *graph.output):
        value.name = value.name.replace("__", ".")
    for node in graph.node:
        node.input[:] = [name.replace("__", ".") for name in node.input]
        node.output[:] = [name.replace("__", ".") for name in node.output]
        for attribute in node.attribute:
            if attribute.type == onnx.AttributeProto.GRAPH:
                _put_dots(attribute.g)


def _save_json(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def _byte_letters() -> list[str]:
    """The letter that byte-level tokenizers write for each byte (GPT-2's table)."""
    printable = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    hidden = iter(range(256, 512))
    return [chr(byte) if byte in printable else chr(next(hidden)) for byte in range(256)]


def _save_tokenizer(folder: Path, template: str) -> None:
    vocab = {"<pad>": PAD, "</s>": EOS, "<unk>": UNK, ">>zh<<": TO_ZH, ">>en<<": TO_EN}
    vocab |= {f"<unused{i}>": i for i in range(5, FIRST_BYTE)}
    vocab |= {letter: FIRST_BYTE + byte for byte, letter in enumerate(_byte_letters())}
    tokenizer = Tokenizer(models.BPE(vocab=vocab, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.decoder = decoders.ByteLevel()
    specials = [AddedToken(t, special=True) for t in ("<pad>", "</s>", ">>zh<<", ">>en<<")]
    tokenizer.add_special_tokens(specials)
    if template:
        tokenizer.post_processor = processors.TemplateProcessing(
            single=template, special_tokens=[("</s>", EOS)]
        )
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))


def _capitals() -> np.ndarray:
    table = np.arange(VOCAB, dtype=np.int64)
    for byte in range(ord("a"), ord("z") + 1):
        table[FIRST_BYTE + byte] = FIRST_BYTE + byte - 32
    return table


def _successors() -> np.ndarray:
    """The token after each token: round and round ``COUNTED``, anything else begins it."""
    counted = COUNTED.encode()
    assert len(set(counted)) == len(counted), "each byte may have one successor only"
    table = np.full(VOCAB, FIRST_BYTE + counted[0], dtype=np.int64)
    for byte, after in pairwise(counted):
        table[FIRST_BYTE + byte] = FIRST_BYTE + after
    return table


_NUMBERS: dict[str, np.ndarray] = {
    "zero": np.array(0, np.int64),
    "one": np.array(1, np.int64),
    "zeros": np.array([0], np.int64),
    "ones": np.array([1], np.int64),
    "twos": np.array([2], np.int64),
    "threes": np.array([3], np.int64),
    "zero_f": np.array(0, np.float32),
    "one_f": np.array(1, np.float32),
    "classes": np.arange(VOCAB, dtype=np.float32),
    "split_heads": np.array([0, 0, HEADS, HEAD_DIM], np.int64),
}

_ENCODER = """
encoder (int64[b, e] input_ids, int64[b, e] attention_mask)
  => (float[b, e, width] last_hidden_state) {
  kept = Mul(input_ids, attention_mask)
  number = Cast<to = 1>(kept)
  column = Unsqueeze(number, twos)
  last_hidden_state = Expand(column, width_shape)
}"""

_CACHE_4D = "float[b, 2, {length}, 4] {name}"

_DECODER = """
decoder (int64[b, e] encoder_attention_mask, int64[b, s] input_ids,
         float[b, e, 8] encoder_hidden_states, PAST, bool[1] use_cache_branch)
  => (float[b, s, v] logits, PRESENT) {
  is_cached = Squeeze(use_cache_branch, zeros)
  fed = Cast<to = 1>(input_ids)
  fed_4 = Unsqueeze(fed, one_and_three)
  fed_shape = Shape(input_ids)
  batch = Slice(fed_shape, zeros, ones)
  n_fed = Slice(fed_shape, ones, twos)
  new_shape = Concat<axis = 0>(batch, heads_n, n_fed, dim_n)
  new = Expand(fed_4, new_shape)
  used, present__0__encoder__key, present__0__decoder__key = If (is_cached) <
    then_branch = cached () => (float[b, 2, e, 4] used_then, float[n, 2, m, 4] out_then,
                                float[b, 2, u, 4] said_then) {
      used_then = Identity(past_key_values__0__encoder__key)
      out_then = Identity(dummy)
      said_then = Concat<axis = 2>(past_key_values__0__decoder__key, new)
    },
    else_branch = first () => (float[b, 2, e, 4] used_else, float[n, 2, m, 4] out_else,
                               float[b, 2, u, 4] said_else) {
      heads = Reshape(encoder_hidden_states, split_heads)
      used_else = Transpose<perm = [0, 2, 1, 3]>(heads)
      out_else = Identity(used_else)
      said_else = Identity(new)
    }
  >
  present__0__encoder__value = Identity(present__0__encoder__key)
  present__0__decoder__value = Concat<axis = 2>(past_key_values__0__decoder__value, new)
  all_shape = Shape(present__0__decoder__key)
  total = Gather<axis = 0>(all_shape, two)
  n_fed_0 = Squeeze(n_fed, zeros)
  n_past = Sub(total, n_fed_0)
  used_shape = Shape(used)
  n_source = Gather<axis = 0>(used_shape, two)
  used_head = Gather<axis = 1>(used, zero)
  source_f = Gather<axis = 2>(used_head, zero)
  source = Cast<to = 7>(source_f)
  expected = Gather<axis = 0>(table, source)
  positions = Range(n_past, total, one)
  last = Sub(n_source, one)
  clipped = Min(positions, last)
  target = Gather<axis = 1>(expected, clipped)
  said_head = Gather<axis = 1>(present__0__decoder__key, zero)
  said = Gather<axis = 2>(said_head, zero)
  before = Sub(total, one)
  n_common = Min(before, n_source)
  n_common_1 = Unsqueeze(n_common, zeros)
  end = Add(n_common_1, ones)
  said_common = Slice(said, ones, end, ones)
  expected_common = Slice(expected, zeros, n_common_1, ones)
  expected_f = Cast<to = 1>(expected_common)
  wrong = Sub(said_common, expected_f)
  distance = Abs(wrong)
  distances = ReduceSum<keepdims = 1>(distance, ones)
  mask_f = Cast<to = 1>(encoder_attention_mask)
  is_real = Sign(source_f)
  wrong_mask = Sub(mask_f, is_real)
  mask_distance = Abs(wrong_mask)
  hidden = Gather<axis = 2>(encoder_hidden_states, zero)
  wrong_hidden = Sub(hidden, source_f)
  hidden_distance = Abs(wrong_hidden)
  other_distance = Add(mask_distance, hidden_distance)
  other_distances = ReduceSum<keepdims = 1>(other_distance, ones)
  all_distances = Add(distances, other_distances)
  penalty = Clip(all_distances, zero_f, one_f)
  target_f = Cast<to = 1>(target)
  aim = Add(target_f, penalty)
  aim_3 = Unsqueeze(aim, twos)
  off = Sub(classes, aim_3)
  square = Mul(off, off)
  logits = Neg(square)
}"""


def make_translator(folder: Path, *, max_positions: int = 128) -> Path:
    """An encoder and a merged decoder in Optimum's Marian layout. Says its source in capitals.

    As in real exports, the cached branch returns dummies for the encoder's keys and values.
    """
    _save_graph(
        folder / "onnx/encoder_model_quantized.onnx",
        _ENCODER,
        {"twos": _NUMBERS["twos"], "width_shape": np.array([1, 1, WIDTH], np.int64)},
    )
    sides = [f"{side}__{kind}" for side in ("decoder", "encoder") for kind in ("key", "value")]
    lengths = {"past": {"decoder": "t", "encoder": "e"}, "now": {"decoder": "u", "encoder": "m"}}
    past = [
        _CACHE_4D.format(length=lengths["past"][s[:7]], name=f"past_key_values__0__{s}")
        for s in sides
    ]
    now = [
        _CACHE_4D.format(length=lengths["now"][s[:7]], name=f"present__0__{s}").replace("b,", "n,")
        if s.startswith("encoder")
        else _CACHE_4D.format(length=lengths["now"][s[:7]], name=f"present__0__{s}")
        for s in sides
    ]
    text = _DECODER.replace("PAST", ", ".join(past)).replace("PRESENT", ", ".join(now))
    _save_graph(
        folder / "onnx/decoder_model_merged_quantized.onnx",
        text,
        {
            **{k: v for k, v in _NUMBERS.items() if k != "threes"},
            "two": np.array(2, np.int64),
            "one_and_three": np.array([1, 3], np.int64),
            "heads_n": np.array([HEADS], np.int64),
            "dim_n": np.array([HEAD_DIM], np.int64),
            "table": _capitals(),
            "dummy": np.zeros((0, HEADS, 1, HEAD_DIM), np.float32),
        },
    )
    _save_tokenizer(folder, "$A </s>")
    _save_json(
        folder / "config.json",
        {
            "model_type": "marian",
            "architectures": ["MarianMTModel"],
            "is_encoder_decoder": True,
            "d_model": WIDTH,
            "decoder_layers": 1,
            "decoder_attention_heads": HEADS,
            "vocab_size": VOCAB,
            "max_position_embeddings": max_positions,
            "decoder_start_token_id": PAD,
            "pad_token_id": PAD,
            "eos_token_id": EOS,
            "deskhand": {
                "task": "translation",
                "pairs": [
                    {"from": "en", "to": "zh", "source_prefix": ">>zh<< "},
                    {"from": "zh", "to": "en", "source_prefix": ">>en<< "},
                ],
            },
        },
    )
    _save_json(
        folder / "generation_config.json",
        {
            "decoder_start_token_id": PAD,
            "pad_token_id": PAD,
            "eos_token_id": EOS,
            "bad_words_ids": [[PAD]],
        },
    )
    return folder


_WRITER = """
writer (int64[b, s] input_ids, int64[b, a] attention_mask, POSITIONS
        float[b, 2, t, 4] past_key_values__0__key, float[b, 2, t, 4] past_key_values__0__value)
  => (float[b, s, v] logits, float[b, 2, u, 4] present__0__key,
      float[b, 2, u, 4] present__0__value) {
  fed = Cast<to = 1>(input_ids)
  fed_4 = Unsqueeze(fed, one_and_three)
  fed_shape = Shape(input_ids)
  batch = Slice(fed_shape, zeros, ones)
  n_fed = Slice(fed_shape, ones, twos)
  new_shape = Concat<axis = 0>(batch, heads_n, n_fed, dim_n)
  new = Expand(fed_4, new_shape)
  present__0__key = Concat<axis = 2>(past_key_values__0__key, new)
  present__0__value = Concat<axis = 2>(past_key_values__0__value, new)
  all_shape = Shape(present__0__key)
  total = Slice(all_shape, twos, threes)
  total_0 = Squeeze(total, zeros)
  n_past = Sub(total, n_fed)
  n_past_0 = Squeeze(n_past, zeros)
  order = Range(n_past_0, total_0, one)
  wrong_order = Sub(ORDER, order)
  far = Abs(wrong_order)
  far_sum = ReduceSum<keepdims = 0>(far)
  mask_shape = Shape(attention_mask)
  n_mask = Slice(mask_shape, ones, twos)
  wrong_mask = Sub(n_mask, total)
  mask_far = Abs(wrong_mask)
  wrong = Add(far_sum, mask_far)
  penalty = Min(wrong, ones)
  next = Gather<axis = 0>(table, input_ids)
  next_or_wrong = Add(next, penalty)
  after = Add(order, one)
  is_over = GreaterOrEqual(after, limit)
  target = Where(is_over, eos, next_or_wrong)
  target_f = Cast<to = 1>(target)
  aim = Unsqueeze(target_f, twos)
  off = Sub(classes, aim)
  square = Mul(off, off)
  logits_f = Neg(square)
  logits = Cast<to = 1>(logits_f)
}"""


def make_writer(
    folder: Path,
    *,
    context: int = 256,
    ends_after: int | None = None,
    has_position_ids: bool = True,
    is_half: bool = False,
) -> Path:
    """A decoder-only model with a key/value cache. Counts ``COUNTED`` round and round.

    ``ends_after``: it says its end token once prompt and text together have so many tokens.
    ``is_half``: cache and logits are float16, as in ``_fp16`` and ``_q4f16`` exports.
    """
    text = _WRITER.replace("POSITIONS", "int64[b, s] position_ids," if has_position_ids else "")
    if is_half:
        text = text.replace("float[b, ", "float16[b, ")
        text = text.replace("fed = Cast<to = 1>", "fed = Cast<to = 10>")
        text = text.replace("logits = Cast<to = 1>", "logits = Cast<to = 10>")
    _save_graph(
        folder / "onnx/model_quantized.onnx",
        text.replace("ORDER", "position_ids" if has_position_ids else "order"),
        {
            **{k: _NUMBERS[k] for k in ("one", "zeros", "ones", "twos", "threes", "classes")},
            "one_and_three": np.array([1, 3], np.int64),
            "heads_n": np.array([HEADS], np.int64),
            "dim_n": np.array([HEAD_DIM], np.int64),
            "table": _successors(),
            "limit": np.array(ends_after if ends_after is not None else 2**40, np.int64),
            "eos": np.array(EOS, np.int64),
        },
    )
    _save_tokenizer(folder, "")
    config = {
        "model_type": "llama",
        "architectures": ["LlamaForCausalLM"],
        "hidden_size": WIDTH,
        "num_hidden_layers": 1,
        "num_attention_heads": HEADS,
        "num_key_value_heads": HEADS,
        "vocab_size": VOCAB,
        "max_position_embeddings": context,
        "eos_token_id": [EOS, UNK],
        "deskhand": {"task": "writing", "languages": ["en", "zh"]},
    }
    _save_json(folder / "config.json", config)
    _save_json(folder / "generation_config.json", {"eos_token_id": [EOS, UNK]})
    return folder


_SENTENCES = """
sentences (int64[b, s] input_ids, int64[b, s] attention_mask, int64[b, s] token_type_ids)
  => (float[b, s, h] last_hidden_state) {
  row = Add(input_ids, token_type_ids)
  last_hidden_state = Gather<axis = 0>(table, row)
}"""


def make_sentence_encoder(folder: Path, *, window: int = 64, width: int = 32) -> Path:
    """A BERT-shaped graph whose mean is a bag of bytes: equal texts have cosine 1."""
    table = np.random.default_rng(7).standard_normal((VOCAB, width)).astype(np.float32)
    table[FIRST_BYTE + ord(" ")] = 0
    _save_graph(folder / "onnx/model_quantized.onnx", _SENTENCES, {"table": table})
    _save_tokenizer(folder, "</s> $A </s>")
    config = {
        "model_type": "bert",
        "architectures": ["BertModel"],
        "hidden_size": width,
        "vocab_size": VOCAB,
        "max_position_embeddings": window,
        "pad_token_id": PAD,
        "deskhand": {"task": "sentences", "languages": ["en"]},
    }
    _save_json(folder / "config.json", config)
    return folder


_PICTURES = """
pictures (float[b, CHANNELS, h, w] pixel_values) => (float[b, n] logits) {
  means = ReduceMean<axes = [2, 3], keepdims = 0>(pixel_values)
  logits = MatMul(means, weights)
}"""


def make_picture_model(
    folder: Path,
    *,
    labels: Sequence[str] = ("red", "green", "blue"),
    side: int = 32,
    channels: int = 3,
) -> Path:
    """Label ``i`` scores ten times the mean of channel ``i`` (0 to 1); further labels score 0."""
    weights = np.zeros((channels, len(labels)), np.float32)
    for i in range(min(channels, len(labels))):
        weights[i, i] = 10.0
    text = _PICTURES.replace("CHANNELS", str(channels))
    _save_graph(folder / "onnx/model_quantized.onnx", text, {"weights": weights})
    config = {
        "model_type": "resnet",
        "architectures": ["ResNetForImageClassification"],
        "num_channels": channels,
        "id2label": {str(i): label for i, label in enumerate(labels)},
        "label2id": {label: i for i, label in enumerate(labels)},
        "deskhand": {"task": "pictures"},
    }
    _save_json(folder / "config.json", config)
    _save_json(
        folder / "preprocessor_config.json",
        {
            "do_resize": True,
            "size": {"height": side, "width": side},
            "resample": 2,
            "do_rescale": True,
            "rescale_factor": 1 / 255,
            "do_normalize": True,
            "image_mean": [0.0] * channels,
            "image_std": [1.0] * channels,
            "num_channels": channels,
        },
    )
    return folder


_ENDLESS = """
endless (int64[n] x) => (int64[n] y) {
  y = Loop (trips, yes, x) <
    body = again (int64 i, bool going, int64[n] z) => (bool goes_on, int64[n] z_out) {
      goes_on = Identity(going)
      z_out = Add(z, one)
    }
  >
}"""


def make_endless_graph(path: Path) -> Path:
    """A graph that runs for hours: x (int64 [n]) -> y. Only terminating the run ends it."""
    constants = {
        "trips": np.array(2**60, np.int64),
        "yes": np.array(True),
        "one": np.array(1, np.int64),
    }
    _save_graph(path, _ENDLESS, constants)
    return path


_HUNGRY = """
hungry (int64[k] shape) => (float y) {
  ones_of_shape = ConstantOfShape<value = float[1] {1.0}>(shape)
  y = ReduceMax<keepdims = 0>(ones_of_shape)
}"""


def make_hungry_graph(path: Path) -> Path:
    """A graph that needs as much memory as ``shape`` (int64 [k]) asks for."""
    _save_graph(path, _HUNGRY, {})
    return path


def make_all(root: Path) -> dict[str, Path]:
    """One folder per task under ``root``, keyed by model id."""
    return {
        "tiny-translator": make_translator(root / "tiny-translator"),
        "tiny-writer": make_writer(root / "tiny-writer"),
        "tiny-sentences": make_sentence_encoder(root / "tiny-sentences"),
        "tiny-pictures": make_picture_model(root / "tiny-pictures"),
    }
