"""The model answers of the steps that a trainee has answered in words of their own. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator import session
from simulator.debrief import own_words
from simulator.ready import strong

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import State, Turn


@dataclass(frozen=True, slots=True)
class Pair:
    """The model answers of a step. `numbers`: the turns at it. `weak` and `why` are empty where the author gave none.
    `open`: whether the trainee has answered here; until then nobody is shown the texts."""

    step: str
    numbers: tuple[int, ...]
    strong: str
    weak: str = ""
    why: str = ""
    open: bool = True


def stood(scenario: Scenario, trainee: str, turns: Sequence[Turn]) -> tuple[State, ...]:
    """How the conversation stood before each turn, by playing the turns again; fewer than turns when the scenario has
    changed since. `trainee`: the name that the texts were filled in with."""
    state, _ = session.start(scenario, trainee)
    found = []
    for turn in turns:
        if state.over or state.step != turn.step or state.words != turn.client:
            break
        found.append(state)
        try:
            state, _ = session.advance(
                scenario, state, turn.reply, turn.score, turn.choice, turn.guessed, turn.origin, turn.ticks
            )
        except ValueError:
            break
    return tuple(found)


def pairs(scenario: Scenario, trainee: str, turns: Sequence[Turn], attempted: Collection[str] = ()) -> tuple[Pair, ...]:
    """The model answers of every step of these turns that has some, in the order in which the steps were reached.

    They are open where one of the turns, or an earlier conversation (`attempted`: its steps), holds an answer of the
    trainee's own.
    """
    tried = {*attempted, *(turn.step for turn in turns if own_words(turn))}
    found: dict[str, Pair] = {}
    for turn, state in zip(turns, stood(scenario, trainee, turns), strict=False):
        if turn.step in found:
            continue
        if (best := strong(scenario, state, scenario.steps[turn.step])) is not None:
            numbers = tuple(one.number for one in turns if one.step == turn.step)
            found[turn.step] = _pair(scenario, state, turn.step, numbers, best, turn.step in tried)
    return tuple(found.values())


def _pair(scenario: Scenario, state: State, name: str, numbers: tuple[int, ...], best: str, tried: bool) -> Pair:
    model = scenario.steps[name].model
    if model is None:
        return Pair(name, numbers, best, open=tried)
    return Pair(
        step=name,
        numbers=numbers,
        strong=best,
        weak=session.say(scenario, state, model.weak),
        why=session.say(scenario, state, model.why),
        open=tried,
    )
