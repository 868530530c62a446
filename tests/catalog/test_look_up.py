"""What the hub says of a repository, asked through the real huggingface_hub."""

from __future__ import annotations

import pytest
from hub_server import Repo
from hub_stand import FILES, GRAPH, REPO, hub_at, look_up, own_network_variables, server

from assistant_app.errors import (
    HubBusy,
    HubFailed,
    RepoUnfit,
    RepoUnknown,
    RevisionUnknown,
    TokenRefused,
)

__all__ = ["own_network_variables", "server"]


def test_a_listing_has_commit_sizes_and_hashes(server):
    listing = look_up(hub_at(server.url))
    assert (listing.repo_id, listing.revision) == (REPO, server.repos[REPO].commit)
    (variant,) = listing.variants
    assert (variant.precision, variant.size_bytes) == ("q8", len(FILES[GRAPH]))
    assert [(f.path, f.size_bytes, f.sha256) for f in variant.files] == [
        (GRAPH, len(FILES[GRAPH]), server.repos[REPO].etag(GRAPH))
    ]
    small = {f.path: f for f in listing.small_files}
    assert small["config.json"].blob_id == server.repos[REPO].etag("config.json")
    assert (listing.licence, listing.task, listing.family) == ("apache-2.0", "sentences", "bert")


def test_nothing_is_downloaded_for_it(server):
    look_up(hub_at(server.url))
    assert [(s.method, s.path) for s in server.seen] == [("GET", f"/api/models/{REPO}")]


def test_a_revision_can_be_named(server):
    commit = server.repos[REPO].commit
    assert look_up(hub_at(server.url), revision=commit).revision == commit
    assert server.seen[-1].path == f"/api/models/{REPO}/revision/{commit}"


def test_a_revision_that_is_none_is_told(server):
    with pytest.raises(RevisionUnknown) as caught:
        look_up(hub_at(server.url), revision="v9")
    assert (caught.value.repo_id, caught.value.revision) == (REPO, "v9")


@pytest.mark.parametrize("token", [None, "hf_good"])
def test_a_repository_that_is_none_is_told(server, token):
    with pytest.raises(RepoUnknown) as caught:
        look_up(hub_at(server.url, token=token), "nobody/nothing")
    assert caught.value.repo_id == "nobody/nothing"


@pytest.mark.parametrize("repo_id", ["a b", "a/b/c", "../etc", "", "a--b", "x" * 200, "模型"])
def test_a_name_that_can_be_none_is_told_without_a_question(server, repo_id):
    with pytest.raises(RepoUnknown):
        look_up(hub_at(server.url), repo_id)
    assert server.seen == []


def test_a_private_repository_wants_its_token(server):
    server.repos[REPO].needs_token = "hf_good"
    with pytest.raises(RepoUnknown):
        look_up(hub_at(server.url))
    assert look_up(hub_at(server.url, token="hf_good")).variants
    with pytest.raises(TokenRefused):
        look_up(hub_at(server.url, token="unknown"))


def test_a_token_that_may_not_read_is_told_apart(server):
    server.fail("/api/models", status=403)
    with pytest.raises(TokenRefused) as caught:
        look_up(hub_at(server.url, token="hf_good"))
    assert caught.value.host == server.host


def test_a_wall_in_front_of_the_hub_is_its_own_fault(server):
    server.fail("/api/models", status=403)
    with pytest.raises(HubFailed) as caught:
        look_up(hub_at(server.url))
    assert caught.value.reason == "403 Forbidden"


def test_a_busy_hub_is_told_at_once(server):
    server.fail("/api/models", status=429, headers={"Retry-After": "12"}, times=9)
    with pytest.raises(HubBusy) as caught:
        look_up(hub_at(server.url))
    assert caught.value.wait_s == 12
    assert len(server.seen) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504, 418])
def test_a_fault_of_the_hub_is_told(server, status):
    server.fail("/api/models", status=status)
    with pytest.raises(HubFailed) as caught:
        look_up(hub_at(server.url))
    assert caught.value.reason.startswith(str(status))


@pytest.mark.parametrize(
    "body",
    [
        b"<html>Please log in to the hotel's network</html>",
        b"",
        b"[]",
        b"null",
        b'{"sha": 1}',
        b'{"id": "x", "siblings": [{"size": 3}]}',
        b'{"id": "x", "siblings": [{"rfilename": "a", "lfs": 5}]}',
        b'{"id": "x", "siblings": 7}',
        b"\xff\xfe{",
    ],
)
def test_an_answer_that_makes_no_sense_is_told(server, body):
    server.fail("/api/models", status=200, body=body)
    with pytest.raises(HubFailed) as caught:
        look_up(hub_at(server.url))
    assert caught.value.reason == "its answer makes no sense"


@pytest.mark.parametrize(
    "body",
    [
        b'{"id": "x"}',
        b'{"id": "x", "siblings": []}',
        b'{"id": "x", "siblings": [{"rfilename": 7}]}',
        b'{"id": "x", "siblings": [{"rfilename": "../../onnx/model.onnx", "size": 3}]}',
    ],
)
def test_a_repository_without_graphs_is_unfit(server, body):
    server.fail("/api/models", status=200, body=body)
    with pytest.raises(RepoUnfit):
        look_up(hub_at(server.url))


def test_a_mirror_whose_list_has_no_sizes_is_asked_file_by_file(server):
    server.has_blobs = False
    server.repos[REPO].files["pytorch_model.bin"] = b"never asked for"
    listing = look_up(hub_at(server.url))
    assert listing.variants[0].files[0].sha256 == server.repos[REPO].etag(GRAPH)
    assert listing.variants[0].size_bytes == len(FILES[GRAPH])
    heads = [s for s in server.seen if s.method == "HEAD"]
    assert {s.server for s in heads} == {"hub"}
    assert not [s for s in heads if s.path.endswith(".bin")]


def test_a_mirror_that_knows_no_size_at_all_is_told(server):
    server.has_blobs = server.has_etags = False
    with pytest.raises(HubFailed) as caught:
        look_up(hub_at(server.url))
    assert "how large" in caught.value.reason


def test_a_repository_that_was_renamed_is_followed(server):
    moved = {"Location": f"/api/models/{REPO}?blobs=True"}
    server.fail("/api/models/old/name", status=307, headers=moved)
    assert look_up(hub_at(server.url), "old/name").variants


@pytest.mark.parametrize(
    ("licence", "shown", "is_commercial"),
    [
        ("apache-2.0", "apache-2.0", True),
        (None, "", True),
        (["mit", "cc-by-4.0"], "mit, cc-by-4.0", True),
        ("cc-by-nc-4.0", "cc-by-nc-4.0", False),
    ],
)
def test_the_licence_is_that_of_the_card(server, licence, shown, is_commercial):
    server.repos[REPO].licence = licence
    listing = look_up(hub_at(server.url))
    assert (listing.licence, listing.is_commercial) == (shown, is_commercial)


def test_a_repository_of_other_weights_says_what_to_look_for(server):
    server.repos["own/gguf"] = Repo({"model.gguf": b"GGUF", "config.json": b"{}"})
    with pytest.raises(RepoUnfit) as caught:
        look_up(hub_at(server.url), "own/gguf")
    assert "GGUF" in caught.value.reason
