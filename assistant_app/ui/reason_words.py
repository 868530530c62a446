"""Why something was refused or could not be used, for the translation tool to find.

The layers below speak English; ``error_text`` asks for the translation of the reason that an error
carries. What the system or a library says, and what holds a value, stays as it is.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

REASONS = (
    QT_TRANSLATE_NOOP("Errors", "No such file or directory"),
    QT_TRANSLATE_NOOP("Errors", "Not a directory"),
    QT_TRANSLATE_NOOP("Errors", "Permission denied"),
    QT_TRANSLATE_NOOP("Errors", "a file of its list is not there"),
    QT_TRANSLATE_NOOP("Errors", "a mirror's address ends before ? and #"),
    QT_TRANSLATE_NOOP("Errors", "a mirror's address holds no password"),
    QT_TRANSLATE_NOOP("Errors", "a part of it is damaged"),
    QT_TRANSLATE_NOOP("Errors", "a part of it is missing"),
    QT_TRANSLATE_NOOP("Errors", "a proxy's address ends with its port"),
    QT_TRANSLATE_NOOP("Errors", "are too many for a model"),
    QT_TRANSLATE_NOOP("Errors", "has a name that not every system can write"),
    QT_TRANSLATE_NOOP("Errors", "has too long a name"),
    QT_TRANSLATE_NOOP("Errors", "is a link"),
    QT_TRANSLATE_NOOP("Errors", "is no ordinary file"),
    QT_TRANSLATE_NOOP("Errors", "is too long for a model"),
    QT_TRANSLATE_NOOP("Errors", "it chooses among answers, which no part of Deskhand asks for"),
    QT_TRANSLATE_NOOP("Errors", "it cuts pictures into parts"),
    QT_TRANSLATE_NOOP("Errors", "it cuts pictures into parts, which no part of Deskhand asks for"),
    QT_TRANSLATE_NOOP("Errors", "it declares entities of its own"),
    QT_TRANSLATE_NOOP("Errors", "it defines XML entities of its own"),
    QT_TRANSLATE_NOOP("Errors", "it describes pictures in words, and Deskhand only labels them"),
    QT_TRANSLATE_NOOP("Errors", "it ends too early"),
    QT_TRANSLATE_NOOP("Errors", "it fills gaps in a text, which no part of Deskhand asks for"),
    QT_TRANSLATE_NOOP("Errors", "it finds answers in a text, which no part of Deskhand asks for"),
    QT_TRANSLATE_NOOP("Errors", "it finds objects in pictures, which no part of Deskhand asks for"),
    QT_TRANSLATE_NOOP("Errors", "it has become longer"),
    QT_TRANSLATE_NOOP(
        "Errors", "it has GGUF files, and Deskhand runs ONNX files; look for an ONNX version of it"
    ),
    QT_TRANSLATE_NOOP(
        "Errors", "it has no ONNX files; look for a version of it with “ONNX” in its name or tags"
    ),
    QT_TRANSLATE_NOOP("Errors", "it has no chat template"),
    QT_TRANSLATE_NOOP("Errors", "it has no config.json"),
    QT_TRANSLATE_NOOP("Errors", "it has no config.json, which says what kind of model it is"),
    QT_TRANSLATE_NOOP("Errors", "it holds no JSON object"),
    QT_TRANSLATE_NOOP("Errors", "it holds no messages"),
    QT_TRANSLATE_NOOP("Errors", "it holds no times"),
    QT_TRANSLATE_NOOP("Errors", "it holds too many files to be a model"),
    QT_TRANSLATE_NOOP("Errors", "it is a folder"),
    QT_TRANSLATE_NOOP("Errors", "it is locked with a password"),
    QT_TRANSLATE_NOOP("Errors", "it is neither a folder nor a zip archive with an ONNX model"),
    QT_TRANSLATE_NOOP("Errors", "it is no ONNX graph"),
    QT_TRANSLATE_NOOP("Errors", "it is no document of this kind"),
    QT_TRANSLATE_NOOP("Errors", "it is no office file, or not all of it is there"),
    QT_TRANSLATE_NOOP("Errors", "it is not JSON"),
    QT_TRANSLATE_NOOP("Errors", "it is not XLIFF"),
    QT_TRANSLATE_NOOP("Errors", "it is not an ordinary file"),
    QT_TRANSLATE_NOOP("Errors", "it is not text"),
    QT_TRANSLATE_NOOP("Errors", "it is too large"),
    QT_TRANSLATE_NOOP("Errors", "it is “Strict Open XML”; save it without that"),
    QT_TRANSLATE_NOOP("Errors", "it listens to sound"),
    QT_TRANSLATE_NOOP("Errors", "it makes no sense"),
    QT_TRANSLATE_NOOP("Errors", "it makes no sense as an address"),
    QT_TRANSLATE_NOOP("Errors", "it makes pictures from text, and Deskhand only labels them"),
    QT_TRANSLATE_NOOP("Errors", "it makes sound"),
    QT_TRANSLATE_NOOP("Errors", "it marks words in a text, which no part of Deskhand asks for"),
    QT_TRANSLATE_NOOP(
        "Errors", "it measures depth in pictures, which no part of Deskhand asks for"
    ),
    QT_TRANSLATE_NOOP("Errors", "it names no computer"),
    QT_TRANSLATE_NOOP("Errors", "it only continues texts and follows no instructions"),
    QT_TRANSLATE_NOOP("Errors", "it reaches for a file outside its folder"),
    QT_TRANSLATE_NOOP("Errors", "it reads text and pictures together, by graphs of several parts"),
    QT_TRANSLATE_NOOP("Errors", "it sorts texts into classes, which no part of Deskhand asks for"),
    QT_TRANSLATE_NOOP("Errors", "it wrote nothing"),
    QT_TRANSLATE_NOOP(
        "Errors", "its ONNX files have names that tell nothing of how they belong together"
    ),
    QT_TRANSLATE_NOOP("Errors", "its answer leads nowhere"),
    QT_TRANSLATE_NOOP("Errors", "its answer makes no sense"),
    QT_TRANSLATE_NOOP("Errors", "its config.json numbers no labels"),
    QT_TRANSLATE_NOOP("Errors", "its content was changed"),
    QT_TRANSLATE_NOOP("Errors", "its context is too short for its chat template"),
    QT_TRANSLATE_NOOP("Errors", "its encoding is not what it says"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "its decoder keeps no cache; export it with the task text2text-generation-with-past",
    ),
    QT_TRANSLATE_NOOP("Errors", "its graph does not take one batch of pictures"),
    QT_TRANSLATE_NOOP("Errors", "its graph gives no hidden state per token"),
    QT_TRANSLATE_NOOP("Errors", "its graph gives no logits"),
    QT_TRANSLATE_NOOP("Errors", "its graph gives no row of scores for a picture"),
    QT_TRANSLATE_NOOP("Errors", "its graph has no key/value cache"),
    QT_TRANSLATE_NOOP(
        "Errors", "its graph keeps no cache; export it with the task text-generation-with-past"
    ),
    QT_TRANSLATE_NOOP("Errors", "its graph takes pictures in an unknown type of number"),
    QT_TRANSLATE_NOOP("Errors", "its key/value cache has an older layout"),
    QT_TRANSLATE_NOOP("Errors", "its scores are not numbers, as if 16 bits were too few for it"),
    QT_TRANSLATE_NOOP("Errors", "its scores are whole numbers without a scale"),
    QT_TRANSLATE_NOOP("Errors", "lie over one another"),
    QT_TRANSLATE_NOOP("Errors", "no known picture format"),
    QT_TRANSLATE_NOOP("Errors", "nothing says how large its key/value cache is"),
    QT_TRANSLATE_NOOP("Errors", "stands in it twice"),
    QT_TRANSLATE_NOOP(
        "Errors", "there is no config.json beside it; the graph alone does not say how to use it"
    ),
    QT_TRANSLATE_NOOP("Errors", "would be written outside its folder"),
    QT_TRANSLATE_NOOP("Errors", "would grow beyond measure when unpacked"),
)
