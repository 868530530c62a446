"""Share of a translation that is spent inside ONNX Runtime, and its speed. Goal: at least 90 %.

    python tests/benchmarks/in_runtime.py

The whole task is timed, from the text to the result with its sentence pairs: splitting, tokens,
batches, the decode loop, the joining. The model is loaded and warm. Prints one JSON line a sample.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from assistant_app.cancel import CancelToken
from assistant_app.paths import Paths
from assistant_app.tasks.translate import TranslateRequest
from assistant_app.workbench import open_workbench

RUNS = 5
SAMPLES = (("translate.en.txt", "en", "zh"), ("translate.zh.txt", "zh", "en"),
           ("summarise.en.txt", "en", "zh"), ("summarise.zh.txt", "zh", "en"))  # fmt: skip


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        paths = replace(Paths.default(), home=Path(home))
        workbench = open_workbench(paths)
        with closing(workbench.history):
            for name, source, target in SAMPLES:
                text = (paths.resources / "samples" / name).read_text(encoding="utf-8")
                request = TranslateRequest(text, source, target)
                model_id = finish(workbench.translate.run(request, CancelToken())).origin.model_id
                translator = workbench.engine.translator(model_id)
                best = {"share": 0.0, "seconds": float("inf")}
                for _ in range(RUNS):
                    inside = translator.seconds_in_runtime
                    began = time.perf_counter()
                    result = finish(workbench.translate.run(request, CancelToken()))
                    seconds = time.perf_counter() - began
                    share = (translator.seconds_in_runtime - inside) / seconds
                    if seconds < best["seconds"]:
                        best = {"share": share, "seconds": seconds}
                counts = {"characters": len(text), "sentences": result.n_sentences}
                print(json.dumps({"sample": name, **counts, **best}), flush=True)
    return 0


def finish(work):
    """Run a task to its end and return its result."""
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return stop.value


if __name__ == "__main__":
    sys.exit(main())
