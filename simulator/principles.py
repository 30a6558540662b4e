"""The principles that only a whole conversation can show: kept, missed, or without an occasion. Pure.

Holding a rule: a warning before the consequence, what is announced is done, the rule again in new words, no empty
threats, concessions only for something, thanks for keeping the rule. Our own fault: find out first, make it good,
thank for telling. What a scenario does not say about a moment is not held against the trainee.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from simulator.i18n import _
from simulator.principles_fault import found_out_first, made_good, thanked_for_telling
from simulator.principles_rule import (
    carried_out,
    fair_exchange,
    new_words,
    no_empty_threats,
    thanked_for_keeping,
    warned_first,
)
from simulator.principles_talk import Exchange, Finding, Talk, Verdict, talk
from simulator.principles_words import SAYS

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import Turn

__all__ = ["JUDGES", "Exchange", "Finding", "Talk", "Verdict", "judge", "over_all", "verdict_record"]

# In the order in which they are shown.
JUDGES: dict[str, Callable[[Talk], tuple[Finding, ...]]] = {
    "new_words": new_words,
    "warned_first": warned_first,
    "carried_out": carried_out,
    "no_empty_threats": no_empty_threats,
    "fair_exchange": fair_exchange,
    "thanked_for_keeping": thanked_for_keeping,
    "found_out_first": found_out_first,
    "made_good": made_good,
    "thanked_for_telling": thanked_for_telling,
}


def judge(conversation: Talk) -> tuple[Verdict, ...]:
    """Every principle's verdict, those without an occasion too."""
    return tuple(Verdict(key, judged(conversation)) for key, judged in JUDGES.items())


def over_all(scenario: Scenario, turns: Sequence[Turn]) -> tuple[Verdict, ...]:
    """Every principle's verdict on the turns of a conversation in this scenario."""
    return judge(talk(scenario, turns))


def verdict_record(verdict: Verdict) -> dict[str, Any]:
    """JSON-ready: principle, state, findings (kept, what it is, in a sentence, with turns and quoted words)."""
    return {
        "principle": verdict.key,
        "state": verdict.state,
        "findings": [
            {
                "finding": one.key,
                "kept": one.kept,
                "says": _(SAYS[one.key]),
                "turns": list(one.turns),
                "quotes": [{"turn": quote.number, "text": quote.text} for quote in one.quotes],
            }
            for one in verdict.findings
        ],
    }
