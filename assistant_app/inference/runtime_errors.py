"""What an exception of ONNX Runtime means to the person: its classes have no public module, so
names and words have to tell."""

from __future__ import annotations

import re

from assistant_app.errors import AppError, ModelDamaged, ModelUnfit, OutOfMemory

FED_WRONGLY = "InvalidArgument"
_MEMORY_WORDS = (
    "allocate memory",
    "bad_alloc",
    "bad allocation",
    "out of memory",
    "outofmemory",
    "alloc_failed",
    "8007000e",
)
"""As ONNX Runtime, CUDA, cuBLAS and DirectML (E_OUTOFMEMORY) put it."""
_UNKNOWN_WORDS = (
    "is not a registered function",
    "no op registered",
    "could not find an implementation",
    "officially released",
    "official released",
    "unsupported model ir version",
    "tensor(bfloat16)",
)
"""Of whole files that this ONNX Runtime has no means to compute."""
_PLACES = re.compile(
    r"Load model from .*? failed:|\S+\.(?:cc|h|cu):\d+ (?:[^()]*\(.*?\)(?: const)?|\S+) "
)
"""The file that was loaded, and where in ONNX Runtime's own source it happened."""
_REASON_CHARACTERS = 300


def is_memory(error: Exception) -> bool:
    said = str(error).lower()
    return isinstance(error, MemoryError) or any(word in said for word in _MEMORY_WORDS)


def reason_of(said: str) -> str:
    """The first line of ONNX Runtime's message, without its ``[ONNXRuntimeError] : 1 : FAIL :``
    and without the places in its source."""
    line = said.strip().splitlines()[0] if said.strip() else ""
    line = line.rpartition("[ONNXRuntimeError] : ")[2].split(" : ", 2)[-1]
    plain = _PLACES.sub("", _PLACES.sub("", line, count=1)).removeprefix("Error in execution: ")
    return (plain.strip() or line)[:_REASON_CHARACTERS].rstrip(" .")


def error_of_load(error: Exception, model_id: str, file: str, device: str) -> AppError:
    """For a graph that was refused: ``ModelUnfit`` if it asks for what ONNX Runtime can't do, else
    ``ModelDamaged``; ``OutOfMemory``. ``device`` is its label."""
    if is_memory(error):
        return OutOfMemory(model_id, device)
    said = str(error).lower()
    if any(word in said for word in _UNKNOWN_WORDS):
        return ModelUnfit(model_id, f"ONNX Runtime can't run its graph ({reason_of(str(error))})")
    return ModelDamaged(model_id, file, reason_of(str(error)))


def error_of_run(error: Exception, model_id: str, device: str) -> AppError:
    """For a graph that was loaded and failed on what it was given: with a stranger's model nobody
    knows better whether the graph or its folder is to blame."""
    if is_memory(error):
        return OutOfMemory(model_id, device)
    return ModelUnfit(model_id, f"its graph can't be run ({reason_of(str(error))})")
