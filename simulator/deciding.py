"""Decide steps in a conversation: what lies on the desk, and how a decision is typed in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator import session
from simulator.choosing import choose, numbered
from simulator.i18n import _

if TYPE_CHECKING:
    from simulator.scenario.decide import Decision, Paper
    from simulator.scenario.model import Scenario
    from simulator.session import State

# Between the three parts of a decision on one line: `1 3 | part | the reason`.
PART = "|"
NO_TICKS = ("", "-", "–", "—", "0")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper as it is read: filled in. `kind`: letter, ledger, orders or note."""

    key: str
    title: str
    kind: str
    date: str
    text: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What a decide step puts before the trainee: papers, (key, text) of the signs, (key, text) of the options."""

    papers: tuple[Sheet, ...]
    signs: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]


class DecisionProblem(ValueError):
    """A decision that cannot be read; the message says how to mend it."""


def desk(scenario: Scenario, state: State) -> Desk | None:
    """What lies before the trainee when a decision is due, else None."""
    step = scenario.steps[state.step] if state.step is not None else None
    if step is None or step.reply != "decide":
        return None

    def filled(text: str) -> str:
        return session.say(scenario, state, text)

    return Desk(
        papers=tuple(_sheet(scenario, state, key, scenario.dossier[key]) for key in step.papers or scenario.dossier),
        signs=tuple((sign.key, filled(sign.text)) for sign in step.signs),
        options=tuple((option.key, filled(option.text)) for option in step.options),
    )


def typed(choice: str, ticks: Sequence[str], reply: str) -> str:
    """A decision in one line, as `read` takes it: keys of the signs, key of the option, the reason."""
    return f"{' '.join(ticks) or NO_TICKS[1]} {PART} {choice} {PART} {reply}"


def draft(choice: str, ticks: Sequence[str], reply: str) -> str:
    """A decision that is not finished, in one line that `drafted` reads; empty when there is nothing yet."""
    return typed(choice, ticks, reply) if choice or ticks or reply.strip() else ""


def drafted(line: str, before: Desk) -> tuple[str, tuple[str, ...], str]:
    """(option's key or "", ticks, reason so far) of a draft; what does not fit the desk is left out."""
    parts = [part.strip() for part in line.split(PART, 2)]
    if len(parts) < 3:
        return "", (), line.strip()
    ticks, option, reason = parts
    given = ticks.split()
    return (
        option if option in dict(before.options) else "",
        tuple(key for key, _text in before.signs if key in given),
        reason,
    )


def read(line: str, before: Desk) -> tuple[str, tuple[str, ...], str]:
    """(option's key, keys of the ticked signs, reason) of a decision in one line. Signs and the option are given by
    number or key. Raises DecisionProblem."""
    parts = [part.strip() for part in line.split(PART, 2)]
    if len(parts) < 3:
        raise DecisionProblem(
            _(
                "Here a decision is due: write the signs, the option and the reason with | between, "
                "for instance {example}"
            ).format(example="1 3 | 2 | …")
        )
    ticks, option, reason = parts
    if not reason:
        raise DecisionProblem(_("Give the reason in your own words."))
    return read_option(option, before), read_ticks(ticks, before), reason


def read_ticks(text: str, before: Desk) -> tuple[str, ...]:
    """Keys of the signs that `1 3 4`, `1,3,4` or their keys name, in the desk's order; `-` and nothing: none. Raises
    DecisionProblem."""
    if text.strip() in NO_TICKS:
        return ()
    keys = [key for key, _text in before.signs]
    found = set()
    for word in text.replace(",", " ").split():
        number = numbered(word)
        if number is not None and 1 <= number <= len(keys):
            found.add(keys[number - 1])
        elif word in keys:
            found.add(word)
        else:
            raise DecisionProblem(
                _("There is no sign {sign}: type numbers from 1 to {most}, or - for none.").format(
                    sign=word[:30], most=len(keys)
                )
            )
    return tuple(key for key in keys if key in found)


def read_option(text: str, before: Desk) -> str:
    """Key of the option that a number, a key or the option's own words name. Raises DecisionProblem."""
    number = numbered(text)
    if text.strip() and (number is None or 1 <= number <= len(before.options)):
        key, guessed = choose(text, before.options)
        if not guessed:
            return key
    raise DecisionProblem(
        _("There is no option {option}: type a number from 1 to {most}.").format(
            option=text.strip()[:30] or "…", most=len(before.options)
        )
    )


def decision(line: Decision) -> str:
    """A playthrough's decision in one line."""
    return typed(line.choice, line.ticks, line.reply)


def _sheet(scenario: Scenario, state: State, key: str, paper: Paper) -> Sheet:
    def filled(text: str) -> str:
        return session.say(scenario, state, text)

    return Sheet(
        key,
        filled(paper.title),
        paper.kind,
        filled(paper.date),
        filled(paper.text).strip(),
        tuple(map(filled, paper.columns)),
        tuple(tuple(map(filled, row)) for row in paper.rows),
    )
