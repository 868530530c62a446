"""New Word documents are read by Word's rules: lines as paragraphs, two texts as a table."""

from __future__ import annotations

from io import BytesIO

import docx

from assistant_app.documents.formats import open_blocks
from assistant_app.documents.new_docx import docx_of_lines, docx_of_pairs

LINES = ["1. A & <b>", "", "  two  blanks\tand a tab", "中文。", "bell \x07 half \ud83d"]


def test_every_line_is_a_paragraph_with_its_blanks():
    made = docx.Document(BytesIO(docx_of_lines(LINES)))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert texts == [*LINES[:4], "bell  half "]


def test_two_texts_stand_side_by_side_under_their_languages():
    pairs = [("One.\nTwo.", "一。"), ("Three", "三")]
    made = docx.Document(BytesIO(docx_of_pairs(pairs, ("English", "Chinese"))))
    (table,) = made.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [["English", "Chinese"], ["One.\nTwo.", "一。"], ["Three", "三"]]


def test_what_was_written_can_be_opened_for_translation(tmp_path):
    path = tmp_path / "new.docx"
    path.write_bytes(docx_of_lines(["Good morning.", "Good night."]))
    blocks = open_blocks(path).blocks
    assert [block.text for block in blocks] == ["Good morning.", "Good night."]
