"""What the library's list says of files, kept between starts: reading every scenario anew takes a second and more.

A file counts as known while its time and size, and the program's own version, are what they were. Whatever is wrong
with what was kept, it is put aside in silence and the scenarios are read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator import __version__

if TYPE_CHECKING:
    from simulator.scenario.library import Entry

VARIABLE = "CALMFIRM_CACHE"
NAME = "library.json"
# Bytes; a library of a thousand scenarios stays well below.
MOST = 8_000_000

# path, time of the last change in nanoseconds, size in bytes
Stamp = tuple[Path, int, int]


def folder() -> Path:
    """Where it is kept: the environment variable CALMFIRM_CACHE, else the platform's folder for caches."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("calmfirm", appauthor=False)


def read() -> dict[Stamp, Entry]:
    """What was kept; empty when nothing was, or nothing that this version wrote."""
    from simulator.scenario.library import Entry

    known = {one.name for one in fields(Entry)}
    try:
        path = folder() / NAME
        if path.stat().st_size > MOST:
            return {}
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != _version():
            return {}
        return {
            (Path(row["path"]), int(changed), int(size)): Entry(**_entry(row))
            for changed, size, row in data["entries"]
            if row.keys() == known
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        return {}


def write(entries: Mapping[Stamp, Entry]) -> None:
    """Keep these, in one piece; where that cannot be done (a full disk, a folder that is not ours) nothing is kept."""
    rows = [[changed, size, asdict(entry) | {"path": str(path)}] for (path, changed, size), entry in entries.items()]
    try:
        path = folder() / NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{NAME}.{os.getpid()}")
        try:
            fresh.write_text(json.dumps({"version": _version(), "entries": rows}, ensure_ascii=False), "utf-8")
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return


def _version() -> str:
    """The program's version; while it is being changed, also when what reads scenarios was changed last."""
    return f"{__version__} {max(one.stat().st_mtime_ns for one in Path(__file__).parent.glob('*.py'))}"


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    """A row's values as they were: lists back to tuples. Raises TypeError or ValueError for other kinds of values."""
    texts = {name: str(row[name]) for name in ("id", "lang", "title", "summary", "trade")}
    counts = {name: int(row[name]) for name in ("difficulty", "minutes", "steps", "endings")}
    lists = {name: tuple(map(str, row[name])) for name in ("principles", "whole")}
    moments = {str(move): tuple(map(str, steps)) for move, steps in row["moments"].items()}
    return {**texts, **counts, **lists, "moments": moments, "path": Path(row["path"])}
