"""The pages that are no panels: models, history, settings."""

from __future__ import annotations

from pathlib import Path

from assistant_app.catalog.pack_source import SUFFIX
from assistant_app.ui.page import Page
from assistant_app.ui.panel import PanelContext

OWN_PAGES = ("models", "history", "settings")
"""In the order of the rail."""


def is_model(path: Path) -> bool:
    """Whether this is a model that Deskhand exported, by its name, or the folder of any."""
    return path.name.lower().endswith(SUFFIX) or (path / "config.json").is_file()


def make_own_page(name: str, context: PanelContext) -> Page | None:
    """The page of that name, or None if it is a panel's."""
    # Read when first shown, not at the top: they would stand between start and first window.
    if name == "models":
        from assistant_app.ui.models_panel import ModelsPanel

        return ModelsPanel(context)
    if name == "history":
        from assistant_app.ui.history_panel import HistoryPanel

        return HistoryPanel(context)
    if name == "settings":
        from assistant_app.ui.settings_panel import SettingsPanel

        return SettingsPanel(context)
    return None
