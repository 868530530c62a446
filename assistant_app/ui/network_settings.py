"""The part of the settings that says how, and whether, models may be downloaded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, Unpack

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from assistant_app.catalog.access import PUBLIC_HUB, checked_endpoint, checked_proxy, is_token
from assistant_app.errors import AppError, ProxyUnusable
from assistant_app.settings import Changes, Settings
from assistant_app.ui.follow import follow
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.widgets.error_line import ErrorLine

_ROWS = ("offline", "mirror", "proxy", "token")


class Change(Protocol):
    """Applies and saves what was chosen, as ``SettingsStore.update`` on a lane."""

    def __call__(self, **changes: Unpack[Changes]) -> None: ...


class NetworkSettings(QFrame):
    """An address is taken when it is left or confirmed, and only if it can be one. The access token
    goes into the system's keyring; it is not shown again, and nothing is read from there."""

    def __init__(
        self,
        context: PanelContext,
        change: Change,
        error_line: ErrorLine,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._context = context
        self._change = change
        self._error_line = error_line
        self._settings = context.workbench.settings
        self.offline = QCheckBox()
        self.mirror, self.proxy, self.token = QLineEdit(), QLineEdit(), QLineEdit()
        self.mirror.setPlaceholderText(PUBLIC_HUB)
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.token.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.keep, self.forget = QPushButton(), QPushButton()
        self.keep.setEnabled(False)
        self._labels = {name: QLabel() for name in _ROWS}
        self._hints = {name: QLabel() for name in _ROWS}
        self._lay_out()
        self.offline.toggled.connect(lambda is_on: self._change(is_offline=is_on))
        self.mirror.editingFinished.connect(self._take_mirror)
        self.proxy.editingFinished.connect(self._take_proxy)
        self.token.textChanged.connect(lambda text: self.keep.setEnabled(bool(text.strip())))
        self.token.returnPressed.connect(self._keep_token)
        self.keep.clicked.connect(self._keep_token)
        self.forget.clicked.connect(self._forget_token)

    def refresh(self, now: Settings) -> None:
        """Show what the settings hold; what is being typed stays."""
        with QSignalBlocker(self.offline):
            self.offline.setChecked(self._context.workbench.is_offline)
        self.offline.setEnabled(not self._context.workbench.is_offline_run)
        for field, text in ((self.mirror, now.hub_endpoint), (self.proxy, now.proxy)):
            if not field.hasFocus():
                field.setText(text)

    def retranslate(self) -> None:
        words = {
            "offline": (
                self.tr("Network"),
                self.tr("This run was started with --offline or with HF_HUB_OFFLINE set.")
                if self._context.workbench.is_offline_run
                else self.tr(
                    "The network is used only to look up and download models, when you ask for it. "
                    "With this on, not even then."
                ),
            ),
            "mirror": (
                self.tr("Mirror"),
                self.tr("Where models are downloaded from. Empty: huggingface.co."),
            ),
            "proxy": (
                self.tr("Proxy"),
                self.tr(
                    "For downloads, as http://host:port or socks5://host:port. Empty: what the "
                    "system says."
                ),
            ),
            "token": (
                self.tr("Access token"),
                self.tr(
                    "For models whose owners ask you to accept their terms. It is kept in the "
                    "keyring of this system and sent to no other host than the one above."
                ),
            ),
        }
        for name, (title, hint) in words.items():
            self._labels[name].setText(title)
            self._hints[name].setText(hint)
            field = getattr(self, name)
            field.setAccessibleName(title)
            field.setAccessibleDescription(hint)
        self.offline.setText(self.tr("Never use the network"))
        self.keep.setText(self.tr("Keep"))
        self.keep.setAccessibleName(self.tr("Keep the access token"))
        self.forget.setText(self.tr("Forget"))
        self.forget.setAccessibleName(self.tr("Forget the access token"))

    def _lay_out(self) -> None:
        token = QHBoxLayout()
        token.setSpacing(6)
        token.addWidget(self.token, 1)
        token.addWidget(self.keep)
        token.addWidget(self.forget)
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 16, 20, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, 110)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(_ROWS):
            label, hint = self._labels[name], self._hints[name]
            hint.setObjectName("quiet")
            hint.setWordWrap(True)
            label.setBuddy(getattr(self, name))
            grid.addWidget(label, 3 * row, 0)
            if name == "token":
                grid.addLayout(token, 3 * row, 1)
            else:
                grid.addWidget(getattr(self, name), 3 * row, 1)
            grid.addWidget(hint, 3 * row + 1, 1)
            if name != _ROWS[-1]:
                grid.setRowMinimumHeight(3 * row + 2, 12)

    # --- addresses ----------------------------------------------------------------------------

    def _take_mirror(self) -> None:
        address = self._checked(self.mirror, checked_endpoint)
        if address is not None:
            address = "" if address == PUBLIC_HUB else address
            self.mirror.setText(address)
            if address != self._settings.current.hub_endpoint:
                self._change(hub_endpoint=address)

    def _take_proxy(self) -> None:
        address = self._checked(self.proxy, checked_proxy)
        if address is not None:
            self.proxy.setText(address)
            if address != self._settings.current.proxy:
                self._change(proxy=address)

    def _checked(self, field: QLineEdit, check: Callable[[str], str]) -> str | None:
        """What stands in ``field``, or None after the person was told why it can't be used: then
        the old address applies and what was typed stays to be corrected."""
        try:
            address = check(field.text())
        except ProxyUnusable as error:
            self._error_line.show_error(error)
            return None
        self._error_line.clear()
        return address

    # --- the token ----------------------------------------------------------------------------

    def _keep_token(self) -> None:
        token = self.token.text().strip()
        self._error_line.clear()
        if not token:
            return
        if not is_token(token):
            self._error_line.show_text(
                self.tr(
                    "This is no access token: it has letters and digits only, and begins with hf_. "
                    "Copy it once more from the hub."
                )
            )
            return
        self._ask(partial(self._context.workbench.keep_token, token), self._say_kept)

    def _forget_token(self) -> None:
        self._error_line.clear()
        self.token.clear()
        self._ask(self._context.workbench.forget_token, self._say_forgotten)

    def _ask(self, question: Callable[[], str], done: Callable[[str], None]) -> None:
        """On a lane: some keyrings ask the person for a password first."""
        self.keep.setEnabled(False)
        self.forget.setEnabled(False)
        follow(self._context.runner.call("downloads", question), done, self._fail)

    def _say_kept(self, host: str) -> None:
        self._enable()
        self.token.clear()
        self._context.say(self.tr("The access token for {host} is kept.").format(host=host))

    def _say_forgotten(self, host: str) -> None:
        self._enable()
        self._context.say(self.tr("There is no access token for {host}.").format(host=host))

    def _fail(self, error: BaseException, report: str) -> None:
        self._enable()
        if isinstance(error, AppError):
            self._error_line.show_error(error)
        else:
            self._context.crash(report)

    def _enable(self) -> None:
        self.forget.setEnabled(True)
        self.keep.setEnabled(bool(self.token.text().strip()))
