"""``deskhand dictionary WORD``."""

from __future__ import annotations

import click

from assistant_app.cli.options import Context, json_option
from assistant_app.terms.dictionary import ATTRIBUTION, DictionaryEntry


@click.command()
@click.argument("word", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(1), default=12, show_default=True, metavar="N", help="Entries."
)
@json_option
@click.pass_obj
def dictionary(context: Context, word: tuple[str, ...], limit: int) -> None:
    """Look WORD, English or Chinese, up in the dictionary; of a phrase, its parts."""
    found = context.opened().terms.dictionary.look_up(" ".join(word), limit)
    if context.is_json:
        parts = [
            {"text": part.text, "entries": [_fields(entry) for entry in part.entries]}
            for part in found
        ]
        context.terminal.json({"source": ATTRIBUTION, "found": parts})
        return
    for part in found:
        if len(found) > 1:
            context.terminal.line(f"{part.text}:")
        for entry in part.entries:
            senses = "; ".join(sense.text for sense in entry.senses)
            context.terminal.line(f"{_head(entry)}\t{entry.pinyin}\t{senses}")
    context.terminal.note(ATTRIBUTION if found else "the dictionary has no such word")


def _head(entry: DictionaryEntry) -> str:
    is_same = entry.traditional == entry.simplified
    return entry.simplified if is_same else f"{entry.simplified} ({entry.traditional})"


def _fields(entry: DictionaryEntry) -> dict[str, object]:
    senses = [sense.text for sense in entry.senses]
    words = {"simplified": entry.simplified, "traditional": entry.traditional}
    return {**words, "pinyin": entry.pinyin, "senses": senses}
