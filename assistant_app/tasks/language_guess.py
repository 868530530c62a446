"""Which of the languages that can be translated a text is in: by its script, then by the small
words that no text goes without.

Enough to tell what a paragraph is in, not a single word. Small words are the most frequent function
words of each language that the others do not share, or share with few.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from assistant_app.tasks.sentences import detect_language

_SAMPLE = 4000
"""Characters looked at."""
_LEAST_WORDS = 2
"""Small words of a language below which nobody can tell: then it is taken for English."""

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("pa", re.compile(r"[\u0a00-\u0a7f]")),
    ("gu", re.compile(r"[\u0a80-\u0aff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("kn", re.compile(r"[\u0c80-\u0cff]")),
    ("ml", re.compile(r"[\u0d00-\u0d7f]")),
    ("si", re.compile(r"[\u0d80-\u0dff]")),
    ("lo", re.compile(r"[\u0e80-\u0eff]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
    ("km", re.compile(r"[\u1780-\u17ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
)
_LETTER = re.compile(r"[^\W\d_]")
_OTHERS_IN_SCRIPT = (
    ("ru", "uk", re.compile(r"[іїєґ]", re.IGNORECASE)),
    ("ru", "be", re.compile(r"ў", re.IGNORECASE)),
    ("ru", "sr", re.compile(r"[ђћљњџ]", re.IGNORECASE)),
    ("ru", "bg", re.compile(r"\b(?:които|също|беше|това|само)\b", re.IGNORECASE)),
    ("ar", "fa", re.compile(r"[پچژگ]")),
    ("ar", "ur", re.compile(r"[ٹڈڑے]")),
)
"""Within one script: the language that some letters or words give away."""
_SMALL_WORDS = {
    "en": "the of and to is that it was for with are this have not be you from they we which",
    "de": "der die das und ist nicht ein eine mit sich auf für von dem den auch wird sind ich wir",
    "fr": "le les des est une dans que pour pas sur avec ce qui sont vous nous mais au plus cette",
    "es": "el los las una que por con para del se es como más pero su esta muy está son hay",
    "it": "il che di della per una sono con non del gli alla più anche nel questo è ho ha dei",
    "pt": "os uma não com para por mais dos como mas ao das é são está você ele também na em",
    "nl": "de het een van en niet dat zijn met voor ook maar aan ze wij heeft werd nog deze wordt",
    "sv": "och att det som är av för inte med den till på har jag vi från eller ett kan om",
    "da": "og at det som er af ikke med den til på har jeg vi fra eller et kan hvad blev",
    "no": "og at det som er av ikke med den til på har jeg vi fra eller et kan hva ble",
    "pl": "i nie się na jest że do to jak co ale za przez jego był dla czy już są także",
    "cs": "a se je na že do to jak ale by byl jeho pro jako které také není až při jsem",
    "sk": "a sa je na že do to ako ale by bol jeho pre ktoré tiež nie pri som sú už",
    "ro": "și de la că nu este pentru cu din mai care sunt dar pe într acest fost sau ca fi",
    "hu": "a az és hogy nem egy is volt van meg de csak ezt mint már után még ki el azt",
    "fi": "ja on ei että oli se hän mutta kun myös niin ovat tai kuin olla joka minä sitä sen nyt",
    "tr": "ve bir bu da de için ile çok ama gibi daha olarak ne var değil olan kadar sonra ben o",
    "vi": "và của là có không được cho một người trong những với các này đã để khi tôi từ cũng",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena bisa oleh",
    "ca": "els les una que per amb no del és com però més també aquest són hi ha seva molt va",
    "hr": "je i u se na da su za ne od kao ali koji bio iz što to po samo ili",
    "et": "ja on ei et see oli ka kui aga mis ta oma nii või seda olid tema nagu veel siis",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str, known: Collection[str]) -> str:
    """One of ``known``, or what ``detect_language`` says where nothing tells more. A text in
    letters that no language of ``known`` is written in gets a language that is not among them:
    whatever would be made of it is no translation."""
    simple = detect_language(text)
    sample = text[:_SAMPLE]
    n_letters = len(_LETTER.findall(sample))
    for language, letters in _SCRIPTS:
        n_found = len(letters.findall(sample))
        # Japanese is half Chinese characters; of the others, half of the letters must be theirs.
        if n_found and n_found >= n_letters * (0.1 if language == "ja" else 0.5):
            return _in_script(language, sample, known)
    if set(known) <= {"en", "zh"}:
        return simple
    return simple if simple == "zh" else _by_words(sample, known) or simple


def _in_script(language: str, sample: str, known: Collection[str]) -> str:
    others = [each for each in _OTHERS_IN_SCRIPT if each[0] == language and each[1] in known]
    for _, other, signs in others:
        if signs.search(sample):
            return other
    return others[0][1] if others and language not in known else language


def small_words(text: str, known: Collection[str]) -> dict[str, int]:
    """How many words of ``text`` are small words of each of the languages ``known``."""
    words = Counter(_WORD.findall(text[:_SAMPLE].lower()))
    return {
        language: sum(words[word] for word in small)
        for language, small in _WORDS.items()
        if language in known
    }


def _by_words(sample: str, known: Collection[str]) -> str | None:
    scores = small_words(sample, known)
    best = max(scores, key=lambda language: scores[language], default=None)
    return best if best is not None and scores[best] >= _LEAST_WORDS else None
