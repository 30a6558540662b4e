"""Decisions and what the client cost, in plain lines: the desk, a paper, the judged signs, the weighing at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.costs import added, amount, totals
from simulator.costs import weighing as weighed_up
from simulator.i18n import _, mark
from simulator.wording import brief, safe

if TYPE_CHECKING:
    from simulator.deciding import Desk, Sheet
    from simulator.scenario.model import Scenario
    from simulator.session import State, Turn
    from simulator.wording import Wording

SIGN_STATES: dict[str, str] = {
    "right": mark("Ticked, and it holds"),
    "wrong": mark("Ticked, and it does not hold"),
    "missed": mark("Missed: it holds"),
    "left": mark("Left, and rightly: it does not hold"),
}


def desk(wording: Wording, lying: Desk) -> Iterator[str]:
    """What lies before the trainee at a decide step: the papers by number, the signs, the options."""
    yield _("A decision is due. The papers on your desk:")
    for number, paper in enumerate(lying.papers, 1):
        yield _("Paper {number}: {title}").format(number=number, title=brief(_paper_title(paper)))
    yield _("Signs that may hold:")
    for number, (_key, text) in enumerate(lying.signs, 1):
        yield _("Sign {number}: {text}").format(number=number, text=brief(text, 1_000))
    yield from wording.options(lying.options)


def paper(paper: Sheet) -> Iterator[str]:
    """A paper to read: its text, and each row of its table with the headings beside the cells."""
    yield f"{brief(_paper_title(paper))}"
    yield from (f"  {line}".rstrip() for line in safe(paper.text).split("\n") if paper.text)
    for row in paper.rows:
        cells = (f"{brief(head)}: {brief(cell)}" for head, cell in zip(paper.columns, row, strict=True))
        yield f"  {'; '.join(cells)}"


def decision(turn: Turn) -> Iterator[str]:
    """A finished decision: what was picked, then each sign as it was judged, with the paper's words."""
    well = sum(one.well for one in turn.weighed)
    yield _("Turn {number}, the decision: {option}").format(number=turn.number, option=brief(turn.decided))
    yield _("Signs judged rightly: {well} of {count}.").format(well=well, count=len(turn.weighed))
    for one in turn.weighed:
        line = f"{_(SIGN_STATES[one.state])}: {brief(one.text, 400)}"
        if one.words:
            line = _("{sign} See {paper}: “{words}”").format(
                sign=line, paper=brief(one.paper), words=brief(one.words, 400)
            )
        elif one.paper:
            line = _("{sign} See {paper}.").format(sign=line, paper=brief(one.paper))
        yield f"{line} {brief(one.why, 400)}".rstrip()


def weighing(scenario: Scenario, state: State) -> Iterator[str]:
    """What the client cost in the end, against what it brings in if the scenario says so."""
    for one in totals(scenario, state):
        told = {"cost": safe(one.label), "total": safe(one.told), "grown": safe(added(one.grown, one.unit))}
        yield _("{cost}: {total}, in this conversation {grown}").format(**told)
    if (whole := weighed_up(scenario, state)) is None:
        return
    sums = {
        "label": safe(whole.label), "worth": safe(amount(whole.worth, whole.unit)),
        "cost": safe(amount(whole.cost, whole.unit)), "left": safe(amount(whole.left, whole.unit)),
    }  # fmt: skip
    yield _("{label}: {worth}. The client cost {cost} by now; {left} is left.").format(**sums)
    if whole.beside:
        yield _("No sum says what this is worth: {costs}").format(
            costs=", ".join(f"{safe(one.label)} {safe(one.told)}" for one in whole.beside)
        )


def _paper_title(paper: Sheet) -> str:
    return _("{title}, {date}").format(title=paper.title, date=paper.date) if paper.date else paper.title
