"""Worker of the benchmark of a book: CTranslate2, in the peers' environment.

    python tests/benchmarks/book_peer.py WORK WORKERS THREADS BATCH

WORKERS batches at once with THREADS each; BATCH is the most sentences of one, 0 for all that it
is given. It sorts them by length itself. Jobs are those of book_ours.py in WORK/book.json.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from speed_jobs import peak_mb, pin


def main(work: Path, workers: int, threads: int, batch: int) -> None:
    pin()
    import ctranslate2

    translator = ctranslate2.Translator(
        str(work / "book-ct2"),
        compute_type="int8",
        inter_threads=workers,
        intra_threads=threads,
    )
    texts = json.loads((work / "book.json").read_text(encoding="utf-8"))
    print(json.dumps({"peak_mb": peak_mb()}), flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        found = translator.translate_batch(
            texts[line.strip()],
            beam_size=1,
            max_decoding_length=128,
            max_batch_size=batch,
            suppress_sequences=[["<pad>"]],
        )
        said = {
            "seconds": time.perf_counter() - began,
            "peak_mb": peak_mb(),
            "n_tokens": sum(len(each.hypotheses[0]) for each in found),
        }
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:5]))
