"""The settings, each applied as soon as it is chosen; nothing needs a restart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Unpack, cast

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assistant_app.settings import Changes, Language, Settings, Thoroughness
from assistant_app.settings import Theme as ThemeChoice
from assistant_app.ui.device_settings import DeviceSettings
from assistant_app.ui.follow import follow
from assistant_app.ui.network_settings import NetworkSettings
from assistant_app.ui.page import Page
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.widgets.error_line import ErrorLine
from assistant_app.ui.widgets.icon_button import IconButton

_CARDS = (("theme", "language"), ("thoroughness",), ("history", "corrections", "folder"))


class SettingsPanel(Page):
    """Writes the file on the “files” lane, as the window never waits for a disk."""

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._store = context.workbench.settings
        self.heading = QLabel()
        self.heading.setObjectName("title")
        self.heading.setMinimumHeight(32)
        self.theme, self.language, self.thoroughness = QComboBox(), QComboBox(), QComboBox()
        self.history, self.corrections = QCheckBox(), QCheckBox()
        self.folder = QLineEdit(str(context.workbench.paths.home))
        self.folder.setReadOnly(True)
        self.folder.setCursorPosition(0)
        self.open_folder = IconButton(context.icons, "folder", has_text=True)
        self.copy_folder = IconButton(context.icons, "copy", has_text=True)
        self.error_line = ErrorLine(context.icons)
        self.device = DeviceSettings(context, self._change, self._explain)
        self.network = NetworkSettings(context, self._change, self.error_line)
        self._labels: dict[str, QLabel] = {}
        self._hints: dict[str, QLabel] = {}
        self._lay_out()
        self.retranslate()
        self.theme.activated.connect(self._choose_theme)
        self.language.activated.connect(self._choose_language)
        self.thoroughness.activated.connect(self._choose_thoroughness)
        self.history.toggled.connect(self._choose_history)
        self.corrections.toggled.connect(self._choose_corrections)
        self.open_folder.clicked.connect(self._open_folder)
        self.copy_folder.clicked.connect(self._copy_folder)

    def refresh(self) -> None:
        """Show what the settings hold now; they may have been changed elsewhere."""
        now = self._store.current
        _choose(self.theme, now.theme)
        _choose(self.language, now.language)
        _choose(self.thoroughness, now.thoroughness)
        _check(self.history, now.is_history_on)
        _check(self.corrections, now.is_memory_fed)
        self.device.refresh(now)
        self.network.refresh(now)
        if self._store.notice is not None:
            self.error_line.show_error(self._store.notice)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Settings"))
        self.setAccessibleName(self.tr("Settings"))
        words = {
            "theme": (self.tr("Theme"), ""),
            "language": (self.tr("Language"), ""),
            "thoroughness": (
                self.tr("Thorough translation"),
                self.tr(
                    "Compares several translations of each sentence and takes the one that says "
                    "most of it: better, and several times slower."
                ),
            ),
            "history": (
                self.tr("History"),
                self.tr("Off: new results are not kept. What is there stays until you delete it."),
            ),
            "corrections": (
                self.tr("Corrections"),
                self.tr(
                    "Sentences of a translation that you edited or accepted come back where they "
                    "come again. Off: nothing new is kept; delete what is there under Terms… in "
                    "Translate."
                ),
            ),
            "folder": (
                self.tr("Data folder"),
                self.tr("Settings, history, models and logs live here, and nowhere else."),
            ),
        }
        for name, (title, hint) in words.items():
            self._labels[name].setText(title)
            self._hints[name].setText(hint)
            self._hints[name].setVisible(bool(hint))
        self.history.setText(self.tr("Keep finished results"))
        self.corrections.setText(self.tr("Keep my corrections in the translation memory"))
        self.open_folder.set_label(self.tr("Open"))
        self.copy_folder.set_label(self.tr("Copy"))
        for widget, name in self._fields():
            widget.setAccessibleName(words[name][0])
            widget.setAccessibleDescription(words[name][1])
        self.device.retranslate()
        self.network.retranslate()
        self._fill()

    def _fields(self) -> list[tuple[QWidget, str]]:
        return [
            (self.theme, "theme"),
            (self.language, "language"),
            (self.thoroughness, "thoroughness"),
            (self.history, "history"),
            (self.corrections, "corrections"),
            (self.folder, "folder"),
        ]

    def _fill(self) -> None:
        system = self.tr("Same as the system")
        _refill(
            self.theme,
            [("system", system), ("light", self.tr("Light")), ("dark", self.tr("Dark"))],
        )
        _refill(
            self.thoroughness,
            [
                ("texts", self.tr("For texts, not for documents")),
                ("always", self.tr("For texts and documents")),
                ("never", self.tr("Never")),
            ],
        )
        # The names of languages stand in their own language, so that everybody finds the way back.
        _refill(self.language, [("system", system), ("en", "English"), ("zh_CN", "简体中文")])
        self.refresh()

    def _lay_out(self) -> None:
        folder = QHBoxLayout()
        folder.setSpacing(6)
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.open_folder)
        folder.addWidget(self.copy_folder)
        fields: dict[str, QWidget | QHBoxLayout] = {
            **{name: widget for widget, name in self._fields()},
            "folder": folder,
        }
        page = QWidget()
        page.setMaximumWidth(760)
        cards = QVBoxLayout(page)
        cards.setContentsMargins(0, 0, 8, 0)
        cards.setSpacing(14)
        cards.addWidget(self.device)
        for names in _CARDS:
            cards.addWidget(self._card({name: fields[name] for name in names}))
        cards.insertWidget(cards.count() - 1, self.network)
        cards.addStretch(1)
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(16)
        column.addWidget(self.heading)
        column.addWidget(self.error_line)
        column.addWidget(area, 1)

    def _card(self, fields: Mapping[str, QWidget | QHBoxLayout]) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(20, 16, 20, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, 110)
        grid.setColumnStretch(1, 1)
        for row, (name, field) in enumerate(fields.items()):
            label, hint = QLabel(), QLabel()
            hint.setObjectName("quiet")
            hint.setWordWrap(True)
            self._labels[name], self._hints[name] = label, hint
            grid.addWidget(label, 3 * row, 0)
            if isinstance(field, QWidget):
                label.setBuddy(field)
                field.setMinimumWidth(280)
                grid.addWidget(field, 3 * row, 1, Qt.AlignmentFlag.AlignLeft)
            else:
                label.setBuddy(self.folder)
                grid.addLayout(field, 3 * row, 1)
            grid.addWidget(hint, 3 * row + 1, 1)
            if row < len(fields) - 1:
                grid.setRowMinimumHeight(3 * row + 2, 12)
        return card

    # --- choices ------------------------------------------------------------------------------

    def _choose_theme(self, _index: int) -> None:
        self._change(theme=cast(ThemeChoice, self.theme.currentData()))

    def _choose_language(self, _index: int) -> None:
        self._change(language=cast(Language, self.language.currentData()))

    def _choose_thoroughness(self, _index: int) -> None:
        self._change(thoroughness=cast(Thoroughness, self.thoroughness.currentData()))

    def _choose_history(self, is_on: bool) -> None:
        self._change(is_history_on=is_on)

    def _choose_corrections(self, is_on: bool) -> None:
        self._change(keeps_corrections=is_on)

    def _change(self, **changes: Unpack[Changes]) -> None:
        self.error_line.clear()
        job = self._context.runner.call("files", partial(self._store.update, **changes))
        follow(job, self._show_changed, self._explain)

    def _show_changed(self, settings: Settings) -> None:
        if self._store.notice is not None:
            self.error_line.show_error(self._store.notice)
        _check(self.corrections, settings.is_memory_fed)
        # What the computer has may have been told while the change was on its way to the disk, and
        # shown with the older value.
        self.device.show_settings(settings)
        self.settings_changed.emit(settings)

    def _explain(self, _error: BaseException, report: str) -> None:
        self._context.crash(report)

    # --- the data folder ----------------------------------------------------------------------

    def _open_folder(self) -> None:
        path = self._context.workbench.paths.home
        path.mkdir(parents=True, exist_ok=True)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.error_line.show_text(
                self.tr("The system could not open {path}. Copy it and open it by hand.").format(
                    path=path
                )
            )

    def _copy_folder(self) -> None:
        QGuiApplication.clipboard().setText(self.folder.text())
        self._context.say(self.tr("Copied"))


def _refill(box: QComboBox, rows: Sequence[tuple[str, str]]) -> None:
    box.clear()
    for value, text in rows:
        box.addItem(text, value)


def _check(box: QCheckBox, is_on: bool) -> None:
    box.blockSignals(True)
    box.setChecked(is_on)
    box.blockSignals(False)


def _choose(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))
