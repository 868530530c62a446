"""How each of transformers' image processors treats pictures where a folder does not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PIL import Image

Setting = dict[str, Any]
Norm = tuple[tuple[float, ...], tuple[float, ...]]
"""Mean and deviation of the colours."""

IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
HALF = ((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
_CLIP = ((0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711))


def kind(
    size: int | dict[str, int],
    crop: int | None = None,
    resample: Image.Resampling = Image.Resampling.BICUBIC,
    norm: Norm = HALF,
    **more: Any,
) -> Setting:
    return {
        "size": {"height": size, "width": size} if isinstance(size, int) else size,
        "crop_size": crop,
        "do_center_crop": crop is not None,
        "resample": resample,
        "image_mean": norm[0],
        "image_std": norm[1],
        **more,
    }


def _short(side: int) -> dict[str, int]:
    return {"shortest_edge": side}


KINDS: Mapping[str, Setting] = {
    "vit": kind(224, resample=Image.Resampling.BILINEAR),
    "deit": kind(256, 224),
    "beit": kind(224) | {"crop_size": 224},
    "pvt": kind(224, norm=IMAGENET),
    "siglip": kind(224),
    "clip": kind(_short(224), 224, norm=_CLIP),
    "chineseclip": kind(_short(224), 224, norm=_CLIP),
    "bit": kind(_short(224), 224, norm=_CLIP),
    "convnext": kind(_short(384), crop_pct=224 / 256, is_convnext=True),
    "poolformer": kind(_short(224), 224, norm=IMAGENET, crop_pct=0.9),
    "levit": kind(_short(224), 224, norm=IMAGENET, crop_pct=224 / 256),
    "efficientnet": kind(346, include_top=True) | {"crop_size": 289},
    "mobilenetv1": kind(_short(256), 224, Image.Resampling.BILINEAR),
    "mobilenetv2": kind(_short(256), 224, Image.Resampling.BILINEAR),
    "mobilevit": kind(_short(224), 256, do_normalize=False, do_flip_channel_order=True),
}
"""What transformers 5.23 takes where a file leaves something out, by the name of its class
without ``ImageProcessor`` or ``FeatureExtractor``."""

_KIND_OF_FAMILY = {
    "convnextv2": "convnext", "resnet": "convnext", "regnet": "convnext", "van": "convnext",
    "cvt": "convnext", "swin": "vit", "swinv2": "vit", "vit_msn": "vit", "dinov2": "bit",
    "mobilenet_v1": "mobilenetv1", "mobilenet_v2": "mobilenetv2", "mobilevitv2": "mobilevit",
    "chinese_clip": "chineseclip", "data2vec-vision": "beit", "focalnet": "bit",
}  # fmt: skip
"""Families whose pictures another family's class prepares; all others have their own name."""


def kind_name(found: Setting, config: Setting) -> str:
    said = found.get("image_processor_type") or found.get("feature_extractor_type")
    if not isinstance(said, str):
        family = str(config.get("model_type", "")).lower()
        return _KIND_OF_FAMILY.get(family, family)
    for ending in ("Pil", "Fast", "ImageProcessor", "FeatureExtractor"):
        said = said.removesuffix(ending)
    return said.lower()
