"""The inside of a Word paragraph, ``w:p``, as atoms and back (ECMA-376 part 1, 17.3 and 17.16)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant_app.documents.inline import Atom, Look, Wrap, fill
from assistant_app.documents.ooxml import SPACE, M
from assistant_app.documents.xml_tree import (
    Element,
    add,
    canonical,
    children,
    copy_of,
    drop_attributes,
    shell_of,
)

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
P: Final = W + "p"
P_PR: Final = W + "pPr"

_AROUND: Final = {
    W + name for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo")
}
_TRACKED: Final = {W + "ins", W + "moveTo"}
_DROPPED: Final = {W + name for name in ("proofErr", "lastRenderedPageBreak", "softHyphen")}
_NO_LOOK: Final = {
    W + name for name in ("lang", "noProof", "spacing", "w", "kern", "fitText", "rPrChange")
}
"""Properties that tell no two texts apart: the language of the proofing, and the width of letters,
which programs that read scans set word by word."""
_CHOSEN: Final = {W + name for name in ("dropDownList", "comboBox", "date", "picture")} | {
    W14 + "checkbox"
}
"""Content controls whose text is one of some choices."""
_LINK: Final = re.compile(r"\s*HYPERLINK\b", re.IGNORECASE)
_PIECES: Final = re.compile("[\t\n]|[^\t\n]+")


def atoms_of(paragraph: Element) -> list[Atom]:
    """In reading order. Text that is marked as deleted is a fixed thing that no one sees."""
    return _with_fields(list(_walk(paragraph, ())))


def refill(paragraph: Element, atoms: Iterable[Atom]) -> None:
    """``atoms`` in the place of all in ``paragraph`` but its properties."""
    for child in list(paragraph):
        if child.tag != P_PR:
            paragraph.remove(child)
    fill(paragraph, atoms, _put)


def field_code(elements: Iterable[Element]) -> str:
    """What a field does, such as ``PAGE``, from the elements between its start and its result."""
    return "".join(
        each.text or "" for element in elements for each in element.iter(W + "instrText")
    )


def _walk(parent: Element, wraps: tuple[Wrap, ...]) -> Iterator[Atom]:
    for child in children(parent):
        if child.tag == W + "r":
            yield from _run(child, wraps)
        elif child.tag in _AROUND:
            yield from _walk(child, (*wraps, _wrap(child)))
        elif child.tag == W + "sdt":
            yield from _control(child, wraps)
        elif child.tag == W + "fldSimple":
            if _LINK.match(child.get(W + "instr", "")):
                yield from _walk(child, (*wraps, _wrap(child)))
            else:
                yield _fixed(child, wraps, _seen(child), is_repeatable=True)
        elif child.tag in (M + "oMath", M + "oMathPara"):
            yield _fixed(child, wraps, _seen(child), is_repeatable=True)
        elif child.tag != P_PR and child.tag not in _DROPPED:
            yield _fixed(child, wraps)


def _run(run: Element, wraps: tuple[Wrap, ...]) -> Iterator[Atom]:
    look = _look(run.find(W + "rPr"), wraps)
    for child in children(run):
        match child.tag.rpartition("}")[2]:
            case "t":
                yield Atom(child.text or "", look, (child,), is_bare=True)
            case "noBreakHyphen":
                yield Atom("\u2011", look, (child,), is_bare=True)
            case "tab" | "ptab":
                yield _in_run(child, look, "\t")
            case "br" if child.get(W + "type", "textWrapping") == "textWrapping":
                yield _in_run(child, look, "\n")
            case "cr":
                yield _in_run(child, look, "\n")
            case "sym" | "pgNum":
                yield _in_run(child, look, "")
            case "ruby":
                base = child.find(W + "rubyBase")
                yield _in_run(child, look, "" if base is None else _seen(base))
            case _ if child.tag not in _DROPPED and child.tag != W + "rPr":
                yield Atom("", look, (child,), is_fixed=True, is_bare=True)
            case _:
                pass


def _control(control: Element, wraps: tuple[Wrap, ...]) -> Iterator[Atom]:
    content = control.find(W + "sdtContent")
    properties = control.find(W + "sdtPr")
    if content is None or _is_chosen(properties):
        yield _fixed(control, wraps, _seen(control))
        return
    shell = shell_of(control)
    for child in children(control):
        shell.append(shell_of(child) if child is content else copy_of(child))
    unbind(shell)
    # Two beside each other stay two, however alike they are.
    yield from _walk(content, (*wraps, Wrap((W + "sdt", control), shell, W + "sdtContent")))


def unbind(control: Element) -> None:
    """Let a content control hold its own text: one that is bound to a property of the document
    shows the property's, whatever stands in it."""
    properties = control.find(W + "sdtPr")
    if properties is not None:
        for child in [each for each in children(properties) if each.tag.endswith("}dataBinding")]:
            properties.remove(child)


def _is_chosen(properties: Element | None) -> bool:
    return properties is not None and any(child.tag in _CHOSEN for child in children(properties))


def _with_fields(atoms: list[Atom]) -> list[Atom]:
    """Fields become fixed things, whole; the text of one that is a link stays text."""
    done: list[Atom] = []
    at = 0
    while at < len(atoms):
        end = _end_of_field(atoms, at)
        if end is None:
            done.append(atoms[at])
            at += 1
            continue
        done += _field(atoms[at : end + 1])
        at = end + 1
    return done


def _end_of_field(atoms: Sequence[Atom], start: int) -> int | None:
    """Where the field ends that begins at ``start``, if one does and it ends in the paragraph."""
    depth = 0
    for at in range(start, len(atoms)):
        kind = _field_mark(atoms[at])
        depth += {"begin": 1, "end": -1}.get(kind, 0)
        if depth <= 0:
            return at if at > start else None
    return None


def _field(atoms: list[Atom]) -> list[Atom]:
    depth, separate = 0, len(atoms) - 1
    for at, atom in enumerate(atoms):
        kind = _field_mark(atom)
        depth += {"begin": 1, "end": -1}.get(kind, 0)
        if kind == "separate" and depth == 1:
            separate = at
            break
    start, result, end = atoms[: separate + 1], atoms[separate + 1 : -1], atoms[-1:]
    if not result:
        return [replace(atom, is_fixed=True, text="") for atom in atoms]
    if not _LINK.match(field_code(node for atom in start for node in atom.nodes)):
        hidden = [replace(atom, is_fixed=True, text="", is_repeatable=True) for atom in start]
        return [
            *hidden,
            *(replace(atom, is_fixed=True, is_repeatable=True) for atom in result),
            *(replace(atom, is_repeatable=True) for atom in end),
        ]
    n_outer = len(atoms[0].look.wraps)
    before = tuple(_holder(atom) for atom in start)
    wrap = Wrap(
        (W + "fldChar", *(canonical(element) for element in before)),
        before=before,
        after=tuple(_holder(atom) for atom in end),
    )
    within = []
    for atom in _with_fields(result):
        outer = atom.look.wraps
        look = replace(atom.look, wraps=(*outer[:n_outer], wrap, *outer[n_outer:]))
        within.append(replace(atom, look=look))
    return within


def _field_mark(atom: Atom) -> str:
    if len(atom.nodes) == 1 and atom.nodes[0].tag == W + "fldChar":
        return atom.nodes[0].get(W + "fldCharType", "")
    return ""


def _put(parent: Element, atom: Atom) -> None:
    if atom.is_fixed:
        for node in atom.nodes:
            node.tail = None
            target = _new_run(parent, atom.look) if atom.is_bare else parent
            target.append(node)
        return
    run = _new_run(parent, atom.look)
    for piece in _PIECES.findall(atom.text):
        if piece in "\t\n":
            add(run, W + ("tab" if piece == "\t" else "br"))
            continue
        text = add(run, W + "t", piece)
        if piece != piece.strip():
            text.set(SPACE, "preserve")


def _new_run(parent: Element, look: Look) -> Element:
    run = add(parent, W + "r")
    if look.properties is not None:
        run.append(copy_of(look.properties))
    return run


def _holder(atom: Atom) -> Element:
    """A run of its own with copies of the atom's nodes."""
    run = atom.nodes[0].makeelement(W + "r", {}, None)
    if atom.look.properties is not None:
        run.append(copy_of(atom.look.properties))
    run.extend(copy_of(node) for node in atom.nodes)
    return run


def _look(properties: Element | None, wraps: tuple[Wrap, ...]) -> Look:
    return Look(wraps, properties, _key(properties))


def _key(properties: Element | None) -> bytes | None:
    if properties is None:
        return None
    plain = shell_of(properties)
    for child in children(properties):
        if child.tag not in _NO_LOOK:
            kept = copy_of(child)
            drop_attributes(kept, W + "hint")
            if child.tag != W + "rFonts" or kept.attrib:
                plain.append(kept)
    return canonical(plain) if len(plain) else None


def _wrap(element: Element) -> Wrap:
    shell = shell_of(element)
    for child in children(element):
        if child.tag in (W + "smartTagPr", W + "customXmlPr"):
            shell.append(copy_of(child))
    if element.tag in _TRACKED:
        return Wrap((element.tag, element.get(W + "author")), shell)
    return Wrap((element.tag, canonical(shell)), shell)


def _fixed(
    element: Element, wraps: tuple[Wrap, ...], text: str = "", *, is_repeatable: bool = False
) -> Atom:
    return Atom(text, Look(wraps), (element,), is_fixed=True, is_repeatable=is_repeatable)


def _in_run(element: Element, look: Look, text: str) -> Atom:
    return Atom(text, look, (element,), is_fixed=True, is_repeatable=True, is_bare=True)


def _seen(element: Element) -> str:
    """The text in ``element``, that of equations included."""
    return "".join(each.text or "" for each in element.iter(W + "t", M + "t"))
