"""What the trainee takes along from a conversation, in plain lines: for plain mode and transcripts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.debrief_models import pairs
from simulator.debrief_next import next_try
from simulator.debrief_own import best_sentence
from simulator.debrief_pick import Picked, compare
from simulator.debrief_words import (
    BEST_TITLE,
    MODELS_TITLE,
    NEXT_TITLE,
    STRONG,
    WEAK,
    WHY,
    best_why,
    changed_lines,
    compared,
    moved,
    next_advice,
    next_name,
    next_where,
)
from simulator.i18n import _, ngettext, number, quoted
from simulator.rewriting import changed
from simulator.wording import brief, safe

if TYPE_CHECKING:
    from simulator.rewriting import Rewrite
    from simulator.scenario.model import Scenario
    from simulator.session import Turn
    from simulator.wording import Wording


def take_along(
    wording: Wording,
    scenario: Scenario,
    trainee: str,
    turns: Sequence[Turn],
    pick: Picked | None = None,
    attempted: Collection[str] = (),
) -> Iterator[str]:
    """The pick beside the reply that turned it, the own best sentence, one thing to try next, and the model answers of
    the steps that were answered (here, or at `attempted` steps before)."""
    mine = compare(pick, turns)
    if mine is not None:
        yield compared(mine)
        picked, found = mine.picked, mine.found
        if mine.likeness != "same":
            told = _("Turn {number}, which you picked: {moved}.")
            yield told.format(number=picked.turn.number, moved=moved(picked))
        told = _("Turn {number}, which turned it: {moved}.")
        yield told.format(number=found.turn.number, moved=moved(found))
    if (best := best_sentence(turns)) is not None:
        yield f"{_(BEST_TITLE)}: {quoted(brief(best.text, 400))}"
        yield "  " + _("Turn {number}.").format(number=best.turn.number) + " " + best_why(best, wording)
    coming = next_try(scenario, turns)
    about = next_name(coming, wording).rstrip(".")
    yield f"{_(NEXT_TITLE)}: {about}." if about else f"{_(NEXT_TITLE)}:"
    for told in (next_advice(coming), next_where(coming)):
        if told:
            yield f"  {told}"
    known = [one for one in pairs(scenario, trainee, turns, attempted) if one.open]
    if known:
        yield f"{_(MODELS_TITLE)}:"
    for one in known:
        where = ngettext("Turn {numbers}", "Turns {numbers}", len(one.numbers)).format(
            numbers=", ".join(map(str, one.numbers))
        )
        yield f"  {where}"
        for title, text in ((STRONG, one.strong), (WEAK, one.weak), (WHY, one.why)):
            if text:
                yield f"    {_(title)}: {' '.join(safe(text).split())}"


def rewritten(wording: Wording, first: Turn, second: Rewrite) -> Iterator[str]:
    """A reply written anew, beside the first one: its score, then what changed."""
    yield from wording.score(second.score)
    found = changed(first.score, second.score)
    yield _("Before: calm {calm}, firm {firm}. Now: calm {new_calm}, firm {new_firm}.").format(
        calm=number(first.score.calm, 1),
        firm=number(first.score.firm, 1),
        new_calm=number(second.score.calm, 1),
        new_firm=number(second.score.firm, 1),
    )
    for _sign, told in changed_lines(found, wording):
        yield f"  {told}"
