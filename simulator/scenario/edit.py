"""Small changes to a scenario file that leave every other character as it is: comments, blanks, quotes, line ends.

Whatever is changed is read back before it is given out: it must say what was meant, and nothing else.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.i18n import _
from simulator.scenario.problem import printable
from simulator.scenario.source import Source, Way, parse
from simulator.scenario.writing import write_whole

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_BOM = "\ufeff"


class EditRefused(Exception):
    """A change that cannot be made; `str()` is one sentence with the place and a way to mend it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """`text` in the place of `length` characters at a line and column, both from 1. Lines in `text` end with \\n."""

    line: int
    column: int
    length: int
    text: str


def edited(source: Source, edits: Iterable[Edit], wanted: Mapping[str, Any]) -> str:
    """The whole file with the edits, ready to be written as UTF-8; `wanted` is the data that it must then hold.

    Raises EditRefused for a file that does not read back so.
    """
    text = source.raw.decode("utf-8")
    mark = _BOM if text.startswith(_BOM) else ""
    lines = _LINES.findall(text.removeprefix(_BOM))
    ending = next((line[len(line.rstrip("\r\n")) :] for line in lines if line.rstrip("\r\n") != line), "\n")
    # From the last to the first, so that places stay true; of two at one place, the later one is put in first.
    for edit in reversed(sorted(edits, key=lambda one: (one.line, one.column))):  # noqa: C413 - not the same for equals
        line, at = lines[edit.line - 1], edit.column - 1
        lines[edit.line - 1] = line[:at] + edit.text.replace("\n", ending) + line[at + edit.length :]
    made = mark + "".join(lines)
    back = parse(Source(source.path, raw=made.encode("utf-8")))
    if back.data != wanted:
        name = printable(str(source.path))
        raise EditRefused(
            _("{name} is written in a way that this change cannot be made in: change it by hand.").format(name=name)
        )
    return made


def readable(source: Source) -> None:
    """Raises EditRefused when the file has mistakes that leave in doubt what it says."""
    first = next((one for one in source.problems if one.severity == "error"), None)
    if source.data is None or first is not None:
        why = first or next(iter(source.problems), None)
        name = printable(str(source.path))
        if why is None:
            raise EditRefused(
                _("{file} cannot be read; mend this first (`calmfirm check` tells how).").format(file=name)
            )
        place = f"{name}:{why.line}:{why.column}: {why.code}"
        told = _("{place} {message}; mend this first (`calmfirm check` tells how).")
        raise EditRefused(told.format(place=place, message=why.message))


def of_value(source: Source, way: Way, old: str, new: str) -> Edit:
    """`new` in the place of `old`, which is the value at a path. Raises EditRefused when it is not written there."""
    begin, end = source.span(way)
    at = source.text.find(old, begin, end)
    if at < 0 or source.text.count(old, begin, end) != 1:
        raise _odd(source, way, old)
    return Edit(*source.position(at), len(old), new)


def of_key(source: Source, way: Way, old: str, new: str) -> Edit:
    """`new` in the place of the key `old` at the end of a path. Raises EditRefused when it is not written there."""
    line, column = source.place(way, key=True)
    quote = source.line(line)[column - 1 : column] in ("'", '"')
    if not source.line(line).startswith(old, column - 1 + quote):
        raise _odd(source, way, old)
    return Edit(line, column + quote, len(old), new)


def _odd(source: Source, way: Way, old: str) -> EditRefused:
    line = source.place(way)[0]
    return EditRefused(
        _("{path}:{line}: {old} is written oddly here: change it by hand.").format(
            path=printable(str(source.path)), line=line, old=printable(old)
        )
    )


def write_all(files: Mapping[Path, str]) -> None:
    """Write several files. Raises OSError; those that were written already then have their old content again."""
    before: dict[Path, bytes] = {}
    try:
        for path, text in files.items():
            before[path] = path.read_bytes()
            write_whole(path, text)
    except OSError:
        for path, raw in before.items():
            with contextlib.suppress(OSError):
                if path.read_bytes() != raw:
                    path.write_bytes(raw)
        raise
