"""How practice is put into words: goals, weeks, reasons. Nothing here reproaches; what was not done is not named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from simulator.i18n import _, mark, ngettext, number
from simulator.practice.next_best import Suggestion
from simulator.practice.picture import Axis, Standing
from simulator.practice.rhythm import Rhythm
from simulator.principles_words import NAMES

Name = Callable[[str], str]

WEEKDAYS = (mark("Mo"), mark("Tu"), mark("We"), mark("Th"), mark("Fr"), mark("Sa"), mark("Su"))
# After so many days away, a word of welcome.
AWAY = 7


def called(principle: str, name: Name) -> str:
    """A principle's name, with a capital letter. `name`: names a move."""
    text = _(NAMES[principle]) if principle in NAMES else name(principle)
    return text[:1].upper() + text[1:]


def days_told(found: Rhythm) -> str:
    """This week's days, against the goal when there is one."""
    if not found.goal:
        return ngettext("{count} day this week", "{count} days this week", found.days).format(count=found.days)
    told = ngettext("{count} of {goal} day this week", "{count} of {goal} days this week", found.goal)
    return told.format(count=found.days, goal=found.goal)


def row_told(found: Rhythm) -> str:
    """The weeks in a row, or a way back in after some time; empty when there is nothing to say."""
    if found.last is None:
        return ""
    if found.row:
        told = ngettext("{count} week in a row", "{count} weeks in a row", found.row).format(count=found.row)
        if found.longest > found.row:
            return _("{row}, your longest was {longest}").format(row=told, longest=found.longest)
        return _("{row}, your longest so far").format(row=told) if found.row > 1 else told
    if (found.today - found.last).days >= AWAY:
        return _("Good to see you again. A drill of two minutes is an easy way back in.")
    return ""


def reason(found: Suggestion, name: Name, today: date) -> str:
    """Why this scenario, in a sentence."""
    asked = called(found.principle, name) if found.principle else ""
    if found.reason == "due":
        if found.last is None:
            return _("“{principle}” is due, and you have not played this one yet.").format(principle=asked)
        return _("“{principle}” is due; of the scenarios that train it, this one has rested longest.").format(
            principle=asked
        )
    if found.reason == "weak":
        if found.last is None:
            return _("It trains “{principle}”, your weakest lately, and is new to you.").format(principle=asked)
        return _("It trains “{principle}”, your weakest lately, and has rested longest.").format(principle=asked)
    if found.reason == "new":
        return _("You have not played this one yet.")
    return _("Nothing is due, and this one has rested longest.")


def also_told(found: Suggestion, name: Name) -> str:
    """Other due principles that the scenario trains, empty for none."""
    if not found.also:
        return ""
    return _("It also trains what is due: {principles}.").format(
        principles=", ".join(called(one, name) for one in found.also)
    )


def due_told(found: Standing) -> str:
    """When a principle is due: `due today`, `due in 3 days`. How long it has been due is nobody's business."""
    days = (found.due_on - found.today).days
    if days <= 0:
        return _("due today")
    return ngettext("in {count} day", "in {count} days", days).format(count=days)


def due_wide() -> int:
    """The cells that any `due_told` needs."""
    return max(len(_("due today")), len(ngettext("in {count} day", "in {count} days", 100).format(count=100))) + 1


def share_told(found: Standing) -> str:
    """How often it was kept: lately, in all, and against before."""
    tally, lately, before = found.tally, found.recent, found.before
    told = ngettext("Kept on {kept} of {count} occasion", "Kept on {kept} of {count} occasions", tally.due).format(
        kept=tally.kept, count=tally.due
    )
    if before is None:
        return _("{kept}.").format(kept=told)
    return _("{kept}. Lately {now} %, before that {before} %.").format(
        kept=told, now=lately.percent, before=before.percent
    )


def change_told(found: Axis) -> str:
    """How an axis has changed against one's own past: `▲ 0.4`, `= 0.0`, `▼ 0.2`; empty without a past."""
    change = found.change
    if change is None:
        return ""
    return f"{'▲' if change > 0 else '▼' if change < 0 else '='} {number(abs(change), 1)}"
