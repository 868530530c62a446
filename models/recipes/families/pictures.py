"""`python -m families.pictures`: tiny picture models of every family and tests/pictures.tar.xz, graphs and expected
logits together.

The weights are random. Each folder holds what Optimum exports, photo.png and expected.json: transformers' own logits
(image processor and model) for that picture. `python -m families.pictures vit clip` does only these and leaves the
archive alone.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import shutil
import sys
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from common.data import MODELS
from common.onnx_export import export_with_optimum, work_folder
from PIL import Image

from families.vocabulary import write_tokenizer

ARCHIVE = MODELS.parent / "tests" / "pictures.tar.xz"
KEPT = ("config.json", "preprocessor_config.json", "tokenizer.json", "expected.json", "photo.png")
N_LABELS = 12
LABELS = ("w20 w21", "w33", "w40 w41 w42")
TEMPLATE = "w50 w51 {}"
_NAMES = {i: f"thing {i}" for i in range(N_LABELS)}
_NAMED: dict[str, Any] = {"id2label": _NAMES, "label2id": {name: i for i, name in _NAMES.items()}}


@dataclass(frozen=True)
class Pictures:
    """`processor` is transformers' own; None for timm's way, which is written out below."""

    name: str
    model: Callable[[], Any]
    processor: Callable[[], Any] | None
    task: str = "image-classification"


def _vit(kind: str, processor: str, **more: Any) -> Pictures:
    config = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 24,
              "image_size": 32, "patch_size": 8, **_NAMED}
    def make() -> Any:
        return getattr(transformers, f"{kind}ForImageClassification")(getattr(transformers, f"{kind}Config")(**config))
    return Pictures(kind.lower(), make, lambda: getattr(transformers, processor)(**more))


def _clip() -> Any:
    text = {"vocab_size": 96, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2, "num_attention_heads": 2,
            "max_position_embeddings": 16, "bos_token_id": 1, "eos_token_id": 3, "pad_token_id": 0, "projection_dim": 12}
    vision = {"projection_dim": 12, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2, "num_attention_heads": 2,
              "image_size": 32, "patch_size": 8}
    return transformers.CLIPModel(transformers.CLIPConfig(text_config=text, vision_config=vision, projection_dim=12))


def _siglip() -> Any:
    text = {"vocab_size": 96, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2, "num_attention_heads": 2,
            "max_position_embeddings": 16, "bos_token_id": 1, "eos_token_id": 3, "pad_token_id": 3}
    vision = {"hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2, "num_attention_heads": 2,
              "image_size": 32, "patch_size": 8}
    return transformers.SiglipModel(transformers.SiglipConfig(text_config=text, vision_config=vision))


class _Timm(torch.nn.Module):
    """The parts of a MobileNetV4: a stem, an inverted bottleneck of depthwise convolutions, hard swish, a head."""

    def __init__(self) -> None:
        super().__init__()
        nn = torch.nn
        self.conv_stem, self.bn1 = nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8)
        self.conv_pw, self.conv_dw = nn.Conv2d(8, 24, 1, bias=False), nn.Conv2d(24, 24, 5, 2, 2, groups=24, bias=False)
        self.conv_pwl, self.classifier = nn.Conv2d(24, 16, 1, bias=False), nn.Linear(16, N_LABELS)

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        swish = torch.nn.functional.hardswish
        x = swish(self.bn1(self.conv_stem(pixel_values)))
        x = self.conv_pwl(swish(self.conv_dw(torch.relu(self.conv_pw(x)))))
        logits: torch.Tensor = self.classifier(x.mean((2, 3)))
        return logits


TIMM_CONFIG: dict[str, Any] = {
    "architecture": "mobilenetv4_conv_small", "num_classes": N_LABELS, "label_names": list(_NAMES.values()),
    "pretrained_cfg": {"input_size": [3, 56, 56], "crop_pct": 0.95, "interpolation": "bicubic", "crop_mode": "center",
                       "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]},
}


def _square(side: int) -> dict[str, int]:
    return {"height": side, "width": side}


FAMILIES = (
    _vit("ViT", "ViTImageProcessor", size=_square(32)),
    _vit("DeiT", "DeiTImageProcessor", size=_square(36), crop_size=_square(32)),
    _vit("Beit", "BeitImageProcessor", size=_square(32), do_center_crop=False),
    Pictures("mobilenet_v1", lambda: transformers.MobileNetV1ForImageClassification(transformers.MobileNetV1Config(
        depth_multiplier=0.02, min_depth=4, image_size=32, **_NAMED)),
        lambda: transformers.MobileNetV1ImageProcessor(size={"shortest_edge": 36}, crop_size=_square(32))),
    Pictures("mobilenet_v2", lambda: transformers.MobileNetV2ForImageClassification(transformers.MobileNetV2Config(
        depth_multiplier=0.05, min_depth=4, depth_divisible_by=4, image_size=32, finegrained_output=False, **_NAMED)),
        lambda: transformers.MobileNetV2ImageProcessor(size={"shortest_edge": 36}, crop_size=_square(32))),
    Pictures("resnet", lambda: transformers.ResNetForImageClassification(transformers.ResNetConfig(
        embedding_size=8, hidden_sizes=[8, 12], depths=[1, 1], layer_type="basic", **_NAMED)),
        lambda: transformers.ConvNextImageProcessor(size={"shortest_edge": 48}, crop_pct=0.875, resample=Image.Resampling.BICUBIC)),
    Pictures("efficientnet", lambda: transformers.EfficientNetForImageClassification(transformers.EfficientNetConfig(
        width_coefficient=0.2, depth_coefficient=0.1, hidden_dim=256, image_size=32, **_NAMED)),
        lambda: transformers.EfficientNetImageProcessor(size=_square(32), image_mean=[0.485, 0.456, 0.406],
                                                        image_std=[0.4785, 0.4732, 0.4741])),
    Pictures("convnext", lambda: transformers.ConvNextForImageClassification(transformers.ConvNextConfig(
        hidden_sizes=[8, 12, 12, 16], depths=[1, 1, 1, 1], **_NAMED)),
        lambda: transformers.ConvNextImageProcessor(size={"shortest_edge": 64}, crop_pct=0.875)),
    Pictures("swin", lambda: transformers.SwinForImageClassification(transformers.SwinConfig(
        image_size=32, patch_size=4, embed_dim=8, depths=[1, 1], num_heads=[2, 2], window_size=4, **_NAMED)),
        lambda: transformers.ViTImageProcessor(size=_square(32), resample=Image.Resampling.BICUBIC, image_mean=[0.485, 0.456, 0.406],
                                               image_std=[0.229, 0.224, 0.225])),
    Pictures("mobilevit", lambda: transformers.MobileViTForImageClassification(transformers.MobileViTConfig(
        image_size=64, hidden_sizes=[8, 12, 16], neck_hidden_sizes=[4, 8, 8, 8, 12, 12, 16], num_attention_heads=2,
        mlp_ratio=1.0, **_NAMED)),
        lambda: transformers.MobileViTImageProcessor(size={"shortest_edge": 72}, crop_size=_square(64))),
    Pictures("mobilenetv4", _Timm, None),
    Pictures("clip", _clip, lambda: transformers.CLIPImageProcessor(size={"shortest_edge": 32}, crop_size=_square(32)),
             "zero-shot-image-classification"),
    Pictures("clip_split", _clip, lambda: transformers.CLIPImageProcessor(size={"shortest_edge": 32}, crop_size=_square(32)),
             "zero-shot-image-classification"),
    Pictures("siglip", _siglip, lambda: transformers.SiglipImageProcessor(size=_square(32)),
             "zero-shot-image-classification"),
)


def checkpoint(family: Pictures, seed: int) -> Any:
    """Weights large enough that the labels' logits differ by far more than the exactness asked for."""
    torch.manual_seed(seed)
    model = family.model().eval()
    with torch.no_grad():
        for weights in model.parameters():
            if weights.dim() >= 2:
                weights.normal_(0, 1.4 / math.sqrt(weights[0].numel()))
        for name, array in model.named_buffers():
            if name.endswith("running_mean"):
                array.normal_(0, 0.1)
        if family.task == "image-classification":
            head = [part for part in model.modules() if isinstance(part, torch.nn.Linear)][-1]
            side = getattr(getattr(model, "config", None), "image_size", 56)
            head.weight /= getattr(out := model(torch.randn(1, 3, side, side)), "logits", out).std()
        for weights in model.parameters():
            weights.copy_(weights.bfloat16().float())  # numbers of 16 bits: half of the archive is zeros
        if hasattr(model, "logit_scale"):
            model.logit_scale.fill_(math.log(100.0))
    return model


def photo() -> Image.Image:
    """Smooth shades, an edge and noise, 80 x 60."""
    across, down = np.meshgrid(np.linspace(0, 1, 80), np.linspace(0, 1, 60))
    noise = np.random.default_rng(5).normal(0, 10, (60, 80, 3))
    colours = np.stack([across * 255, down * 255, (across > down) * 180], axis=-1)
    return Image.fromarray((colours + noise).clip(0, 255).astype(np.uint8))


def timm_pixels(picture: Image.Image) -> torch.Tensor:
    """timm's evaluation transform (timm/data/transforms_factory.py) for TIMM_CONFIG."""
    config = TIMM_CONFIG["pretrained_cfg"]
    side = config["input_size"][1]
    short = math.floor(side / config["crop_pct"])
    width, height = picture.size
    size = (short, int(short * height / width)) if width <= height else (int(short * width / height), short)
    picture = picture.resize(size, Image.Resampling.BICUBIC)
    left, top = (round((length - side) / 2) for length in picture.size)
    cut = np.asarray(picture.crop((left, top, left + side, top + side)), np.float32) / 255
    normal = (cut - np.array(config["mean"], np.float32)) / np.array(config["std"], np.float32)
    return torch.from_numpy(normal.transpose(2, 0, 1).copy())[None]


def export(family: Pictures, model: Any, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if family.processor is None:
        folder.mkdir(parents=True)
        _by_hand(model, torch.zeros(1, 3, 56, 56), folder / "model.onnx", ["pixel_values"], ["logits"])
        (folder / "config.json").write_text(json.dumps(TIMM_CONFIG))
        return
    source = folder.parent / f"{folder.name}-torch"
    shutil.rmtree(source, ignore_errors=True)
    model.save_pretrained(source)
    if family.name == "clip_split":
        _halves(source, folder)
    else:
        export_with_optimum(source, folder, family.task)
    family.processor().save_pretrained(folder)
    if family.task.startswith("zero"):
        specials = {"<unk>": 0, "<s>": 1, "</s>": 3}
        write_tokenizer(folder, specials, "$A </s>" if family.name == "siglip" else "<s> $A </s>")


def _halves(source: Path, folder: Path) -> None:
    """As transformers.js' own script splits a CLIP."""
    text = transformers.CLIPTextModelWithProjection.from_pretrained(source, attn_implementation="eager").eval()
    vision = transformers.CLIPVisionModelWithProjection.from_pretrained(source, attn_implementation="eager").eval()
    (folder / "onnx").mkdir(parents=True)
    text.config.return_dict = vision.config.return_dict = False
    text.forward = _first(text.forward, "input_ids")
    vision.forward = _first(vision.forward, "pixel_values")
    _by_hand(text, torch.ones(2, 9, dtype=torch.int64), folder / "onnx/text_model.onnx", ["input_ids"], ["text_embeds"])
    _by_hand(vision, torch.zeros(2, 3, 32, 32), folder / "onnx/vision_model.onnx", ["pixel_values"], ["image_embeds"])
    shutil.copy(source / "config.json", folder / "config.json")


def _first(forward: Any, name: str) -> Any:
    return lambda value: forward(**{name: value})[0]


def _by_hand(model: Any, example: torch.Tensor, path: Path, inputs: list[str], outputs: list[str]) -> None:
    axes = {inputs[0]: {0: "batch", **({1: "sequence"} if example.dim() == 2 else {})}, outputs[0]: {0: "batch"}}
    torch.onnx.export(model, (example,), str(path), input_names=inputs, output_names=outputs, dynamic_axes=axes,
                      opset_version=17, dynamo=False)


def expected(family: Pictures, model: Any, folder: Path) -> None:
    picture = photo()
    picture.save(folder / "photo.png")
    told: dict[str, Any] = {}
    with torch.no_grad():
        if family.processor is None:
            logits = model(timm_pixels(picture))
        else:
            pixels = family.processor()(picture, return_tensors="pt")["pixel_values"]
            if family.task.startswith("zero"):
                told = {"labels": LABELS, "template": TEMPLATE}
                logits = model(input_ids=_ids(family.name == "siglip"), pixel_values=pixels).logits_per_image
            else:
                logits = model(pixel_values=pixels).logits
    (folder / "expected.json").write_text(json.dumps({**told, "logits": logits[0].tolist()}))


def _ids(is_siglip: bool) -> torch.Tensor:
    rows = []
    for label in LABELS:
        words = [int(word[1:]) for word in TEMPLATE.replace("{}", label).split()]
        rows.append([*words, 3] if is_siglip else [1, *words, 3])
    width = 16 if is_siglip else max(map(len, rows))
    return torch.tensor([row + [3] * (width - len(row)) for row in rows])


def pack(folders: list[Path]) -> None:
    """One archive; no times or owners in it, so that the same content is the same file."""
    def plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.mtime, info.uid, info.gid, info.uname, info.gname = 0, 0, 0, "", ""
        return info

    with lzma.open(ARCHIVE, "wb", preset=9 | lzma.PRESET_EXTREME) as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and (path.name in KEPT or path.suffix == ".onnx"):
                    tar.add(path, f"{folder.name}/{path.relative_to(folder).as_posix()}", filter=plain)
    print(f"{ARCHIVE}: {ARCHIVE.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m families.pictures", description=__doc__)
    parser.add_argument("names", nargs="*", help="families to make; without any, all of them and the archive")
    names = parser.parse_args().names
    work = work_folder("pictures")
    failed = []
    for number, family in enumerate(FAMILIES):
        if names and family.name not in names:
            continue
        folder = work / family.name
        model = checkpoint(family, 200 + number)
        try:
            export(family, model, folder)
        except Exception as error:  # one family that an exporter can't do must not hide the others
            failed.append(f"{family.name}: {error!r}")
            continue
        expected(family, model, folder)
        sizes = sum(path.stat().st_size for path in folder.rglob("*.onnx"))
        spread = np.std(json.loads((folder / "expected.json").read_text())["logits"])
        print(f"{family.name}: {sizes // 1000} kB, logits spread over {spread:.3f}", flush=True)
    if failed:
        sys.exit("\n".join(failed))
    if not names:
        pack([work / family.name for family in FAMILIES])


if __name__ == "__main__":
    main()
