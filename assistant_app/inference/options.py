"""How text is generated: the one value that callers pass to translators and writers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GenerationOptions:
    """Names and meanings are those of transformers' ``GenerationConfig``.

    ``top_k=0`` and ``top_p=1`` switch those filters off. Without a ``seed`` every run differs.
    ``repetition_penalty`` divides the scores of tokens already said (Keskar et al. 2019, CTRL);
    ``no_repeat_ngram_size`` bars whatever would repeat so many tokens in a row. None leaves both
    to the model's generation_config.json.
    """

    max_new_tokens: int = 256
    min_new_tokens: int = 0
    is_sampling: bool = False
    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0
    repetition_penalty: float | None = None
    no_repeat_ngram_size: int | None = None
    seed: int | None = None

    def __post_init__(self) -> None:
        if self.max_new_tokens < 1:
            raise ValueError("max_new_tokens must be at least 1")
        if self.is_sampling and self.temperature <= 0:
            raise ValueError("temperature must be above 0; for greedy text use is_sampling=False")
        if not 0 < self.top_p <= 1 or self.top_k < 0:
            raise ValueError("top_p must be in (0, 1], top_k >= 0")
        if self.repetition_penalty is not None and self.repetition_penalty <= 0:
            raise ValueError("repetition_penalty must be above 0")
