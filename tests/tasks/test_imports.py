"""What the window imports of the tasks at its start must be light."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {"numpy", "PIL", "onnxruntime", "tokenizers", "transformers", "sqlite_utils", "PySide6"}


def test_requests_and_results_load_no_heavy_library() -> None:
    code = (
        "import assistant_app.tasks.label, assistant_app.tasks.summarise\n"
        "import assistant_app.tasks.translate, assistant_app.tasks.write\n"
        "import assistant_app.tasks.thumbnails, assistant_app.tasks.entries\n"
        "import assistant_app.workbench, sys\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
