"""What a panel shows before there is a result: what it does, what it takes, a sample to try."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.first_step import FirstStep
from assistant_app.ui.widgets.named import set_word


class EmptyState(FirstStep):
    """An icon, a sentence, a hint (such as the accepted files) and the sample button."""

    sample_requested = Signal()

    def __init__(self, icons: Icons, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(icons, icon_name, parent)
        self.sample_button = self.add_button("sample")
        self.sample_button.clicked.connect(self.sample_requested)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        set_word(self.sample_button, self.tr("Try a sample"))
