"""From which probability on a label counts: a slider in whole percent."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from assistant_app.ui.picture_words import percent


class ThresholdSlider(QWidget):
    """``value`` is 0 to 1."""

    changed = Signal(float)

    def __init__(self, value: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.slider.setFixedWidth(120)
        self.slider.setValue(round(value * 100))
        self._label.setBuddy(self.slider)
        self._number = QLabel()
        self._number.setMinimumWidth(self._number.fontMetrics().horizontalAdvance("100 %") + 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._label, self.slider, self._number):
            row.addWidget(widget)
        self.slider.valueChanged.connect(self._tell)
        self._retranslate()

    @property
    def value(self) -> float:
        return self.slider.value() / 100

    def set_value(self, value: float) -> None:
        self.slider.setValue(round(value * 100))

    def _tell(self) -> None:
        self._show_number()
        self.changed.emit(self.value)

    def _show_number(self) -> None:
        text = percent(self.value) if self.slider.value() else "0 %"
        self._number.setText(text)
        self.slider.setAccessibleDescription(text)

    def _retranslate(self) -> None:
        self._label.setText(self.tr("Labels f&rom"))
        tip = self.tr("Labels below this probability do not count")
        self.slider.setToolTip(tip)
        self.slider.setAccessibleName(tip)
        self._show_number()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
