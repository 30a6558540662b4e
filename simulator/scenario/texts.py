"""Texts with braces: do they compile, do their names exist, do they fill in; each mistake on its own line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from simulator.i18n import _
from simulator.i18n import number as number_told
from simulator.scenario.include import Bundle
from simulator.scenario.kinds import Kind, fits
from simulator.scenario.outline import Outline, mapping, parts
from simulator.scenario.problem import nearest, shown
from simulator.scenario.source import Way
from simulator.scenario.template import TemplateProblem, is_plain, names

PLAIN = ("title", "summary", "trade")
OWN_NAMES = ("client", "trainee", "count", "cost", "known", "patience", "trust", "visits")
MAX_VALUE = 2_000
_WORDS = (
    "true",
    "false",
    "none",
    "True",
    "False",
    "None",
    "if",
    "else",
    "elif",
    "endif",
    "and",
    "or",
    "not",
    "in",
    "is",
)


def texts(bundle: Bundle, outline: Outline) -> set[str] | None:
    """Note every text that cannot be filled in. Returns the names that the texts use, None when one is broken."""
    found = _Texts(bundle, outline)
    found.run()
    return None if found.broken else found.used


class _Texts:
    def __init__(self, bundle: Bundle, outline: Outline) -> None:
        self.bundle = bundle
        self.outline = outline
        self.data = outline.data
        self.used: set[str] = set()
        self.broken = False
        self.vars = {name: value for name, value in mapping(self.data.get("vars")).items() if isinstance(value, str)}
        self.kinds: dict[str, Kind] = {
            "client.name": "text", "trainee.name": "text", "patience": "number", "trust": "number", "visits": "number",
        }  # fmt: skip
        self.kinds |= dict.fromkeys(self.vars, "text")
        self.kinds |= dict.fromkeys((f"count.{name}" for name in outline.counters), "number")
        self.kinds |= dict.fromkeys((f"cost.{name}" for name in outline.costs), "number")
        self.kinds |= dict.fromkeys((f"known.{name}" for name in outline.facts), "truth")

    def run(self) -> None:
        self._values()
        for key in PLAIN:
            value = self.data.get(key)
            if isinstance(value, str) and ("{{" in value or "{%" in value):
                self.bundle.problem(
                    "CF313",
                    (key,),
                    _("{key} is shown as it stands in lists; nothing is filled in").format(key=key),
                    _("write it without braces"),
                )
        self._brackets()
        for way, text in _spoken(self.outline):
            if "{" in text:
                self._text(way, text)

    def _brackets(self) -> None:
        """`client: [sighs]` is a list of one to YAML, and its brackets are never spoken."""
        for name, step in self.outline.steps.items():
            spoken = step.get("client")
            if isinstance(spoken, list) and len(spoken) == 1 and isinstance(spoken[0], str):
                source, local = self.bundle.source_of(("steps", name, "client"))
                if source.in_braces(local) and not source.style((*local, 0)):
                    self.bundle.problem(
                        "CF118",
                        ("steps", name, "client"),
                        _("these brackets make a list of one text; they are not spoken"),
                        _('put all of it in double quotes: "[{text}]", or drop the brackets').format(
                            text=" ".join(spoken[0].split())[:60]
                        ),
                    )

    def _values(self) -> None:
        for name, value in self.vars.items():
            if name in OWN_NAMES or name in _WORDS:
                self.bundle.problem(
                    "CF312",
                    ("vars", name),
                    _("{name} already means something in texts").format(name=shown(name)),
                    _("give the variable another name"),
                    key=True,
                )
            elif "-" in name:
                self.bundle.problem(
                    "CF312",
                    ("vars", name),
                    _("in a text, {name} would be read as a subtraction").format(name=shown(name)),
                    _("name it {name}").format(name=shown(name.replace("-", "_"))),
                    key=True,
                )
            if len(value) > MAX_VALUE:
                self.bundle.problem(
                    "CF314",
                    ("vars", name),
                    _("the value is longer than {limit} characters").format(limit=number_told(MAX_VALUE)),
                    _("variables hold sums, dates and names"),
                    key=True,
                )

    def _text(self, way: Way, text: str) -> None:
        try:
            used = names(text)
            unknown = sorted(name for name in used if name not in self.kinds)
        except TemplateProblem as problem:
            self.broken = True
            self._note("CF308", way, problem.message, "", line=problem.line)
            return
        self.used.update(used)
        for name in unknown:
            self._unknown(way, name)
        if unknown or is_plain(text):
            return
        try:
            fits(text, self.kinds)
        except TemplateProblem as problem:
            self._note("CF308", way, problem.message, "", line=problem.line)

    def _unknown(self, way: Way, name: str) -> None:
        whole, _dot, rest = name.partition(".")
        near = nearest(name, self.kinds)
        hint = _("did you mean {near}?").format(near=shown(near)) if near else ""
        if whole in ("count", "cost", "known") and rest and any(one.startswith(f"{rest}-") for one in self._of(whole)):
            hint = _("a name with - cannot be used in a text: write it with _ everywhere")
        elif whole in ("client", "trainee") and near is None:
            hint = _("write {whole}.name").format(whole=whole)
        elif not near:
            hint = _("add it to vars, or take one of: {names}").format(names=", ".join(sorted(self.kinds)[:12]))
        self._note(
            "CF307", way, _("the text uses {name}, which is not there").format(name=shown(name)), hint, word=name
        )

    def _of(self, whole: str) -> list[str]:
        named = {"count": self.outline.counters, "cost": self.outline.costs, "known": self.outline.facts}
        return [*named[whole]]

    def _note(self, code: str, way: Way, message: str, hint: str, *, line: int = 1, word: str = "") -> None:
        source, local = self.bundle.source_of(way)
        begin, end = source.span(local)
        position = source.place(local)
        if word and (found := re.compile(rf"(?<![\w.]){re.escape(word)}(?![\w.])").search(source.text, begin, end)):
            position = source.position(found.start())
        elif source.style(local) == "|":
            row = position[0] + line
            position = (row, len(source.line(row)) - len(source.line(row).lstrip()) + 1)
        self.bundle.problems.append(source.problem(code, message, hint, position))


def _spoken(outline: Outline) -> Iterator[tuple[Way, str]]:
    """(path, text) of everything that is filled in when it is shown or said."""
    for part in ("briefing", "client"):
        for key, value in mapping(outline.data.get(part)).items():
            yield from _one_or_many((part, key), value)
    yield from _one_or_many(("worth", "label"), mapping(outline.data.get("worth")).get("label"))
    for name, cost in outline.costs.items():
        yield from _one_or_many(("costs", name, "label"), mapping(cost).get("label"))
    for name, paper in outline.dossier.items():
        for key, value in mapping(paper).items():
            yield from _one_or_many(("dossier", name, key), value)
            for number, row in enumerate(value if key == "rows" and isinstance(value, list) else ()):
                yield from _one_or_many(("dossier", name, "rows", number), row)
    for name, fact in outline.facts.items():
        yield from _one_or_many(("facts", name, "text"), mapping(fact).get("text"))
    for one in outline.turnoffs:
        for key in ("say", "text"):
            if key in one.data:
                yield from _one_or_many((*one.way, key), one.data[key])
        if isinstance(mood := one.data.get("mood"), dict):
            yield from _one_or_many((*one.way, "mood", "because"), mood.get("because"))
    for name, step in outline.steps.items():
        for key in ("client", "hint", "rule"):
            if key in step:
                yield from _one_or_many(("steps", name, key), step[key])
        for number, sign in parts(step.get("signs")):
            for key in ("text", "words", "why"):
                yield from _one_or_many(("steps", name, "signs", number, key), sign.get(key))
        for key, value in mapping(step.get("model")).items():
            yield from _one_or_many(("steps", name, "model", key), value)
        if isinstance(mood := step.get("mood"), dict):
            yield from _one_or_many(("steps", name, "mood", "because"), mood.get("because"))
    for name, ending in outline.endings.items():
        for key in ("title", "text", "lesson"):
            yield from _one_or_many(("endings", name, key), mapping(ending).get(key))


def _one_or_many(way: Way, value: Any) -> Iterator[tuple[Way, str]]:
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, str):
                yield (*way, number), item
