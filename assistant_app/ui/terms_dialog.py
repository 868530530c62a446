"""The person's own terms and translation memory, for one direction at a time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from assistant_app.errors import AppError, DocumentUnsupported
from assistant_app.terms.entries import Term
from assistant_app.ui.glossaries_view import GlossariesView
from assistant_app.ui.language_names import language_name
from assistant_app.ui.memory_view import MemoryView
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.terms_part import TermsPart
from assistant_app.ui.widgets.drop_zone import DropZone
from assistant_app.ui.widgets.error_line import ErrorLine
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.named import set_word


class TermsDialog(QDialog):
    """What is changed is kept at once. It is used again and again: work on the store lane may end
    after it was closed."""

    changed = Signal()
    """Translations may come out otherwise now."""

    def __init__(self, context: PanelContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._direction = ("", "")
        self.direction_label, self.hint = QLabel(), QLabel()
        self.direction_label.setObjectName("section")
        self.hint.setObjectName("quiet")
        self.hint.setWordWrap(True)
        self.swap_button = IconButton(context.icons, "swap")
        self.error_line = ErrorLine(context.icons)
        self.glossaries = GlossariesView(context, self._explain)
        self.memory = MemoryView(context, self._explain)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.glossaries, "")
        self.tabs.addTab(self.memory, "")
        self.drop_zone = DropZone(self, self._describe_drop)
        self.close_button = QPushButton()
        self.close_button.setAutoDefault(False)
        self._lay_out()
        self.swap_button.clicked.connect(self._swap)
        self.close_button.clicked.connect(self.reject)
        self.glossaries.changed.connect(self.changed)
        self.memory.changed.connect(self.changed)
        self.drop_zone.dropped.connect(self.import_paths)
        self.retranslate()

    def open_for(self, source: str, target: str, draft: Term | None = None) -> None:
        """Show it for one direction. ``draft`` is what is known of a term to be added."""
        self._direction = (source, target)
        self._name_direction()
        self._show_direction()
        self.glossaries.list.setFocus()
        self.open()
        if draft is not None:
            self.tabs.setCurrentIndex(0)
            self.glossaries.begin_term(draft)

    def import_paths(self, paths: list[Path]) -> None:
        """Read files that were dropped, each where it belongs."""
        self.error_line.clear()
        for path in paths:
            part = self._part_for(path)
            if part is None:
                known = {*self.glossaries.suffixes, *self.memory.suffixes}
                self.error_line.show_error(DocumentUnsupported(path, tuple(sorted(known))))
            else:
                self.tabs.setCurrentWidget(part)
                part.import_path(path)

    def done(self, result: int) -> None:
        self.memory.stop()
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Terms and memory"))
        self.tabs.setTabText(0, self.tr("Terms"))
        self.tabs.setTabText(1, self.tr("Memory"))
        self.tabs.tabBar().setAccessibleName(self.tr("Terms or memory"))
        self.hint.setText(
            self.tr(
                "Terms hold in every translation of this direction; sentences that you accepted "
                "or edited come back."
            )
        )
        self.swap_button.set_label(self.tr("The other direction"))
        set_word(self.close_button, self.tr("Close"))
        self._name_direction()

    # --- inside -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.setMinimumSize(600, 400)
        self.resize(820, 540)
        top = QHBoxLayout()
        top.addWidget(self.direction_label)
        top.addWidget(self.swap_button)
        top.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.hint)
        column.addWidget(self.error_line)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)

    def _part_for(self, path: Path) -> TermsPart | None:
        """What is shown if it takes such a file, else the other part that does. TBX is terms, TMX
        a memory, a table either."""
        parts = (self.glossaries, self.memory)
        order = sorted(parts, key=lambda part: part is not self.tabs.currentWidget())
        return next((part for part in order if part.takes(path)), None)

    def _describe_drop(self, paths: list[Path]) -> str:
        part = self._part_for(paths[0])
        if part is None:
            return self.tr("Deskhand can't read terms from this kind of file")
        if part is self.memory:
            return self.tr("Drop to import into the memory")
        return self.tr("Drop to import as terms")

    def _swap(self) -> None:
        self._direction = self._direction[::-1]
        self._name_direction()
        self._show_direction()

    def _show_direction(self) -> None:
        self.error_line.clear()
        self.glossaries.show_direction(*self._direction)
        self.memory.show_direction(*self._direction)

    def _name_direction(self) -> None:
        source, target = map(language_name, self._direction)
        self.direction_label.setText(
            self.tr("{source} to {target}").format(source=source, target=target)
        )

    def _explain(self, error: BaseException, report: str) -> None:
        if isinstance(error, AppError):
            self.error_line.show_error(error)
        else:
            self._context.crash(report)
