"""What a person types or pastes to name a model of the hub."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant_app.catalog.listing import repo_of

_PART = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?")
_LONGEST = 96
_HUB_ALONE = re.compile(r"(www\.)?(huggingface\.co|hf\.co|hf-mirror\.com)/", re.IGNORECASE)
_OTHERS = ("datasets", "spaces", "api", "docs", "collections", "papers")


@dataclass(frozen=True)
class RepoAddress:
    """``owner/name``, and a branch, tag or commit if the address named one."""

    repo_id: str
    revision: str = ""


def repo_address(text: str) -> RepoAddress | None:
    """The model that ``text`` names, or None if it can name none: ``owner/name``,
    ``owner/name@revision``, or the address of a page of the model. The rules for names are those
    of huggingface_hub's ``validate_repo_id``."""
    text = text.strip().strip("<>\"'")
    if _HUB_ALONE.match(text):
        text = f"https://{text}"
    try:
        repo_id, revision = repo_of(text)
    except ValueError:
        return None
    if "://" not in text:
        repo_id, _, revision = repo_id.partition("@")
    parts = repo_id.split("/")
    is_name = len(parts) == 2 and all(_PART.fullmatch(part) for part in parts)
    is_odd = "--" in repo_id or ".." in repo_id or repo_id.endswith(".git")
    if not is_name or is_odd or len(repo_id) > _LONGEST or parts[0] in _OTHERS:
        return None
    return RepoAddress(repo_id, revision.strip())
