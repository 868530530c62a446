"""The word at hand in a source or its translation, and what stands for it on the other side."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_app.terms.units import units_of
from assistant_app.ui.sentence_pairs import SentencePairs
from assistant_app.ui.widgets.text_editor import TextEditor
from assistant_app.ui.word_links import linked_words

_LONGEST = 60

Range = tuple[int, int]


@dataclass(frozen=True)
class WordAtHand:
    """``text`` stands from ``start`` to ``end`` of its side; ``other`` is what was read off it, or
    what it was read off, as far as that is known. ``place`` of the sentence ``number`` of the
    translation is where a better word for it goes; ``now`` stands there."""

    text: str
    is_source: bool
    start: int
    end: int
    is_selected: bool = False
    other: str = ""
    number: int | None = None
    place: Range | None = None
    now: str = ""
    has_links: bool = False
    """Whether anything is known of what in its sentence was read off what."""


def word_at_hand(editor: TextEditor, is_source: bool) -> WordAtHand | None:
    """What is selected there, if it is no long text; or the word at the cursor."""
    cursor = editor.textCursor()
    text = editor.text()
    positions = editor.positions()
    chosen = " ".join(cursor.selectedText().split())
    if chosen and len(chosen) <= _LONGEST:
        start = positions.to_text(cursor.selectionStart())
        end = positions.to_text(cursor.selectionEnd())
        return WordAtHand(chosen, is_source, start, end, is_selected=True)
    if chosen:
        return None
    place = editor.cursor_place()
    # The word behind the cursor, or else the one before it.
    touched = [
        unit
        for unit in units_of(text)
        if unit.start <= place <= unit.end and any(each.isalnum() for each in unit.text)
    ]
    if not touched:
        return None
    unit = touched[-1]
    return WordAtHand(text[unit.start : unit.end], is_source, unit.start, unit.end)


def with_other_side(word: WordAtHand, pairs: SentencePairs, source: str, target: str) -> WordAtHand:
    """``word`` with what its links say. A word of the translation can be replaced itself, one of
    the source where something was read off it."""
    if word.is_source:
        number = pairs.number_at_source(word.start)
    else:
        number = pairs.number_at_target(word.start)
    if number is None:
        return word
    pair = pairs[number]
    seen = pair if word.is_source else pair.swapped()
    here, there = (source, target) if word.is_source else (target, source)
    if word.end > seen.source_end:
        return word
    here = here[seen.source_start : seen.source_end]
    there = there[seen.target_start : seen.target_end]
    start, end = word.start - seen.source_start, word.end - seen.source_start
    ranges: dict[Range, float] = {}
    for unit in units_of(here):
        if unit.start < end and start < unit.end:
            linked = linked_words(seen, unit.start, here, there)
            for each in linked[1] if linked else ():
                ranges[each] = sum(
                    link.weight
                    for link in seen.links
                    if link.source_start < end and start < link.source_end
                    if link.target_start < each[1] and each[0] < link.target_end
                )
    best = max(ranges, key=lambda each: ranges[each]) if ranges else None
    place = best if word.is_source else (start, end)
    sentence = there if word.is_source else here
    return WordAtHand(
        word.text,
        word.is_source,
        word.start,
        word.end,
        word.is_selected,
        there[slice(*best)] if best else "",
        number if place else None,
        place,
        sentence[slice(*place)] if place else "",
        bool(pair.links),
    )
