"""Text of a slide that became longer than its box is made smaller.

PowerPoint does that while a person types, and keeps the scale in the file (``normAutofit``,
ECMA-376 part 1, 21.1.2.1.3); what stands in a file is not measured again when it is opened. So it
is estimated here, from the widths of letters, the size of the font and that of the box, which may
stand in the slide's layout or master.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from assistant_app.documents.blocks import Layout
from assistant_app.documents.lines import columns
from assistant_app.documents.ooxml import A, related
from assistant_app.documents.xml_tree import Element, children, parse_xml
from assistant_app.documents.zip_package import ZipPackage

_P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_EMU_PER_POINT: Final = 12_700
_USUAL_SIZE: Final = 18.0
_COLUMN: Final = 0.52
"""Of the size of the font: how wide a Latin letter is, with what is lost at the ends of lines."""
_LINE: Final = 1.2
_BETWEEN: Final = 0.2
"""Of the size of the font: the height of a line, and the room before a paragraph."""
_SMALLEST: Final = 0.5
_STEP: Final = 0.05
_WHOLE: Final = 100_000
_INSETS: Final = {"lIns": 91_440, "rIns": 91_440, "tIns": 45_720, "bIns": 45_720}
_STYLES: Final = {"title": "titleStyle", "body": "bodyStyle"}
_AS: Final = {"ctrTitle": "title", "title": "title", "": "body", "obj": "body", "subTitle": "body",
              "body": "body"}  # fmt: skip


def with_fitting_text(
    package: ZipPackage, parts: Mapping[str, bytes], _layout: Layout
) -> Mapping[str, bytes]:
    """``parts``, which were written anew; on slides, longer texts have a scale with which they
    take no more room than their box has, or than they took before."""
    fitted = dict(parts)
    for name, data in parts.items():
        layouts = related(package, name, "slideLayout")
        if not layouts:
            continue
        models = [parse_xml(package.part(each), package.path).root for each in layouts[:1]]
        masters = related(package, layouts[0], "slideMaster")
        models += [parse_xml(package.part(each), package.path).root for each in masters[:1]]
        tree = parse_xml(data, package.path)
        before = parse_xml(package.part(name), package.path).root
        pairs = zip(before.iter(_P + "sp"), tree.root.iter(_P + "sp"), strict=False)
        if sum([_fit(old, new, models) for old, new in pairs]):
            fitted[name] = tree.data()
    return fitted


def _fit(old: Element, new: Element, models: list[Element]) -> bool:
    """Whether ``new`` got another scale."""
    body = new.find(f"{_P}txBody/{A}bodyPr")
    if body is None or body.get("wrap") == "none" or body.get("vert", "horz") != "horz":
        return False
    if any(body.find(A + name) is not None for name in ("spAutoFit", "noAutofit")):
        return False
    shapes = [new, *_models_of(new, models)]
    box = _box(shapes)
    if box is None or _texts(old) == _texts(new):
        return False
    fitting = body.find(A + "normAutofit")
    given = _WHOLE if fitting is None else _thousandths(fitting.get("fontScale", str(_WHOLE)))
    scale = given / _WHOLE
    styles = _styles_of(shapes, models)
    room = max(box[1], _height(old, box[0], styles, scale))
    while scale > _SMALLEST and _height(new, box[0], styles, scale) > room:
        scale = max(_SMALLEST, scale - _STEP)
    if round(scale * _WHOLE) == given:
        return False
    if fitting is None:
        fitting = body.makeelement(A + "normAutofit", {}, None)
        body.insert(int(body.find(A + "prstTxWarp") is not None), fitting)
    fitting.set("fontScale", str(round(scale * _WHOLE)))
    return True


def _thousandths(share: str) -> int:
    """Of a percent, as in ``92500``; newer files may say ``92.5%`` (22.9.2.9)."""
    return round(float(share[:-1]) * 1000) if share.endswith("%") else int(share)


def _models_of(shape: Element, models: list[Element]) -> Iterator[Element]:
    """The places for text in layout and master that ``shape`` is one of."""
    place = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    if place is None:
        return
    kind, number = place.get("type", ""), place.get("idx")
    for root in models:
        found = None
        for each in root.iter(_P + "sp"):
            other = each.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
            if other is None:
                continue
            if number is not None and other.get("idx") == number:
                found = each
                break
            if found is None and _AS.get(other.get("type", "")) == _AS.get(kind, kind):
                found = each
        if found is not None:
            yield found


def _box(shapes: list[Element]) -> tuple[float, float] | None:
    """Width and height for text, in points."""
    size = next((s for each in shapes for s in each.iterfind(f"{_P}spPr/{A}xfrm/{A}ext")), None)
    if size is None:
        return None
    insets = dict(_INSETS)
    for shape in reversed(shapes):
        for body in shape.iterfind(f"{_P}txBody/{A}bodyPr"):
            insets.update({name: int(body.get(name, insets[name])) for name in insets})
    width = int(size.get("cx", "0")) - insets["lIns"] - insets["rIns"]
    height = int(size.get("cy", "0")) - insets["tIns"] - insets["bIns"]
    return (width / _EMU_PER_POINT, height / _EMU_PER_POINT) if min(width, height) > 0 else None


@dataclass(frozen=True)
class _Style:
    size: float
    indent: float


def _styles_of(shapes: list[Element], models: list[Element]) -> list[_Style]:
    """Of the nine levels of paragraphs."""
    lists = [found for each in shapes for found in each.iterfind(f"{_P}txBody/{A}lstStyle")]
    place = shapes[0].find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    kind = "" if place is None else _AS.get(place.get("type", ""), "")
    name = _STYLES.get(kind, "otherStyle") if place is not None else "otherStyle"
    lists += [found for root in models for found in root.iterfind(f"{_P}txStyles/{_P}{name}")]
    return [_style(lists, level) for level in range(1, 10)]


def _style(lists: list[Element], level: int) -> _Style:
    size = indent = ""
    for each in lists:
        found = each.find(f"{A}lvl{level}pPr")
        if found is not None:
            look = found.find(A + "defRPr")
            size = size or ("" if look is None else look.get("sz", ""))
            indent = indent or found.get("marL", "")
    return _Style(
        int(size) / 100 if size else _USUAL_SIZE, int(indent) / _EMU_PER_POINT if indent else 0.0
    )


def _height(shape: Element, width: float, styles: list[_Style], scale: float) -> float:
    """How high the text of ``shape`` is in a box of ``width``, in points."""
    height = 0.0
    for paragraph in shape.iterfind(f"{_P}txBody/{A}p"):
        properties = paragraph.find(A + "pPr")
        level = 0 if properties is None else min(8, int(properties.get("lvl", "0")))
        own = [int(each.get("sz", "0")) / 100 for each in paragraph.iter(A + "rPr")]
        size = scale * (max(own, default=0.0) or styles[level].size)
        room = max(size, width - styles[level].indent)
        lines = (max(1, math.ceil(columns(line) * _COLUMN * size / room))
                 for line in _text(paragraph).split("\n"))  # fmt: skip
        height += size * (_LINE * sum(lines) + _BETWEEN)
    return height


def _text(paragraph: Element) -> str:
    pieces = ("\n" if each.tag == A + "br" else each.findtext(A + "t") or ""
              for each in children(paragraph))  # fmt: skip
    return "".join(pieces)


def _texts(shape: Element) -> list[str]:
    return [_text(each) for each in shape.iterfind(f"{_P}txBody/{A}p")]
