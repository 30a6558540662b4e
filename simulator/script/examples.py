"""Which of a file's own test replies takes which route, as its rubric judges them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from simulator import session
from simulator.scenario.scored import scored
from simulator.scenario.starting_state import state_for

if TYPE_CHECKING:
    from simulator.game import Scores
    from simulator.scenario.model import Scenario

Examples = dict[tuple[str, str], tuple[str, ...]]


def examples(scenario: Scenario, scorer: Scores) -> Examples:
    """Test replies of the typed steps by (step, route), the route as the reducer names it: `always[0]`, `routes[2]`.

    Raises whatever the scorer raises.
    """
    cases = []
    for name, step in scenario.steps.items():
        if step.reply != "choice":
            for test in step.tests:
                if test.reply is not None:
                    state = state_for(scenario, name, test.given)
                    about = session.situation(scenario, state)
                    alone = replace(about, earlier=replace(about.earlier, replies=()))
                    cases.append((name, test, test.reply, state, alone))
    found: dict[tuple[str, str], list[str]] = {}
    scores = scored(scorer, [(reply, about) for _, _, reply, _, about in cases])
    for (name, test, reply, state, _), score in zip(cases, scores, strict=True):
        # At a text step both are empty; check has seen to it.
        after, _ = session.advance(scenario, state, reply, score, test.choice, ticks=test.ticks)
        found.setdefault((name, after.turns[-1].route), []).append(reply)
    return {key: tuple(dict.fromkeys(replies)) for key, replies in found.items()}
