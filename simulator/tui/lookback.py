"""The debrief's texts as content: ending, turning point, principles. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from simulator.debrief import Principle, Turning
from simulator.session import Turn
from simulator.tui.feedback import change_line
from simulator.tui.fit import hang
from simulator.tui.naming import Naming
from simulator.tui.outcomes import outcome
from simulator.tui.text import lines, prose, words
from simulator.wording import brief

if TYPE_CHECKING:
    from collections.abc import Sequence

QUOTE = 110


def ending(texts: tuple[str, str, str], result: str) -> Content:
    """Outcome, title, what happens, lesson. `texts` as `session.ending_texts` gives them."""
    title, story, lesson = texts
    return lines(
        outcome(result),
        words(title, "bold"),
        Content(""),
        prose(story),
        Content(""),
        Content.styled("To take along", "bold $quiet"),
        prose(lesson, "$firm"),
    )


def turned(found: Turning | None, width: int) -> Content:
    """The reply that turned the conversation, quoted, with what it moved."""
    head = Content.styled("The reply that turned it", "bold $quiet")
    if found is None:
        return lines(head, Content.styled("No single reply moved the client or the score.", "$quiet"))
    sign, style, way = ("▲", "$good", "for the better") if found.better else ("▼", "$bad", "for the worse")
    rows = [
        head,
        Content.assemble((f"{sign} Turn {found.turn.number}", f"bold {style}"), f"  {way}"),
        words(f"“{brief(found.turn.reply, QUOTE * 2)}”"),
        *(hang(change_line(change), width) for change in found.turn.changes),
    ]
    if found.jump:
        rows.append(Content.styled(f"calm and firm together {found.jump:+.1f} against the reply before", "$quiet"))
    return lines(*rows)


def kept_and_missed(found: Sequence[Principle], naming: Naming, width: int) -> Content:
    """The scenario's principles: kept with the words that did it, missed with the reply that lacked them."""
    rows = [Content.styled("Principles", "bold $quiet")]
    for one in found:
        if one.kept:
            sign, style, state = "✓", "$good", "kept"
        elif one.missed:
            sign, style, state = "✗", "$bad", "missed"
        else:
            sign, style, state = "·", "$quiet", "not called for, not shown"
        rows.append(
            Content.assemble((f"{sign} ", style), (naming.name(one.label), f"bold {style}"), (f"  {state}", "$quiet"))
        )
        rows += [hang(_quote("✓", quote.number, quote.text, "$good"), width, 4) for quote in one.kept]
        rows += [hang(_quote("○", quote.number, quote.text, "$quiet"), width, 4) for quote in one.missed]
    return lines(*rows)


def _quote(sign: str, number: int, text: str, style: str) -> Content:
    return Content.assemble((f"  {sign} turn {number}  ", style), f"“{brief(text, QUOTE)}”")


TURN_COLUMNS = "    calm  firm  Your words"


def turn_row(turn: Turn, width: int) -> Content:
    """One turn in a list: number, scores, own words, in `width` cells."""
    head = Content.assemble(
        (f"{turn.number:>2}  ", "bold"),
        (f"{turn.score.calm:.1f}   ", "bold $calm"),
        (f"{turn.score.firm:.1f}   ", "bold $firm"),
    )
    return head + words(brief(turn.reply, max(10, width - head.cell_length)))
