"""Files written whole or not at all: a full disk or a stopped program leaves the old file as it was."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write the text as UTF-8 with plain newlines; missing folders are made. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # A link stays a link, and the file keeps the permissions it had.
    goal = path.resolve()
    handle, name = tempfile.mkstemp(dir=goal.parent, prefix=f".{goal.name[:40]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        os.chmod(name, goal.stat().st_mode & 0o777 if goal.exists() else 0o666 & ~_mask())
        os.replace(name, goal)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _mask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
