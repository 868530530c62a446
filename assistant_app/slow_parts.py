"""What reads the slow libraries: NumPy, Pillow, ONNX Runtime.

They take a third of a second to import on a slow machine. That must not stand between the start
and the first window, nor stop the GUI thread later: so the imports happen here, in the lane that
first calls.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant_app.cancel import CancelToken
from assistant_app.catalog.spec import Inspection

if TYPE_CHECKING:
    from assistant_app.tasks.base import Event
    from assistant_app.tasks.engines import SentenceEncoder, Summariser
    from assistant_app.tasks.sentences import Sentence
    from assistant_app.tasks.summarise import Picked


def thumbnail_of(path: Path, side: int) -> tuple[int, int, bytes]:
    """See ``image_input.thumbnail``."""
    from assistant_app.inference.image_input import thumbnail

    return thumbnail(path, side)


def inspect_folder(folder: Path, model_id: str) -> Inspection:
    """What the folder of a model holds. Raises what is wrong with it."""
    from assistant_app.inference.family import profile

    found = profile(folder, model_id)
    return Inspection(
        found.task, found.also, found.family, found.languages, found.pairs, found.precisions
    )


def data_files_named_in(graph: Path) -> Iterable[str]:
    """Names of the files beside ``graph`` that hold its weights; none if it makes no sense."""
    from assistant_app.inference.graph_scan import GraphCut, GraphUnreadable, scan_graph

    try:
        return scan_graph(graph).data_files
    except (GraphCut, GraphUnreadable):
        return ()  # What is wrong with it is told by whoever looks at the whole folder.


def used_bytes() -> int:
    """Memory of this process."""
    from assistant_app.inference.memory import Memory

    return Memory().used()


def foresee_folder(folder: Path, model_id: str, names: Sequence[str]) -> None:
    """Raise ``ModelFamilyUnknown`` for what can't run, told before its graphs are there."""
    from assistant_app.inference.family import foresee

    foresee(folder, model_id, names)


def pick_in_lane(
    encoder: SentenceEncoder,
    sentences: Sequence[Sentence],
    n_wanted: int,
    language: str,
    cancel: CancelToken,
) -> Generator[Event, None, dict[int, float]]:
    """See ``picking.pick_sentences``."""
    from assistant_app.tasks.picking import pick_sentences

    return pick_sentences(encoder, sentences, n_wanted, language, cancel)


def condense_in_lane(
    summariser: Summariser,
    sentences: Sequence[Sentence],
    n_wanted: int,
    language: str,
    cancel: CancelToken,
) -> Generator[Event, None, tuple[Picked, ...]]:
    """See ``condense.condense``."""
    from assistant_app.tasks.condense import condense

    return condense(summariser, sentences, n_wanted, language, cancel)
