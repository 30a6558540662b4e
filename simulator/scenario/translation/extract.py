"""From a scenario file to the PO file of one language: what is new, what moved, what needs another look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from simulator.i18n import speaking
from simulator.scenario.outline import Part
from simulator.scenario.source import Source, read
from simulator.scenario.translation.catalog import Catalog, digest, load, words_digest
from simulator.scenario.translation.inventory import inventory
from simulator.scenario.translation.pairing import Entry, Pair, pair
from simulator.scenario.translation.places import Place, relative
from simulator.scenario.translation.splice import difference, replaced


@dataclass(frozen=True, slots=True)
class Extracted:
    """A PO file's new content and what it holds. `taken`: words that came from a translated scenario mended by hand;
    `clashes`: those of them that had been changed in the PO file too; `gone`: translations that no text claims."""

    place: Place
    content: str
    pairs: tuple[Pair, ...]
    taken: int
    clashes: int
    gone: int


def extract(source: Source, place: Place) -> Extracted:
    """The PO file of one language for a scenario file as it is now; what was translated stays.

    A translated scenario that was mended by hand since the last merge gives its words to the PO file. Where both were
    changed, the scenario's words are kept and marked fuzzy. Raises CatalogError for a PO file that cannot be read.
    """
    data = source.data or {}
    with speaking(place.lang):  # what a translator should know is told in the language that is translated into
        texts = inventory(data)
    way = relative(source.path, place.po.parent)
    catalog = load(place.po) if place.po.is_file() else Catalog(place.po, place.lang, way)
    catalog.source = way
    pairs, gone = pair(texts, catalog.entries)
    taken = clashes = 0
    touched = bool(catalog.entries) and catalog.is_touched
    by_hand = _by_hand(catalog, place)
    if by_hand is not None:
        pairs, taken, clashes = _taken(catalog, pairs, by_hand, data, touched)
        catalog.taken = digest(by_hand.text)
    pairs = _twins([_noted(one) for one in pairs])
    if not touched or by_hand is not None:
        catalog.known = words_digest(one.entry for one in pairs if one.entry is not None)
    lines = {text.id: source.place(text.way)[0] for text in texts}
    content = catalog.text(pairs, gone, lines)
    return Extracted(place, content, tuple(pairs), taken, clashes, sum(bool(one.words) for one in gone))


def _by_hand(catalog: Catalog, place: Place) -> Source | None:
    """The translated scenario, when somebody wrote or mended it since the last merge."""
    if not place.scenario.is_file():
        return None
    translated = read(place.scenario)
    if translated.data is None or digest(translated.text) in (catalog.merged, catalog.taken):
        return None
    return translated


def _taken(
    catalog: Catalog, pairs: list[Pair], translated: Source, data: Part, touched: bool
) -> tuple[list[Pair], int, int]:
    """The pairs with the words of a translated scenario, how many of them differ, how many differ in both."""
    here = {text.id: text.words for text in inventory(translated.data or {})}
    known = {entry.words for entry in catalog.entries}
    # When steps or routes differ too, an id may mean another text by now: a person has to look.
    alike = _same_shape(data, translated.data or {})
    made: list[Pair] = []
    taken = clashes = 0
    for one in pairs:
        words = here.get(one.entry.id if one.entry is not None else one.text.id, "")
        old = one.entry.words if one.entry is not None else ""
        if not words or words == one.text.words or words in known:
            made.append(one)
            continue
        clash = touched and bool(old)
        fuzzy = clash or not alike or (one.entry is not None and one.entry.fuzzy)
        base = one.entry or Entry(one.text.id, one.text.words, "")
        made.append(Pair(one.text, replace(base, words=words, fuzzy=fuzzy), one.state if one.entry else "same"))
        taken, clashes = taken + 1, clashes + clash
    return made, taken, clashes


def _noted(one: Pair) -> Pair:
    """A translation of words that changed is marked fuzzy, with the words it was made from."""
    if one.state != "changed" or one.entry is None:
        return one
    entry = one.entry
    return one._replace(entry=replace(entry, fuzzy=bool(entry.words), previous=entry.previous or entry.source))


def _twins(pairs: list[Pair]) -> list[Pair]:
    """What is said elsewhere in the same words is proposed for texts without a translation, to be looked at."""
    known = {one.text.words: one.entry.words for one in pairs if one.is_done and one.entry is not None}
    made = []
    for one in pairs:
        words = "" if one.entry is not None and one.entry.words else known.get(one.text.words, "")
        made.append(one._replace(entry=Entry(one.text.id, one.text.words, words, fuzzy=True)) if words else one)
    return made


def _same_shape(one: Part, other: Part) -> bool:
    """Whether two scenario files differ in words alone."""
    return difference(shape(one), shape(other)) is None


def shape(data: Part) -> Any:
    """A scenario's data without its words: steps, routes, conditions, numbers."""
    return replaced(data, {("lang",): "", **{tuple(text.way): "" for text in inventory(data)}})
