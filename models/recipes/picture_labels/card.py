"""MODEL_CARD.md of a labeller, its figures filled in by the run that made them."""

from __future__ import annotations

from pathlib import Path

from picture_labels.datasets import DataSet
from picture_labels.measure import Figures

ABOUT = {
    "cifar10": (
        "Picture labels: ten kinds of thing",
        "Says which of ten things a picture shows: airplane, automobile, bird, cat, deer, dog, frog, horse, ship, truck.",
        "CIFAR-10 (Alex Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009), 50,000 training and "
        "10,000 test pictures of 32 x 32 pixels. Published for research with citation; it comes with no licence text.",
        "The weights were trained by this project and may be used under the project's licence, as far as the project "
        "can grant it; see the note on the data, which comes with no licence text.",
        "- It knows ten labels and nothing else. A picture of anything else also gets one of them, at times with a high score.\n"
        "- It looks at 32 x 32 pixels. A thing that is small in a photo vanishes; crop close to it first.\n"
        "- The whole picture is squeezed to a square (each pixel counted), so very wide or tall pictures are distorted.\n"
        "- Cats and dogs are what it confuses most (see the matrix).\n"
        "- It was made to show the whole way from data to app. It is not for decisions about people or safety."),
    "mnist": (
        "Digits: one handwritten digit",
        "Says which digit, 0 to 9, a picture of one handwritten digit shows.",
        "MNIST (Yann LeCun, Corinna Cortes, Christopher Burges), 60,000 training and 10,000 test pictures of 28 x 28 "
        "pixels, CC BY-SA 3.0. Changed here: turned, scaled, moved, inverted, given other ink, paper and noise in training.",
        "CC BY-SA 3.0, the licence of the data.",
        "- One digit per picture, filling a third to nearly all of its height. It does not find or cut apart several digits.\n"
        "- White on black and dark on light both work; coloured, patterned or ruled paper was not in training.\n"
        "- It has no label for \"not a digit\": a letter or a blank page also gets a digit.\n"
        "- MNIST is handwriting from the United States; other ways of writing 1 or 7 may be wrong more often (not measured)."),
}


def _table(data_set: DataSet, found: Figures) -> str:
    rows = ["| label | precision | recall | F1 |", "|---|---|---|---|"]
    for number, name in enumerate(data_set.label_names):
        rows.append(f"| {name} | {100 * found.precision[number]:.1f} | {100 * found.recall[number]:.1f} "
                    f"| {100 * found.f1[number]:.1f} |")
    return "\n".join(rows)


def _matrix(data_set: DataSet, found: Figures) -> str:
    head = "| true \\ said | " + " | ".join(data_set.label_names) + " |"
    rows = [head, "|---" * (len(data_set.label_names) + 1) + "|"]
    for number, name in enumerate(data_set.label_names):
        rows.append(f"| **{name}** | " + " | ".join(str(int(count)) for count in found.confusion[number]) + " |")
    return "\n".join(rows)


def write_card(data_set: DataSet, figures: dict[str, Figures], facts: dict[str, float | str], folder: Path) -> None:
    """Write the card; every number in it comes from this run."""
    title, purpose, data, licence, limits = ABOUT[data_set.name]
    full, small = figures["fp32"], figures["int8"]
    mirrored = (" The graph looks at the picture and at its\nmirror image and adds what it thinks of both."
                if data_set.is_mirrored else "")
    watched = ("(the test accuracy was watched during training; it led to the second\ndescent of the rate and to the mirror "
               "image, so it flatters the model a little)" if data_set.is_mirrored
               else "(the test loss was watched during training but chose nothing)")
    text = f"""# {data_set.folder}

{title}. {purpose}

LICENSE: {licence}

## Data

{data}

## How it was made

`python -m picture_labels {data_set.name} --data DIR` in models/recipes: read, augment (see `augment.py`), train
{facts['epochs']} epochs ({float(facts['minutes']):.0f} minutes on two CPU cores shared with other work, bfloat16 autocast), export to ONNX, static
int8 (weights per channel, ranges from 1,000 training pictures). Torch {facts['torch']}. A convolutional network of
{facts['parameters']:,} parameters: whitened 2 x 2 patches, three blocks of two convolutions, one linear layer.
No pretrained weights were used.{mirrored}

![training curve](training-curve.png)

## Held-out figures

All 10,000 test pictures, none of which was trained on {watched}.

| | fp32 | int8 (shipped) |
|---|---|---|
| accuracy | {100 * full.accuracy:.2f} % | {100 * small.accuracy:.2f} % |
| accuracy with light and dark exchanged | | {100 * float(facts['accuracy_inverted']):.2f} % |
| graph | {float(facts['size_fp32_mb']):.2f} MB | {float(facts['size_mb']):.2f} MB |
| one picture, one thread | {float(facts['ms_fp32']):.2f} ms | {float(facts['ms']):.2f} ms |

The fp32 graph in onnxruntime differs from torch by at most {float(facts['torch_difference']):.1e} in a logit; the int8 graph gives the same
label as torch for {100 * float(facts['same_answer']):.2f} % of the test pictures. Percent, int8:

{_table(data_set, small)}

Confusion matrix, int8 (also in confusion-matrix.png):

{_matrix(data_set, small)}

## Input and output

`pixel_values` float32 [batch, {data_set.channels}, {data_set.size}, {data_set.size}], scaled to 0..1 and normalised as preprocessor_config.json says; `logits`
float32 [batch, {len(data_set.label_names)}]. Pictures of other sizes: convert to {"RGB" if data_set.channels == 3 else "grey"}, squeeze to {data_set.size} x {data_set.size} by area (PIL's BOX).

## Limits

{limits}
"""
    (folder / "MODEL_CARD.md").write_text(text, encoding="utf-8")
