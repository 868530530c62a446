"""XML files of other programs, read piece by piece. The door to defusedxml.

Entities that a file defines itself are refused, and nothing that it points to is opened.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import ParseError, iterparse  # type: ignore[import-untyped]

from assistant_app.errors import FileMissing, FileUnreadable
from assistant_app.files import reason_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_MARKS: Final = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
"""The name that ``xml:lang`` has among an element's attributes."""


def elements(path: Path, names: frozenset[str], root_names: frozenset[str]) -> Iterator[Element]:
    """Each element of one of ``names``, whole, one at a time in memory. All names are given
    without their namespace.

    Any encoding that Python knows is read. Raises ``FileMissing`` and ``FileUnreadable``: also
    for a file whose outermost element is not one of ``root_names``.
    """
    try:
        with path.open("rb") as file:
            encoding = _encoding(file.read(200))
            file.seek(0)
            with io.TextIOWrapper(file, encoding) as text:
                yield from _elements(text, path, names, root_names)
    except FileNotFoundError as error:
        raise FileMissing(path) from error
    except OSError as error:
        raise FileUnreadable(path, reason_of(error)) from error
    except DefusedXmlException as error:
        raise FileUnreadable(path, "it defines XML entities of its own") from error
    except (UnicodeError, LookupError) as error:
        raise FileUnreadable(path, "its encoding is not what it says") from error
    except ParseError as error:
        raise FileUnreadable(path, f"it is not well-formed XML ({error})") from error


def local_name(element: Element) -> str:
    """``seg`` for ``{namespace}seg``."""
    return str(element.tag).rpartition("}")[2]


def escaped(text: str) -> str:
    """``text`` for content and attributes; characters that XML has none for are left out."""
    text = _ILLEGAL.sub("", text)
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, entity)
    return text


def _elements(
    text: io.TextIOWrapper, path: Path, names: frozenset[str], root_names: frozenset[str]
) -> Iterator[Element]:
    above: list[Element] = []
    for event, element in iterparse(text, ("start", "end")):
        if event == "start":
            if not above and local_name(element) not in root_names:
                raise FileUnreadable(path, f"it is not a {' or '.join(sorted(root_names))} file")
            above.append(element)
            continue
        above.pop()
        if local_name(element) in names:
            yield element
            # Read and done with: a memory of a gigabyte does not fit into one.
            element.clear()
            if above:
                above[-1].remove(element)


def _encoding(beginning: bytes) -> str:
    for mark, encoding in _MARKS:
        if beginning.startswith(mark):
            return encoding
    declared = _DECLARED.match(beginning)
    name = declared.group(1).decode("ascii") if declared else "utf-8"
    # A file that can be read so far is in one byte a character: UTF-16 is only what it says.
    return "utf-8" if name.lower().startswith("utf-16") else name
