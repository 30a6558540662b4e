"""Arrays in files of what was learned: the same arrays give the same bytes, whenever they are written."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.rubric_files import RubricError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray


def put_arrays(archive: zipfile.ZipFile, arrays: Mapping[str, NDArray[Any]], packed: bool = True) -> None:
    """Write arrays by name, as `numpy.load` reads them. `packed` False: stored as they are."""
    for name in sorted(arrays):
        buffer = io.BytesIO()
        np.save(buffer, arrays[name], allow_pickle=False)
        how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        archive.writestr(zipfile.ZipInfo(f"{name}.npy"), buffer.getvalue(), how)


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write a file of arrays by name; the same arrays give the same bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        put_arrays(archive, arrays)


def get_arrays(path: Path, *names: str) -> list[NDArray[Any]]:
    """Arrays of a file by name. Raises RubricError when it is damaged or lacks one."""
    try:
        with np.load(path, allow_pickle=False) as data:
            return [data[name] for name in names]
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        told = "{path}: cannot be read ({error}); train the rubric anew"
        raise RubricError(told, path=path, error=error) from error
