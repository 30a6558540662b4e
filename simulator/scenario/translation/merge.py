"""From a PO file back to a scenario: the source's file with other words, its comments and layout as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from simulator.i18n import _, speaking
from simulator.scenario.source import Source, Way, parse, read
from simulator.scenario.template import TemplateProblem, names
from simulator.scenario.translation.catalog import Catalog, digest, load
from simulator.scenario.translation.extract import shape
from simulator.scenario.translation.inventory import inventory
from simulator.scenario.translation.pairing import Pair, pair
from simulator.scenario.translation.places import Place
from simulator.scenario.translation.splice import difference, spelled, splice

_SCHEMA = re.compile(r"(?:#[^\n]*\n)*?# yaml-language-server:[^\n]*\n")


class MergeRefused(Exception):
    """Merging would lose words or routes that somebody wrote into the translated scenario; `str()` says which."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge writes: the scenario's text, and the PO file's with what was merged noted in it. `pairs` hold what
    was used; `refused`: id and reason of each translation that was not, because it could not be filled in."""

    place: Place
    scenario: str
    po: str
    pairs: tuple[Pair, ...]
    refused: tuple[tuple[str, str], ...]


def merge(source: Source, place: Place, *, overwrite: bool = False) -> Merged:
    """The translated scenario. Texts without a translation keep the source's words; doubtful ones are used.

    Raises CatalogError for a PO file that cannot be read, MergeRefused when the translated scenario was changed by hand
    and the PO file does not have its words (`overwrite` drops them), SpliceError for a file that cannot be rewritten.
    """
    catalog = load(place.po)
    chosen = choose(source, place, catalog)
    made = _signed(splice(source, chosen.words), place)
    if not overwrite:
        _nothing_lost(made, catalog, place)
    return Merged(place, made, catalog.remarked(made), chosen.pairs, chosen.refused)


class Chosen(NamedTuple):
    """The words that a translated scenario is made of, by their paths, and where they come from."""

    words: dict[tuple[str | int, ...], str | list[str]]
    pairs: tuple[Pair, ...]
    refused: tuple[tuple[str, str], ...]


def choose(source: Source, place: Place, catalog: Catalog) -> Chosen:
    """Which words of the catalog are used for which text of the source."""
    data = source.data or {}
    texts = inventory(data)
    pairs, _gone = pair(texts, catalog.entries)
    usable = {name for text in texts for name in _names(text.words)} | set(data.get("vars") or {})
    words: dict[tuple[str | int, ...], str | list[str]] = {}
    refused: list[tuple[str, str]] = []
    for one in pairs:
        if one.entry is None or not one.entry.words:
            continue
        if fault := _fault(one.entry.words, usable):
            refused.append((one.text.id, fault))
            continue
        stems = [stem.strip() for stem in one.entry.words.split(",") if stem.strip()]
        if stems or not one.text.listed:
            words[tuple(one.text.way)] = stems if one.text.listed else one.entry.words
    if "lang" in data:
        words["lang",] = place.lang
    return Chosen(words, tuple(pairs), tuple(refused))


def _names(words: str) -> frozenset[str]:
    try:
        return names(words)
    except TemplateProblem:
        return frozenset()


def _fault(words: str, usable: set[str]) -> str:
    """Why a translation cannot be filled in; empty when it can."""
    try:
        unknown = sorted(names(words) - usable)
    except TemplateProblem as problem:
        return problem.message
    return _("it uses {{{{ {name} }}}}, which the source never uses").format(name=unknown[0]) if unknown else ""


def _signed(text: str, place: Place) -> str:
    """The text with a line on where its words come from, under the line for editors."""
    # In the words' own language, so that whoever merges gets the same file.
    with speaking(place.lang):
        said = _("Words from {file}: translate there, then `calmfirm translate merge`.").format(file=place.po.name)
    line = f"# {said}\n"
    head = _SCHEMA.match(text)
    at = head.end() if head else 0
    return text[:at] + line + text[at:]


def _nothing_lost(made: str, catalog: Catalog, place: Place) -> None:
    """Refuse when the file that would be replaced has something that neither source nor PO file has."""
    if not place.scenario.is_file():
        return
    there = read(place.scenario)
    mark = digest(there.text)
    if mark == catalog.merged:
        return
    fresh = parse(Source(there.path, raw=made.encode("utf-8"))).data or {}
    if there.data is None:
        way: Way | None = ()
    elif mark == catalog.taken:
        way = difference(shape(there.data), shape(fresh))
    else:
        way = difference(there.data, fresh)
    if way is not None:
        raise MergeRefused(
            _(
                "{file} was changed by hand since the last merge (first at {place}): run `calmfirm translate extract` "
                "to take its words into the PO file, or merge with --overwrite to drop them."
            ).format(file=place.scenario, place=spelled(way))
        )
