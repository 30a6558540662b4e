"""The briefing's texts as content, used before the conversation and as a reminder during it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from simulator import session
from simulator.i18n import _
from simulator.tui.fit import hang
from simulator.tui.text import lines, prose, words

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import State


def case(scenario: Scenario, state: State) -> Content:
    """The client, what happened, and the history that the trainee knows."""

    def say(text: str) -> str:
        return session.say(scenario, state, text)

    parts = [
        Content.assemble(words(scenario.client.name, "bold"), ("  ", ""), prose(say(scenario.client.who), "$quiet")),
        Content(""),
        *_block(_("What happened"), [prose(say(scenario.briefing.situation))]),
    ]
    if scenario.client.history:
        parts += [Content(""), *_block(_("What you know of the client"), [prose(say(scenario.client.history))])]
    return lines(*parts)


def task(scenario: Scenario, state: State, width: int) -> Content:
    """The agreed rule, the goal, what may be offered and what may not, `width` cells wide."""

    def say(text: str) -> str:
        return session.say(scenario, state, text)

    briefing = scenario.briefing
    parts = _block(_("The agreed rule"), [prose(say(briefing.rule), "bold $firm")])
    parts += [Content(""), *_block(_("Your goal"), [prose(say(briefing.goal))])]
    if briefing.may:
        rows = [hang(Content.assemble(("✓ ", "$good"), prose(say(text))), width) for text in briefing.may]
        parts += [Content(""), *_block(_("You may offer"), rows)]
    if briefing.may_not:
        rows = [hang(Content.assemble(("✗ ", "$bad"), prose(say(text))), width) for text in briefing.may_not]
        parts += [Content(""), *_block(_("You may not offer"), rows)]
    return lines(*parts)


def learned(scenario: Scenario, state: State, width: int) -> Content:
    """The facts that have come out, in the scenario's order, `width` cells wide."""
    known = [session.say(scenario, state, fact.text) for name, fact in scenario.facts.items() if name in state.facts]
    rows = [hang(Content.assemble(("· ", "$focus"), prose(text)), width) for text in known]
    if not rows:
        rows = [Content.styled(_("Nothing yet. Some facts come out only if you ask."), "$quiet")]
    return lines(*_block(_("What you have learned"), rows))


def _block(title: str, rows: list[Content]) -> list[Content]:
    return [Content.styled(title, "bold $quiet"), *rows]
