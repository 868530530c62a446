"""``deskhand label``."""

from __future__ import annotations

import time
from pathlib import Path

import click

from assistant_app.cancel import CancelToken
from assistant_app.cli.options import ChosenDevice, Context, output_option, task_options
from assistant_app.cli.reading import read_text
from assistant_app.cli.running import FAILED, record, run_task
from assistant_app.error_text import error_text
from assistant_app.errors import Cancelled
from assistant_app.files import replace_file
from assistant_app.tasks.base import Chunk, Item, Origin
from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.label import (
    TEMPLATE,
    Labelled,
    LabelledPicture,
    LabelRequest,
    labels_in,
    reads_badly,
)
from assistant_app.tasks.label_export import labels_csv, labels_json, picture_value, skipped_value


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)
@click.option(
    "--top", type=click.IntRange(1), default=3, show_default=True, help="Labels a picture."
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out labels below this probability.",
)
@click.option(
    "--labels",
    "label_text",
    metavar="A,B,...",
    help="Your own labels, for a model that takes them (CLIP).",
)
@click.option(
    "--labels-file",
    metavar="FILE|-",
    help="The same from a file or the standard input, one in each line.",
)
@click.option(
    "--template",
    default=TEMPLATE,
    show_default=True,
    metavar="TEXT",
    help="What such a model reads for each label, in place of {}.",
)
@output_option
@task_options
@click.pass_context
def label(
    click_context: click.Context,
    paths: tuple[Path, ...],
    top: int,
    threshold: float,
    label_text: str | None,
    labels_file: str | None,
    template: str,
    output: Path | None,
    model_id: str | None,
    device: ChosenDevice | None,
    no_history: bool,
) -> None:
    """Name what the pictures in PATH... (files and folders) show. With -o FILE the labels are
    written as a table (CSV), or as JSON if FILE ends in .json."""
    context: Context = click_context.obj
    started = time.perf_counter()
    labels = _labels(context, label_text, labels_file)
    request = LabelRequest(paths, model_id, top, threshold, labels, template)
    workbench = context.opened(device)
    if labels and reads_badly(workbench.choice.model("pictures", model_id).family, labels):
        context.terminal.note("this model has learnt English; other labels are hit and miss")
    lines = _Lines(context, is_quiet=context.is_json or output is not None)
    cancel = CancelToken()
    try:
        work = workbench.label.run(request, cancel)
        result = run_task(context.terminal, work, cancel, lines.add, is_streaming=True)
    except Cancelled:
        _finish(context, lines.so_far(), output, is_stopped=True)
        raise
    _finish(context, result, output, is_stopped=False)
    if result.is_flat:
        context.terminal.note(
            "no label stands out from guessing in any picture: this model is of no use here, or "
            "its files are not what they should be"
        )
    if not no_history and result.pictures:
        record(context.terminal, workbench, "images", request, result, started)
    named = {skip.path for skip in result.skipped} & set(paths)
    if named or not result.pictures:
        click_context.exit(FAILED)


def _labels(context: Context, text: str | None, file: str | None) -> tuple[str, ...]:
    if text is not None and file is not None:
        raise click.UsageError("Give --labels or --labels-file, not both.")
    return labels_in(text or "" if file is None else read_text(context.terminal, file))


class _Lines:
    """Writes a line for every picture as it comes, and keeps all for the case of a stop."""

    def __init__(self, context: Context, is_quiet: bool) -> None:
        self._terminal = context.terminal
        self._is_quiet = is_quiet
        self._pictures: list[LabelledPicture] = []
        self._skipped: list[Skipped] = []

    def add(self, event: Chunk | Item) -> None:
        match event:
            case Item(LabelledPicture() as picture):
                self._pictures.append(picture)
                if not self._is_quiet:
                    self._terminal.line(_line(picture))
            case Item(Skipped() as skip):
                self._skipped.append(skip)
                self._terminal.note(f"skipped: {error_text(skip.error)}")
            case _:
                raise TypeError(f"a labelling task yields no {type(event).__name__}")

    def so_far(self) -> Labelled:
        return Labelled(tuple(self._pictures), tuple(self._skipped), 0.0, Origin("", ""))


def _line(picture: LabelledPicture) -> str:
    """Tab-separated, so that ``cut`` and spreadsheets can take it apart."""
    labels = [f"{each.name} {each.probability:.1%}" for each in picture.labels]
    return "\t".join([str(picture.path), *labels])


def _finish(context: Context, result: Labelled, output: Path | None, is_stopped: bool) -> None:
    if output is not None:
        is_json = output.suffix.lower() == ".json"
        text = labels_json(result) if is_json else labels_csv(result)
        encoding = "utf-8" if is_json else "utf-8-sig"
        replace_file(output, text.encode(encoding, errors="backslashreplace"))
    if context.is_json:
        context.terminal.json(
            {
                "pictures": [picture_value(picture) for picture in result.pictures],
                "skipped": [skipped_value(skip) for skip in result.skipped],
                "model": result.origin.model_id,
                "device": result.origin.device,
                "seconds": round(result.seconds, 3),
                "is_stopped": is_stopped,
                "is_flat": result.is_flat,
            }
        )
