"""The language of the window: English from the code, others from .qm files, without a restart."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

Choice = Literal["system", "en", "zh_CN"]
Code = Literal["en", "zh_CN"]


class Language(QObject):
    """Installs and removes translators; every widget then gets ``LanguageChange``."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        """``folder`` holds ``deskhand_*.qm``."""
        super().__init__(app)
        self._app = app
        self._folder = folder
        self._code: Code = "en"
        self._installed: list[QTranslator] = []

    @property
    def code(self) -> Code:
        """The language shown now."""
        return self._code

    def apply(self, choice: Choice) -> None:
        """Show ``choice``; “system” becomes Chinese on a Chinese system and English elsewhere."""
        code = system_code() if choice == "system" else choice
        QLocale.setDefault(locale_of(code))
        if code == self._code:
            return
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []
        self._code = code
        if code != "en":
            qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install(f"qtbase_{code}", qt_folder)
            self._install(f"deskhand_{code}", str(self._folder))

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if translator.load(name, folder):
            self._app.installTranslator(translator)
            self._installed.append(translator)


def system_code() -> Code:
    """The language of ours that is nearest to the system's."""
    is_chinese = QLocale.system().language() == QLocale.Language.Chinese
    return "zh_CN" if is_chinese else "en"


def locale_of(code: Code) -> QLocale:
    """How dates and numbers are written: as the system does if it speaks ``code``, too."""
    system = QLocale.system()
    usual = QLocale("zh_CN" if code == "zh_CN" else "en_GB")
    return system if system.language() == usual.language() else usual
