"""The commands, on tiny real models: what they write, where, and how they end."""

from __future__ import annotations

import csv
import io
import json
import signal
from pathlib import Path

import gpu_fake
import pytest
from cli_stand import Stand, install, paths_of
from fakes import FakeEngine, FakeTranslator, FakeWriter, save_picture
from gpu_fake import Gpu

from assistant_app.cli import reading
from assistant_app.history.store import HistoryStore
from assistant_app.settings import SettingsStore
from assistant_app.workbench import Workbench


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(tmp_path_factory.mktemp("installation"))


@pytest.fixture
def stand(installation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stand:
    return Stand(monkeypatch, paths_of(installation, tmp_path / "home"))


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """In place of the engine, where a test needs a model to do something odd."""
    fake = FakeEngine()
    monkeypatch.setattr(Workbench, "engine", property(lambda self: fake))
    return fake


def history_of(stand: Stand) -> list:
    store = HistoryStore(stand.paths.history_file)
    try:
        return list(store.entries())
    finally:
        store.close()


# --- translate --------------------------------------------------------------------------------


def test_translate_from_a_file(stand: Stand, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Good morning.\n\n- Tea?\n", encoding="utf-8")
    ended = stand.run("translate", file, "--from", "en", "--to", "zh")
    assert (ended.code, ended.out, ended.err) == (0, "GOOD MORNING.\n\n- TEA?\n", "")


def test_more_than_the_limit_from_a_pipe_is_refused(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LIMIT_BYTES", 20)
    assert stand.run("translate", stdin="hello, hello, hello\n").code == 0
    ended = stand.run("translate", stdin="hello, hello, hello!\n")
    assert (ended.code, ended.out) == (1, "")
    assert "(standard input) has" in ended.err


@pytest.mark.parametrize("arguments", [("translate", "-"), ("translate",)])
def test_translate_in_a_pipe(stand: Stand, arguments: tuple[str, ...]) -> None:
    assert stand.run(*arguments, stdin="hello\n").out == "HELLO\n"


@pytest.mark.parametrize("text", ["a\r\nb\r\n", "a\rb", "a\nb", "  a\n\n\n\tb\n\n", "a b\u2028c\n"])
def test_line_breaks_stand_one_for_one(stand: Stand, text: str) -> None:
    ended = stand.run("translate", stdin=text)
    assert ended.out == text.upper()


def test_the_languages_are_told_from_the_text(stand: Stand) -> None:
    ended = stand.run("translate", "--json", stdin="早上好。")
    assert (ended.json["source"], ended.json["target"]) == ("zh", "en")
    assert stand.run("translate", "--json", stdin="Hello.").json["source"] == "en"


def test_utf8_goes_in_and_comes_out_whatever_the_locale(stand: Stand) -> None:
    ended = stand.run("translate", "--to", "en", stdin="你好，世界 \U0001f600\n", locale="cp1252")
    assert ended.out == "你好，世界 \U0001f600\n"


def test_other_encodings_are_read(stand: Stand, tmp_path: Path) -> None:
    file = tmp_path / "gb.txt"
    file.write_bytes("你好，世界。今天天气很好，我们去公园吧。".encode("gb18030"))
    assert stand.run("translate", file).out == "你好，世界。 今天天气很好，我们去公园吧。"


def test_a_screen_gets_a_line_break_at_the_end_and_a_pipe_does_not(stand: Stand) -> None:
    assert stand.run("translate", stdin="hello").out == "HELLO"
    assert stand.run("translate", stdin="hello", is_screen=True).out == "HELLO\n"


def test_json_holds_text_pairs_model_and_device(stand: Stand) -> None:
    ended = stand.run("translate", "--json", stdin="Good morning. Tea?")
    found = ended.json
    assert found["text"] == "GOOD MORNING.TEA?"
    assert len(found["pairs"]) == found["n_sentences"] == 2
    assert (found["model"], found["device"]) == ("tiny-translator", "CPU")
    assert found["is_stopped"] is False


def test_the_result_may_go_to_a_file(stand: Stand, tmp_path: Path) -> None:
    target = tmp_path / "out" / "result.txt"
    ended = stand.run("translate", "-o", target, stdin="hello\r\n")
    assert (ended.code, ended.out) == (0, "")
    assert target.read_bytes() == b"HELLO\r\n"


def test_a_file_that_cant_be_written_is_an_error(stand: Stand, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    ended = stand.run("translate", "-o", tmp_path / "folder", stdin="hello")
    assert ended.code == 1
    assert "folder" in ended.err


# --- write, summarise, label ------------------------------------------------------------------


def test_write_continue(stand: Stand) -> None:
    ended = stand.run("write", "continue", "--max-tokens", "4", "--temperature", "0", stdin="0123")
    assert (ended.code, ended.out) == (0, "4567")


def test_write_continue_in_json_counts_tokens(stand: Stand) -> None:
    arguments = ("write", "continue", "--max-tokens", 4, "--temperature", 0, "--json")
    found = stand.run(*arguments, stdin="0123").json
    assert (found["text"], found["n_tokens"], found["model"]) == ("4567", 4, "tiny-writer")


TEXT = (
    "The river rose after the rain. My aunt has a red bicycle. The rain and the river closed "
    "the road. Lunch is at noon. The road by the river opens when the rain ends."
)


def test_summarise_writes_one_sentence_a_line(stand: Stand) -> None:
    ended = stand.run("summarise", "--sentences", "2", stdin=TEXT)
    lines = ended.out.splitlines()
    assert ended.code == 0
    assert len(lines) == 2
    assert all(line in TEXT for line in lines)


def test_summarise_in_json_says_where_and_how_much_was_read(stand: Stand) -> None:
    found = stand.run("summarise", "--percent", "40", "--json", stdin=TEXT).json
    assert (found["n_read"], found["n_sentences"], len(found["sentences"])) == (5, 5, 2)
    for each in found["sentences"]:
        assert TEXT[each["start"] : each["end"]] == each["text"]


def test_summarise_of_a_text_that_is_short_enough(stand: Stand) -> None:
    ended = stand.run("summarise", stdin="One sentence. And another.")
    assert (ended.code, ended.out) == (1, "")
    assert "2" in ended.err


def test_label_writes_a_line_for_every_picture(stand: Stand, tmp_path: Path) -> None:
    save_picture(tmp_path / "p/a.png", "red")
    save_picture(tmp_path / "p/b.png", "blue")
    ended = stand.run("label", tmp_path / "p", "--top", "1")
    rows = [line.split("\t") for line in ended.out.splitlines()]
    assert ended.code == 0
    assert [(Path(path).name, labels.split()[0]) for path, labels in rows] == [
        ("a.png", "red"),
        ("b.png", "blue"),
    ]


def test_label_names_what_it_skips_on_stderr(stand: Stand, tmp_path: Path) -> None:
    save_picture(tmp_path / "good.png")
    (tmp_path / "bad.png").write_bytes(b"nothing")
    ended = stand.run("label", tmp_path)
    assert ended.code == 0, "a bad file in a folder does not spoil the folder"
    assert "bad.png" in ended.err
    assert "bad.png" not in ended.out
    ended = stand.run("label", tmp_path / "good.png", tmp_path / "gone.png", "--json")
    assert ended.code == 1, "a file that was named is asked for"
    assert [each["error"] for each in ended.json["skipped"]] == ["FileMissing"]


def test_label_as_a_table_and_as_json(stand: Stand, tmp_path: Path) -> None:
    picture = save_picture(tmp_path / "猫.png")
    stand.run("label", picture, "-o", tmp_path / "labels.csv", "--top", "1")
    data = (tmp_path / "labels.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "Excel reads Chinese only with this mark"
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[1][0] == str(picture)
    stand.run("label", picture, "-o", tmp_path / "labels.json")
    found = json.loads((tmp_path / "labels.json").read_text(encoding="utf-8"))
    assert found["pictures"][0]["path"] == str(picture)


def test_label_of_a_folder_without_pictures(stand: Stand, tmp_path: Path) -> None:
    ended = stand.run("label", tmp_path)
    assert ended.code == 1
    assert "no picture" in ended.err


# --- bad input --------------------------------------------------------------------------------


def big(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200_000_000)


BAD = {
    "missing.txt": lambda path: None,
    "folder.txt": Path.mkdir,
    "empty.txt": Path.touch,
    "blank.txt": lambda path: path.write_bytes(b" \n\t\n"),
    "binary.txt": lambda path: path.write_bytes(bytes(range(256)) * 20),
    "big.txt": big,
    "unknown.txt": lambda path: path.write_bytes("你好，世界".encode()[:-1] + b"\xff\xfe\xfa" * 3),
}


@pytest.mark.parametrize("command", [("translate",), ("summarise",), ("write", "continue")])
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_in_one_sentence(
    stand: Stand, tmp_path: Path, name: str, command: tuple[str, ...]
) -> None:
    BAD[name](tmp_path / name)
    ended = stand.run(*command, tmp_path / name)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("deskhand: ")
    assert name in ended.err
    assert "Traceback" not in ended.err


def test_errors_are_json_too(stand: Stand) -> None:
    ended = stand.run("translate", "missing.txt", "--json")
    assert ended.code == 1
    assert ended.json["error"] == "FileMissing"
    assert "missing.txt" in ended.json["message"]


def test_an_empty_pipe_is_an_error(stand: Stand) -> None:
    assert stand.run("translate").code == 1


def test_a_model_folder_that_was_deleted_and_a_byte_that_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = install(tmp_path / "own")
    stand = Stand(monkeypatch, paths_of(root, tmp_path / "home"))
    graph = root / "models/tiny-sentences/onnx/model_quantized.onnx"
    data = bytearray(graph.read_bytes())
    data[len(data) // 2] ^= 1
    graph.write_bytes(data)
    ended = stand.run("summarise", stdin=TEXT)
    assert ended.code == 1
    assert "damaged" in ended.err
    (root / "models/tiny-translator").rename(tmp_path / "gone")
    ended = stand.run("translate", stdin="hello")
    assert ended.code == 1
    assert "not installed" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("translate", "--no-such-option"),
        ("no-such-command",),
        ("label",),
        ("summarise", "--sentences", "0"),
        ("summarise", "--sentences", "2", "--percent", "10"),
        ("write", "continue", "--max-tokens", "none"),
        ("translate", "--device", "toaster"),
        ("history", "export", "--format", "docx"),
        ("history", "clear"),
    ],
)
def test_wrong_use_ends_in_2(stand: Stand, arguments: tuple[str, ...]) -> None:
    ended = stand.run(*arguments, stdin=TEXT)
    assert (ended.code, ended.out) == (2, "")
    assert "Usage" in ended.err


def test_a_model_that_does_something_else_or_is_unknown(stand: Stand) -> None:
    ended = stand.run("translate", "--model", "tiny-writer", stdin="hello")
    assert ended.code == 1
    assert "tiny-writer" in ended.err
    ended = stand.run("translate", "--model", "nothing", stdin="hello")
    assert ended.code == 1
    assert "tiny-translator" in ended.err, "the ids that would have done"


def test_an_unknown_language(stand: Stand) -> None:
    ended = stand.run("translate", "--to", "tlh", stdin="hello")
    assert ended.code == 1
    assert "tlh" in ended.err


# --- stopping ---------------------------------------------------------------------------------


def interrupting(call: int):
    """What a translator says, with Ctrl+C at the ``call``-th text."""
    seen: list[str] = []

    def say(text: str) -> str:
        seen.append(text)
        if len(seen) == call:
            signal.raise_signal(signal.SIGINT)
        return text.upper()

    return say


def test_ctrl_c_ends_in_130_with_what_was_done(stand: Stand, engine: FakeEngine) -> None:
    engine.fake_translator = FakeTranslator(say=interrupting(2))
    ended = stand.run("translate", stdin="one\ntwo\nthree\nfour\n")
    assert ended.code == 130
    assert ended.out.startswith("ONE\n")
    assert "FOUR" not in ended.out
    assert "stopped" in ended.err
    assert history_of(stand) == []


def test_ctrl_c_with_json_and_with_a_file(stand: Stand, engine: FakeEngine, tmp_path: Path) -> None:
    engine.fake_translator = FakeTranslator(say=interrupting(2))
    ended = stand.run("translate", "--json", stdin="one\ntwo\nthree\nfour\n")
    assert ended.code == 130
    assert ended.json["is_stopped"] is True
    assert ended.json["text"].startswith("ONE\n")
    engine.fake_translator = FakeTranslator(say=interrupting(2))
    ended = stand.run("translate", "-o", tmp_path / "out.txt", stdin="one\ntwo\nthree\nfour\n")
    assert ended.code == 130
    assert (tmp_path / "out.txt").read_text(encoding="utf-8").startswith("ONE\n")
    assert "out.txt" in ended.err


def test_ctrl_c_while_writing(stand: Stand, engine: FakeEngine) -> None:
    def pieces():
        yield " once"
        signal.raise_signal(signal.SIGINT)
        yield " twice"

    engine.fake_writer = FakeWriter(pieces())
    ended = stand.run("write", "continue", stdin="It was")
    assert (ended.code, ended.out) == (130, " once")


def test_ctrl_c_while_writing_into_a_file(stand: Stand, engine: FakeEngine, tmp_path: Path) -> None:
    def pieces():
        yield " once"
        signal.raise_signal(signal.SIGINT)
        yield " twice"

    engine.fake_writer = FakeWriter(pieces())
    ended = stand.run("write", "continue", "-o", tmp_path / "out.txt", stdin="It was")
    assert ended.code == 130
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == " once"


def test_ctrl_c_while_labelling(
    stand: Stand, engine: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        save_picture(tmp_path / f"{number}.png")
    classify = engine.fake_classifier.classify

    def interrupted(pictures, cancel):
        rows = classify(pictures, cancel)
        signal.raise_signal(signal.SIGINT)
        return rows

    monkeypatch.setattr(engine.fake_classifier, "classify", interrupted)
    ended = stand.run("label", tmp_path, "--json")
    assert ended.code == 130
    assert ended.json["is_stopped"] is True
    assert len(ended.json["pictures"]) == 1


def test_a_second_ctrl_c_does_not_wait(stand: Stand, engine: FakeEngine) -> None:
    def say(text: str) -> str:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        raise AssertionError("still here")

    engine.fake_translator = FakeTranslator(say=say)
    assert stand.run("translate", stdin="one\n").code == 130


class Interrupted(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise KeyboardInterrupt


def test_ctrl_c_while_the_text_is_being_typed(stand: Stand) -> None:
    ended = stand.run("translate", stdin=Interrupted())
    assert (ended.code, ended.out) == (130, "")


def test_a_person_at_the_keyboard_is_told_how_to_end(stand: Stand) -> None:
    ended = stand.run("translate", stdin="hello\n", is_screen=True, has_keyboard=True)
    assert "Ctrl+" in ended.err
    assert ended.out == "HELLO\n"


def test_the_handler_of_ctrl_c_is_put_back(stand: Stand) -> None:
    before = signal.getsignal(signal.SIGINT)
    stand.run("translate", stdin="hello")
    assert signal.getsignal(signal.SIGINT) is before


# --- progress ---------------------------------------------------------------------------------


def test_progress_is_for_screens_only(stand: Stand, tmp_path: Path) -> None:
    assert stand.run("summarise", stdin=TEXT).err == ""
    shown = stand.run("summarise", "-o", tmp_path / "out.txt", stdin=TEXT, is_screen=True)
    assert "Loading the model" in shown.err
    assert shown.err.endswith("\r"), "the line is wiped at the end"
    assert shown.out == ""


def test_what_goes_wrong_while_progress_is_shown_stands_on_its_own_line(
    stand: Stand, tmp_path: Path
) -> None:
    (tmp_path / "bad.png").write_bytes(b"nothing")
    ended = stand.run("label", tmp_path, is_screen=True)
    assert any(
        line.startswith("deskhand: skipped") for line in ended.err.replace("\r", "\n").splitlines()
    )


# --- history ----------------------------------------------------------------------------------


def test_results_are_recorded_as_the_window_does(stand: Stand, tmp_path: Path) -> None:
    picture = save_picture(tmp_path / "a.png")
    stand.run("write", "continue", "--max-tokens", "3", stdin="0123")
    stand.run("summarise", "--sentences", "1", stdin=TEXT)
    stand.run("translate", stdin="hello")
    stand.run("label", picture)
    images, translate, summarise, write = history_of(stand)
    assert (translate.panel, translate.input, translate.output) == ("translate", "hello", "HELLO")
    assert translate.detail["target"] == "zh"
    assert (images.panel, images.input) == ("images", str(picture))
    assert summarise.detail["n_read"] == 5
    assert write.model_id == "tiny-writer"
    assert write.device == "CPU"


def test_nothing_is_recorded_when_history_is_off(stand: Stand) -> None:
    stand.run("translate", "--no-history", stdin="hello")
    SettingsStore(stand.paths.settings_file).update(is_history_on=False)
    stand.run("translate", stdin="hello")
    assert not stand.paths.history_file.exists()


def test_a_history_that_cant_be_kept_does_not_spoil_the_result(stand: Stand) -> None:
    stand.paths.history_file.mkdir(parents=True)
    ended = stand.run("translate", stdin="hello")
    assert (ended.code, ended.out) == (0, "HELLO")
    assert "history" in ended.err


def test_a_damaged_history_is_set_aside_and_told(stand: Stand) -> None:
    stand.paths.home.mkdir()
    stand.paths.history_file.write_bytes(b"this is no database at all" * 100)
    ended = stand.run("translate", stdin="hello")
    assert (ended.code, ended.out) == (0, "HELLO")
    assert "damaged" in ended.err
    assert len(history_of(stand)) == 1


def test_history_list_search_export_and_clear(stand: Stand, tmp_path: Path) -> None:
    stand.run("translate", stdin="good morning")
    stand.run("translate", stdin="早上好")
    listed = stand.run("history", "list")
    assert listed.code == 0
    assert [line.split()[0] for line in listed.out.splitlines()] == ["2", "1"]
    assert stand.run("history", "list", "--limit", "1").out.count("\n") == 1
    assert stand.run("history", "list", "--panel", "write").out == ""
    assert "早上好" in stand.run("history", "search", "早上").out
    found = stand.run("history", "search", "morn", "--json").json
    assert [each["input"] for each in found] == ["good morning"]
    assert "# Deskhand history" in stand.run("history", "export").out
    assert len(stand.run("history", "export", "--json").json) == 2
    stand.run("history", "export", "-o", tmp_path / "history.csv")
    assert (tmp_path / "history.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    draft = stand.paths.drafts / "stopped.jsonl"
    draft.parent.mkdir()
    draft.touch()
    cleared = stand.run("history", "clear", "--yes", "--json")
    assert not draft.exists()
    assert cleared.json == {"n_deleted": 2}
    assert history_of(stand) == []


# --- models, doctor, the rest -----------------------------------------------------------------


def test_models_list(stand: Stand) -> None:
    listed = stand.run("models", "list")
    assert [line.split()[0] for line in listed.out.splitlines()] == [
        "tiny-translator",
        "tiny-writer",
        "tiny-sentences",
        "tiny-pictures",
    ]
    found = stand.run("models", "list", "--task", "writing", "--json").json["models"]
    assert [(each["id"], each["is_installed"]) for each in found] == [("tiny-writer", True)]


def test_doctor(stand: Stand) -> None:
    ended = stand.run("doctor")
    assert (ended.code, ended.err) == (0, "")
    for word in ("onnxruntime", "really in use", "CPU", "tiny-writer", "No problems"):
        assert word in ended.out


def test_doctor_checks_the_graphics_card(stand: Stand) -> None:
    ended = stand.run("doctor", "--check-gpu", "--device", "cuda:1")
    assert ended.code == 0
    assert "Check of the graphics card" in ended.out
    assert " ms for 256 rows" in ended.out
    again = stand.run("doctor", "--json")
    assert json.loads(again.out)["device"]["check"]["cpu"]["many_ms"] > 0


@pytest.mark.parametrize("device", ["gpu", "cuda:", "cuda:x", "cuda:64", "cpu:0", "cuda:-1"])
def test_a_device_that_makes_no_sense_is_wrong_use(stand: Stand, device: str) -> None:
    ended = stand.run("doctor", "--device", device)
    assert ended.code == 2
    assert "--device" in ended.err


def test_a_card_that_gives_up_is_noted_and_the_result_stands(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gpu(fail_at=1, message=gpu_fake.DEAD).install(monkeypatch)
    ended = stand.run(
        "summarise", "--device", "cuda", "--sentences", "1", stdin="One day. Two cats. Three dogs."
    )
    assert ended.code == 0
    assert ended.out
    assert "CUDA 0 failed: " in ended.err
    assert "finished on the CPU" in ended.err


def test_a_catalog_that_cant_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "resources").mkdir()
    stand = Stand(monkeypatch, paths_of(tmp_path, tmp_path / "home"))
    ended = stand.run("models", "list", "--json")
    assert ended.json == {"models": []}
    assert "models.json" in ended.err
    assert stand.run("translate", stdin="hello").code == 1


def test_help_and_version(stand: Stand) -> None:
    assert "translate" in stand.run("--help").out
    assert stand.run("--version").out.startswith("deskhand ")
    for command in (("write", "continue"), ("history", "export"), ("label",), ("doctor",)):
        assert "--json" in stand.run(*command, "--help").out
