"""In which language the words of an office document are, for its spelling and its fonts.

Without it a word processor underlines every word of a translation as misspelt, and may show Chinese
in the shapes of Japanese. ECMA-376 part 1: ``w:lang`` (17.3.2.20) has Latin and East Asian text
apart; ``a:rPr`` (21.1.2.3.9) has one ``lang``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assistant_app.documents.blocks import Layout
from assistant_app.documents.ooxml import A, main_part, related
from assistant_app.documents.xml_tree import add, drop_attributes, parse_xml
from assistant_app.documents.zip_package import ZipPackage

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TAGS: Final = {
    "zh": "zh-CN", "en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT",
    "pt": "pt-PT", "nl": "nl-NL", "pl": "pl-PL", "ru": "ru-RU", "uk": "uk-UA", "tr": "tr-TR",
    "ja": "ja-JP", "ko": "ko-KR", "ar": "ar-SA", "he": "he-IL", "hi": "hi-IN", "sv": "sv-SE",
}  # fmt: skip
_EAST_ASIAN: Final = ("zh", "ja", "ko")
_LOOKS: Final = (A + "rPr", A + "endParaRPr", A + "defRPr")


def name_in_word(
    package: ZipPackage, parts: Mapping[str, bytes], code: str, layout: Layout
) -> Mapping[str, bytes]:
    """The changed ``parts`` of a Word document and its styles, which say that it is in ``code``.
    New runs name no language of their own. Of two languages in one document, a Latin one would be
    taken for that of both."""
    if layout != "translated" and code not in _EAST_ASIAN:
        return parts
    named = dict(parts)
    attribute = _W + ("eastAsia" if code in _EAST_ASIAN else "val")
    for styles in related(package, main_part(package), "styles"):
        tree = parse_xml(package.part(styles), package.path)
        defaults = tree.root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        own = None if defaults is None else defaults.find(_W + "lang")
        if defaults is not None and own is None:
            own = add(defaults, _W + "lang")
        for lang in tree.root.iter(_W + "lang"):
            if lang is own or lang.get(attribute) is not None:
                lang.set(attribute, _tag(code))
        named[styles] = tree.data()
    return _in_properties(package, named, code, is_new=False) if layout == "translated" else named


def name_in_slides(
    package: ZipPackage, parts: Mapping[str, bytes], code: str, layout: Layout
) -> Mapping[str, bytes]:
    """The changed ``parts`` of a presentation, whose texts say that they are in ``code``,
    unless they are in two languages."""
    if layout != "translated":
        return parts
    named = {}
    for name, data in parts.items():
        tree = parse_xml(data, package.path)
        for look in tree.root.iter(*_LOOKS):
            if look.get("lang") is not None or code in _EAST_ASIAN:
                look.set("lang", _tag(code))
        named[name] = tree.data()
    return _in_properties(package, named, code, is_new=False)


def name_in_cells(
    package: ZipPackage, parts: Mapping[str, bytes], code: str, layout: Layout
) -> Mapping[str, bytes]:
    """The changed ``parts`` of a workbook. Its cells have no language of their own: its shapes and
    titles of charts say it, and the properties of the document."""
    named = name_in_slides(package, parts, code, layout)
    return _in_properties(package, named, code, is_new=True) if layout == "translated" else named


def name_in_odt(
    package: ZipPackage, parts: Mapping[str, bytes], code: str, layout: Layout
) -> Mapping[str, bytes]:
    """The changed ``parts`` of an OpenDocument text, its styles and its properties, which say that
    it is in ``code``. Latin and East Asian text have each their own attributes
    (OpenDocument 1.3 part 3, 20.202 and 20.347)."""
    if layout != "translated" and code not in _EAST_ASIAN:
        return parts
    language, _, country = _tag(code).partition("-")
    names = (_FO + "language", _FO + "country", _STYLE + "rfc-language-tag")
    if code in _EAST_ASIAN:
        names = (
            _STYLE + "language-asian", _STYLE + "country-asian", _STYLE + "rfc-language-tag-asian",
        )  # fmt: skip
    named = dict(parts)
    for part in ("styles.xml", *parts):
        if part not in package:
            continue
        tree = parse_xml(named.get(part) or package.part(part), package.path)
        for look in tree.root.iter(_STYLE + "text-properties"):
            style = look.getparent()
            is_usual = style is not None and style.tag == _STYLE + "default-style"
            if is_usual or look.get(names[0]) is not None:
                look.set(names[0], language)
                look.set(names[1], country or "none")
                drop_attributes(look, names[2])
        named[part] = tree.data()
    if layout == "translated" and "meta.xml" in package:
        tree = parse_xml(package.part("meta.xml"), package.path)
        for said in tree.root.iter(_DC + "language"):
            said.text = _tag(code)
            named["meta.xml"] = tree.data()
    return named


def _in_properties(
    package: ZipPackage, parts: Mapping[str, bytes], code: str, *, is_new: bool
) -> Mapping[str, bytes]:
    """``parts`` and the properties of the document, where they name a language, or if they are to
    name a new one."""
    named = dict(parts)
    for name in related(package, "", "core-properties"):
        tree = parse_xml(package.part(name), package.path)
        said = tree.root.find(_DC + "language")
        if said is None and is_new:
            said = add(tree.root, _DC + "language")
        if said is not None:
            said.text = _tag(code)
            named[name] = tree.data()
    return named


def _tag(code: str) -> str:
    return _TAGS.get(code, code)
