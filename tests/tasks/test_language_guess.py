"""The language of a text among those that the installed models translate."""

from __future__ import annotations

import pytest

from assistant_app.tasks.language_guess import guess_language

TEXTS = {
    "en": "The train to the coast was late, and they waited for it with the others.",
    "de": "Der Zug an die Küste war verspätet, und wir haben mit den anderen gewartet.",
    "fr": "Le train pour la côte était en retard, et nous avons attendu avec les autres.",
    "es": "El tren a la costa llegó tarde, pero esperamos con los otros que estaban allí.",
    "it": "Il treno per la costa era in ritardo e abbiamo aspettato con gli altri della classe.",
    "pt": "O trem para a costa não chegou, mas esperamos com os outros, como você também.",
    "nl": "De trein naar de kust was te laat, maar wij hebben met het hele gezin gewacht.",
    "sv": "Tåget till kusten var sent, och vi väntade med de andra som inte hade ett säte.",
    "pl": "Pociąg nie przyjechał na czas, ale czekaliśmy, że się jeszcze pojawi dla nas.",
    "cs": "Vlak nepřijel včas, ale čekali jsme, že se ještě objeví, jako je to pro něj zvykem.",
    "tr": "Tren geç kaldı ama biz çok bekledik ve daha sonra bir başka yol için sorduk.",
    "vi": "Chuyến tàu không đến và chúng tôi đã chờ với các người khác trong nhà ga.",
    "ru": "Поезд опоздал, и мы ждали его вместе с другими на вокзале.",
    "uk": "Потяг запізнився, і ми чекали його разом з іншими на вокзалі.",
    "el": "Το τρένο άργησε και περιμέναμε μαζί με τους άλλους.",
    "ar": "تأخر القطار وانتظرنا مع الآخرين في المحطة.",
    "fa": "قطار دیر کرد و ما با دیگران در ایستگاه پیاده منتظر ماندیم.",
    "hi": "ट्रेन देर से आई और हमने दूसरों के साथ इंतज़ार किया।",
    "ja": "電車が遅れたので、私たちは駅でほかの人たちと待ちました。",
    "ko": "기차가 늦어서 우리는 역에서 다른 사람들과 기다렸습니다.",
    "zh": "火车晚点了，我们和其他人一起在车站等。",
    "th": "รถไฟมาสายและเรารอกับคนอื่น ๆ ที่สถานี",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_tells_its_language(language):
    assert guess_language(TEXTS[language], TEXTS) == language


def test_only_languages_that_can_be_translated_are_guessed():
    assert guess_language(TEXTS["de"], {"en", "zh"}) == "en"
    assert guess_language(TEXTS["de"], {"en", "zh", "fr"}) in {"en", "fr"}
    assert guess_language(TEXTS["uk"], {"en", "ru"}) == "ru"
    assert guess_language(TEXTS["ar"], {"en", "fa"}) == "fa", "the one that has such letters"
    assert guess_language(TEXTS["zh"], {"en", "de"}) == "zh", "as it always was"


@pytest.mark.parametrize("language", ["th", "ar", "ja", "ru"])
@pytest.mark.parametrize("known", [{"en", "zh"}, {"en", "zh", "de", "fr", "es"}])
def test_letters_that_no_language_has_are_not_taken_for_english(language, known):
    assert guess_language(TEXTS[language], known) == language


@pytest.mark.parametrize("text", ["", "…", "123", "Tee", "https://example.org"])
def test_what_tells_nothing_is_taken_for_english(text):
    assert guess_language(text, TEXTS) == "en"


def test_a_foreign_name_does_not_turn_the_text():
    assert guess_language("She read Пушкин and 李白 to the children of the house.", TEXTS) == "en"
