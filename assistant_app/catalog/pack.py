"""Writing a pack: one archive with a whole model, for computers without a network.

``<model id>/deskhand-model.json`` stands first and lists every file with its size and SHA-256;
the files follow, stored as they are: weights don't get smaller. Any unzip tool opens it, and the
folder that comes out can be imported as well.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import zipfile
from collections.abc import Generator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from assistant_app.catalog.kinds import is_paper
from assistant_app.catalog.record import RECORD, read_record, record_bytes
from assistant_app.catalog.spec import FileSpec, ModelSpec
from assistant_app.catalog.verify import BLOCK, sha256_of
from assistant_app.errors import ModelDamaged, ModelMissing
from assistant_app.files import reason_of, save_error

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The same model gives the same pack."""
_FILE_MODE = 0o100644 << 16


def papers_in(folder: Path, spec: ModelSpec) -> tuple[FileSpec, ...]:
    """Cards, licences and notices in ``folder`` that ``spec`` does not name: they go with it."""
    named = {file.path for file in spec.files}
    return tuple(
        FileSpec(path.name, path.stat().st_size, sha256_of(path))
        for path in sorted(folder.iterdir())
        if path.is_file() and is_paper(path.name) and path.name not in named
    )


def packing(folder: Path, spec: ModelSpec, target: Path) -> Generator[tuple[str, int], None, None]:
    """Write the pack of the model in ``folder`` to ``target``, which is replaced as a whole in the
    end; yields the file's path and the number of bytes of each step.

    Every file is compared with its hash on the way. Raises ``ModelMissing`` or ``ModelDamaged``
    for one that is not what it was, ``DiskFull`` or ``SaveRefused``; then, or when the generator
    is closed, nothing is left.
    """
    record = read_record(folder)
    beside = target.with_name(f".deskhand-{os.urandom(6).hex()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("xb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
                yield from _written(archive, folder, spec, record.installed if record else None)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        raise save_error(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def _written(
    archive: zipfile.ZipFile, folder: Path, spec: ModelSpec, installed: datetime | None
) -> Generator[tuple[str, int], None, None]:
    papers = papers_in(folder, spec)
    whole = replace(spec, files=(*spec.files, *papers), is_default=False)
    archive.writestr(_entry(spec.id, RECORD), record_bytes(whole, installed))
    for file in whole.files:
        digest = hashlib.sha256()
        info = _entry(spec.id, file.path)
        info.file_size = file.size_bytes
        try:
            source = (folder / file.path).open("rb", buffering=0)
        except FileNotFoundError as error:
            raise ModelMissing(spec.id, file.path, spec.source) from error
        except OSError as error:
            raise ModelDamaged(spec.id, file.path, reason_of(error), spec.source) from error
        with source, archive.open(info, "w", force_zip64=file.size_bytes >= 2**31) as copy:
            while block := source.read(BLOCK):
                copy.write(block)
                digest.update(block)
                yield file.path, len(block)
        if digest.hexdigest() != file.sha256:
            raise ModelDamaged(spec.id, file.path, "its content was changed", spec.source)


def _entry(model_id: str, path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(f"{model_id}/{path}", _MOMENT)
    info.external_attr = _FILE_MODE
    return info
