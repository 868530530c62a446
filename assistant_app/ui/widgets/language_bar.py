"""From which language into which: two lists, a swap button and what was detected."""

from __future__ import annotations

from PySide6.QtCore import QCollator, QEvent, QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from assistant_app.ui.directions import Directions
from assistant_app.ui.icons import Icons
from assistant_app.ui.language_names import language_name
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.language_box import LanguageBox

AUTO = "auto"
_FEW = 8
"""Languages up to this number stand in the order of the models, more of them by name."""
_GAP = 8
_LONGEST = 22
"""Letters of what is detected that there is always room for."""


class LanguageBar(QWidget):
    """``source`` is a language code or ``AUTO``; ``directions`` are those that some model goes.

    A choice that no model can do is put right at once on the other side, never left to fail.
    """

    changed = Signal()
    """The person chose another language or swapped them."""
    swapped = Signal()
    """The swap button was pressed, for the panel to swap the texts as well."""

    def __init__(self, icons: Icons, directions: Directions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._directions = directions
        self._detected: str | None = None
        self._from_label = QLabel()
        self._to_label = QLabel()
        self.source_box, self.target_box = LanguageBox(), LanguageBox()
        self._from_label.setBuddy(self.source_box)
        self._to_label.setBuddy(self.target_box)
        self.swap_button = IconButton(icons, "swap")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addStretch(1)
        for widget in (self._from_label, self.source_box, self.swap_button):
            row.addWidget(widget)
        row.addWidget(self._to_label)
        row.addWidget(self.target_box)
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

    def set_directions(self, directions: Directions) -> None:
        """Models came or went. The choice stays if it still can be, without ``changed``."""
        self._directions = directions
        self.retranslate()
        if self.source != AUTO and not directions.has(self.source, self.target):
            self._turn_target(self.source)

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
            source = self._directions.target_from(target) or AUTO
        if not self._directions.has(target, source):
            return
        self._detected = None
        self.set_languages(target, source)
        self._show_detected()
        self.swapped.emit()
        self.changed.emit()

    def codes(self) -> tuple[str, ...]:
        """Every language that can be chosen."""
        return self._directions.codes

    def sources(self) -> tuple[str, ...]:
        """Every language that a text may be in."""
        return self._directions.sources

    # --- choices ------------------------------------------------------------------------------

    def _source_chosen(self) -> None:
        if self.source != AUTO:
            self._turn_target(self.source)
        self._show_detected()
        self.changed.emit()

    def _target_chosen(self) -> None:
        source = self.effective_source
        if source != AUTO and not self._directions.has(source, self.target):
            fitting = self._directions.source_to(self.target)
            if fitting is not None:
                self.set_languages(fitting, self.target)
        self._show_detected()
        self.changed.emit()

    def _turn_target(self, source: str) -> None:
        """Keep the target if it can be reached from ``source``, else take the first that can."""
        target = self._directions.target_from(source)
        if target is not None and not self._directions.has(source, self.target):
            self.set_languages(self.source, target)

    # --- words --------------------------------------------------------------------------------

    def fit(self, width: int) -> None:
        """Show the words before the lists only if all of it has room in ``width``."""
        labels = (self._from_label, self._to_label)
        shown = (self.source_box, self.swap_button, self.target_box, *labels)
        wanted = sum(each.sizeHint().width() + _GAP for each in shown)
        for label in labels:
            label.setVisible(wanted <= width)

    def _fill(self) -> None:
        """Both lists anew, in the language of the window; what was chosen stays chosen."""
        chosen = self.source, self.target
        for box, codes in (
            (self.source_box, self._directions.sources),
            (self.target_box, self._directions.targets),
        ):
            box.clear()
            if box is self.source_box:
                box.addItem(self.tr("Detect language"), AUTO)
            for code, name in _named(codes):
                box.addItem(name, code)
        self.set_languages(*chosen)

    def retranslate(self) -> None:
        self._from_label.setText(self.tr("&From"))
        self._to_label.setText(self.tr("&To"))
        # The hint of so short a word is a little too narrow for its kerned letters.
        self._to_label.setMinimumWidth(self._to_label.sizeHint().width() + 6)
        self.source_box.setAccessibleName(self.tr("Language of the source"))
        self.target_box.setAccessibleName(self.tr("Language of the translation"))
        self.swap_button.set_label(self.tr("Swap languages"), "Ctrl+R")
        self._fill()
        self._show_detected()

    def _show_detected(self) -> None:
        said = ""
        if self.source == AUTO and self._detected:
            said = self._detected_text(language_name(self._detected))
        names = map(language_name, self._directions.sources)
        texts = map(self._detected_text, names)
        self.source_box.say(said, (text for text in texts if len(text) <= _LONGEST))

    def _detected_text(self, name: str) -> str:
        return self.tr("Detected: {language}").format(language=name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _named(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    """Codes with their names. Many of them are found by their name only."""
    named = [(code, language_name(code)) for code in codes]
    if len(named) <= _FEW:
        return named
    order = QCollator(QLocale())
    return sorted(named, key=lambda each: order.sortKey(each[1]))
