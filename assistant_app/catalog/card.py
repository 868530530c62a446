"""What the papers beside a model say: its licence, and whether it was made for conversation.

The licence stands in the few lines of YAML at the top of README.md.

Format: huggingface.co/docs/hub/model-cards, "Model card metadata".
"""

from __future__ import annotations

import json
import re
from pathlib import Path

_NAMES = ("README.md", "MODEL_CARD.md")
_MOST_BYTES = 200_000
_LINE = re.compile(r"^(license_name|license)[ \t]*:[ \t]*[\"']?([^\"'#\r\n]{1,80})", re.MULTILINE)


def licence_of(folder: Path) -> str:
    """The licence's name as the card has it, or empty if there is none."""
    for name in _NAMES:
        try:
            with (folder / name).open("rb") as file:
                text = file.read(_MOST_BYTES).decode("utf-8-sig", errors="replace")
        except OSError:
            continue
        parts = text.split("---", 2)
        if len(parts) < 3 or parts[0].strip():
            continue
        found: dict[str, str] = {each[1]: each[2].strip() for each in _LINE.finditer(parts[1])}
        licence = found.get("license", "")
        return found.get("license_name", licence) if licence in ("", "other") else licence
    return ""


def has_chat_template(folder: Path) -> bool:
    """Whether the folder says how a conversation is to be laid out."""
    if (folder / "chat_template.jinja").is_file() or (folder / "chat_template.json").is_file():
        return True
    try:
        config = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(config, dict) and bool(config.get("chat_template"))
