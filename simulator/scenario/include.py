"""A scenario file together with the files it includes, merged; each merged part still knows its own file.

What comes first wins: the file itself, then its includes in the order they are listed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from simulator.i18n import _
from simulator.scenario.problem import Problem, did_you_mean, nearest, shown
from simulator.scenario.source import Source, Way, read

if TYPE_CHECKING:
    from scoring.rubric import Rubric

MERGED = ("vars", "counters", "costs", "dossier", "facts", "always", "steps", "endings")
OWN = (
    "calmfirm", "id", "lang", "title", "summary", "trade", "difficulty", "minutes", "principles", "client", "briefing",
    "worth", "limits", "start", "playthroughs", "rubric",
)  # fmt: skip
MAX_INCLUDES = 50
MAX_TOTAL_BYTES = 32_000_000


@dataclass(slots=True)
class Bundle:
    """The merged data of a scenario. `data` is None when the file itself could not be made sense of.

    `sources` are the files in the order they were read, the scenario's own first. `rubric` is the scenario's own one.
    """

    main: Source
    data: dict[str, Any] | None
    sources: list[Source]
    problems: list[Problem]
    rubric: Rubric | None = None
    _parts: dict[tuple[str, str | int], tuple[Source, int | None]] = field(default_factory=dict)

    def source_of(self, way: Way) -> tuple[Source, Way]:
        """The file that a path of the merged data comes from, and the path in that file."""
        if len(way) > 1 and (part := self._parts.get((str(way[0]), way[1]))):
            source, index = part
            return source, way if index is None else (way[0], index, *way[2:])
        return self.main, way

    def problem(
        self, code: str, way: Way, message: str, hint: str = "", *, key: bool = False, notes: Sequence[str] = ()
    ) -> None:
        """Note a problem at a path of the merged data (`key`: at its key rather than its value)."""
        source, local = self.source_of(way)
        self.problems.append(source.problem(code, message, hint, source.place(local, key=key), notes))

    def line(self, way: Way) -> str:
        """Where a path of the merged data is written: `file.yaml:12`."""
        source, local = self.source_of(way)
        return f"{source.path.name}:{source.place(local)[0]}"

    @property
    def digest(self) -> str:
        """sha256, in hex, of the file and what it includes."""
        total = hashlib.sha256()
        for source in self.sources:
            total.update(f"{len(source.raw)}\n".encode())
            total.update(source.raw)
        return total.hexdigest()


def gather(path: Path) -> Bundle:
    """Read a scenario file and everything it includes. Never raises for what the files hold."""
    main = read(path)
    bundle = Bundle(main, main.data, [main], main.problems)
    if main.data is None or "include" not in main.data:
        return bundle
    bundle.data = dict(main.data)
    _Inclusion(bundle).run()
    return bundle


def is_part(data: dict[str, Any] | None) -> bool:
    """Whether a file is made to be included: it has parts of a scenario and nothing that names or opens one."""
    return bool(data) and all(key in (*MERGED, "include") for key in data or ())


class _Inclusion:
    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.seen = {_identity(bundle.main.path)}
        self.size = len(bundle.main.raw)

    def run(self) -> None:
        main = self.bundle.main
        self._follow(main, (main.path,))

    def _follow(self, source: Source, chain: tuple[Path, ...]) -> None:
        """Include what `source` names. `chain`: the files that led here, this one last."""
        listed = (source.data or {}).get("include", [])
        if not isinstance(listed, list):
            if source is not self.bundle.main:
                self._note(
                    source, "CF203", ("include",), _("include must be a list of file names"), "include: [shared.yaml]"
                )
            return
        for number, name in enumerate(listed):
            way: Way = ("include", number)
            path = self._resolved(source, way, name)
            if path is None:
                continue
            identity = _identity(path)
            if identity in map(_identity, chain):
                names = " → ".join(one.name for one in (*chain, path))
                self._note(
                    source,
                    "CF123",
                    way,
                    _("files include each other in a circle: {names}").format(names=names),
                    _("take one include out"),
                )
                continue
            if identity in self.seen:
                continue
            self.seen.add(identity)
            if len(self.seen) > MAX_INCLUDES:
                self._note(
                    source,
                    "CF125",
                    way,
                    _("more than {limit} files are included").format(limit=MAX_INCLUDES),
                    _("put parts together"),
                )
                return
            included = read(path)
            self.size += len(included.raw)
            if self.size > MAX_TOTAL_BYTES:
                self._note(source, "CF102", way, _("the scenario and its includes are too large together"), "")
                return
            self._take(included)
            if len(chain) < MAX_INCLUDES:
                self._follow(included, (*chain, path))

    def _resolved(self, source: Source, way: Way, name: object) -> Path | None:
        if not isinstance(name, str) or not name:
            self._note(
                source, "CF121", way, _("an include is the name of a file beside this one"), "include: [shared.yaml]"
            )
            return None
        pure = PurePosixPath(name)
        if pure.is_absolute() or "\\" in name or ":" in name or ".." in pure.parts or name.startswith("~"):
            self._note(
                source,
                "CF121",
                way,
                _("{name} leaves the scenario's folder").format(name=shown(name)),
                _("include files beside the scenario only"),
            )
            return None
        if pure.suffix not in (".yaml", ".yml"):
            self._note(source, "CF121", way, _("{name} is no .yaml file").format(name=shown(name)), "")
            return None
        home = self.bundle.main.path.parent
        path = source.path.parent / name
        try:
            inside = path.resolve().is_relative_to(home.resolve())
            found = path.is_file()
        except (OSError, ValueError, RuntimeError):
            inside, found = True, False
        if not inside:
            self._note(
                source,
                "CF121",
                way,
                _("{name} is a link that leaves the scenario's folder").format(name=shown(name)),
                "",
            )
            return None
        if not found:
            beside = _yaml_names(source.path.parent)
            near = nearest(name, beside)
            hint = (
                _("did you mean {near}?").format(near=shown(near))
                if near
                else _("it must lie beside the file that includes it")
            )
            self._note(
                source, "CF122", way, _("the included file {name} does not exist").format(name=shown(name)), hint
            )
            return None
        return path

    def _take(self, source: Source) -> None:
        """Merge one file's parts behind what is there already."""
        bundle, data = self.bundle, self.bundle.data
        assert data is not None
        bundle.sources.append(source)
        bundle.problems.extend(source.problems)
        for section, value in (source.data or {}).items():
            if section == "include" or section == "calmfirm":
                continue
            if section in OWN:
                self._note(
                    source,
                    "CF124",
                    (section,),
                    _("{section} is not taken over from an included file").format(section=shown(section)),
                    _("taken over are: {names}").format(names=", ".join(MERGED)),
                    key=True,
                )
            elif section not in MERGED:
                self._note(
                    source,
                    "CF202",
                    (section,),
                    _("unknown key {key}").format(key=shown(section)),
                    did_you_mean(section, MERGED),
                    key=True,
                )
            elif section == "always":
                self._merge_list(source, value)
            else:
                self._merge_keys(source, section, value)

    def _merge_list(self, source: Source, value: Any) -> None:
        data = self.bundle.data or {}
        if not isinstance(value, list):
            self._note(source, "CF203", ("always",), _("always must be a list of routes, each beginning with `- `"), "")
        elif isinstance(data.setdefault("always", []), list):
            begin = len(data["always"])
            data["always"] = [*data["always"], *value]
            for number in range(len(value)):
                self.bundle._parts["always", begin + number] = (source, number)

    def _merge_keys(self, source: Source, section: str, value: Any) -> None:
        data = self.bundle.data or {}
        if not isinstance(value, dict):
            self._note(source, "CF203", (section,), _("{section} must be `name: …` lines").format(section=section), "")
        elif isinstance(data.setdefault(section, {}), dict):
            fresh = {key: one for key, one in value.items() if key not in data[section]}
            data[section] = {**data[section], **fresh}
            for key in fresh:
                self.bundle._parts[section, key] = (source, None)

    def _note(self, source: Source, code: str, way: Way, message: str, hint: str, *, key: bool = False) -> None:
        self.bundle.problems.append(source.problem(code, message, hint, source.place(way, key=key)))


def _identity(path: Path) -> str:
    try:
        return str(path.resolve())
    except (OSError, RuntimeError):
        return str(path.absolute())


def _yaml_names(folder: Path) -> list[str]:
    try:
        return sorted(one.name for one in folder.iterdir() if one.suffix in (".yaml", ".yml"))[:200]
    except OSError:
        return []
