"""The shape of the code, where import-linter and ruff can't see it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APP = ROOT / "assistant_app"
MODULES = sorted(APP.rglob("*.py"))

NETWORK = {
    "aiohttp", "ftplib", "http", "httpcore2", "httpx", "httpx2", "huggingface_hub", "requests",
    "smtplib", "socket", "ssl", "urllib", "urllib3", "xmlrpc",
}  # fmt: skip
NETWORK_DOORS = {"catalog/download.py", "catalog/hub_session.py"}
ONLY_TEXT = "urllib.parse."
"""Takes addresses apart; nothing in it could open one."""

SLOW = {
    "markdown_it",
    "click", "httpx2", "huggingface_hub", "keyring", "lxml", "numpy", "onnxruntime", "PIL",
    "rapidfuzz", "sqlite_utils", "tokenizers", "transformers",
}  # fmt: skip
"""What must not stand on the way to the first window."""

NOT_USED = re.compile(r"(Manager|Helper|Util|Handler|Service|Controller|Processor)s?(?=[A-Z_]|$)")
NOT_USED_FILES = re.compile(
    r"(^|_)(managers?|helpers?|utils?|handlers?|services?|controllers?|processors?)(_|$)"
)


def name_of(path: Path) -> str:
    return path.relative_to(APP).as_posix()


def imports_of(path: Path) -> Iterator[tuple[str, bool]]:
    """(dotted name, whether it is read at run time and not for types alone)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) not in for_types) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield f"{node.module}.{alias.name}", id(node) not in for_types


def stands_behind(name: str, doors: set[str]) -> bool:
    return any(name == door or (door.endswith("/") and name.startswith(door)) for door in doors)


def test_only_the_download_may_reach_the_network():
    found = {
        (name_of(path), imported)
        for path in MODULES
        for imported, _ in imports_of(path)
        if imported.split(".")[0] in NETWORK and not imported.startswith(ONLY_TEXT)
        if name_of(path) not in NETWORK_DOORS
    }
    assert found == set()


def test_widgets_are_imported_by_the_window_alone():
    window = {"ui/", "app.py", "demo.py"}
    found = {
        (name_of(path), imported)
        for path in MODULES
        for imported, _ in imports_of(path)
        if imported.startswith("PySide6.")
        and not stands_behind(name_of(path), window)
        and not (name_of(path).startswith("jobs/") and imported.startswith("PySide6.QtCore."))
    }
    assert found == set()


def test_imports_are_absolute():
    relative = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_imports_stand_at_the_top_except_where_start_up_time_counts():
    late_allowed = {
        "documents/formats.py",
        "__main__.py", "app.py", "cli/", "database/opening.py", "documents/encoding.py",
        "inference/older_tokenizers.py", "slow_parts.py", "ui/main_window.py",
        "terms/similar.py", "ui/own_pages.py", "workbench.py",
    }  # fmt: skip
    late = [
        f"{name_of(path)}:{inner.lineno}"
        for path in MODULES
        if not stands_behind(name_of(path), late_allowed)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert late == []


def test_words_that_say_nothing_are_not_used():
    files = [name_of(path) for path in MODULES if NOT_USED_FILES.search(path.stem)]
    classes = [
        f"{name_of(path)}: {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and NOT_USED.search(node.name)
    ]
    assert files + classes == []


def test_every_module_says_what_it_is():
    silent = [
        name_of(path)
        for path in MODULES
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_one_screen_per_idea():
    long = {
        name_of(path): n
        for path in MODULES
        if (n := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_importing_a_module_does_nothing(tmp_path):
    """No thread, no file, no output and no window comes of importing everything there is."""
    names = [
        "assistant_app." + name_of(path).removesuffix(".py").replace("/", ".")
        for path in MODULES
        if path.name not in {"__init__.py", "__main__.py"}
    ]
    code = (
        "import importlib, threading, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "assert threading.active_count() == 1, threading.enumerate()\n"
        "QtCore = sys.modules['PySide6.QtCore']\n"
        "assert QtCore.QCoreApplication.instance() is None\n"
    )
    done = run_python(code, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "module",
    ["cli.main", "workbench", "doctor", "tasks.translate", "history.store", "inference.engine"],
)
def test_the_command_line_path_holds_no_qt(module, tmp_path):
    code = (
        f"import sys, importlib; importlib.import_module('assistant_app.{module}')\n"
        "assert not [m for m in sys.modules if m.split('.')[0] in ('PySide6', 'shiboken6')]\n"
    )
    done = run_python(code, tmp_path)
    assert done.returncode == 0, done.stderr


def test_nothing_slow_stands_on_the_way_to_the_first_window(tmp_path):
    code = (
        "import sys, assistant_app.app, assistant_app.ui.main_window\n"
        f"print(sorted({SLOW!r} & {{m.split('.')[0] for m in sys.modules}}))\n"
    )
    done = run_python(code, tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


SETTERS = {
    "setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName",
    "setAccessibleDescription", "setTitle", "setStatusTip", "setInformativeText",
}  # fmt: skip
NAME = "Deskhand"
"""The one word that is the same in every language."""


def test_no_word_of_the_window_stays_english_for_ever():
    """setText("Words") and its like never pass through the translation."""
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        if name_of(path).startswith("ui/")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in SETTERS
        for argument in node.args
        if any(re.search(r"[A-Za-z]{3}", words) for words in _own_words(argument))
    ]
    assert found == []


def _own_words(node: ast.expr) -> set[str]:
    """The literals of a string or an f-string, without what stands in its braces."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return {
        part.value.replace(NAME, "")
        for part in parts
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def test_icons_are_monochrome_so_that_the_theme_can_tint_them():
    for path in sorted((ROOT / "resources" / "icons").glob("*.svg")):
        root = ET.parse(path).getroot()
        assert root.get("viewBox"), path.name
        if path.stem == "app" or path.stem.endswith(("-dark", "-light")):
            continue  # the style sheet's own, which can't be tinted
        colours = {
            value
            for element in root.iter()
            for key in ("fill", "stroke")
            if (value := element.get(key)) is not None
        }
        assert colours <= {"none", "#000000"}, path.name


def test_every_icon_that_the_window_names_is_there():
    known = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}
    named = re.compile(r"(?:\.icon\(|\.pixmap\(|icon_name = |IconButton\([^,()]+, )\"([a-z-]+)\"")
    wanted = {
        (name_of(path), name)
        for path in MODULES
        if name_of(path).startswith("ui/") or name_of(path) == "app.py"
        for name in named.findall(path.read_text(encoding="utf-8"))
    }
    assert wanted
    assert {pair for pair in wanted if pair[1] not in known} == set()


def test_threads_are_banned_everywhere_but_in_the_lanes():
    """The ban is ruff's; here stands only that nobody took it back."""
    ruff = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"][
        "lint"
    ]
    banned = ruff["flake8-tidy-imports"]["banned-api"]
    assert {"threading.Thread", "concurrent.futures", "PySide6.QtCore.QThread"} <= set(banned)
    freed = [name for name, rules in ruff["per-file-ignores"].items() if "TID251" in rules]
    assert [name for name in freed if name.startswith("assistant_app")] == [
        "assistant_app/jobs/lane.py"
    ]


def test_nothing_committed_names_a_path_of_one_machine():
    mark = re.compile(r"(?<![\w.])/(?:root|home/\w+|Users/\w+)/")
    files = [
        path
        for folder in ("assistant_app", "packaging", "resources/samples")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".txt", ".json", ".desktop", ".xml"}
    ]
    assert [str(path) for path in files if mark.search(path.read_text(encoding="utf-8"))] == []


def run_python(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A fresh interpreter in an empty folder, so that only what ``code`` imports is there."""
    command = [
        sys.executable,
        "-W",
        "error",
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
