"""What a retry says of the attempt before, as content. Pure."""

from __future__ import annotations

from textual.content import Content

from simulator.attempts import Attempt
from simulator.attempts_words import difference
from simulator.i18n import _, number, quoted
from simulator.session import Turn
from simulator.tui.text import lines, words
from simulator.wording import brief

QUOTE = 220
AXES = ("calm", "firm")


def before_note(other: Attempt, place: int) -> Content | None:
    """Turn `place` again, and how it was answered in the other attempt; None when it was not."""
    if place > other.last:
        return None
    turn = other.turns[place - 1]
    score = turn.score
    head = Content.assemble(
        (_("Turn {number} again").format(number=place) + "  ", "bold $focus"),
        (_("calm") + " ", "$quiet"),
        (number(score.calm, 1), "bold $calm"),
        ("  " + _("firm") + " ", "$quiet"),
        (number(score.firm, 1), "bold $firm"),
        ("  " + _("before"), "$quiet"),
    )
    return lines(head, words(quoted(brief(turn.reply, QUOTE)), "$quiet") if turn.reply else words("…", "$quiet"))


def difference_note(other: Attempt, turn: Turn) -> Content | None:
    """The scores of a turn then and now; None when the other attempt has no such turn."""
    if turn.number > other.last:
        return None
    then = other.turns[turn.number - 1].score
    parts = [Content.styled(_("Then and now"), "bold $focus")]
    for axis in AXES:
        old, new = getattr(then, axis), getattr(turn.score, axis)
        by = difference(old, new)
        way = "$good" if by.startswith("▲") else "$bad" if by.startswith("▼") else "$quiet"
        called = _("calm") if axis == "calm" else _("firm")
        parts.append(
            Content.assemble(
                (f"{called} ", "$quiet"), f"{number(old, 1)} → ", (number(new, 1), f"bold ${axis}"), " ", (by, way)
            )
        )
    parts.append(Content.assemble(("F9", "bold $calm"), ("  " + _("side by side"), "$quiet")))
    return Content("   ").join(parts)
