"""What the tasks need of an engine and of the installed models. ``inference.engine`` has it.

Structural types: a test gives a small fake of the same shape, and the tasks load no runtime.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from assistant_app.cancel import CancelToken

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    from assistant_app.inference.links import Aligned
    from assistant_app.inference.options import GenerationOptions
    from assistant_app.inference.words import WordVariants


Given = TypeVar("Given")
Made = TypeVar("Made")


class Report(Protocol):
    """Where a model really runs."""

    @property
    def label(self) -> str:
        """``CPU`` or ``CUDA 0``."""

    @property
    def reason(self) -> str | None:
        """Why it is not what was asked for."""


class OneWay(Protocol):
    """One translation model, told from which language into which."""

    @property
    def max_source_tokens(self) -> int: ...

    @property
    def report(self) -> Report: ...

    def count_tokens(self, text: str) -> int:
        """With all that tells the direction."""

    def translate(
        self, texts: Sequence[str], options: GenerationOptions, cancel: CancelToken
    ) -> list[str]: ...

    def translate_aligned(
        self,
        texts: Sequence[str],
        options: GenerationOptions,
        cancel: CancelToken,
        wants_links: Callable[[str], bool] = ...,
    ) -> list[Aligned]:
        """With what was read off what, where the model lets it be seen and it is wanted."""

    def translate_with(
        self, text: str, phrases: Sequence[str], options: GenerationOptions, cancel: CancelToken
    ) -> Aligned:
        """One text that holds ``phrases`` in its translation, as far as possible."""

    def alternatives(
        self,
        text: str,
        options: GenerationOptions,
        cancel: CancelToken,
        without: Sequence[str] = (),
    ) -> list[Aligned]:
        """Up to ``n_best`` different translations, best first, that hold no word of ``without``."""

    def each(self, function: Callable[[Given], Made], items: Sequence[Given]) -> list[Made]:
        """``function`` of each of ``items``, which may ask this translator; perhaps on several
        threads at once."""

    def alternatives_of(
        self,
        texts: Sequence[str],
        options: Sequence[GenerationOptions],
        cancel: CancelToken,
        wants_links: Callable[[str], bool] = ...,
        by_faith: bool = False,
    ) -> list[list[Aligned]]:
        """``alternatives`` of each of many texts, in far less time; ``options`` differ in
        ``max_new_tokens`` at most. ``by_faith``: those that say most of the text come first."""

    def variants(
        self,
        text: str,
        translation: str,
        place: int,
        n_wanted: int,
        options: GenerationOptions,
        cancel: CancelToken,
        phrases: Sequence[str] = (),
    ) -> WordVariants:
        """Other words for the one at ``place`` of ``translation``, each with how the translation
        goes on behind it, holding ``phrases``; what stands before is kept."""


class Translator(Protocol):
    """One translation model."""

    @property
    def report(self) -> Report: ...

    def between(self, source: str, target: str) -> OneWay:
        """Raises ``LanguagePairUnavailable``."""


class Summariser(Protocol):
    """One encoder-decoder model that writes a shorter text."""

    @property
    def max_source_tokens(self) -> int: ...

    @property
    def report(self) -> Report: ...

    @property
    def summary_prefix(self) -> str:
        """What stands before every text to be summarised, such as T5's ``summarize: ``."""

    def count_tokens(self, text: str) -> int: ...

    def generate(
        self, sources: Sequence[str], options: GenerationOptions, cancel: CancelToken
    ) -> list[str]: ...


class Writer(Protocol):
    """One language model."""

    @property
    def report(self) -> Report: ...

    @property
    def n_tokens(self) -> int:
        """Tokens made by the last ``stream`` or ``stream_chat``."""

    @property
    def is_chat(self) -> bool:
        """Whether it follows instructions: then ``stream_chat`` works."""

    def stream(
        self, prompt: str, options: GenerationOptions, cancel: CancelToken
    ) -> Iterator[str]: ...

    def stream_chat(
        self,
        messages: Sequence[tuple[str, str]],
        options: GenerationOptions,
        cancel: CancelToken,
    ) -> Iterator[str]:
        """The answer to ``messages``: (role, text), with roles ``system``, ``user``,
        ``assistant``."""


class SentenceEncoder(Protocol):
    """One sentence encoder: ``[n, d]`` float32 rows of length 1."""

    @property
    def report(self) -> Report: ...

    def encode(self, texts: Sequence[str], cancel: CancelToken) -> np.ndarray[Any, Any]: ...


class PictureRead(Protocol):
    """A picture, prepared for one model."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...


class PictureClassifier(Protocol):
    """One picture model: ``[n, len(labels)]`` probabilities."""

    @property
    def report(self) -> Report: ...

    @property
    def takes_labels(self) -> Literal[False]: ...

    @property
    def labels(self) -> tuple[str, ...]: ...

    def read(self, path: Path) -> PictureRead:
        """Prepare the picture in a file. Any thread may call it, several at once. Errors:
        ``FileMissing``, ``FileIsFolder``, ``FileEmpty``, ``FileUnreadable``, ``PictureTooLarge``,
        ``PictureBroken``."""

    def score(self, pictures: Sequence[Any], cancel: CancelToken) -> np.ndarray[Any, Any]:
        """Probabilities of what ``read`` gave."""

    def classify(
        self, pictures: Sequence[Image.Image], cancel: CancelToken
    ) -> np.ndarray[Any, Any]: ...


class PictureChooser(Protocol):
    """One picture model that chooses among labels which it is given."""

    @property
    def takes_labels(self) -> Literal[True]: ...

    def with_labels(
        self, labels: Sequence[str], template: str, cancel: CancelToken | None = None
    ) -> PictureClassifier: ...


class Engine(Protocol):
    """Loads a model on first use. May raise ``ModelMissing``, ``ModelDamaged``, ``OutOfMemory``."""

    def translator(self, model_id: str) -> Translator: ...

    def summariser(self, model_id: str) -> Summariser: ...

    def writer(self, model_id: str) -> Writer: ...

    def sentences(self, model_id: str) -> SentenceEncoder: ...

    def pictures(self, model_id: str) -> PictureClassifier | PictureChooser: ...


EngineSource = Callable[[], Engine]
"""The engine as it is now: a change of the device in the settings puts a new one in its place."""
