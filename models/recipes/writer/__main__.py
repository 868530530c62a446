"""Make the writer again: `python -m writer --data DIR` (tokenizer, training, export, figures, card)."""

from __future__ import annotations

import argparse
import shutil

import numpy as np
import torch
from common.data import MODELS, add_data_option
from common.onnx_export import export_with_optimum, file_size_mb, quantise, work_folder
from common.parallel import default_workers, train_together
from common.runs import logger
from common.vectors import ppmi_vectors, window_counts
from tokenizers import Tokenizer

from writer.card import Facts, write_card
from writer.measure import PROMPTS, Graph, Perplexity, continue_text, perplexity
from writer.model import CONTEXT, VOCABULARY, WIDTH, train_tokenizer, write_tokenizer_config
from writer.text import Document, load_documents
from writer.train import BATCH, Stream, train

NAME = "deskhand-writer-en-zh"
MEASURED = 120


def token_streams(documents: list[Document], tokenizer: Tokenizer) -> list[Stream]:
    """One stream per source and language, end mark after every document."""
    by_name: dict[tuple[str, str], list[str]] = {}
    for document in documents:
        if not document.is_held_out:
            by_name.setdefault((document.source, document.language), []).append(document.text)
    streams = []
    for (source, _language), texts in by_name.items():
        found = tokenizer.encode_batch(texts, add_special_tokens=False)
        streams.append(Stream(source, np.array([token for one in found for token in (*one.ids, 0)], np.int64)))
    return streams


def main() -> None:
    """Run all stages; a second run goes on where the first stopped."""
    parser = argparse.ArgumentParser(prog="python -m writer", description=__doc__)
    add_data_option(parser)
    parser.add_argument("--steps", type=int, default=700)
    parser.add_argument("--minutes", type=float, help="stop training after this time (run again to go on)")
    parser.add_argument("--workers", type=int, default=default_workers(), help="processes that train together")
    arguments = parser.parse_args()
    work, folder = work_folder("writer"), MODELS / NAME
    log = logger(work / "log.txt")
    documents = load_documents(arguments.data)
    tokenizer_file = work / "tokenizer.json"
    if not tokenizer_file.exists():
        train_tokenizer(found.text for found in documents if not found.is_held_out).save(str(tokenizer_file))
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    streams = token_streams(documents, tokenizer)
    log(", ".join(f"{stream.source} {len(stream.tokens)}" for stream in streams) + " tokens")
    flat = np.concatenate([stream.tokens for stream in streams])
    vectors = ppmi_vectors(window_counts(flat, np.zeros(len(flat), np.int64), VOCABULARY), WIDTH)
    model, steps, minutes = train_together(arguments.workers, train, streams, vectors, arguments.steps, work,
                                           arguments.minutes)

    saved, full = work / "saved", work / "fp32"
    shutil.rmtree(saved, ignore_errors=True)
    model.config.use_cache = True
    model.save_pretrained(saved)
    export_with_optimum(saved, full, "text-generation-with-past")
    small = folder / "onnx" / "model_quantized.onnx"
    quantise(full / "model.onnx", small, per_channel=True)
    for name in ("config.json", "generation_config.json"):
        shutil.copyfile(saved / name, folder / name)
    tokenizer.save(str(folder / "tokenizer.json"))
    write_tokenizer_config(folder)

    graphs = {"fp32": Graph(full / "model.onnx"), "int8": Graph(small)}
    held_out: dict[str, dict[str, Perplexity]] = {}
    for language in ("en", "zh"):
        texts = [found.text for found in documents if found.is_held_out and found.language == language]
        texts = texts[:: max(1, len(texts) // MEASURED)]
        for name, graph in graphs.items():
            held_out.setdefault(name, {})[language] = perplexity(graph, tokenizer, texts)
    samples = [continue_text(graphs["int8"], tokenizer, prompt, seed) for seed, prompt in enumerate(PROMPTS)]
    write_card(Facts(steps, minutes, steps * BATCH * CONTEXT / 1e6, sum(part.numel() for part in model.parameters()),
                     file_size_mb(small), file_size_mb(full / "model.onnx"), held_out, samples, torch.__version__), folder)
    log(str(held_out))
    for sample in samples:
        log(sample)


if __name__ == "__main__":
    main()
