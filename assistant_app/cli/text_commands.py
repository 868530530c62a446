"""``deskhand write continue``, ``deskhand summarise`` and ``deskhand translate``."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

import click

from assistant_app.cancel import CancelToken
from assistant_app.cli.document_commands import (
    DoubtsList,
    is_for_documents,
    translate_documents,
)
from assistant_app.cli.options import (
    ChosenDevice,
    Context,
    file_argument,
    output_option,
    task_options,
)
from assistant_app.cli.reading import STDIN, read_text
from assistant_app.cli.results import TextResult
from assistant_app.cli.running import record, run_task
from assistant_app.documents.blocks import Layout
from assistant_app.errors import Cancelled
from assistant_app.tasks.base import Task
from assistant_app.tasks.entries import pair_fields
from assistant_app.tasks.sentences import detect_language
from assistant_app.tasks.summarise import SummariseRequest
from assistant_app.tasks.term_files import terms_in
from assistant_app.tasks.translate import TranslateRequest
from assistant_app.tasks.translate_document import DocumentsRequest
from assistant_app.tasks.write import ContinueRequest

RequestT = TypeVar("RequestT")
ResultT = TypeVar("ResultT")


@click.group()
def write() -> None:
    """Help with writing."""


@write.command("continue")
@file_argument
@click.option(
    "--max-tokens",
    type=click.IntRange(1, 4096),
    default=60,
    show_default=True,
    metavar="N",
    help="Stop after so many tokens (parts of words).",
)
@click.option(
    "--temperature",
    type=click.FloatRange(0, 5),
    default=0.8,
    show_default=True,
    help="0 takes the likeliest word each time; higher values surprise more.",
)
@click.option("--seed", type=int, help="The same seed gives the same text again.")
@click.option(
    "--instruction",
    default="",
    metavar="TEXT",
    help="What an instruct model is to do with the text, in place of continuing it.",
)
@output_option
@task_options
@click.pass_obj
def continue_(
    context: Context,
    file: str,
    max_tokens: int,
    temperature: float,
    seed: int | None,
    instruction: str,
    output: Path | None,
    model_id: str | None,
    device: ChosenDevice | None,
    no_history: bool,
) -> None:
    """Continue the text of FILE (or of the standard input) where it ends."""
    started = time.perf_counter()
    request = ContinueRequest(
        before=read_text(context.terminal, file),
        model_id=model_id,
        max_tokens=max_tokens,
        temperature=temperature,
        seed=seed,
        instruction=instruction,
    )
    workbench = context.opened(device)
    text = TextResult(context, output)
    result = _result(context, text, workbench.write, request, text.is_streaming)
    text.done({"n_tokens": result.n_tokens}, result.origin, result.seconds)
    if not no_history:
        record(context.terminal, workbench, "write", request, result, started)


@click.command()
@file_argument
@click.option(
    "-n",
    "--sentences",
    type=click.IntRange(1),
    metavar="N",
    help="How many sentences to keep.  [default: 3]",
)
@click.option(
    "--percent",
    type=click.IntRange(1, 100),
    metavar="P",
    help="How many sentences to keep, of 100.",
)
@click.option(
    "--written",
    is_flag=True,
    help="In new words, by an installed summary model, in place of sentences from the text.",
)
@output_option
@task_options
@click.pass_obj
def summarise(
    context: Context,
    file: str,
    sentences: int | None,
    percent: int | None,
    written: bool,
    output: Path | None,
    model_id: str | None,
    device: ChosenDevice | None,
    no_history: bool,
) -> None:
    """The sentences that carry the text of FILE (or of the standard input), one a line."""
    if sentences is not None and percent is not None:
        raise click.UsageError("Give --sentences or --percent, not both.")
    started = time.perf_counter()
    request = SummariseRequest(
        text=read_text(context.terminal, file),
        sentences=3 if sentences is None and percent is None else sentences,
        percent=percent,
        model_id=model_id,
        is_written=written,
    )
    workbench = context.opened(device)
    text = TextResult(context, output)
    result = _result(context, text, workbench.summarise, request, is_streaming=False)
    text.add_text("".join(each.line + "\n" for each in result.sentences))
    more = {
        "sentences": [asdict(each) for each in result.sentences],
        "n_sentences": result.n_sentences,
        "n_read": result.n_read,
        "n_characters": result.n_characters,
        "language": result.language,
    }
    if n_doubtful := sum(each.is_doubtful for each in result.sentences):
        context.terminal.note(f"{n_doubtful} of the sentences may not be what the text says")
    text.done(more, result.origin, result.seconds)
    if not no_history:
        record(context.terminal, workbench, "summarise", request, result, started)


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...|-]")
@click.option(
    "--from", "source", metavar="LANGUAGE", help="en, zh, ...  [default: told from the text]"
)
@click.option(
    "--to", "target", metavar="LANGUAGE", help="en, zh, ...  [default: English, or Chinese for it]"
)
@click.option(
    "--glossary",
    metavar="NAME|FILE",
    help="Terms to use in this run: one of your glossaries, or a CSV, TSV or TBX file.",
)
@click.option("--bilingual", is_flag=True, help="Documents: each paragraph in both languages.")
@click.option("--columns", is_flag=True, help="Documents: both languages side by side (docx).")
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Documents: where the results go.  [default: beside each document]",
)
@click.option(
    "--thorough/--quick",
    "thorough",
    default=None,
    help="Compare several translations of each sentence, several times slower."
    "  [default: as in the settings]",
)
@click.option(
    "--doubts",
    type=click.Choice(["md", "csv"]),
    help="Documents: list what should be looked at in a file beside each result.",
)
@output_option
@task_options
@click.pass_context
def translate(
    click_context: click.Context,
    files: tuple[str, ...],
    source: str | None,
    target: str | None,
    glossary: str | None,
    bilingual: bool,
    columns: bool,
    folder: Path | None,
    thorough: bool | None,
    doubts: DoubtsList | None,
    output: Path | None,
    model_id: str | None,
    device: ChosenDevice | None,
    no_history: bool,
) -> None:
    """Translate the text of FILE (or of the standard input) to the standard output. Its line
    breaks, lists and indentation stand in the translation one for one.

    Documents with a format (docx, pptx, xlsx, odt, html, srt, vtt, po, xliff), several files and
    folders are translated to files of the same kind, named after the language: letter.zh.docx.
    """
    context: Context = click_context.obj
    paths = tuple(Path(name) for name in files if name != STDIN)
    if is_for_documents(paths, folder, bilingual or columns):
        if STDIN in files or output is not None:
            raise click.UsageError("Documents go to files of their own: use --out DIR.")
        told = source or "en" if glossary else source  # a glossary is for one direction
        source, target = source or "auto", target or _other_than(told)
        _use_glossary(context, device, glossary, source, target)
        layout: Layout = "columns" if columns else "pairs" if bilingual else "translated"
        request = DocumentsRequest(
            paths, source, target, layout, folder, model_id, is_thorough=thorough
        )
        is_recorded = not no_history
        translate_documents(click_context, request, device, is_recorded=is_recorded, lists=doubts)
        return
    started = time.perf_counter()
    text_given = read_text(context.terminal, files[0] if files else STDIN)
    source, target = _ways(text_given, source, target)
    _use_glossary(context, device, glossary, source, target)
    request_of_text = TranslateRequest(text_given, source, target, model_id, is_thorough=thorough)
    workbench = context.opened(device)
    text = TextResult(context, output)
    result = _result(context, text, workbench.translate, request_of_text, text.is_streaming)
    more = {
        "source": result.source,
        "target": result.target,
        "n_sentences": result.n_sentences,
        "pairs": [pair_fields(pair) for pair in result.pairs],
        "via": result.via,
    }
    if result.via:
        context.terminal.note(
            f"no model goes from {source} to {target}: translated by way of English"
        )
    text.done(more, result.origin, result.seconds)
    if not no_history:
        record(context.terminal, workbench, "translate", request_of_text, result, started)


def _use_glossary(
    context: Context, device: ChosenDevice | None, name: str | None, source: str, target: str
) -> None:
    """The terms of one more glossary for this run, whether it is switched on or not."""
    if name is None:
        return
    workbench = context.opened(device)
    stored = [
        each
        for each in workbench.glossaries.glossaries()
        if each.name == name and each.id is not None and source in (each.source, "auto")
    ]
    fitting = [each for each in stored if each.target == target]
    if fitting and fitting[0].id is not None:
        workbench.aids.of_this_run = tuple(workbench.glossaries.terms(fitting[0].id))
        return
    path = Path(name)
    if not path.suffix and not path.exists():
        known = ", ".join(f"{each.name} ({each.source}-{each.target})" for each in stored)
        raise click.UsageError(
            f"There is no glossary {name} from {source} to {target}"
            + (f", but {known}." if known else ", and no file of that name.")
        )
    spoken = source if source != "auto" else "en" if target != "en" else "zh"
    workbench.aids.of_this_run = terms_in(path, spoken, target)


def _other_than(source: str | None) -> str:
    """English or Chinese, the other one; told from each document where the source is too."""
    return "auto" if source is None else "en" if source == "zh" else "zh"


def _ways(text: str, source: str | None, target: str | None) -> tuple[str, str]:
    """The languages that were not given: the text's own, and English or Chinese, the other one."""
    if source is None:
        source = detect_language(text)
    if target is None:
        target = "en" if source == "zh" else "zh"
    return source, target


def _result(
    context: Context,
    text: TextResult,
    task: Task[RequestT, ResultT],
    request: RequestT,
    is_streaming: bool,
) -> ResultT:
    """What ``task`` returns. What it had written when Ctrl+C came is kept."""
    cancel = CancelToken()
    try:
        work = task.run(request, cancel)
        return run_task(context.terminal, work, cancel, text.add, is_streaming)
    except Cancelled:
        text.stopped()
        raise
