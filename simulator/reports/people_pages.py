"""What the reports of one person and of a group tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.attempts_words import retried
from simulator.i18n import _, day, mark
from simulator.reports.agreement import Rated, agreement
from simulator.reports.charts import lines, weeks
from simulator.reports.session_page import rubrics
from simulator.reports.sources import spent
from simulator.reports.tally import Tally, fault_counts, mean, replies_of, tallies, turns_of, weakest
from simulator.store.whole import Whole
from simulator.wording import Wording, outcome_told

NAMELESS = mark("without a name")
# The chart of a person shows this many conversations, the last ones.
LAST = 40


@dataclass(frozen=True, slots=True)
class Practised:
    """What one person, or a cohort (`name` of both), has done. `last`: of the last reply, None for nobody and nothing;
    `minutes`: time spent; `retries`: attempts from a turn of another, not counted among the conversations; `replies`:
    all that were given, each once; `calm`, `firm` and the tallies: over the replies of first attempts alone."""

    name: str
    cohort: str
    conversations: int
    replies: int
    minutes: int
    last: datetime | None
    calm: float | None
    firm: float | None
    tallies: Mapping[str, Tally]
    weakest: str
    retries: int = 0


@dataclass(frozen=True, slots=True)
class Cohort:
    """A cohort: what it has done as a whole, and its people."""

    whole: Practised
    people: tuple[Practised, ...]


def person_page(name: str, conversations: Sequence[Whole], now: datetime, wording: Wording) -> dict[str, Any]:
    """The values of the template `person.html`. Raises ValueError for no conversations. `now`: aware."""
    turns = turns_of(conversations)
    firsts = [one for one in conversations if one.row.branch is None]
    latest = sorted(firsts or conversations, key=lambda one: one.row.updated_at)[-LAST:]
    found = tallies(turns)
    return {
        "name": name,
        "did": practised(name, "", conversations, wording),
        "days": len({kept.saved_at.astimezone().date() for one in conversations for kept in one.own_turns}),
        "first": min(one.row.started_at for one in conversations),
        "trend": lines(
            [
                ("calm", _("calm"), [_of(one, "calm") for one in latest]),
                ("firm", _("firm"), [_of(one, "firm") for one in latest]),
            ],
            [day(one.row.updated_at.astimezone(), year=False) for one in latest], 1, 5, 1,
        ),
        "shown": len(latest),
        "weeks": weeks(
            [kept.saved_at.astimezone().date() for one in conversations for kept in one.own_turns],
            now.astimezone().date(),
        ),
        "principles": list(found.values()),
        "weakest": weakest(found.values()),
        "faults": fault_counts(turns),
        "judged": len(turns),
        "rows": [
            {
                "one": one,
                "row": one.row,
                "outcome": outcome_told(one.row.outcome),
                "retry": retried(one.row.branch.turn) if one.row.branch else "",
            }
            for one in sorted(conversations, key=lambda one: one.row.updated_at, reverse=True)
        ],
        "comments": [(one, comment) for one in conversations for comment in one.comments],
        "rubrics": rubrics(turns),
        "word": wording,
    }  # fmt: skip


def group_page(
    name: str, conversations: Sequence[Whole], cohorts: Mapping[str, str], rated: Iterable[Rated], wording: Wording
) -> dict[str, Any]:
    """The values of the template `group.html`. `cohorts`: who should be there, in which cohort; people
    without a conversation are told of too. `rated`: replies that coaches have rated."""
    people: dict[tuple[str, str], list[Whole]] = {}
    spelled: dict[str, str] = {}
    for one in conversations:
        who = spelled.setdefault(one.person.casefold(), one.person or _(NAMELESS))
        people.setdefault((one.cohort, who), []).append(one)
    here = {who.casefold() for _cohort, who in people}
    people.update({(cohort, who): [] for who, cohort in cohorts.items() if who.casefold() not in here})
    everyone = [
        practised(who, cohort, people[cohort, who], wording)
        for cohort, who in sorted(people, key=lambda key: (key[0].casefold(), key[1].casefold()))
    ]
    groups: list[Cohort] = []
    for cohort in dict.fromkeys(one.cohort for one in everyone):
        inside = [one for (where, _who), found in people.items() if where == cohort for one in found]
        everybody = tuple(person for person in everyone if person.cohort == cohort)
        groups.append(Cohort(practised(cohort, cohort, inside, wording), everybody))
    turns = turns_of(conversations)
    return {
        "name": name,
        "groups": groups,
        "several": len(groups) > 1 or any(group.whole.name for group in groups),
        "everyone": everyone,
        "did": practised(name, "", conversations, wording),
        "labels": list(tallies(turns)),
        "weakest": weakest(tallies(turns).values()),
        "agreement": agreement(conversations, rated),
        "rubrics": rubrics(turns),
        "word": wording,
    }


def practised(name: str, cohort: str, conversations: Sequence[Whole], wording: Wording) -> Practised:
    """What these conversations come to."""
    turns = turns_of(conversations)
    found = tallies(turns)
    low = weakest(found.values(), 1)
    return Practised(
        name=name,
        cohort=cohort,
        conversations=sum(one.row.branch is None for one in conversations),
        replies=len(replies_of(conversations)),
        minutes=round(spent(conversations).total_seconds() / 60),
        last=max((one.row.updated_at for one in conversations), default=None),
        calm=mean([turn.score.calm for turn in turns]) if turns else None,
        firm=mean([turn.score.firm for turn in turns]) if turns else None,
        tallies=found,
        weakest=wording.name(low[0].label) if low else "",
        retries=sum(one.row.branch is not None for one in conversations),
    )


def _of(one: Whole, axis: str) -> float:
    return round(mean([getattr(turn.score, axis) for turn in one.played]), 1)
