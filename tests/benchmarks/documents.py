"""A Word document of 50 pages through the whole task: sentences a second, and memory at its peak.

    python tests/benchmarks/documents.py [--pages 50] [--target zh] [--profile]

The document is made for the run: about 500 words a page, a table on every fifth, and bold words and
links in every third paragraph. Its sentences are put together from parts, so that hardly one stands
there twice. Timed is all of it: opening, translating with the model that ships, guarding, placing
bold and links, saving. Prints one JSON line.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import random
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from speed_jobs import peak_mb

from assistant_app.cancel import CancelToken
from assistant_app.paths import Paths
from assistant_app.tasks.base import Item, Progress, Stage
from assistant_app.tasks.document_run import TranslatedDocument
from assistant_app.tasks.translate_document import DocumentsRequest
from assistant_app.workbench import open_workbench

WORDS_A_PAGE = 500
WHO = """
the customer | the supplier | our team | the new manager | the school | the city council | my
colleague | the engineer | a visitor | the doctor | every member | the company | the driver |
the owner of the house
"""
DOES = """
has to check | will send | wants to see | must not change | should repair | has already paid for
| is looking for | cannot find | asked about | will open | needs | forgot | is going to sell |
talked about
"""
WHAT = """
the old machine | the yearly report | two new computers | the letter from last week | the red
door | all open questions | the contract | the next train to the north | a better plan | the
water in the garden | the price of the tickets | every document in this folder | the map of the
old town
"""
WHEN = """
before the end of the month | on Monday morning | as soon as possible | after the meeting in {n}
days | because it is too expensive | although it rains | if the weather is good | in {n} weeks |
when the others have left | for {n} euros | without any help | together with the neighbours
"""


def one_of(parts: str, chance: random.Random) -> str:
    chosen = chance.choice(" ".join(parts.split()).split("|"))
    return chosen.strip().format(n=chance.randint(2, 90))


def sentence(chance: random.Random) -> list[str]:
    """Four parts; the third one may be bold or a link."""
    who, does, what, when = (one_of(part, chance) for part in (WHO, DOES, WHAT, WHEN))
    return [f"{who[0].upper()}{who[1:]} {does} ", what, f" {when}. "]


def make_document(path: Path, n_pages: int) -> None:
    chance = random.Random(11)
    document = docx.Document()
    for page in range(n_pages):
        document.add_heading(f"Chapter {page + 1}: {one_of(WHAT, chance)}", 1)
        n_words = 0
        while n_words < WORDS_A_PAGE:
            look = chance.choice(("plain", "plain", "plain", "plain", "bold", "link"))
            n_words += _add_paragraph(document.add_paragraph(), chance, look)
        if page % 5 == 0:
            _add_table(document, chance)
    document.save(str(path))


def _add_paragraph(paragraph: Paragraph, chance: random.Random, look: str) -> int:
    n_words = 0
    for number in range(chance.randint(3, 7)):
        before, middle, behind = sentence(chance)
        n_words += len((before + middle + behind).split())
        paragraph.add_run(before)
        if look == "link" and number == 0:
            _add_link(paragraph, middle)
        else:
            paragraph.add_run(middle).bold = True if look == "bold" and number % 2 == 0 else None
        paragraph.add_run(behind)
    return n_words


def _add_link(paragraph: Paragraph, text: str) -> None:
    kind = RELATIONSHIP_TYPE.HYPERLINK
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to("https://example.com/", kind, is_external=True))
    run = paragraph.add_run(text)
    link.append(run._r)
    paragraph._p.append(link)


def _add_table(document: Document, chance: random.Random) -> None:
    table = document.add_table(rows=0, cols=3)
    for _ in range(6):
        for cell, part in zip(table.add_row().cells, (WHO, WHAT, WHEN), strict=True):
            cell.text = one_of(part, chance)


def measured(path: Path, home: Path, target: str) -> dict[str, object]:
    with closing(open_workbench(replace(Paths.default(), home=home))) as workbench:
        model = workbench.choice.translator("en", target, None)
        way = workbench.engine.translator(model.id).between("en", target)
        before = peak_mb()
        request = DocumentsRequest((path,), "en", target, folder=home / "out")
        started = time.perf_counter()
        work = workbench.translate_documents.run(request, CancelToken())
        done, first_s = None, None
        for event in work:
            if isinstance(event, Progress) and event.stage is Stage.TRANSLATING and not first_s:
                first_s = time.perf_counter() - started
            if isinstance(event, Item) and isinstance(event.value, TranslatedDocument):
                done = event.value
        seconds = time.perf_counter() - started
    assert done is not None
    return {
        "model": model.id,
        "device": way.report.label,
        "n_sentences": done.n_sentences,
        "n_doubts": len(done.doubts),
        "seconds": round(seconds, 2),
        "sentences_a_second": round(done.n_sentences / seconds, 1),
        "opened_after_s": round(first_s or 0.0, 2),
        "peak_before_mb": round(before),
        "peak_mb": round(peak_mb()),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--target", default="zh")
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.docx"
        make_document(path, given.pages)
        if not given.profile:
            print(json.dumps(measured(path, Path(folder), given.target)))
            return 0
        profile = cProfile.Profile()
        print(json.dumps(profile.runcall(measured, path, Path(folder), given.target)))
        pstats.Stats(profile).sort_stats("tottime").print_stats(18)
    return 0


if __name__ == "__main__":
    sys.exit(main())
