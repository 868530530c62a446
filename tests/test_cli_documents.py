"""Documents, glossaries and the memory on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_stand import Stand, install, paths_of
from fakes import FakeEngine, FakeTranslator
from office_stand import paragraph, run, texts, word_file

from assistant_app.documents.docx import open_docx
from assistant_app.workbench import Workbench

TMX = """<?xml version="1.0"?><tmx version="1.4"><header/><body>
<tu><tuv xml:lang="en"><seg>Good day.</seg></tuv><tuv xml:lang="zh"><seg>日安。</seg></tuv></tu>
</body></tmx>"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(tmp_path_factory.mktemp("installation"))


@pytest.fixture
def stand(installation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stand:
    return Stand(monkeypatch, paths_of(installation, tmp_path / "home"))


@pytest.fixture
def translator(monkeypatch: pytest.MonkeyPatch) -> FakeTranslator:
    fake = FakeEngine()
    monkeypatch.setattr(Workbench, "engine", property(lambda self: fake))
    return fake.fake_translator


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    return word_file(tmp_path / "letter.docx", paragraph(run("Good day. ") + run("Bye.", "<w:b/>")))


# --- documents --------------------------------------------------------------------------------


def test_a_document_is_translated_beside_itself(stand: Stand, letter: Path) -> None:
    ended = stand.run("translate", letter)
    saved = letter.with_name("letter.zh.docx")
    assert (ended.code, ended.out) == (0, f"{letter}\t{saved}\n")
    assert texts(open_docx(saved)) == ["GOOD DAY.BYE."]


def test_a_document_is_kept_in_the_history_as_the_window_does(stand: Stand, letter: Path) -> None:
    stand.run("translate", letter)
    (entry,) = stand.run("history", "list", "--json").json
    assert entry["input"] == str(letter)
    assert entry["output"] == str(letter.with_name("letter.zh.docx"))


def test_no_history_means_none_for_documents_too(stand: Stand, letter: Path) -> None:
    stand.run("translate", letter, "--no-history")
    assert stand.run("history", "list", "--json").json == []


def test_doubts_are_listed_beside_the_result(
    stand: Stand, translator: FakeTranslator, tmp_path: Path
) -> None:
    translator.say = lambda text: "五" if "5" in text else "好的。"
    translator.is_stubborn = True
    path = word_file(tmp_path / "a.docx", paragraph(run("We need *517* boxes.")))
    stand.run("translate", path, "--to", "zh", "--doubts", "md")
    listed = (tmp_path / "a.zh.docx.doubts.md").read_text(encoding="utf-8")
    assert listed.startswith("# a.docx → a.zh.docx\n\n- [ ] We need \\*517\\* boxes.\\\n  **五**")
    good = word_file(tmp_path / "b.docx", paragraph(run("Good day.")))
    stand.run("translate", good, "--to", "zh", "--doubts", "csv")
    assert not list(tmp_path.glob("b.zh.docx.*"))


def test_what_is_in_chinese_becomes_english_unless_something_else_is_said(
    stand: Stand, translator: FakeTranslator, tmp_path: Path
) -> None:
    path = word_file(tmp_path / "brief.docx", paragraph(run("今天天气很好，我们去公园散步。")))
    assert stand.run("translate", path).code == 0
    assert (tmp_path / "brief.en.docx").exists()
    ended = stand.run("translate", path, "--to", "zh")
    assert ended.code == 1
    assert "seems to be in this language already" in ended.err


def test_many_files_and_a_folder_go_into_one(
    stand: Stand, translator: FakeTranslator, letter: Path, tmp_path: Path
) -> None:
    deep = tmp_path / "in" / "deep"
    deep.mkdir(parents=True)
    word_file(deep / "letter.docx", paragraph(run("Other words.")))
    (deep / "film.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nHello.\n", encoding="utf-8")
    out = tmp_path / "out"
    ended = stand.run("translate", letter, tmp_path / "in", "--to", "zh", "--out", out)
    assert ended.code == 0
    assert {each.name for each in out.iterdir()} == {
        "letter.zh.docx",
        "letter.zh (2).docx",
        "film.zh.srt",
    }


@pytest.mark.parametrize("flag", ["--bilingual", "--columns"])
def test_both_languages_are_kept(
    stand: Stand, translator: FakeTranslator, letter: Path, flag: str
) -> None:
    assert stand.run("translate", letter, flag).code == 0
    found = texts(open_docx(letter.with_name("letter.zh.docx")))
    assert found == ["Good day. Bye.", "<Good day.><Bye.>"]


def test_a_text_is_a_document_where_a_folder_is_given(
    stand: Stand, translator: FakeTranslator, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Hello.\n", encoding="utf-8")
    stand.run("translate", tmp_path / "a.txt", "--to", "zh", "--out", tmp_path / "out")
    assert (tmp_path / "out" / "a.zh.txt").read_text(encoding="utf-8") == "<Hello.>\n"


def test_a_folder_with_one_bad_file_is_no_failure_but_a_named_one_is(
    stand: Stand, tmp_path: Path
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    word_file(folder / "good.docx", paragraph(run("Good day.")))
    (folder / "empty.docx").touch()

    ended = stand.run("translate", folder)

    assert ended.code == 0
    assert (folder / "good.zh.docx").exists()
    assert "empty.docx" in ended.err
    assert stand.run("translate", folder, folder / "empty.docx").code == 1


def test_json_tells_doubts_and_what_was_skipped(
    stand: Stand, translator: FakeTranslator, letter: Path, tmp_path: Path
) -> None:
    translator.say = lambda text: "日"
    (tmp_path / "broken.docx").write_text("no zip", encoding="utf-8")
    ended = stand.run("translate", letter, tmp_path / "broken.docx", "--json")
    assert ended.code == 1
    found = ended.json
    assert found["documents"][0]["saved_as"].endswith("letter.zh.docx")
    assert found["documents"][0]["n_sentences"] == 2
    assert found["skipped"][0]["path"].endswith("broken.docx")


def test_of_many_reasons_a_few_are_told(stand: Stand, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("We saw 12, 13, 14, 15 and 16 birds.\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        fake = FakeEngine()
        fake.fake_translator.say = lambda _text: "我们看见了鸟。"
        fake.fake_translator.is_stubborn = True
        patch.setattr(Workbench, "engine", property(lambda self: fake))
        ended = stand.run("translate", path, "--out", tmp_path / "out", "--to", "zh")
    assert "(14). And 2 more." in ended.err
    assert "(15)" not in ended.err


def test_a_glossary_is_for_one_run(
    stand: Stand, translator: FakeTranslator, letter: Path, tmp_path: Path
) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text("day,日\n", encoding="utf-8")
    ended = stand.run("translate", letter, "--glossary", terms)
    assert ended.code == 0
    assert translator.forced == [("Good day.", ("日",))]
    assert stand.run("glossary", "list").out == ""


def test_wrong_use(stand: Stand, letter: Path, tmp_path: Path) -> None:
    assert stand.run("translate", letter, "-", stdin="hello").code == 2
    assert stand.run("translate", letter, "-o", tmp_path / "x.docx").code == 2
    assert stand.run("translate", letter, "--glossary", "unheard-of").code == 2
    assert stand.run("translate", tmp_path / "gone.docx").code == 1


# --- glossaries -------------------------------------------------------------------------------


@pytest.fixture
def terms(stand: Stand, tmp_path: Path) -> Path:
    path = tmp_path / "office.csv"
    path.write_text("door,门\nDeskhand,Deskhand\n", encoding="utf-8")
    return path


def test_a_glossary_is_imported_listed_switched_and_removed(stand: Stand, terms: Path) -> None:
    ended = stand.run("glossary", "import", terms, "--from", "en", "--to", "zh")
    assert ended.out == "office: 2 added, 0 replaced, 0 skipped\n"
    assert stand.run("glossary", "list").out == "office\ten-zh\t2 terms\ton\n"
    assert stand.run("glossary", "off", "office").out == "office is off\n"
    assert stand.run("glossary", "list", "--json").json == [
        {"name": "office", "source": "en", "target": "zh", "n_terms": 2, "is_on": False}
    ]
    stand.run("glossary", "on", "office")
    assert stand.run("glossary", "remove", "office").out == "office with 2 terms deleted\n"
    assert stand.run("glossary", "list").out == ""


def test_a_second_import_adds_to_the_glossary_and_tells_conflicts(
    stand: Stand, terms: Path
) -> None:
    way = ("--from", "en", "--to", "zh")
    stand.run("glossary", "import", terms, *way)
    terms.write_text("door,大门\nwall,墙\n", encoding="utf-8")
    ended = stand.run("glossary", "import", terms, *way)
    assert ended.out == "office: 1 added, 0 replaced, 1 skipped\n"
    assert "door: The glossary has another translation" in ended.err
    ended = stand.run("glossary", "import", terms, *way, "--replace", "--json")
    assert ended.json["n_replaced"] == 1


@pytest.mark.parametrize("ending", ["csv", "tsv", "tbx"])
def test_what_was_exported_can_be_imported(
    stand: Stand, terms: Path, tmp_path: Path, ending: str
) -> None:
    way = ("--from", "en", "--to", "zh")
    stand.run("glossary", "import", terms, *way)
    out = tmp_path / f"out.{ending}"
    assert stand.run("glossary", "export", "office", "-o", out).code == 0
    ended = stand.run("glossary", "import", out, *way, "--name", "again")
    assert ended.out == "again: 2 added, 0 replaced, 0 skipped\n"
    assert stand.run("glossary", "export", "again").out.startswith("source\ttarget\t")


def test_glossaries_of_one_name_are_told_apart_by_their_direction(
    stand: Stand, terms: Path
) -> None:
    stand.run("glossary", "import", terms, "--from", "en", "--to", "zh")
    stand.run("glossary", "import", terms, "--from", "zh", "--to", "en")
    ended = stand.run("glossary", "remove", "office")
    assert ended.code == 2
    assert "en-zh, zh-en" in ended.err
    assert stand.run("glossary", "remove", "office", "--from", "zh").code == 0
    assert stand.run("glossary", "off", "unheard-of").code == 2
    assert stand.run("glossary", "export", "office", "-o", "office.pdf").code == 1


# --- memory -----------------------------------------------------------------------------------


def test_the_memory_is_imported_used_exported_and_cleared(
    stand: Stand, translator: FakeTranslator, letter: Path, tmp_path: Path
) -> None:
    way = ("--from", "en", "--to", "zh")
    (tmp_path / "m.tmx").write_text(TMX, encoding="utf-8")
    ended = stand.run("memory", "import", tmp_path / "m.tmx", *way)
    assert ended.out == "1 added, 0 known already\n"
    assert stand.run("memory", "list").out == "en-zh\t1 pair\n"
    assert stand.run("memory", "list", *way).out == "Good day.\t日安。\n"
    assert stand.run("memory", "list", "night", *way).out == ""
    assert stand.run("translate", letter, "--json").json["documents"][0]["n_recalled"] == 1
    out = tmp_path / "out.tsv"
    stand.run("memory", "export", *way, "-o", out)
    assert "Good day.\t日安。" in out.read_text(encoding="utf-8")
    assert "<seg>日安。</seg>" in stand.run("memory", "export", *way).out
    assert stand.run("memory", "clear", *way).code == 2
    assert stand.run("memory", "clear", *way, "--yes", "--json").json == {"n_deleted": 1}
    again = stand.run("memory", "import", out, *way, "--json").json
    assert again == {"n_added": 1, "n_known": 0}
    assert stand.run("memory", "list", "--json").json[0]["n_pairs"] == 1


def test_wrong_use_of_the_memory(stand: Stand, tmp_path: Path) -> None:
    assert stand.run("memory", "list", "--from", "en").code == 2
    way = ("--from", "en", "--to", "zh")
    assert stand.run("memory", "import", tmp_path / "gone.tmx", *way).code == 1
    assert stand.run("memory", "export", *way, "-o", tmp_path / "out.pdf").code == 1
    assert json.loads(stand.run("memory", "list", *way, "--json").out) == []
