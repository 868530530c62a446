"""Worker of the speed benchmark: Deskhand's own engine, by the door that the tasks use.

    python tests/benchmarks/speed_ours.py FOLDER marian|lm THREADS

Text goes in and text comes out; tokens are counted as the job asks for them.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from speed_jobs import Job, peak_mb, pin, serve, sources  # noqa: E402

from assistant_app.inference.device import DeviceRequest  # noqa: E402
from assistant_app.inference.engine import Engine  # noqa: E402
from assistant_app.inference.options import GenerationOptions  # noqa: E402
from assistant_app.jobs.lane import side_by_side  # noqa: E402


def main(folder: Path, model: str, threads: int) -> None:
    pin()
    before = peak_mb()
    engine = Engine(DeviceRequest("cpu"), threads, lambda _: folder, side_by_side=side_by_side)
    began = time.perf_counter()
    loaded: Any = engine.translator(model) if model == "marian" else engine.writer(model)
    load_s = time.perf_counter() - began
    run = _translate if model == "marian" else _write
    serve(lambda job: run(loaded, job), {"load_s": load_s, "before_mb": before})


def _options(job: Job) -> GenerationOptions:
    beams = {"n_beams": job.n_beams} if job.n_beams > 1 else {}
    return GenerationOptions(max_new_tokens=job.n_new, min_new_tokens=job.n_new, **beams)


def _texts(job: Job) -> list[str]:
    return [" ".join(f"w{number}" for number in ids) for ids in sources(job)]


def _translate(translator: Any, job: Job) -> dict[str, Any]:
    options, texts = _options(job), _texts(job)
    began = time.perf_counter()
    found = translator.translate(texts, options)
    seconds = time.perf_counter() - began
    # "<unk>" is special and so not seen in the text; one or two may be missing.
    return {"seconds": seconds, "n_tokens": sum(len(text.split()) for text in found)}


def _write(writer: Any, job: Job) -> dict[str, Any]:
    options, (text,) = _options(job), _texts(job)
    began = time.perf_counter()
    pieces = writer.stream(text, options)
    next(pieces)
    first_s = time.perf_counter() - began
    for _ in pieces:
        pass
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "first_s": first_s, "n_tokens": writer.n_tokens}


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
