"""A model hub on 127.0.0.1 that the real huggingface_hub talks to, with faults to order.

It has the addresses and headers of huggingface.co as far as a download needs them: the list of a
repository with sizes and hashes, ``resolve`` with ``X-Repo-Commit`` and ``X-Linked-Etag``, large
files behind a redirect to a second server (the CDN), small ones behind a redirect to another path,
ranges. Source: answers of huggingface.co, and huggingface_hub 2.4.0, file_download.py.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

LFS_FROM_BYTES = 1000
"""Files of this size are large ones. (The hub's own limit is 10 MB, and all .onnx files.)"""


def git_blob_id(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


@dataclass
class Repo:
    """A repository with one branch, ``main``. Changing ``files`` makes another commit."""

    files: dict[str, bytes]
    licence: str | list[str] | None = "apache-2.0"
    pipeline_tag: str | None = None
    model_type: str | None = None
    gated: str | bool = False
    needs_token: str | None = None
    """Only this token may read it."""

    @property
    def commit(self) -> str:
        state = json.dumps({p: git_blob_id(c) for p, c in sorted(self.files.items())})
        return hashlib.sha1(state.encode()).hexdigest()

    def is_large(self, path: str) -> bool:
        return len(self.files[path]) >= LFS_FROM_BYTES

    def etag(self, path: str) -> str:
        content = self.files[path]
        is_large = self.is_large(path)
        return hashlib.sha256(content).hexdigest() if is_large else git_blob_id(content)


@dataclass(frozen=True)
class Seen:
    """One request, as it came."""

    server: str
    method: str
    path: str
    query: dict[str, list[str]]
    headers: Mapping[str, str]

    @property
    def range(self) -> str | None:
        return self.headers.get("range")


@dataclass
class Fault:
    """What goes wrong with requests whose path matches, ``times`` times. ``skip`` go well first."""

    path: str
    times: int = 1
    skip: int = 0
    method: str = "GET"
    server: str = ""
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    drop_after: int | None = None
    """Bytes of the body that are sent before the connection breaks."""
    is_length_hidden: bool = False
    """No Content-Length: the receiver can't see that the body was cut."""
    change: Callable[[bytes], bytes] | None = None
    """Makes other bytes of the file's."""
    before: Callable[[], object] | None = None
    """Called before the answer: to change the repository, to wait, to cancel."""
    after_bytes: int = 0
    """``before`` waits until so much of the body was sent."""

    def matches(self, server: str, method: str, path: str) -> bool:
        if self.method != method or (self.server and self.server != server):
            return False
        return re.search(self.path, path) is not None


class HubServer:
    """``url`` is the hub's address and ``cdn_url`` that of its large files. A context manager."""

    def __init__(self) -> None:
        self.repos: dict[str, Repo] = {}
        self.seen: list[Seen] = []
        self.faults: list[Fault] = []
        self.has_blobs = True
        """Whether the list of a repository holds sizes and hashes; some mirrors have none."""
        self.has_ranges = True
        self.has_etags = True
        self.is_pinned = True
        """Whether only the commits there are can be asked for; a mirror may serve what it has."""
        self._lock = threading.Lock()
        self._servers: list[ThreadingHTTPServer] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> HubServer:
        for name in ("hub", "cdn"):
            kind = type(f"{name}Answers", (_Answers,), {"hub": self, "server_name": name})
            server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
            server.daemon_threads = False  # so that closing waits for every answer
            thread = threading.Thread(target=server.serve_forever, args=(0.01,))
            thread.start()
            self._servers.append(server)
            self._threads.append(thread)
        return self

    def __exit__(self, *_error: object) -> None:
        for server, thread in zip(self._servers, self._threads, strict=True):
            server.shutdown()
            server.server_close()
            thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._servers[0].server_port}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._servers[0].server_port}"

    @property
    def cdn_url(self) -> str:
        return f"http://127.0.0.1:{self._servers[1].server_port}"

    def fail(self, path: str, **how: object) -> Fault:
        """Order a fault; the first that matches a request is used."""
        fault = Fault(path, **how)
        self.faults.append(fault)
        return fault

    def take_fault(self, server: str, method: str, path: str) -> Fault | None:
        with self._lock:
            for fault in self.faults:
                if fault.times > 0 and fault.matches(server, method, path):
                    if fault.skip > 0:
                        fault.skip -= 1
                        continue
                    fault.times -= 1
                    return fault
        return None

    def asked(self, path: str, method: str = "GET") -> list[Seen]:
        """The requests whose path matches, in order."""
        return [s for s in self.seen if s.method == method and re.search(path, s.path)]


class _Answers(BaseHTTPRequestHandler):
    """One connection to the hub or the CDN."""

    hub: HubServer
    server_name: str
    protocol_version = "HTTP/1.1"

    def log_message(self, *_anything: object) -> None:
        """Say nothing."""

    def setup(self) -> None:
        super().setup()
        self.connection.settimeout(30)

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        seen = Seen(self.server_name, self.command, path, parse_qs(parts.query), headers)
        self.hub.seen.append(seen)
        fault = self.hub.take_fault(self.server_name, self.command, path) or Fault("")
        if fault.before is not None and not fault.after_bytes:
            fault.before()
        if fault.status is not None:
            self._send(fault.status, fault.headers, fault.body, Fault(""))
        elif self.server_name == "cdn":
            self._cdn(path.removeprefix("/"), fault)
        elif path.startswith("/api/resolve-cache/models/"):
            owner, name, _commit, file = path.split("/", 7)[4:]
            self._file(self.hub.repos[f"{owner}/{name}"], file, fault, {})
        elif path.startswith("/api/models/"):
            self._list(path.removeprefix("/api/models/"), seen, fault)
        elif "/resolve/" in path:
            repo_id, rest = path[1:].split("/resolve/", 1)
            self._resolve(repo_id, *rest.split("/", 1), fault)
        else:
            self._refuse(404, "", "Not found")

    def _list(self, rest: str, seen: Seen, fault: Fault) -> None:
        repo_id, _, revision = rest.partition("/revision/")
        repo = self._allowed(repo_id, is_list=True)
        if repo is None or not self._has(repo, unquote(revision) or "main"):
            return
        rows = []
        for path, content in repo.files.items():
            row: dict[str, object] = {"rfilename": path}
            if "blobs" in seen.query and self.hub.has_blobs:
                row |= {"size": len(content), "blobId": git_blob_id(content)}
                if repo.is_large(path):
                    sha256 = hashlib.sha256(content).hexdigest()
                    row["lfs"] = {"size": len(content), "sha256": sha256, "pointerSize": 133}
            rows.append(row)
        answer = {
            "id": repo_id,
            "sha": repo.commit,
            "siblings": rows,
            "gated": repo.gated,
            "private": repo.needs_token is not None,
            "pipeline_tag": repo.pipeline_tag,
            "tags": ["onnx"],
            "cardData": {"license": repo.licence} if repo.licence else {},
            "config": {"model_type": repo.model_type} if repo.model_type else {},
        }
        headers = {"Content-Type": "application/json"}
        self._send(200, headers, json.dumps(answer).encode(), fault)

    def _resolve(self, repo_id: str, revision: str, path: str, fault: Fault) -> None:
        repo = self._allowed(repo_id, is_list=False)
        if repo is None or not self._has(repo, revision):
            return
        if path not in repo.files:
            self._refuse(404, "EntryNotFound", "Entry not found")
            return
        headers = {"X-Repo-Commit": repo.commit}
        if self.hub.has_etags:
            headers |= {
                "ETag": f'"{repo.etag(path)}"',
                "X-Linked-Etag": f'"{repo.etag(path)}"',
                "X-Linked-Size": str(len(repo.files[path])),
            }
        if repo.is_large(path):
            headers["Location"] = f"{self.hub.cdn_url}/{repo_id}/{path}?signature=secret"
            self._send(302, headers, b"", fault)
        else:
            headers["Location"] = f"/api/resolve-cache/models/{repo_id}/{repo.commit}/{path}"
            self._send(307, headers, b"", fault)

    def _cdn(self, rest: str, fault: Fault) -> None:
        owner, name, path = rest.split("/", 2)
        repo = self.hub.repos[f"{owner}/{name}"]
        # As a bucket does: an ETag of its own, which is no hash that anybody knows.
        self._file(repo, path, fault, {"ETag": '"0123456789abcdef0123456789abcdef-3"'})

    def _file(self, repo: Repo, path: str, fault: Fault, headers: dict[str, str]) -> None:
        content = repo.files[path]
        if fault.change is not None:
            content = fault.change(content)
        status = 200
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range") or "")
        if self.hub.has_ranges:
            headers["Accept-Ranges"] = "bytes"
            if wanted is not None:
                start = int(wanted[1])
                if start >= len(content):
                    self._send(416, {"Content-Range": f"bytes */{len(content)}"}, b"", fault)
                    return
                headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
                content, status = content[start:], 206
        if "gzip" in (self.headers.get("Accept-Encoding") or ""):
            headers["Content-Encoding"] = "gzip"
            content = gzip.compress(content)
        self._send(status, headers, content, fault)

    def _allowed(self, repo_id: str, is_list: bool) -> Repo | None:
        repo = self.hub.repos.get(repo_id)
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        if token == "unknown":
            self._refuse(401, "", "Invalid credentials in Authorization header")
        elif repo is None or (repo.needs_token and not repo.gated and token != repo.needs_token):
            # Who is not known is not told whether there is such a repository.
            self._refuse(404 if token else 401, "RepoNotFound", "Repository not found")
        elif repo.gated and not is_list and token != repo.needs_token:
            self._refuse(403 if token else 401, "GatedRepo", "Access to this model is restricted")
        else:
            return repo
        return None

    def _has(self, repo: Repo, revision: str) -> bool:
        if revision in ("main", repo.commit) or not self.hub.is_pinned:
            return True
        self._refuse(404, "RevisionNotFound", f"Invalid rev id: {revision}")
        return False

    def _refuse(self, status: int, code: str, message: str) -> None:
        headers = {"X-Error-Message": message} | ({"X-Error-Code": code} if code else {})
        self._send(status, headers, json.dumps({"error": message}).encode(), Fault(""))

    def _send(self, status: int, headers: dict[str, str], body: bytes, fault: Fault) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if fault.is_length_hidden:
            self.send_header("Connection", "close")
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        if fault.after_bytes and fault.before is not None:
            self.wfile.write(body[: fault.after_bytes])
            body = body[fault.after_bytes :]
            fault.before()
        if fault.drop_after is not None:
            self.wfile.write(body[: fault.drop_after])
            self.close_connection = True
        else:
            self.wfile.write(body)
