"""One visit to a model hub: the connections of huggingface_hub, counted, and cut by a stop.

The library keeps one HTTP client for the whole process; ``HubSession.opened`` gives it ours and
takes it away again, so that between two visits no connection is open. Its retries are not used:
they sleep, for as long as the server says, and nothing can wake them.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import httpx2
from huggingface_hub import close_session, constants, set_client_factory
from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    HFValidationError,
    RemoteEntryNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import logging

from assistant_app import __version__
from assistant_app.cancel import CancelToken
from assistant_app.catalog.access import HubAccess, host_of
from assistant_app.errors import (
    AppError,
    HubBusy,
    HubFailed,
    NetworkForbidden,
    NetworkUnreachable,
    ProxyUnusable,
    RepoGated,
    RepoUnfit,
    RepoUnknown,
    RevisionUnknown,
    TokenRefused,
)
from assistant_app.files import reason_of

USER_AGENT = f"deskhand/{__version__}"
"""All that the hub is told about this computer."""
_NOTHING = 100
"""A level above every one that a log record has."""
_USUAL_WAIT_S = 60
"""What is said when a busy hub names no time."""
_PROXY_LOGIN = 407
_SYSTEM = "the system's proxy"
_PASSING = {408, 500, 502, 503, 504}
"""A second try may find another server behind the same name."""


class HubSession:
    """``n_connections`` counts every connection that was begun since the start."""

    def __init__(self, timeout_s: float) -> None:
        self.n_connections = 0
        self.access = HubAccess()
        self.token: str | None = None
        self._cancel = CancelToken()
        self._timeout_s = timeout_s
        self._open: list[socket.socket] = []

    @contextmanager
    def opened(self, access: HubAccess, token: str | None, cancel: CancelToken) -> Iterator[None]:
        """Within the block, huggingface_hub talks to the hub that ``access`` names, and a stop
        breaks its connections. Raises ``NetworkForbidden`` before anything is touched."""
        if access.is_offline:
            raise NetworkForbidden
        cancel.check()
        self.access = access
        self._cancel = cancel
        self.token = token if access.is_private else None
        _be_quiet()
        try:
            set_client_factory(self._client)
            with cancel.hooked(self._hang_up):
                yield
        finally:
            close_session()
            self._open.clear()

    @property
    def headers(self) -> dict[str, str]:
        """Of every request. No compression: sizes and ranges are those of the file."""
        headers = {"user-agent": USER_AGENT, "accept-encoding": "identity"}
        if self.token is not None:
            headers["authorization"] = f"Bearer {self.token}"
        return headers

    @contextmanager
    def explained(self, repo_id: str, revision: str = "") -> Iterator[None]:
        """Errors of the libraries become those that a person can act on, and ``Cancelled`` what
        the stop has broken."""
        try:
            yield
        except HfHubHTTPError as error:
            self._cancel.check()
            raise self.refusal(error, repo_id, revision) from error
        except HFValidationError as error:
            raise RepoUnknown(repo_id) from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            self._cancel.check()
            if isinstance(error, httpx2.TransportError):
                raise self.unreachable(error) from error
            raise HubFailed(self.access.host, "its answer leads nowhere") from error

    def unreachable(self, error: httpx2.TransportError) -> AppError:
        """What a connection that failed is called."""
        proxy = self.access.proxy
        if isinstance(error, httpx2.ProxyError):
            reason = str(error) or "it refused the connection"
            return ProxyUnusable(host_of(proxy) or _SYSTEM, reason)
        # Behind a proxy the proxy is all that this computer connects to.
        host = host_of(proxy) if proxy and isinstance(error, httpx2.ConnectError) else ""
        return NetworkUnreachable(host or self.access.host, self._reason(error))

    def refusal(self, error: HfHubHTTPError, repo_id: str, revision: str) -> AppError:
        """What an answer that is an error is called."""
        status = error.response.status_code
        host = self.access.host
        if isinstance(error, GatedRepoError):
            return RepoGated(repo_id)
        if isinstance(error, RevisionNotFoundError):
            return RevisionUnknown(repo_id, revision or "main")
        if isinstance(error, RemoteEntryNotFoundError):
            return RepoUnfit(repo_id, "a file of its list is not there")
        if isinstance(error, RepositoryNotFoundError):
            return RepoUnknown(repo_id)
        if status in (401, 403) and self.token is not None:
            return TokenRefused(host)
        if status == _PROXY_LOGIN:
            reason = "it asks for a name and a password"
            return ProxyUnusable(host_of(self.access.proxy) or _SYSTEM, reason)
        if status in (401, 404):
            return RepoUnknown(repo_id)
        if status == 429:
            return HubBusy(host, _wait_s(error.response.headers))
        return HubFailed(host, f"{status} {error.response.reason_phrase}".strip())

    @staticmethod
    def is_passing(error: HfHubHTTPError) -> bool:
        """Whether it may be different a moment later."""
        return error.response.status_code in _PASSING

    def _client(self) -> httpx2.Client:
        try:
            return httpx2.Client(
                follow_redirects=True,
                proxy=self.access.proxy or None,
                timeout=httpx2.Timeout(self._timeout_s),
                event_hooks={"request": [self._watch]},
            )
        except (ValueError, httpx2.InvalidURL) as error:
            # The settings' own was looked at before: this one is the system's.
            raise ProxyUnusable(_SYSTEM, "it makes no sense as an address") from error

    def _watch(self, request: httpx2.Request) -> None:
        # httpcore tells of each step of a connection to who asks. Source: its docs, extensions.
        request.extensions["trace"] = self._note

    def _note(self, name: str, info: Mapping[str, object]) -> None:
        if name.endswith(".connect_tcp.started"):
            self.n_connections += 1
        elif name.endswith((".connect_tcp.complete", ".start_tls.complete")):
            get_extra_info: Callable[[str], object] | None
            get_extra_info = getattr(info.get("return_value"), "get_extra_info", None)
            if get_extra_info is not None:
                opened = get_extra_info("socket")
                if isinstance(opened, socket.socket):
                    self._open.append(opened)

    def _hang_up(self) -> None:
        """Called by the thread that stops: wakes the one that waits for the hub."""
        for opened in list(self._open):
            with suppress(OSError):
                # Not opened.shutdown(): that of a TLS socket forgets its state, which the waiting
                # thread still uses.
                socket.socket.shutdown(opened, socket.SHUT_RDWR)

    def _reason(self, error: httpx2.TransportError) -> str:
        if isinstance(error, httpx2.TimeoutException):
            return f"no answer within {self._timeout_s:g} seconds"
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLCertVerificationError):
                return f"its certificate can't be trusted ({cause.verify_message})"
            if isinstance(cause, OSError) and cause.strerror:
                return reason_of(cause)
            cause = cause.__cause__ or cause.__context__
        return "the connection was broken off"


def _be_quiet() -> None:
    """No measuring, no token of another program, no second way to the files (Xet), and nothing on
    stderr. The library reads these when it is used; its variables only when it is imported."""
    constants.HF_HUB_DISABLE_TELEMETRY = True
    constants.HF_HUB_DISABLE_IMPLICIT_TOKEN = True
    constants.HF_HUB_DISABLE_XET = True
    logging.set_verbosity(_NOTHING)


def _wait_s(headers: Mapping[str, str]) -> int:
    given = headers.get("retry-after", "").strip()
    return int(given) if given.isdigit() and len(given) < 6 else _USUAL_WAIT_S
