"""A hub on this computer with one small model, and the means to fetch it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub_server import HubServer, Repo

from assistant_app.cancel import CancelToken
from assistant_app.catalog.access import HubAccess
from assistant_app.catalog.download import Arrival, Hub
from assistant_app.catalog.listing import RepoListing
from assistant_app.catalog.spec import FileSpec

REPO = "onnx-community/tiny"
GRAPH = "onnx/model_quantized.onnx"
CONFIG = json.dumps({"model_type": "bert", "architectures": ["BertModel"]}).encode()
FILES = {
    "config.json": CONFIG,
    "tokenizer.json": b'{"t":"' + b"t" * 5000 + b'"}',
    GRAPH: bytes(range(256)) * 800,
}
VARIABLES = (
    "HF_ENDPOINT", "HF_TOKEN", "HF_HUB_OFFLINE", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY",
    "http_proxy", "https_proxy", "all_proxy",
)  # fmt: skip


@pytest.fixture(autouse=True)
def own_network_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine says of proxies and hubs does not count here."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[HubServer]:
    with HubServer() as server:
        server.repos[REPO] = Repo(dict(FILES), model_type="bert")
        yield server


def hub_at(endpoint: str, token: str | None = None, timeout_s: float = 10.0, **access) -> Hub:
    """A hub that tries again at once, three times."""
    return Hub(
        lambda: HubAccess(endpoint, **access),
        lambda _host: token,
        timeout_s=timeout_s,
        pauses_s=(0.0, 0.0, 0.0),
    )


def look_up(hub: Hub, repo_id: str = REPO, revision: str = "") -> RepoListing:
    return hub.look_up(repo_id, revision, CancelToken())


def all_files(listing: RepoListing) -> tuple[FileSpec, ...]:
    return (*listing.small_files, *listing.variants[0].files)


def fetch(
    hub: Hub,
    listing: RepoListing,
    folder: Path,
    files: tuple[FileSpec, ...] | None = None,
    cancel: CancelToken | None = None,
) -> tuple[list[Arrival], tuple[FileSpec, ...]]:
    """What arrived on the way, and the files."""
    files = all_files(listing) if files is None else files
    work = hub.fetch(listing.repo_id, listing.revision, files, folder, cancel or CancelToken())
    arrivals = []
    while True:
        try:
            arrivals.append(next(work))
        except StopIteration as end:
            return arrivals, end.value


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
