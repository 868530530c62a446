"""Any model of the hub by its name: what it holds is shown before anything is downloaded."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assistant_app.catalog.listing import RepoListing
from assistant_app.errors import AppError
from assistant_app.ui.download import Download
from assistant_app.ui.icons import Icons
from assistant_app.ui.model_facts import task_text
from assistant_app.ui.repo_address import repo_address
from assistant_app.ui.widgets.error_line import ErrorLine
from assistant_app.ui.widgets.facts_grid import FactsGrid
from assistant_app.ui.widgets.named import set_word
from assistant_app.ui.widgets.variant_list import VariantList
from assistant_app.ui.widgets.warning_line import WarningLine


class HubDialog(QDialog):
    """Asks the hub only when Look up is pressed, and downloads only when Download is."""

    look_up_requested = Signal(object)
    """A ``RepoAddress``."""
    stop_requested = Signal()
    download_requested = Signal(object)
    """A ``Download`` that has not begun."""

    def __init__(
        self,
        icons: Icons,
        free_name: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        """``free_name`` gives a name for the model here that nothing else has."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._free_name = free_name
        self._listing: RepoListing | None = None
        self._is_asking = False
        self.privacy, self.hint = QLabel(), QLabel()
        self.privacy.setObjectName("quiet")
        self.hint.setObjectName("quiet")
        self.privacy.setWordWrap(True)
        self.hint.setWordWrap(True)
        self.address_label, self.address = QLabel(), QLineEdit()
        self.address_label.setBuddy(self.address)
        self.address.setClearButtonEnabled(True)
        self.look_up_button = QPushButton(icons.icon("search"), "")
        self.look_up_button.setAutoDefault(False)
        self.error_line = ErrorLine(icons)
        self.warning = WarningLine(icons)
        self.facts = FactsGrid()
        self.variants_label = QLabel()
        self.variants_label.setObjectName("section")
        self.variants = VariantList()
        self.variants_label.setBuddy(self.variants)
        sign = icons.icon("download", QPalette.ColorRole.HighlightedText)
        self.download_button = QPushButton(sign, "")
        self.download_button.setObjectName("run")
        self.download_button.setAutoDefault(False)
        self.close_button = QPushButton()
        self.close_button.setAutoDefault(False)
        self._lay_out()
        self.address.textChanged.connect(self._address_changed)
        self.address.returnPressed.connect(self.look_up)
        self.look_up_button.clicked.connect(self._press)
        self.variants.chosen_changed.connect(self._show_download)
        self.download_button.clicked.connect(self._download)
        self.close_button.clicked.connect(self.reject)
        self._retranslate()
        self._show_listing()

    # --- what the page does with it -----------------------------------------------------------

    def look_up(self) -> None:
        """Ask for the model that stands in the field."""
        found = repo_address(self.address.text())
        if self._is_asking:
            return
        if found is None:
            self.hint.setText(self._how())
            self.address.setFocus()
            return
        self.error_line.clear()
        self._set_asking(True)
        self._listing = None
        self._show_listing()
        self.look_up_requested.emit(found)

    def show_listing(self, listing: RepoListing) -> None:
        self._set_asking(False)
        self._listing = listing
        self._show_listing()
        self.download_button.setFocus()

    def show_error(self, error: AppError) -> None:
        self._set_asking(False)
        self.error_line.show_error(error)
        self.address.setFocus()

    def show_stopped(self) -> None:
        self._set_asking(False)

    @property
    def listing(self) -> RepoListing | None:
        return self._listing

    # --- inside -------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def done(self, result: int) -> None:
        if self._is_asking:
            self.stop_requested.emit()
        super().done(result)

    def _lay_out(self) -> None:
        self.setMinimumSize(520, 420)
        self.resize(600, 560)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.address, 1)
        row.addWidget(self.look_up_button)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.download_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.address_label)
        column.addLayout(row)
        column.addWidget(self.hint)
        column.addWidget(self.error_line)
        column.addWidget(self.facts)
        column.addWidget(self.warning)
        column.addWidget(self.variants_label)
        column.addWidget(self.variants, 1)
        column.addStretch(0)
        column.addWidget(self.privacy)
        column.addLayout(foot)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Other model from the hub"))
        self.address_label.setText(self.tr("&Model"))
        self.address.setAccessibleName(self.tr("Name or address of the model"))
        self.address.setPlaceholderText(self.tr("owner/name"))
        self.variants_label.setText(self.tr("&Which one to download"))
        self.variants.setAccessibleName(self.tr("Which one to download"))
        set_word(self.close_button, self.tr("Close"))
        self.privacy.setText(
            self.tr(
                "Look up asks the hub for the names and sizes of files. Nothing is downloaded "
                "until you press Download."
            )
        )
        self._set_asking(self._is_asking)
        self._address_changed()
        self._show_listing()

    def _how(self) -> str:
        return self.tr("Type owner/name, or paste the address of the model's page.")

    def _address_changed(self) -> None:
        text = self.address.text().strip()
        found = repo_address(text)
        self.look_up_button.setEnabled(self._is_asking or found is not None)
        if not text or found is None:
            self.hint.setText(self._how())
        elif found.revision:
            said = self.tr("{repo_id}, revision {revision}")
            self.hint.setText(said.format(repo_id=found.repo_id, revision=found.revision))
        else:
            self.hint.setText(found.repo_id)

    def _press(self) -> None:
        if self._is_asking:
            self.stop_requested.emit()
        else:
            self.look_up()

    def _set_asking(self, is_asking: bool) -> None:
        self._is_asking = is_asking
        self.address.setReadOnly(is_asking)
        set_word(self.look_up_button, self.tr("Stop") if is_asking else self.tr("Look up"))
        self.look_up_button.setEnabled(is_asking or repo_address(self.address.text()) is not None)
        if is_asking:
            self.hint.setText(self.tr("Asking the hub…"))
        else:
            self._address_changed()

    def _show_listing(self) -> None:
        listing = self._listing
        for widget in (self.facts, self.variants_label, self.variants):
            widget.setVisible(listing is not None)
        if listing is None:
            self.warning.show_text("")
            self.variants.show_variants((), ())
        else:
            self._show_facts(listing)
            self.variants.show_variants(listing.variants, listing.small_files)
        self._show_download()

    def _show_facts(self, listing: RepoListing) -> None:
        unknown = self.tr("unknown")
        self.facts.show_facts(
            [
                (self.tr("Source"), f"{listing.repo_id} @ {listing.revision[:12]}"),
                (self.tr("Good for"), task_text(listing.task) if listing.task else unknown),
                (self.tr("Kind"), listing.family),
                (self.tr("Licence"), listing.licence or unknown),
            ]
        )
        warnings = []
        if listing.is_gated:
            warnings.append(
                self.tr(
                    "Its owners ask you to accept their terms on the model's page. Then give your "
                    "access token in the settings."
                )
            )
        if not listing.is_commercial:
            warnings.append(self.tr("Its licence forbids commercial use."))
        elif not listing.licence:
            warnings.append(self.tr("It does not say under which licence it may be used."))
        if listing.task is None:
            warnings.append(
                self.tr("Whether Deskhand can run it shows when its first files are here.")
            )
        self.warning.show_text("\n".join(warnings))

    def _show_download(self) -> None:
        variant = self.variants.chosen()
        self.download_button.setEnabled(variant is not None)
        text = self.tr("Download")
        if variant is not None:
            text = self.tr("Download {size}").format(size=self.variants.size_text(variant))
        set_word(self.download_button, text)

    def _download(self) -> None:
        listing, variant = self._listing, self.variants.chosen()
        if listing is None or variant is None:
            return
        name = listing.repo_id.partition("/")[2]
        self.download_requested.emit(
            Download(
                model_id=self._free_name(name),
                title=name,
                repo_id=listing.repo_id,
                precision=variant.precision,
                revision=listing.revision,
                total_bytes=self.variants.size_bytes(variant),
            )
        )
        self.accept()
