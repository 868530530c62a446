"""``deskhand write continue``, ``deskhand summarise`` and ``deskhand translate``."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

import click

from assistant_app.cancel import CancelToken
from assistant_app.cli.options import (
    ChosenDevice,
    Context,
    file_argument,
    output_option,
    task_options,
)
from assistant_app.cli.reading import read_text
from assistant_app.cli.results import TextResult
from assistant_app.cli.running import record, run_task
from assistant_app.errors import Cancelled
from assistant_app.tasks.base import Task
from assistant_app.tasks.entries import pair_fields
from assistant_app.tasks.sentences import detect_language
from assistant_app.tasks.summarise import SummariseRequest
from assistant_app.tasks.translate import TranslateRequest
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
@file_argument
@click.option(
    "--from", "source", metavar="LANGUAGE", help="en or zh.  [default: told from the text]"
)
@click.option("--to", "target", metavar="LANGUAGE", help="en or zh.  [default: the other one]")
@output_option
@task_options
@click.pass_obj
def translate(
    context: Context,
    file: str,
    source: str | None,
    target: str | None,
    output: Path | None,
    model_id: str | None,
    device: ChosenDevice | None,
    no_history: bool,
) -> None:
    """Translate the text of FILE (or of the standard input). Its line breaks, lists and
    indentation stand in the translation one for one."""
    started = time.perf_counter()
    text_given = read_text(context.terminal, file)
    source, target = _ways(text_given, source, target)
    request = TranslateRequest(text_given, source, target, model_id)
    workbench = context.opened(device)
    text = TextResult(context, output)
    result = _result(context, text, workbench.translate, request, text.is_streaming)
    more = {
        "source": result.source,
        "target": result.target,
        "n_sentences": result.n_sentences,
        "pairs": [pair_fields(pair) for pair in result.pairs],
    }
    text.done(more, result.origin, result.seconds)
    if not no_history:
        record(context.terminal, workbench, "translate", request, result, started)


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
