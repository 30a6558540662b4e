"""Where the translation of a scenario file lies: the PO file and the translated scenario, side by side."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from simulator.scenario.library import LANGUAGES, SUFFIXES


class Place(NamedTuple):
    """One translation of one scenario file: `lang`, its PO file, and the scenario that is made from it."""

    lang: str
    po: Path
    scenario: Path


def place(source: Path, lang: str) -> Place:
    """`en/keys.yaml` is translated in `ru/keys.po` to `ru/keys.yaml`; a file outside a language's folder likewise in
    a folder `ru` beside it."""
    home = source.parent
    folder = (home.parent if home.absolute().name in LANGUAGES else home) / lang
    return Place(lang, folder / f"{source.stem}.po", folder / source.name)


def places(source: Path) -> Iterator[Place]:
    """Every translation of a scenario file that there is."""
    own = source.absolute().parent.name
    for lang in LANGUAGES:
        if lang != own and (found := place(source, lang)).po.is_file():
            yield found


def relative(source: Path, folder: Path) -> str:
    """The way from a folder to a file, with `/` on every system."""
    try:
        return Path(os.path.relpath(source.absolute(), folder.absolute())).as_posix()
    except ValueError:  # another drive
        return source.name


def named(way: str, po: Path) -> Path | None:
    """The source that a PO file names in its header, or None for one that is not a scenario file of this library: a
    PO file may come from strangers."""
    path = po.parent / way
    try:
        home, real = po.parent.resolve().parent, path.resolve()
        good = real.suffix in SUFFIXES and real.is_relative_to(home) and real.is_file()
    except (OSError, ValueError, RuntimeError):
        return None
    return path if good and way else None
