"""Rules that tell a bad translation without reading it: is it worth another try, or a warning?"""

from assistant_app.tasks.guards.findings import (
    Finding,
    Kind,
    as_rows,
    from_rows,
    is_better,
    weight_of,
)
from assistant_app.tasks.guards.guard import check_translation
from assistant_app.tasks.guards.marks import mark_places

__all__ = [
    "Finding",
    "Kind",
    "as_rows",
    "check_translation",
    "from_rows",
    "is_better",
    "mark_places",
    "weight_of",
]
