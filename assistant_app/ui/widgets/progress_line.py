"""One line about the work: what it is doing, how far it is, how long it still takes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from assistant_app.tasks.base import Progress, Stage
from assistant_app.tasks.time_left import TimeLeft, rounded_s
from assistant_app.ui.model_facts import size_text
from assistant_app.ui.model_words import title_text
from assistant_app.ui.widgets.short_label import ShortLabel


class ProgressLine(QWidget):
    """Quiet while nothing runs. ``say`` leaves a line, such as the time a result took."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        is_in_bytes: bool = False,
        is_in_percent: bool = False,
    ) -> None:
        """``is_in_bytes``: what is counted are bytes, to be said as sizes. ``is_in_percent``: it is
        nothing that a person would count."""
        super().__init__(parent)
        self._is_in_percent = is_in_percent
        self._is_in_bytes = is_in_bytes
        self._time_left = TimeLeft()
        self._last: Progress | None = None
        self._left_s: float | None = None
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.label = ShortLabel()
        self.label.setObjectName("quiet")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.bar)
        row.addWidget(self.label, 1)
        self.bar.hide()
        self._name_bar()

    def begin(self) -> None:
        """The task is waiting for its turn."""
        self._time_left = TimeLeft()
        self._last = None
        self.bar.setRange(0, 0)
        self.bar.show()
        self.label.setText(self.tr("Waiting…"))

    def show_progress(self, progress: Progress) -> None:
        self._last = progress
        self._left_s = self._time_left.after(progress)
        self.bar.show()
        fraction = progress.fraction
        if fraction is None:
            self.bar.setRange(0, 0)
        else:
            # A bar counts in int; the task may count beyond that (characters of a huge text).
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(1000 * min(1.0, fraction)))
        self.label.setText(self._sentence(progress))

    def say(self, text: str) -> None:
        """The work is over; ``text`` says how it went."""
        self._last = None
        self.bar.hide()
        self.label.setText(text)

    def clear(self) -> None:
        self.say("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name_bar()
            # What was said about a result is in the other language now; the result itself stays.
            self.label.setText(self._sentence(self._last) if self._last is not None else "")

    def _name_bar(self) -> None:
        self.bar.setAccessibleName(self.tr("Progress"))

    def _sentence(self, progress: Progress) -> str:
        parts = [stage_text(progress.stage)]
        if progress.total and self._is_in_percent:
            if progress.done:
                parts.clear()  # the thing at work says what it is
            parts.append(f"{int(100 * progress.done / progress.total)} %")
        elif progress.total:
            done, total = str(progress.done), str(progress.total)
            if self._is_in_bytes:
                done, total = size_text(progress.done), size_text(progress.total)
            parts.append(self.tr("{done} of {total}").format(done=done, total=total))
        if self._left_s is not None:
            parts.append(self._left_text(rounded_s(self._left_s)))
        if progress.item:
            is_model = progress.stage is Stage.LOADING
            parts.append(title_text(progress.item) if is_model else progress.item)
        return " · ".join(parts)

    def _left_text(self, seconds: int) -> str:
        if seconds < 60:
            return self.tr("about {seconds} s left").format(seconds=seconds)
        if seconds < 3600:
            return self.tr("about {minutes} min left").format(minutes=-(-seconds // 60))
        return self.tr("about {hours} h left").format(hours=-(-seconds // 3600))


def stage_text(stage: Stage) -> str:
    """The word for ``stage`` in the person's language, as literals for the translation tool."""
    match stage:
        case Stage.LOADING:
            return QCoreApplication.translate("Stage", "Loading the model")
        case Stage.READING:
            return QCoreApplication.translate("Stage", "Reading")
        case Stage.WRITING:
            return QCoreApplication.translate("Stage", "Writing")
        case Stage.TRANSLATING:
            return QCoreApplication.translate("Stage", "Translating")
        case Stage.COMPARING:
            return QCoreApplication.translate("Stage", "Comparing sentences")
        case Stage.LABELLING:
            return QCoreApplication.translate("Stage", "Labelling")
        case Stage.LOOKING_UP:
            return QCoreApplication.translate("Stage", "Asking the hub")
        case Stage.DOWNLOADING:
            return QCoreApplication.translate("Stage", "Downloading")
        case Stage.CHECKING:
            return QCoreApplication.translate("Stage", "Checking")
        case Stage.COPYING:
            return QCoreApplication.translate("Stage", "Copying")
        case Stage.TRYING:
            return QCoreApplication.translate("Stage", "Trying")
