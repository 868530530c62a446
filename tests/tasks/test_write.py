"""Continuing a text: the join at the cursor, the options, stopping."""

from __future__ import annotations

import pytest
from fakes import FakeEngine, FakeWriter, choice, ran, stopped

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelUnfit, TextEmpty
from assistant_app.tasks.base import Chunk
from assistant_app.tasks.write import Continued, ContinueRequest, ContinueTask


def write(
    before: str,
    after: str = "",
    pieces: tuple[str, ...] = (" and", " so", " on"),
    **options: object,
) -> tuple[str, Continued, FakeWriter]:
    """What the chunks say, the result, and the writer that was asked."""
    writer = FakeWriter(pieces)
    engine = FakeEngine(fake_writer=writer)
    task = ContinueTask(lambda: engine, choice())
    events, result = ran(task.run(ContinueRequest(before, after, **options), CancelToken()))
    return "".join(event.text for event in events if isinstance(event, Chunk)), result, writer


def test_the_chunks_add_up_to_the_result() -> None:
    chunks, result, _ = write("Once upon a time")
    assert chunks == result.text == " and so on"
    assert result.n_tokens == 3
    assert result.origin.model_id == "writer"


@pytest.mark.parametrize(
    "before", ["Once upon a time ", "Once upon a time\n", "Once upon a time\t"]
)
def test_no_second_blank_where_the_cursor_stands_behind_one(before: str) -> None:
    chunks, _, writer = write(before)
    assert chunks == "and so on"
    assert not writer.prompts[0].endswith((" ", "\t"))


def test_a_line_break_belongs_to_the_prompt() -> None:
    _, _, writer = write("First line.\n")
    assert writer.prompts == ["First line.\n"]


def test_one_blank_before_the_word_behind_the_cursor() -> None:
    assert write("He went", "home", (" all", " the", " way"))[0] == " all the way "
    assert write("He went", " home", (" all", " the", " way "))[0] == " all the way"
    assert write("He went", ".", (" home",))[0] == " home"
    assert write("他回", "家", ("自己的",))[0] == "自己的"


def test_white_space_at_the_end_is_left_out() -> None:
    assert write("A list:", pieces=("\n", "one", "\n\n", " "))[0] == "\none"


def test_options_reach_the_model() -> None:
    _, _, writer = write("Hi", max_tokens=7, temperature=0.5, top_k=3, top_p=0.5, seed=4)
    (options,) = writer.options
    assert (options.max_new_tokens, options.is_sampling, options.temperature) == (7, True, 0.5)
    assert (options.top_k, options.top_p, options.seed) == (3, 0.5, 4)


def test_temperature_zero_takes_the_likeliest_word() -> None:
    _, _, writer = write("Hi", temperature=0)
    assert not writer.options[0].is_sampling


@pytest.mark.parametrize("before", ["", "  \n"])
def test_nothing_to_continue_is_an_error(before: str) -> None:
    with pytest.raises(TextEmpty):
        write(before)


def test_a_model_for_something_else_is_refused() -> None:
    with pytest.raises(ModelUnfit):
        write("Hi", model_id="translator")


def test_the_model_of_the_settings_is_used_and_a_removed_one_is_not() -> None:
    engine = FakeEngine()
    for chosen in ("digits", "gone"):
        task = ContinueTask(lambda: engine, choice({"writing": chosen}))
        ran(task.run(ContinueRequest("Hi"), CancelToken()))
    assert engine.ids == ["writer", "writer"]


def test_stop_in_the_middle_keeps_what_was_yielded() -> None:
    cancel = CancelToken()
    task = ContinueTask(FakeEngine, choice())
    work = task.run(ContinueRequest("Hi"), cancel)
    events = stopped(work, cancel, lambda event: isinstance(event, Chunk))
    assert [event.text for event in events if isinstance(event, Chunk)] == [" and"]


def test_an_instruction_goes_to_the_model_with_the_text() -> None:
    chunks, result, writer = write("Dear Sir", pieces=("Hello", " Sir"), instruction="Be brief")
    assert writer.chats == [[("user", "Be brief\n\nDear Sir")]]
    assert chunks == result.text == "\n\nHello Sir"


def test_an_answer_is_a_paragraph_of_its_own() -> None:
    assert write("One.\n", "Two.", ("  Answer",), instruction="Do")[0] == "\nAnswer\n\n"
    assert write("One.\n\n", "\nTwo.", ("Answer",), instruction="Do")[0] == "Answer"
    assert write("", "", ("Answer",), instruction="Write a poem")[0] == "Answer"


def test_a_model_that_only_continues_refuses_instructions() -> None:
    engine = FakeEngine(fake_writer=FakeWriter(is_chat=False))
    task = ContinueTask(lambda: engine, choice())
    with pytest.raises(ModelUnfit, match="follows no instructions"):
        ran(task.run(ContinueRequest("Dear Sir", instruction="Be brief"), CancelToken()))
