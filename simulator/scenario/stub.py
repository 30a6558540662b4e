"""Stubs for steps and endings that a scenario leads to and does not have yet, put at the end of their section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from simulator.i18n import _
from simulator.scenario.edit import Edit, EditRefused, edited, readable
from simulator.scenario.include import gather, is_part
from simulator.scenario.library import ScenarioError
from simulator.scenario.outline import Outline, Part, mapping, parts
from simulator.scenario.problem import nearest, printable, shown
from simulator.scenario.source import Source

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,59}")
Kind = Literal["step", "ending"]
_STEP = {
    "en": "(stub) What does the client say here?",
    "ru": "(заготовка) Что здесь говорит клиент?",
    "uk": "(заготовка) Що тут каже клієнт?",
}
_ENDING = {
    "en": ("(stub) Heading of this ending", "(stub) What happens afterwards?", "(stub) What is to be learned from it?"),
    "ru": ("(заготовка) Название концовки", "(заготовка) Что было дальше?", "(заготовка) Что из этого вынести?"),
    "uk": ("(заготовка) Назва кінцівки", "(заготовка) Що було далі?", "(заготовка) Що з цього винести?"),
}


@dataclass(frozen=True, slots=True)
class Stubbed:
    """What putting stubs in comes to; nothing is written yet. `made`: (kind, name); `slips`: missing names that look
    like a misspelt one, with the one that was likely meant; `odd`: missing ones that can be no names. `text` is the
    file's new text, None without stubs."""

    path: Path
    made: tuple[tuple[Kind, str], ...]
    slips: tuple[tuple[str, str], ...]
    odd: tuple[str, ...]
    text: str | None


def stub(path: Path, names: Sequence[str] = (), endings: Sequence[str] = ()) -> Stubbed:
    """Stubs for everything that is missing in a scenario file but for likely slips of the pen, or for `names` alone.

    `endings`: which of them are endings; limits and playthroughs tell by themselves. Raises ScenarioError when the file
    cannot be read, EditRefused when it cannot be changed so.
    """
    bundle = gather(path)
    if bundle.data is None:
        raise ScenarioError(tuple(bundle.problems))
    if is_part(bundle.main.data):
        raise EditRefused(
            _("{path} is made to be included: name the scenario that includes it.").format(path=printable(str(path)))
        )
    readable(bundle.main)
    outline = Outline(bundle.data)
    known = [*outline.step_names, *outline.endings]
    missing = dict(_missing(outline, known))
    missing |= {name: "ending" for name in endings if name in missing}
    if stranger := next((name for name in (*names, *endings) if name not in missing), None):
        told = _("Nothing leads to {name}, or it is there already.")
        if missing:
            told = _("Nothing leads to {name}, or it is there already; missing are: {names}.")
        raise EditRefused(told.format(name=shown(stranger), names=", ".join(map(printable, missing))))
    slips = {name: near for name in missing if _NAME.fullmatch(name) and (near := nearest(name, known)) is not None}
    odd = tuple(name for name in missing if not _NAME.fullmatch(name))
    if wrong := next((name for name in (*names, *endings) if name in odd), None):
        raise EditRefused(
            _("{wrong} is no name: only a-z, 0-9, - and _; mend it where it is written first.").format(
                wrong=shown(wrong)
            )
        )
    wanted = [*names, *endings] or [name for name in missing if name not in slips and name not in odd]
    made = [(missing[name], name) for name in dict.fromkeys(wanted)]
    left = {name: near for name, near in slips.items() if ("step", name) not in made and ("ending", name) not in made}
    text = _text(bundle.main, bundle.data, made) if made else None
    return Stubbed(bundle.main.path, tuple(made), tuple(left.items()), odd, text)


def _missing(outline: Outline, known: Sequence[str]) -> Iterator[tuple[str, Kind]]:
    """Every name that something leads to and that is not there; what names an ending by its nature comes last, and so
    wins in a dict."""
    there = set(known)
    start = outline.data.get("start")
    if isinstance(start, str) and start and start not in there:
        yield start, "step"
    for one in outline.turnoffs:
        if (target := one.target) is not None and target[1] not in there:
            yield target[1], "step"
    for step in outline.steps.values():
        for _number, test in parts(step.get("tests")):
            if isinstance(to := test.get("to"), str) and to and to not in there:
                yield to, "step"
    for name in mapping(outline.data.get("limits")).values():
        if isinstance(name, str) and name and name not in there:
            yield name, "ending"
    for _number, play in parts(outline.data.get("playthroughs")):
        if isinstance(ends := play.get("ends"), str) and ends and ends not in there:
            yield ends, "ending"


def _text(source: Source, merged: Part, made: list[tuple[Kind, str]]) -> str:
    """The file with the stubs. A step's stub leads to the first ending there is."""
    lang = str(merged.get("lang")) if merged.get("lang") in _STEP else "en"
    endings = [*mapping(merged.get("endings")), *(name for kind, name in made if kind == "ending")]
    made = [*made]
    if not endings:
        made.append(("ending", "over"))
        endings = ["over"]
    steps = {name: _step(lang, endings[0]) for kind, name in made if kind == "step"}
    last = {name: _ending(lang) for kind, name in made if kind == "ending"}
    wanted: dict[str, Any] = dict(source.data or {})
    edits: list[Edit] = []
    for section, stubs in (("steps", steps), ("endings", last)):
        if not stubs:
            continue
        wanted[section] = {**mapping(wanted.get(section)), **stubs}
        edits.append(_insert(source, section, stubs))
    return edited(source, edits, wanted)


def _step(lang: str, ending: str) -> Part:
    return {"client": _STEP[lang], "routes": [{"otherwise": ending}]}


def _ending(lang: str) -> Part:
    title, text, lesson = _ENDING[lang]
    return {"outcome": "partial", "title": title, "text": text, "lesson": lesson}


def _insert(source: Source, section: str, stubs: Part) -> Edit:
    """The stubs at the end of a section, laid out as what is there."""
    data = source.data or {}
    present = data.get(section)
    if section not in data:
        return _after(source, _last_line(source, None), f"\n{section}:" + _block(stubs, 2, ""))
    if present and not isinstance(present, dict):
        line = source.place((section,), key=True)[0]
        raise EditRefused(
            _("{path}:{line}: {section} must be `name: …` lines: mend this first.").format(
                path=printable(str(source.path)), line=line, section=section
            )
        )
    if source.in_braces((section,)):
        return _braces(source, section, stubs)
    indent, gap = source.place((section,), key=True)[1] + 1, ""
    if present:
        names = [*present]
        line, column = source.place((section, names[0]), key=True)
        indent = column - 1
        above = source.place((section, names[-1]), key=True)[0] - 1
        while above > line and source.line(above).lstrip().startswith("#"):
            above -= 1
        gap = "\n" if above > line and not source.line(above).strip() else ""
    return _after(source, _last_line(source, section), _block(stubs, indent, gap))


def _last_line(source: Source, section: str | None) -> int:
    """The last line of a section (None: of the file) that has something of it; comments that follow belong to the next
    one unless they are set in."""
    total = source.text.count("\n") + 1
    first = 1
    if section is not None:
        first = source.place((section,), key=True)[0]
        for key in source.data or {}:
            begin = source.place((key,), key=True)[0]
            if first < begin <= total:
                total = begin - 1
    number = total
    while number > first:
        line = source.line(number)
        if line.strip() and not line.startswith("#"):
            break
        number -= 1
    return number


def _after(source: Source, number: int, text: str) -> Edit:
    return Edit(number, len(source.line(number)) + 1, 0, text)


def _block(stubs: Part, indent: int, gap: str) -> str:
    """Each stub on lines of its own, `indent` blanks in; `gap` stands between them."""
    said = []
    pad = " " * indent
    for name, one in stubs.items():
        lines = [f"{pad}{name}:"]
        for key, value in one.items():
            if isinstance(value, str):
                lines.append(f"{pad}  {key}: {value}" if not value.startswith("(") else f'{pad}  {key}: "{value}"')
            else:
                lines.append(f"{pad}  {key}:")
                lines += [f"{pad}    - {way}: {to}" for route in value for way, to in route.items()]
        said.append(f"{gap}\n" + "\n".join(lines))
    return "".join(said)


def _braces(source: Source, section: str, stubs: Part) -> Edit:
    """The stubs behind the last entry of a section in { }; a comma or a comment behind that entry stays behind."""
    told = ", ".join(f"{name}: {_flow(one)}" for name, one in stubs.items())
    names = [*mapping((source.data or {}).get(section))]
    if names:
        _, end = source.span((section, names[-1]))
        return Edit(*source.position(end), 0, f", {told}")
    _, end = source.span((section,))
    return Edit(*source.position(end - 1), 0, told)


def _flow(one: Any) -> str:
    if isinstance(one, dict):
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in one.items()) + "}"
    if isinstance(one, list):
        return "[" + ", ".join(map(_flow, one)) + "]"
    return f'"{one}"' if not _NAME.fullmatch(one) else str(one)
