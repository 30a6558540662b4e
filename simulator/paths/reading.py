"""A path file, read and checked in one pass: everything that is wrong with it, with line and column.

It uses the codes of scenario files (docs/problems.md): the mistakes are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from scoring.contract import CALM_BANDS, FIRM_BANDS, MOVES
from simulator.i18n import _
from simulator.paths.fields import Fields, Way
from simulator.paths.model import Holds, LearningPath, Stage
from simulator.principles import JUDGES
from simulator.scenario.library import LANGUAGES, SUFFIXES, Entry, default_root, entries
from simulator.scenario.problem import Problem, did_you_mean, nearest, shown
from simulator.scenario.source import Source, collector_paused, read

FOLDER = "paths"
KEYS = ("path", "id", "lang", "title", "summary", "holds", "stages")
STAGE = ("title", "about", "principles", "scenarios", "variants", "holds")
HOLDS = ("calm", "firm", "scenarios")
MOST_STAGES = 40
MOST_SCENARIOS = 20


def is_path(file: Path) -> bool:
    """Whether a YAML file is a learning path: it lies in paths/<language>/, or begins a path and no scenario."""
    folder = file.absolute().parent
    if folder.name in LANGUAGES and folder.parent.name == FOLDER:
        return True
    data = read(file).data
    return data is not None and "path" in data and "calmfirm" not in data


def home(file: Path) -> Path:
    """The library that a path file belongs to: the folder that its paths/<language>/ lies in, else the usual one."""
    folder = file.absolute().parent
    beside = folder.name in LANGUAGES and folder.parent.name == FOLDER
    return folder.parent.parent if beside else default_root()


def read_path(file: Path, library: Sequence[Entry] | None = None) -> tuple[LearningPath | None, tuple[Problem, ...]]:
    """The path, None when it has errors, and everything that is wrong with it. Never raises for what the file holds.

    `library`: the scenarios there are, in all languages; None reads those that the file lies beside.
    """
    with collector_paused():
        source = read(file)
    found = None
    if source.data is not None:
        found = _Reading(source, file, entries(home(file)) if library is None else library).path(source.data)
    # A line that YAML misreads gives its value wrongly, so what else is said of that line would be noise.
    misread = {one.line for one in source.problems if _of_yaml(one.code)}
    told = dict.fromkeys(one for one in source.problems if _of_yaml(one.code) or one.line not in misread)
    problems = tuple(sorted(told, key=lambda one: (one.line, one.column, one.code)))
    return (None if any(one.severity == "error" for one in problems) else found), problems


def _of_yaml(code: str) -> bool:
    return code < "CF118" and code not in ("CF100", "CF116")


class _Reading(Fields):
    def __init__(self, source: Source, file: Path, library: Sequence[Entry]) -> None:
        super().__init__(source)
        self.file = file
        self.library = library
        self.lang = ""

    def path(self, data: dict[str, Any]) -> LearningPath:
        """The path as far as it can be read; what is wrong is noted."""
        self.known((), data, KEYS)
        if self.text((), data, "path", 3) not in ("", "1"):
            self.note(
                "CF204",
                ("path",),
                _("this program reads path: 1, not {value}").format(value=shown(data["path"])),
                "path: 1",
            )
        name = self.text((), data, "id", 60)
        self._identity(name)
        self.lang = self._lang(data)
        holds = self._holds((), data, Holds(), most=MOST_SCENARIOS)
        stages = self.items((), data, "stages", MOST_STAGES)
        return LearningPath(
            id=name,
            lang=self.lang,
            title=self.text((), data, "title", 120),
            summary=self.text((), data, "summary", 600, needed=False),
            stages=tuple(self._stage(("stages", place), one, holds) for place, one in enumerate(stages)),
            file=self.file,
        )

    def _identity(self, name: str) -> None:
        if name and not all(char.isascii() and (char.isalnum() or char in "-_") for char in name):
            self.note(
                "CF206",
                ("id",),
                _("{name} is no name").format(name=shown(name)),
                _("write small letters, digits and dashes"),
            )
        elif name and name != self.file.stem:
            message = _("the id is {name} and the file is called {file}").format(
                name=shown(name), file=shown(self.file.name)
            )
            self.note(
                "CF210",
                ("id",),
                message,
                _("call the file {name}.yaml, or write id: {stem}").format(name=name, stem=self.file.stem),
            )

    def _lang(self, data: dict[str, Any]) -> str:
        lang, folder = self.text((), data, "lang", 10), self.file.absolute().parent.name
        if lang and lang not in LANGUAGES:
            self.note(
                "CF204", ("lang",), _("unknown language {lang}").format(lang=shown(lang)), did_you_mean(lang, LANGUAGES)
            )
        elif lang and folder in LANGUAGES and lang != folder:
            message = _("the language is {lang} and the file lies in {folder}").format(
                lang=shown(lang), folder=shown(folder)
            )
            self.note(
                "CF211",
                ("lang",),
                message,
                _("move it to {place}, or write lang: {folder}").format(place=f"{FOLDER}/{lang}/", folder=folder),
            )
        return lang

    def _holds(self, way: Way, data: dict[str, Any], usual: Holds, most: int) -> Holds:
        if "holds" not in data:
            return usual
        here, given = (*way, "holds"), data["holds"]
        if not isinstance(given, dict):
            self.note(
                "CF203", here, _("holds must be `calm:`, `firm:` or `scenarios:` lines"), "holds: {firm: partial}"
            )
            return usual
        self.known(here, given, HOLDS)
        calm = self.one_of(here, given, "calm", CALM_BANDS, usual.calm)
        firm = self.one_of(here, given, "firm", FIRM_BANDS, usual.firm)
        return Holds(calm, firm, self.number(here, given, "scenarios", usual.scenarios, most))

    def _stage(self, way: Way, data: Any, usual: Holds) -> Stage:
        if not isinstance(data, dict):
            self.note("CF203", way, _("a stage must be `title:`, `principles:` and `scenarios:` lines"), "")
            return Stage("", (), ())
        self.known(way, data, STAGE)
        scenarios = self._scenarios(way, data, "scenarios", needed=True)
        variants = self._scenarios(way, data, "variants", needed=False)
        for place, one in enumerate(variants):
            if one in scenarios:
                message = _("{name} is a scenario of this stage and a variant of it").format(name=shown(one))
                self.note("CF208", (*way, "variants", place), message, _("keep it in one of the two"))
        holds = self._holds(way, data, usual, len(scenarios) or 1)
        return Stage(
            title=self.text(way, data, "title", 120),
            principles=self._principles(way, data, scenarios, variants),
            scenarios=scenarios,
            variants=variants,
            about=self.text(way, data, "about", 600, needed=False),
            # What the whole path asks for cannot be more than a stage has.
            holds=Holds(holds.calm, holds.firm, min(holds.scenarios, len(scenarios) or 1)),
        )

    def _scenarios(self, way: Way, data: dict[str, Any], key: str, *, needed: bool) -> tuple[str, ...]:
        names = self.names(way, data, key, MOST_SCENARIOS, needed=needed)
        here = [one.id for one in self.library if one.lang == self.lang]
        for place, name in enumerate(names):
            if name and name not in here and self.lang in LANGUAGES:
                self.note("CF100", (*way, key, place), *self._missing(name, here))
        return names

    def _missing(self, name: str, here: Sequence[str]) -> tuple[str, str]:
        message = _("there is no scenario {name} in {lang}").format(name=shown(name), lang=self.lang)
        near = nearest(name, here)
        others = sorted({one.lang for one in self.library if one.id == name})
        if any((home(self.file) / self.lang / f"{name}{suffix}").is_file() for suffix in SUFFIXES):
            return _("the scenario {name} cannot be read").format(name=shown(name)), _("check its file first")
        if near:
            return message, _("did you mean {name}?").format(name=shown(near))
        listed = _("`{command}` shows all there are").format(command=f"calmfirm list --lang {self.lang}")
        return message, _("it is there in: {languages}").format(languages=", ".join(others)) if others else listed

    def _principles(
        self, way: Way, data: dict[str, Any], scenarios: Iterable[str], variants: Iterable[str]
    ) -> tuple[str, ...]:
        names = self.names(way, data, "principles", len(MOVES) + len(JUDGES), needed=True)
        here = {one.id: one for one in self.library if one.lang == self.lang}
        known = {*MOVES, *JUDGES, *(key for one in here.values() for key in one.trains)}
        trained = {key for one in scenarios if one in here for key in here[one].trains}
        for place, name in enumerate(names):
            spot = (*way, "principles", place)
            if name and name not in known:
                hint = did_you_mean(name, sorted(known)) or _("docs/principles.md lists them")
                self.note("CF204", spot, _("unknown principle {name}").format(name=shown(name)), hint)
            elif name and trained and name not in trained:
                message = _("no scenario of this stage trains {name}, so the stage could never show it").format(
                    name=shown(name)
                )
                self.note(
                    "CF208", spot, message, _("they train: {principles}").format(principles=", ".join(sorted(trained)))
                )
        for place, one in enumerate(variants):
            if one in here and set(names) & known and not set(names) & set(here[one].trains):
                message = _("{name} trains none of this stage's principles, so it is no variant of it").format(
                    name=shown(one)
                )
                self.note(
                    "CF208",
                    (*way, "variants", place),
                    message,
                    _("it trains: {principles}").format(principles=", ".join(here[one].trains)),
                )
        return names
