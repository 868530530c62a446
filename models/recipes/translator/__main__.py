"""Make a translator again: `python -m translator [--model MODEL]` (prepare, train, export, evaluate, card)."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

import torch
from common.data import MODELS, add_data_option
from common.onnx_export import file_size_mb, work_folder
from common.parallel import default_workers, train_together
from common.runs import has_bfloat16, logger, pick_device, time_of_day
from common.schedule import Descent

from translator import card_docs, card_zh
from translator.back import back_translate
from translator.card import Facts
from translator.evaluate import evaluate
from translator.model import build_model
from translator.onnx_decode import OnnxTranslator
from translator.plans import PLANS, rehearsal
from translator.prepare import prepare
from translator.ship import ship
from translator.subwords import tag
from translator.train import train

CARDS = {"en-zh": card_zh.write_card, "en-de-fr-es": card_docs.write_card}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m translator", description=__doc__)
    add_data_option(parser)
    parser.add_argument("--model", choices=tuple(PLANS), default="en-zh", help="which translator (default: en-zh)")
    ending = parser.add_mutually_exclusive_group()
    ending.add_argument("--minutes", type=float, help="stop training after this time (run again to go on)")
    ending.add_argument("--until", type=time_of_day, metavar="HH:MM", help="stop training at this time of day")
    parser.add_argument("--anneal", type=int, metavar="STEPS",
                        help="from now on lower the rate to zero over STEPS, then end")
    parser.add_argument("--anneal-minutes", type=float, metavar="MINUTES",
                        help="lower the rate to zero over the last MINUTES before the end")
    parser.add_argument("--begin-with", type=Path, metavar="FOLDER",
                        help="a run without a checkpoint begins with this shipped model's weights and tokenizer")
    parser.add_argument("--no-training", action="store_true", help="only ship and measure the last checkpoint")
    parser.add_argument("--no-shipping", action="store_true", help="leave the model folder as it is")
    parser.add_argument("--workers", type=int, default=default_workers(), help="processes that train together")
    parser.add_argument("--rehearsal", type=Path, metavar="FOLDER",
                        help="every step with few rows, all that is written goes into FOLDER")
    arguments = parser.parse_args()
    if arguments.anneal_minutes and not (arguments.minutes or arguments.until):
        parser.error("--anneal-minutes needs --minutes or --until")
    return arguments


def main() -> None:
    """Prepare, train, then ship what there is: a stopped run also writes a whole model folder."""
    arguments = _arguments()
    plan = PLANS[arguments.model]
    if arguments.rehearsal:
        plan = rehearsal(plan)
        work, folder = arguments.rehearsal / "work", arguments.rehearsal / plan.name
        work.mkdir(parents=True, exist_ok=True)
    else:
        work, folder = work_folder(plan.work), MODELS / plan.name
    log = logger(work / "log.txt")
    if arguments.begin_with:
        back_translate(arguments.data, arguments.begin_with, work, plan.keep_every, log)
    tokenizer, rows = prepare(plan, arguments.data, work, log, arguments.begin_with)  # before the workers, which read what it wrote
    if not arguments.no_training:
        end = time.time() + 60 * arguments.minutes if arguments.minutes else arguments.until
        descent = Descent(end - 60 * arguments.anneal_minutes, end) if arguments.anneal_minutes else None
        train_together(arguments.workers, train, plan, arguments.data, work, arguments.anneal, end, descent, arguments.begin_with)
    if arguments.no_shipping:
        return
    state = torch.load(work / "checkpoint.pt", map_location="cpu", weights_only=True)
    model = build_model(plan, tokenizer.get_vocab_size())
    model.load_state_dict(state["average"])
    ship(plan, model.eval(), tokenizer, work, folder)
    full = evaluate(plan, work / "fp32", "", rows.held_out)
    small = evaluate(plan, folder, "_quantized", rows.held_out, work / "held-out-translations.tsv")
    for score in small:
        log(str(score))
    shipped = OnnxTranslator(folder, "_quantized")
    found = shipped.translate([f"{tag(language)} {text}" for language, text in plan.samples])
    samples = [(text, language, said) for (language, text), said in zip(plan.samples, found, strict=True)]
    progress = state["progress"]
    CARDS[arguments.model](Facts(
        steps=progress["step"] - progress.get("begun", 0), epochs=progress["epoch"], tokens_m=progress["tokens"] / 1e6,
        hours=progress.get("seconds", 0.0) / 3600, parameters=sum(part.numel() for part in model.parameters()),
        rows=dict(Counter(rows.source)), languages=dict(Counter(rows.language)),
        sizes_mb={path.name: file_size_mb(path) for path in (*sorted((folder / "onnx").iterdir()), folder / "tokenizer.json")},
        full=full, small=small, samples=samples, torch=torch.__version__,
        precision="bfloat16 autocast" if has_bfloat16(pick_device()) else "32-bit numbers",
        is_begun_with_shipped=progress.get("begun", 0) > 0), folder)


if __name__ == "__main__":
    main()
