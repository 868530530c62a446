"""Worker of the benchmark of a book: the app, opened as the command line opens it.

    python tests/benchmarks/book_ours.py WORK

Writes WORK/book.json, the sentences in tokens for the peers. Then, for each job named on standard
input, does it and says what came out: ``mix`` and ``sentences`` are translated greedily by the
engine's door, ``document`` by the whole task, and ``first`` is a long text until its first
sentence stands there.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from documents import make_document, sentence  # noqa: E402
from speed_jobs import peak_mb, pin  # noqa: E402

from assistant_app.cancel import CancelToken  # noqa: E402
from assistant_app.documents.formats import open_blocks  # noqa: E402
from assistant_app.inference.options import GenerationOptions  # noqa: E402
from assistant_app.jobs.lane import side_by_side  # noqa: E402
from assistant_app.paths import Paths  # noqa: E402
from assistant_app.tasks.base import Chunk, Item  # noqa: E402
from assistant_app.tasks.document_run import TranslatedDocument  # noqa: E402
from assistant_app.tasks.translate import TranslateRequest  # noqa: E402
from assistant_app.tasks.translate_document import DocumentsRequest  # noqa: E402
from assistant_app.tasks.translate_plan import Segment, plan_translation  # noqa: E402
from assistant_app.workbench import open_workbench  # noqa: E402

MODEL = "deskhand-translate-en-zh"
N_MIX, N_PAGES = 64, 50
OPTIONS = GenerationOptions(max_new_tokens=128)


def mix() -> list[str]:
    """Sentences of 3 to 45 words, about 4 to 60 tokens, of the lengths of mixed prose."""
    chance = random.Random(64)
    words = itertools.chain.from_iterable(
        "".join(sentence(chance)).split() for _ in itertools.count()
    )
    lengths = [round(min(45, max(3, chance.lognormvariate(2.7, 0.6)))) for _ in range(N_MIX)]
    return [" ".join(itertools.islice(words, n)).rstrip(".,") + "." for n in lengths]


def sentences(book: Path) -> list[str]:
    """What the app translates of the book: each sentence once, long ones first."""
    parts = (plan_translation(block.text, "en", "zh") for block in open_blocks(book).blocks)
    found = dict.fromkeys(
        part.text for part in itertools.chain.from_iterable(parts) if isinstance(part, Segment)
    )
    return sorted(found, key=len, reverse=True)


class Ours:
    def __init__(self, work: Path, home: Path) -> None:
        self._home = home
        self._book = work / "book.docx"
        make_document(self._book, N_PAGES)
        self.workbench = open_workbench(replace(Paths.default(), home=home))
        self.workbench.side_by_side, self.workbench.leaves_a_core = side_by_side, False
        self._way = self.workbench.engine.translator(MODEL).between("en", "zh")
        self._texts = {"mix": mix(), "sentences": sentences(self._book)}
        self._n_done = 0
        tokenizer = self._way._model.tokenizer._inner._inner  # type: ignore[union-attr]
        tokens = {
            name: [[tokenizer.id_to_token(i) for i in ids] for ids in self._way._source_ids(texts)]
            for name, texts in self._texts.items()
        }
        (work / "book.json").write_text(json.dumps(tokens), encoding="utf-8")

    def run(self, job: str) -> dict[str, Any]:
        jobs: dict[str, Callable[[], dict[str, Any]]] = {
            "document": self._document,
            "first": self._first,
        }
        began = time.perf_counter()
        found = jobs[job]() if job in jobs else self._sentences(self._texts[job])
        return {"seconds": time.perf_counter() - began, "peak_mb": peak_mb(), **found}

    def _sentences(self, texts: list[str]) -> dict[str, Any]:
        said = self._way.translate(texts, OPTIONS)
        ids = self._way._model.tokenizer.encode_batch(said, has_specials=False)
        return {"n_tokens": sum(map(len, ids))}

    def _document(self) -> dict[str, Any]:
        self._n_done += 1
        folder = self._home / f"out-{self._n_done}"
        request = DocumentsRequest((self._book,), "en", "zh", folder=folder)
        (done,) = [
            event.value
            for event in self.workbench.translate_documents.run(request, CancelToken())
            if isinstance(event, Item) and isinstance(event.value, TranslatedDocument)
        ]
        return {"n_sentences": done.n_sentences, "n_doubts": len(done.doubts)}

    def _first(self) -> dict[str, Any]:
        request = TranslateRequest("\n".join(self._texts["sentences"][100:400]), "en", "zh")
        began = time.perf_counter()
        work = self.workbench.translate.run(request, CancelToken())
        next(event for event in work if isinstance(event, Chunk))
        seconds = time.perf_counter() - began
        work.close()
        return {"seconds": seconds}


def main(work: Path) -> None:
    pin()
    with tempfile.TemporaryDirectory() as home:
        ours = Ours(work, Path(home))
        print(json.dumps({"peak_mb": peak_mb()}), flush=True)
        for line in sys.stdin:
            print(json.dumps(ours.run(line.strip())), flush=True)
        ours.workbench.history.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
