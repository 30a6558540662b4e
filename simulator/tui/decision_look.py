"""A finished decision as content: what was picked, each sign as it was judged with the paper's words. Pure."""

from __future__ import annotations

from textual.content import Content

from simulator.i18n import _, mark, pgettext, quoted
from simulator.session import Turn
from simulator.tui.fit import chunks, hang
from simulator.tui.text import lines, words
from simulator.weighed import LEFT, MISSED, RIGHT, WRONG, Weighed

MARKS = {RIGHT: ("✓", "$good"), WRONG: ("✗", "$bad"), MISSED: ("○", "$firm"), LEFT: ("·", "$quiet")}
STATES = {
    WRONG: mark("it does not hold"),
    MISSED: mark("missed: it holds"),
    LEFT: mark("rightly left"),
}
# What the trainee can learn most from comes first.
ORDER = (WRONG, MISSED, RIGHT, LEFT)


def counts(turn: Turn, width: int) -> Content:
    """In brief, for under a bubble: how many signs were judged rightly, and how the others were not."""
    found = {state: sum(one.state == state for one in turn.weighed) for state in ORDER}
    well = sum(one.well for one in turn.weighed)
    parts = [words(_("signs {well} of {count}").format(well=well, count=len(turn.weighed)), "bold")]
    if found[WRONG]:
        parts.append(words(_("✗ {count} do not hold").format(count=found[WRONG]), "$bad"))
    if found[MISSED]:
        parts.append(words(_("○ {count} missed").format(count=found[MISSED]), "$firm"))
    return chunks(parts, width)


def decision(turn: Turn, width: int) -> list[Content]:
    """The decision and its signs, for the feedback on the turn."""
    well = sum(one.well for one in turn.weighed)
    rows = [
        Content.styled(_("The decision"), "bold $quiet"),
        hang(words(turn.decided, "bold"), width),
        words(_("Signs judged rightly: {well} of {count}").format(well=well, count=len(turn.weighed)), "$quiet"),
    ]
    for state in ORDER:
        rows += [row for one in turn.weighed if one.state == state for row in _sign(one, width)]
    return rows


def head(turn: Turn) -> Content:
    """The decision over the reason, in the bubble."""
    return words(f"▣ {turn.decided}", "bold")


def _sign(one: Weighed, width: int) -> list[Content]:
    sign, style = MARKS[one.state]
    state = pgettext("sign", "it holds") if one.state == RIGHT else _(STATES[one.state])
    line = Content.assemble((f"{sign} ", f"bold {style}"), words(one.text), (f"  {state}", style))
    rows = [hang(line, width)]
    if one.words:
        found = Content.assemble(words(f"{one.paper}: ", "$quiet"), words(quoted(one.words), "italic"))
        rows.append(_inset(found, width))
    elif one.paper:
        rows.append(_inset(words(_("See {paper}.").format(paper=one.paper), "$quiet"), width))
    if one.why:
        rows.append(_inset(words(one.why, "$quiet"), width))
    return rows


def _inset(content: Content, width: int) -> Content:
    return lines(*(Content("  ") + line.rstrip() for line in content.wrap(max(10, width - 2))))
