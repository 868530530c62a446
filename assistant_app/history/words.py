"""What a person typed into the search field, as SQLite's full-text index takes it."""

from __future__ import annotations

from assistant_app.database.words import runs_of, words_of


def match_expression(query: str, panel: str | None = None) -> str | None:
    """What a person typed, as an FTS5 expression; None if no word is in it.

    Every part between spaces must occur, in any order, in the input or the output. Only letters
    and digits reach the expression, each part in quotes, so nothing typed can be taken for
    syntax.
    """
    phrases = [phrase for part in query.split() if (phrase := _phrase(part))]
    if not phrases:
        return None
    wanted = f"{{input output}} : ({' AND '.join(phrases)})"
    return wanted if panel is None else f'panel : "{panel}" AND {wanted}'


def _phrase(part: str) -> str:
    runs = list(runs_of(part))
    words = [word for run, is_unspaced in runs for word in words_of(run, is_unspaced)]
    if not words:
        return ""
    last, is_unspaced = runs[-1]
    if is_unspaced and len(last) > 1:
        # In the text its last character may begin a pair: the pairs before it say it all.
        return f'"{" ".join(words[:-1])}"'
    return f'"{" ".join(words)}" *'
