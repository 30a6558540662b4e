"""Attempts in words: how they are called, the tree and a pair of them line by line, for screens and plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.attempts import Attempt, lanes, mean
from simulator.i18n import _, ngettext, number
from simulator.wording import brief, outcome_told, safe, speech

if TYPE_CHECKING:
    from simulator.session import Turn
    from simulator.wording import Wording


def name(attempt: Attempt) -> str:
    """`First attempt`, `Attempt 3`."""
    return _("First attempt") if attempt.parent is None else _("Attempt {number}").format(number=attempt.place)


def origin(attempt: Attempt) -> str:
    """Where an attempt branched off; empty for the first."""
    if attempt.parent is None:
        return ""
    if attempt.parent == 1:
        return _("from turn {turn} of the first attempt").format(turn=attempt.at)
    return _("from turn {turn} of attempt {number}").format(turn=attempt.at, number=attempt.parent)


def retried(turn: int) -> str:
    """The mark of a conversation in a list that is a retry from a turn."""
    return _("retry from turn {turn}").format(turn=turn)


def result(attempt: Attempt) -> str:
    """How an attempt ended, in words."""
    return _("set aside") if attempt.outcome is None and attempt.aside else outcome_told(attempt.outcome)


def same_turns(shared: int) -> str:
    """How much two attempts have in common."""
    if not shared:
        return _("They part at the first turn.")
    if shared == 1:
        return _("Turn 1 is the same in both.")
    return _("Turns 1 to {last} are the same in both.").format(last=shared)


def difference(before: float | None, now: float | None) -> str:
    """By how much a value rose or fell, with its sign; empty where one is not known."""
    if before is None or now is None:
        return ""
    by = round(now - before, 1)
    if not by:
        return "="
    return f"{'▲' if by > 0 else '▼'}{number(abs(by), 0 if by == int(by) else 1)}"


def tree(attempts: Sequence[Attempt]) -> Iterator[str]:
    """Each attempt on a line, set in below the one it branched from."""
    depth: list[int] = []
    for lane in lanes(attempts):
        depth.append(0 if lane.under is None else depth[lane.under] + 1)
        one = lane.attempt
        where = f" ({origin(one)})" if one.parent is not None else ""
        yield "  " * depth[-1] + _(
            "{attempt}{where}, no. {session}: {turns}, {result}, calm {calm}, firm {firm}"
        ).format(
            attempt=name(one),
            where=where,
            session=one.session,
            turns=ngettext("{count} turn", "{count} turns", one.last).format(count=one.last),
            result=result(one),
            calm=_number(mean(one.turns, "calm")),
            firm=_number(mean(one.turns, "firm")),
        )


def beside(left: Attempt, right: Attempt, shared: int, speaker: str, wording: Wording) -> Iterator[str]:
    """Two attempts turn by turn: at each the reply of the one, then of the other, with what the client said to it."""
    yield _("{one} and {other}, turn by turn.").format(one=name(left), other=name(right))
    yield same_turns(shared)
    for turn in range(shared + 1, max(left.last, right.last) + 1):
        yield ""
        yield _("Turn {number}").format(number=turn)
        for one in (left, right):
            yield _("{attempt}:").format(attempt=name(one))
            if turn > one.last:
                yield "  " + _("This attempt has no such turn.")
                continue
            yield from (f"  {line}" for line in _turn(one, one.turns[turn - 1], speaker, wording))
    yield ""
    for one in (left, right):
        own = one.turns[shared:]
        yield _("{attempt}: {result}; from turn {turn} on calm {calm}, firm {firm} on average.").format(
            attempt=name(one),
            result=f"{brief(one.title)} ({result(one)})" if one.title else result(one),
            turn=shared + 1,
            calm=_number(mean(own, "calm")),
            firm=_number(mean(own, "firm")),
        )


def _turn(one: Attempt, turn: Turn, speaker: str, wording: Wording) -> Iterator[str]:
    yield from speech(_("You"), turn.reply)
    yield next(wording.score(turn.score))
    yield from map(wording.mood, turn.changes)
    for said in one.answer(turn.number):
        yield from speech(safe(speaker), said)


def _number(value: float | None) -> str:
    return "–" if value is None else number(value, 1)
