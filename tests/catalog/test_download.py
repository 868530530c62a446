"""Fetching from a hub on this computer, through the real huggingface_hub, with every fault."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from hub_server import Repo
from hub_stand import (
    FILES,
    GRAPH,
    REPO,
    all_files,
    contents,
    fetch,
    hub_at,
    look_up,
    own_network_variables,
    server,
)
from surroundings import small_disk

from assistant_app.cancel import CancelToken
from assistant_app.catalog.access import HubAccess
from assistant_app.catalog.download import Hub
from assistant_app.errors import (
    Cancelled,
    DiskFull,
    DownloadDamaged,
    HubBusy,
    HubFailed,
    NetworkForbidden,
    NetworkUnreachable,
    RepoGated,
    RepoUnfit,
    TokenRefused,
)

__all__ = ["own_network_variables", "server"]
RESOLVE = "/resolve/.*quantized"
SIZE = len(FILES[GRAPH])


@pytest.fixture
def hub(server) -> Hub:
    return hub_at(server.url)


@pytest.fixture
def listing(hub):
    return look_up(hub)


@pytest.fixture
def graph(listing):
    return listing.variants[0].files


def parts(folder: Path) -> list[int]:
    return [path.stat().st_size for path in folder.rglob("*.part")]


# -- what should happen


def test_files_arrive_whole_with_their_hashes(hub, listing, tmp_path):
    arrivals, files = fetch(hub, listing, tmp_path)
    assert contents(tmp_path) == FILES
    assert {f.path: f.sha256 for f in files} == {
        path: hashlib.sha256(content).hexdigest() for path, content in FILES.items()
    }
    of_graph = [a.done_bytes for a in arrivals if a.path == GRAPH]
    assert of_graph == sorted(of_graph)
    assert (of_graph[0], of_graph[-1]) == (0, SIZE)


def test_a_large_file_comes_from_the_cdn_without_the_token(server, tmp_path):
    hub = hub_at(server.url, token="hf_secret")
    fetch(hub, look_up(hub), tmp_path)
    assert {s.headers.get("authorization") for s in server.seen if s.server == "hub"} == {
        "Bearer hf_secret"
    }
    from_cdn = [s for s in server.seen if s.server == "cdn"]
    assert from_cdn
    assert not [s for s in from_cdn if "authorization" in s.headers]


def test_the_hub_is_told_nothing_of_this_computer(server, hub, listing, tmp_path):
    fetch(hub, listing, tmp_path)
    assert {s.headers["user-agent"].split("/")[0] for s in server.seen} == {"deskhand"}
    known = {"host", "accept", "accept-encoding", "connection", "user-agent", "range"}
    assert {name for s in server.seen for name in s.headers} <= known
    assert {s.headers["accept-encoding"] for s in server.seen} == {"identity"}


def test_what_lies_there_whole_is_not_fetched_again(server, hub, listing, tmp_path):
    fetch(hub, listing, tmp_path)
    server.seen.clear()
    arrivals, files = fetch(hub, listing, tmp_path)
    assert server.seen == []
    assert [a.done_bytes for a in arrivals] == [f.size_bytes for f in files]


def test_what_lies_there_and_is_wrong_is_fetched_again(hub, listing, tmp_path):
    (tmp_path / "onnx").mkdir()
    (tmp_path / GRAPH).write_bytes(b"\0" * SIZE)
    (tmp_path / "config.json").write_bytes(b"{}")
    fetch(hub, listing, tmp_path)
    assert contents(tmp_path) == FILES


def test_an_empty_file_needs_no_request(server, tmp_path):
    server.repos[REPO].files["added_tokens.json"] = b""
    hub = hub_at(server.url)
    fetch(hub, look_up(hub), tmp_path)
    assert (tmp_path / "added_tokens.json").read_bytes() == b""
    assert server.asked("added_tokens") == []


def test_no_connection_is_left_open_and_each_is_counted(server, hub, listing, tmp_path):
    assert hub.n_connections == 1
    fetch(hub, listing, tmp_path)
    hub_and_cdn = 2
    assert hub.n_connections == 1 + hub_and_cdn


# -- broken off and gone on with


def test_a_dropped_connection_is_gone_on_with_where_it_broke(server, hub, listing, graph, tmp_path):
    server.fail("quantized", server="cdn", drop_after=5000, times=6)
    fetch(hub, listing, tmp_path, graph)
    assert (tmp_path / GRAPH).read_bytes() == FILES[GRAPH]
    ranges = [s.range for s in server.seen if s.server == "cdn"]
    assert ranges == [None, *(f"bytes={5000 * n}-" for n in range(1, 7))]


def test_a_connection_that_brings_nothing_is_given_up_and_what_came_is_kept(
    server, hub, listing, graph, tmp_path
):
    server.fail("quantized", server="cdn", drop_after=5000)
    server.fail("quantized", server="cdn", drop_after=0, times=100)
    with pytest.raises(NetworkUnreachable) as caught:
        fetch(hub, listing, tmp_path, graph)
    assert caught.value.host == server.host
    assert parts(tmp_path) == [5000]
    server.faults.clear()
    server.seen.clear()
    arrivals, _files = fetch(hub, listing, tmp_path, graph)
    assert arrivals[0].done_bytes == 5000
    assert [s.range for s in server.seen] == ["bytes=5000-"] * 2
    assert contents(tmp_path) == {GRAPH: FILES[GRAPH]}


def test_an_answer_that_ends_early_without_a_word_is_gone_on_with(
    server, hub, listing, graph, tmp_path
):
    server.fail("quantized", server="cdn", drop_after=5000, is_length_hidden=True)
    fetch(hub, listing, tmp_path, graph)
    assert (tmp_path / GRAPH).read_bytes() == FILES[GRAPH]
    assert server.asked("quantized")[-1].range == "bytes=5000-"


def test_a_server_without_ranges_begins_anew(server, hub, listing, graph, tmp_path):
    server.has_ranges = False
    server.fail("quantized", server="cdn", drop_after=5000)
    arrivals, _files = fetch(hub, listing, tmp_path, graph)
    assert (tmp_path / GRAPH).read_bytes() == FILES[GRAPH]
    assert arrivals[-1].done_bytes == SIZE


def test_another_range_than_was_asked_for_is_not_written(server, hub, listing, graph, tmp_path):
    server.fail("quantized", server="cdn", drop_after=5000)
    answer = {"Content-Range": f"bytes 0-{SIZE - 1}/{SIZE}"}
    server.fail("quantized", server="cdn", status=206, headers=answer, body=FILES[GRAPH])
    fetch(hub, listing, tmp_path, graph)
    assert (tmp_path / GRAPH).read_bytes() == FILES[GRAPH]


def test_a_range_that_the_server_does_not_have_begins_anew(server, hub, listing, graph, tmp_path):
    server.fail("quantized", server="cdn", drop_after=5000)
    server.fail("quantized", server="cdn", status=416)
    fetch(hub, listing, tmp_path, graph)
    assert (tmp_path / GRAPH).read_bytes() == FILES[GRAPH]


def test_a_part_that_is_all_there_is_only_looked_at(server, hub, listing, graph, tmp_path):
    (tmp_path / "onnx").mkdir()
    part = tmp_path / f"{GRAPH}.{graph[0].sha256[:16]}.part"
    part.write_bytes(FILES[GRAPH])
    server.seen.clear()
    fetch(hub, listing, tmp_path, graph)
    assert contents(tmp_path) == {GRAPH: FILES[GRAPH]}
    assert server.seen == []


def test_after_a_killed_process_the_rest_is_fetched(server, hub, listing, graph, tmp_path):
    """A process that dies in the middle, as with the power, leaves what another goes on with."""
    server.fail("quantized", server="cdn", drop_after=70_000)
    root = Path(__file__).resolve().parents[2]
    code = (
        "import os, sys\n"
        f"sys.path[:0] = [{str(root)!r}, {str(root / 'tests')!r}]\n"
        "from pathlib import Path\n"
        "from hub_stand import hub_at, look_up, CancelToken\n"
        f"hub = hub_at({server.url!r})\n"
        "listing = look_up(hub)\n"
        "files = listing.variants[0].files\n"
        "work = hub.fetch(listing.repo_id, listing.revision, files, Path(sys.argv[1]),"
        " CancelToken())\n"
        "for arrival in work:\n"
        "    if arrival.done_bytes >= 60_000: os._exit(9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, tmp_path], timeout=60)
    assert killed.returncode == 9
    (n_there,) = parts(tmp_path)
    assert n_there >= 60_000
    server.seen.clear()
    fetch(hub, listing, tmp_path, graph)
    assert server.seen[-1].range == f"bytes={n_there}-"
    assert contents(tmp_path) == {GRAPH: FILES[GRAPH]}


# -- what is not what was announced


@pytest.mark.parametrize(
    "change",
    [lambda c: c[:-1] + b"\0", lambda c: c + b"more", lambda c: b"<html>" * 1000],
    ids=["other byte", "longer", "a page"],
)
def test_other_bytes_are_thrown_away(server, hub, listing, graph, tmp_path, change):
    server.fail("quantized", server="cdn", change=change, times=100)
    with pytest.raises(DownloadDamaged) as caught:
        fetch(hub, listing, tmp_path, graph)
    assert (caught.value.repo_id, caught.value.file) == (REPO, GRAPH)
    assert contents(tmp_path) == {}


def test_a_small_file_is_known_by_its_git_hash(server, hub, listing, tmp_path):
    config = tuple(f for f in listing.small_files if f.path == "config.json")
    server.fail("resolve-cache/.*config", change=lambda c: c.replace(b"bert", b"vert"))
    with pytest.raises(DownloadDamaged):
        fetch(hub, listing, tmp_path, config)
    assert contents(tmp_path) == {}
    fetch(hub, listing, tmp_path, config)


def test_a_shorter_file_than_announced_is_never_taken(server, hub, listing, graph, tmp_path):
    server.fail("quantized", server="cdn", change=lambda c: c[:1000], times=100)
    with pytest.raises((NetworkUnreachable, DownloadDamaged)):
        fetch(hub, listing, tmp_path, graph)
    assert not (tmp_path / GRAPH).exists()


def test_a_file_that_changed_since_it_was_listed_is_not_taken(
    server, hub, listing, graph, tmp_path
):
    """A mirror that serves its newest, whatever commit was asked for."""
    server.is_pinned = False
    server.fail("quantized", server="cdn", drop_after=5000)
    files = server.repos[REPO].files
    server.fail(RESOLVE, skip=1, before=lambda: files.update({GRAPH: b"newer" * 40_000}))
    with pytest.raises(DownloadDamaged):
        fetch(hub, listing, tmp_path, graph)
    assert contents(tmp_path) == {}
    again = look_up(hub)
    fetch(hub, again, tmp_path, again.variants[0].files)
    assert contents(tmp_path) == {GRAPH: b"newer" * 40_000}


def test_without_hashes_in_the_list_another_etag_begins_the_file_anew(server, hub, tmp_path):
    """Two answers of the same length and another content must never be put together."""
    server.is_pinned = False
    server.has_blobs = False
    listing = look_up(hub)
    bare = tuple(type(f)(f.path, f.size_bytes, "") for f in listing.variants[0].files)
    files = server.repos[REPO].files
    newer = FILES[GRAPH][::-1]
    server.fail("quantized", server="cdn", drop_after=5000)
    server.fail(RESOLVE, skip=1, before=lambda: files.update({GRAPH: newer}))
    fetch(hub, listing, tmp_path, bare)
    assert contents(tmp_path) == {GRAPH: newer}


def test_without_any_hash_nothing_is_gone_on_with(server, hub, listing, tmp_path):
    server.has_etags = False
    bare = tuple(type(f)(f.path, f.size_bytes, "") for f in listing.variants[0].files)
    server.fail("quantized", server="cdn", drop_after=5000)
    fetch(hub, listing, tmp_path, bare)
    assert contents(tmp_path) == {GRAPH: FILES[GRAPH]}


def test_a_file_that_changes_at_every_request_is_given_up(server, hub, listing, tmp_path):
    server.is_pinned = False
    bare = tuple(type(f)(f.path, f.size_bytes, "") for f in listing.variants[0].files)
    files = server.repos[REPO].files
    numbers = iter(range(1000))
    server.fail(
        RESOLVE,
        times=1000,
        before=lambda: files.update({GRAPH: next(numbers).to_bytes(2) * (SIZE // 2)}),
    )
    server.fail("quantized", server="cdn", drop_after=5000, times=1000)
    with pytest.raises(DownloadDamaged):
        fetch(hub, listing, tmp_path, bare)


def test_a_part_of_another_version_is_thrown_away(server, hub, listing, graph, tmp_path):
    (tmp_path / "onnx").mkdir()
    (tmp_path / f"{GRAPH}.{'0' * 16}.part").write_bytes(b"older" * 100)
    server.seen.clear()
    fetch(hub, listing, tmp_path, graph)
    assert {s.range for s in server.seen} == {None}
    assert contents(tmp_path) == {GRAPH: FILES[GRAPH]}


# -- refusals


def test_a_busy_hub_says_how_long_to_wait(server, hub, listing, graph, tmp_path):
    server.fail(RESOLVE, status=429, headers={"Retry-After": "37"})
    with pytest.raises(HubBusy) as caught:
        fetch(hub, listing, tmp_path, graph)
    assert (caught.value.host, caught.value.wait_s) == (server.host, 37)
    assert len(server.asked(RESOLVE)) == 1


@pytest.mark.parametrize("after", ["Wed, 21 Oct 2026 07:28:00 GMT", "", "999999999"])
def test_a_busy_hub_that_says_nothing_of_use_means_a_minute(server, hub, listing, tmp_path, after):
    server.fail("config", status=429, headers={"Retry-After": after})
    with pytest.raises(HubBusy) as caught:
        fetch(hub, listing, tmp_path)
    assert caught.value.wait_s == 60


def test_a_passing_fault_of_the_hub_passes(server, hub, listing, graph, tmp_path):
    server.fail(RESOLVE, status=503, times=2)
    server.fail("quantized", server="cdn", status=500)
    fetch(hub, listing, tmp_path, graph)
    assert contents(tmp_path) == {GRAPH: FILES[GRAPH]}


def test_a_lasting_fault_of_the_hub_is_told(server, hub, listing, graph, tmp_path):
    server.fail(RESOLVE, status=502, times=100)
    with pytest.raises(HubFailed) as caught:
        fetch(hub, listing, tmp_path, graph)
    assert (caught.value.host, caught.value.reason) == (server.host, "502 Bad Gateway")
    assert len(server.asked(RESOLVE)) == 4


def test_a_gated_model_wants_its_terms_accepted(server, hub, tmp_path):
    server.repos[REPO].gated = "manual"
    server.repos[REPO].needs_token = "hf_good"
    listing = look_up(hub)
    assert listing.is_gated
    with pytest.raises(RepoGated) as caught:
        fetch(hub, listing, tmp_path)
    assert caught.value.repo_id == REPO
    with pytest.raises(RepoGated):
        fetch(hub_at(server.url, token="hf_of_somebody_else"), listing, tmp_path)
    fetch(hub_at(server.url, token="hf_good"), listing, tmp_path)
    assert contents(tmp_path) == FILES


def test_an_unknown_token_is_told_apart(server, listing, tmp_path):
    with pytest.raises(TokenRefused) as caught:
        fetch(hub_at(server.url, token="unknown"), listing, tmp_path)
    assert caught.value.host == server.host


def test_a_file_that_is_gone_is_told(server, hub, listing, graph, tmp_path):
    server.is_pinned = False
    del server.repos[REPO].files[GRAPH]
    with pytest.raises(RepoUnfit):
        fetch(hub, listing, tmp_path, graph)


def test_a_redirect_without_end_is_a_fault_of_the_hub(server, hub, listing, graph, tmp_path):
    server.fail(RESOLVE, status=302, headers={"Location": f"/{REPO}/resolve/x/quantized"}, times=99)
    with pytest.raises(HubFailed):
        fetch(hub, listing, tmp_path, graph)


def test_a_redirect_to_something_else_than_the_web_is_not_followed(
    server, hub, listing, graph, tmp_path
):
    (tmp_path / "secret").write_bytes(FILES[GRAPH])
    server.fail(RESOLVE, status=302, headers={"Location": f"file://{tmp_path}/secret"}, times=9)
    with pytest.raises((HubFailed, NetworkUnreachable)):
        fetch(hub, listing, tmp_path / "to", graph)
    assert not (tmp_path / "to" / GRAPH).exists()


# -- no way there


def test_nobody_there_is_told_with_the_name_of_the_host(tmp_path, listing, graph):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and never listens
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(NetworkUnreachable) as caught:
            fetch(hub_at(f"http://{address}"), listing, tmp_path, graph)
    assert caught.value.host == address
    assert "refused" in caught.value.reason.lower()


def test_a_name_that_is_none_is_told(monkeypatch, listing, graph, tmp_path):
    def unknown(*_arguments, **_keywords):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NetworkUnreachable) as caught:
        fetch(hub_at("https://hub.invalid"), listing, tmp_path, graph)
    assert (caught.value.host, caught.value.reason) == ("hub.invalid", "Name or service not known")


def test_a_silent_hub_is_not_waited_for_for_ever(server, listing, graph, tmp_path):
    release = threading.Event()
    server.fail("quantized", before=lambda: release.wait(20), times=9)
    try:
        with pytest.raises(NetworkUnreachable) as caught:
            fetch(hub_at(server.url, timeout_s=0.05), listing, tmp_path, graph)
    finally:
        release.set()
    assert caught.value.reason == "no answer within 0.05 seconds"


def test_offline_nothing_is_opened_at_all(monkeypatch, tmp_path, listing):
    def forbidden(*_arguments, **_keywords):
        raise AssertionError("a socket")

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    asked = []
    hub = Hub(lambda: HubAccess(is_offline=True), lambda host: asked.append(host))
    with pytest.raises(NetworkForbidden):
        look_up(hub)
    with pytest.raises(NetworkForbidden):
        fetch(hub, listing, tmp_path)
    assert (asked, hub.n_connections) == ([], 0)


def test_everything_goes_through_the_proxy(server, tmp_path):
    """The CDN's second server stands for the proxy: it sees whole addresses."""
    hub = hub_at("http://hub.invalid", proxy=server.cdn_url)
    server.fail("/api/models", server="cdn", status=503)
    with pytest.raises(HubFailed) as caught:
        look_up(hub)
    assert caught.value.host == "hub.invalid"
    assert server.seen[0].headers["host"] == "hub.invalid"


def test_a_proxy_that_is_not_there_is_named(server):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(NetworkUnreachable) as caught:
            look_up(hub_at(server.url, proxy=f"http://{address}"))
    assert caught.value.host == address


# -- stopping


def test_a_stop_between_two_pieces_keeps_what_came(server, hub, listing, graph, tmp_path):
    cancel = CancelToken()
    work = hub.fetch(REPO, listing.revision, graph, tmp_path, cancel)
    while next(work).done_bytes < 65_536:
        pass
    cancel.set()
    with pytest.raises(Cancelled):
        next(work)
    (n_there,) = parts(tmp_path)
    assert n_there >= 65_536
    server.seen.clear()
    fetch(hub, listing, tmp_path, graph)
    assert server.seen[-1].range == f"bytes={n_there}-"


def test_a_stop_wakes_a_download_that_waits_for_the_hub(server, hub, listing, graph, tmp_path):
    cancel, release = CancelToken(), threading.Event()

    def stop_and_stay_silent():
        cancel.set()
        release.wait(20)

    server.fail("quantized", server="cdn", before=stop_and_stay_silent, after_bytes=5000)
    try:
        with pytest.raises(Cancelled):
            fetch(hub, listing, tmp_path, graph, cancel)
    finally:
        release.set()
    assert parts(tmp_path) == [5000]


def test_a_stop_wakes_a_look_up(server, hub):
    cancel, release = CancelToken(), threading.Event()
    server.fail("/api/models", before=lambda: (cancel.set(), release.wait(20)))
    try:
        with pytest.raises(Cancelled):
            hub.look_up(REPO, "", cancel)
    finally:
        release.set()


class StoppedInPause(CancelToken):
    """Set as soon as somebody waits for an event."""

    @contextmanager
    def hooked(self, hook):
        with super().hooked(hook):
            if isinstance(getattr(hook, "__self__", None), threading.Event):
                self.set()
            yield


def test_a_stop_ends_the_pause_before_another_try(server, listing, graph, tmp_path):
    hub = Hub(lambda: HubAccess(server.url), lambda _host: None, pauses_s=(3600.0,))
    server.fail(RESOLVE, status=503, times=9)
    with pytest.raises(Cancelled):
        fetch(hub, listing, tmp_path, graph, StoppedInPause())


def test_a_generator_that_is_let_go_closes_its_connection(server, hub, listing, graph, tmp_path):
    work = hub.fetch(REPO, listing.revision, graph, tmp_path, CancelToken())
    while next(work).done_bytes < 65_536:
        pass
    work.close()
    fetch(hub, listing, tmp_path, graph)
    assert contents(tmp_path) == {GRAPH: FILES[GRAPH]}


# -- the disk


def test_a_full_disk_is_told_and_what_came_is_kept(server, hub, listing, graph, tmp_path):
    with small_disk(tmp_path / "disk", 64) as disk:
        with pytest.raises(DiskFull):
            fetch(hub, listing, disk, graph)
        assert parts(disk)[0] > 0


def test_nothing_is_written_outside_the_folder_that_was_named(server, hub, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    root = Path(__file__).resolve().parents[2]
    code = (
        "import sys\n"
        f"sys.path[:0] = [{str(root)!r}, {str(root / 'tests')!r}]\n"
        "from pathlib import Path\n"
        "from hub_stand import hub_at, look_up, fetch\n"
        f"hub = hub_at({server.url!r})\n"
        "fetch(hub, look_up(hub), Path('into'))\n"
    )
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("HF_", "XDG_"))}
    done = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-c", code],
        cwd=tmp_path,
        env=environ | {"HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert {path.split("/")[0] for path in contents(tmp_path)} == {"into"}


def test_all_files_of_a_precision_come_with_the_small_ones(server, tmp_path):
    server.repos["own/two"] = Repo(
        FILES | {"onnx/model.onnx": b"graph" * 300, "onnx/model.onnx_data": b"w" * 9000}
    )
    hub = hub_at(server.url)
    listing = look_up(hub, "own/two")
    files = (*listing.small_files, *listing.variant("fp32").files)
    fetch(hub, listing, tmp_path, files)
    assert set(contents(tmp_path)) == {
        "config.json",
        "tokenizer.json",
        "onnx/model.onnx",
        "onnx/model.onnx_data",
    }
    assert all_files(listing) != files
