"""The model that a task would use if the person asks for none."""

from __future__ import annotations

from assistant_app.catalog.spec import ModelSpec, ModelTask
from assistant_app.errors import AppError
from assistant_app.workbench import Workbench


def usual_model(workbench: Workbench, task: ModelTask) -> ModelSpec | None:
    """The choice in the settings, else the default; None if no model does the task, which a run
    then explains."""
    try:
        return workbench.choice.model(task, None)
    except AppError:
        return None
