"""The chosen model in full: what it is good for, what it needs, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assistant_app.catalog.spec import ModelSpec, Variant
from assistant_app.error_text import error_text
from assistant_app.ui.icons import Icons
from assistant_app.ui.model_buttons import ModelButtons
from assistant_app.ui.model_facts import (
    languages_text,
    licence_text,
    memory_text,
    needed_bytes,
    precision_text,
    size_text,
    source_text,
    task_text,
)
from assistant_app.ui.model_offer import ModelOffer
from assistant_app.ui.model_row_words import marks_of
from assistant_app.ui.model_rows import ModelRow
from assistant_app.ui.model_words import title_text
from assistant_app.ui.summary_words import summary_text
from assistant_app.ui.trial_view import TrialView
from assistant_app.ui.widgets.empty_state import EmptyState
from assistant_app.ui.widgets.facts_grid import FactsGrid
from assistant_app.ui.widgets.warning_line import WarningLine


class ModelDetails(QStackedWidget):
    """Shows one ``ModelRow``; ``buttons`` and ``offer`` tell what the person asks of it."""

    precision_chosen = Signal(object)
    """A precision in which to run the model, or None for what suits the device."""

    def __init__(self, icons: Icons, machine_bytes: int, parent: QWidget | None = None) -> None:
        """``machine_bytes`` is the memory of this computer, 0 if nobody knows."""
        super().__init__(parent)
        self._machine_bytes = machine_bytes
        self._row: ModelRow | None = None
        self._precisions: tuple[str, ...] = ()
        self.title = QLabel()
        self.title.setObjectName("headline")
        self.marks, self.summary = QLabel(), QLabel()
        self.marks.setObjectName("quiet")
        for label in (self.title, self.marks, self.summary):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.licence_warning, self.fault_warning = WarningLine(icons), WarningLine(icons)
        self.facts = FactsGrid()
        self.precision_label, self.precision_box = QLabel(), QComboBox()
        self.precision_label.setBuddy(self.precision_box)
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.precision_box.setSizeAdjustPolicy(adjust)
        self.precision_box.activated.connect(self._choose_precision)
        self.buttons = ModelButtons(icons)
        self.offer = ModelOffer(icons, machine_bytes)
        self.trial = TrialView()
        self.empty = EmptyState(icons, "models")
        self.empty.sample_button.hide()
        self._area = QScrollArea()
        self._lay_out()
        self.show_row(None, (), None, (), is_busy=False, is_offline=False)

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        precision = QFormLayout()
        precision.setContentsMargins(0, 0, 0, 0)
        precision.setHorizontalSpacing(16)
        precision.addRow(self.precision_label, self.precision_box)
        for widget in (self.title, self.marks, self.summary, self.fault_warning):
            column.addWidget(widget)
        column.addWidget(self.licence_warning)
        column.addWidget(self.buttons)
        column.addWidget(self.trial)
        column.addWidget(self.offer)
        column.addSpacing(4)
        column.addWidget(self.facts)
        column.addLayout(precision)
        column.addStretch(1)
        self._area.setObjectName("framed")
        self._area.setWidget(page)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.addWidget(self.empty)
        self.addWidget(self._area)

    # --- what it shows ------------------------------------------------------------------------

    @property
    def row(self) -> ModelRow | None:
        return self._row

    def show_row(
        self,
        row: ModelRow | None,
        precisions: Sequence[str],
        chosen: str | None,
        variants: Sequence[Variant],
        *,
        is_busy: bool,
        is_offline: bool,
    ) -> None:
        """``precisions`` are those in which an installed model can run and ``chosen`` the one that
        the person chose, None for what suits; ``variants`` are those that can be downloaded.
        ``is_busy``: something is done with it already."""
        is_other = (row.model_id if row else None) != (self._row.model_id if self._row else None)
        self._row, self._precisions = row, tuple(precisions)
        self.setCurrentWidget(self._area if row else self.empty)
        if row is None:
            self._retranslate()
            return
        self.buttons.show_row(row, is_busy, is_offline)
        self.offer.show_row(row, variants, is_offline)
        self._show_words(row)
        self._show_precisions(chosen)
        if is_other:
            self.trial.show_trial(None)
            self._area.verticalScrollBar().setValue(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("The chosen model"))
        self.precision_label.setText(self.tr("&Precision"))
        self.precision_box.setAccessibleName(self.tr("Precision in which the model runs"))
        self.empty.set_texts(
            self.tr("Choose a model on the left"),
            self.tr("Or drop a model's folder or a pack here to import it."),
        )
        if self._row is not None:
            self._show_words(self._row)
            self._show_precisions(self.precision_box.currentData())

    def _show_words(self, row: ModelRow) -> None:
        self.title.setText(title_text(row.title))
        fault = row.fault
        said = error_text(fault, QCoreApplication.translate) if fault is not None else ""
        self.fault_warning.show_text(said)
        spec = row.spec
        if spec is None:
            self.marks.hide()
            self.summary.hide()
            self.licence_warning.show_text("")
            repo_id = row.download.repo_id if row.download else ""
            path = str(row.path) if row.path else ""
            self.facts.show_facts([(self.tr("Source"), repo_id), (self.tr("Folder"), path)])
            return
        marks = [*(task_text(task) for task in spec.tasks), *marks_of(row)]
        self.marks.setText(" · ".join(marks))
        self.marks.show()
        self.summary.setText(summary_text(spec.summary))
        self.summary.setVisible(bool(spec.summary))
        self.licence_warning.show_text(self._licence_warning(spec))
        self.facts.show_facts(self._facts(row, spec))

    def _licence_warning(self, spec: ModelSpec) -> str:
        if not spec.is_commercial:
            return self.tr(
                "Its licence ({licence}) forbids commercial use. What it makes may be used "
                "privately and for research only."
            ).format(licence=spec.licence)
        if not spec.licence:
            return self.tr("It does not say under which licence it may be used.")
        return ""

    def _facts(self, row: ModelRow, spec: ModelSpec) -> list[tuple[str, str]]:
        is_offer = not row.is_installed and spec.source == "hub"
        memory = memory_text(needed_bytes(spec), self._machine_bytes)
        revision = spec.revision[:12]
        repo = f"{spec.repo_id} @ {revision}" if spec.repo_id and revision else spec.repo_id
        return [
            (self.tr("Languages"), languages_text(spec)),
            (self.tr("Licence"), licence_text(spec)),
            (self.tr("Size"), "" if is_offer else size_text(spec.size_bytes)),
            (self.tr("Memory"), "" if is_offer else memory),
            (self.tr("Precision"), self._one_precision()),
            (self.tr("Kind"), spec.family),
            (self.tr("Origin"), "" if is_offer else source_text(spec)),
            (self.tr("Source"), repo),
            (self.tr("Name"), row.model_id),
        ]

    def _one_precision(self) -> str:
        """The only one that there is; with more of them the list says it."""
        one = self._precisions[0] if len(self._precisions) == 1 else ""
        return precision_text(one)

    def _show_precisions(self, chosen: str | None) -> None:
        is_shown = len(self._precisions) > 1
        self.precision_label.setVisible(is_shown)
        self.precision_box.setVisible(is_shown)
        self.precision_box.clear()
        self.precision_box.addItem(self.tr("Best for this device"), None)
        for precision in self._precisions:
            self.precision_box.addItem(precision_text(precision), precision)
        self.precision_box.setCurrentIndex(max(0, self.precision_box.findData(chosen)))

    def _choose_precision(self, _index: int) -> None:
        self.precision_chosen.emit(self.precision_box.currentData())
