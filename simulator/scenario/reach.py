"""What can be come to from the start, when every condition is held against what can have happened by then.

A route counts only where its facts can be known, its counters can stand so and its step can be come back to. What is
said to be out of reach surely is; labels and scores are taken as free. No recursion: files have thousands of steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from simulator.i18n import _, mark
from simulator.scenario.covering import number
from simulator.scenario.cycles import in_cycles
from simulator.scenario.outline import Outline, Part, is_choice, mapping, parts, picks, words
from simulator.scenario.problem import shown
from simulator.scenario.ways import Dead, Place

# The name under which `always` is walked like a step: every typed reply comes by.
SHARED = ""
METERS = ("patience", "trust")
_GUARDS = frozenset({"facts", "counters", "costs", "mood"})
_ROUNDS = 10
# Why a way stays closed, by the bound that its number does not come to.
_COUNTER = {
    "low": mark("the counter {name} begins at {begin} and nothing on the way raises it"),
    "high": mark("the counter {name} begins at {begin} and nothing on the way lowers it"),
}
_COST = {
    "low": mark("the cost {name} begins at {begin} and nothing on the way raises it"),
    "high": mark("the cost {name} begins at {begin} and nothing on the way lowers it"),
}
_METER = {
    "low": mark("{meter} begins at {begin} and nothing on the way raises it"),
    "high": mark("{meter} begins at {begin} and nothing on the way lowers it"),
}


@dataclass(frozen=True, slots=True)
class Reached:
    """What the start leads to. `names`: steps and endings; `taken`: where the ways that can be taken lead, by step;
    `idle`: ways on from reached steps that never can be taken, with the reason; `falling`: meters that can go down."""

    names: set[str]
    taken: dict[str, list[str]]
    idle: list[tuple[Place, str]]
    falling: set[str]


class _Edge(NamedTuple):
    """A way on: where it is written, from which step, to what; the facts it needs and brings out (bits)."""

    way: Place
    step: str
    target: str
    data: Part
    when: Part
    needs: int
    gains: int


def reach(outline: Outline, start: str, meant: Mapping[str, str], dead: Dead) -> Reached:
    """Walk from the start. `meant`: the likely step of a misspelt target; `dead`: ways known never to be taken."""
    late: dict[Place, str] = {}
    for _round in range(_ROUNDS):
        walk = _Walk(outline, meant, dead | late.keys())
        walk.run(start)
        found = walk.never_again(start)
        if not found:
            break
        late |= found
    idle = sorted([*walk.idle(), *late.items()], key=lambda one: list(map(str, one[0])))
    return Reached(walk.reached, walk.taken, idle, walk.falls.intersection(METERS))


class _Walk:
    """One walk. Visits are taken as free here; `never_again` tells afterwards which of them cannot be."""

    def __init__(self, outline: Outline, meant: Mapping[str, str], dead: Dead) -> None:
        self.outline = outline
        self.meant = meant
        self.dead = dead
        self.bits = {fact: 1 << place for place, fact in enumerate(outline.facts)}
        self.first = {**outline.counters}
        self.spent = {name: mapping(cost).get("start", "0") for name, cost in outline.costs.items()}
        client = mapping(outline.data.get("client"))
        self.meters = {meter: client.get(meter, "5") for meter in METERS}
        self.known: dict[str, int] = {}
        self.open: dict[str, list[_Edge]] = {}
        self.waiting: dict[str, list[_Edge]] = {}
        self.rises: set[str] = set()
        self.falls: set[str] = set()
        self.reached: set[str] = set()
        self.taken: dict[str, list[str]] = {}

    def run(self, start: str) -> None:
        self._arrive([(start, 0)])
        # Each round, a counter or a meter has begun to move, so that more ways may have become free.
        moved = -1
        while self.waiting and moved < len(self.rises) + len(self.falls):
            moved = len(self.rises) + len(self.falls)
            for name in [*self.waiting]:
                self._arrive([(edge.target, self.known[name] | edge.gains) for edge in self._freed(name)])

    def never_again(self, start: str) -> dict[Place, str]:
        """The ways taken that ask for a return to a step that no way leads back to."""
        asking = [
            edge
            for name, edges in self.open.items()
            for edge in (edges if name != SHARED else ())
            if "visits" in edge.when or ("earlier" in edge.when and name == start)
        ]
        cyclic = in_cycles(self.taken) if asking else set()
        found = {}
        for edge in asking:
            if edge.step in cyclic:
                continue
            least = number(mapping(edge.when.get("visits")).get("at_least"))
            if least is not None and least > 1:
                found[edge.way] = _("no way leads back to this step, so it is reached only once")
            elif edge.step == start and any(words(edge.when.get("earlier"))):
                found[edge.way] = _("this is the first reply of the conversation, so nothing was said earlier")
        return found

    def idle(self) -> Iterator[tuple[Place, str]]:
        """The ways that stayed closed, with the reason."""
        for edges in self.waiting.values():
            for edge in edges:
                yield edge.way, self._hindrance(edge)

    def _arrive(self, coming: list[tuple[str, int]]) -> None:
        """Come to steps with these facts known, and on along every way that is open."""
        while coming:
            name, facts = coming.pop()
            known = self.known.get(name)
            if known is None:
                self._enter(name)
            elif known | facts == known:
                continue
            known = self.known[name] = (known or 0) | facts
            if name in self.waiting:
                self._freed(name)
            coming += [(edge.target, known | edge.gains) for edge in self.open.get(name, ())]
            if name in self.outline.steps and not is_choice(self.outline.steps[name]):
                coming.append((SHARED, known))

    def _enter(self, name: str) -> None:
        if name != SHARED:
            self.reached.add(name)
        step = self.outline.steps.get(name)
        if step is not None:
            self._mood(step)
            self._cost(step)
            self.taken[name] = [] if is_choice(step) else [SHARED]
        edges = [*self._ways_on(name)]
        guarded = [edge for edge in edges if edge.needs or not _GUARDS.isdisjoint(edge.when)]
        if guarded:
            self.waiting[name] = guarded
        for edge in edges:
            if not (edge.needs or not _GUARDS.isdisjoint(edge.when)):
                self._open(edge)

    def _freed(self, name: str) -> list[_Edge]:
        """Open the waiting ways of a step that nothing hinders any more."""
        free: list[_Edge] = []
        left: list[_Edge] = []
        for edge in self.waiting.pop(name, ()):
            (left if self._hindrance(edge) else free).append(edge)
        if left:
            self.waiting[name] = left
        for edge in free:
            self._open(edge)
        return free

    def _open(self, edge: _Edge) -> None:
        self.open.setdefault(edge.step, []).append(edge)
        self.taken.setdefault(edge.step, []).append(edge.target)
        self._mood(edge.data)
        for name, by in mapping(edge.data.get("count")).items():
            self._moved(name, by)
        self._cost(edge.data)

    def _cost(self, part: Part) -> None:
        for name, by in mapping(part.get("cost")).items():
            self._moved(_cost(name), by)

    def _mood(self, part: Part) -> None:
        if "mood" in part:
            for meter, by in mapping(part["mood"]).items():
                if meter in METERS:
                    self._moved(meter, by)

    def _moved(self, name: str, by: object) -> None:
        step = number(by)
        if step:
            (self.rises if step > 0 else self.falls).add(name)

    def _ways_on(self, name: str) -> Iterator[_Edge]:
        if name == SHARED:
            for one in self.outline.always:
                yield from self._edge(one.way, name, one.data, "to")
            return
        step = self.outline.steps.get(name)
        if step is None:
            return
        open_way = not picks(step)
        for at, option in parts(step.get("options")):
            if "to" in option:
                yield from self._edge(("steps", name, "options", at), name, option, "to")
            else:
                open_way = True
        for at, route in parts(step.get("routes")) if open_way else ():
            last = "otherwise" in route
            yield from self._edge(("steps", name, "routes", at), name, route, "otherwise" if last else "to")
            if last:
                return

    def _edge(self, way: Place, step: str, data: Part, key: str) -> Iterator[_Edge]:
        target = data.get(key)
        if isinstance(target, str) and way not in self.dead:
            when = mapping(data.get("when"))
            needs, gains = self._facts(when.get("facts")), self._facts(data.get("reveal"))
            yield _Edge(way, step, self.meant.get(target, target), data, when, needs, gains)

    def _facts(self, listed: object) -> int:
        found = 0
        for _number, fact in words(listed):
            found |= self.bits.get(fact, 0)
        return found

    def _hindrance(self, edge: _Edge) -> str:
        """Why a way cannot be taken, by what is known so far; empty when it can."""
        missing = edge.needs & ~self.known[edge.step]
        if missing:
            fact = next(name for name, bit in self.bits.items() if bit & missing)
            return _("the fact {fact} cannot be known here, because no way to this step brings it out").format(
                fact=shown(fact)
            )
        for name, span in mapping(edge.when.get("counters")).items():
            if limit := self._out_of_reach(name, self.first.get(name), span):
                return _(_COUNTER[limit]).format(name=shown(name), begin=number(self.first.get(name)))
        for name, span in mapping(edge.when.get("costs")).items():
            if limit := self._out_of_reach(_cost(name), self.spent.get(name), span):
                return _(_COST[limit]).format(name=shown(name), begin=number(self.spent.get(name)))
        for meter, span in mapping(edge.when.get("mood")).items():
            if limit := self._out_of_reach(meter, self.meters.get(meter), span):
                return _(_METER[limit]).format(meter=meter, begin=number(self.meters.get(meter)))
        return ""

    def _out_of_reach(self, name: str, first: object, span: object) -> Literal["", "low", "high"]:
        """Whether a number stays too low for the bounds, or too high."""
        begin = number(first)
        low, high = (number(mapping(span).get(key)) for key in ("at_least", "at_most"))
        if begin is not None and low is not None and low > begin and name not in self.rises:
            return "low"
        if begin is not None and high is not None and high < begin and name not in self.falls:
            return "high"
        return ""


def _cost(name: str) -> str:
    """A cost's name among those of counters and meters, which may be the same."""
    return f"cost {name}"
