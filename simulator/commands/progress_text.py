"""Progress in plain lines and as JSON-ready data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from simulator.i18n import _, current, number
from simulator.practice.kept import Kept
from simulator.practice.next_best import Suggestion, next_best
from simulator.practice.picture import Axis, Picture, Standing, picture
from simulator.practice.said import also_told, called, days_told, due_told, reason, row_told, share_told
from simulator.wording import Wording, brief

if TYPE_CHECKING:
    from simulator.scenario.library import Entry


def practised_language(kept: Kept, entries: Sequence[Entry]) -> str:
    """The language of the last conversation, else the interface's or the first that has scenarios."""
    if kept.played:
        return kept.played[-1].lang
    there = {entry.lang for entry in entries}
    return next((lang for lang in (current(), "en", "ru", "uk") if lang in there), "en")


def as_data(kept: Kept, entries: Sequence[Entry]) -> dict[str, Any]:
    """JSON-ready; times as ISO 8601 in UTC, days as local dates."""
    found = picture(kept, datetime.now(UTC))
    rhythm = found.rhythm
    return {
        "today": found.today.isoformat(),
        "conversations": found.conversations,
        "drills": found.drills,
        "goal": rhythm.goal or None,
        "days_this_week": rhythm.days,
        "weeks_in_a_row": rhythm.row,
        "longest_row": rhythm.longest,
        "days_by_week": list(rhythm.weeks),
        "calm": _axis(found.calm),
        "firm": _axis(found.firm),
        "principles": [_standing(one) for one in found.standings],
        "due": [one.principle for one in found.due],
        "weakest": [one.principle for one in found.weakest],
        "next": _next(next_best(found, entries, kept.begun)),
    }


def _axis(found: Axis) -> dict[str, Any]:
    return {
        "now": None if found.now is None else round(found.now, 1),
        "before": None if found.before is None else round(found.before, 1),
        "points": [{"day": when.isoformat(), "mean": value} for when, value in found.points],
    }


def _standing(found: Standing) -> dict[str, Any]:
    tally, card = found.tally, found.card
    return {
        "principle": found.principle,
        "kept": tally.kept,
        "missed": tally.missed,
        "lately": round(found.recent.share, 2),
        "due": found.due_on.isoformat(),
        "stability_days": round(card.stability, 2),
        "reviews": [
            {
                "at": one.at.isoformat(),
                "kept": one.kept,
                "missed": one.missed,
                "rating": one.rating,
                "in": one.title or "drill",
                "words": [words.as_dict() for words in one.words],
            }
            for one in found.reviews
        ],
    }


def _next(found: Suggestion | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "scenario": found.entry.id,
        "lang": found.entry.lang,
        "title": found.entry.title,
        "reason": found.reason,
        "principle": found.principle or None,
        "also_due": list(found.also),
    }


def as_text(kept: Kept, entries: Sequence[Entry]) -> Iterator[str]:
    """Line by line: the week, calm and firm, what is due and weak, what to play next."""
    from scoring.rubric import load_rubric

    name = Wording(load_rubric(), current()).name
    found = picture(kept, datetime.now(UTC))
    suggested = next_best(found, entries, kept.begun)
    if found.empty:
        yield _("Nothing practised yet. After your first conversation this tells how it goes.")
    else:
        yield from _told(found, name)
    if suggested is not None:
        yield ""
        yield _("Next for you: {title}. {reason}").format(
            title=brief(suggested.entry.title), reason=reason(suggested, name, found.today)
        )
        if also := also_told(suggested, name):
            yield also
        yield f"  calmfirm play {brief(suggested.entry.id)} --lang {suggested.entry.lang}"


def _axis_told(label: str, axis: Axis, now: float) -> str:
    if axis.change is None:
        told = _("{axis}: {value} of 5.")
    elif not axis.change:
        told = _("{axis}: {value} of 5, as before.")
    else:
        up = axis.change > 0
        told = _("{axis}: {value} of 5, up by {change}.") if up else _("{axis}: {value} of 5, down by {change}.")
    return told.format(axis=label, value=number(now, 1), change=number(abs(axis.change or 0), 1))


def _told(found: Picture, name: Any) -> Iterator[str]:
    row = row_told(found.rhythm)
    yield f"{days_told(found.rhythm)}. {row}{'.' if row and row[-1] not in '.!' else ''}".rstrip()
    for axis, label in ((found.calm, _("Calm")), (found.firm, _("Firm"))):
        if axis.now is not None:
            yield _axis_told(label, axis, axis.now)
    due = found.due
    yield ""
    if due:
        yield _("Due for practice:")
        yield from (f"  {called(one.principle, name)}. {share_told(one)}" for one in due)
    else:
        yield _("Nothing is due today.")
    if found.weakest:
        yield _("Weakest lately:")
        for one in found.weakest:
            yield f"  {called(one.principle, name)}. {share_told(one)}"
            said = next((w for review in reversed(one.reviews) for w in review.words if not w.kept), None)
            if said is not None:
                yield "    " + _("It was missing in: “{words}”").format(words=brief(said.text))
    yield _("All principles:")
    for one in found.standings:
        yield f"  {called(one.principle, name)}: {one.recent.percent} %, {due_told(one)}"
