"""Names that must exist: steps, endings, facts, counters, options; each missing one with the nearest there is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from simulator.i18n import _, mark
from simulator.scenario.include import Bundle
from simulator.scenario.outline import Outline, Part, Turnoff, mapping, option_keys, parts, picks, words
from simulator.scenario.problem import did_you_mean, nearest, shown

_MANY = 2_000
_MAX_LOOKUPS = 50
_NO_FACT = mark("there is no fact {name}")
_LACKING = {
    "fact": _NO_FACT,
    "counter": mark("there is no counter {name}"),
    "cost": mark("there is no cost {name}"),
}


class References:
    """Checks of every name in one scenario. `meant` maps a missing target to the step or ending it stands for."""

    def __init__(self, bundle: Bundle, outline: Outline) -> None:
        self.bundle = bundle
        self.outline = outline
        self.data = outline.data
        self.steps = outline.step_names
        self.endings = outline.endings
        self.facts = outline.facts
        self.counters = outline.counters
        self.costs = outline.costs
        self.targets = {**self.steps, **self.endings}
        self.meant: dict[str, str] = {}
        self._lookups = 0

    def run(self) -> None:
        """Note every name that does not exist, or exists twice."""
        for name in self.steps.keys() & self.endings.keys():
            self.bundle.problem(
                "CF302",
                ("endings", name),
                _("{name} is both a step and an ending").format(name=shown(name)),
                _("rename one"),
                key=True,
            )
        self._opening()
        for one in self.outline.turnoffs:
            self._turnoff(one)
        for name, step in self.outline.steps.items():
            self._options(name, step)
            self._tests(name, step)
        for number, play in parts(self.data.get("playthroughs")):
            self._ending(("playthroughs", number, "ends"), play.get("ends"))

    def _opening(self) -> None:
        start = self.data.get("start")
        if isinstance(start, str) and start and start not in self.steps:
            ending = start in self.endings
            told = _("{name} is an ending; a conversation starts at a step") if ending else _("{name} is no step")
            self._missing("CF301", ("start",), start, told.format(name=shown(start)), self.steps)
            if near := self._nearest(start, self.steps):
                self.meant[start] = near
        for meter, name in mapping(self.data.get("limits")).items():
            self._ending(("limits", meter), name)

    def _ending(self, way: tuple[str | int, ...], name: Any) -> None:
        if isinstance(name, str) and name and name not in self.endings:
            told = _("{name} is a step; this must be an ending") if name in self.steps else _("{name} is no ending")
            self._missing("CF306", way, name, told.format(name=shown(name)), self.endings)

    def _turnoff(self, one: Turnoff) -> None:
        target = one.target
        if target is not None and target[1] not in self.targets:
            self._target((*one.way, target[0]), target[1])
        if (count := one.data.get("count")) is not None:
            self._keys("CF304", (*one.way, "count"), count, self.counters, "counter")
        if (cost := one.data.get("cost")) is not None:
            self._keys("CF319", (*one.way, "cost"), cost, self.costs, "cost")
        if (reveal := one.data.get("reveal")) is not None:
            self._listed("CF303", (*one.way, "reveal"), reveal, self.facts, "fact")
        if (when := one.when) is not None:
            self._when((*one.way, "when"), when, one)

    def _target(self, way: tuple[str | int, ...], name: str) -> None:
        self._missing("CF301", way, name, _("there is no step or ending {name}").format(name=shown(name)), self.targets)
        if name not in self.meant and (near := self._nearest(name, self.targets)):
            self.meant[name] = near

    def _when(self, way: tuple[str | int, ...], when: Part, one: Turnoff) -> None:
        if "asks" in when and isinstance(asks := when["asks"], str) and asks and asks not in self.facts:
            self._missing("CF303", (*way, "asks"), asks, _(_NO_FACT).format(name=shown(asks)), self.facts)
        for key in ("facts", "facts_hidden"):
            if key in when:
                self._listed("CF303", (*way, key), when[key], self.facts, "fact")
        if "counters" in when:
            self._keys("CF304", (*way, "counters"), when["counters"], self.counters, "counter")
        if "costs" in when:
            self._keys("CF319", (*way, "costs"), when["costs"], self.costs, "cost")
        if "choice" in when and one.step is not None:
            self._choice((*way, "choice"), when["choice"], self.steps[one.step])

    def _choice(self, way: tuple[str | int, ...], choice: Any, step: Part) -> None:
        if not isinstance(choice, str) or not choice:
            return
        keys = option_keys(step)
        if not picks(step):
            self.bundle.problem(
                "CF305",
                way,
                _("this step takes a typed reply, so there is no choice to test"),
                _("add reply: choice and options, or leave choice out"),
            )
        elif choice not in keys:
            self._missing("CF305", way, choice, _("this step has no option {name}").format(name=shown(choice)), keys)

    def _options(self, name: str, step: Part) -> None:
        if "cost" in step:
            self._keys("CF319", ("steps", name, "cost"), step["cost"], self.costs, "cost")
        seen: set[str] = set()
        for number, option in parts(step.get("options")):
            key = option.get("key")
            if not isinstance(key, str):
                continue
            if key in seen:
                self.bundle.problem(
                    "CF309",
                    ("steps", name, "options", number, "key"),
                    _("the option {key} is there twice in this step").format(key=shown(key)),
                    _("give each its own key"),
                )
            seen.add(key)

    def _tests(self, name: str, step: Part) -> None:
        for number, test in parts(step.get("tests")):
            way = ("steps", name, "tests", number)
            to = test.get("to")
            if isinstance(to, str) and to and to not in self.targets:
                message = _("there is no step or ending {name}").format(name=shown(to))
                self._missing("CF301", (*way, "to"), to, message, self.targets)
            if "choice" in test:
                self._choice((*way, "choice"), test["choice"], step)
            given = test.get("given")
            if isinstance(given, dict):
                self._listed("CF303", (*way, "given", "facts"), given.get("facts"), self.facts, "fact")
                self._keys("CF304", (*way, "given", "counters"), given.get("counters"), self.counters, "counter")
                self._keys("CF319", (*way, "given", "costs"), given.get("costs"), self.costs, "cost")

    def _listed(self, code: str, way: tuple[str | int, ...], value: Any, known: Collection[str], kind: str) -> None:
        for number, name in words(value):
            if name not in known:
                self._missing(code, (*way, number), name, _(_LACKING[kind]).format(name=shown(name)), known, kind)

    def _keys(self, code: str, way: tuple[str | int, ...], value: Any, known: Collection[str], kind: str) -> None:
        for name in mapping(value):
            if name not in known:
                example = f"{kind}s: {{{name}: {'{label: …}' if kind == 'cost' else '0'}}}"
                hint = "" if known else _("add it at the top: {example}").format(example=example)
                self._missing(
                    code, (*way, name), name, _(_LACKING[kind]).format(name=shown(name)), known, kind, hint, key=True
                )

    def _missing(
        self, code: str, way: tuple[str | int, ...], name: str, message: str, known: Collection[str], kind: str = "",
        hint: str = "", *, key: bool = False,
    ) -> None:  # fmt: skip
        if code in ("CF301", "CF306") and not self.outline.has_targets:
            return
        if not hint and self._may_look(known):
            hint = did_you_mean(name, known, f"{kind}s" if kind else "")
        self.bundle.problem(code, way, message, hint, key=key)

    def _nearest(self, name: str, known: Iterable[str]) -> str | None:
        return nearest(name, known) if self._may_look(self.targets) else None

    def _may_look(self, known: Collection[str]) -> bool:
        """Looking for a near name among thousands takes its time, so only the first mistakes get one."""
        self._lookups += len(known) > _MANY
        return len(known) <= _MANY or self._lookups <= _MAX_LOOKUPS
