"""Every reason that the layers below give in so many words can be said in the window's language."""

from __future__ import annotations

import ast
import dataclasses
import inspect
from pathlib import Path

from assistant_app import errors
from assistant_app.error_text import error_text
from assistant_app.ui.reason_words import REASONS

MODULES = sorted((Path(__file__).resolve().parents[2] / "assistant_app").rglob("*.py"))


def fields_of(kind):
    return [field.name for field in dataclasses.fields(kind)]


KINDS = {
    name: fields_of(kind)
    for name, kind in vars(errors).items()
    if inspect.isclass(kind) and dataclasses.is_dataclass(kind) and "reason" in fields_of(kind)
}


def reasons_given():
    """The words at the place of ``reason`` in every call that makes such an error."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                at = KINDS[name].index("reason") if name in KINDS else len(node.args)
                named = [each.value for each in node.keywords if each.arg == "reason"]
                for given in [*node.args[at : at + 1], *(named if name in KINDS else [])]:
                    if isinstance(given, ast.Constant) and isinstance(given.value, str):
                        yield f"{path.name}:{node.lineno}", given.value


def test_every_reason_stands_in_the_list():
    missing = [(place, reason) for place, reason in reasons_given() if reason not in REASONS]
    assert missing == [], "add them to ui/reason_words.py and translate them"


def test_a_reason_is_said_in_the_language_of_the_window():
    def shout(context, text):
        return text.upper() if text in REASONS else text

    said = error_text(errors.PackBroken(Path("a.zip"), "it is locked with a password"), shout)
    assert "IT IS LOCKED WITH A PASSWORD" in said
