"""Documents become documents: one fault stops no other, a stop loses no sentence."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import docx
import pytest
from fakes import FakeEngine, FakeTranslator, choice, ran, stopped
from office_stand import paragraph, parts_of, run, texts, word_file

from assistant_app import files
from assistant_app.cancel import CancelToken
from assistant_app.documents.docx import open_docx
from assistant_app.documents.formats import open_blocks
from assistant_app.errors import (
    DiskFull,
    DocumentBroken,
    DocumentInLanguage,
    DocumentsMissing,
    DocumentTextless,
    DocumentUnsupported,
    FileEmpty,
    FileMissing,
    LanguagePairUnavailable,
    SaveRefused,
)
from assistant_app.tasks.base import Item, Progress, Stage
from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.document_run import TranslatedDocument
from assistant_app.tasks.drafts import Drafts
from assistant_app.tasks.guards import Kind
from assistant_app.tasks.translate_document import (
    DocumentBegun,
    DocumentsRequest,
    DocumentsTranslated,
    TranslateDocumentsTask,
)


def same(text: str) -> str:
    return text


@dataclass
class Desk:
    """A task on a folder of its own."""

    root: Path
    translator: FakeTranslator = field(default_factory=FakeTranslator)

    @property
    def drafts(self) -> Path:
        return self.root / "drafts"

    def file(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def task(self) -> TranslateDocumentsTask:
        engine = FakeEngine(fake_translator=self.translator)
        return TranslateDocumentsTask(lambda: engine, choice(), Drafts(self.drafts))

    def run(self, *paths: Path, **more: object) -> tuple[list, DocumentsTranslated]:
        request = DocumentsRequest(paths, **{"source": "en", "target": "zh", **more})
        return ran(self.task().run(request, CancelToken()))

    def stopped(self, *paths: Path, at: Callable[[object], bool]) -> list:
        cancel = CancelToken()
        work = self.task().run(DocumentsRequest(paths, "en", "zh"), cancel)
        return stopped(work, cancel, at)

    @property
    def asked(self) -> list[str]:
        return [text.split("<< ", 1)[1] for call in self.translator.asked for text in call]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def values(events: list, kind: type) -> list:
    return [
        each.value for each in events if isinstance(each, Item) and isinstance(each.value, kind)
    ]


def reasons(result: DocumentsTranslated) -> dict[str, type]:
    return {each.path.name: type(each.error) for each in result.skipped}


# --- one document -----------------------------------------------------------------------------


def test_a_document_comes_out_beside_its_source(desk: Desk) -> None:
    letter = word_file(
        desk.root / "letter.docx", paragraph(run("Good day. ") + run("Bye.", "<w:b/>"))
    )
    events, result = desk.run(letter)
    (done,) = result.documents
    assert done.saved_as == desk.root / "letter.zh.docx"
    assert texts(open_docx(done.saved_as)) == ["<Good day.><Bye.>"]
    assert (done.n_blocks, done.n_sentences, done.source, done.target) == (1, 2, "en", "zh")
    assert values(events, TranslatedDocument) == [done]


def test_a_sentence_is_asked_for_once_wherever_it_stands(desk: Desk) -> None:
    desk.run(desk.file("a.md", "Hello.\n\nBye.\n\n- Hello.\n"))
    assert sorted(desk.asked) == ["Bye.", "Hello."]


def test_a_template_of_messages_becomes_no_template(desk: Desk) -> None:
    pot = 'msgid "Hello"\nmsgid_plural "Hellos"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    _, result = desk.run(desk.file("in/app.pot", pot))
    (done,) = result.documents
    assert done.saved_as == desk.root / "in" / "app.zh.po"
    assert desk.asked == ["Hellos"], "Chinese has one form"
    assert done.n_blocks == 1
    _, result = desk.run(desk.root / "in")
    assert [each.path.name for each in result.documents] == ["app.pot"]


def test_what_should_be_looked_at_is_told(desk: Desk) -> None:
    desk.translator.say = lambda text: "五" if "5" in text else "好"
    desk.translator.is_stubborn = True
    _, result = desk.run(desk.file("a.txt", "We need 517 boxes.\n"))
    (doubt,) = result.documents[0].doubts
    assert doubt.source == "We need 517 boxes."
    assert Kind.NUMBER_LOST in {each.kind for each in doubt.findings}


@pytest.mark.parametrize("layout", ["translated", "pairs", "columns"])
def test_what_the_model_leaves_as_it_is_stays_to_the_byte(desk: Desk, layout: str) -> None:
    body = paragraph(run("Good day. ") + run("It rains", "<w:b/>") + run(". Bye.")) * 2
    letter = word_file(desk.root / "letter.docx", body)
    desk.translator.say = same
    _, result = desk.run(letter, layout=layout)
    saved = result.documents[0].saved_as
    if layout == "translated":
        assert parts_of(saved) == parts_of(letter)
    else:
        assert set(texts(open_docx(saved))) == set(texts(open_docx(letter)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "One thing. Another thing.\r\n\r\n  Indented.\n"),
        (
            "a.md",
            "# Title\n\nSome **bold** words, a [link](x.html). More.\n\n| a | b |\n|---|---|\n",
        ),
        ("a.html", '<!doctype html><html lang="zh"><p>Some <b>bold</b> words. More.</p></html>'),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nWell, <i>hello</i>.\nGood day.\n"),
    ],
)
def test_an_identity_leaves_text_formats_as_they_are(desk: Desk, name: str, text: str) -> None:
    desk.translator.say = same
    path = desk.file(name, "")
    path.write_bytes(text.encode())
    _, result = desk.run(path)
    assert result.documents[0].saved_as.read_bytes() == text.encode()


def test_pairs_hold_both_languages(desk: Desk) -> None:
    _, result = desk.run(desk.file("a.txt", "Hello.\n\nBye.\n"), layout="pairs")
    text = result.documents[0].saved_as.read_text(encoding="utf-8")
    assert text.index("Hello.") < text.index("<Hello.>") < text.index("Bye.") < text.index("<Bye.>")


def test_columns_are_a_table(desk: Desk) -> None:
    letter = word_file(desk.root / "letter.docx", paragraph(run("Hello.")))
    _, result = desk.run(letter, layout="columns")
    (table,) = docx.Document(str(result.documents[0].saved_as)).tables
    assert [cell.text for cell in table.rows[0].cells] == ["Hello.", "<Hello.>"]


# --- languages --------------------------------------------------------------------------------


def test_the_language_is_told_from_each_document(desk: Desk) -> None:
    english = desk.file("en.txt", "The weather was good and we went for a walk in the park.\n")
    chinese = desk.file("zh.txt", "今天天气很好，我们去公园散步。\n")
    _, result = desk.run(english, chinese, source="auto", target="auto")
    assert [(each.source, each.target) for each in result.documents] == [("en", "zh"), ("zh", "en")]
    assert [each.saved_as.name for each in result.documents] == ["en.zh.txt", "zh.en.txt"]


@pytest.mark.parametrize("source", ["zh", "auto"])
def test_what_is_in_that_language_already_is_skipped(desk: Desk, source: str) -> None:
    _, result = desk.run(desk.file("a.txt", "今天天气很好，我们去公园散步。\n"), source=source)
    assert reasons(result) == {"a.txt": DocumentInLanguage}
    assert not desk.translator.asked


def test_a_pair_that_nobody_translates_skips(desk: Desk) -> None:
    _, result = desk.run(desk.file("a.txt", "Hello.\n"), target="fi")
    assert reasons(result) == {"a.txt": LanguagePairUnavailable}


# --- many documents ---------------------------------------------------------------------------


def test_totals_count_all_documents(desk: Desk) -> None:
    one, two = desk.file("one.txt", "Hello there.\n"), desk.file("two.txt", "Good day to you.\n")
    events, _ = desk.run(one, two)
    told = [each for each in events if isinstance(each, Progress) and each.total]
    done = [each.done for each in told]
    assert done == sorted(done)
    assert {each.total for each in told} == {done[-1]}
    begun = values(events, DocumentBegun)
    assert [each.path for each in begun] == [one, two]
    assert begun[1].n_before == begun[0].n_characters > 0


def test_one_fault_stops_no_other(desk: Desk) -> None:
    good = desk.file("good.txt", "Hello.\n")
    given = [
        desk.file("broken.docx", "no zip at all"),
        desk.file("empty.txt", "  \n"),
        desk.file("picture.png", "?"),
        word_file(desk.root / "textless.docx"),
        desk.root / "gone.docx",
        good,
    ]
    events, result = desk.run(*given)
    assert [each.path for each in result.documents] == [good]
    assert reasons(result) == {
        "broken.docx": DocumentBroken,
        "empty.txt": FileEmpty,
        "picture.png": DocumentUnsupported,
        "textless.docx": DocumentTextless,
        "gone.docx": FileMissing,
    }
    assert len(values(events, Skipped)) == 5


def test_no_document_at_all_is_an_error(desk: Desk) -> None:
    (desk.root / "empty").mkdir()
    with pytest.raises(DocumentsMissing):
        desk.run(desk.root / "empty")


def test_a_file_that_is_given_twice_is_translated_once(desk: Desk) -> None:
    path = desk.file("in/a.txt", "Hello.\n")
    _, result = desk.run(path, path.parent, desk.root / "in" / ".." / "in" / "a.txt")
    assert len(result.documents) == 1


def test_results_of_one_name_do_not_overwrite_each_other(desk: Desk) -> None:
    desk.file("in/one/a.txt", "One.\n")
    desk.file("in/two/A.txt", "Two.\n")
    out = desk.root / "out" / "deep"
    _, result = desk.run(desk.root / "in", folder=out)
    saved = [each.saved_as for each in result.documents]
    assert [each.name for each in saved] == ["a.zh.txt", "A.zh (2).txt"]
    assert [each.read_text() for each in saved] == ["<One.>\n", "<Two.>\n"]


def test_earlier_results_of_a_folder_are_no_sources(desk: Desk) -> None:
    desk.file("in/a.txt", "One.\n")
    folder = desk.root / "in"
    desk.run(folder)
    desk.file("in/a.zh.txt.doubts.md", "- [ ] One.\n")
    _, again = desk.run(folder)
    assert [each.saved_as.name for each in again.documents] == ["a.zh.txt"]
    assert not again.skipped


def test_a_document_named_after_a_language_is_a_document(desk: Desk) -> None:
    desk.file("in/zh.txt", "One.\n")
    _, result = desk.run(desk.root / "in")
    assert [each.saved_as.name for each in result.documents] == ["zh.zh.txt"]


def test_a_source_is_never_overwritten(desk: Desk) -> None:
    one, two = desk.file("a.txt", "One.\n"), desk.file("a.zh.txt", "Two.\n")
    _, result = desk.run(one, two)
    assert [each.saved_as.name for each in result.documents] == ["a.zh (2).txt", "a.zh.zh.txt"]
    assert two.read_text() == "Two.\n"


def test_an_older_result_is_replaced_or_kept(desk: Desk) -> None:
    path, old = desk.file("a.txt", "One.\n"), desk.file("a.zh.txt", "corrected by hand")
    _, kept = desk.run(path, keeps_older=True)
    assert (kept.documents[0].saved_as.name, old.read_text()) == (
        "a.zh (2).txt",
        "corrected by hand",
    )
    desk.run(path)
    assert old.read_text() == "<One.>\n"


# --- stop, crash, resume ----------------------------------------------------------------------


@pytest.fixture
def small_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two sentences each."""
    monkeypatch.setattr("assistant_app.tasks.document_run._AT_ONCE", 2)


def sentences(n: int, word: str = "Sentence") -> str:
    return "".join(f"{word} number {number}.\n\n" for number in range(n))


def at_third_round(event: object) -> bool:
    return isinstance(event, Progress) and event.stage is Stage.TRANSLATING and event.done > 60


def test_stop_keeps_what_is_done_and_nothing_half_written(desk: Desk, small_rounds: None) -> None:
    first, second = desk.file("a.txt", "Hello.\n"), desk.file("b.txt", sentences(8))
    events = desk.stopped(first, second, at=at_third_round)
    assert [each.saved_as.name for each in values(events, TranslatedDocument)] == ["a.zh.txt"]
    assert {each.name for each in desk.root.iterdir()} == {"a.txt", "b.txt", "a.zh.txt", "drafts"}
    n_asked = len(desk.asked)
    assert 1 < n_asked < 9
    _, result = desk.run(second)
    assert sorted(desk.asked[n_asked:]) == [f"Sentence number {n}." for n in range(n_asked - 1, 8)]
    assert result.documents[0].n_sentences == 8
    assert list(desk.drafts.iterdir()) == []


def test_another_document_does_not_lose_the_drafts_of_the_first(
    desk: Desk, small_rounds: None
) -> None:
    stopped_one = desk.file("b.txt", sentences(8))
    desk.stopped(stopped_one, at=at_third_round)
    n_asked = len(desk.asked)
    desk.run(desk.file("c.txt", "Hello.\n"))
    desk.run(stopped_one)
    assert len(desk.asked) == 9
    assert n_asked > 1


def test_what_was_corrected_meanwhile_alone_is_asked_for(desk: Desk, small_rounds: None) -> None:
    path = desk.file("b.txt", sentences(8))
    desk.stopped(path, at=at_third_round)
    n_asked = len(desk.asked)
    desk.file("b.txt", sentences(n_asked) + "A new one.\n")
    desk.run(path)
    assert desk.asked[n_asked:] == ["A new one."]


def test_a_document_that_is_gone_when_its_turn_comes_is_skipped(desk: Desk) -> None:
    first, second = desk.file("a.txt", "Hello.\n"), desk.file("b.txt", "Bye.\n")
    desk.translator.say = lambda text: (second.unlink(missing_ok=True), f"<{text}>")[1]
    _, result = desk.run(first, second)
    assert len(result.documents) == 1
    assert reasons(result) == {"b.txt": FileMissing}


def test_a_document_that_changes_before_its_turn_is_taken_as_it_is_then(desk: Desk) -> None:
    first, second = desk.file("a.txt", "Hello.\n"), desk.file("b.txt", "Bye.\n")

    def say(text: str) -> str:
        desk.file("b.txt", "Other words. And more of them.\n")
        return f"<{text}>"

    desk.translator.say = say
    _, result = desk.run(first, second)
    saved = result.documents[1].saved_as
    assert texts(open_blocks(saved)) == ["<Other words.><And more of them.>"]


# --- the disk ---------------------------------------------------------------------------------


def test_a_full_disk_skips_and_keeps_the_drafts(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = desk.file("a.txt", "Hello.\n")
    with monkeypatch.context() as patch:
        patch.setattr(files, "_write_beside_and_move", full)
        _, result = desk.run(path)
    assert reasons(result) == {"a.txt": DiskFull}
    assert not (desk.root / "a.zh.txt").exists()
    desk.run(path)
    assert desk.asked == ["Hello."]


def test_without_room_for_drafts_the_result_is_made_all_the_same(desk: Desk) -> None:
    desk.drafts.write_text("in the way")
    _, result = desk.run(desk.file("a.txt", "Hello.\n"))
    assert result.documents[0].saved_as.read_text() == "<Hello.>\n"


def test_a_folder_that_cant_be_written_to_is_told_before_the_work(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.file("a.txt", "Hello.\n")
    _, result = desk.run(path, folder=desk.file("file", "") / "out")
    assert reasons(result) == {"a.txt": SaveRefused}
    monkeypatch.setattr("assistant_app.tasks.document_files.is_writable", lambda path: False)
    _, result = desk.run(path)
    assert reasons(result) == {"a.txt": SaveRefused}
    assert not desk.translator.asked


def test_the_task_forgets_old_drafts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    old = desk.file("drafts/old.jsonl", "{}\n")
    os.utime(old, (0, 0))
    desk.run(desk.file("a.txt", "Hello.\n"))
    assert not old.exists()
