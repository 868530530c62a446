"""``deskhand models ...`` on tiny real models of strangers and a hub on this computer."""

from __future__ import annotations

import json
import os
import shutil
import signal
from pathlib import Path

import pytest
import tiny_models
from cli_stand import Stand, install, paths_of
from hub_server import HubServer, Repo
from hub_stand import contents, own_network_variables, server

from assistant_app.catalog.record import RECORD
from assistant_app.catalog.spec import load_catalog
from assistant_app.cli.model_rows import offer_lines
from assistant_app.cli.terminal import Terminal
from assistant_app.settings import SettingsStore
from assistant_app.tasks.base import Stage

__all__ = ["own_network_variables", "server"]
REPO = "onnx-community/tiny"
SAMPLES = Path(__file__).resolve().parents[1] / "resources/samples"
GRAPH = "onnx/model_quantized.onnx"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = install(tmp_path_factory.mktemp("installation"))
    shutil.copytree(SAMPLES, root / "resources/samples")
    return root


@pytest.fixture
def stand(installation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stand:
    return Stand(monkeypatch, paths_of(installation, tmp_path / "home"))


@pytest.fixture
def writer(tmp_path: Path) -> Path:
    """A stranger's export: nothing in it is Deskhand's own."""
    return stranger(tiny_models.make_writer(tmp_path / "from/Stranger-1B"))


def stranger(folder: Path) -> Path:
    config = json.loads((folder / "config.json").read_text())
    config.pop("deskhand", None)
    (folder / "config.json").write_text(json.dumps(config))
    return folder


@pytest.fixture
def hub(stand: Stand, server: HubServer, tmp_path: Path) -> HubServer:
    """The server as the mirror of the settings, with a stranger's sentence encoder."""
    folder = stranger(tiny_models.make_sentence_encoder(tmp_path / "hub/tiny"))
    server.repos[REPO] = Repo(contents(folder), model_type="bert")
    SettingsStore(stand.paths.settings_file).update(hub_endpoint=server.url)
    return server


def ids(stand: Stand, *options: str) -> list[str]:
    return [row["id"] for row in stand.run("models", "list", *options, "--json").json["models"]]


def test_an_imported_folder_works_by_its_name(stand: Stand, writer: Path) -> None:
    """The issue's own sentence: known by its folder's name, and --model uses it."""
    imported = stand.run("models", "import", writer)
    assert imported.code == 0
    assert "Stranger-1B" in imported.out

    said = stand.run(
        "write", "continue", "--model", "Stranger-1B", "--temperature", "0", "--max-tokens", "4",
        stdin="01",
    )  # fmt: skip
    assert (said.code, said.out.strip()) == (0, "2345")
    assert "Stranger-1B" in ids(stand)


@pytest.mark.parametrize(
    ("make", "command"),
    [
        (tiny_models.make_translator, ("translate", "--from", "en", "--to", "zh")),
        (tiny_models.make_sentence_encoder, ("summarise", "-n", "1")),
    ],
)
def test_imported_models_of_other_tasks(stand: Stand, tmp_path: Path, make, command) -> None:
    make(tmp_path / "from/mine")
    assert stand.run("models", "import", tmp_path / "from/mine").code == 0
    done = stand.run(*command, "--model", "mine", stdin="One cat. Two cats. A dog.")
    assert done.code == 0
    assert done.out.strip()


def test_import_tells_what_was_left_out(stand: Stand, writer: Path) -> None:
    (writer / "pytorch_model.bin").write_bytes(b"pickle")
    done = stand.run("models", "import", writer, "--json")
    assert "pytorch_model.bin" in done.err
    (row,) = done.json["models"]
    assert (row["id"], row["task"], row["source"]) == ("Stranger-1B", "writing", "imported")
    assert row["precisions"] == ["q8"]


def test_import_of_nothing_good(stand: Stand, tmp_path: Path, writer: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "gone"):
        failed = stand.run("models", "import", path)
        assert (failed.code, failed.out) == (1, "")
        assert "Traceback" not in failed.err
    stand.run("models", "import", writer)
    again = stand.run("models", "import", writer, "--json")
    assert again.code == 1
    assert again.json["error"] == "ModelNameTaken"
    assert "Stranger-1B-2" in again.json["message"]
    assert stand.run("models", "import", writer, "--name", "Stranger-1B-2").code == 0
    assert stand.run("models", "import", writer, writer, "--name", "x").code == 2


def test_two_broken_models_do_not_stand_in_the_list(stand: Stand, writer: Path) -> None:
    (writer / GRAPH).write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\n")
    done = stand.run("models", "import", writer)
    assert done.code == 1
    assert "Git LFS" in done.err
    assert "Stranger-1B" not in ids(stand)


def test_a_pack_goes_to_another_computer(
    stand: Stand, writer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installation: Path
) -> None:
    stand.run("models", "import", writer)
    out = stand.run("models", "export", "Stranger-1B", tmp_path, "--json")
    pack = Path(out.json["path"])
    assert pack == tmp_path / "Stranger-1B.deskhand-model.zip"
    assert out.json["size_bytes"] == pack.stat().st_size

    other = Stand(monkeypatch, paths_of(installation, tmp_path / "other"))
    assert other.run("models", "import", pack).code == 0
    assert "Stranger-1B: as it should be" in other.run("models", "verify", "Stranger-1B").out
    assert other.run("models", "export", "tiny-writer", tmp_path / "shipped.zip").code == 0


def test_verify_finds_damage_and_says_what_to_do(stand: Stand, writer: Path) -> None:
    stand.run("models", "import", writer)
    assert stand.run("models", "verify").code == 0
    path = stand.paths.user_models / "Stranger-1B/tokenizer.json"
    path.write_bytes(path.read_bytes().swapcase())

    damaged = stand.run("models", "verify", "--json")

    assert damaged.code == 1
    problems = {row["id"]: row["problems"] for row in damaged.json["models"]}
    (problem,) = problems.pop("Stranger-1B")
    assert problem["error"] == "ModelDamaged"
    assert "import it again" in problem["message"]
    assert not any(problems.values())
    repair = stand.run("models", "repair", "Stranger-1B")
    assert repair.code == 1
    assert "import it again" in repair.err
    assert stand.run("models", "verify", "nonsense").code == 1


def test_remove_asks_and_never_takes_a_shipped_model(stand: Stand, writer: Path) -> None:
    stand.run("models", "import", writer)
    stand.run("models", "default", "writing", "Stranger-1B")
    assert stand.run("models", "remove", "Stranger-1B").code == 2
    refused = stand.run("models", "remove", "Stranger-1B", stdin="n\n", has_keyboard=True)
    assert refused.code == 130
    shipped = stand.run("models", "remove", "Stranger-1B", "tiny-writer", "--yes")
    assert shipped.code == 1
    assert "ships with Deskhand" in shipped.err
    assert "Stranger-1B" in ids(stand)

    assert stand.run("models", "remove", "Stranger-1B", "--yes").code == 0

    assert "Stranger-1B" not in ids(stand)
    assert not (stand.paths.user_models / "Stranger-1B").exists()
    assert SettingsStore(stand.paths.settings_file).current.models == ()
    assert stand.run("models", "remove", "Stranger-1B", "--yes").code == 1


def test_the_default_of_a_task(stand: Stand, writer: Path) -> None:
    stand.run("models", "import", writer)
    assert stand.run("models", "default", "writing").out == "writing: tiny-writer\n"
    assert stand.run("models", "default", "writing", "Stranger-1B").code == 0
    said = stand.run("write", "continue", "--json", stdin="01").json
    assert said["model"] == "Stranger-1B"
    rows = stand.run("models", "list", "--json").json["models"]
    assert {r["id"]: r["default_for"] for r in rows}["Stranger-1B"] == ["writing"]
    assert stand.run("models", "default", "translation", "Stranger-1B").code == 1
    assert stand.run("models", "default", "summaries").code == 1
    assert stand.run("models", "default", "writing", "--reset").out == "writing: tiny-writer\n"
    assert stand.run("models", "default", "writing", "x", "--reset").code == 2


def test_the_precision_of_a_model(stand: Stand, writer: Path) -> None:
    shutil.copy(writer / GRAPH, writer / "onnx/model.onnx")
    stand.run("models", "import", writer)
    assert stand.run("models", "precision", "Stranger-1B").out.startswith("Stranger-1B: auto")
    chosen = stand.run("models", "precision", "Stranger-1B", "fp32", "--json")
    assert chosen.json["precision"] == "fp32"
    assert set(chosen.json["precisions"]) == {"fp32", "q8"}
    (stand.paths.user_models / "Stranger-1B" / GRAPH).unlink()
    missing = stand.run("models", "precision", "Stranger-1B", "q4f16")
    assert missing.code == 1
    assert "q4f16" in missing.err
    assert stand.run("models", "precision", "Stranger-1B", "auto").code == 0
    assert SettingsStore(stand.paths.settings_file).current.precisions == ()
    assert stand.run("models", "precision", "tiny-writer", "q8").code == 0


@pytest.mark.parametrize(
    ("model_id", "unit"),
    [
        ("tiny-translator", "sentences"),
        ("tiny-writer", "tokens"),
        ("tiny-sentences", "sentences"),
        ("tiny-pictures", "pictures"),
    ],
)
def test_a_model_is_tried(stand: Stand, model_id: str, unit: str) -> None:
    trial = stand.run("models", "try", model_id, "--device", "cpu", "--json").json
    assert (trial["model_id"], trial["unit"], trial["device"]) == (model_id, unit, "CPU")
    assert trial["rate"] > 0
    assert trial["load_s"] > 0
    assert trial["sample_in"]
    assert trial["sample_out"]
    said = stand.run("models", "try", model_id, "--device", "cpu")
    assert f"{unit} a second on CPU" in said.out


def test_a_folder_put_there_by_hand_is_told_and_can_be_imported(stand: Stand, writer: Path) -> None:
    folder = stand.paths.user_models / "by-hand"
    shutil.copytree(writer, folder)
    listed = stand.run("models", "list")
    assert "by-hand" not in listed.out
    assert f"deskhand models import {folder}" in listed.err

    assert stand.run("models", "import", folder).code == 0

    assert (folder / RECORD).is_file()
    assert "by-hand" in ids(stand)


def test_look_up_lists_everything_before_a_byte_is_fetched(stand: Stand, hub: HubServer) -> None:
    done = stand.run("models", "look-up", REPO)
    assert done.code == 0
    assert REPO in done.out
    assert GRAPH in done.out
    assert not stand.paths.user_models.exists()
    rows = stand.run("models", "look-up", REPO, "--json").json
    assert [row["precision"] for row in rows["precisions"]] == ["q8"]
    unknown = stand.run("models", "look-up", "nobody/nothing", "--json")
    assert (unknown.code, unknown.json["error"]) == (1, "RepoUnknown")


def test_install_verify_damage_repair_remove(stand: Stand, hub: HubServer) -> None:
    installed = stand.run("models", "install", REPO, "--json")
    assert installed.code == 0
    (row,) = installed.json["models"]
    assert (row["id"], row["source"], row["repo_id"]) == ("tiny", "hub", REPO)

    graph = stand.paths.user_models / "tiny" / GRAPH
    whole = graph.read_bytes()
    graph.write_bytes(whole[:-7])
    assert "Repair" in stand.run("models", "verify", "tiny").out
    used = stand.run("summarise", "--model", "tiny", stdin="One. Two. Three. Four.")
    assert used.code == 1
    assert "Repair" in used.err
    hub.seen.clear()

    assert stand.run("models", "repair", "tiny").code == 0

    assert graph.read_bytes() == whole
    assert not hub.asked("config.json")
    assert stand.run("models", "verify", "tiny").code == 0
    assert stand.run("models", "repair", "tiny").code == 0
    assert stand.run("models", "remove", "tiny", "--yes").code == 0


def test_a_repair_of_what_the_hub_has_no_more(stand: Stand, hub: HubServer) -> None:
    stand.run("models", "install", REPO)
    graph = stand.paths.user_models / "tiny" / GRAPH
    graph.unlink()
    del hub.repos[REPO]

    failed = stand.run("models", "repair", "tiny", "--json")

    assert (failed.code, failed.json["error"]) == (1, "RepoUnknown")
    assert not graph.exists()
    assert (graph.parents[1] / "config.json").is_file()


def test_offline_forbids_the_hub_and_nothing_else(
    stand: Stand, hub: HubServer, writer: Path
) -> None:
    for arguments in (
        ("--offline", "models", "install", REPO),
        ("models", "install", "--offline", REPO),
        ("models", "look-up", REPO, "--offline"),
    ):
        done = stand.run(*arguments)
        assert done.code == 1
        assert "switched off" in done.err
    assert hub.seen == []
    assert stand.run("--offline", "models", "import", writer).code == 0
    assert stand.run("--offline", "models", "verify").code == 0


def test_ctrl_c_pauses_a_download_and_the_same_command_goes_on(
    stand: Stand, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Terminal.progress

    def interrupting(self, progress, is_streaming):
        if progress.stage is Stage.DOWNLOADING and progress.done:
            os.kill(os.getpid(), signal.SIGINT)
        shown(self, progress, is_streaming)

    with monkeypatch.context() as patch:
        patch.setattr(Terminal, "progress", interrupting)
        paused = stand.run("models", "install", REPO)
    assert paused.code == 130
    assert "paused" in paused.err
    assert "tiny" not in ids(stand)
    assert f"deskhand models install {REPO}" in stand.run("models", "list").err

    assert stand.run("models", "install", REPO).code == 0
    assert "tiny" in ids(stand)
    assert "install" not in stand.run("models", "list").err


def test_a_paused_download_can_be_thrown_away(
    stand: Stand, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.fail(GRAPH, status=404, times=9)
    assert stand.run("models", "install", REPO).code == 1
    assert stand.run("models", "discard", "tiny").code == 0
    assert "downloaded in part" not in stand.run("models", "list").err


def test_ctrl_c_at_an_import_leaves_nothing(
    stand: Stand, writer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupting(self, progress, is_streaming):
        if progress.stage is Stage.COPYING:
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(Terminal, "progress", interrupting)
    stopped = stand.run("models", "import", writer)
    assert (stopped.code, stopped.out) == (130, "")
    assert "Stranger-1B" not in ids(stand)
    assert [p for p in (stand.paths.user_models / ".work/imports").rglob("*")] == []


def test_the_progress_of_many_bytes_is_a_bar(stand: Stand, writer: Path) -> None:
    (writer / "vocab.txt").write_bytes(bytes(2_000_000))
    done = stand.run("models", "import", writer, is_screen=True)
    assert "Copying [" in done.err
    assert " MB" in done.err


def test_what_is_offered_is_listed_with_licence_and_what_it_is_good_for() -> None:
    catalog = load_catalog(SAMPLES.parent / "models.json")
    offered = [spec for spec in catalog if spec.source == "hub"]
    lines = offer_lines(offered)
    assert len(lines) == 2 * len(offered)
    said = lines[lines.index(next(line for line in lines if line.startswith("nllb"))) :][:2]
    assert said[0].endswith("(CC-BY-NC-4.0, not for commercial use)")
    assert said[1].strip() == next(s.summary for s in offered if s.id.startswith("nllb"))
