"""A model from a hub on this computer to a folder that works, and everything on the way that may
go wrong. Through the real huggingface_hub; the models are tiny and real."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
import tiny_models
from hub_server import Repo
from hub_stand import contents, hub_at, own_network_variables, server
from surroundings import small_disk

from assistant_app.cancel import CancelToken
from assistant_app.catalog.spec import ModelSpec, Variant
from assistant_app.catalog.store import ModelStore
from assistant_app.catalog.unfinished import NOTE, unfinished
from assistant_app.errors import (
    Cancelled,
    DiskTooSmall,
    DownloadDamaged,
    ModelDamaged,
    ModelFamilyUnknown,
    ModelNameTaken,
    ModelNameUnusable,
    ModelUnderWay,
    NetworkForbidden,
    NetworkUnreachable,
    RepoUnfit,
)
from assistant_app.slow_parts import foresee_folder, inspect_folder
from assistant_app.tasks.base import Progress, Stage
from assistant_app.tasks.install import (
    DiscardRequest,
    DiscardTask,
    InstallRequest,
    InstallTask,
    LookUpRequest,
    LookUpTask,
)
from assistant_app.workbench import Workbench

__all__ = ["own_network_variables", "server"]
REPO = "onnx-community/tiny-sentences"
GRAPH = "onnx/model_quantized.onnx"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> dict[str, bytes]:
    """The files of a real sentence encoder."""
    folder = tmp_path_factory.mktemp("tiny")
    tiny_models.make_sentence_encoder(folder)
    files = contents(folder)
    config = json.loads(files["config.json"])
    config.pop("deskhand", None)  # as a stranger's
    return files | {"config.json": json.dumps(config).encode()}


@pytest.fixture
def repo(server, tiny) -> Repo:
    repo = Repo(dict(tiny), model_type="bert", pipeline_tag="feature-extraction")
    server.repos[REPO] = repo
    return repo


@pytest.fixture
def models(tmp_path) -> ModelStore:
    return ModelStore(tmp_path / "shipped", tmp_path / "models", ())


@pytest.fixture
def task(server, models) -> InstallTask:
    return task_on(models, server.url)


def task_on(models: ModelStore, url: str, **access) -> InstallTask:
    return InstallTask(models, lambda: hub_at(url, **access), inspect_folder, foresee_folder)


def ran(task, request, cancel=None):
    """(events, result)"""
    work = task.run(request, cancel or CancelToken())
    events = []
    try:
        while True:
            events.append(next(work))
    except StopIteration as end:
        return events, end.value


def graph_of(repo: Repo) -> str:
    return next(path for path in repo.files if path.endswith(".onnx"))


def downloads(models: ModelStore) -> dict[str, bytes]:
    folder = models.own.path / ".work" / "downloads"
    return contents(folder)


def test_a_model_is_looked_up_downloaded_checked_and_there(repo, models, task):
    events, spec = ran(task, InstallRequest(REPO))
    assert models.spec(spec.id) == spec
    assert (spec.id, spec.task, spec.source, spec.repo_id) == (
        "tiny-sentences", "sentences", "hub", REPO,
    )  # fmt: skip
    assert (spec.revision, spec.licence, spec.family) == (repo.commit, "apache-2.0", "bert")
    there = contents(models.checked_path(spec.id))
    there.pop("deskhand-model.json")
    assert there == repo.files
    assert models.verify(spec.id) == ()
    assert downloads(models) == {}
    stages = [event.stage for event in events]
    assert (stages[0], stages[-1]) == (Stage.LOOKING_UP, Stage.CHECKING)
    loading = [event for event in events if event.stage is Stage.DOWNLOADING]
    assert loading[0].done == 0
    assert loading[-1].done == loading[-1].total == sum(map(len, repo.files.values()))
    assert [e.done for e in loading] == sorted(e.done for e in loading)
    assert {e.item for e in loading} == set(repo.files)


def test_the_small_files_come_before_the_graphs(server, repo, task):
    ran(task, InstallRequest(REPO))
    asked = [s.path.rpartition("/")[2] for s in server.asked("/resolve/")]
    assert asked[0] == "config.json"
    assert asked[-1] == graph_of(repo).rpartition("/")[2]


def test_it_works_in_the_engine_afterwards(repo, server, tmp_path, models, task, monkeypatch):
    _events, spec = ran(task, InstallRequest(REPO))
    from assistant_app.inference.device import DeviceRequest
    from assistant_app.inference.engine import Engine

    engine = Engine(DeviceRequest("cpu"), 1, models.checked_path)
    rows = engine.sentences(spec.id).encode(["one", "two"], CancelToken())
    assert len(rows) == 2


def test_a_page_address_is_as_good_as_a_name(repo, task):
    _events, spec = ran(task, InstallRequest(f"https://huggingface.co/{REPO}/tree/main"))
    assert (spec.repo_id, spec.revision) == (REPO, repo.commit)


def test_looking_up_installs_nothing(repo, models, server):
    look_up = LookUpTask(models, lambda: hub_at(server.url))
    events, listing = ran(look_up, LookUpRequest(REPO))
    assert events == [Progress(Stage.LOOKING_UP, item=REPO)]
    assert listing.revision == repo.commit
    assert not models.own.path.exists()


# -- the catalog's word


def offer(**changes) -> ModelSpec:
    facts = {
        "id": "good-sentences",
        "task": "sentences",
        "title": "Good sentences",
        "languages": ("en", "de"),
        "pairs": (),
        "licence": "MIT",
        "summary": "Tells what says the same.",
        "size_bytes": 5,
        "files": (),
        "is_default": False,
        "source": "hub",
        "repo_id": REPO,
        "variants": (Variant("q8", (), 5),),
    }
    return ModelSpec(**(facts | changes))


@pytest.mark.parametrize("name", ["good-sentences", REPO, REPO.upper()])
def test_an_offer_of_the_catalog_lends_its_words(repo, server, tmp_path, name):
    models = ModelStore(tmp_path / "shipped", tmp_path / "models", (offer(is_commercial=False),))
    _events, spec = ran(task_on(models, server.url), InstallRequest(name))
    assert (spec.id, spec.title, spec.licence) == ("good-sentences", "Good sentences", "MIT")
    assert (spec.summary, spec.languages) == ("Tells what says the same.", ("en", "de"))
    assert not spec.is_commercial
    assert models.offered() == ()


def test_the_catalog_may_pin_a_commit(repo, server, tmp_path):
    models = ModelStore(tmp_path / "s", tmp_path / "models", (offer(revision=repo.commit),))
    ran(task_on(models, server.url), InstallRequest("good-sentences"))
    assert server.seen[0].path == f"/api/models/{REPO}/revision/{repo.commit}"


def test_the_catalogs_first_precision_is_taken_unless_the_hub_has_it_no_more(
    repo, server, tmp_path
):
    repo.files["onnx/model_fp16.onnx"] = repo.files[graph_of(repo)]
    for first, taken in (("fp16", "fp16"), ("bnb4", "q8")):
        variants = (Variant(first, (), 5),)
        models = ModelStore(tmp_path / "s", tmp_path / first, (offer(variants=variants),))
        _events, spec = ran(task_on(models, server.url), InstallRequest("good-sentences"))
        assert spec.precision == taken


# -- names


def test_a_second_repository_of_the_same_name_gets_its_owners(repo, server, models, task):
    ran(task, InstallRequest(REPO))
    server.repos["somebody/tiny-sentences"] = repo
    _events, spec = ran(task, InstallRequest("somebody/tiny-sentences"))
    assert spec.id == "somebody--tiny-sentences"


def test_a_name_of_ones_own(repo, task):
    _events, spec = ran(task, InstallRequest(REPO, model_id="mine"))
    assert (spec.id, spec.title) == ("mine", "tiny-sentences")


def test_a_name_that_is_taken_or_can_be_none_is_refused_before_anything_comes(
    repo, server, models, task
):
    ran(task, InstallRequest(REPO, model_id="mine"))
    server.repos["own/other"] = repo
    for name, error in (("mine", ModelNameTaken), ("../up", ModelNameUnusable)):
        with pytest.raises(error):
            ran(task, InstallRequest("own/other", model_id=name))
    assert downloads(models) == {}


# -- precisions


def test_a_precision_can_be_chosen(repo, task):
    repo.files["onnx/model_fp16.onnx"] = repo.files[graph_of(repo)]
    _events, spec = ran(task, InstallRequest(REPO, precision="fp16"))
    assert spec.precision == "fp16"
    assert [v.precision for v in spec.variants] == ["fp16"]
    assert {f.path for f in spec.files if f.path.endswith(".onnx")} == {"onnx/model_fp16.onnx"}


def test_one_that_is_not_there_is_refused_with_those_that_are(repo, models, task):
    with pytest.raises(RepoUnfit, match="no q4f16 files"):
        ran(task, InstallRequest(REPO, precision="q4f16"))
    assert downloads(models) == {}


def test_a_further_precision_joins_the_one_that_is_installed(repo, server, models, task):
    repo.files["onnx/model_fp16.onnx"] = repo.files[graph_of(repo)] + b""
    first = ran(task, InstallRequest(REPO))[1]
    server.seen.clear()
    _events, spec = ran(task, InstallRequest(REPO, precision="fp16"))
    assert spec.id == first.id
    assert {v.precision for v in spec.variants} == {first.precision, "fp16"}
    assert [s.path.rpartition("/")[2] for s in server.asked("/resolve/")] == ["model_fp16.onnx"]
    assert models.verify(spec.id) == ()
    assert models.spec(spec.id) == spec
    assert downloads(models) == {}


def test_what_is_installed_already_is_not_fetched_again(repo, server, task):
    first = ran(task, InstallRequest(REPO))[1]
    server.seen.clear()
    events, spec = ran(task, InstallRequest(REPO))
    assert spec == first
    assert server.asked("/resolve/") == []
    assert [event.stage for event in events] == [Stage.LOOKING_UP]


def test_another_revision_than_the_installed_one_needs_a_name_of_its_own(repo, task):
    first = ran(task, InstallRequest(REPO))[1]
    repo.files["README.md"] = b"news"
    page = f"https://hub/{REPO}/tree/main"
    for named in (InstallRequest(REPO, revision="main"), InstallRequest(page)):
        with pytest.raises(ModelNameTaken):
            ran(task, named)
    other = ran(task, InstallRequest(REPO, revision="main", model_id="newer"))[1]
    assert other.revision == repo.commit != first.revision


# -- broken off and gone on with


def stop_after(task, request, n_bytes: int) -> None:
    cancel = CancelToken()
    work = task.run(request, cancel)
    while (event := next(work)).stage is not Stage.DOWNLOADING or event.done < n_bytes:
        pass
    cancel.set()
    with pytest.raises(Cancelled):
        next(work)


def large(repo: Repo) -> None:
    """A graph of some size, so that there is a middle to stop in."""
    repo.files["onnx/model.onnx_data"] = os.urandom(400_000)
    repo.files["onnx/model.onnx"] = repo.files.pop(graph_of(repo))


def test_a_pause_keeps_what_came_and_the_same_request_goes_on(repo, server, models, task):
    large(repo)
    total = sum(map(len, repo.files.values()))
    stop_after(task, InstallRequest(REPO), 200_000)
    (begun,) = unfinished(models.own)
    assert (begun.model_id, begun.repo_id, begun.precision, begun.revision) == (
        "tiny-sentences", REPO, "fp32", "",
    )  # fmt: skip
    assert (begun.title, begun.total_bytes) == ("tiny-sentences", total)
    assert 200_000 <= begun.done_bytes < total
    assert models.installed() == ()
    server.seen.clear()
    _events, spec = ran(task, InstallRequest(REPO))
    assert sum(s.range is not None for s in server.seen if s.server == "cdn") == 1
    assert not server.asked("/resolve/.*tokenizer")
    assert models.verify(spec.id) == ()
    assert (unfinished(models.own), downloads(models)) == ((), {})


def test_a_discarded_download_is_gone(repo, models, task):
    large(repo)
    stop_after(task, InstallRequest(REPO), 200_000)
    assert downloads(models)
    discard = DiscardTask(models)
    ran(discard, DiscardRequest("tiny-sentences"))
    ran(discard, DiscardRequest("tiny-sentences"))
    assert (downloads(models), unfinished(models.own)) == ({}, ())
    with pytest.raises(ModelNameUnusable):
        ran(discard, DiscardRequest("../../up"))


def test_a_repository_that_changed_during_a_pause_is_taken_as_it_is_now(repo, server, models, task):
    large(repo)
    stop_after(task, InstallRequest(REPO), 300_000)
    repo.files["onnx/model.onnx_data"] = newer = os.urandom(400_000)
    server.seen.clear()
    _events, spec = ran(task, InstallRequest(REPO))
    assert (models.path(spec.id) / "onnx/model.onnx_data").read_bytes() == newer
    assert spec.revision == repo.commit
    assert not server.asked("/resolve/.*tokenizer")
    assert [s.range for s in server.asked("/resolve/.*onnx_data")] == [None]


def test_another_precision_after_a_pause_leaves_nothing_of_the_first(repo, models, task):
    large(repo)
    repo.files["onnx/model_fp16.onnx"] = repo.files["onnx/model.onnx"]
    stop_after(task, InstallRequest(REPO, precision="fp32"), 200_000)
    _events, spec = ran(task, InstallRequest(REPO, precision="fp16"))
    assert not [p for p in contents(models.path(spec.id)) if "onnx_data" in p or "part" in p]


def test_a_connection_that_breaks_for_good_keeps_what_came(repo, server, models, task):
    large(repo)
    server.fail("onnx_data", server="cdn", drop_after=100_000)
    server.fail("onnx_data", server="cdn", drop_after=0, times=99)
    with pytest.raises(NetworkUnreachable):
        ran(task, InstallRequest(REPO))
    assert unfinished(models.own)[0].done_bytes > 100_000
    server.faults.clear()
    assert models.verify(ran(task, InstallRequest(REPO))[1].id) == ()


def test_wrong_bytes_are_not_installed(repo, server, models, task):
    server.fail(graph_of(repo).rpartition("/")[2], server="cdn", change=lambda c: c[::-1], times=9)
    with pytest.raises(DownloadDamaged):
        ran(task, InstallRequest(REPO))
    assert models.installed() == ()
    server.faults.clear()
    ran(task, InstallRequest(REPO))


def test_two_downloads_of_one_model_do_not_meet(repo, server, models):
    large(repo)
    cancel = CancelToken()
    first = task_on(models, server.url).run(InstallRequest(REPO), cancel)
    while next(first).stage is not Stage.DOWNLOADING:
        pass
    second = task_on(ModelStore(Path("none"), models.own.path, ()), server.url)
    with pytest.raises(ModelUnderWay) as caught:
        ran(second, InstallRequest(REPO))
    assert caught.value.model_id == "tiny-sentences"
    with pytest.raises(ModelUnderWay):
        ran(DiscardTask(models), DiscardRequest("tiny-sentences"))
    first.close()
    assert models.verify(ran(second, InstallRequest(REPO))[1].id) == ()


# -- refused early


@pytest.mark.parametrize(
    ("config", "graphs", "reason"),
    [
        (
            {"model_type": "bert", "architectures": ["BertForTokenClassification"]},
            (),
            "marks words",
        ),
        ({"model_type": "llava"}, ("onnx/embed_tokens.onnx",), "text and pictures"),
    ],
)
def test_what_can_not_run_is_told_before_the_graphs_come(
    repo, server, models, task, config, graphs, reason
):
    repo.files["config.json"] = json.dumps(config).encode()
    repo.files[GRAPH] = repo.files.pop(graph_of(repo))
    for graph in graphs:
        repo.files["onnx/decoder_model_merged.onnx"] = repo.files.pop(GRAPH)
        repo.files[graph] = b"graph" * 1000
    with pytest.raises((ModelFamilyUnknown, RepoUnfit)) as caught:
        ran(task, InstallRequest(REPO))
    assert reason in caught.value.reason
    assert server.asked(r"/resolve/.*\.onnx") == []
    assert downloads(models) == {}


def test_what_turns_out_unfit_is_thrown_away(repo, models, task):
    repo.files[graph_of(repo)] = b"not a graph at all " * 1000
    with pytest.raises(ModelDamaged):
        ran(task, InstallRequest(REPO))
    assert (downloads(models), models.installed()) == ({}, ())


def test_without_room_nothing_is_begun(repo, server, tmp_path):
    large(repo)
    with small_disk(tmp_path / "disk", 256) as disk:
        models = ModelStore(tmp_path / "shipped", disk / "models", ())
        with pytest.raises(DiskTooSmall) as caught:
            ran(task_on(models, server.url), InstallRequest(REPO))
        assert caught.value.needed_bytes > sum(map(len, repo.files.values()))
        assert server.asked("/resolve/") == []


def test_offline_nothing_is_asked(repo, models):
    task = InstallTask(
        models,
        lambda: hub_at("http://127.0.0.1:1", is_offline=True),
        inspect_folder,
        foresee_folder,
    )
    with pytest.raises(NetworkForbidden):
        ran(task, InstallRequest(REPO))
    assert not models.own.path.exists()


# -- notes of downloads


@pytest.mark.parametrize(
    "note", [b"", b"[]", b"{", b"null", b'{"repo_id": 1}', b"\xff", b"[" * 5000]
)
def test_a_note_that_makes_no_sense_is_left_alone(models, note):
    folder = models.own.download_folder("odd")
    folder.mkdir(parents=True)
    (folder / NOTE).write_bytes(note)
    assert unfinished(models.own) == ()


def test_a_download_without_its_note_is_gone_on_with_all_the_same(repo, models, task):
    large(repo)
    stop_after(task, InstallRequest(REPO), 200_000)
    (models.own.download_folder("tiny-sentences") / NOTE).unlink()
    assert unfinished(models.own) == ()
    assert ran(task, InstallRequest(REPO))[1].id == "tiny-sentences"


# -- the workbench


def test_the_workbench_asks_the_hub_of_the_settings(repo, server, own_home, tmp_path):
    from assistant_app.paths import Paths

    resources = Path(__file__).resolve().parents[2] / "resources"
    workbench = Workbench(Paths(own_home, resources, tmp_path / "none"), ())
    workbench.settings.update(hub_endpoint=server.url)
    assert workbench.n_connections == 0
    _events, spec = ran(workbench.install, InstallRequest(REPO))
    assert workbench.models.spec(spec.id) == spec
    assert workbench.n_connections > 0
    workbench.settings.update(is_offline=True)
    assert workbench.is_offline
    with pytest.raises(NetworkForbidden):
        ran(workbench.look_up, LookUpRequest(REPO))
    workbench.settings.update(is_offline=False)
    workbench.is_offline_run = True
    with pytest.raises(NetworkForbidden):
        ran(workbench.look_up, LookUpRequest(REPO))
    assert workbench.unfinished() == ()
    workbench.close()


def test_a_file_lies_nowhere_else(repo, models, task, tmp_path):
    ran(task, InstallRequest(REPO))
    shutil.rmtree(models.own.path / ".work")
    assert [p.name for p in tmp_path.iterdir()] == ["models"]
