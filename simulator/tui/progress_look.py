"""What the Progress screen says, as content: week, axes, principles, the one that is looked at. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from textual.content import Content

from simulator.i18n import _, ngettext, number, quoted
from simulator.practice.evidence import Words, whole
from simulator.practice.kept import Review
from simulator.practice.next_best import Suggestion
from simulator.practice.picture import RECENT, Axis, Picture, Standing
from simulator.practice.rhythm import Rhythm, monday
from simulator.practice.said import (
    WEEKDAYS,
    also_told,
    called,
    change_told,
    days_told,
    due_told,
    due_wide,
    reason,
    row_told,
    share_told,
)
from simulator.principles_words import SAYS
from simulator.tui.fit import chunks, hang
from simulator.tui.gauge import dots, gauge
from simulator.tui.naming import Naming
from simulator.tui.plot import Scale, Series, chart, columns, day, spark
from simulator.tui.text import lines, words

AXIS_SCALE = Scale(1, 5, ((5, "5"), (3, "3"), (1, "1")))
SHARE_SCALE = Scale(0, 1, ((1, "100 %"), (0.5, "50 %"), (0, "0 %")))
SPARK = 6
# Words shown for a principle: the latest of each kind.
MISSED, KEPT = 3, 2


def title(text: str) -> Content:
    """The heading of a part."""
    return Content.styled(text, "bold $quiet")


def week(found: Rhythm, width: int) -> Content:
    """This week's days under their names, the goal, the weeks in a row."""
    names = Content.styled("  ".join(_(name) for name in WEEKDAYS), "$quiet")
    today = found.today.weekday()
    signs = [
        Content.styled("●", "bold $good") if there else Content.styled("○" if place == today else "·", "$quiet")
        for place, there in enumerate(found.week)
    ]
    gaps = [" " * (len(_(name)) + 1) for name in WEEKDAYS]
    row = Content("").join([part for sign, gap in zip(signs, gaps, strict=True) for part in (sign, Content(gap))])
    told = words(days_told(found), "bold $good" if found.reached else "bold")
    if found.reached:
        told = Content.assemble(("✓ ", "bold $good"), told)
    elif not found.goal:
        told = Content.assemble(told, ("  ·  ", "$quiet"), ("g", "bold $calm"), " ", (_("sets a goal"), "$quiet"))
    rest = words(row_told(found), "$quiet")
    gap = 4
    if names.cell_length + gap + max(told.cell_length, rest.cell_length) <= width:
        return lines(names + Content(" " * gap) + told, row.rstrip() + _pad(row, names.cell_length + gap) + rest)
    return lines(names, row.rstrip(), told, hang(rest, width, 0))


def _pad(row: Content, to: int) -> Content:
    return Content(" " * max(0, to - row.rstrip().cell_length))


def next_card(found: Suggestion, naming: Naming, picture: Picture, width: int) -> Content:
    """The scenario to play next and why."""
    entry = found.entry
    length = _("{count} min").format(count=entry.minutes)
    facts = Content.assemble("  ", dots(entry.difficulty), "  ", (length, "$quiet"))
    name = words(entry.title, "bold").truncate(max(12, width - facts.cell_length - 2), ellipsis=True)
    gap = Content(" " * max(0, width - 2 - name.cell_length - facts.cell_length))
    parts = [
        Content.assemble(("▶ ", "bold $focus"), name, gap, facts),
        hang(Content("  ") + words(reason(found, naming.name, picture.today)), width),
    ]
    if also := also_told(found, naming.name):
        parts.append(hang(Content("  ") + words(also, "$quiet"), width))
    return lines(*parts)


def axes(found: Picture, width: int, rows: int) -> Content:
    """Calm and firm over time, with where they stand now."""
    heads = [_axis_head(one, label) for one, label in ((found.calm, _("Calm")), (found.firm, _("Firm")))]
    count = min(RECENT, found.conversations)
    told = ngettext("the last {count} conversation", "the last {count} conversations", count).format(count=count)
    if count == 1:
        told = _("the last conversation")
    if found.calm.change is not None:
        told = _("{recent}, against those before").format(recent=told)
    plot = chart(
        (
            Series(found.calm.points, "$calm", "●", label=_("calm")),
            Series(found.firm.points, "$firm", "◆", dotted=True, label=_("firm")),
        ),
        AXIS_SCALE,
        width,
        rows,
        found.today,
    )
    return lines(chunks([*heads, Content.styled(told, "$quiet")], width, "   "), Content(""), plot)


def _axis_head(found: Axis, label: str) -> Content:
    style = f"${found.name}"
    sign = "●" if found.name == "calm" else "◆"
    change = change_told(found)
    return Content.assemble(
        (f"{sign} ", style),
        label,
        " ",
        (number(found.now or 0, 1), f"bold {style}"),
        (f" {change}" if change else "", "$ink"),
    )


def weeks(found: Rhythm, rows: int) -> Content:
    """Days of practice in each of the last weeks."""
    first = monday(found.today) - timedelta(7 * (len(found.weeks) - 1))
    return columns(found.weeks, 7, rows, found.goal, (day(first, found.today), _("this week")))


def due_first(found: Picture) -> tuple[Standing, ...]:
    """The principles as the list has them: what is due, the longest due first, then the weakest first."""
    rest = sorted((one for one in found.standings if not one.due), key=lambda one: (one.recent.share, one.due_on))
    return (*found.due, *rest)


def row(found: Standing, naming: Naming, width: int) -> Content:
    """One principle on one line: how often kept lately, how that went, when it is due."""
    due = words(due_told(found), "bold $focus" if found.due else "$quiet")
    tail = Content.assemble(
        " ",
        spark([value for _day, value in found.latest(SPARK)], SPARK, "$focus"),
        "  ",
        gauge(found.recent.share, 1, 8, "$good"),
        (f" {found.recent.percent:>3} %  ", "bold"),
    )
    room = width - tail.cell_length - due_wide() - 2
    name = words(called(found.principle, naming.name), "bold" if found.due else "").truncate(room, ellipsis=True)
    sign = Content.styled("↻ " if found.due else "  ", "bold $focus")
    return Content.assemble(sign, name, " " * max(0, room - name.cell_length), tail, due)


def detail(found: Standing, naming: Naming, drillable: bool, width: int, rows: int) -> Content:
    """One principle: what it means, its course, the trainee's own words."""
    name = called(found.principle, naming.name)
    kind = _("shown only by whole conversations") if whole(found.principle) else ""
    parts = [chunks([words(name, "bold"), Content.styled(kind, "$quiet")] if kind else [words(name, "bold")], width)]
    if says := naming.says(found.principle):
        parts.append(hang(words(says, "$quiet"), width, 0))
    parts += [Content(""), hang(words(share_told(found)), width, 0)]
    points = found.trend
    if len(points) > 1:
        parts += [Content(""), chart((Series(points, "$good"),), SHARE_SCALE, width, rows, found.today)]
    for heading, kept, many in ((_("Where it was missing"), False, MISSED), (_("Where you kept it"), True, KEPT)):
        said = _latest(found.reviews, kept, many)
        if said:
            parts += [Content(""), title(heading), *(_quote(review, one, found, width) for review, one in said)]
    if drillable:
        parts += [
            Content(""),
            Content.assemble(
                ("d", "bold $calm"), ("  ", ""), (_("Drill: a few single replies, two minutes"), "$quiet")
            ),
        ]
    return lines(*parts)


def _latest(reviews: Sequence[Review], kept: bool, many: int) -> list[tuple[Review, Words]]:
    found: list[tuple[Review, Words]] = []
    for review in reversed(reviews):
        try:
            said = [one for one in review.words if one.kept is kept]
        except (ValueError, KeyError, TypeError):  # a damaged line must not hide the others
            continue
        found += [(review, one) for one in reversed(said)]
        if len(found) >= many:
            break
    return found[:many]


def _quote(review: Review, said: Words, found: Standing, width: int) -> Content:
    sign, style = ("✓", "$good") if said.kept else ("✗", "$bad")
    where = words(review.title) if review.title else words(_("drill"))
    when = day(review.at.astimezone().date(), found.today)
    head = Content.assemble((f"{sign} ", style), words(quoted(said.text)))
    about = [Content("  "), where, Content(f", {when}")]
    if said.finding in SAYS:
        about = [Content("  "), words(_(SAYS[said.finding])), Content("  "), where, Content(f", {when}")]
    return lines(hang(head, width), hang(Content("").join(about).stylize("$quiet"), width))


def idle(names: Sequence[str], width: int) -> Content:
    """The principles that had no occasion yet, in one paragraph."""
    told = _("No occasion yet: {principles}.").format(principles=", ".join(names))
    return hang(words(told, "$quiet"), width, 0)
