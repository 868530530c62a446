"""``deskhand glossary ...`` and ``deskhand memory ...``: the person's terms and translations."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from assistant_app.cli.options import Context, json_option, output_option
from assistant_app.cli.running import finish
from assistant_app.tasks.term_files import (
    ImportMemoryRequest,
    ImportMemoryTask,
    memory_pieces,
    save_memory,
    save_terms,
    terms_in,
    terms_pieces,
)
from assistant_app.terms.entries import Glossary, base_language

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

file_argument = click.argument("file", type=click.Path(path_type=Path))


def direction(is_required: bool) -> Callable[[CommandT], CommandT]:
    """``--from`` and ``--to``."""

    def both(command: CommandT) -> CommandT:
        for flag, name in (("--to", "target"), ("--from", "source")):
            option = click.option(
                flag, name, metavar="LANGUAGE", required=is_required, help="en, zh, ..."
            )
            command = option(command)
        return command

    return both


@click.group()
def glossary() -> None:
    """Terms and how they are to be translated: list, import, export, switch on or off."""


@glossary.command("list")
@json_option
@click.pass_obj
def list_glossaries(context: Context) -> None:
    """All glossaries."""
    found = context.opened().glossaries.glossaries()
    if context.is_json:
        context.terminal.json([_about(each) for each in found])
        return
    for each in found:
        state = "on" if each.is_active else "off"
        way = f"{each.source}-{each.target}"
        context.terminal.line(f"{each.name}\t{way}\t{each.n_terms} terms\t{state}")


@glossary.command("import")
@file_argument
@click.option("--name", metavar="NAME", help="Of the glossary.  [default: as the file is called]")
@direction(is_required=True)
@click.option("--replace", is_flag=True, help="Let the file win where both have a term.")
@json_option
@click.pass_obj
def import_glossary(
    context: Context, file: Path, name: str | None, source: str, target: str, replace: bool
) -> None:
    """Add the terms of FILE (CSV, TSV or TBX) to a glossary, which is made if it is not there."""
    terms = terms_in(file, source, target)
    store = context.opened().glossaries
    wanted = name or file.stem
    there = [each for each in store.glossaries(source, target) if each.name == wanted.strip()]
    kept = there[0] if there else store.add(Glossary(wanted, source, target))
    assert kept.id is not None
    put = store.put(kept.id, terms, replace)
    for skip in put.skipped:
        context.terminal.note(f"skipped: {skip.source}: {skip.reason.value}")
    if context.is_json:
        fields = {"n_added": put.n_added, "n_replaced": put.n_replaced}
        context.terminal.json({"name": wanted, **fields, "n_skipped": len(put.skipped)})
    else:
        context.terminal.line(
            f"{wanted}: {put.n_added} added, {put.n_replaced} replaced, {len(put.skipped)} skipped"
        )


@glossary.command("export")
@click.argument("name")
@direction(is_required=False)
@output_option
@click.pass_obj
def export_glossary(
    context: Context, name: str, source: str | None, target: str | None, output: Path | None
) -> None:
    """The terms of a glossary as TSV, or as FILE ends: CSV, TSV or TBX."""
    store = context.opened().glossaries
    chosen = _chosen(context, name, source, target)
    terms, way = store.terms(_id(chosen)), (chosen.source, chosen.target, chosen.name)
    if output is not None:
        save_terms(output, terms, *way)
    else:
        _write(context, terms_pieces(".tsv", terms, *way))


@glossary.command("remove")
@click.argument("name")
@direction(is_required=False)
@click.pass_obj
def remove_glossary(context: Context, name: str, source: str | None, target: str | None) -> None:
    """Delete a glossary with its terms."""
    chosen = _chosen(context, name, source, target)
    context.opened().glossaries.remove(_id(chosen))
    context.terminal.line(f"{chosen.name} with {chosen.n_terms} terms deleted")


@glossary.command("on")
@click.argument("name")
@direction(is_required=False)
@click.pass_obj
def switch_on(context: Context, name: str, source: str | None, target: str | None) -> None:
    """Use a glossary in every translation of its direction."""
    _switch(context, _chosen(context, name, source, target), True)


@glossary.command("off")
@click.argument("name")
@direction(is_required=False)
@click.pass_obj
def switch_off(context: Context, name: str, source: str | None, target: str | None) -> None:
    """Keep a glossary, but use it only where it is named."""
    _switch(context, _chosen(context, name, source, target), False)


@click.group()
def memory() -> None:
    """Confirmed translations: list, import, export or clear them."""


@memory.command("list")
@click.argument("text", default="")
@direction(is_required=False)
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="Newest."
)
@json_option
@click.pass_obj
def list_memory(
    context: Context, text: str, source: str | None, target: str | None, limit: int
) -> None:
    """How many pairs each direction has; with --from and --to the pairs, those with TEXT."""
    store = context.opened().memory
    if source is None or target is None:
        if source is not None or target is not None or text:
            raise click.UsageError("Give --from and --to for the pairs themselves.")
        rows = [
            {"source": way[0], "target": way[1], "n_pairs": count}
            for way, count in store.counts().items()
        ]
        if context.is_json:
            context.terminal.json(rows)
        else:
            for row in rows:
                noun = "pair" if row["n_pairs"] == 1 else "pairs"
                way = f"{row['source']}-{row['target']}"
                context.terminal.line(f"{way}\t{row['n_pairs']} {noun}")
        return
    pairs = store.page(source, target, limit, text=text)
    if context.is_json:
        fields = [{"source": pair.source, "target": pair.target} for pair in pairs]
        context.terminal.json(fields)
    else:
        for pair in pairs:
            context.terminal.line(f"{pair.source}\t{pair.target}")


@memory.command("import")
@file_argument
@direction(is_required=True)
@json_option
@click.pass_obj
def import_memory(context: Context, file: Path, source: str, target: str) -> None:
    """Add the pairs of FILE (TMX, or a table with two columns)."""
    task = ImportMemoryTask(context.opened().memory)
    added = finish(context, task, ImportMemoryRequest(file, source, target))
    if context.is_json:
        context.terminal.json({"n_added": added.n_added, "n_known": added.n_known})
    else:
        context.terminal.line(f"{added.n_added} added, {added.n_known} known already")


@memory.command("export")
@direction(is_required=True)
@output_option
@click.pass_obj
def export_memory(context: Context, source: str, target: str, output: Path | None) -> None:
    """The pairs of one direction as TMX, or as FILE ends: TMX or TSV."""
    store = context.opened().memory
    if output is not None:
        save_memory(output, store, source, target)
    else:
        _write(context, memory_pieces(".tmx", store, source, target))


@memory.command("clear")
@direction(is_required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_obj
def clear_memory(context: Context, source: str, target: str, yes: bool) -> None:
    """Delete all pairs of one direction. This can't be undone."""
    store = context.opened().memory
    n_pairs = store.count(source, target)
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("Give --yes to delete the pairs without being asked.")
        click.confirm(f"Delete all of it ({n_pairs})?", abort=True, err=True)
    store.clear(source, target)
    if context.is_json:
        context.terminal.json({"n_deleted": n_pairs})
    else:
        context.terminal.line(f"{n_pairs} deleted")


def _chosen(context: Context, name: str, source: str | None, target: str | None) -> Glossary:
    """The glossary of that name. Two directions may each have one: then they are to be named."""
    named = [each for each in context.opened().glossaries.glossaries() if each.name == name]
    found = [
        each
        for each in named
        if source in (None, each.source) or base_language(source or "") == each.source
        if target in (None, each.target) or base_language(target or "") == each.target
    ]
    if not found:
        raise click.UsageError(f"There is no glossary {name}; 'deskhand glossary list' has all.")
    if len(found) > 1:
        ways = ", ".join(f"{each.source}-{each.target}" for each in found)
        raise click.UsageError(f"There is a glossary {name} for {ways}: give --from and --to.")
    return found[0]


def _switch(context: Context, chosen: Glossary, is_on: bool) -> None:
    context.opened().glossaries.set_active(_id(chosen), is_on)
    context.terminal.line(f"{chosen.name} is {'on' if is_on else 'off'}")


def _id(chosen: Glossary) -> int:
    assert chosen.id is not None
    return chosen.id


def _about(each: Glossary) -> dict[str, object]:
    way = {"source": each.source, "target": each.target}
    return {"name": each.name, **way, "n_terms": each.n_terms, "is_on": each.is_active}


def _write(context: Context, pieces: Iterable[str]) -> None:
    for piece in pieces:
        context.terminal.write(piece)
