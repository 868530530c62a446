"""MODEL_CARD.md of the writer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from writer.measure import Perplexity


@dataclass(frozen=True)
class Facts:
    """What one run found out; `held_out[graph][language]`."""

    steps: int
    minutes: float
    tokens_m: float
    parameters: int
    size_mb: float
    size_fp32_mb: float
    held_out: dict[str, dict[str, Perplexity]]
    samples: list[str]
    torch: str


def write_card(facts: Facts, folder: Path) -> None:
    """Write the card; every number in it comes from this run."""
    rows = [f"| {language} | {graph} | {found.per_token:.1f} | {found.bits_per_byte:.3f} | {found.tokens} |"
            for language in ("en", "zh") for graph, found in ((name, by[language]) for name, by in facts.held_out.items())]
    samples = "\n".join(f"- {text}" for text in (sample.replace("\n", " ⏎ ") for sample in facts.samples))
    text = f"""# deskhand-writer-en-zh

Continues a sentence in English or Chinese, on the user's own machine. Version 0: very small, trained for minutes. It
keeps the language and the grammar of a phrase; it does not know what is true.

LICENSE: CC BY 4.0. The texts it learned from are CC BY 4.0, CC BY 2.0 FR, Apache-2.0 and this project's own
(below); keep the attribution of the next section.

## Data

- OpenStax Economics and Business, paragraphs, CC BY 4.0
- sentences written and translated by hand for this project (its own work)
- tatoeba.org, English and Chinese sides, CC BY 2.0 FR, converted to Simplified
- thu-coai/KdConv (dev and test), Chinese dialogue, Apache-2.0
- summaries of MicrosoftDocs/dynamics365smb-docs and of Microsoft's Chinese documentation, CC BY 4.0
- the corrected side of this project's proofreading pairs (its own work)

Two percent of the text (whole groups of lines, chosen by a hash of the text) was held out.

## How it was made

`python -m writer --data DIR` in models/recipes: a byte-level BPE of 8,192 tokens for both languages, starting embeddings from a
singular value decomposition of word counts, then {facts.steps} steps of 16 windows of 256 tokens ({facts.tokens_m:.1f} M tokens) in
{facts.minutes:.0f} minutes on two CPU cores shared with other work, bfloat16 autocast, AdamW. Llama shape (transformers), {facts.parameters:,}
parameters: width 256, 5 layers, 4 heads. No pretrained weights were used. Exported with Optimum (text-generation-with-past),
dynamic int8. Torch {facts.torch}.

## Held-out figures

| language | graph | perplexity per token | bits per UTF-8 byte | tokens |
|---|---|---|---|---|
{chr(10).join(rows)}

`onnx/model_quantized.onnx` has {facts.size_mb:.1f} MB (fp32: {facts.size_fp32_mb:.1f} MB).

Continuations by the int8 graph, one draw each, not selected (temperature 0.8, top 40; ⏎ is a line break):

{samples}

## Limits

- It writes plausible phrases, not sense: after a sentence or so it drifts, repeats itself or contradicts itself.
- It states things that are false. Nothing it writes is to be trusted as a fact.
- It knows business textbook English, everyday sentences and Chinese small talk; other subjects come out badly.
- It can't follow instructions, and it reads at most 1,024 tokens (256 in training).
"""
    (folder / "MODEL_CARD.md").write_text(text, encoding="utf-8")
