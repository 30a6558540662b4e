"""How much of a scenario its own tests and playthroughs go through: steps, ways on, endings, and the lines left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.i18n import _

if TYPE_CHECKING:
    from simulator.scenario.include import Bundle
    from simulator.scenario.model import Scenario

Place = tuple[str | int, ...]


class Idle(NamedTuple):
    """Something that no test goes through: what it is called, and the line that it begins on in `file` (its name)."""

    way: Place
    name: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often each step, way on and ending was come by, 0 included.

    A way on is named by its path in the scenario: ("always", 0), ("steps", "opening", "routes", 2),
    ("steps", "fee-talk", "options", 0).
    """

    steps: Mapping[str, int]
    ways: Mapping[Place, int]
    endings: Mapping[str, int]
    idle: tuple[Idle, ...]

    def counts(self) -> Iterator[tuple[str, int, int]]:
        """(what, how many there are, how many were come by) of steps, routes and endings."""
        hits = (
            ("steps", [*self.steps.values()]),
            ("routes", [*self.ways.values()]),
            ("endings", [*self.endings.values()]),
        )
        for name, found in hits:
            yield name, len(found), sum(map(bool, found))

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready: for steps, ways and endings how many there are and how many were come by; the idle ones."""
        counts = {name: {"all": every, "reached": reached} for name, every, reached in self.counts()}
        return counts | {"never": [{"name": one.name, "file": one.file, "line": one.line} for one in self.idle]}


class Tally:
    """Counts the turns of tests and playthroughs."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._steps: Counter[str] = Counter()
        self._ways: Counter[Place] = Counter()
        self._endings: Counter[str] = Counter()

    def count(self, step: str, route: str, to: str) -> None:
        """One turn at a step: the route as the reducer names it (`always[0]`, `options.hold`, `routes[2]`) and what
        followed."""
        self._steps[step] += 1
        self._ways[place_of(self._scenario, step, route)] += 1
        if to in self._scenario.endings:
            self._endings[to] += 1

    def coverage(self, bundle: Bundle) -> Coverage:
        """What was counted, beside all there is."""
        scenario = self._scenario
        ways = {way: self._ways[way] for way in _all_ways(scenario)}
        return Coverage(
            {name: self._steps[name] for name in scenario.steps},
            ways,
            {name: self._endings[name] for name in scenario.endings},
            tuple(self._idle(bundle)),
        )

    def _idle(self, bundle: Bundle) -> Iterator[Idle]:
        for name in self._scenario.steps:
            if not self._steps[name]:
                yield _idle(bundle, ("steps", name), _("step {name}").format(name=name))
        for way in _all_ways(self._scenario):
            # The routes of a step that nothing comes by are not told one by one.
            if not self._ways[way] and (way[0] == "always" or self._steps[str(way[1])]):
                yield _idle(bundle, way, _called(self._scenario, way))
        for name in self._scenario.endings:
            if not self._endings[name]:
                yield _idle(bundle, ("endings", name), _("ending {name}").format(name=name))


def place_of(scenario: Scenario, step: str, route: str) -> Place:
    """The path of a way on, from the step and the reducer's name of the route."""
    part, _, number = route.rstrip("]").partition("[")
    if part == "always":
        return ("always", int(number))
    if part == "routes":
        return ("steps", step, "routes", int(number))
    key = route.removeprefix("options.")
    keys = [option.key for option in scenario.steps[step].options]
    return ("steps", step, "options", keys.index(key))


def _all_ways(scenario: Scenario) -> Iterator[Place]:
    """The path of every way on."""
    for number in range(len(scenario.always)):
        yield ("always", number)
    for name, step in scenario.steps.items():
        for number, option in enumerate(step.options):
            if option.to is not None:
                yield ("steps", name, "options", number)
        if step.reply != "text" and all(option.to is not None for option in step.options):
            continue
        for number in range(len(step.routes)):
            yield ("steps", name, "routes", number)


def _called(scenario: Scenario, way: Place) -> str:
    """What a way on is called."""
    number = int(way[-1])
    if way[0] == "always":
        return _("always {number} → {target}").format(number=number + 1, target=scenario.always[number].target)
    name = str(way[1])
    step = scenario.steps[name]
    if way[2] == "options":
        option = step.options[number]
        return _("{step}, option {key} → {target}").format(step=name, key=option.key, target=option.to)
    route = step.routes[number]
    if route.otherwise is not None:
        return _("{step}, otherwise → {target}").format(step=name, target=route.target)
    return _("{step}, route {number} → {target}").format(step=name, number=number + 1, target=route.target)


def _idle(bundle: Bundle, way: Place, name: str) -> Idle:
    source, local = bundle.source_of(way)
    return Idle(way, name, source.path.name, source.place(local, key=way[0] != "always" and len(way) == 2)[0])
