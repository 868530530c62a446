"""Runs of a paragraph and back: no text is lost, and each fixed thing stands there once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from assistant_app.documents.blocks import Run
from assistant_app.documents.inline import Atom, Inline, Look, Wrap, fill

LOOKS = [
    Look(),
    Look(key="bold"),
    Look((Wrap("link", etree.Element("link")),)),
    Look((Wrap("link", etree.Element("link")), Wrap("ins", etree.Element("ins"))), key="bold"),
]
atoms = st.lists(
    st.one_of(
        st.builds(Atom, st.text("ab ", max_size=4), st.sampled_from(LOOKS)),
        st.builds(
            lambda text, look: Atom(text, look, (etree.Element("fixed"),), is_fixed=True),
            st.sampled_from(["", "7"]),
            st.sampled_from(LOOKS),
        ),
    ),
    max_size=12,
)
written = st.lists(
    st.builds(Run, st.text("xy ", max_size=4), st.integers(-1, 8), st.booleans()), max_size=12
)


def put(parent: etree._Element, atom: Atom) -> None:
    if atom.is_fixed:
        parent.extend(atom.nodes)
    else:
        etree.SubElement(parent, "t").text = atom.text


def written_out(row: list[Atom]) -> etree._Element:
    parent = etree.Element("p")
    fill(parent, row, put)
    return parent


@given(atoms)
def test_the_same_runs_give_the_same_text_looks_and_things(row: list[Atom]) -> None:
    inline = Inline(row)
    again = Inline(inline.arranged(inline.runs))
    assert again.runs == inline.runs
    assert "".join(run.text for run in inline.runs) == "".join(atom.text for atom in row)
    assert {run.mark for run in inline.runs} == set(range(len({r.mark for r in inline.runs})))


@given(atoms, written)
def test_whatever_is_written_each_thing_stands_there_once(row: list[Atom], runs: list[Run]) -> None:
    inline = Inline(row)
    fixed = {run.mark for run in inline.runs if run.is_fixed}
    parent = written_out(inline.arranged(runs))
    nodes = [node for atom in row for node in atom.nodes]
    assert sorted(map(id, parent.iter("fixed"))) == sorted(map(id, nodes))
    texts = "".join(text.text for text in parent.iter("t"))
    assert texts == "".join(r.text for r in runs if not (r.is_fixed and r.mark in fixed))


def test_the_usual_look_is_that_of_most_text_outside_of_links() -> None:
    link = Look((Wrap("link", etree.Element("link")),))
    inline = Inline(
        [Atom("a much longer link", link), Atom(" and ", Look(key="bold")), Atom("words", Look())]
    )
    assert inline.runs == (Run("a much longer link", 1), Run(" and ", 2), Run("words", 0))
    (only,) = Inline([Atom("all of it a link", link)]).runs
    assert only.mark == 0


def test_neighbours_share_what_is_around_them() -> None:
    link, ins = Wrap("link", etree.Element("link")), Wrap("ins", etree.Element("ins"))
    row = [Atom("a", Look((link,))), Atom("b", Look((link, ins))), Atom("c", Look((ins,)))]
    out = etree.tostring(written_out(row))
    assert out == b"<p><link><t>a</t><ins><t>b</t></ins></link><ins><t>c</t></ins></p>"
