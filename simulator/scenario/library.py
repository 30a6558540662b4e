"""The scenario library: what there is, and one scenario opened.

Listing reads only headings and counts, with no model behind it, because the first screen waits for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.i18n import _
from simulator.scenario import listed, trains
from simulator.scenario.problem import Problem, nearest, printable, render_all, shown

if TYPE_CHECKING:
    from simulator.scenario.include import Bundle
    from simulator.scenario.model import Scenario

LANGUAGES = ("en", "ru", "uk")
SUFFIXES = (".yaml", ".yml")
VARIABLE = "CALMFIRM_LIBRARY"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario that can be played. `digest`: sha256, in hex, of the file and what it includes. `rubric`: the folder
    of its own rubric, None for the shipped one."""

    scenario: Scenario
    path: Path
    digest: str
    rubric: Path | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the library. `difficulty` is 1-5; `steps` and `endings` are counts, includes counted in.

    `moments`: the steps that expect a move of someone who types, by move; `whole`: the principles of the whole
    conversation that it gives occasions for.
    """

    id: str
    lang: str
    title: str
    summary: str
    trade: str
    difficulty: int
    minutes: int
    principles: tuple[str, ...]
    steps: int
    endings: int
    path: Path
    moments: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    whole: tuple[str, ...] = ()

    @property
    def trains(self) -> tuple[str, ...]:
        """Every principle that it gives occasions for: the moves it names, those its steps expect, whole ones."""
        return tuple(dict.fromkeys((*self.principles, *self.moments, *self.whole)))


@dataclass(frozen=True, slots=True)
class Listing:
    """The library: its entries, by difficulty and then title, and what is wrong with files that could not be listed."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


class ScenarioError(Exception):
    """A scenario that cannot be opened: `problems` says why, `str()` is their full rendering.

    `sentence` is told instead when no file is to blame.
    """

    def __init__(self, problems: tuple[Problem, ...], sentence: str = "") -> None:
        super().__init__(sentence or render_all(problems))
        self.problems = problems


def default_root() -> Path:
    """The folder of the library: the environment variable CALMFIRM_LIBRARY, else the scenarios that are shipped."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser()
    package = Path(__file__).resolve().parent.parent
    beside = package.parent / "scenarios"
    return beside if beside.is_dir() else package / "scenarios"


def entries(root: Path | None = None, lang: str | None = None) -> tuple[Entry, ...]:
    """What can be played, by difficulty and then title. Broken files are left out; `listing` tells of them."""
    return listing(root, lang).entries


def listing(root: Path | None = None, lang: str | None = None) -> Listing:
    """The library of one language, or of all. Never raises for what the files hold; a missing folder is empty."""
    found: list[Entry] = []
    problems: list[Problem] = []
    if not _known:
        _known.update(listed.read())
    before = len(_known)
    for path in files(root, lang):
        entry = _entry(path)
        if isinstance(entry, Entry):
            found.append(entry)
        elif entry is not None:
            problems.append(entry)
    if len(_known) > before:
        listed.write(_last_of_each())
    found.sort(key=lambda one: (one.difficulty, one.title.casefold(), one.lang, one.id))
    return Listing(tuple(found), tuple(problems))


def files(root: Path | None = None, lang: str | None = None) -> Iterator[Path]:
    """The YAML files of a library folder, by language and name. Files made to be included are among them."""
    root = default_root() if root is None else root
    for language in (lang,) if lang else LANGUAGES:
        try:
            paths = sorted(path for path in (root / language).iterdir() if path.suffix in SUFFIXES and path.is_file())
        except OSError:
            continue
        yield from paths


def path_of(name_or_path: str | Path, lang: str = "en", root: Path | None = None) -> Path:
    """The file of the scenario with this id, or the file that is named, which may not be there.

    Raises ScenarioError when no scenario has this id.
    """
    return _found(name_or_path, lang, default_root() if root is None else root)


def open_scenario(name_or_path: str | Path, lang: str = "en", root: Path | None = None) -> Loaded:
    """The scenario with this id, or in this file (a Path, or a text with a folder or `.yaml` in it).

    Raises ScenarioError when there is none, or when it has errors.
    """
    from simulator.scenario.check import check

    report = check(path_of(name_or_path, lang, root), translations=False)
    if report.loaded is None:
        raise ScenarioError(tuple(one for one in report.problems if one.severity == "error") or report.problems)
    return report.loaded


def _found(name: str | Path, lang: str, root: Path) -> Path:
    if isinstance(name, Path) or name.endswith(SUFFIXES) or "/" in name or os.sep in name:
        return Path(name).expanduser()
    direct = root / lang / f"{name}.yaml"
    if _is_name(name) and direct.is_file():
        return direct
    everything = entries(root)
    here = [one for one in everything if one.lang == lang]
    for one in here:
        if one.id == name:
            return one.path
    others = sorted({one.lang for one in everything if one.id == name})
    if others:
        message = _("there is no scenario {name} in {lang}").format(name=shown(name), lang=printable(lang))
        hint = _("it is there in: {languages}; `calmfirm list` shows all there are").format(languages=", ".join(others))
    elif near := nearest(name, [one.id for one in here] or [one.id for one in everything]):
        message, hint = (
            _("there is no scenario {name}").format(name=shown(name)),
            _("did you mean {near}? `calmfirm list` shows all there are").format(near=shown(near)),
        )
    else:
        message = _("there is no scenario {name}").format(name=shown(name))
        hint = _("`calmfirm list` shows all there are")
        if not everything:
            hint = _("the library {folder} is empty").format(folder=printable(str(root)))
    problem = Problem("CF100", "error", 1, 1, message, hint, root)
    raise ScenarioError((problem,), f"{message[0].upper()}{message[1:]}: {hint}.")


def _is_name(name: str) -> bool:
    return 0 < len(name) <= 60 and all(char.isascii() and (char.isalnum() or char in "-_") for char in name)


_known: dict[listed.Stamp, Entry] = {}


def _last_of_each() -> dict[listed.Stamp, Entry]:
    """What is known of files that are still there as they were read."""
    last = {stamp[0]: stamp for stamp in _known}
    return {stamp: _known[stamp] for path, stamp in last.items() if path.exists()}


def _entry(path: Path) -> Entry | Problem | None:
    """The file's line in the library, its first problem, or None for a file made to be included."""
    try:
        stat = path.stat()
    except OSError:
        return None
    stamp = (path, stat.st_mtime_ns, stat.st_size)
    if stamp in _known:
        return _known[stamp]
    entry, alone = _fresh(path)
    # With includes, the file's own time does not tell whether the entry still holds.
    if isinstance(entry, Entry) and alone:
        _known[stamp] = entry
    return entry


def _fresh(path: Path) -> tuple[Entry | Problem | None, bool]:
    """What the file says now, and whether it stands alone."""
    from simulator.scenario.include import gather, is_part
    from simulator.scenario.source import collector_paused

    with collector_paused():
        bundle = gather(path)
    alone = len(bundle.sources) == 1
    errors = [one for one in bundle.problems if one.severity == "error"]
    if errors:
        return errors[0], alone
    if bundle.data is None or is_part(bundle.main.data):
        return None, alone
    return _headings(bundle, path), alone


def _headings(bundle: Bundle, path: Path) -> Entry | Problem:
    data = bundle.data or {}
    principles = data.get("principles")
    entry = Entry(
        id=_text(data, "id"),
        lang=_text(data, "lang"),
        title=_text(data, "title"),
        summary=_text(data, "summary"),
        trade=_text(data, "trade"),
        difficulty=_number(data, "difficulty"),
        minutes=_number(data, "minutes"),
        principles=tuple(one for one in principles if isinstance(one, str)) if isinstance(principles, list) else (),
        steps=_size(data, "steps"),
        endings=_size(data, "endings"),
        path=path,
        moments=trains.moments(data),
        whole=trains.whole(data),
    )
    for key in ("id", "lang", "title", "difficulty", "minutes", "steps", "endings"):
        if not getattr(entry, key):
            place = bundle.main.place((key,)) if key in data else (1, 1)
            return bundle.main.problem(
                "CF201", _("{key} is missing or makes no sense").format(key=shown(key)), "", place
            )
    return entry


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""


def _number(data: dict[str, Any], key: str) -> int:
    value = _text(data, key)
    return int(value) if value.isdecimal() and len(value) < 4 else 0


def _size(data: dict[str, Any], key: str) -> int:
    value = data.get(key)
    return len(value) if isinstance(value, dict) else 0
