"""Random changes of training pictures, so that pictures of users look familiar."""

from __future__ import annotations

import math

import torch
from torch.nn import functional


def shift(pictures: torch.Tensor, reach: int) -> torch.Tensor:
    """Move every picture by up to `reach` pixels each way; the border is mirrored. [b, c, h, w], 0..1."""
    batch, channels, height, width = pictures.shape
    padded = functional.pad(pictures, (reach,) * 4, mode="reflect")
    down = torch.randint(0, 2 * reach + 1, (batch, 1)) + torch.arange(height)
    across = torch.randint(0, 2 * reach + 1, (batch, 1)) + torch.arange(width)
    rows = padded.gather(2, down[:, None, :, None].expand(-1, channels, -1, padded.shape[3]))
    return rows.gather(3, across[:, None, None, :].expand(-1, channels, height, -1))


def light(pictures: torch.Tensor, strength: float) -> torch.Tensor:
    """Change brightness and contrast of every picture by up to `strength` of the full range."""
    def draw() -> torch.Tensor:
        return (2 * torch.rand(len(pictures), 1, 1, 1) - 1) * strength

    middle = pictures.mean((1, 2, 3), keepdim=True)
    return ((pictures - middle) * (1 + draw()) + middle + draw() / 2).clamp(0, 1)


def photo(pictures: torch.Tensor) -> torch.Tensor:
    """For CIFAR: mirror half of the pictures left-right, shift, light."""
    mirrored = torch.rand(len(pictures)) < 0.5
    pictures = torch.where(mirrored[:, None, None, None], pictures.flip(3), pictures)
    return light(shift(pictures, 3), 0.15)


def handwriting(pictures: torch.Tensor) -> torch.Tensor:
    """For MNIST: turn, scale, slant, move; other ink and paper, dark on light as often as light on dark; noise."""
    batch = len(pictures)

    def draw(low: float, high: float) -> torch.Tensor:
        return low + (high - low) * torch.rand(batch)

    angle, slant, zoom = draw(-15, 15) * math.pi / 180, draw(-0.15, 0.15), draw(0.85, 1.5)
    cosine, sine = torch.cos(angle) * zoom, torch.sin(angle) * zoom
    move = 0.12 * zoom
    theta = torch.stack([torch.stack([cosine, -sine + slant, draw(-1, 1) * move], 1),
                         torch.stack([sine, cosine, draw(-1, 1) * move], 1)], 1)
    grid = functional.affine_grid(theta, list(pictures.shape), align_corners=False)
    ink = functional.grid_sample(pictures, grid, align_corners=False)

    def level(low: float, high: float) -> torch.Tensor:
        return draw(low, high)[:, None, None, None]

    softened = functional.avg_pool2d(ink, 3, 1, 1)
    ink = torch.where(level(0, 1) < 0.25, softened, ink) ** level(0.6, 1.4)
    scene = level(0, 0.25) + ink * level(0.5, 1.0)
    slope = torch.linspace(-1, 1, ink.shape[3]) * level(-0.1, 0.1)
    scene = (scene + slope + torch.randn_like(scene) * level(0, 0.06)).clamp(0, 1)
    clean = torch.where(level(0, 1) < 0.4, ink, scene)
    return torch.where(level(0, 1) < 0.5, 1 - clean, clean)
