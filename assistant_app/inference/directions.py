"""From which language into which a translation model goes, and how it is told.

Marian is told by nothing or by a tag before the text (``>>fr<<``), T5 by words before it, M2M100,
NLLB and mBART by a token of the source's language beside the text and by one of the target's
language that the translation begins with. config.json's ``deskhand`` says it for our own models.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant_app.errors import LanguagePairUnavailable
from assistant_app.inference.languages import code_of, language_tokens
from assistant_app.inference.model_folder import ModelFolder

BY_TOKEN = ("m2m_100", "nllb-moe", "mbart", "plbart")
"""Families that are told by tokens, any language into any other."""
_NAME = re.compile(r"opus[-_]mt[-_](?:tc[-_](?:big|base)[-_])?([a-z_]+)-([a-z_]+)", re.IGNORECASE)
_T5_TASK = re.compile(r"translation_([a-z]{2,3})_to_([a-z]{2,3})")

Pair = tuple[str, str]


@dataclass(frozen=True)
class Direction:
    """``prefix`` stands before the text; ``source_token`` before its tokens (``is_suffix``: behind
    them and the end token); ``target_token`` is the first that is said (``is_start``: the decoder
    begins with it)."""

    prefix: str = ""
    source_token: str = ""
    target_token: str = ""
    is_suffix: bool = False
    is_start: bool = False


@dataclass(frozen=True)
class Directions:
    """``pairs`` empty means every one of ``languages`` into every other; if those are empty too,
    the model does not say."""

    languages: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    prefixes: Mapping[Pair, str] = field(default_factory=dict)
    tags: Mapping[Pair, str] = field(default_factory=dict)
    """Marian's: tokens, because tokenizers made of its vocabulary do not find them in a text."""
    tokens: Mapping[str, str] = field(default_factory=dict)
    is_suffix: bool = False
    is_start: bool = False

    def says(self, source: str, target: str) -> bool:
        """Whether it says that it goes this way; ``between`` also takes what says nothing."""
        by_token = source in self.tokens and target in self.tokens
        return (source, target) in self.pairs or (not self.pairs and by_token)

    def between(self, source: str, target: str) -> Direction:
        """Raises ``LanguagePairUnavailable`` if the model says what it does and not this."""
        if self.pairs and (source, target) not in self.pairs:
            raise LanguagePairUnavailable(source, target)
        if not self.tokens:
            pair = (source, target)
            return Direction(self.prefixes.get(pair, ""), self.tags.get(pair, ""))
        if source not in self.tokens or target not in self.tokens:
            raise LanguagePairUnavailable(source, target)
        return Direction(
            source_token=self.tokens[source],
            target_token=self.tokens[target],
            is_suffix=self.is_suffix,
            is_start=self.is_start,
        )


def directions_of(folder: ModelFolder) -> Directions:
    """Told from the small files of the folder; its graphs are not looked at."""
    own = folder.about.get("pairs")
    if isinstance(own, list) and own:
        return _ours(own)
    family = str(folder.config.get("model_type", ""))
    if family in BY_TOKEN:
        return _by_token(folder)
    if family in ("t5", "mt5", "umt5"):
        return _by_words(folder)
    return _by_tag(folder)


def _ours(rows: list[Any]) -> Directions:
    prefixes = {
        (str(row.get("from")), str(row.get("to"))): str(row.get("source_prefix", ""))
        for row in rows
        if isinstance(row, dict)
    }
    return _of_pairs(prefixes)


def _by_token(folder: ModelFolder) -> Directions:
    tokens = language_tokens(_special_tokens(folder))
    settings = folder.read_json("tokenizer_config.json", is_needed=False)
    # The first mBART puts languages at the ends and has no token of its own to begin with.
    is_first_mbart = str(settings.get("tokenizer_class", "")).startswith("MBartTokenizer")
    is_suffix = is_first_mbart or settings.get("legacy_behaviour") is True
    return Directions(tuple(tokens), tokens=tokens, is_suffix=is_suffix, is_start=is_first_mbart)


def _by_words(folder: ModelFolder) -> Directions:
    tasks = folder.config.get("task_specific_params")
    prefixes: dict[Pair, str] = {}
    for name, settings in tasks.items() if isinstance(tasks, dict) else ():
        match = _T5_TASK.fullmatch(name)
        if match and isinstance(settings, dict):
            source, target = code_of(match[1]) or "", code_of(match[2]) or ""
            prefixes[source, target] = str(settings.get("prefix", ""))
    return _of_pairs(prefixes)


def _by_tag(folder: ModelFolder) -> Directions:
    sources, targets, is_group = _ends(folder)
    tags = language_tokens(_tags(folder))
    if is_group and not targets:
        targets = tuple(code for code in tags if "_" not in code)
    pairs = [(one, other) for one in sources for other in targets if one != other]
    told = {(one, other): tags[other] for one, other in pairs if other in tags}
    return replace(_of_pairs(dict.fromkeys(pairs, "")), tags=told)


def _ends(folder: ModelFolder) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Languages of the source and of the target, and whether the target is a group of them."""
    settings = folder.read_json("tokenizer_config.json", is_needed=False)
    told = (str(settings.get("source_lang") or ""), str(settings.get("target_lang") or ""))
    names = (folder.model_id, folder.path.name, str(folder.config.get("_name_or_path", "")))
    matches = (_NAME.search(name) for name in names)
    for source, target in (*(m.groups() for m in matches if m), told):
        sources, targets = _codes(source), _codes(target)
        if sources and (targets or target):
            return sources, targets, not targets
    return (), (), False


def _codes(name: str) -> tuple[str, ...]:
    found = [code_of(part) for part in name.split("_")] if name else []
    return tuple(dict.fromkeys(code for code in found if code)) if all(found) else ()


def _of_pairs(prefixes: Mapping[Pair, str]) -> Directions:
    languages = dict.fromkeys(code for pair in prefixes for code in pair)
    return Directions(tuple(languages), tuple(prefixes), prefixes)


def _special_tokens(folder: ModelFolder) -> Iterator[str]:
    """Wherever an exporter may have listed them."""
    for name in ("special_tokens_map.json", "tokenizer_config.json", "added_tokens.json"):
        content = folder.read_json(name, is_needed=False)
        for key in ("additional_special_tokens", "extra_special_tokens"):
            listed = content.get(key)
            yield from map(_spelling, listed if isinstance(listed, list) else ())
        decoder = content.get("added_tokens_decoder")
        yield from (_spelling(t) for t in (decoder.values() if isinstance(decoder, dict) else ()))
        if name == "added_tokens.json":
            yield from content
    yield from _added_tokens(folder)


def _added_tokens(folder: ModelFolder) -> Iterator[str]:
    content = folder.read_json("tokenizer.json", is_needed=False)
    added = content.get("added_tokens")
    yield from (_spelling(token) for token in (added if isinstance(added, list) else ()))


def _tags(folder: ModelFolder) -> Iterator[str]:
    """``>>xx<<`` stand in Marian's vocabulary, whichever file that is."""
    yield from _special_tokens(folder)
    yield from folder.read_json("vocab.json", is_needed=False)
    model = folder.read_json("tokenizer.json", is_needed=False).get("model")
    vocabulary = model.get("vocab") if isinstance(model, dict) else ()
    for entry in vocabulary or ():
        yield entry if isinstance(entry, str) else str(entry[0])


def _spelling(token: Any) -> str:
    return str(token.get("content", "")) if isinstance(token, dict) else str(token)
