"""Sentences are recalled, translated, looked over, held to terms and tried again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from fakes import FakeTranslator

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled
from assistant_app.inference.links import Aligned, Link
from assistant_app.tasks.guards import Kind
from assistant_app.tasks.rendering import Renderer, Rendering
from assistant_app.terms.entries import Term
from assistant_app.terms.matching import TermIndex


@dataclass
class Known:
    """A glossary and a memory, in tables."""

    glossary: Sequence[Term] = ()
    memory: Mapping[str, str] = field(default_factory=dict)

    def terms(self, source: str, target: str) -> TermIndex | None:
        return TermIndex(self.glossary, source) if self.glossary else None

    def recall(self, source: str, target: str, texts: Sequence[str]) -> Mapping[str, str]:
        return {text: self.memory[text] for text in texts if text in self.memory}


def rendered(
    text: str,
    say: Callable[[str], str],
    known: Known | None = None,
    otherwise: str = "",
    is_stubborn: bool = False,
    most_tokens: int = 128,
) -> tuple[Rendering, FakeTranslator]:
    translator = FakeTranslator(
        say, most_tokens, say_otherwise=lambda _text: otherwise, is_stubborn=is_stubborn
    )
    renderer = Renderer(translator.between("en", "zh"), "en", "zh", CancelToken(), known)
    renderer.render([text])
    return renderer.known[text], translator


def test_a_good_translation_is_taken_as_it_is() -> None:
    found, translator = rendered("Good morning.", lambda _: "早上好。")

    assert (found.text, found.findings, found.is_recalled) == ("早上好。", (), False)
    assert not translator.tried


def test_a_sentence_in_capitals_is_read_in_small_letters() -> None:
    found, translator = rendered("DO NOT SMOKE HERE.", lambda _: "请勿在此吸烟。")

    assert found.text == "请勿在此吸烟。"
    assert translator.asked == [[">>zh<< Do not smoke here."]]


def test_what_was_confirmed_is_not_translated_again() -> None:
    known = Known(memory={"Good morning.": "早安。"})

    found, translator = rendered("Good morning.", lambda _: "早上好。", known)

    assert (found.text, found.is_recalled) == ("早安。", True)
    assert not translator.asked


def test_a_lost_number_is_tried_again_and_the_better_one_taken() -> None:
    found, translator = rendered(
        "We paid 125 euros.", lambda _: "我们付了欧元。", otherwise="我们付了125欧元。"
    )

    assert (found.text, found.findings) == ("我们付了125欧元。", ())
    assert translator.tried == ["We paid 125 euros."]


def test_a_number_that_no_try_says_is_asked_for() -> None:
    found, translator = rendered("We paid 125 euros.", lambda _: "我们付了欧元。")

    assert translator.forced == [("We paid 125 euros.", ("125",))]
    assert "125" in found.text


def test_what_stays_wrong_is_told_with_the_first_try() -> None:
    found, _ = rendered(
        "We paid 125 euros.", lambda _: "我们付了欧元。", otherwise="付了。", is_stubborn=True
    )

    assert found.text == "我们付了欧元。"
    assert [(each.kind, each.text) for each in found.findings] == [(Kind.NUMBER_LOST, "125")]


def test_a_loop_that_no_try_mends_is_cut_and_told() -> None:
    found, _ = rendered(
        "I am very happy today.", lambda _: "我今天很高兴很高兴很高兴很高兴很高兴。"
    )

    assert found.text == "我今天很高兴。"
    assert Kind.LOOP in [each.kind for each in found.findings]


def test_where_nothing_comes_out_the_source_stands() -> None:
    found, _ = rendered("Good morning.", lambda _: "")

    assert (found.text, [each.kind for each in found.findings]) == ("Good morning.", [Kind.EMPTY])


def test_a_missed_term_is_asked_for() -> None:
    known = Known([Term("contract", "协议")])
    said = {"Sign the contract.": "签合同。"}

    found, translator = rendered("Sign the contract.", said.__getitem__, known)

    assert translator.forced == [("Sign the contract.", ("协议",))]
    assert "协议" in found.text
    assert not found.findings


def test_a_term_that_is_there_costs_nothing() -> None:
    known = Known([Term("contract", "合同"), Term("Deskhand", None)])

    _, translator = rendered(
        "Sign the contract in Deskhand.", lambda _: "在Deskhand签合同。", known
    )

    assert not translator.forced
    assert not translator.tried


class Deaf(FakeTranslator):
    """Can't be made to say anything, but tells what it read off what."""

    def between(self, source: str, target: str) -> Deaf:  # type: ignore[override]
        return self

    def translate_aligned(self, texts, options, cancel, wants_links=None):  # type: ignore[no-untyped-def]
        assert list(texts) == ["Sign the contract."]
        return [Aligned("签合同。", (Link(0, 4, 0, 1, 0.9), Link(9, 17, 1, 3, 0.8)))]

    def translate_with(self, text, phrases, options, cancel):  # type: ignore[no-untyped-def]
        return Aligned("签合同。")


def test_a_term_that_the_model_does_not_say_replaces_what_was_read_off_its_words() -> None:
    renderer = Renderer(
        Deaf().between("en", "zh"), "en", "zh", CancelToken(), Known([Term("contract", "协议")])
    )

    renderer.render(["Sign the contract."])

    assert renderer.known["Sign the contract."].text == "签协议。"


def test_the_parts_of_a_long_sentence_are_joined_and_what_is_wrong_with_each_is_told() -> None:
    found, _ = rendered(
        "there are 51 of these here, and nothing else to be seen",
        lambda text: "好的，" if "1" in text else "是。",
        is_stubborn=True,
        most_tokens=8,
    )

    assert found.text == "好的，是。"
    assert Kind.NUMBER_LOST in [each.kind for each in found.findings]


def test_nothing_is_done_twice() -> None:
    translator = FakeTranslator(lambda _: "早上好。")
    renderer = Renderer(translator.between("en", "zh"), "en", "zh", CancelToken())

    renderer.render(["Good morning.", "Good morning."])
    renderer.render(["Good morning."])

    assert sum(map(len, translator.asked)) == 1


def test_a_stop_ends_it() -> None:
    cancel = CancelToken()
    translator = FakeTranslator(lambda _: "早上好。", stop_at=1)
    renderer = Renderer(translator.between("en", "zh"), "en", "zh", cancel)

    with pytest.raises(Cancelled):
        renderer.render(["Good morning."])


@dataclass
class Linking(FakeTranslator):
    """Says what it is given, letter read off letter, and notes what links were wanted for."""

    shown: list[str] = field(default_factory=list)

    def between(self, source: str, target: str) -> Linking:  # type: ignore[override]
        return self

    def translate_aligned(self, texts, options, cancel, wants_links=None):  # type: ignore[no-untyped-def]
        self.shown += filter(wants_links, texts)
        return [
            Aligned(text.upper(), tuple(Link(i, i + 1, i, i + 1, 0.9) for i in range(len(text))))
            for text in texts
        ]

    def translate(self, texts, options, cancel):  # type: ignore[no-untyped-def]
        return [text.upper() for text in texts]

    def alternatives(self, text, options, cancel, without=()):  # type: ignore[no-untyped-def]
        return []


def test_links_are_asked_for_where_they_are_wanted_only() -> None:
    translator = Linking()
    renderer = Renderer(translator, "en", "de", CancelToken(), None, {"one"})

    renderer.render(["one", "two"])

    assert translator.shown == ["one"]


def test_the_links_of_a_long_sentences_parts_count_from_its_beginning() -> None:
    text = "there are some of these here, and nothing else to be seen"
    renderer = Renderer(Linking(max_source_tokens=8), "en", "de", CancelToken(), None, None)

    renderer.render([text])

    found = renderer.known[text]
    assert len(found.links) > 40
    for link in found.links:
        one = text[link.source_start : link.source_end]
        assert found.text[link.target_start : link.target_end] == one.upper()


class Stubborn(FakeTranslator):
    """Says nothing it is asked to and tells nothing, but leaves a stand-in alone."""

    def between(self, source: str, target: str) -> Stubborn:  # type: ignore[override]
        return self

    def translate_aligned(self, texts, options, cancel, wants_links=None):  # type: ignore[no-untyped-def]
        return [Aligned("签合同。") for _ in texts]

    def translate_with(self, text, phrases, options, cancel):  # type: ignore[no-untyped-def]
        return Aligned("签合同。")

    def translate(self, texts, options, cancel):  # type: ignore[no-untyped-def]
        return ["签{1}。" for text in texts if "{1}" in text]


def test_a_term_that_nothing_else_brings_in_goes_through_as_a_stand_in() -> None:
    renderer = Renderer(Stubborn(), "en", "zh", CancelToken(), Known([Term("contract", "协议")]))

    renderer.render(["Sign the contract."])

    found = renderer.known["Sign the contract."]
    assert (found.text.replace(" ", ""), found.findings) == ("签协议。", ())


def thorough(say: str, *less_faithful: str) -> tuple[Rendering, FakeTranslator]:
    translator = FakeTranslator(lambda _: say)
    way = translator.between("en", "zh")
    way.less_faithful = less_faithful
    renderer = Renderer(way, "en", "zh", CancelToken(), is_thorough=True)
    renderer.render(["The committee rejected 3 proposals."])
    return renderer.known["The committee rejected 3 proposals."], translator


def test_thorough_takes_the_most_faithful_of_those_without_fault() -> None:
    found, translator = thorough("委员会否决了3项提案。", "委员会否决了3项。")

    assert found.text == "委员会否决了3项提案。"
    assert [(each.n_beams, each.n_best) for each in translator.options] == [(4, 4)]


def test_thorough_takes_one_without_fault_before_a_more_faithful_one() -> None:
    found, _ = thorough("委员会 rejected 了4项提案。", "委员会否决了3项提案。")

    assert (found.text, found.findings) == ("委员会否决了3项提案。", ())


def test_thorough_tries_again_where_all_are_at_fault() -> None:
    found, translator = thorough("委员会否决了4项提案。", "委员会否决了提案。")

    assert found.findings
    assert translator.tried


def test_thorough_with_nothing_said_keeps_the_source_and_says_so() -> None:
    found, _ = thorough("")

    assert found.text == "The committee rejected 3 proposals."
    assert [each.kind for each in found.findings] == [Kind.EMPTY]
