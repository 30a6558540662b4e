"""The model answers of a scenario file, run through the reducer: the strong one holds, the weak one is a contrast;
and how many differently worded tests bear out a step's good way and how many its others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.contract import CALM_BANDS, FIRM_BANDS, Score, calm_band, firm_band
from simulator import session
from simulator.i18n import _
from simulator.scenario.condition import band_fits
from simulator.scenario.include import Bundle
from simulator.scenario.problem import shown
from simulator.scenario.scored import route_called, scored, told
from simulator.scenario.starting_state import situation_for, state_for

if TYPE_CHECKING:
    from simulator.game import Scores
    from simulator.scenario.model import ModelAnswer, Scenario

# A strong answer need not be perfect everywhere: an opening question holds little yet.
CALM, FIRM = "respectful or better", "partial or better"
# So many differently worded replies must go the good way, and as many must not (fairness).
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Fairness:
    """How many different test replies of a text step go the way of its strong answer, and how many another way."""

    step: str
    good: int
    bad: int

    @property
    def enough(self) -> bool:
        """Whether there are at least three of each."""
        return self.good >= ENOUGH and self.bad >= ENOUGH


def models(bundle: Bundle, scenario: Scenario, scorer: Scores) -> dict[str, str]:
    """Note model answers that the step's own scoring does not bear out. The route of each step's strong answer, by
    the step's name. Raises whatever the scorer raises."""
    steps = {name: step.model for name, step in scenario.steps.items() if step.model is not None}
    states = {name: state_for(scenario, name, model.given) for name, model in steps.items()}
    asked = [
        (session.say(scenario, states[name], text), situation_for(scenario, states[name]))
        for name, model in steps.items()
        for text in (model.strong, model.weak)
    ]
    found = iter(scored(scorer, asked) if asked else ())
    taken = {}
    for name, model in steps.items():
        strong, weak = next(found), next(found)
        ways = [
            _way(scenario, states[name], text, score) for text, score in ((model.strong, strong), (model.weak, weak))
        ]
        taken[name] = ways[0]
        _strong(bundle, scenario, name, strong)
        _weak(bundle, name, model, (strong, weak), ways)
    return taken


def fairness(
    scenario: Scenario, good: Mapping[str, str], tried: Sequence[tuple[str, str, str]]
) -> tuple[Fairness, ...]:
    """For each text step with model answers: its different test replies by their way. `good`: the strong answer's
    route by step; `tried`: (step, reply, route) of every test."""
    found = []
    for name in scenario.steps:
        if name in good:
            ways = {" ".join(reply.casefold().split()): route for step, reply, route in tried if step == name}
            right = sum(route == good[name] for route in ways.values())
            found.append(Fairness(name, right, len(ways) - right))
    return tuple(found)


def _way(scenario: Scenario, state: session.State, text: str, score: Score) -> str:
    step = scenario.steps[state.step or ""]
    choice = step.model.choice if step.model is not None and step.reply == "decide" else None
    # Of a decision, the words alone are compared: the signs that hold are ticked with both.
    ticks = tuple(sign.key for sign in step.signs if sign.holds == "yes")
    after, _events = session.advance(scenario, state, session.say(scenario, state, text), score, choice, ticks=ticks)
    return after.turns[-1].route


def _strong(bundle: Bundle, scenario: Scenario, name: str, score: Score) -> None:
    expected = scenario.steps[name].expects
    lacking = [move for move in expected if move not in score.moves]
    wrong = [
        _("{axis} is {band}, below {least}").format(axis=axis, band=band, least=least)
        for axis, band, least, bands in (
            ("calm", calm_band(score.calm), CALM, CALM_BANDS),
            ("firm", firm_band(score.firm), FIRM, FIRM_BANDS),
        )
        if not band_fits(least, band, bands)
    ]
    if score.faults:
        wrong.append(_("it shows {names}").format(names=", ".join(score.faults)))
    if len(lacking) * 2 > len(expected):
        wrong.append(_("it lacks {names}, more than half of what the step expects").format(names=", ".join(lacking)))
    if wrong:
        message = _("the strong answer does not hold: {reasons}").format(reasons="; ".join(wrong))
        hint = _("show trainees a reply that passes, or expect less here")
        bundle.problem("CF507", ("steps", name, "model", "strong"), message, hint, notes=(told(score),))


def _weak(bundle: Bundle, name: str, model: ModelAnswer, scores: tuple[Score, Score], ways: list[str]) -> None:
    strong, weak = scores
    worse = weak.firm <= strong.firm - 1 or weak.calm <= strong.calm - 1
    same = ways[0] == ways[1]
    if worse and not same:
        return
    message = (
        _("the weak answer goes the strong one's way, by {way}")
        if same
        else _("the weak answer scores as well as the strong one in step {name}")
    ).format(way=route_called(ways[0]), name=shown(name))
    hint = _("take a reply that many would give here and that the client rightly answers otherwise")
    bundle.problem("CF508", ("steps", name, "model", "weak"), message, hint, notes=(told(weak),))
