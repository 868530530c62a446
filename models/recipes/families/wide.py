"""`python -m families.wide`: write tests/inference/decoder_graphs.tar.xz, exports whose heads are 8 wide.

ONNX Runtime's attention operations take no narrower ones, so the families of `python -m families` do not reach them.
Nothing is expected beside the graphs: the tests hold what the app makes of a graph against the graph itself.
"""

from __future__ import annotations

import lzma
import shutil
import sys
import tarfile
from pathlib import Path

from common.data import MODELS
from common.onnx_export import work_folder
from optimum.exporters.onnx import main_export

from families import checkpoints

ARCHIVE = MODELS.parent / "tests" / "inference" / "decoder_graphs.tar.xz"
KEPT = {
    "llama": ("model.onnx",),
    "phi": ("model.onnx",),
    "opus-mt-en-zh": ("encoder_model.onnx", "decoder_model_merged.onnx"),
    "opus-mt-en-de-split": ("encoder_model.onnx", "decoder_model.onnx", "decoder_with_past_model.onnx"),
}


def widen() -> None:
    for settings, name in ((checkpoints._BOTH, "d_model"), (checkpoints._LLAMA, "hidden_size")):
        settings[name] = 32


def main() -> int:
    widen()
    work = work_folder("families-wide")
    for family in checkpoints.FAMILIES:
        if family.name not in KEPT:
            continue
        source, folder = work / f"{family.name}-torch", work / family.name
        for old in (source, folder):
            shutil.rmtree(old, ignore_errors=True)
        checkpoints.checkpoint(family, 3).save_pretrained(source)
        is_split = family.layout == "split"
        main_export(str(source), folder, task=family.task, do_validation=False, no_post_process=is_split, device="cpu")
    _pack(work)
    return 0


def _pack(work: Path) -> None:
    with lzma.open(ARCHIVE, "wb", preset=9) as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        for family, names in KEPT.items():
            for name in names:
                info = archive.gettarinfo(str(work / family / name), f"{family}/{name}")
                info.mtime, info.uid, info.gid, info.uname, info.gname = 0, 0, 0, "", ""
                with (work / family / name).open("rb") as file:
                    archive.addfile(info, file)
    print(f"{ARCHIVE.name}: {ARCHIVE.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
