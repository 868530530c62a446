"""The part of the settings that says what models run on, and how much memory they may take."""

from __future__ import annotations

import os
from typing import cast

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QSpinBox, QWidget

from assistant_app.settings import MAX_IDLE_MINUTES, MAX_MEMORY_MB, DeviceKind, Settings
from assistant_app.tasks.device_state import DeviceState
from assistant_app.ui.device_words import card_text, requested_text, short_text
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.network_settings import Change
from assistant_app.ui.panel import PanelContext

_ROWS = ("device", "card", "threads", "memory", "idle")
_KINDS: tuple[DeviceKind, ...] = ("auto", "cpu", "cuda", "directml", "coreml")
_MEMORY_STEP_MB = 500
_FIELD_WIDTH = 280
_GAP = 12


class DeviceSettings(QFrame):
    """A device that can't be used here stands in the list, grey and with the reason: whoever looks
    for it should not have to guess."""

    def __init__(
        self,
        context: PanelContext,
        change: Change,
        failed: OnFailed,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._context = context
        self._change = change
        self._failed = failed
        self._state: DeviceState | None = None
        self.device, self.card = QComboBox(), QComboBox()
        self.threads, self.memory, self.idle = QSpinBox(), QSpinBox(), QSpinBox()
        for choice in (self.device, self.card):
            choice.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.threads.setRange(0, max(1, os.cpu_count() or 1))
        self.memory.setRange(0, MAX_MEMORY_MB)
        self.memory.setSingleStep(_MEMORY_STEP_MB)
        self.idle.setRange(0, MAX_IDLE_MINUTES)
        for box in (self.threads, self.memory, self.idle):
            box.setKeyboardTracking(False)  # a number is taken when it is whole
            box.lineEdit().setTextMargins(6, 0, 0, 0)  # a style sheet can't reach it
        self._labels = {name: QLabel() for name in _ROWS}
        self._hints = {name: QLabel() for name in _ROWS}
        self._lay_out()
        self.device.activated.connect(
            lambda _row: self._change(device=cast(DeviceKind, self.device.currentData()))
        )
        self.card.activated.connect(
            lambda _row: self._change(device_index=int(self.card.currentData()))
        )
        self.threads.valueChanged.connect(lambda n: self._change(threads=n))
        self.memory.valueChanged.connect(lambda n: self._change(memory_budget_mb=n))
        self.idle.valueChanged.connect(lambda n: self._change(idle_minutes=n))

    def refresh(self, now: Settings) -> None:
        """Show what the settings hold, and ask what this computer has."""
        self.show_settings(now)
        job = self._context.runner.call("device", self._context.workbench.device_state)
        follow(job, self._show_state, self._failed)

    def retranslate(self) -> None:
        words = {
            "device": (self.tr("Device"), self.tr("What the models run on.")),
            "card": (self.tr("Graphics card"), ""),
            "threads": (
                self.tr("Threads"),
                self.tr("How many processor threads a model may use. Automatic leaves one free."),
            ),
            "memory": (
                self.tr("Memory"),
                self.tr(
                    "What all loaded models may take together. If another needs the room, the one "
                    "not used for longest is unloaded."
                ),
            ),
            "idle": (
                self.tr("Unload after"),
                self.tr("A model that nobody uses gives its memory back. The next use loads it."),
            ),
        }
        for name, (title, hint) in words.items():
            self._labels[name].setText(title)
            self._hints[name].setText(hint)
            self._hints[name].setVisible(bool(hint))
            field = getattr(self, name)
            field.setAccessibleName(title)
            field.setAccessibleDescription(hint)
        self.threads.setSpecialValueText(self.tr("Automatic"))
        self.memory.setSpecialValueText(self.tr("Half of this computer's"))
        self.memory.setSuffix(self.tr(" MB"))
        self.idle.setSpecialValueText(self.tr("Never"))
        self.idle.setSuffix(self.tr(" minutes"))
        self.show_settings(self._context.workbench.settings.current)

    def _show_state(self, state: DeviceState) -> None:
        self._state = state
        self.show_settings(self._context.workbench.settings.current)

    def show_settings(self, now: Settings) -> None:
        """Show what the settings hold, but in a field that is being typed in."""
        self._fill_devices(now.device)
        self._fill_cards(now.device_index)
        for box, value in (
            (self.threads, now.threads),
            (self.memory, now.memory_budget_mb),
            (self.idle, now.idle_minutes),
        ):
            if not box.hasFocus():
                with QSignalBlocker(box):
                    box.setValue(value)

    def _fill_devices(self, chosen: DeviceKind) -> None:
        causes = {c.kind: c.cause for c in self._state.choices} if self._state else {}
        self.device.clear()
        for row, kind in enumerate(_KINDS):
            why = short_text(causes.get(kind))
            text = requested_text(kind)
            if why and kind != chosen:
                text = self.tr("{device}: {why}").format(device=text, why=why)
            self.device.addItem(text, kind)
            items = self.device.model()
            # The one that is chosen stays: it must be possible to see it, and to keep it.
            if why and kind != chosen and isinstance(items, QStandardItemModel):
                items.item(row).setEnabled(False)
        self.device.setCurrentIndex(max(0, self.device.findData(chosen)))
        self._say_why_not(short_text(causes.get(chosen)))
        rows = self.device.view()
        rows.setMinimumWidth(rows.sizeHintForColumn(0) + _GAP)  # reasons may be longer than the box

    def _say_why_not(self, why: str) -> None:
        hint = self.tr("What the models run on.")
        if why:
            hint = self.tr("It can't be used here ({why}): models run on the processor.")
        self._hints["device"].setText(hint.format(why=why))
        self.device.setAccessibleDescription(self._hints["device"].text())

    def _fill_cards(self, chosen: int) -> None:
        cards = self._state.cards if self._state else ()
        self.card.clear()
        for card in cards:
            self.card.addItem(card_text(card.index, card.name, card.total_bytes), card.index)
        if self.card.findData(chosen) < 0:
            self.card.addItem(str(chosen), chosen)
        self.card.setCurrentIndex(self.card.findData(chosen))
        is_choice = len(cards) > 1 or chosen > 0
        for widget in (self.card, self._labels["card"]):
            widget.setVisible(is_choice)
        self._grid.setRowMinimumHeight(3 * _ROWS.index("card") + 2, _GAP if is_choice else 0)

    def _lay_out(self) -> None:
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(20, 16, 20, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, 110)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(_ROWS):
            label, hint, field = self._labels[name], self._hints[name], getattr(self, name)
            hint.setObjectName("quiet")
            hint.setWordWrap(True)
            label.setBuddy(field)
            field.setMinimumWidth(_FIELD_WIDTH)
            grid.addWidget(label, 3 * row, 0)
            grid.addWidget(field, 3 * row, 1, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(hint, 3 * row + 1, 1)
            if name not in ("card", _ROWS[-1]):
                grid.setRowMinimumHeight(3 * row + 2, _GAP)
