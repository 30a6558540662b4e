"""Random walks through a scenario with the replies that its own file has, counted: what is come by, and what never.

Each walk has a chance of its own, made from the seed and its number: the same seed, file and rubric give the same
walks, and any one of them can be shown without the others.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.contract import Score, Situation
from simulator import session
from simulator.choosing import choose
from simulator.scenario.coverage import Place, place_of

if TYPE_CHECKING:
    from simulator.game import Scores
    from simulator.scenario.model import Scenario, Step

MAX_TURNS = 200
# A conversation that goes on so long goes round among the steps of its last turns.
TAIL = 60
_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Stuck:
    """Walks that went on to the limit of turns among the same steps, in the order of the file.

    `runs`: how many; `first`: the number of one of them. `ways_out`: how often any walk left these steps from one of
    them. The rest is where that first one stood in the end.
    """

    steps: tuple[str, ...]
    runs: int
    first: int
    ways_out: int
    patience: int
    trust: int
    counters: Mapping[str, int]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Walks:
    """What came of `runs` walks. `arrivals`: how often each step and ending was come to; `reached`: in how many walks.

    `ways`: how often each way on was taken, by its place; `cuts`: how often an empty meter ended a walk, by the meter.
    `longest`: number and steps of the walk with the most turns among those that came to an ending. `unsaid`: steps
    for which the file has no reply of their own.
    """

    runs: int
    seed: int
    turns: int
    arrivals: Mapping[str, int]
    reached: Mapping[str, int]
    ways: Mapping[Place, int]
    cuts: Mapping[str, int]
    longest: tuple[int, tuple[str, ...]]
    stuck: tuple[Stuck, ...]
    unsaid: tuple[str, ...]


class Walker:
    """Walks one scenario. `turns`: the limit of a walk's length. Raises what the scorer raises."""

    def __init__(self, scenario: Scenario, scorer: Scores, seed: int = 1, turns: int = MAX_TURNS) -> None:
        self.scenario = scenario
        self.seed = seed
        self.limit = turns
        self._scorer = _Remembering(scorer)
        self.replies = _replies(scenario, self._scorer)
        everything = dict.fromkeys(reply for said in self.replies.values() for reply in said)
        self._all = tuple(everything) or ("…",)

    def walk(self, number: int) -> session.State:
        """The state in which the walk with this number (from 1) ends, or stands at the limit of turns."""
        # A game of chance, not a secret; the text seed gives the same walk on every machine.
        chance = random.Random(f"{self.seed}:{number}")  # noqa: S311
        state, _ = session.start(self.scenario)
        while not state.over and len(state.turns) < self.limit:
            options = session.options(self.scenario, state)
            ticks: tuple[str, ...] = ()
            if options:
                choice, reply = chance.choice(options)
            else:
                choice, reply = None, chance.choice(self.replies.get(state.step or "") or self._all)
                if (step := self.scenario.steps[state.step or ""]).reply == "decide":
                    choice, ticks, reply = self._decision(step, chance, reply)
            score = self._scorer.score(reply, session.situation(self.scenario, state))
            state, _ = session.advance(self.scenario, state, reply, score, choice, ticks=ticks)
        return state

    def _decision(self, step: Step, chance: random.Random, reply: str) -> tuple[str, tuple[str, ...], str]:
        """What is picked, ticked and said: as often a whole decision that the file tests as one thrown together."""
        tested = [test for test in step.tests if test.choice is not None and test.reply is not None]
        if tested and chance.random() < 0.5:
            one = chance.choice(tested)
            return one.choice or "", one.ticks, one.reply or ""
        ticks = tuple(sign.key for sign in step.signs if chance.random() < 0.5)
        return chance.choice(step.options).key, ticks, reply

    def walks(self, runs: int) -> Iterator[session.State]:
        """The ends of the walks 1 to `runs`, one by one."""
        return (self.walk(number) for number in range(1, runs + 1))


class Count:
    """Adds walks up."""

    def __init__(self, walker: Walker) -> None:
        self._walker = walker
        self._runs = self._turns = 0
        self._arrivals: Counter[str] = Counter()
        self._reached: Counter[str] = Counter()
        self._ways: Counter[Place] = Counter()
        self._cuts: Counter[str] = Counter()
        self._moves: Counter[tuple[str, str]] = Counter()
        self._longest: tuple[int, tuple[str, ...]] = (0, ())
        self._stuck: dict[tuple[str, ...], list[tuple[int, session.State]]] = {}

    def add(self, state: session.State) -> None:
        """Count the end of the next walk."""
        scenario = self._walker.scenario
        self._runs += 1
        self._turns += len(state.turns)
        path = tuple(turn.step for turn in state.turns)
        for turn in state.turns:
            place = place_of(scenario, turn.step, turn.route)
            self._ways[place] += 1
            self._moves[turn.step, turn.to] += 1
            if turn.to != _target(scenario, place):
                self._cuts["patience" if turn.patience == 0 and scenario.limits.patience else "trust"] += 1
        last = state.ending or state.step or ""
        self._arrivals.update([*path, last])
        self._reached.update({*path, last})
        if state.ending is None:
            tail = set(path[-TAIL:])
            group = tuple(name for name in scenario.steps if name in tail)
            self._stuck.setdefault(group, []).append((self._runs, state))
        elif len(path) > len(self._longest[1]) - 1:
            self._longest = (self._runs, (*path, state.ending))

    def total(self) -> Walks:
        """Everything that was counted so far."""
        scenario = self._walker.scenario
        names = [*scenario.steps, *scenario.endings]
        return Walks(
            runs=self._runs,
            seed=self._walker.seed,
            turns=self._turns,
            arrivals={name: self._arrivals[name] for name in names},
            reached={name: self._reached[name] for name in names},
            ways=dict(self._ways),
            cuts=dict(self._cuts),
            longest=self._longest,
            stuck=tuple(self._held(group, runs) for group, runs in self._stuck.items()),
            unsaid=tuple(name for name, step in scenario.steps.items()
                         if step.reply != "choice" and not self._walker.replies.get(name)),
        )  # fmt: skip

    def _held(self, group: tuple[str, ...], runs: Sequence[tuple[int, session.State]]) -> Stuck:
        number, state = runs[0]
        inside = set(group)
        return Stuck(
            steps=group,
            runs=len(runs),
            first=number,
            ways_out=sum(hits for (step, to), hits in self._moves.items() if step in inside and to not in inside),
            patience=state.patience,
            trust=state.trust,
            counters=dict(state.counters),
            facts=tuple(sorted(state.facts)),
        )


class _Remembering:
    """A scorer that judges the same reply in the same situation once."""

    def __init__(self, scorer: Scores) -> None:
        self._scorer = scorer
        self._known: dict[object, Score] = {}

    def score(self, reply: str, about: Situation) -> Score:
        earlier = (tuple(sorted(about.earlier.shown.items())), about.earlier.replies)
        key = (reply, about.lang, about.client, about.rule, about.about, about.our_fault, about.breach, about.expects,
               about.given, earlier)  # fmt: skip
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._scorer.score(reply, about)
        return found


def _replies(scenario: Scenario, scorer: Scores) -> dict[str, tuple[str, ...]]:
    """What can be typed at each text step: the replies of its tests, then those that a playthrough types there."""
    found: dict[str, dict[str, None]] = {}
    for name, step in scenario.steps.items():
        if step.reply != "choice":
            found[name] = dict.fromkeys(test.reply for test in step.tests if test.reply is not None)
    for play in scenario.playthroughs:
        state, _ = session.start(scenario)
        for typed in play.replies:
            if state.over:
                break
            if not isinstance(typed, str):
                found.setdefault(state.step or "", {})[typed.reply] = None
                score = scorer.score(typed.reply, session.situation(scenario, state))
                state, _ = session.advance(scenario, state, typed.reply, score, typed.choice, ticks=typed.ticks)
                continue
            reply, choice = typed, None
            if options := session.options(scenario, state):
                choice, _ = choose(typed, options)
                reply = dict(options)[choice]
            else:
                found.setdefault(state.step or "", {})[typed] = None
            score = scorer.score(reply, session.situation(scenario, state))
            state, _ = session.advance(scenario, state, reply, score, choice)
    return {name: tuple(replies) for name, replies in found.items()}


def _target(scenario: Scenario, place: Place) -> str:
    """Where a way on leads by itself."""
    if place[0] == "always":
        return scenario.always[int(place[1])].target
    step, part, number = scenario.steps[str(place[1])], place[2], int(place[3])
    return step.routes[number].target if part == "routes" else step.options[number].to or ""
