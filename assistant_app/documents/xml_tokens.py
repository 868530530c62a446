"""The tags and texts of an XML file and where each stands. The door to ``expat``.

Nothing outside the file is read for it, and a file that declares entities is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.parsers import expat

from assistant_app.documents.tokens import Token, TokenKind


class XmlBroken(Exception):
    """Says why the text is not XML that is read here."""


_Note = tuple[int, TokenKind, str, Mapping[str, str]]


def xml_tokens(text: str) -> list[Token]:
    """All tokens of ``text``; names keep their prefixes. Raises ``XmlBroken``."""
    data = text.encode("utf-8", "surrogatepass")
    notes: list[_Note] = []
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = False

    def note(kind: TokenKind, name: str = "", attributes: Mapping[str, str] | None = None) -> None:
        notes.append((parser.CurrentByteIndex, kind, name, attributes or {}))

    def refuse(*_: object) -> None:
        raise XmlBroken("it declares entities of its own")

    parser.StartElementHandler = lambda name, given: note("start", name, given)
    parser.EndElementHandler = lambda name: note("end", name)
    parser.CharacterDataHandler = lambda _: note("text")
    parser.CommentHandler = lambda _: note("other")
    parser.ProcessingInstructionHandler = lambda _target, _data: note("other")
    parser.StartCdataSectionHandler = lambda: note("other")
    parser.EndCdataSectionHandler = lambda: note("other")
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.errors.messages.get(error.code, "it makes no sense")
        raise XmlBroken(f"{reason} in line {error.lineno}") from error
    return list(_tokens(data, notes))


def _tokens(data: bytes, notes: Sequence[_Note]) -> Iterator[Token]:
    places = _characters(data, [*(place for place, *_ in notes), len(data)])
    is_empty = False
    for number, (place, kind, name, attributes) in enumerate(notes):
        if is_empty:
            is_empty = False  # The end of an empty element is noted right behind it.
            continue
        following = notes[number + 1] if number + 1 < len(notes) else None
        if kind == "start" and following and following[1] == "end":
            is_empty = data[place : following[0]].endswith(b"/>")
        start, end = places[number], places[number + 1]
        yield Token("single" if is_empty else kind, start, end, name, attributes)


def _characters(data: bytes, places: Sequence[int]) -> list[int]:
    """The numbers of the characters at ``places``, which rise, of ``data`` in UTF-8."""
    if data.isascii():
        return list(places)
    found, position, count = [], 0, 0
    for place in places:
        count += len(data[position:place].decode("utf-8", "surrogatepass"))
        position = place
        found.append(count)
    return found
