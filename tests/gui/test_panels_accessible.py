"""Every control has a name for a screen reader and a place in the Tab order."""

from __future__ import annotations

import pytest
from panel_stand import Stand
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QWidget

from assistant_app.ui.images_panel import ImagesPanel
from assistant_app.ui.models_panel import ModelsPanel
from assistant_app.ui.page import Page
from assistant_app.ui.summarise_panel import SummarisePanel
from assistant_app.ui.translate_panel import TranslatePanel
from assistant_app.ui.write_panel import WritePanel

PANELS = [WritePanel, SummarisePanel, TranslatePanel, ImagesPanel, ModelsPanel]


@pytest.fixture(params=PANELS, ids=lambda kind: kind.__name__)
def panel(qtbot, tmp_path, request):
    bench = Stand(tmp_path)
    panel = request.param(bench.context())
    qtbot.addWidget(panel)
    panel.show()
    if isinstance(panel, Page):
        panel.refresh()
    yield panel
    bench.close()


def controls(panel):
    """What Tab reaches, without the parts that Qt puts inside its own widgets."""
    for widget in panel.findChildren(QWidget):
        is_inner = isinstance(widget.parent(), QAbstractScrollArea) or (
            isinstance(widget, QLineEdit) and widget.objectName() == "qt_spinbox_lineedit"
        )
        is_popup = widget.window() is not panel.window()
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not (is_inner or is_popup):
            yield widget


def test_every_control_has_a_name(panel):
    nameless = [widget for widget in controls(panel) if not widget.accessibleName()]
    assert nameless == []


def test_tab_goes_round_every_control_that_is_shown_and_enabled(panel):
    ready = {each for each in controls(panel) if each.isVisible() and each.isEnabled()}
    met = set()
    widget = panel.nextInFocusChain()
    while widget not in met:
        met.add(widget)
        widget = widget.nextInFocusChain()
    assert ready
    assert ready <= met


@pytest.mark.parametrize("name", ["write", "summarise", "translate", "images"])
def test_the_tab_key_comes_to_the_run_button_and_goes_on(window, qtbot, name):
    window.activateWindow()
    window.show_page(name)
    panel = window.panel(name)
    begin = window.focusWidget()
    met = []
    for _ in range(60):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        met.append(window.focusWidget())
        if met[-1] is begin:
            break
    assert met[-1] is begin
    assert panel.run_button in met
    assert window.status.badge in met
