"""Worker of the speed benchmark: one peer, in the peers' environment (peers-requirements.txt).

    python tests/benchmarks/speed_peers.py PEER FOLDER THREADS

PEER is ctranslate2, ctranslate2-workers, transformers-marian, optimum-marian, genai,
transformers-lm or optimum-lm.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from speed_jobs import MARIAN_VOCAB, Job, peak_mb, pin, serve, sources

Run = Callable[[Job], dict[str, Any]]
_PAD, _END = MARIAN_VOCAB - 1, 0


def ctranslate2_marian(folder: Path, threads: int, workers: int = 1, most_rows: int = 0) -> Run:
    import ctranslate2

    translator = ctranslate2.Translator(
        str(folder), compute_type="int8", inter_threads=workers, intra_threads=threads
    )

    def run(job: Job) -> dict[str, Any]:
        texts = [[*(f"w{number}" for number in ids), "</s>"] for ids in sources(job)]
        began = time.perf_counter()
        found = translator.translate_batch(
            texts,
            beam_size=job.n_beams,
            max_batch_size=most_rows,
            max_decoding_length=job.n_new,
            min_decoding_length=job.n_new,
        )
        seconds = time.perf_counter() - began
        return {"seconds": seconds, "n_tokens": sum(len(each.hypotheses[0]) for each in found)}

    return run


def ctranslate2_workers(folder: Path, threads: int) -> Run:
    """As many batches at once as there are cores: its fastest way with many sentences."""
    return ctranslate2_marian(folder, 1, workers=threads, most_rows=32 // threads)


def transformers_marian(folder: Path, threads: int) -> Run:
    import torch
    from transformers import MarianMTModel

    torch.set_num_threads(threads)
    return _generate(MarianMTModel.from_pretrained(folder).eval())


def optimum_marian(folder: Path, threads: int) -> Run:
    from optimum.onnxruntime import ORTModelForSeq2SeqLM

    return _generate(
        ORTModelForSeq2SeqLM.from_pretrained(
            folder,
            subfolder="onnx",
            session_options=_session_options(threads),
        )
    )


def transformers_lm(folder: Path, threads: int) -> Run:
    import torch
    from transformers import AutoModelForCausalLM

    torch.set_num_threads(threads)
    return _generate(AutoModelForCausalLM.from_pretrained(folder).eval())


def optimum_lm(folder: Path, threads: int) -> Run:
    from optimum.onnxruntime import ORTModelForCausalLM

    return _generate(
        ORTModelForCausalLM.from_pretrained(
            folder,
            file_name="model_quantized.onnx",
            subfolder="onnx",
            session_options=_session_options(threads),
        )
    )


def genai_lm(folder: Path, threads: int) -> Run:
    import onnxruntime_genai as genai

    config = genai.Config(str(folder))
    options = {"session_options": {"intra_op_num_threads": threads}}
    config.overlay(json.dumps({"model": {"decoder": options}}))
    model = genai.Model(config)

    def run(job: Job) -> dict[str, Any]:
        (ids,) = sources(job)
        n_all = len(ids) + job.n_new
        began = time.perf_counter()
        params = genai.GeneratorParams(model)
        params.set_search_options(max_length=n_all, min_length=n_all, do_sample=False)
        generator = genai.Generator(model, params)
        generator.append_tokens(ids)
        generator.generate_next_token()
        first_s = time.perf_counter() - began
        n_tokens = 1
        while not generator.is_done() and n_tokens < job.n_new:
            generator.generate_next_token()
            n_tokens += 1
        seconds = time.perf_counter() - began
        return {"seconds": seconds, "first_s": first_s, "n_tokens": n_tokens}

    return run


def _session_options(threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return options


def _generate(model: Any) -> Run:
    """``generate`` of transformers: all sources as one padded batch, as its users call it."""
    import torch
    from transformers.generation.streamers import BaseStreamer

    class FirstToken(BaseStreamer):
        """When the first new token came: a streamer is handed the prompt before."""

        def __init__(self) -> None:
            self.times: list[float] = []

        def put(self, value: Any) -> None:
            self.times.append(time.perf_counter())

        def end(self) -> None:
            pass

    def run(job: Job) -> dict[str, Any]:
        rows = sources(job)
        options: dict[str, Any] = {"num_beams": job.n_beams, "do_sample": False}
        streamer = None
        if job.model == "marian":
            rows = [[*row, _END] for row in rows]
        else:
            streamer = FirstToken()
        width = max(map(len, rows))
        ids = torch.tensor([row + [_PAD] * (width - len(row)) for row in rows])
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
        began = time.perf_counter()
        with torch.inference_mode():
            found = model.generate(
                input_ids=ids,
                attention_mask=mask,
                max_new_tokens=job.n_new,
                min_new_tokens=job.n_new,
                streamer=streamer,
                **options,
            )
        seconds = time.perf_counter() - began
        n_begin = 1 if job.model == "marian" else width
        said = {"seconds": seconds, "n_tokens": int((found.shape[1] - n_begin) * len(rows))}
        if streamer is not None:
            said["first_s"] = streamer.times[1] - began
        return said

    return run


PEERS: dict[str, Callable[[Path, int], Run]] = {
    "ctranslate2": ctranslate2_marian,
    "ctranslate2-workers": ctranslate2_workers,
    "transformers-marian": transformers_marian,
    "optimum-marian": optimum_marian,
    "genai": genai_lm,
    "transformers-lm": transformers_lm,
    "optimum-lm": optimum_lm,
}


def main(peer: str, folder: Path, threads: int) -> None:
    pin()
    os.environ["HF_HUB_OFFLINE"] = "1"
    before = peak_mb()
    sys.stdout = sys.stderr  # what libraries print must not stand between the answers
    began = time.perf_counter()
    run = PEERS[peer](folder, threads)
    serve(run, {"load_s": time.perf_counter() - began, "before_mb": before})


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
