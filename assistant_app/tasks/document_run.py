"""The translation of one document: its sentences, what became of them, and where their looks go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant_app.cancel import CancelToken
from assistant_app.documents.blocks import Block, BlockDocument, LeftAlone, Run
from assistant_app.errors import DiskFull, SaveRefused
from assistant_app.tasks.aids import Aids
from assistant_app.tasks.base import Event, Origin, Progress, Stage
from assistant_app.tasks.drafts import Drafts
from assistant_app.tasks.engines import OneWay
from assistant_app.tasks.guards import Finding, Kind
from assistant_app.tasks.kept import unveiled, veiled
from assistant_app.tasks.projection import Piece, joined, projected_pieces
from assistant_app.tasks.rendering import Renderer
from assistant_app.tasks.translate_plan import Copied, Part, Segment, plan_translation, with_breaks

_AT_ONCE = 64
"""Sentences of one round: enough for two full batches of like lengths, few enough that a stop loses
little and whoever waits for the device comes soon. Always the same number: what stands in one batch
with a sentence may turn the result of an int8 model, and a document should come out the same every
time."""


@dataclass(frozen=True)
class Doubt:
    """A sentence that should be looked at: what stands for it in the file, and what the guards say
    of that."""

    source: str
    text: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class TranslatedDocument:
    """One result. ``left_alone`` is text that stayed as it was."""

    path: Path
    saved_as: Path
    source: str
    target: str
    n_blocks: int
    n_sentences: int
    n_recalled: int
    doubts: tuple[Doubt, ...]
    left_alone: tuple[LeftAlone, ...]
    origin: Origin
    via: str = ""
    """The language between the two, if no model knows both."""
    seconds: float = 0.0
    """How long it took, without what an earlier run did of it."""


@dataclass(frozen=True)
class DocumentWaiting:
    """A document that was looked at, with the characters that are to be translated."""

    path: Path
    source: str
    target: str
    n_characters: int


_TOLD_ANYWAY = (Kind.LOOP, Kind.EMPTY)
"""What was mended, so that it can't be seen any more."""


class DocumentRun:
    """The translation of one document."""

    def __init__(
        self,
        document: BlockDocument,
        waiting: DocumentWaiting,
        way: OneWay,
        aids: Aids,
        cancel: CancelToken,
        is_thorough: bool = False,
    ) -> None:
        source, target = waiting.source, waiting.target
        self._document = document
        self._waiting = waiting
        self._parts = [
            list(plan_translation(_planned(block), source, target)) for block in document.blocks
        ]
        self._written: dict[int, tuple[Run, ...]] | None = None
        self._doubts: dict[tuple[str, str], Doubt] = {}
        looks = self._with_looks()
        self._renderer = Renderer(way, source, target, cancel, aids, looks, is_thorough=is_thorough)

    def render(
        self,
        drafts: Drafts,
        scope: tuple[str, ...],
        cancel: CancelToken,
        n_before: int,
        total: int,
    ) -> Iterator[Event]:
        """Translate all sentences, the same one once, whatever blocks it stands in: so batches are
        full and of like length."""
        known = self._renderer.known
        known.update(drafts.read(scope))
        texts = self._sentences()
        n_all = sum(map(len, texts)) or 1
        n_done = sum(len(text) for text in texts if text in known)
        # Long ones with long ones: hardly anything in a batch is padding then.
        new = sorted((text for text in texts if text not in known), key=len, reverse=True)
        for begin in range(0, len(new), _AT_ONCE):
            share = n_done / n_all * self._waiting.n_characters
            name = self._waiting.path.name
            yield Progress(Stage.TRANSLATING, round(n_before + share), total, name)
            cancel.check()
            group = new[begin : begin + _AT_ONCE]
            self._renderer.render(group)
            made = [(text, known[text]) for text in group if not known[text].is_recalled]
            # Without room for drafts there may still be some for the result, perhaps elsewhere.
            with suppress(DiskFull, SaveRefused):
                drafts.add(scope, made)
            n_done += sum(map(len, group))

    def written(self) -> dict[int, tuple[Run, ...]]:
        """The runs of every block in the other language. A block whose sentences all came out as
        they were is not touched, blanks between them included."""
        if self._written is None:
            rows = zip(self._document.blocks, self._parts, strict=True)
            self._written = {number: self._runs(*row) for number, row in enumerate(rows)}
        return self._written

    def _runs(self, block: Block, parts: Sequence[Part]) -> tuple[Run, ...]:
        pieces = [self._piece(part) for part in parts]
        is_as_it_was = all(
            piece.is_copied or piece.text == block.text[piece.start : piece.end] for piece in pieces
        )
        found = [] if is_as_it_was else projected_pieces(block.runs, pieces)
        for number, (part, piece) in enumerate(zip(parts, pieces, strict=True)):
            if isinstance(part, Segment):
                text = "".join(run.text for run in found[number]) if found else piece.text
                self._doubt(part, text)
        return joined(run for runs in found for run in runs) if found else block.runs

    def _doubt(self, part: Segment, text: str) -> None:
        """Keep a doubt about a sentence as it stands in the file, if there is one."""
        made = self._renderer.known[part.text]
        findings = made.findings
        if " ".join(text.split()) != " ".join(made.text.split()):
            found = self._renderer.findings(part.text, text)
            told = tuple(each for each in findings if each.kind in _TOLD_ANYWAY)
            findings = tuple(dict.fromkeys((*told, *found)))
        if findings:
            source = unveiled(part.text)
            self._doubts.setdefault((source, text), Doubt(source, text, findings))

    def result(self, saved_as: Path, origin: Origin, via: str) -> TranslatedDocument:
        self.written()
        known = self._renderer.known
        return TranslatedDocument(
            path=self._waiting.path,
            saved_as=saved_as,
            source=self._waiting.source,
            target=self._waiting.target,
            n_blocks=len(self._document.blocks),
            n_sentences=sum(1 for _ in self._segments()),
            n_recalled=sum(known[text].is_recalled for text in self._sentences()),
            doubts=tuple(self._doubts.values()),
            left_alone=tuple(self._document.left_alone),
            origin=origin,
            via=via,
        )

    def _with_looks(self) -> set[str]:
        """Those in blocks of more than one look: where the looks go has to be told."""
        rows = zip(self._document.blocks, self._parts, strict=True)
        mixed = (parts for block, parts in rows if len(block.runs) > 1)
        return {part.text for parts in mixed for part in parts if not isinstance(part, Copied)}

    def _sentences(self) -> list[str]:
        return list(dict.fromkeys(part.text for part in self._segments()))

    def _segments(self) -> Iterator[Segment]:
        return (part for parts in self._parts for part in parts if isinstance(part, Segment))

    def _piece(self, part: Part) -> Piece:
        if isinstance(part, Copied):
            return Piece(part.start, part.end, unveiled(part.text), is_copied=True)
        made = self._renderer.known[part.text]
        text = with_breaks(made.text, part.breaks)
        links = made.links if text == made.text and not part.breaks else ()
        return Piece(part.start, part.end, text, links)


def _planned(block: Block) -> str:
    """A block's text with each thing in it, such as code, kept as it is."""
    return "".join(
        veiled(run.text) if run.is_fixed and run.text.strip() else run.text for run in block.runs
    )
