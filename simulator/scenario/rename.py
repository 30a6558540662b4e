"""Another name for a step or an ending, everywhere it is named: in the file, in what it includes, and in the other
scenarios that include the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from simulator.i18n import _
from simulator.scenario.edit import Edit, EditRefused, edited, of_key, of_value, readable
from simulator.scenario.include import Bundle, gather
from simulator.scenario.library import SUFFIXES, ScenarioError
from simulator.scenario.outline import Part, mapping, parts
from simulator.scenario.problem import did_you_mean, printable, shown
from simulator.scenario.source import Source, Way

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,59}")
Section = Literal["steps", "endings"]


@dataclass(frozen=True, slots=True)
class Renamed:
    """What renaming comes to; nothing is written yet. `files`: the new text of each file that changes; `places`: in how
    many places; `comments`: (file, line) of comments that still say the old name."""

    kind: Literal["step", "ending"]
    files: dict[Path, str]
    places: dict[Path, int]
    comments: tuple[tuple[Path, int], ...]


def rename(path: Path, old: str, new: str) -> Renamed:
    """The step or ending `old` of a scenario file, called `new`.

    Raises ScenarioError when the file cannot be read, EditRefused when the name cannot be changed so.
    """
    bundle = gather(path)
    if bundle.data is None:
        raise ScenarioError(tuple(bundle.problems))
    section = _section(bundle, old)
    _free(bundle, new)
    home = bundle.source_of((section, old))[0]
    sources = {source.path.resolve(): source for source in bundle.sources}
    for source in [*sources.values()]:
        if source is not bundle.main and (source is home or any(_named(source.data or {}, old))):
            for other in _users(bundle, source):
                _agrees(other, home, section, old, new)
                sources |= {one.path.resolve(): one for one in other.sources if one.path.resolve() not in sources}
    files: dict[Path, str] = {}
    places: dict[Path, int] = {}
    comments: list[tuple[Path, int]] = []
    for source in sources.values():
        edits = [*_edits(source, old, new)]
        if edits:
            readable(source)
            files[source.path] = edited(source, edits, _with(source.data or {}, old, new))
            places[source.path] = len(edits)
        comments += [(source.path, number) for number in _comments(source, old)]
    return Renamed("step" if section == "steps" else "ending", files, places, tuple(comments))


def _section(bundle: Bundle, old: str) -> Section:
    data = bundle.data or {}
    steps, endings = mapping(data.get("steps")), mapping(data.get("endings"))
    if old in steps and old in endings:
        raise EditRefused(
            _("{old} is both a step and an ending: rename one of them by hand first.").format(old=shown(old))
        )
    if old in steps:
        return "steps"
    if old in endings:
        return "endings"
    hint = did_you_mean(old, [*steps, *endings], "steps")
    raise EditRefused(
        _("There is no step or ending {old} in {path}: {hint}").format(
            old=shown(old), path=printable(str(bundle.main.path)), hint=hint
        )
    )


def _free(bundle: Bundle, new: str) -> None:
    if not _NAME.fullmatch(new):
        raise EditRefused(
            _("{new} is no name: it begins with a letter a-z and has only a-z, 0-9, - and _, 60 at most.").format(
                new=shown(new)
            )
        )
    data = bundle.data or {}
    for section in ("steps", "endings"):
        if new in mapping(data.get(section)):
            place = bundle.line((section, new))
            told = (
                _("There is a step {name} already ({place}): take another name.")
                if section == "steps"
                else _("There is an ending {name} already ({place}): take another name.")
            )
            raise EditRefused(told.format(name=shown(new), place=place))


def _users(bundle: Bundle, source: Source) -> Iterator[Bundle]:
    """The other scenarios, beside the scenario or in a folder between it and an included file, that include it too."""
    home, folder = bundle.main.path.absolute().parent, source.path.absolute().parent
    folders = [folder, *(one for one in folder.parents if one.is_relative_to(home))]
    known = {one.path.resolve() for one in bundle.sources}
    for path in sorted(path for one in dict.fromkeys(folders) for path in one.iterdir() if path.suffix in SUFFIXES):
        if path.resolve() in known or b"include" not in path.read_bytes():
            continue
        other = gather(path)
        if source.path.resolve() in {one.path.resolve() for one in other.sources}:
            yield other


def _agrees(other: Bundle, home: Source, section: Section, old: str, new: str) -> None:
    """Raises EditRefused when renaming in a shared file would change what another scenario does."""
    data = other.data or {}
    name = printable(str(other.main.path))
    if new in mapping(data.get("steps")) or new in mapping(data.get("endings")):
        raise EditRefused(
            _("{name} includes the same file and has a {new} already: take another name.").format(
                name=name, new=shown(new)
            )
        )
    for part in ("steps", "endings"):
        if old in mapping(data.get(part)):
            there = other.source_of((part, old))[0]
            if part != section or there.path.resolve() != home.path.resolve():
                line = other.line((part, old))
                raise EditRefused(
                    _(
                        "{name} includes the same file and has a {old} of its own ({line}), which would be left "
                        "behind: rename that one by hand in both files."
                    ).format(name=name, old=shown(old), line=line)
                )


def _edits(source: Source, old: str, new: str) -> Iterator[Edit]:
    for way, is_key in _named(source.data or {}, old):
        yield of_key(source, way, old, new) if is_key else of_value(source, way, old, new)


def _named(data: Part, name: str) -> Iterator[tuple[Way, bool]]:
    """Every path of a file's data that names the step or ending, and whether as a key."""
    for section in ("steps", "endings"):
        if name in mapping(data.get(section)):
            yield (section, name), True
    if data.get("start") == name:
        yield ("start",), False
    for meter, ending in mapping(data.get("limits")).items():
        if ending == name:
            yield ("limits", meter), False
    yield from _targets(("always",), data.get("always"), ("to", "otherwise"), name)
    for step, one in mapping(data.get("steps")).items():
        for key, targets in (("options", ("to",)), ("routes", ("to", "otherwise")), ("tests", ("to",))):
            yield from _targets(("steps", step, key), mapping(one).get(key), targets, name)
    yield from _targets(("playthroughs",), data.get("playthroughs"), ("ends",), name)


def _targets(way: Way, listed: Any, keys: tuple[str, ...], name: str) -> Iterator[tuple[Way, bool]]:
    for number, one in parts(listed):
        for key in keys:
            if one.get(key) == name:
                yield (*way, number, key), False


def _with(data: Part, old: str, new: str) -> Part:
    """A copy of the data with the new name wherever the old one is named."""
    values = {tuple(way) for way, is_key in _named(data, old) if not is_key}
    keys = {tuple(way) for way, is_key in _named(data, old) if is_key}

    def copy(value: Any, way: tuple[str | int, ...]) -> Any:
        if way in values:
            return new
        if isinstance(value, dict):
            return {new if (*way, key) in keys else key: copy(one, (*way, key)) for key, one in value.items()}
        if isinstance(value, list):
            return [copy(one, (*way, number)) for number, one in enumerate(value)]
        return value

    made: Part = copy(data, ())
    return made


def _comments(source: Source, old: str) -> Iterator[int]:
    said = re.compile(rf"(?:^|\s)#.*(?<![\w-]){re.escape(old)}(?![\w-])")
    for number, line in enumerate(source.text.split("\n"), 1):
        if said.search(line):
            yield number
