"""Make the translator again: `python -m translator --data DIR` (prepare, train, export, evaluate, card)."""

from __future__ import annotations

import argparse
from collections import Counter

import torch
from common.data import MODELS, add_data_option
from common.onnx_export import file_size_mb, work_folder
from common.parallel import default_workers, train_together
from common.runs import logger

from translator.card import Facts, write_card
from translator.evaluate import evaluate
from translator.model import build_model
from translator.onnx_decode import OnnxTranslator
from translator.prepare import prepare
from translator.ship import ship
from translator.train import SAMPLES, Plan, train

NAME = "deskhand-translate-en-zh"


def main() -> None:
    """Prepare, train, then ship what there is: a stopped run also writes a whole model folder."""
    parser = argparse.ArgumentParser(prog="python -m translator", description=__doc__)
    add_data_option(parser)
    parser.add_argument("--minutes", type=float, help="stop training after this time (run again to go on)")
    parser.add_argument("--anneal", type=int, metavar="STEPS",
                        help="from now on lower the rate to zero over STEPS, then end")
    parser.add_argument("--no-training", action="store_true", help="only ship and measure the last checkpoint")
    parser.add_argument("--no-shipping", action="store_true", help="leave the model folder as it is")
    parser.add_argument("--workers", type=int, default=default_workers(), help="processes that train together")
    arguments = parser.parse_args()
    work, folder = work_folder("translator"), MODELS / NAME
    log = logger(work / "log.txt")
    tokenizer, rows = prepare(arguments.data, work, log)  # before the workers, which read what it wrote
    if not arguments.no_training:
        train_together(arguments.workers, train, arguments.data, work, Plan(), arguments.anneal, arguments.minutes)
    if arguments.no_shipping:
        return
    state = torch.load(work / "checkpoint.pt", map_location="cpu", weights_only=True)
    model = build_model(tokenizer.get_vocab_size())
    model.load_state_dict(state["average"])
    ship(model.eval(), tokenizer, work, folder)
    full = evaluate(work / "fp32", "", rows.held_out)
    small = evaluate(folder, "_quantized", rows.held_out, work / "held-out-translations.tsv")
    for score in small:
        log(str(score))
    shipped = OnnxTranslator(folder, "_quantized")
    samples = list(zip([text for _, text in SAMPLES], shipped.translate([tag + text for tag, text in SAMPLES]), strict=True))
    progress = state["progress"]
    write_card(Facts(
        steps=progress["step"], epochs=progress["epoch"], tokens_m=progress["tokens"] / 1e6,
        parameters=sum(part.numel() for part in model.parameters()), rows=dict(Counter(rows.source)),
        sizes_mb={path.name: file_size_mb(path) for path in (*sorted((folder / "onnx").iterdir()), folder / "tokenizer.json")},
        full=full, small=small, samples=samples, torch=torch.__version__), folder)


if __name__ == "__main__":
    main()
