"""`python -m families`: export every family and write tests/families.tar.xz, graphs and expected ids together.

Nothing is trained and nothing is downloaded; the weights are random. `python -m families llama t5` does only these and
leaves the archive alone (the folders lie in work/families).
"""

from __future__ import annotations

import argparse
import copy
import json
import lzma
import shutil
import sys
import tarfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from common.data import MODELS
from common.onnx_export import work_folder
from onnxruntime.transformers.float16 import convert_float_to_float16
from optimum.exporters.onnx import main_export

from families.checkpoints import FAMILIES, Family, checkpoint
from families.older_tokenizers import write_all
from families.reference import CASES, SEED, case_ids, logits, vectors
from families.vocabulary import FIRST_WORD, SIZE, write_tokenizer

ARCHIVE = MODELS.parent / "tests" / "families.tar.xz"
KEPT = ("config.json", "generation_config.json", "tokenizer.json", "1_Pooling/config.json")
LENGTHS = (9, 3, 6, 1)
BEGIN = {"m2m100": 5, "nllb-200": 5, "mbart-50": 5}
"""Token of the target's language, which the text begins with."""
N_TRIES = 200


def words(seed: int) -> list[list[int]]:
    stream = np.random.default_rng(seed)
    return [stream.integers(FIRST_WORD, SIZE, length).tolist() for length in LENGTHS]


def framed(family: Family, ids: list[int]) -> list[int]:
    """What the tokenizer makes of the words."""
    parts = (family.template or "$A").split()
    return [number for part in parts for number in (ids if part == "$A" else [family.specials[part]])]


def export(family: Family, model: Any, folder: Path) -> None:
    source = folder.parent / f"{folder.name}-torch"
    shutil.rmtree(source, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    model.save_pretrained(source)
    is_split = family.layout == "split"
    main_export(str(source), folder, task=family.task, do_validation=False, no_post_process=is_split, device="cpu")
    if family.is_half:
        graph = folder / "model.onnx"
        half = convert_float_to_float16(onnx.load(str(graph)), keep_io_types=False)
        onnx.save(half, str(folder / "model_fp16.onnx"))
        graph.unlink()
    for name, content in family.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(content))
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, **family.config}))
    write_tokenizer(folder, family.specials, family.template)


def cases(family: Family, model: Any, names: Collection[str] = tuple(CASES)) -> dict[str, Any]:
    """The texts of the cases, by their names."""
    sources = [framed(family, ids) for ids in words(3)]
    begin = BEGIN.get(family.name)
    return {name: {"settings": case, "ids": case_ids(model, family, sources, case, begin)} for name, case in CASES.items() if name in names}


def is_telling(found: dict[str, Any]) -> bool:
    """Whether every case has different texts for different sources, and one with several different tokens: a model
    that always says the same proves nothing about its cache."""
    best = [[tuple(texts[0]) for texts in case["ids"]] for case in found.values()]
    return all(len(set(texts)) > 1 and max(len(set(text)) for text in texts) > 3 for texts in best)


def is_near(family: Family, model: Any, found: dict[str, Any]) -> bool:
    """Whether 16 bits change a greedy text or one of a beam: then another machine's rounding might too."""
    names = [name for name in CASES if "sampled" not in name]
    halved = cases(family, copy.deepcopy(model).half(), names)
    return any(halved[name] != found[name] for name in names)


def telling(family: Family) -> tuple[Any, dict[str, Any]]:
    """The first checkpoint that says enough, and what it says."""
    first = 1000 * FAMILIES.index(family)
    for seed in range(first, first + N_TRIES):
        model = checkpoint(family, seed)
        if family.kind == "encoder":
            return model, {}
        # Greedy is the hardest to get right and the cheapest to try.
        if not is_telling(cases(family, model, ["greedy"])):
            continue
        found = cases(family, model)
        if is_telling(found) and not (family.is_half and is_near(family, model, found)):
            return model, found
    raise SystemExit(f"{family.name}: no checkpoint of {N_TRIES} says enough")


def expected(family: Family, model: Any, found: dict[str, Any], folder: Path) -> None:
    """expected.json and expected.npy: what our tests compare with."""
    sources = [framed(family, ids) for ids in words(3)]
    told: dict[str, Any] = {"kind": family.kind, "seed": SEED, "sources": sources,
                            "texts": [" ".join(f"w{i}" for i in ids) for ids in words(3)]}
    if family.kind == "encoder":
        arrays = vectors(model, sources, model.config.pad_token_id, bool(family.files))
    else:
        texts = [(row, texts[0]) for case in found.values() for row, texts in enumerate(case["ids"])]
        row, said = max(texts, key=lambda text: len(set(text[1])))
        told |= {"begin": BEGIN.get(family.name), "cases": found, "said": said, "said_of": row}
        arrays = logits(model, family, sources[row], said)
    (folder / "expected.json").write_text(json.dumps(told))
    np.save(folder / "expected.npy", arrays)


def left_out(folder: Path) -> tuple[str, ...]:
    """Graphs that lie beside the merged one and are not needed."""
    return ("decoder_model", "decoder_with_past_model") if (folder / "decoder_model_merged.onnx").exists() else ()


def pack(folders: list[Path]) -> None:
    """One archive; no times or owners in it, so that the same content is the same file."""
    def plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.mtime, info.uid, info.gid, info.uname, info.gname = 0, 0, 0, "", ""
        return info

    with lzma.open(ARCHIVE, "wb", preset=9 | lzma.PRESET_EXTREME) as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                name = path.relative_to(folder).as_posix()
                is_graph = path.suffix == ".onnx" and path.stem not in left_out(folder)
                is_tokenizer = folder.name.startswith("tokenizer-")
                if path.is_file() and (is_tokenizer or name in KEPT or is_graph or path.stem == "expected"):
                    tar.add(path, f"{folder.name}/{name}", filter=plain)
    print(f"{ARCHIVE}: {ARCHIVE.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m families", description=__doc__)
    parser.add_argument("names", nargs="*", help="families to make; without any, all of them and the archive")
    names = parser.parse_args().names
    work = work_folder("families")
    chosen = [family for family in FAMILIES if not names or family.name in names]
    failed = []
    for family in chosen:
        folder = work / family.name
        model, found = telling(family)
        try:
            export(family, model, folder)
        except Exception as error:  # one family that an exporter can't do must not hide the others
            failed.append(f"{family.name}: {error!r}")
            continue
        expected(family, model, found, folder)
        print(family.name, sum(path.stat().st_size for path in folder.glob("*.onnx")) // 1000, "kB", flush=True)
    if failed:
        sys.exit("\n".join(failed))
    if not names:
        pack([*(work / family.name for family in FAMILIES), *write_all(work)])


if __name__ == "__main__":
    main()
