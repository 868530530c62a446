"""Where Deskhand keeps things: the person's data folder and the files that ship with the app."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

APP_NAME = "Deskhand"
HOME_VARIABLE = "DESKHAND_HOME"
"""Environment variable that moves the data folder: for tests, for a portable copy on a stick."""


@dataclass(frozen=True)
class Paths:
    """Every folder and file that Deskhand names by itself. Nothing is created here."""

    home: Path
    """The person's data folder: settings, history, models they added, logs."""
    resources: Path
    """Icons, translations, samples and the catalog that ship with the app; read only."""
    shipped_models: Path
    """The models that ship with the app, one folder each; read only."""

    @classmethod
    def default(cls, environ: Mapping[str, str] | None = None) -> Paths:
        """The folders of this installation; ``environ`` stands for ``os.environ`` in tests."""
        chosen = (os.environ if environ is None else environ).get(HOME_VARIABLE)
        home = Path(chosen).expanduser().absolute() if chosen else _usual_home()
        package = Path(__file__).resolve().parent
        return cls(
            home=home,
            resources=_shipped(package, "resources"),
            shipped_models=_shipped(package, "models"),
        )

    @property
    def settings_file(self) -> Path:
        return self.home / "settings.json"

    @property
    def history_file(self) -> Path:
        return self.home / "history.sqlite"

    @property
    def terms_file(self) -> Path:
        """Glossaries and translation memory."""
        return self.home / "terms.sqlite"

    @property
    def drafts(self) -> Path:
        """Sentences of documents whose translation was stopped."""
        return self.home / "drafts"

    @property
    def user_models(self) -> Path:
        """Models that the person added, beside those that ship."""
        return self.home / "models"

    @property
    def device_checks(self) -> Path:
        """Results of “Check my GPU”."""
        return self.home / "device-checks.json"

    @property
    def logs(self) -> Path:
        return self.home / "logs"


def _usual_home() -> Path:
    """The system's place for data of one app of one person."""
    return user_data_path(APP_NAME, appauthor=False)


def _shipped(package: Path, name: str) -> Path:
    """A wheel carries ``resources`` as ``_resources`` inside the package; a checkout has it at its
    top level."""
    inside = package / f"_{name}"
    return inside if inside.is_dir() else package.parent / name
