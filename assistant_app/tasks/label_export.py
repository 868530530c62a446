"""Labels as a table (CSV) or as JSON, for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io
import json

from assistant_app.error_text import error_text
from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.label import Labelled, LabelledPicture


def labels_csv(labelled: Labelled) -> str:
    """One row for every picture: path, size, then label and probability, best first; ``skipped``
    holds the reason. Save it as ``utf-8-sig``: without the mark Excel misreads Chinese names."""
    n_labels = max((len(picture.labels) for picture in labelled.pictures), default=0)
    header = ["path", "width", "height"]
    for rank in range(1, n_labels + 1):
        header += [f"label {rank}", f"probability {rank}"]
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow([*header, "skipped"])
    for picture in labelled.pictures:
        row = [str(picture.path), picture.width, picture.height]
        for label in picture.labels:
            row += [label.name, f"{label.probability:.4f}"]
        table.writerow([*row, *[""] * (2 * (n_labels - len(picture.labels)) + 1)])
    for skip in labelled.skipped:
        table.writerow([str(skip.path), *[""] * (2 + 2 * n_labels), error_text(skip.error)])
    return file.getvalue()


def labels_json(labelled: Labelled) -> str:
    """An object with ``pictures``, ``skipped``, ``model`` and ``device``."""
    value = {
        "pictures": [picture_value(picture) for picture in labelled.pictures],
        "skipped": [skipped_value(skip) for skip in labelled.skipped],
        "model": labelled.origin.model_id,
        "device": labelled.origin.device,
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def picture_value(picture: LabelledPicture) -> dict[str, object]:
    """One picture as JSON values."""
    return {
        "path": str(picture.path),
        "width": picture.width,
        "height": picture.height,
        "labels": [
            {"name": label.name, "probability": round(label.probability, 6)}
            for label in picture.labels
        ],
    }


def skipped_value(skip: Skipped) -> dict[str, object]:
    """One skipped file as JSON values, with the reason as a sentence."""
    return {
        "path": str(skip.path),
        "error": type(skip.error).__name__,
        "reason": error_text(skip.error),
    }
