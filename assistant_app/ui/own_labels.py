"""The labels that a person gives to a model which takes them (CLIP), kept for the next time."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from assistant_app.settings import SettingsStore
from assistant_app.tasks.label import LABEL_FAMILIES, TEMPLATE, labels_in, reads_badly

_LABELS_KEY = "own_labels"
_TEMPLATE_KEY = "label_template"


class OwnLabels(QWidget):
    """A field for the list and one for the sentence that each label is read in. Shown only for a
    model that takes labels; for any other, ``labels`` is empty."""

    def __init__(self, settings: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._family = ""
        self._labels_label, self._template_label = QLabel(), QLabel()
        self.labels_field, self.template_field = QLineEdit(), QLineEdit()
        self.labels_field.setClearButtonEnabled(True)
        self._labels_label.setBuddy(self.labels_field)
        self._template_label.setBuddy(self.template_field)
        self.language_note = QLabel()
        self.language_note.setObjectName("quiet")
        self.language_note.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._labels_label)
        row.addWidget(self.labels_field, 3)
        row.addWidget(self._template_label)
        row.addWidget(self.template_field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.language_note)
        window = settings.current.window
        self.set_labels(window.get(_LABELS_KEY, ""), window.get(_TEMPLATE_KEY, TEMPLATE))
        self.labels_field.textChanged.connect(self._show_note)
        for field in (self.labels_field, self.template_field):
            field.editingFinished.connect(self.remember)
        self._retranslate()
        self.show_for("")

    @property
    def labels(self) -> tuple[str, ...]:
        """What is in the field, if the model takes labels."""
        return labels_in(self.labels_field.text()) if self._takes_labels else ()

    @property
    def template(self) -> str:
        return self.template_field.text().strip() or TEMPLATE

    def set_labels(self, labels: object, template: object) -> None:
        """From the settings or the history, which may hold anything: a text, or a list of texts."""
        listed = ", ".join(map(str, labels)) if isinstance(labels, list | tuple) else labels
        self.labels_field.setText(listed if isinstance(listed, str) else "")
        self.template_field.setText(template if isinstance(template, str) else TEMPLATE)

    def show_for(self, family: str) -> None:
        """Show or hide the fields: ``family`` is that of the model chosen now."""
        self._family = family
        self.setVisible(self._takes_labels)
        self._show_note()

    def remember(self) -> None:
        """Keep both fields in the settings."""
        window = self._settings.current.window
        now = {_LABELS_KEY: self.labels_field.text(), _TEMPLATE_KEY: self.template}
        if any(window.get(key, "") != value for key, value in now.items()):
            self._settings.update(window={**window, **now})

    @property
    def _takes_labels(self) -> bool:
        return self._family in LABEL_FAMILIES

    def _show_note(self) -> None:
        self.language_note.setVisible(reads_badly(self._family, self.labels))

    def _retranslate(self) -> None:
        self._labels_label.setText(self.tr("&Your labels"))
        self.labels_field.setPlaceholderText(self.tr("cat, dog, invoice"))
        self.labels_field.setToolTip(
            self.tr("The model chooses among these words for every picture")
        )
        self.labels_field.setAccessibleName(self.tr("Your labels, with commas between them"))
        self._template_label.setText(self.tr("Rea&d as"))
        tip = self.tr("What the model reads for each label; the label goes where {} stands")
        self.template_field.setToolTip(tip)
        self.template_field.setAccessibleName(tip)
        self.language_note.setText(
            self.tr("This model has learnt English; labels in other languages are hit and miss.")
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
