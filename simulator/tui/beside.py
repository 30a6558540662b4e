"""Two attempts beside each other, as content: who each is, what both came to, one turn of one. Pure."""

from __future__ import annotations

from textual.content import Content

from simulator.attempts import Attempt, mean
from simulator.attempts_words import difference, name, origin
from simulator.i18n import _, number
from simulator.session import Turn
from simulator.tui.feedback import change_line, note
from simulator.tui.fit import chunks, hang
from simulator.tui.marks import marked, marks
from simulator.tui.naming import Naming
from simulator.tui.outcomes import when
from simulator.tui.text import lines, prose, words
from simulator.tui.widgets.attempt_tree import ending

AXES = (("calm", "$calm"), ("firm", "$firm"))
METERS = ("patience", "trust")


def title(attempt: Attempt, width: int) -> Content:
    """Which attempt it is, where it branched off and when it was begun."""
    parts = [words(name(attempt), "bold")]
    parts += [words(told, "$quiet") for told in (origin(attempt), when(attempt.begun)) if told]
    return chunks(parts, width, "  ·  ")


def outcome_of(attempt: Attempt, width: int) -> Content:
    """How it ended, and what the ending is called."""
    told = ending(attempt)
    return hang(Content.assemble(told, "  ", words(attempt.title)) if attempt.title else told, width)


def sums(attempt: Attempt, shared: int, other: Attempt | None, width: int) -> Content:
    """Means from the turn on where the ways part, and the client's mood at the end; against `other` where given."""
    own = attempt.turns[shared:]
    theirs = other.turns[shared:] if other is not None else ()
    parts = []
    for axis, style in AXES:
        value, before = mean(own, axis), mean(theirs, axis)
        shown = "–" if value is None else number(value, 1)
        parts.append(_value(_("calm") if axis == "calm" else _("firm"), shown, difference(before, value), style))
    for meter in METERS:
        now = getattr(own[-1], meter) if own else None
        then = getattr(theirs[-1], meter) if theirs else None
        called = _("patience") if meter == "patience" else _("trust")
        parts.append(_value(called, "–" if now is None else str(now), difference(then, now), "$ink"))
    return lines(chunks(parts[:2], width, "   "), chunks(parts[2:], width, "   "))


def _value(called: str, shown: str, by: str, style: str) -> Content:
    told = Content.assemble((f"{called} ", "$quiet"), (shown, f"bold {style}"))
    if not by:
        return told
    way = "$good" if by.startswith("▲") else "$bad" if by.startswith("▼") else "$quiet"
    return Content.assemble(told, " ", (by, way))


def reply(turn: Turn) -> Content:
    """The trainee's words with their marks."""
    score = turn.score
    return marked(turn.reply, marks(turn.reply, score.evidence, score.faults)) if turn.reply else words("…", "$quiet")


def taken(turn: Turn, naming: Naming, width: int) -> Content:
    """The judgement of a turn, and how the client took it."""
    return lines(note(turn.score, naming, width), *(hang(change_line(change), width) for change in turn.changes))


def moment(attempt: Attempt, place: int, speaker: str, naming: Naming, width: int) -> Content:
    """One turn of an attempt in a column: the client's words, the reply, the judgement, what the client said to it."""
    turn = attempt.turns[place - 1]
    head = Content.assemble((name(attempt), "bold"), ("  ·  " + _("turn {number}").format(number=place), "bold $quiet"))
    asked = [hang(_speech(speaker, text), width) for text in turn.client]
    answered = [hang(_speech(speaker, text), width) for text in attempt.answer(place)]
    own = hang(Content.assemble((_("You") + "  ", "bold $calm"), reply(turn)), width)
    return lines(head, *asked, own, taken(turn, naming, width), *answered)


def _speech(speaker: str, text: str) -> Content:
    return Content.assemble(words(f"{speaker}  ", "bold $quiet"), prose(text))
