"""A language model that is one table: what follows depends on the last two tokens only."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from transformers import GenerationMixin, PretrainedConfig, PreTrainedModel
from transformers.modeling_outputs import CausalLMOutput

VOCAB = 24
SEED = 7
END = 1


def table() -> npt.NDArray[np.float32]:
    """[token before last, last token, next token]. RandomState's stream never changes, so the tests make the same one."""
    scores = np.random.RandomState(SEED).normal(0, 1.5, (VOCAB, VOCAB, VOCAB)).astype(np.float32)
    scores[:, :, END] += 1  # so that texts of many lengths compete
    return scores


class ToyConfig(PretrainedConfig):
    model_type = "toy"

    def __init__(self, vocab_size: int = VOCAB, **others: Any) -> None:
        self.vocab_size = vocab_size
        super().__init__(**others)


class Toy(PreTrainedModel, GenerationMixin):
    """Knows no cache: it is always given the whole text."""

    config_class = ToyConfig

    def __init__(self, config: ToyConfig) -> None:
        super().__init__(config)
        self.table = torch.nn.Parameter(torch.from_numpy(table()), requires_grad=False)

    def forward(self, input_ids: torch.Tensor, **_: Any) -> CausalLMOutput:
        before = torch.cat((torch.zeros_like(input_ids[:, :1]), input_ids[:, :-1]), dim=1)
        return CausalLMOutput(logits=self.table[before, input_ids])

    def prepare_inputs_for_generation(self, input_ids: Any, *_: Any, **__: Any) -> dict[str, Any]:
        return {"input_ids": input_ids}
