"""Every sentence of the window stands in Chinese, in the file that the app loads."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from assistant_app.tasks.base import Stage
from assistant_app.ui.widgets.progress_line import stage_text

ROOT = Path(__file__).resolve().parents[2]
TS = ROOT / "resources" / "i18n" / "deskhand_zh_CN.ts"
FIELD = re.compile(r"\{[^}]*\}")


def messages(path):
    """(context, source, translation, its state) of every message."""
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            yield (
                context.findtext("name"),
                message.findtext("source"),
                translation.text or "",
                translation.get("type", ""),
            )


def test_no_sentence_is_unfinished():
    unfinished = [each[:2] for each in messages(TS) if each[3] or not each[2]]
    assert unfinished == []


def test_every_field_of_a_sentence_stands_in_its_translation():
    wrong = [
        source
        for _, source, translation, _ in messages(TS)
        if sorted(FIELD.findall(source)) != sorted(FIELD.findall(translation))
    ]
    assert wrong == []


def test_the_file_holds_every_sentence_of_the_code(tmp_path):
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    if not tool.exists():
        pytest.skip("pyside6-lupdate is not installed")
    fresh = tmp_path / TS.name
    shutil.copy(TS, fresh)
    files = [str(path) for path in sorted((ROOT / "assistant_app").rglob("*.py"))]
    command = [str(tool), "-no-obsolete", "-locations", "none", *files, "-ts", str(fresh)]
    subprocess.run(command, check=True, capture_output=True)
    in_code = {each[:2] for each in messages(fresh)}
    assert in_code == {each[:2] for each in messages(TS)}, "run make i18n and translate"


def test_the_compiled_file_is_up_to_date(qapp):
    translator = QTranslator()
    assert translator.load(str(TS.with_suffix(".qm")))
    stale = [
        source
        for context, source, translation, _ in messages(TS)
        if translator.translate(context, source) != translation
    ]
    assert stale == []


def test_every_stage_has_its_word_in_the_window():
    known = {source for context, source, _, _ in messages(TS) if context == "Stage"}
    assert {stage.value for stage in Stage} == known
    assert [stage_text(stage) for stage in Stage] == [stage.value for stage in Stage]
