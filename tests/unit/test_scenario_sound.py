"""What check says can never happen never happens: random scenarios, played at random with any scores."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from scenario_base import changed, checked

from scoring.contract import FAULTS, STANCES, Score
from simulator import session
from simulator.scenario.coverage import place_of
from simulator.scenario.model import Scenario

LABELS = ("ask", "thank", "insult", "cave_in")
STEPS = ("opening", "two", "three", "four")
GOALS = (*STEPS, "agreed", "lost")
BANDS = ("hostile", "sharp", "neutral", "respectful", "warm")


def _when(dice: random.Random) -> str:
    parts = {
        "calm": lambda: dice.choice(BANDS) + dice.choice(("", " or better", " or worse")),
        "shows": lambda: f"[{', '.join(dice.sample(LABELS, dice.randint(1, 2)))}]",
        "shows_any": lambda: f"[{', '.join(dice.sample(LABELS, dice.randint(1, 3)))}]",
        "avoids": lambda: f"[{dice.choice(LABELS)}]",
        "facts": lambda: f"[{dice.choice(('a', 'b'))}]",
        "facts_hidden": lambda: f"[{dice.choice(('a', 'b'))}]",
        "asks": lambda: dice.choice(("a", "b")),
        "counters": lambda: f"{{excuses: {{at_least: {dice.randint(-1, 3)}}}}}",
        "mood": lambda: f"{{trust: {{{dice.choice(('at_least', 'at_most'))}: {dice.randint(3, 7)}}}}}",
        "visits": lambda: f"{{{dice.choice(('at_least', 'at_most'))}: {dice.randint(1, 3)}}}",
        "earlier": lambda: f"[{dice.choice(LABELS)}]",
        "stance": lambda: dice.choice(STANCES),
    }
    chosen = dice.sample(sorted(parts), dice.randint(1, 2))
    return "{" + ", ".join(f"{key}: {parts[key]()}" for key in chosen) + "}"


def _effects(dice: random.Random) -> str:
    told = dice.choice(("", "", "count: {excuses: 1}", "count: {excuses: -1}", "reveal: [a]", "reveal: [b]",
                        "mood: {trust: 1, because: x}", "mood: {trust: -1, because: x}"))  # fmt: skip
    return f", {told}" if told else ""


def _text(dice: random.Random) -> str:
    steps = ""
    for name in STEPS:
        steps += f"  {name}:\n    client: x\n    routes:\n"
        for _ in range(dice.randint(0, 4)):
            steps += f"      - {{when: {_when(dice)}, to: {dice.choice(GOALS)}{_effects(dice)}}}\n"
        steps += f"      - {{otherwise: {dice.choice(GOALS)}{_effects(dice)}}}\n"
    always = "always: []\n"
    if dice.random() < 0.5:
        always = f"always:\n  - {{when: {_when(dice)}, to: {dice.choice(GOALS)}{_effects(dice)}}}\n"
    return changed("counters: {excuses: 0}", "facts: {a: {text: x}, b: {text: x}}", always, f"steps:\n{steps}")


def _score(dice: random.Random) -> Score:
    labels = dice.sample(LABELS, dice.randint(0, 3))
    return Score(
        moves={label: 1.0 for label in labels if label not in FAULTS},
        faults={label: 1.0 for label in labels if label in FAULTS},
        calm=dice.randint(10, 50) / 10,
        firm=dice.randint(10, 50) / 10,
        stance=dice.choice(STANCES),
    )


def _play(scenario: Scenario, dice: random.Random) -> session.State:
    state, _ = session.start(scenario)
    while not state.over and len(state.turns) < 14:
        state, _ = session.advance(scenario, state, "x", _score(dice))
    return state


@pytest.mark.parametrize("seed", range(60))
def test_what_is_said_never_to_happen_never_does(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    for _ in range(4):
        report = checked(tmp_path, _text(dice))
        if report.loaded is None:  # no way to an ending: an error, and nothing to play
            assert {one.code for one in report.problems if one.severity == "error"} == {"CF406"}, report.render()
            continue
        scenario = report.loaded.scenario
        never = {(one.line, one.column) for one in report.problems if one.code == "CF409"}
        unseen = {one.line for one in report.problems if one.code in ("CF404", "CF405")}
        lines = (tmp_path / "example.yaml").read_text(encoding="utf-8").splitlines()
        for _ in range(60):
            for turn in _play(scenario, dice).turns:
                way = place_of(scenario, turn.step, turn.route)
                section = "always:" if way[0] == "always" else f"  {turn.step}:"
                begin = lines.index(section) + (1 if way[0] == "always" else 3)
                line = begin + int(way[-1]) + 1
                assert line not in {row for row, _ in never}, (lines[line - 1], report.render())
                for name in (turn.step, turn.to):
                    at = next(row for row, text in enumerate(lines, 1) if text.startswith(f"  {name}:"))
                    assert at not in unseen, report.render()
