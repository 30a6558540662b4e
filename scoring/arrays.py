"""Arrays in files of what was learned: the same arrays give the same bytes, whenever they are written."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


def put_arrays(archive: zipfile.ZipFile, arrays: Mapping[str, NDArray[Any]], packed: bool = True) -> None:
    """Write arrays by name, as `numpy.load` reads them. `packed` False: stored as they are."""
    for name in sorted(arrays):
        buffer = io.BytesIO()
        np.save(buffer, arrays[name], allow_pickle=False)
        how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        archive.writestr(zipfile.ZipInfo(f"{name}.npy"), buffer.getvalue(), how)
