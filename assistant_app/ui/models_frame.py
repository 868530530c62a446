"""How the models page is laid out: heading, filter, list, details, and the lines below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assistant_app.ui.icons import Icons
from assistant_app.ui.model_delegate import ModelDelegate
from assistant_app.ui.model_facts import TASKS, task_text
from assistant_app.ui.model_rows import ModelRow, Stock, Wanted
from assistant_app.ui.models_model import ROW_ROLE, ModelsModel
from assistant_app.ui.widgets.empty_state import EmptyState
from assistant_app.ui.widgets.error_line import ErrorLine
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.named import set_word
from assistant_app.ui.widgets.progress_line import ProgressLine

_QUIET_MS = 120
"""How long the filter waits for the next letter."""
_SIGN = 14


class ModelsFrame(QWidget):
    """Knows what is shown and chosen, and nothing of tasks."""

    filter_changed = Signal()
    chosen_changed = Signal()
    import_files_requested = Signal()
    import_folder_requested = Signal()
    settings_requested = Signal()
    stop_requested = Signal()

    def __init__(self, icons: Icons, details: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._is_offline = False
        self.model = ModelsModel(self)
        self.heading = QLabel()
        self.heading.setObjectName("title")
        self.import_button = IconButton(icons, "import", has_text=True)
        self.import_button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self.hub_button = IconButton(icons, "globe", has_text=True)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.task_box = QComboBox()
        self.task_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.list = QListView()
        self.empty = EmptyState(icons, "models")
        self.empty.sample_button.hide()
        self.lists = QStackedWidget()
        self.error_line = ErrorLine(icons)
        self.progress_line = ProgressLine(is_in_bytes=True)
        self.stop_button = IconButton(icons, "stop", has_text=True)
        self._sign, self.network_label = QLabel(), QLabel()
        self.network_label.setObjectName("quiet")
        self.settings_button = QPushButton()
        self.settings_button.setObjectName("link")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._set_up_list()
        self._lay_out(details)
        self._connect()
        self.show_work(False)
        self.retranslate()

    # --- what is shown ------------------------------------------------------------------------

    @property
    def wanted(self) -> Wanted:
        """The filter as it stands."""
        return Wanted(self.search.text().strip(), self.task_box.currentData())

    def show_stock(self, stock: Stock, is_offline: bool) -> None:
        """Keeps the chosen model chosen as long as it is in the list."""
        chosen = self.chosen()
        self._is_offline = is_offline
        self.model.show(stock, self.wanted)
        self.lists.setCurrentWidget(self.list if self.model.models else self.empty)
        if chosen is None or not self.choose(chosen.model_id):
            self.list.setCurrentIndex(self.model.first())
        self._show_network()
        self._show_empty()
        self.chosen_changed.emit()

    def chosen(self) -> ModelRow | None:
        row = self.list.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, ModelRow) else None

    def choose(self, model_id: str) -> bool:
        """Choose a model and scroll to it; False if the list does not have it."""
        place = self.model.place(model_id)
        if place.isValid() and place.row() != self.list.currentIndex().row():
            self.list.setCurrentIndex(place)
        return place.isValid()

    def clear_filter(self) -> None:
        """Show everything, so that a new model is not hidden by the filter."""
        self.search.clear()
        self.task_box.setCurrentIndex(0)

    def show_work(self, is_busy: bool) -> None:
        """The line of progress and its button."""
        self.progress_line.setVisible(is_busy)
        self.stop_button.setVisible(is_busy)
        if is_busy:
            self.progress_line.begin()

    # --- inside -------------------------------------------------------------------------------

    def _set_up_list(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(ModelDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _lay_out(self, details: QWidget) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addWidget(self.import_button)
        top.addWidget(self.hub_button)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.task_box)
        self.lists.addWidget(self.list)
        self.lists.addWidget(self.empty)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("models")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.lists)
        splitter.addWidget(details)
        splitter.setSizes([420, 520])
        self.lists.setMinimumWidth(220)
        details.setMinimumWidth(280)
        work = QHBoxLayout()
        work.setSpacing(8)
        work.addWidget(self.progress_line, 1)
        work.addWidget(self.stop_button)
        network = QHBoxLayout()
        network.setSpacing(6)
        network.addWidget(self._sign)
        network.addWidget(self.network_label)
        network.addWidget(self.settings_button)
        network.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addLayout(top)
        column.addLayout(filters)
        column.addWidget(splitter, 1)
        column.addWidget(self.error_line)
        column.addLayout(work)
        column.addLayout(network)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self._timer.timeout.connect(self.filter_changed)
        self.search.returnPressed.connect(self.filter_changed)
        self.task_box.currentIndexChanged.connect(lambda _index: self.filter_changed.emit())
        self.list.selectionModel().currentChanged.connect(
            lambda *_indices: self.chosen_changed.emit()
        )
        self.stop_button.clicked.connect(self.stop_requested)
        self.settings_button.clicked.connect(self.settings_requested)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._paint_sign()

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Models"))
        self.import_button.set_label(self.tr("Import"))
        self.hub_button.set_label(self.tr("Other model from the hub…"))
        self.search.setPlaceholderText(self.tr("Filter by name, language, licence"))
        self.search.setAccessibleName(self.tr("Filter by name, language, licence"))
        self.task_box.setAccessibleName(self.tr("Filter by task"))
        self.list.setAccessibleName(self.tr("Models"))
        self.stop_button.set_label(self.tr("Stop"))
        set_word(self.settings_button, self.tr("Open the settings"))
        chosen = self.task_box.currentIndex()
        self.task_box.blockSignals(True)
        self.task_box.clear()
        self.task_box.addItem(self.tr("All tasks"), None)
        for task in TASKS:
            self.task_box.addItem(task_text(task), task)
        self.task_box.setCurrentIndex(max(0, chosen))
        self.task_box.blockSignals(False)
        self._fill_menu()
        self.model.retranslate()
        self._show_network()
        self._show_empty()

    def _fill_menu(self) -> None:
        menu = QMenu(self.import_button)
        menu.addAction(self.tr("A model's folder…"), self.import_folder_requested.emit)
        menu.addAction(self.tr("Packs and zip archives…"), self.import_files_requested.emit)
        before = self.import_button.menu()
        self.import_button.setMenu(menu)
        if before is not None:
            before.deleteLater()

    def _show_network(self) -> None:
        self.settings_button.setVisible(self._is_offline)
        self.network_label.setText(
            self.tr("The network is switched off for Deskhand.")
            if self._is_offline
            else self.tr("Nothing is downloaded until you press Download.")
        )
        self._paint_sign()

    def _show_empty(self) -> None:
        wanted = self.wanted
        if wanted.text or wanted.task is not None:
            self.empty.set_texts(
                self.tr("Nothing found"), self.tr("Try other words or take a filter away.")
            )
        else:
            self.empty.set_texts(
                self.tr("No models"),
                self.tr("Drop a model's folder or a pack here, or look for one at the hub."),
            )

    def _paint_sign(self) -> None:
        ratio = self.devicePixelRatioF()
        role = QPalette.ColorRole.PlaceholderText
        self._sign.setPixmap(self._icons.pixmap("lock", _SIGN, role, ratio))
