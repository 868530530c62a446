"""The folder that was used last is where the next dialog begins, after a restart too."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

from assistant_app.ui.dialogs import Dialogs


def asked(monkeypatch, answer):
    """Answers every question for a file to save with ``answer``; the names that were suggested."""
    suggested = []

    def ask(_parent, _title, name, _filters):
        suggested.append(name)
        return str(answer), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return suggested


def test_the_next_file_is_suggested_beside_the_last(qtbot, monkeypatch, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    suggested = asked(monkeypatch, tmp_path / "a.txt")
    dialogs = Dialogs()
    assert dialogs.save_file(parent, "", "a.txt", "") == tmp_path / "a.txt"
    again = Dialogs(dialogs.last_folder)
    again.save_file(parent, "", "b.txt", "")
    Dialogs(str(tmp_path / "gone")).save_file(parent, "", "c.txt", "")
    assert suggested == ["a.txt", str(tmp_path / "b.txt"), "c.txt"]


def test_the_window_writes_it_down(window, stand, tmp_path):
    stand.dialogs.last_folder = str(tmp_path)
    window.close()
    assert stand.settings.current.window["folder"] == str(tmp_path)
