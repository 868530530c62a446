"""Images: pictures and folders in, labels with their probabilities out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QPixmap
from PySide6.QtWidgets import QComboBox, QLabel, QStackedWidget

from assistant_app.documents import save_text
from assistant_app.errors import PicturesMissing, PicturesNotChosen
from assistant_app.history.entry import Entry
from assistant_app.tasks.base import Origin, Task
from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.entries import labelled_of, labels_text
from assistant_app.tasks.label import Labelled, LabelledPicture, LabelRequest
from assistant_app.tasks.label_export import labels_csv, labels_json
from assistant_app.tasks.picture_files import PICTURE_SUFFIXES, picture_files
from assistant_app.ui.model_words import title_text
from assistant_app.ui.own_labels import OwnLabels
from assistant_app.ui.panel import Panel, PanelContext
from assistant_app.ui.picture_rows import RowState, RowView
from assistant_app.ui.pictures_model import PicturesModel
from assistant_app.ui.thumbnail_loader import ThumbnailLoader
from assistant_app.ui.usual_model import usual_model
from assistant_app.ui.widgets.framed import framed
from assistant_app.ui.widgets.model_line import ModelLine
from assistant_app.ui.widgets.picture_bar import PictureBar
from assistant_app.ui.widgets.picture_delegate import THUMBNAIL
from assistant_app.ui.widgets.picture_list import PictureList
from assistant_app.ui.widgets.threshold_slider import ThresholdSlider

_FAMILY = int(Qt.ItemDataRole.UserRole) + 1
_TOP = 3
_THRESHOLD = 0.5
_AROUND = 12
"""Rows above and below the view whose thumbnails are made ahead."""
_SAMPLES = {"deskhand-digits-mnist": "digits"}
"""Which folder of samples suits a model; all others get photographs."""


class ImagesPanel(Panel[LabelRequest, Labelled]):
    """The list is both source and result. Stop keeps what is done; the next run does the rest."""

    key = "images"
    icon_name = "images"
    suffixes = PICTURE_SUFFIXES
    takes_folders = True

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        icons = context.icons
        self._origin: Origin | None = None
        self._done_with: str | None = None
        self._done_labels: tuple[str, ...] = ()
        self._usual_id: str | None = None
        self.model = PicturesModel(self)
        self.bar = PictureBar(icons)
        self.list = PictureList(self.model)
        self.model_line = ModelLine(icons, self.key)
        self.model_box = QComboBox()
        self.model_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._model_label = QLabel()
        self._model_label.setBuddy(self.model_box)
        self.own_labels = OwnLabels(context.workbench.settings)
        self.threshold = ThresholdSlider(_THRESHOLD)
        self.stack = QStackedWidget()
        thumbnails = context.workbench.thumbnails
        self.loader = ThumbnailLoader(context.runner, thumbnails, THUMBNAIL, self)
        self._open_action = QAction(self)
        self._remove_action = QAction(self)
        self._build()
        self._connect()
        self.retranslate()
        self._view_changed()
        self._rows_changed()
        self._show_model()

    def _build(self) -> None:
        for widget in (self._model_label, self.model_box, self.threshold):
            self.options.addWidget(widget)
        self.stack.addWidget(framed(self.empty))
        self.stack.addWidget(self.list)
        self.list.addActions([self._open_action, self._remove_action])
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.body.addWidget(self.own_labels)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.model_line)

    def _connect(self) -> None:
        self.bar.add_button.clicked.connect(self.open_file)
        self.bar.folder_button.clicked.connect(self.open_folder)
        self.bar.remove_button.clicked.connect(self._remove_selected)
        self.bar.clear_button.clicked.connect(self.clear)
        self.bar.view_changed.connect(self._view_changed)
        self.threshold.changed.connect(self._view_changed)
        self.model_box.activated.connect(self._model_chosen)
        self.list.view_settled.connect(self._want_thumbnails)
        self.list.remove_requested.connect(self.remove)
        self.list.open_requested.connect(open_outside)
        self.list.selectionModel().selectionChanged.connect(self._show_tools)
        self.loader.made.connect(self._show_thumbnail)
        self._open_action.triggered.connect(self._open_selected)
        self._remove_action.triggered.connect(self._remove_selected)

    def _fill_models(self, chosen_id: str | None) -> None:
        """Offer what is there. A model that is gone, or a new usual one, gives way to that."""
        workbench = self.context.workbench
        usual = usual_model(workbench, "pictures")
        usual_id = usual.id if usual else None
        self.model_box.clear()
        for spec in workbench.models.specs("pictures"):
            self.model_box.addItem(title_text(spec.title), spec.id)
            self.model_box.setItemData(self.model_box.count() - 1, spec.family, _FAMILY)
        at = self.model_box.findData(chosen_id if usual_id == self._usual_id else usual_id)
        self.model_box.setCurrentIndex(at if at >= 0 else self.model_box.findData(usual_id))
        self._usual_id = usual_id

    def show_models(self) -> None:
        self._fill_models(self.model_id())
        self._show_model()
        super().show_models()

    # --- pictures -----------------------------------------------------------------------------

    def open_file(self) -> None:
        endings = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES))
        filters = f"{self.tr('Pictures')} ({endings});;{self.tr('All files')} (*)"
        title = self.tr("Add pictures")
        self.accept_paths(self.context.dialogs.open_files(self, title, filters))

    def open_folder(self) -> None:
        """Ask for a folder; its pictures and those of its folders are added."""
        folder = self.context.dialogs.open_folder(self, self.tr("Add a folder of pictures"))
        if folder is not None:
            self.accept_paths([folder])

    def accept_paths(self, paths: Sequence[Path]) -> None:
        """Find the pictures in ``paths`` away from the GUI thread, then list them."""
        if not paths:
            return
        self.error_line.clear()
        given = tuple(paths)
        self.call(
            "files", lambda: list(picture_files(given)), lambda found: self._add(given, found)
        )

    def _add(self, given: tuple[Path, ...], found: list[Path | Skipped]) -> None:
        if not found:
            self.error_line.show_error(PicturesMissing(given))
            return
        unusable = [each for each in found if isinstance(each, Skipped)]
        n_added = self.model.add_paths(each for each in found if isinstance(each, Path))
        self.model.put_results(unusable)
        self._rows_changed()
        said = self._added_text(n_added)
        if unusable:
            skipped = self.tr("{count} could not be read").format(count=f"{len(unusable):,}")
            said = f"{said}, {skipped}"
        self.context.say(said)

    def _added_text(self, n_added: int) -> str:
        match n_added:
            case 0:
                return self.tr("No new pictures")
            case 1:
                return self.tr("1 picture added")
            case _:
                return self.tr("{count} pictures added").format(count=f"{n_added:,}")

    def remove(self, paths: Sequence[Path]) -> None:
        """Take pictures off the list; the files stay."""
        row = self.list.currentIndex().row()
        self.model.remove(paths)
        self._rows_changed()
        last = self.model.rowCount() - 1
        if last >= 0:
            self.list.setCurrentIndex(self.model.index(min(row, last)))

    def clear(self) -> None:
        """Take all pictures off the list."""
        self.stop()
        self.model.clear()
        self._origin = None
        self.progress_line.clear()
        self.error_line.clear()
        self._rows_changed()

    def _remove_selected(self) -> None:
        self.remove(self.list.selected_paths())

    def _open_selected(self) -> None:
        for path in self.list.selected_paths()[:1]:
            open_outside(path)

    # --- view ---------------------------------------------------------------------------------

    def _view_changed(self) -> None:
        view = RowView(self.bar.show_choice, self.bar.order, self.threshold.value, self.bar.words)
        self.model.set_view(view)
        self.bar.show_counts(self.model.counts())

    def _rows_changed(self) -> None:
        has_rows = bool(self.model.n_rows)
        self.stack.setCurrentIndex(1 if has_rows else 0)
        self.bar.show_counts(self.model.counts())
        self._show_tools()

    def _show_tools(self) -> None:
        has_rows = bool(self.model.n_rows)
        has_result = bool(self.model.paths_in(RowState.LABELLED, RowState.SKIPPED))
        self.copy_button.setEnabled(has_result)
        self.save_button.setEnabled(has_result)
        self.bar.clear_button.setEnabled(has_rows)
        self.bar.remove_button.setEnabled(self.list.selectionModel().hasSelection())

    def _want_thumbnails(self, first: int, last: int) -> None:
        paths = self.model.without_thumbnail(first, last)
        paths += self.model.without_thumbnail(first - _AROUND, first - 1)
        paths += self.model.without_thumbnail(last + 1, last + _AROUND)
        self.loader.want(paths, self.devicePixelRatioF())

    def _show_thumbnail(self, path: Path, pixmap: QPixmap) -> None:
        self.model.set_thumbnail(path, pixmap)

    # --- running ------------------------------------------------------------------------------

    def task(self) -> Task[LabelRequest, Labelled]:
        return self.context.workbench.label

    def model_id(self) -> str | None:
        model_id = self.model_box.currentData()
        return str(model_id) if model_id else None

    def _model_chosen(self) -> None:
        self._show_model()
        self.model_changed.emit()

    def make_request(self) -> LabelRequest:
        """What waits; everything if nothing waits or another model or other labels were chosen."""
        own = self.own_labels
        waiting = self.model.paths_in(RowState.WAITING)
        is_new = (self._done_with, self._done_labels) != (self.model_id(), own.labels)
        if not waiting or (self._done_with is not None and is_new):
            waiting = self.model.paths_in(*RowState)
        if not waiting:
            raise PicturesNotChosen
        return LabelRequest(waiting, self.model_id(), _TOP, 0.0, own.labels, own.template)

    def on_started(self, request: LabelRequest) -> None:
        self._done_with, self._done_labels = request.model_id, request.labels
        self.model.set_waiting(request.paths)
        self._rows_changed()

    def on_item(self, value: object) -> None:
        if isinstance(value, LabelledPicture | Skipped) and self.model.has(value.path):
            self.model.set_result(value)

    def on_done(self, request: LabelRequest, result: Labelled) -> str:
        self._origin = result.origin
        self._rows_changed()
        self._show_model()
        n_labelled = len(result.pictures)
        said = self.tr("{count} pictures labelled in {seconds:.1f} s")
        if n_labelled == 1:
            said = self.tr("{count} picture labelled in {seconds:.1f} s")
        said = said.format(count=f"{n_labelled:,}", seconds=result.seconds)
        if result.skipped:
            skipped = self.tr("{count} skipped").format(count=f"{len(result.skipped):,}")
            said = f"{said} · {skipped}"
        if result.is_flat:
            flat = self.tr("no label stands out from guessing: this model is of no use here")
            said = f"{said} · {flat}"
        return said

    def on_stopped(self) -> None:
        self._rows_changed()

    def on_failed(self) -> None:
        self._rows_changed()

    # --- result -------------------------------------------------------------------------------

    def labelled(self) -> Labelled:
        """All rows as a result, with the labels that reach the threshold."""
        threshold = self.threshold.value
        rows = self.model.rows
        return Labelled(
            pictures=tuple(
                LabelledPicture(
                    row.path, row.labels_from(threshold), row.picture.width, row.picture.height
                )
                for row in rows
                if row.picture is not None
            ),
            skipped=tuple(Skipped(row.path, row.error) for row in rows if row.error is not None),
            seconds=0.0,
            origin=self._origin or Origin(self._done_with or "", ""),
        )

    def copy_result(self) -> None:
        """Copy a line for every picture: its name and its labels."""
        text = labels_text(self.labelled())
        if text:
            QGuiApplication.clipboard().setText(text)
            self.context.say(self.tr("Copied"))

    def save_result(self) -> None:
        """Export all pictures as a table (CSV) or as JSON, by the ending of the name."""
        if not self.model.paths_in(RowState.LABELLED, RowState.SKIPPED):
            self.error_line.show_error(PicturesNotChosen())
            return
        filters = f"{self.tr('Table')} (*.csv);;JSON (*.json)"
        title = self.tr("Export the labels")
        name = self.tr("labels") + ".csv"
        path = self.context.dialogs.save_file(self, title, name, filters)
        if path is None:
            return
        labelled = self.labelled()

        def save() -> None:
            if path.suffix.lower() == ".json":
                save_text(path, labels_json(labelled))
            else:
                save_text(path, labels_csv(labelled), encoding="utf-8-sig")

        said = self.tr("Saved {name}").format(name=path.name)
        self.error_line.clear()
        self.call("files", save, lambda _saved: self.context.say(said))

    # --- history and samples ------------------------------------------------------------------

    def open_entry(self, entry: Entry) -> None:
        result = labelled_of(entry)
        self.clear()
        at = self.model_box.findData(entry.model_id)
        if at >= 0:
            self.model_box.setCurrentIndex(at)
        self.model.put_results([*result.pictures, *result.skipped])
        self._origin = result.origin
        self._done_with = entry.model_id
        if labels := entry.detail.get("labels"):
            self.own_labels.set_labels(labels, entry.detail.get("template"))
        self._rows_changed()
        self._show_model()
        self._done_labels = self.own_labels.labels

    def try_sample(self) -> None:
        samples = self.context.workbench.paths.resources / "samples"
        folder = samples / _SAMPLES.get(self.model_id() or "", "pictures")

        def run(found: list[Path | Skipped]) -> None:
            self._add((folder,), found)
            self.start()

        self.call("files", lambda: list(picture_files([folder])), run)

    # --- looks --------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Images")

    def run_text(self) -> str:
        return self.tr("Label")

    def retranslate(self) -> None:
        super().retranslate()
        self._model_label.setText(self.tr("&Model"))
        self._fill_models(self.model_id())
        self.model_box.setAccessibleName(self.tr("Model that names the pictures"))
        self.list.setAccessibleName(self.tr("Pictures"))
        self._open_action.setText(self.tr("Open"))
        self._remove_action.setText(self.tr("Take off the list"))
        self.save_button.set_label(self.tr("Export…"), "Ctrl+S")
        self.empty.set_texts(
            self.tr("Drop pictures or folders here"),
            self.tr(
                "JPEG, PNG, GIF, WebP, TIFF, BMP and more. Folders are searched through; "
                "nothing is changed in them."
            ),
        )
        self.bar.show_counts(self.model.counts())
        self._show_model()

    def _show_model(self) -> None:
        self.own_labels.show_for(self.model_box.currentData(_FAMILY) or "")
        origin = self._origin
        is_shown = origin is not None and origin.model_id == self.model_id()
        device = origin.device if origin and is_shown else ""
        specs = self.context.workbench.models.specs("pictures")
        is_shipped = all(s.source == "shipped" for s in specs if s.id == self.model_id())
        self.model_line.set_model(self.model_box.currentText(), device, is_shipped=is_shipped)


def open_outside(path: Path) -> None:
    """Show a picture in the program that the person uses for pictures."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
