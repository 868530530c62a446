"""Translation memories as TMX 1.4b (LISA OSCAR, 2005), what other translation tools read and write.

Markup inside a segment (``bpt``, ``ept``, ``ph``, ``it``, ``ut``) is code of another program's
file and is left out; the text of ``hi`` is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant_app.errors import FileMissing, FileUnreadable
from assistant_app.files import reason_of
from assistant_app.terms.entries import MemoryPair, base_language
from assistant_app.terms.xml_text import LANGUAGE, elements, escaped, local_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CODE: Final = frozenset({"bpt", "ept", "ph", "it", "ut", "sub"})
_DOCUMENT: Final = "x-document"
"""The property of a unit that names the file it stood in."""
_TIME: Final = "%Y%m%dT%H%M%SZ"
_UNIT: Final = re.compile(rb"<tu[\s>]")
_LONGEST: Final = 4
_BLOCK: Final = 1 << 20


def n_units(path: Path) -> int:
    """About how many units a file has, without reading it as XML; 0 where that can't be told.
    Raises ``FileMissing`` and ``FileUnreadable``."""
    count, rest = 0, b""
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                # A unit's beginning may lie across two blocks.
                block = rest + block
                count += len(_UNIT.findall(block))
                rest = block[-(_LONGEST - 1) :]
    except FileNotFoundError as error:
        raise FileMissing(path) from error
    except OSError as error:
        raise FileUnreadable(path, reason_of(error)) from error
    return count


def read_tmx(path: Path, source: str, target: str, now: datetime) -> Iterator[MemoryPair | None]:
    """One pair for each unit of the file, read while it is asked for; None for a unit that lacks
    one of the languages or a text. Regions do not matter: ``en-GB`` is ``en``.

    ``now`` is the time of units that have none; the document of those that name none is the file
    itself. Raises ``FileMissing`` and ``FileUnreadable``.
    """
    wanted = base_language(source), base_language(target)
    for unit in elements(path, frozenset({"tu"}), frozenset({"tmx"})):
        texts: dict[str, str] = {}
        document = path.name
        times = [unit.get("changedate"), unit.get("creationdate")]
        for variant in unit:
            if local_name(variant) == "prop" and variant.get("type") == _DOCUMENT:
                document = " ".join((variant.text or "").split()) or document
            if local_name(variant) != "tuv":
                continue
            language = base_language(variant.get(LANGUAGE) or variant.get("lang") or "")
            if language == wanted[1]:
                times = [variant.get("changedate"), variant.get("creationdate"), *times]
            for part in variant:
                if local_name(part) == "seg":
                    texts.setdefault(language, " ".join(_text(part).split()))
        if not all(texts.get(language) for language in wanted):
            yield None
            continue
        created = _moment([each for each in times if each], now)
        given, made = (texts[language] for language in wanted)
        yield MemoryPair(*wanted, given, made, created, "imported", document)


def tmx_pieces(
    pairs: Iterable[MemoryPair], source: str, target: str, version: str
) -> Iterator[str]:
    """A TMX file of ``pairs``, all of one direction, while they are read. ``version`` is the
    app's."""
    source, target = escaped(base_language(source)), escaped(base_language(target))
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        '<tmx version="1.4">\n'
        f'<header creationtool="Deskhand" creationtoolversion="{escaped(version)}"'
        ' segtype="sentence" o-tmf="Deskhand" adminlang="en"'
        f' srclang="{source}" datatype="plaintext"/>\n<body>\n'
    )
    for pair in pairs:
        moment = pair.created.astimezone(UTC).strftime(_TIME)
        prop = f'<prop type="{_DOCUMENT}">{escaped(pair.document)}</prop>'
        yield (
            f'<tu creationdate="{moment}">{prop if pair.document else ""}'
            f'<tuv xml:lang="{source}"><seg>{escaped(pair.source)}</seg></tuv>'
            f'<tuv xml:lang="{target}"><seg>{escaped(pair.target)}</seg></tuv></tu>\n'
        )
    yield "</body>\n</tmx>\n"


def _text(element: Element) -> str:
    parts = [element.text or ""]
    for inner in element:
        if local_name(inner) not in _CODE:
            parts.append(_text(inner))
        parts.append(inner.tail or "")
    return "".join(parts)


def _moment(times: list[str], now: datetime) -> datetime:
    for time in times:
        with suppress(ValueError):
            # ``strptime`` takes ten times as long.
            moment = datetime.fromisoformat(time)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return now
