"""What this processor can do that decides which of two equal operations is the faster one."""

from __future__ import annotations

import platform
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

_CPU_INFO = Path("/proc/cpuinfo")
_X86 = ("x86_64", "amd64")


@cache
def multiplies_bytes() -> bool:
    """Whether there are instructions for sums of products of bytes: VNNI on x86, and on ARM dot
    products, which all processors of these years have."""
    if platform.machine().lower() not in _X86:
        return True
    return _numpy_sees("AVX512VNNI") or "avx_vnni" in _flags()


def _numpy_sees(feature: str) -> bool:
    """What numpy found out for itself, on every system alike; its table has no public name."""
    core: Any = getattr(np, "_core", None)
    table = getattr(getattr(core, "_multiarray_umath", None), "__cpu_features__", {})
    return bool(table.get(feature))


def _flags() -> frozenset[str]:
    """Linux's names of what numpy does not look for."""
    try:
        lines = _CPU_INFO.read_text(encoding="utf-8").splitlines()
    except OSError:
        return frozenset()
    flags = next((line for line in lines if line.startswith("flags")), "")
    return frozenset(flags.split())
