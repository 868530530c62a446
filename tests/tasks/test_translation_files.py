"""A translation as a file: alone, or beside its source."""

from __future__ import annotations

from datetime import UTC, datetime

import docx
import pytest

from assistant_app.errors import DocumentUnsupported
from assistant_app.tasks.term_files import pairs_in
from assistant_app.tasks.translation_files import (
    BOTH_SUFFIXES,
    BothTexts,
    save_both,
    save_translation,
)

SENTENCES = (("One.", "一。"), ("Two, “too”.", "二。"), ("Three.", "三。"))
BOTH = BothTexts(
    "One. Two, “too”.\n\nThree.\n42", "一。二。\n\n三。\n42", SENTENCES, ("en", "zh"),
    ("English", "Chinese"),
)  # fmt: skip


def test_lines_belong_together_while_they_are_as_many():
    assert BOTH.parts == (("One. Two, “too”.", "一。二。"), ("Three.", "三。"), ("42", "42"))
    edited = BothTexts(BOTH.source, "一。\n二。\n\n三。\n42", SENTENCES)
    assert edited.parts == SENTENCES


def test_as_text_one_stands_below_the_other(tmp_path):
    save_both(tmp_path / "both.txt", BOTH)
    text = (tmp_path / "both.txt").read_text(encoding="utf-8")
    assert text == "One. Two, “too”.\n一。二。\n\nThree.\n三。\n\n42\n42\n"


def test_in_word_they_stand_side_by_side(tmp_path):
    save_both(tmp_path / "both.docx", BOTH)
    (table,) = docx.Document(tmp_path / "both.docx").tables
    assert [cell.text for cell in table.rows[0].cells] == ["English", "Chinese"]
    assert [cell.text for cell in table.rows[2].cells] == ["Three.", "三。"]


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".tmx"])
def test_what_is_saved_can_be_imported_as_a_memory(tmp_path, suffix):
    path = tmp_path / f"both{suffix}"
    save_both(path, BOTH)
    pairs = pairs_in(path, "en", "zh", datetime(2026, 1, 1, tzinfo=UTC))
    assert tuple((pair.source, pair.target) for pair in pairs) == SENTENCES
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") == (suffix == ".csv")


def test_another_format_is_refused_and_named(tmp_path):
    with pytest.raises(DocumentUnsupported) as caught:
        save_both(tmp_path / "both.odt", BOTH)
    assert caught.value.suffixes == BOTH_SUFFIXES
    assert not (tmp_path / "both.odt").exists()


def test_alone_it_is_a_word_document_or_its_text(tmp_path):
    save_translation(tmp_path / "out.docx", "一。\n二。")
    texts = [each.text for each in docx.Document(tmp_path / "out.docx").paragraphs]
    assert texts == ["一。", "二。"]
    save_translation(tmp_path / "out.md", "一。\n二。")
    assert (tmp_path / "out.md").read_text(encoding="utf-8") == "一。\n二。"
