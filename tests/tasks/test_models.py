"""Which model does a task."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import FakeModels, choice, spec

from assistant_app.errors import LanguagePairUnavailable, ModelUnfit, ModelUnknown

SHIPPED = spec("shipped", "translation")
OPUS = replace(
    spec("opus-en-de", "translation", is_default=False),
    languages=("en", "de"),
    pairs=(("en", "de"),),
    source="hub",
)
HUNDRED = replace(
    spec("m2m", "translation", is_default=False), languages=("de", "en", "fr", "zh"), pairs=()
)
SILENT = replace(spec("silent", "translation", is_default=False), languages=(), pairs=())
WRITER = replace(spec("t5", "summaries"), also=("translation",), pairs=(("en", "fr"),))


class Partly(FakeModels):
    """A store in which some models have no folder."""

    def __init__(self, *specs, gone=()):
        super().__init__(specs)
        self._gone = gone

    def specs(self, task=None):
        return tuple(each for each in self._specs if task is None or task in each.tasks)

    def installed(self, task=None):
        return tuple(each for each in self.specs(task) if each.id not in self._gone)


def test_each_pair_goes_to_a_model_that_knows_it_and_the_special_one_first():
    models = choice(models=Partly(SHIPPED, HUNDRED, OPUS, SILENT))

    assert models.translator("en", "zh", None) == SHIPPED
    assert models.translator("en", "de", None) == OPUS
    assert models.translator("de", "fr", None) == HUNDRED
    with pytest.raises(LanguagePairUnavailable):
        models.translator("en", "ja", None)


def test_the_settings_choice_wins_where_it_can_do_the_pair():
    models = choice({"translation": "m2m"}, Partly(SHIPPED, HUNDRED, OPUS))

    assert models.translator("en", "zh", None) == HUNDRED
    assert (
        choice({"translation": "opus-en-de"}, Partly(SHIPPED, OPUS)).translator("en", "zh", None)
        == SHIPPED
    )


def test_a_model_that_names_no_languages_is_used_if_it_was_chosen():
    assert choice(models=Partly(SILENT, SHIPPED)).translator("en", "zh", None) == SHIPPED
    chosen = choice({"translation": "silent"}, Partly(SHIPPED, SILENT))
    assert chosen.translator("fi", "et", None) == SILENT
    assert chosen.translator("fi", "et", "silent") == SILENT


def test_a_choice_that_was_removed_since_falls_back():
    models = choice({"translation": "m2m"}, Partly(SHIPPED, HUNDRED, gone=("m2m",)))
    assert models.translator("en", "zh", None) == SHIPPED
    assert models.model("translation", None) == SHIPPED

    forgotten = choice({"translation": "never-was"}, Partly(SHIPPED))
    assert forgotten.model("translation", None) == SHIPPED


def test_only_installed_translators_are_chosen_unless_there_is_no_other():
    assert (
        choice(models=Partly(SHIPPED, HUNDRED, gone=("shipped",))).translator("en", "zh", None)
        == HUNDRED
    )
    # Then loading it says that its folder is gone, which helps more than "no model".
    assert choice(models=Partly(SHIPPED, gone=("shipped",))).translator("en", "zh", None) == SHIPPED


def test_a_model_may_be_asked_for_everything_it_can_do():
    models = choice(models=Partly(SHIPPED, WRITER))

    assert models.model("summaries", "t5") == WRITER
    assert models.translator("en", "fr", "t5") == WRITER
    with pytest.raises(ModelUnfit, match="writing"):
        models.model("writing", "t5")
    with pytest.raises(ModelUnfit, match="from en to de"):
        models.translator("en", "de", "t5")
    with pytest.raises(ModelUnknown):
        models.translator("en", "de", "nobody")


def test_where_no_model_knows_the_pair_two_meet_in_english() -> None:
    german = replace(OPUS, id="opus-de-en", pairs=(("de", "en"),))
    models = choice(models=Partly(SHIPPED, OPUS, german))

    assert models.route("de", "zh", None) == (german, SHIPPED)
    assert models.route("en", "zh", None) == (SHIPPED,)
    with pytest.raises(LanguagePairUnavailable) as caught:
        models.route("fr", "zh", None)
    assert (caught.value.source, caught.value.target) == ("fr", "zh")
    with pytest.raises(LanguagePairUnavailable):
        models.route("en", "fr", None)
