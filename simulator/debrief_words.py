"""How the debrief words what it found: the pick, the own best sentence, the one thing to try next, model answers.

Sentences only, no layout: screens, plain lines and the HTML report all take them from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from simulator.debrief_advice import FAULTS, FINDINGS, MOVES
from simulator.i18n import _, mark, ngettext, number
from simulator.principles_words import SAYS
from simulator.wording import brief

if TYPE_CHECKING:
    from simulator.debrief import Turning
    from simulator.debrief_next import NextTry
    from simulator.debrief_own import Best
    from simulator.debrief_pick import Compared
    from simulator.rewriting import Changed

QUESTION = mark("Which reply turned it?")
QUESTION_SAYS = mark(
    "Before you read what we found: which of your replies decided how it went? There is no wrong answer."
)
BEST_TITLE = mark("Your best sentence")
NEXT_TITLE = mark("One thing to try next")
MODELS_TITLE = mark("Model answers")
STRONG, WEAK, WHY = mark("A reply that holds"), mark("One that does not"), mark("What makes the difference")
CLOSED = mark("Model answers open once you have tried a reply of your own here: W writes one.")
NO_BEST = mark("No sentence stood out this time. The model answers below show how one sounds.")

LIKENESS: dict[str, str] = {
    "same": mark("You saw it: that is the one you picked."),
    "as_much": mark("You picked turn {number}, and that is well seen: it moved nearly as much."),
    "other_way": mark("You picked turn {number}. It mattered too: it moved things the other way."),
    "before": mark("You picked turn {number}, the reply just before: that is where it was prepared."),
    "after": mark("You picked turn {number}, the reply just after: what it moved had begun here."),
    "less": mark("You picked turn {number}. It moved things the same way; this one moved them further."),
    "still": mark(
        "You picked turn {number}. Nothing moved there that we can measure; see what made it stand out for you."
    ),
}


class Names(Protocol):
    """Whatever names labels (`Wording`, `Naming`)."""

    def name(self, label: str) -> str:
        """Short name of a label."""
        ...


def moved(one: Turning) -> str:
    """What a reply moved, in figures: `patience +1, trust -2, calm and firm together +0.5`."""
    names = {"patience": _("patience"), "trust": _("trust")}
    parts = [
        f"{names.get(change.meter, change.meter)} {_signed(change.after - change.before)}"
        for change in one.turn.changes
    ]
    if one.jump:
        parts.append(_("calm and firm together {by}").format(by=_signed(one.jump)))
    return ", ".join(parts) or _("nothing moved")


def _signed(value: float) -> str:
    return number(value, 1 if isinstance(value, float) else 0, sign=True).replace("-", "−")


def compared(one: Compared) -> str:
    """The pick beside the answer, kindly, in a sentence."""
    return _(LIKENESS[one.likeness]).format(number=one.picked.turn.number)


def best_why(best: Best, names: Names) -> str:
    """Why a sentence is the best one: what it does."""
    named = ", ".join(map(names.name, best.moves))
    return ngettext(
        "It does one thing that holds: {moves}.", "It does {count} things that hold at once: {moves}.", len(best.moves)
    ).format(count=len(best.moves), moves=named)


def next_name(one: NextTry, names: Names) -> str:
    """What it is about: the fault, the finding or the move."""
    if one.reason == "principle":
        return _(SAYS[one.key])
    if one.reason == "fault":
        return _("Instead of {fault}").format(fault=names.name(one.key))
    if one.reason == "move":
        return names.name(one.key)
    return ""


def next_advice(one: NextTry) -> str:
    """What to do, in a sentence or two; for a label of a coach's own rubric empty."""
    if one.reason == "no_hints":
        return _("Nothing was missing. Play it again without the hints and see what stays.")
    if one.reason == "nothing":
        return _("Nothing was missing and nothing broke. Take a scenario of the next level.")
    table = {"fault": FAULTS, "principle": FINDINGS, "move": MOVES}[one.reason]
    return _(table.get(one.key, ""))


def next_where(one: NextTry) -> str:
    """Where it would have helped: `Turn 3, where you wrote “…”`; empty when no turn is meant."""
    if one.turn is None:
        return ""
    words = brief(one.turn.reply, 110)
    if one.times > 1:
        return ngettext(
            "It would have helped in turn {number}, where you wrote “{words}”, and in {count} other reply.",
            "It would have helped in turn {number}, where you wrote “{words}”, and in {count} other replies.",
            one.times - 1,
        ).format(number=one.turn.number, words=words, count=one.times - 1)
    return _("It would have helped in turn {number}, where you wrote “{words}”.").format(
        number=one.turn.number, words=words
    )


def changed_lines(one: Changed, names: Names) -> Sequence[tuple[str, str]]:
    """(sign, sentence) of each difference: ✓ for the better, ✗ for the worse, · for neither."""
    if one.nothing:
        return (("·", _("Both are judged alike.")),)
    found = [("✓", _("Gone: {fault}").format(fault=names.name(key))) for key in one.mended]
    found += [("✓", _("New: {move}").format(move=names.name(key))) for key in one.gained]
    found += [("✗", _("New, and it breaks: {fault}").format(fault=names.name(key))) for key in one.broken]
    found += [("○", _("No longer there: {move}").format(move=names.name(key))) for key in one.lost]
    return tuple(found)
