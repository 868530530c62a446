"""“Check my GPU”: the button, how far it is, and what the last check found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assistant_app.errors import AppError
from assistant_app.jobs.job import Job
from assistant_app.tasks.base import Progress
from assistant_app.tasks.check_device import CheckedDevice
from assistant_app.tasks.device_state import DeviceState
from assistant_app.ui.device_watch import DeviceWatch
from assistant_app.ui.device_words import advice_text, short_text
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.error_line import ErrorLine

if TYPE_CHECKING:
    from assistant_app.tasks.check_device import DeviceCheck, Timing


class DeviceCheckView(QWidget):
    """The check runs on the device lane, behind what is at work there; pressing again stops it."""

    def __init__(self, watch: DeviceWatch, icons: Icons, failed: OnFailed) -> None:
        super().__init__()
        self._watch = watch
        self._failed = failed
        self._job: Job | None = None
        self._check: DeviceCheck | None = None
        self.title = QLabel()
        self.title.setObjectName("section")
        self.button = QPushButton()
        self.button.clicked.connect(self.check_or_stop)
        self.cards, self.result = QLabel(), QLabel()
        self.cards.setObjectName("quiet")
        for label in (self.cards, self.result):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.error_line = ErrorLine(icons)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.cards)
        column.addWidget(self.result)
        column.addWidget(self.error_line)
        self._retranslate()

    def show_state(self, state: DeviceState) -> None:
        names = [
            f"{card.index}: {card.name}, {card.total_bytes / 1e9:.0f} GB" for card in state.cards
        ]
        self.cards.setText("\n".join(names))
        self.cards.setVisible(bool(names))
        self._check = state.check
        if self._job is None:
            self.result.setText(self._found_text())

    def check_or_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            return
        self.error_line.clear()
        self._job = self._watch.check()
        self._job.progress.connect(self._show_progress)
        self._job.finished.connect(self._end)
        follow(self._job, self._show_checked, self._explain)
        self.result.setText(self.tr("Waiting for the work in hand…"))
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Graphics card"))
        is_idle = self._job is None
        self.button.setText(self.tr("Check my GPU") if is_idle else self.tr("Stop"))
        if is_idle:
            self.result.setText(self._found_text())

    def _show_progress(self, progress: Progress) -> None:
        self.result.setText(self.tr("Measuring {device}…").format(device=progress.item))

    def _show_checked(self, checked: CheckedDevice) -> None:
        self._check = checked.check
        if checked.notice is not None:
            self.error_line.show_error(checked.notice)
        self._watch.ask()

    def _explain(self, error: BaseException, report: str) -> None:
        if isinstance(error, AppError):
            self.error_line.show_error(error)
        else:
            self._failed(error, report)

    def _end(self) -> None:
        self._job = None
        self._retranslate()

    def _found_text(self) -> str:
        check = self._check
        if check is None:
            return self.tr("Not checked yet. It takes a few seconds.")
        cpu = self.tr("CPU: {many} ms for 256 rows at once, {one} ms for one.").format(
            many=_number(check.cpu.many_ms), one=_number(check.cpu.one_ms)
        )
        lines = [cpu, *(_compared_text(check, card) for card in check.cards)]
        if not check.cards:
            lines.append(
                self.tr("There is no graphics card to measure: {why}.").format(
                    why=short_text(check.cause) or check.reason
                )
            )
            lines.append(advice_text(check.cause) if check.cause != "no-driver" else "")
        when = self.tr("Checked {date}, ONNX Runtime {version}.").format(
            date=check.moment[:10], version=check.runtime
        )
        return "\n".join(line for line in (*lines, when) if line)


def _compared_text(check: DeviceCheck, card: Timing) -> str:
    name = f"{card.label} ({card.name})" if card.name else card.label
    if card.many_ms is None:
        text = QCoreApplication.translate("DeviceCheckView", "{card} does not work: {why}")
        return text.format(card=name, why=card.error)
    text = QCoreApplication.translate(
        "DeviceCheckView",
        "{card}: {many} ms ({faster} times as fast as the CPU), {one} ms for one ({faster_one} "
        "times).",
    ).format(
        card=name,
        many=_number(card.many_ms),
        faster=_number(check.speedup(card)),
        one=_number(card.one_ms),
        faster_one=_number(check.speedup_of_one(card)),
    )
    if not card.is_right:
        text += " " + QCoreApplication.translate(
            "DeviceCheckView", "Its results are wrong: do not use it."
        )
    elif (check.speedup(card) or 0) < 1:
        text += " " + QCoreApplication.translate(
            "DeviceCheckView", "It is slower than the processor: “Best available” leaves it alone."
        )
    elif (check.speedup_of_one(card) or 0) < 1:
        text += " " + QCoreApplication.translate(
            "DeviceCheckView",
            "Small models that write word by word will run faster on the processor.",
        )
    return f"{text} {card.error}" if card.error else text


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}"
