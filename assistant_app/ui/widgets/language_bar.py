"""From which language into which: two lists, a swap button and what was detected."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.icon_button import IconButton

AUTO = "auto"
Pairs = tuple[tuple[str, str], ...]


class LanguageBar(QWidget):
    """``source`` is a language code or ``AUTO``; ``pairs`` are those that some model translates.

    A choice that no model can do is put right at once on the other side, never left to fail.
    """

    changed = Signal()
    """The person chose another language or swapped them."""
    swapped = Signal()
    """The swap button was pressed, for the panel to swap the texts as well."""

    def __init__(self, icons: Icons, pairs: Pairs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs = pairs
        self._detected: str | None = None
        self._from_label = QLabel()
        self._to_label = QLabel()
        self.source_box = QComboBox()
        self.target_box = QComboBox()
        self._from_label.setBuddy(self.source_box)
        self._to_label.setBuddy(self.target_box)
        for box in (self.source_box, self.target_box):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.swap_button = IconButton(icons, "swap")
        self.detected_label = QLabel()
        self.detected_label.setObjectName("quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        # What is detected stands first, so that nothing moves when it comes or goes.
        row.addStretch(1)
        row.addWidget(self.detected_label)
        row.addSpacing(8)
        for widget in (self._from_label, self.source_box, self.swap_button):
            row.addWidget(widget)
        row.addWidget(self._to_label)
        row.addWidget(self.target_box)
        self._fill()
        self.retranslate()
        self.source_box.activated.connect(self._source_chosen)
        self.target_box.activated.connect(self._target_chosen)
        self.swap_button.clicked.connect(self.swap)

    # --- state --------------------------------------------------------------------------------

    @property
    def source(self) -> str:
        """As chosen: a code or ``AUTO``."""
        return str(self.source_box.currentData())

    @property
    def target(self) -> str:
        return str(self.target_box.currentData() or "")

    @property
    def effective_source(self) -> str:
        """The chosen source, or the detected one; ``AUTO`` if nothing was detected yet."""
        return (self._detected or AUTO) if self.source == AUTO else self.source

    def set_languages(self, source: str, target: str) -> None:
        """Show a choice without ``changed``. Unknown codes change nothing."""
        for box, code in ((self.source_box, source), (self.target_box, target)):
            at = box.findData(code)
            if at >= 0:
                box.setCurrentIndex(at)

    def show_detected(self, code: str | None) -> None:
        """Say which language the text is in; turns the target away from it if it is the same."""
        self._detected = code
        if self.source == AUTO and code is not None:
            self._turn_target(code)
        self._show_detected()

    def swap(self) -> None:
        """Turn the direction round; a detected source becomes a chosen one."""
        source, target = self.effective_source, self.target
        if source == AUTO:
            source = next((other for one, other in self._pairs if one == target), AUTO)
        if (target, source) not in self._pairs:
            return
        self._detected = None
        self.set_languages(target, source)
        self._show_detected()
        self.swapped.emit()
        self.changed.emit()

    def codes(self) -> tuple[str, ...]:
        """Every language that can be chosen."""
        return tuple(dict.fromkeys(code for pair in self._pairs for code in pair))

    # --- choices ------------------------------------------------------------------------------

    def _source_chosen(self) -> None:
        if self.source != AUTO:
            self._turn_target(self.source)
        self._show_detected()
        self.changed.emit()

    def _target_chosen(self) -> None:
        source = self.effective_source
        if source != AUTO and (source, self.target) not in self._pairs:
            fitting = [one for one, other in self._pairs if other == self.target]
            if fitting:
                self.set_languages(fitting[0], self.target)
        self._show_detected()
        self.changed.emit()

    def _turn_target(self, source: str) -> None:
        """Keep the target if it can be reached from ``source``, else take the first that can."""
        targets = [other for one, other in self._pairs if one == source]
        if targets and self.target not in targets:
            self.set_languages(self.source, targets[0])

    # --- words --------------------------------------------------------------------------------

    def _fill(self) -> None:
        sources = dict.fromkeys(source for source, _ in self._pairs)
        targets = dict.fromkeys(target for _, target in self._pairs)
        for box, codes in ((self.source_box, [AUTO, *sources]), (self.target_box, [*targets])):
            for code in codes:
                box.addItem(code, code)

    def retranslate(self) -> None:
        self._from_label.setText(self.tr("&From"))
        self._to_label.setText(self.tr("&To"))
        # The hint of so short a word is a little too narrow for its kerned letters.
        self._to_label.setMinimumWidth(self._to_label.sizeHint().width() + 6)
        self.source_box.setAccessibleName(self.tr("Language of the source"))
        self.target_box.setAccessibleName(self.tr("Language of the translation"))
        self.swap_button.set_label(self.tr("Swap languages"), "Ctrl+R")
        for box in (self.source_box, self.target_box):
            for at in range(box.count()):
                code = str(box.itemData(at))
                name = self.tr("Detect language") if code == AUTO else language_name(code)
                box.setItemText(at, name)
        self._show_detected()

    def _show_detected(self) -> None:
        if self.source == AUTO and self._detected:
            name = language_name(self._detected)
            self.detected_label.setText(self.tr("Detected: {language}").format(language=name))
        else:
            self.detected_label.clear()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def language_name(code: str) -> str:
    """The language's name in the language of the window; the code itself if it has none."""
    match code:
        case "en":
            return QCoreApplication.translate("Languages", "English")
        case "zh":
            return QCoreApplication.translate("Languages", "Chinese")
        case _:
            return code
