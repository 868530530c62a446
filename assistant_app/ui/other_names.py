"""Asks whether models whose names are taken are to be imported under other names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from assistant_app.errors import ModelNameTaken
from assistant_app.ui.language_names import listed


class OtherNames(QMessageBox):
    """Deletes itself when it was answered."""

    wanted = Signal()
    """The person says yes to all the names that are proposed."""

    def __init__(self, taken: Sequence[ModelNameTaken], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        text = self.tr("There is a model “{names}” already.")
        more = self.tr("The new one can be imported beside it, as “{proposals}”.")
        if len(taken) > 1:
            text = self.tr("There are models of these names already: {names}.")
            more = self.tr("The new ones can be imported beside them, as {proposals}.")
        self.setText(text.format(names=listed(each.model_id for each in taken)))
        self.setInformativeText(more.format(proposals=listed(each.proposal for each in taken)))
        yes = self.addButton(self.tr("Import"), QMessageBox.ButtonRole.AcceptRole)
        no = self.addButton(self.tr("Leave it"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(yes)
        self.setEscapeButton(no)
        self.buttonClicked.connect(lambda button: self.wanted.emit() if button is yes else None)
