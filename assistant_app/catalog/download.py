"""Asking a model hub what a repository holds, and fetching files of it: all that uses the network.

``huggingface_hub`` knows the addresses, the answers and their errors. Its ``hf_hub_download`` is
not used: since 1.0 it writes to a file of a random name and deletes that when it is broken off, so
that nothing could be resumed; it sleeps between tries; and a stop would have to wait for both.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import httpx2
from huggingface_hub import (
    HfApi,
    get_hf_file_metadata,
    get_session,
    hf_hub_url,
    hf_raise_for_status,
)
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.hf_api import ModelInfo

from assistant_app.cancel import CancelToken
from assistant_app.catalog.access import HubAccess
from assistant_app.catalog.hub_session import HubSession
from assistant_app.catalog.listing import HubFile, RepoListing, is_wanted, listed
from assistant_app.catalog.part import Part
from assistant_app.catalog.spec import FileSpec
from assistant_app.errors import DownloadDamaged, HubFailed

TIMEOUT_S = 20.0
"""How long a hub may be silent."""
PAUSES_S = (0.5, 2.0, 5.0)
"""Before each further try, while nothing comes; then it is given up."""
_PARTIAL_CONTENT = 206
_RANGE_NOT_THERE = 416
_UNKNOWN = -1
"""The size of a file of which a hub's list says nothing."""


@dataclass(frozen=True)
class Arrival:
    """So many bytes of ``path`` are here. They may be fewer than before: it began anew."""

    path: str
    done_bytes: int


class Hub:
    """One visit at a time, on the lane for downloads: the library has one client per process.

    ``access`` is asked at every visit, as the person may change the settings in between; ``token``
    once for each host, until ``forget_tokens``. Every method raises ``NetworkForbidden``, before
    anything else, if it must not touch the network; ``NetworkUnreachable``, ``ProxyUnusable``,
    ``HubBusy``, ``HubFailed``, ``RepoUnknown``, ``RevisionUnknown``, ``RepoGated`` and
    ``TokenRefused``; and ``Cancelled``.
    """

    def __init__(
        self,
        access: Callable[[], HubAccess],
        token: Callable[[str], str | None],
        timeout_s: float = TIMEOUT_S,
        pauses_s: Sequence[float] = PAUSES_S,
    ) -> None:
        self._access = access
        self._token = token
        self._timeout_s = timeout_s
        self._pauses_s = tuple(pauses_s)
        self._session = HubSession(timeout_s)
        self._tokens: dict[str, str | None] = {}

    @property
    def n_connections(self) -> int:
        """Connections that were begun since the start. Any thread may ask."""
        return self._session.n_connections

    def forget_tokens(self) -> None:
        """The person has given another one, or taken it away."""
        self._tokens.clear()

    def look_up(self, repo_id: str, revision: str, cancel: CancelToken) -> RepoListing:
        """What the repository holds at ``revision`` (empty: its newest). Raises ``RepoUnfit`` if
        that is no model for us."""
        with ExitStack() as stack:
            self._open(stack, cancel)
            stack.enter_context(self._session.explained(repo_id, revision))
            info = self._info(repo_id, revision)
            files = tuple(
                self._complete(repo_id, info.sha or revision, file)
                if is_wanted(file.path)
                else file
                for file in _files_of(info)
            )
            cancel.check()
            return listed(
                repo_id,
                info.sha or revision,
                files,
                licence=_licence(info),
                is_gated=bool(info.gated),
                family=_text((info.config or {}).get("model_type")),
                pipeline_tag=info.pipeline_tag or "",
            )

    def fetch(
        self,
        repo_id: str,
        revision: str,
        files: Sequence[FileSpec],
        folder: Path,
        cancel: CancelToken,
    ) -> Generator[Arrival, None, tuple[FileSpec, ...]]:
        """Put ``files`` into ``folder`` and return them with the hashes of what came.

        What lies there already is looked at and kept if it is right, and what was broken off is
        gone on with. Raises ``DownloadDamaged`` when what came is not what was announced,
        ``DiskFull`` and ``SaveRefused`` as well.
        """
        whole = []
        with ExitStack() as stack:
            self._open(stack, cancel)
            for file in files:
                whole.append((yield from self._fetch(repo_id, revision, file, folder, cancel)))
        return tuple(whole)

    # -- the list of a repository

    def _open(self, stack: ExitStack, cancel: CancelToken) -> None:
        access = self._access()
        token = None if access.is_offline else self._token_of(access.host)
        stack.enter_context(self._session.opened(access, token, cancel))

    def _token_of(self, host: str) -> str | None:
        """Asked once: a locked keyring would ask the person for its password every time."""
        if host not in self._tokens:
            self._tokens[host] = self._token(host)
        return self._tokens[host]

    def _info(self, repo_id: str, revision: str) -> ModelInfo:
        api = HfApi(self._endpoint, token=False, headers=self._session.headers)
        try:
            return api.model_info(
                repo_id, revision=revision or None, timeout=self._timeout_s, files_metadata=True
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if type(error).__module__.startswith("huggingface_hub"):
                raise
            # Such as the page of a hotel's network, which answers in the place of everybody.
            raise HubFailed(self._session.access.host, "its answer makes no sense") from error

    def _complete(self, repo_id: str, revision: str, file: HubFile) -> HubFile:
        """With what the hub says of one file, if its list said nothing: mirrors do that."""
        if file.size_bytes != _UNKNOWN:
            return file
        found = get_hf_file_metadata(
            self._url(repo_id, revision, file.path),
            token=False,
            timeout=self._timeout_s,
            headers=self._session.headers,
            endpoint=self._endpoint,
        )
        if found.size is None:
            raise HubFailed(self._session.access.host, f"it does not say how large {file.path} is")
        etag = found.etag or ""
        return replace(
            file,
            size_bytes=found.size,
            sha256=etag if _is_digest(etag, 64) else "",
            blob_id=etag if _is_digest(etag, 40) else "",
        )

    @property
    def _endpoint(self) -> str:
        return self._session.access.endpoint

    def _url(self, repo_id: str, revision: str, path: str) -> str:
        return hf_hub_url(repo_id, path, revision=revision or None, endpoint=self._endpoint)

    # -- one file

    def _fetch(
        self, repo_id: str, revision: str, file: FileSpec, folder: Path, cancel: CancelToken
    ) -> Generator[Arrival, None, FileSpec]:
        part = Part(folder, file, repo_id)
        whole = part.found(cancel)
        n_failed = n_restarts = 0
        while whole is None:
            before = part.n_bytes
            yield Arrival(file.path, before)
            with self._session.explained(repo_id, revision):
                error = None
                if not part.has_all:
                    error = yield from self._try(repo_id, revision, file.path, part, cancel)
                    cancel.check()
                if part.has_all:
                    whole = part.finish(cancel)
                elif part.n_bytes > before:
                    n_failed = 0
                else:
                    n_failed += 1
                    n_restarts += part.n_bytes < before
                    if n_restarts > len(self._pauses_s):
                        raise DownloadDamaged(repo_id, file.path)
                    if n_failed > len(self._pauses_s):
                        raise error or httpx2.RemoteProtocolError("the answer ended too early")
                    _wait(self._pauses_s[n_failed - 1], cancel)
        yield Arrival(file.path, whole.size_bytes)
        return whole

    def _try(
        self, repo_id: str, revision: str, path: str, part: Part, cancel: CancelToken
    ) -> Generator[Arrival, None, Exception | None]:
        """Receive what comes. Returns the error of a connection that another try may mend."""
        try:
            yield from self._receive(self._url(repo_id, revision, path), path, part, cancel)
        except httpx2.ProxyError:
            raise
        except httpx2.TransportError as error:
            return error
        except HfHubHTTPError as error:
            if not self._session.is_passing(error):
                raise
            return error
        return None

    def _receive(
        self, url: str, path: str, part: Part, cancel: CancelToken
    ) -> Generator[Arrival, None, None]:
        begin = part.n_bytes
        headers = self._session.headers | ({"range": f"bytes={begin}-"} if begin else {})
        with get_session().stream("GET", url, headers=headers) as response:
            if response.status_code == _RANGE_NOT_THERE:
                part.remove()
                return
            hf_raise_for_status(response)
            if not part.goes_on(_announced(response)):
                return
            is_rest = response.status_code == _PARTIAL_CONTENT
            if is_rest and not response.headers.get("content-range", "").startswith(
                f"bytes {begin}-"
            ):
                part.remove()
                return
            with part.opened(is_new=not is_rest) as file:
                for piece in response.iter_bytes():
                    part.check_room(len(piece))
                    file.write(piece)
                    cancel.check()
                    yield Arrival(path, part.n_bytes)


def _announced(response: httpx2.Response) -> str:
    """The digest of the file as the hub names it on the way, or empty. The ETag of the storage
    behind it may be anything."""
    answers = (*response.history, response)
    for name in ("x-linked-etag", "etag"):
        for answer in answers:
            if name in answer.headers:
                return str(answer.headers[name]).removeprefix("W/").strip('"')
    return ""


def _files_of(info: ModelInfo) -> Generator[HubFile, None, None]:
    for sibling in info.siblings or ():
        sha256 = sibling.lfs.sha256 if sibling.lfs is not None else ""
        blob_id = sibling.blob_id or ""
        size = sibling.lfs.size if sibling.lfs is not None else sibling.size
        yield HubFile(
            path=_text(sibling.rfilename),
            size_bytes=size if isinstance(size, int) and size >= 0 else _UNKNOWN,
            sha256=sha256 if _is_digest(sha256, 64) else "",
            blob_id=blob_id if _is_digest(blob_id, 40) else "",
        )


def _licence(info: ModelInfo) -> str:
    card = info.card_data
    given = card.get("license") if card is not None else None
    if given == "other":
        given = card.get("license_name") or given if card is not None else given
    names = given if isinstance(given, list) else [given]
    return ", ".join(name for name in names if isinstance(name, str))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_digest(value: object, n_digits: int) -> bool:
    return isinstance(value, str) and re.fullmatch(rf"[0-9a-f]{{{n_digits}}}", value) is not None


def _wait(seconds: float, cancel: CancelToken) -> None:
    """A pause that a stop ends."""
    stopped = threading.Event()
    with cancel.hooked(stopped.set):
        stopped.wait(seconds)
    cancel.check()
