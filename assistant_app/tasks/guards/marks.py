"""What must stand in a translation letter by letter: addresses, placeholders, code, tags."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from assistant_app.tasks.guards.findings import Finding, Kind
from assistant_app.tasks.kept import KeptKind, kept_in, without_kept

_LINK: Final = re.compile(
    r"(?:https?://|ftp://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%{}]+"
    r"|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}",
    re.IGNORECASE,
)
_LINK_END: Final = ".,;:!?)]}'*_"
_PLACEHOLDER: Final = re.compile(
    r"`[^`\n]{1,80}`"  # code
    r"|\{\{[^{}\n]{1,60}\}\}"  # {{name}}
    r"|\$\{[^{}\n]{1,60}\}"  # ${name}
    r"|\{[A-Za-z0-9_.:!,-]{0,40}\}"  # {name}, {0}, {}
    r"|(?<![\d%])%(?:\([A-Za-z_]\w*\)|\d+\$)?[-+#0]*\d*(?:\.\d+)?[sdifgxXcu@](?![A-Za-z])"  # %s
    r"|(?<![\w%])%(?:\d{1,2}|n)(?![\w%.,])"  # %1, %n
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_LEAST_LETTERS: Final = 2
_TAG: Final = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]*(?:\s+[A-Za-z_:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*/?>"
)


_TOLD_BY_OTHER_RULES: Final = (
    KeptKind.LINK, KeptKind.CODE, KeptKind.PLACEHOLDER, KeptKind.TAG, KeptKind.NOTE
)  # fmt: skip


def kept_findings(source: str, translation: str) -> tuple[Finding, ...]:
    """Names of files, @names, #tags, versions and emoji that went or changed; and a translation
    that holds nothing else of a source that says more."""
    kept = kept_in(source)
    if not kept:
        return ()
    wanted = Counter(each.text for each in kept if each.kind not in _TOLD_BY_OTHER_RULES)
    findings = [
        Finding(Kind.KEPT_LOST, text) for text, n in wanted.items() if translation.count(text) < n
    ]
    is_bare = not _LETTER.search(without_kept(translation))
    if is_bare and len(_LETTER.findall(without_kept(source))) >= _LEAST_LETTERS:
        findings.append(Finding(Kind.TOO_SHORT))
    return tuple(findings)


def mark_findings(source: str, translation: str) -> tuple[Finding, ...]:
    """Addresses, placeholders and tags that went, came or changed."""
    links_lost, links_added = _changes(_links(source), _links(translation))
    lost, added = _changes(_placeholders(source), _placeholders(translation))
    return (
        *(Finding(Kind.LINK_LOST, text) for text in links_lost if text not in translation),
        *(Finding(Kind.LINK_ADDED, text) for text in links_added if text not in source),
        *(Finding(Kind.PLACEHOLDER_LOST, text) for text in lost),
        *(Finding(Kind.PLACEHOLDER_ADDED, text) for text in added),
    )


def mark_places(text: str) -> list[tuple[int, int]]:
    """Where addresses, placeholders, code and tags stand."""
    patterns = (_LINK, _PLACEHOLDER, _TAG)
    return [found.span() for pattern in patterns for found in pattern.finditer(text)]


def _changes(before: Counter[str], after: Counter[str]) -> tuple[list[str], list[str]]:
    return list((before - after).elements()), list((after - before).elements())


def _links(text: str) -> Counter[str]:
    """Each once: a translation may name an address twice or refer to it."""
    return Counter({found.group().rstrip(_LINK_END) for found in _LINK.finditer(text)})


def _placeholders(text: str) -> Counter[str]:
    without_links = _LINK.sub(" ", text)
    found = [*_PLACEHOLDER.findall(without_links), *_TAG.findall(without_links)]
    return Counter(re.sub(r"\s+", " ", each) for each in found)
