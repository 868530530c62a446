"""Parts of the models page: rows, words, addresses, languages."""

from __future__ import annotations

from dataclasses import replace

import fakes
import pytest
from models_page_stand import LISTING, MB, OFFERED, SMALL, VARIANTS
from panel_stand import RESOURCES
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from assistant_app.catalog.spec import load_catalog
from assistant_app.errors import ModelDamaged
from assistant_app.tasks.transfer_pace import TransferPace
from assistant_app.ui.directions import Directions
from assistant_app.ui.download import Download, DownloadState
from assistant_app.ui.download_words import download_text
from assistant_app.ui.language_names import language_name
from assistant_app.ui.model_facts import languages_text, memory_text, size_text
from assistant_app.ui.model_row_words import facts_text, search_text
from assistant_app.ui.model_rows import Heading, ModelRow, Stock, Wanted, is_removable, rows_of
from assistant_app.ui.models_model import ModelsModel
from assistant_app.ui.repo_address import RepoAddress, repo_address
from assistant_app.ui.summary_words import SUMMARIES
from assistant_app.ui.widgets.facts_grid import FactsGrid, breakable
from assistant_app.ui.widgets.flow_layout import FlowLayout
from assistant_app.ui.widgets.variant_list import VariantList

WRITER = fakes.spec("writer", "writing")
QWEN, NLLB, BART = OFFERED


def rows(stock, wanted=None):
    return rows_of(stock, wanted or Wanted(), search_text)


# --- rows -------------------------------------------------------------------------------------


def test_a_download_that_belongs_to_no_known_model_stands_on_top():
    download = Download("stranger", "Stranger", "owner/stranger")
    found = rows(Stock(installed=[WRITER], downloads=[download]))
    assert found[0] == Heading("downloads")
    assert found[1].download is download


def test_a_model_of_two_tasks_stands_under_its_own_unless_the_other_is_asked_for():
    both = replace(WRITER, also=("summaries",))
    assert [row for row in rows(Stock([both])) if isinstance(row, Heading)] == [
        Heading("writing", "writing")
    ]
    assert len(rows(Stock([both]), Wanted(task="summaries"))) == 2


def test_the_usual_model_of_a_task_stands_first():
    second = replace(WRITER, id="second", title="Second")
    found = rows(Stock([WRITER, second], usual={"writing": "second"}))
    assert [row.model_id for row in found[1:]] == ["second", "writer"]


def test_all_words_of_the_filter_must_be_found():
    stock = Stock(offered=OFFERED)
    assert rows(stock, Wanted("nllb german"))
    assert not rows(stock, Wanted("nllb klingon"))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ModelRow("writer", "Writer", WRITER, is_installed=True), "Ships with Deskhand"),
        (ModelRow("writer", "Writer", WRITER), "folder is gone"),
        (ModelRow("q", "Q", QWEN), "from 312 MB · Apache-2.0"),
        (ModelRow("n", "N", replace(NLLB, is_gated=True)), "asks to accept terms"),
        (
            ModelRow("w", "W", WRITER, True, fault=ModelDamaged("w", "config.json", "cut")),
            "Damaged",
        ),
    ],
)
def test_the_second_line_says_what_matters_most(row, words):
    assert words in facts_text(row)


def test_only_models_of_the_person_can_be_removed():
    assert not is_removable(ModelRow("writer", "Writer", WRITER, is_installed=True))
    mine = replace(WRITER, source="imported")
    assert is_removable(ModelRow("mine", "Mine", mine, is_installed=True))
    assert not is_removable(ModelRow("qwen", "Qwen", QWEN))


# --- words ------------------------------------------------------------------------------------


def test_sizes_are_decimal_and_short():
    assert [size_text(n) for n in (900, 312 * MB, 999_600_000, 1_240_000_000)] == [
        "1 kB",
        "312 MB",
        "1.0 GB",
        "1.2 GB",
    ]


def test_directions_are_said_both_ways_or_one_way():
    both = replace(WRITER, pairs=(("en", "zh"), ("zh", "en")))
    assert languages_text(both) == "English ⇄ Chinese"
    assert languages_text(replace(WRITER, pairs=(("en", "de"),))) == "English → German"
    assert languages_text(NLLB).endswith("and 4 more")
    assert languages_text(replace(WRITER, languages=())) == ""


def test_memory_that_nobody_knows_is_not_guessed():
    assert memory_text(0, 8_000 * MB) == ""
    assert memory_text(1_100 * MB, 0) == "about 1.1 GB"
    assert "more than the 8.0 GB" in memory_text(9_000 * MB, 8_000 * MB)


def test_a_running_download_says_how_fast_and_how_long():
    download = Download(
        "q", "Q", "o/q", None, "", DownloadState.RUNNING, 100 * MB, 312 * MB,
        bytes_per_s=4.0 * MB, left_s=53.0,
    )  # fmt: skip
    assert download_text(download) == (
        "Downloading 32% · 100 MB of 312 MB · 4 MB a second · about 55 s left"
    )
    assert download_text(replace(download, left_s=600.0)).endswith("about 10 min left")
    assert download_text(replace(download, state=DownloadState.PAUSED)) == (
        "Paused 32% · 100 MB of 312 MB"
    )


def test_the_pace_forgets_what_was_long_ago():
    now = [0.0]
    pace = TransferPace(lambda: now[0])
    assert pace.after(0) is None
    for second in range(1, 31):
        now[0] = second
        speed = pace.after(second * MB if second <= 10 else 10 * MB)
    assert speed == 0.0
    assert pace.after(0) is None  # it began anew


def test_the_pace_does_not_count_what_came_before_the_first_file():
    now = [0.0]
    pace = TransferPace(lambda: now[0])
    pace.after(0)
    for now[0] in (0.4, 1.0, 1.5):
        assert pace.after(1000) is None
    now[0] = 2.0
    assert pace.after(1000 + 2 * MB) is None
    now[0] = 2.5
    assert pace.after(1000 + 4 * MB) == 4 * MB


def test_of_very_many_languages_the_ones_most_people_look_for_are_named():
    spec = fakes.spec("nllb", "translation")
    spec = replace(spec, pairs=(), languages=("ace", "acm", "af", "de", "en", "zh", *"abcdefgh"))
    assert languages_text(spec).startswith("English, Chinese, German, ")


def test_languages_have_names_in_the_language_of_the_window():
    QLocale.setDefault(QLocale("en"))
    assert language_name("de") == "German"
    assert language_name("zh-Hant") == "Chinese (traditional)"
    assert language_name("mt") == "Maltese"
    assert language_name("nobody") == "nobody"
    QLocale.setDefault(QLocale("zh_CN"))
    assert language_name("mt") == "Malti"


def test_every_summary_of_the_catalog_can_be_translated():
    catalog = load_catalog(RESOURCES / "models.json")
    assert {spec.summary for spec in catalog} == set(SUMMARIES)


# --- what a person types ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("owner/name", RepoAddress("owner/name")),
        ("  owner/na.me-1_x@v2 ", RepoAddress("owner/na.me-1_x", "v2")),
        ("https://huggingface.co/owner/name", RepoAddress("owner/name")),
        ("huggingface.co/owner/name/", RepoAddress("owner/name")),
        ("https://huggingface.co/owner/name/tree/abc123/onnx", RepoAddress("owner/name", "abc123")),
        ("<https://hf-mirror.com/owner/name?x=1>", RepoAddress("owner/name")),
    ],
)
def test_names_and_pasted_addresses_are_understood(text, wanted):
    assert repo_address(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "word",
        "a/b/c",
        "owner/na me",
        "../etc/passwd",
        "owner/..",
        "owner/name.git",
        "owner/" + "x" * 100,
        "https://huggingface.co/datasets/owner/name",
        "https://huggingface.co/owner",
        "https://[broken",
        "own\u200ber/name",
    ],
)
def test_what_can_be_no_model_is_not_asked_for(text):
    assert repo_address(text) is None


# --- widgets ----------------------------------------------------------------------------------


def test_the_files_of_each_precision_are_listed_with_their_sizes(qtbot):
    tree = VariantList()
    qtbot.addWidget(tree)
    tree.show_variants(VARIANTS, SMALL)
    first = tree.topLevelItem(0)
    assert [first.child(at).text(0) for at in range(first.childCount())] == [
        "onnx/model_quantized.onnx",
        "config.json",
        "tokenizer.json",
    ]
    assert tree.size_bytes(VARIANTS[0]) == 312 * MB + 2 * MB + 1200
    tree.setCurrentItem(tree.topLevelItem(1).child(0))
    assert tree.chosen() == LISTING.variants[1]
    tree.show_variants((), ())
    assert tree.chosen() is None


def test_buttons_go_on_below_when_the_line_is_full_and_hidden_ones_take_no_room(qtbot):
    place = QWidget()
    qtbot.addWidget(place)
    flow = FlowLayout(6, place)
    buttons = [QPushButton("a button") for _ in range(3)]
    for button in buttons:
        flow.addWidget(button)
    width = buttons[0].sizeHint().width()
    place.resize(2 * width + 10, 200)
    place.show()
    assert buttons[0].y() == buttons[1].y() < buttons[2].y()
    assert flow.heightForWidth(3 * width + 20) < flow.heightForWidth(width)
    buttons[1].hide()
    flow.activate()
    assert buttons[2].y() == buttons[0].y()


def test_directions_of_several_models_are_those_of_any_of_them():
    one = replace(WRITER, pairs=(("en", "de"),), languages=("en", "de"))
    many = replace(WRITER, pairs=(), languages=("fr", "it"))
    directions = Directions([one, many, replace(WRITER, pairs=(), languages=())])
    assert directions.has("en", "de")
    assert not directions.has("de", "en")
    assert not directions.has("en", "it")
    assert directions.has("it", "fr")
    assert directions.target_from("de") is None
    assert directions.source_to("de") == "en"


def test_a_heading_can_not_be_chosen():
    model = ModelsModel()
    model.show(Stock([WRITER]), Wanted())
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


def test_a_word_without_an_end_does_not_widen_the_page(qtbot):
    grid = FactsGrid()
    qtbot.addWidget(grid)
    grid.show_facts([("Made of it", "w" * 2000), ("Empty", "")])
    assert grid.minimumSizeHint().width() < 600
    assert len(grid.facts) == 1
    assert breakable("an ordinary sentence") == "an ordinary sentence"
