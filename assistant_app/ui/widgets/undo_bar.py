"""Says what was just done and offers to undo it, for a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.named import set_word


class UndoBar(QFrame):
    """Hidden until ``offer``; a new offer takes the place of the last one."""

    def __init__(self, icons: Icons, shown_ms: int = 12000, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undo")
        self._undo: Callable[[], None] | None = None
        self._other: Callable[[], None] | None = None
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.button = QPushButton()
        self.button.setObjectName("link")
        self.button.setIcon(icons.icon("undo"))
        self.other_button = QPushButton()
        self.other_button.setObjectName("link")
        self.other_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # while there is no other way
        self.other_button.hide()
        self._close = IconButton(icons, "close")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(shown_ms)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.addWidget(self.label, 1)
        row.addWidget(self.other_button)
        row.addWidget(self.button)
        row.addWidget(self._close)
        self.button.clicked.connect(self._take)
        self.other_button.clicked.connect(self._take_other)
        self._close.clicked.connect(self.withdraw)
        self._timer.timeout.connect(self.withdraw)
        self._retranslate()
        self.hide()

    def offer(
        self,
        text: str,
        undo: Callable[[], None],
        other: Callable[[], None] | None = None,
        other_text: str = "",
    ) -> None:
        """Show ``text`` with a button that calls ``undo``, once, and maybe ``other`` instead."""
        self._undo, self._other = undo, other
        if other is not None:
            set_word(self.other_button, other_text)
        self.other_button.setVisible(other is not None)
        is_reached = Qt.FocusPolicy.StrongFocus if other else Qt.FocusPolicy.NoFocus
        self.other_button.setFocusPolicy(is_reached)
        self.label.setText(text)
        self.setAccessibleName(text)
        self._timer.start()
        self.show()

    def withdraw(self) -> None:
        """It is too late now."""
        self._timer.stop()
        self._undo = self._other = None
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _take(self) -> None:
        undo = self._undo
        self.withdraw()
        if undo is not None:
            undo()

    def _take_other(self) -> None:
        other = self._other
        self.withdraw()
        if other is not None:
            other()

    def _retranslate(self) -> None:
        set_word(self.button, self.tr("Undo"))
        if self._other is None:  # hidden, but with a name for whoever looks for nameless ones
            set_word(self.other_button, self.tr("Undo"))
        self._close.set_label(self.tr("Close"))
