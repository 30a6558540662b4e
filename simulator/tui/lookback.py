"""The debrief's texts as content: ending, principles, rows of turns. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from simulator.debrief import Principle
from simulator.i18n import _, number, pgettext, quoted
from simulator.session import Turn
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
        Content.styled(_("To take along"), "bold $quiet"),
        prose(lesson, "$firm"),
    )


def kept_and_missed(found: Sequence[Principle], naming: Naming, width: int) -> Content:
    """The scenario's principles: kept with the words that did it, missed with the reply that lacked them."""
    rows = [Content.styled(_("Principles"), "bold $quiet")]
    for one in found:
        if one.kept:
            sign, style, state = "✓", "$good", pgettext("principle", "kept")
        elif one.missed:
            sign, style, state = "✗", "$bad", pgettext("principle", "missed")
        else:
            sign, style, state = "·", "$quiet", _("not called for, not shown")
        rows.append(
            Content.assemble((f"{sign} ", style), (naming.name(one.label), f"bold {style}"), (f"  {state}", "$quiet"))
        )
        rows += [hang(_quote("✓", quote.number, quote.text, "$good"), width, 4) for quote in one.kept]
        rows += [hang(_quote("○", quote.number, quote.text, "$quiet"), width, 4) for quote in one.missed]
    return lines(*rows)


def _quote(sign: str, turn: int, text: str, style: str) -> Content:
    told = _("turn {number}").format(number=turn)
    return Content.assemble((f"  {sign} {told}  ", style), quoted(brief(text, QUOTE)))


def turn_columns(words_title: str = "") -> str:
    """The heading of a list of turns; `words_title`: of the column of words, "Your words" when empty."""
    calm, firm = _wide()
    return "    " + _("calm").ljust(calm) + _("firm").ljust(firm) + (words_title or _("Your words"))


def _wide() -> tuple[int, int]:
    """The cells of the columns of calm and firm, with the gap behind them."""
    return max(3, len(_("calm"))) + 2, max(3, len(_("firm"))) + 2


def turn_row(turn: Turn, width: int) -> Content:
    """One turn in a list: number, scores, own words, in `width` cells."""
    calm, firm = _wide()
    head = Content.assemble(
        (f"{turn.number:>2}  ", "bold"),
        (f"{number(turn.score.calm, 1):<{calm}}", "bold $calm"),
        (f"{number(turn.score.firm, 1):<{firm}}", "bold $firm"),
    )
    return head + words(brief(turn.reply, max(10, width - head.cell_length)))
