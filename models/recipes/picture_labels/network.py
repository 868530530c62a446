"""The network: fixed whitening patches, then three blocks of two convolutions, then one linear layer.

After the "airbench" line of small CIFAR-10 nets (Jordan 2024, arXiv 2404.00498), narrower, for CPUs: whitened
2 x 2 patches as the first layer and identity-started convolutions learn in few epochs.
"""

from __future__ import annotations

import torch
from torch import nn

from picture_labels.datasets import DataSet


class Block(nn.Module):
    """Convolution, pooling, convolution, each followed by batch normalisation."""

    def __init__(self, width_in: int, width_out: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(width_in, width_out, 3, padding=1, bias=False)
        self.second = nn.Conv2d(width_out, width_out, 3, padding=1, bias=False)
        self.norms = nn.ModuleList([nn.BatchNorm2d(width_out), nn.BatchNorm2d(width_out)])
        self.act = nn.ReLU()
        for layer in (self.first, self.second):
            nn.init.dirac_(layer.weight[:layer.in_channels] if layer.out_channels > layer.in_channels
                           else layer.weight)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.act(self.norms[0](nn.functional.max_pool2d(self.first(x), 2)))
        out: torch.Tensor = self.act(self.norms[1](self.second(x)))
        return out


class Labeller(nn.Module):
    """pixel_values [b, channels, size, size], normalised -> logits [b, labels]."""

    def __init__(self, data_set: DataSet) -> None:
        super().__init__()
        self.is_mirrored = data_set.is_mirrored
        patch = data_set.channels * 4
        # Without a bias: its gradient alone would cost a sixth of a step.
        self.patches = nn.Conv2d(data_set.channels, 2 * patch, 2, bias=False)
        self.patches.weight.requires_grad_(False)
        one, two, three = data_set.widths
        self.blocks = nn.Sequential(Block(2 * patch, one), Block(one, two), Block(two, three))
        self.head = nn.Linear(three, len(data_set.label_names))
        self.act = nn.ReLU()

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        if self.is_mirrored and not self.training:
            return (self._logits(pixel_values) + self._logits(pixel_values.flip(3))) / 2
        return self._logits(pixel_values)

    def _logits(self, pixel_values: torch.Tensor) -> torch.Tensor:
        x = self.blocks(self.act(self.patches(pixel_values)))
        logits: torch.Tensor = self.head(torch.amax(x, (2, 3)))
        return logits

    @torch.no_grad()
    def whiten(self, pixels: torch.Tensor) -> None:
        """Set the first layer so that its outputs on these pictures are uncorrelated, of variance one, and signed."""
        size = pixels.shape[1] * 4
        patches = pixels.unfold(2, 2, 1).unfold(3, 2, 1).permute(0, 2, 3, 1, 4, 5).reshape(-1, size)
        patches = patches - patches.mean(0)
        values, vectors = torch.linalg.eigh(patches.T @ patches / len(patches))
        filters = (vectors / torch.sqrt(values + 5e-4)).T.reshape(size, pixels.shape[1], 2, 2)
        self.patches.weight.copy_(torch.cat([filters, -filters]))
