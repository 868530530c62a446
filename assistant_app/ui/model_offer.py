"""The part of a model's page that is about fetching it: in which precision, how large, how far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from assistant_app.catalog.spec import Variant
from assistant_app.ui.icons import Icons
from assistant_app.ui.model_facts import memory_text, size_text, variant_text
from assistant_app.ui.model_rows import ModelRow
from assistant_app.ui.widgets.download_bar import DownloadBar
from assistant_app.ui.widgets.named import set_word
from assistant_app.ui.widgets.warning_line import WarningLine


class ModelOffer(QWidget):
    """Hidden where there is nothing to fetch and nothing under way."""

    download_requested = Signal(str)
    """The precision to download; empty if the hub was not asked which there are."""

    def __init__(self, icons: Icons, machine_bytes: int, parent: QWidget | None = None) -> None:
        """``machine_bytes`` is the memory of this computer, 0 if nobody knows."""
        super().__init__(parent)
        self._machine_bytes = machine_bytes
        self._variants: tuple[Variant, ...] = ()
        self._is_offline = False
        self._is_more = False
        self.variant_label, self.variant_box = QLabel(), QComboBox()
        self.variant_label.setBuddy(self.variant_box)
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.variant_box.setSizeAdjustPolicy(adjust)
        sign = icons.icon("download", QPalette.ColorRole.HighlightedText)
        self.download_button = QPushButton(sign, "")
        self.download_button.setObjectName("run")
        self.memory_label, self.offline_label = QLabel(), QLabel()
        for label in (self.memory_label, self.offline_label):
            label.setObjectName("quiet")
            label.setWordWrap(True)
        self.memory_warning = WarningLine(icons)
        self.download_bar = DownloadBar(icons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.variant_label)
        column.addWidget(self.variant_box)
        column.addWidget(self.memory_label)
        column.addWidget(self.memory_warning)
        column.addWidget(self.download_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.download_bar)
        column.addWidget(self.offline_label)
        self.variant_box.currentIndexChanged.connect(lambda _index: self._show_variant())
        self.download_button.clicked.connect(
            lambda: self.download_requested.emit(self.variant_box.currentData() or "")
        )
        self._retranslate()

    def show_row(self, row: ModelRow, variants: Sequence[Variant], is_offline: bool) -> None:
        """``variants`` can be fetched: of an offered model, or more of one that is here."""
        self._is_offline, self._is_more = is_offline, row.is_installed
        download, spec = row.download, row.spec
        is_offer = spec is not None and spec.source == "hub" and not row.is_installed
        is_choice = download is None and (is_offer or bool(variants))
        self.setVisible(is_choice or download is not None)
        if tuple(variants) != self._variants:
            self._variants = tuple(variants)
            self._fill()
        has_choice = is_choice and (len(variants) > 1 or row.is_installed)
        self.variant_label.setVisible(has_choice)
        self.variant_box.setVisible(has_choice)
        self.download_button.setVisible(is_choice)
        self.download_button.setEnabled(not is_offline)
        self.download_bar.setVisible(download is not None)
        if download is not None:
            self.download_bar.show_download(download, is_offline)
        self.offline_label.setVisible(is_offline)
        self._name_variants()
        self._show_variant()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _fill(self) -> None:
        chosen = self.variant_box.currentData()
        self.variant_box.blockSignals(True)
        self.variant_box.clear()
        for variant in self._variants:
            self.variant_box.addItem(variant_text(variant), variant.precision)
        self.variant_box.setCurrentIndex(max(0, self.variant_box.findData(chosen)))
        self.variant_box.blockSignals(False)

    def _retranslate(self) -> None:
        self.offline_label.setText(
            self.tr(
                "The network is switched off for Deskhand. A folder or a pack can still be "
                "imported."
            )
        )
        self._name_variants()
        self._fill()
        self._show_variant()

    def _name_variants(self) -> None:
        name = self.tr("&Precision to download")
        if self._is_more:
            name = self.tr("Another &precision")
        self.variant_label.setText(name)
        self.variant_box.setAccessibleName(name.replace("&", ""))

    def _show_variant(self) -> None:
        """The chosen variant's size on the button, its memory above it."""
        precision = self.variant_box.currentData()
        variant = next((each for each in self._variants if each.precision == precision), None)
        text = self.tr("Download")
        if variant is not None:
            text = self.tr("Download {size}").format(size=size_text(variant.size_bytes))
        set_word(self.download_button, text)
        needed = variant.memory_bytes if variant is not None else 0
        is_shown = self.download_button.isVisibleTo(self) and bool(needed)
        memory = memory_text(needed, self._machine_bytes)
        said = self.tr("Memory: {memory}").format(memory=memory)
        is_too_much = 0 < self._machine_bytes < needed
        self.memory_label.setText(said)
        self.memory_label.setVisible(is_shown and not is_too_much)
        self.memory_warning.show_text(said if is_shown and is_too_much else "")
