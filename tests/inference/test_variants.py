"""Other words at a place of a translation, on tables of scores and with the model that ships."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import tiny_models

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled
from assistant_app.inference.branches import Branches
from assistant_app.inference.decoding_plan import DecodingPlan
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.next_words import Head, Pieces, head_of, next_words
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.tokenizer import Tokenizer
from assistant_app.inference.translator import OneWay
from assistant_app.inference.words import WordVariants, first_word, word_at

MODELS = Path(__file__).resolve().parents[2] / "models"
SHIPPED = "deskhand-translate-en-zh"
PIECES = ("</s>", "The", " cat", " ca", "t", "r", " dog", "s", ".", "猫", "狗", " ", "\ufffd")
PLAN = DecodingPlan(end_ids=(0,))


class Vocabulary:
    """A tokenizer whose tokens are ``PIECES``."""

    def decode(self, ids: Sequence[int]) -> str:
        return "".join(PIECES[number] for number in ids if number)


class Table:
    """A decoder whose scores depend on the last token only."""

    def __init__(self, chances: dict[int, dict[int, float]]) -> None:
        n = len(PIECES)
        self._scores = np.full((n, n), -30, np.float32)
        for token, following in chances.items():
            for after, chance in following.items():
                self._scores[token, after] = np.log(chance)
        self.n_rows = 1
        self.n_steps = 0

    def step(
        self, ids: npt.NDArray[np.int64], cancel: CancelToken | None
    ) -> npt.NDArray[np.float32]:
        assert len(ids) == self.n_rows
        self.n_steps += 1
        return self._scores[ids[:, -1]].copy()

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        self.n_rows = len(rows)


def words(
    table: Table,
    head: Head,
    begin: int,
    n_wanted: int = 6,
    without: Sequence[str] = (),
    cancel: CancelToken | None = None,
) -> list[tuple[str, float]]:
    pieces = Pieces(Vocabulary())  # type: ignore[arg-type]
    first = np.array([[begin]], np.int64)
    found = next_words(table, first, PLAN, head, pieces, n_wanted, without, cancel)
    return [(word.text, round(float(np.exp(word.score)), 2)) for word in found]


THE, CAT, CA, T, R, DOG, S, STOP, MAO, GOU, BLANK, HALF = range(1, 13)
BEHIND_THE = Head(ids=(THE,), required=" ", is_open=False)
ENGLISH = {
    THE: {CAT: 0.3, CA: 0.4, DOG: 0.2, STOP: 0.1},
    CAT: {STOP: 0.5, S: 0.5},
    CA: {T: 0.25, R: 0.75},
    T: {STOP: 1.0},
    R: {STOP: 0.5, S: 0.5},
    DOG: {0: 1.0},
    S: {STOP: 1.0},
}


def test_words_of_several_tokens_are_ranked_by_what_all_their_spellings_come_to() -> None:
    found = words(Table(ENGLISH), BEHIND_THE, THE)

    # "cat" is one token or two; "car" and "cars" part where the word ends.
    assert dict(found) == {"cat": 0.25, "dog": 0.2, "cats": 0.15, "car": 0.15, "cars": 0.15}
    assert [word for word, _ in found[:2]] == ["cat", "dog"]


def test_what_stands_there_now_is_left_out_whatever_its_capitals() -> None:
    found = words(Table(ENGLISH), BEHIND_THE, THE, 2, ["Cat"])

    assert len(found) == 2
    assert found[0][0] == "dog"


def test_a_sign_is_no_word() -> None:
    assert words(Table({THE: {STOP: 0.9, 0: 0.1}}), BEHIND_THE, THE) == []


def test_in_a_script_without_blanks_a_token_is_a_word_and_one_step_finds_them() -> None:
    table = Table({MAO: {GOU: 0.6, MAO: 0.3, STOP: 0.1}})

    assert words(table, Head(ids=(MAO,)), MAO) == [("狗", 0.6), ("猫", 0.3)]
    assert table.n_steps == 1


def test_a_word_behind_a_blank_has_its_blank() -> None:
    table = Table({THE: {S: 0.5, DOG: 0.5}, S: {STOP: 1.0}, DOG: {STOP: 1.0}})

    assert words(table, BEHIND_THE, THE) == [("dog", 0.5)]


def test_a_token_cut_at_the_border_is_found_anew() -> None:
    """The person's text ends in " ca", which the model never says before "t"."""
    table = Table({THE: {CAT: 0.5, DOG: 0.5}, CAT: {0: 1.0}, DOG: {0: 1.0}})
    head = Head(ids=(THE,), owed=(CA,), required=" ca", is_open=False)

    assert words(table, head, THE) == [("t", 0.5)]


def test_what_the_model_would_hardly_say_is_said_if_the_text_has_it() -> None:
    table = Table({THE: {DOG: 1.0}, CA: {R: 1.0}, R: {0: 1.0}})
    head = Head(ids=(THE,), owed=(CA,), required=" ca", is_open=False)

    assert words(table, head, THE)[0][0] == "r"


def test_half_a_character_is_no_word_yet() -> None:
    table = Table({MAO: {HALF: 0.6, GOU: 0.4}, HALF: {STOP: 1.0}})

    assert words(table, Head(ids=(MAO,)), MAO) == [("狗", 0.4)]


def test_a_stop_is_looked_at() -> None:
    cancel = CancelToken()
    cancel.set()

    with pytest.raises(Cancelled):
        words(Table(ENGLISH), BEHIND_THE, THE, cancel=cancel)


class Rows:
    """Says what it was fed, as scores."""

    def __init__(self) -> None:
        self.fed: list[list[list[int]]] = []

    def step(
        self, ids: npt.NDArray[np.int64], cancel: CancelToken | None
    ) -> npt.NDArray[np.float32]:
        self.fed.append(ids.tolist())
        return np.tile(np.arange(8, dtype=np.float32), (len(ids), 1))

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        self.fed.append([rows.tolist()])


def test_branches_read_their_beginning_once_and_say_their_heads() -> None:
    rows = Rows()
    branches = Branches(rows, [[3, 4], [5]])
    first = branches.step(np.array([[1, 2], [1, 2]]), None)
    second = branches.step(np.array([[3], [5]]), None)
    branches.keep(np.array([1, 0]))
    third = branches.step(np.array([[7], [4]]), None)

    assert rows.fed == [[[1, 2]], [[0, 0]], [[3], [5]], [[1, 0]], [[7], [4]]]
    assert first.argmax(axis=1).tolist() == [3, 5]
    assert second.argmax(axis=1).tolist() == [4, 7]
    assert third.argmax(axis=1).tolist() == [7, 7]
    chances = np.arange(8) - np.log(np.exp(np.arange(8)).sum())
    assert branches.means() == pytest.approx([0, chances[7]]), "the heads do not count"


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("I don't know.", 3, "don't"),
        ("a well-known fact", 9, "well-known"),
        ("the dogs' food", 5, "dogs"),
        ("on a USB 设备", 6, "USB"),
        ("你好，世界。", 4, "世界"),
        ("Ende gut", 4, None),
        ("你好，世界。", 2, None),
    ],
)
def test_a_word_is_found_where_it_stands(text: str, place: int, word: str | None) -> None:
    span = word_at(text, place)

    assert (text[span[0] : span[1]] if span else None) == word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cat", ("cat", False)),
        ("cat.", ("cat", True)),
        ("don'", ("don", False)),
        ("don't know", ("don't", True)),
        ("猫", ("猫", True)),
        ("猫，", ("猫", True)),
        (".cat", ("", False)),
    ],
)
def test_a_word_is_whole_once_something_else_follows(text: str, expected: tuple[str, bool]) -> None:
    assert first_word(text) == expected


# --- real graphs --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(DeviceRequest("cpu"), 1, lambda name: MODELS / name)


def way(engine: Engine, source: str, target: str) -> OneWay:
    return engine.translator(SHIPPED).between(source, target)


OPTIONS = GenerationOptions(max_new_tokens=64)


def variants(translator: OneWay, text: str, said: str, word: str, **more: object) -> WordVariants:
    return translator.variants(text, said, said.index(word), 6, OPTIONS, **more)  # type: ignore[arg-type]


def test_a_small_graph_goes_on_behind_the_edited_text(tmp_path: Path) -> None:
    """It says its source in capitals, and the next letter of the alphabet for each, once anything
    was not said as it would have said it itself."""
    folder = tiny_models.make_translator(tmp_path / "tiny", max_positions=48)
    translator = Engine(DeviceRequest("cpu"), 1, lambda _: folder).translator("tiny")

    found = translator.variants("one two three", "ONE XYZ XXX", 4, 3, OPTIONS)

    assert (found.start, found.end) == (4, 7)
    best = found.variants[0]
    assert (best.word, best.tail) == ("TWO", "TWO THREE")
    assert all(each.tail[:3] == each.word for each in found.variants)
    assert all(each.score < best.score for each in found.variants[1:])


def test_other_english_words_stand_behind_the_same_beginning(engine: Engine) -> None:
    translator = way(engine, "zh", "en")
    text = "请周五前把报告发给我。"
    (said,) = translator.translate([text])

    found = variants(translator, text, said, "send")

    assert said[found.start : found.end] == "send"
    assert {"show", "give"} <= {each.word for each in found.variants}
    for each in found.variants:
        assert each.tail[slice(*(word_at(each.tail, 0) or (0, 0)))] == each.word
    assert all("send the" not in each.tail for each in found.variants)
    scores = [each.score for each in found.variants]
    assert scores == sorted(scores, reverse=True)
    assert len({each.tail for each in found.variants}) == len(found.variants)


def test_other_chinese_words_take_the_place_of_a_whole_word(engine: Engine) -> None:
    translator = way(engine, "en", "zh")
    said = "供应商必须在交货前签合同。"

    found = translator.variants(
        "The supplier has to sign the contract before delivery.", said, 3, 6, OPTIONS
    )

    assert said[found.start : found.end] == "必须"
    assert "须" in {each.word for each in found.variants}
    assert all(1 <= len(each.word) <= 4 for each in found.variants)
    assert all(each.tail.endswith("。") for each in found.variants)


def test_a_rest_is_what_greedy_decoding_gives_from_there(engine: Engine) -> None:
    translator = way(engine, "zh", "en")
    text = "我昨天在商店买了一本新书。"
    (said,) = translator.translate([text], OPTIONS)
    found = variants(translator, text, said, "bought")
    other = next(each for each in found.variants if each.word == "found")

    again = translator.variants(
        text, said[: found.start] + other.tail, said.index("bought"), 6, OPTIONS
    )

    back = {each.word: each.tail for each in again.variants}
    assert back["bought"] == said[found.start :], "the first text, had from the second"


def test_the_persons_own_beginning_is_kept_though_no_model_would_say_it(engine: Engine) -> None:
    translator = way(engine, "zh", "en")

    found = variants(
        translator, "我买了一本新书。", "Whoa (zounds), I bought a new book.", "bought"
    )

    assert found.start == len("Whoa (zounds), I ")
    assert found.variants
    assert all("book" in each.tail for each in found.variants[:2])


def test_the_rest_holds_what_it_must(engine: Engine) -> None:
    translator = way(engine, "en", "zh")
    text = "The supplier has to sign the contract before delivery."
    (said,) = translator.translate([text])

    free = translator.variants(text, said, 3, 4, OPTIONS)
    bound = translator.variants(text, said, 3, 4, OPTIONS, phrases=["协议"])

    assert not any("协议" in each.tail for each in free.variants)
    assert bound.variants
    assert all("协议" in each.tail for each in bound.variants)


def test_parts_of_words_are_none(engine: Engine) -> None:
    found = way(engine, "zh", "en").variants("周五。", "Friday.", 0, 8, OPTIONS)

    assert found.variants
    assert all(each.word[0].isupper() for each in found.variants)
    assert all(len(each.word) > 1 or each.word in "AI" for each in found.variants)


def test_signs_and_empty_places_have_none(engine: Engine) -> None:
    translator = way(engine, "zh", "en")

    for place in (3, 5):
        assert translator.variants("好。", "Yes, .", place, 6, OPTIONS).variants == ()


def test_a_text_as_long_as_the_model_goes_has_none(engine: Engine) -> None:
    translator = way(engine, "zh", "en")
    said = "word " * 300

    assert translator.variants("好。", said, len(said) - 4, 6, OPTIONS).variants == ()


def test_it_stops_when_told(engine: Engine) -> None:
    cancel = CancelToken()
    cancel.set()

    with pytest.raises(Cancelled):
        variants(
            way(engine, "zh", "en"), "我买了一本新书。", "I bought a book.", "a", cancel=cancel
        )


def test_a_beginning_is_cut_where_the_tokenizer_cuts_both_alike() -> None:
    tokenizer = Tokenizer.load(MODELS / SHIPPED)
    text = "The meeting is tomorrow."

    head = head_of(tokenizer, text, "The meeting ")

    assert tokenizer.decode(head.ids) == "The meeting"
    assert (head.owed, head.required, head.is_open) == ((), " ", False)
    inside = head_of(tokenizer, text, "The meet")
    assert tokenizer.decode(inside.ids) == "The"
    assert inside.required == " meet"
