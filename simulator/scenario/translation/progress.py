"""How far a translation has come."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from simulator.scenario.source import Source, read
from simulator.scenario.translation.catalog import Catalog, digest, load
from simulator.scenario.translation.inventory import inventory
from simulator.scenario.translation.merge import choose
from simulator.scenario.translation.pairing import pair
from simulator.scenario.translation.places import Place
from simulator.scenario.translation.splice import replaced

Merge = Literal["yes", "no", "by hand"]


@dataclass(frozen=True, slots=True)
class Progress:
    """One scenario file in one language, counted in texts. `review`: translated, but the source changed since or the
    entry is marked fuzzy; `gone`: translations whose text is no longer there. `merged`: whether the translated scenario
    is what source and PO file make; `by hand`: somebody mended it since the last merge."""

    source: Path
    lang: str
    po: Path
    texts: int
    done: int
    review: int
    missing: int
    gone: int
    merged: Merge


def progress(source: Source, place: Place) -> Progress:
    """The state of one translation. Raises CatalogError for a PO file that cannot be read."""
    if not place.po.is_file():
        count = len(inventory(source.data or {}))
        merged: Merge = "by hand" if place.scenario.is_file() else "no"
        return Progress(source.path, place.lang, place.po, count, 0, 0, count, 0, merged)
    catalog = load(place.po)
    pairs, gone = pair(inventory(source.data or {}), catalog.entries)
    done, review = sum(one.is_done for one in pairs), sum(one.is_old for one in pairs)
    return Progress(
        source.path, place.lang, place.po, len(pairs), done, review, len(pairs) - done - review,
        sum(bool(one.words) for one in gone), _merged(source, place, catalog),
    )  # fmt: skip


def _merged(source: Source, place: Place, catalog: Catalog) -> Merge:
    if not place.scenario.is_file():
        return "no"
    there = read(place.scenario)
    if there.data == replaced(source.data, choose(source, place, catalog).words):
        return "yes"
    return "no" if digest(there.text) in (catalog.merged, catalog.taken) else "by hand"
