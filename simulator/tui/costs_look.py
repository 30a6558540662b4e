"""What a client costs as content: a quiet strip in the conversation, the weighing in the debrief. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from simulator.costs import Total, Weighing, added, amount, dearest, totals, weighing
from simulator.i18n import _
from simulator.tui.fit import hang
from simulator.tui.text import lines, words

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import State

BAR = 40
# A label cut to less than this says nothing.
_SHORTEST = 4


def strip(scenario: Scenario, state: State, width: int) -> Content:
    """All totals on one line; what the last turn added stands behind its total. Long labels are cut, no sum is."""
    line = Content.styled(_("Costs"), "$quiet")
    found = totals(scenario, state)
    sums = [Content.assemble(" ", words(one.told, "bold"), _grown(state, one)) for one in found]
    room = width - line.cell_length - sum(2 + one.cell_length for one in sums)
    for number, (one, told) in enumerate(zip(found, sums, strict=True)):
        label = words(one.label, "$quiet")
        share = max(0, room) // (len(found) - number)
        if label.cell_length > share:
            label = label.truncate(share, ellipsis=True) if share > _SHORTEST else Content("")
        room -= label.cell_length
        line = Content.assemble(line, "  ", label, told)
    return line.truncate(width, ellipsis=True)


def panel(scenario: Scenario, state: State, width: int) -> Content:
    """A line for each total, for the side of the conversation."""
    rows = [Content.styled(_("What this client costs"), "bold $quiet")]
    found = totals(scenario, state)
    wide = max((words(one.told).cell_length for one in found), default=0)
    for one in found:
        sum_ = words(one.told, "bold")
        pad = " " * (wide - sum_.cell_length)
        line = Content.assemble(pad, sum_, "  ", words(one.label, "$quiet"), _grown(state, one))
        rows.append(hang(line, width, wide + 2))
    return lines(*rows)


def weighed(scenario: Scenario, state: State, width: int) -> Content:
    """What the client cost in the end, what the conversation added and which turn most; then the balance."""
    rows = [Content.styled(_("What this client costs"), "bold $quiet")]
    for one in totals(scenario, state):
        line = Content.assemble(words(one.told, "bold"), "  ", words(one.label))
        if one.grown:
            more = _("{more} in this conversation").format(more=added(one.grown, one.unit))
            line = Content.assemble(line, ("  ", ""), (more, "$firm" if one.grown > 0 else "$good"))
            if (most := dearest(state.turns, one.name)) is not None:
                told = _("most in turn {number}, {more}").format(
                    number=most[0].number, more=added(most[1].by, one.unit)
                )
                line = Content.assemble(line, (f" · {told}", "$quiet"))
        rows.append(hang(line, width))
    if (whole := weighing(scenario, state)) is not None:
        rows += [Content(""), *_balance(whole, width)]
    return lines(*rows)


def _balance(whole: Weighing, width: int) -> list[Content]:
    """Two bars on one scale, what is left, and what no sum tells."""
    room = max(8, min(BAR, width - 14))
    top = max(whole.worth, whole.cost, 1)
    rows = []
    for value, sign, style, label in (
        (whole.worth, "█", "$good", whole.label),
        (whole.cost, "▒", "$bad", _("What the client costs, in the same unit")),
    ):
        bar = sign * round(room * max(0, value) / top)
        rows.append(Content.assemble((f"{bar} ", style), words(amount(value, whole.unit), "bold")))
        rows.append(hang(words(label, "$quiet"), width))
    for one in whole.priced:
        price = amount(one.price or 0, whole.unit)
        told = one.told if one.told == price else f"{one.told} = {price}"
        rows.append(hang(words(f"  {one.label}: {told}", "$quiet"), width, 4))
    left = amount(whole.left, whole.unit)
    if whole.left >= 0:
        told, style = _("{sum} is left of what the client brings in.").format(sum=left), "bold"
    else:
        told = _("The client costs {sum} more than they bring in.").format(sum=amount(-whole.left, whole.unit))
        style = "bold $bad"
    rows.append(hang(words(told, style), width))
    if whole.beside:
        beside = ", ".join(f"{one.label}: {one.told}" for one in whole.beside)
        rows.append(hang(words(_("No sum says what this is worth: {costs}").format(costs=beside), "$firm"), width))
    return rows


def _grown(state: State, total: Total) -> Content:
    """What the last turn added to a total."""
    spent = next((one for one in (state.turns[-1].spent if state.turns else ()) if one.name == total.name), None)
    if spent is None or not spent.by:
        return Content("")
    sign, style = ("▲", "$firm") if spent.by > 0 else ("▼", "$good")
    return Content.styled(f" {sign}{amount(abs(spent.by), total.unit)}", style)
