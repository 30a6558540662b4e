"""Where the conversations of a report or an export come from: the own results, what a coach received, files."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.exchange import ExchangeError, read_document
from simulator.i18n import _
from simulator.reports.lines import read_lines
from simulator.store.rows import Branch, SessionRow
from simulator.store.whole import KeptTurn, Whole
from simulator.submission import Submission, submission_from

if TYPE_CHECKING:
    from simulator.review import Comment
    from simulator.scenario.model import Scenario
    from simulator.store.database import Store

MAX_CSV = 4_000_000


def own(store: Store, numbers: Iterable[int] | None = None) -> tuple[Whole, ...]:
    """The conversations kept in `store`, all or those with these numbers, with what coaches have said of them.

    Raises StoreError.
    """
    from simulator.store.coaching import Coaching

    coaching = Coaching(store)
    commented = coaching.commented()
    return tuple(
        replace(one, comments=coaching.comments_on(one.row.id)) if one.row.id in commented else one
        for one in store.conversations(numbers)
    )


def received(store: Store) -> tuple[Whole, ...]:
    """The conversations that a coach was given, with the coaches' comments. Raises StoreError."""
    from simulator.store.coaching import Coaching

    coaching = Coaching(store)
    return tuple(
        submitted(one.submission, coaching.comments_of(one.submission.key) if one.comments else ())
        for one in coaching.all_received()
    )


def submitted(handed: Submission, comments: tuple[Comment, ...] = (), cohort: str = "") -> Whole:
    """A submission as a conversation; its turns stand at the time of the last, since it tells no others."""
    turns = tuple(one.turn for one in handed.turns)
    last = max(handed.ended_at or handed.submitted_at, handed.started_at)
    row = SessionRow(
        id=0,
        scenario_id=handed.scenario,
        lang=handed.lang,
        title=handed.title,
        started_at=handed.started_at,
        updated_at=last,
        ended_at=handed.ended_at,
        ending=handed.ending or None,
        outcome=handed.outcome,
        calm=round(sum(turn.score.calm for turn in turns) / len(turns), 1),
        firm=round(sum(turn.score.firm for turn in turns) / len(turns), 1),
        turns=len(turns),
        digest=handed.digest,
        trainee=handed.name,
        branch=_branch(handed),
    )
    kept = tuple(KeptTurn(turn, last) for turn in turns)
    return Whole(row, kept, handed.name.strip(), cohort, comments, timed=False)


def _branch(handed: Submission) -> Branch | None:
    # The number of the other session is the trainee's own affair, and no submission tells it.
    if handed.retry_turn is None or handed.retry_of is None:
        return None
    return Branch(0, handed.retry_turn, handed.retry_of)


def in_files(paths: Iterable[Path]) -> Iterator[Whole]:
    """The conversations in exports (.jsonl), submissions (.json) and folders of them; a folder in a named folder is a
    cohort, called as the folder is.

    Raises ExchangeError for a file that holds something else, OSError when one cannot be read.
    """
    for path in paths:
        if not path.is_dir():
            yield from _in_file(path, "")
            continue
        for found in sorted(each for each in path.rglob("*") if each.suffix in (".json", ".jsonl") and each.is_file()):
            inner = found.relative_to(path).parts
            # A coach's answers lie beside the submissions that they are about.
            yield from _in_file(found, inner[0] if len(inner) > 1 else "", reviews=False)


def _in_file(path: Path, cohort: str, reviews: bool = True) -> Iterator[Whole]:
    if path.suffix == ".jsonl":
        for one in read_lines(path):
            yield replace(one, cohort=one.cohort or cohort)
        return
    try:
        document = read_document(path, "submission")
    except ExchangeError:
        if not reviews and _is_review(path):
            return
        raise
    yield submitted(submission_from(document, str(path)), cohort=cohort)


def _is_review(path: Path) -> bool:
    try:
        read_document(path, "review")
    except ExchangeError:
        return False
    return True


def once(conversations: Iterable[Whole]) -> tuple[Whole, ...]:
    """Each conversation once, the first begun first: of one that came twice the longer, with both sides' comments."""
    found: dict[tuple[str, str, str, str], Whole] = {}
    for one in conversations:
        key = (one.person.casefold(), one.row.scenario_id, one.row.lang, one.row.started_at.isoformat())
        other = found.get(key)
        if other is not None:
            longer, shorter = (one, other) if len(one.turns) > len(other.turns) else (other, one)
            comments = longer.comments + tuple(each for each in shorter.comments if each not in longer.comments)
            one = replace(longer, comments=comments, cohort=longer.cohort or shorter.cohort)
        found[key] = one
    return tuple(sorted(found.values(), key=lambda one: (one.row.started_at, one.person, one.row.scenario_id)))


def in_cohorts(conversations: Iterable[Whole], cohorts: Mapping[str, str]) -> tuple[Whole, ...]:
    """The conversations with the cohorts that `cohorts` (a person's name -> cohort) puts people in, in any case."""
    known = {person.casefold(): cohort for person, cohort in cohorts.items()}
    return tuple(replace(one, cohort=known.get(one.person.casefold(), one.cohort)) for one in conversations)


def read_cohorts(path: Path) -> dict[str, str]:
    """Who is in which cohort, from a CSV file with two columns, person and cohort; a heading may be there or not.

    Raises ExchangeError for a line without two columns, OSError when the file cannot be read.
    """
    with path.open("rb") as stream:
        text = stream.read(MAX_CSV).decode("utf-8-sig")
    separator = ";" if text.partition("\n")[0].count(";") else ","
    found: dict[str, str] = {}
    for number, row in enumerate(csv.reader(text.splitlines(), delimiter=separator), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and [cell.casefold() for cell in cells[:2]] == ["person", "cohort"]):
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            raise ExchangeError(
                _("{file}:{line}:1: a line has a person and a cohort: Anna,Spring group.").format(
                    file=path, line=number
                )
            )
        found[cells[0]] = cells[1]
    return found


def scenarios(library: Path | None) -> Callable[[Whole], Scenario | None]:
    """A finder of the scenario that a conversation was played in; None where it is not there, or not as it was."""

    @cache
    def opened(name: str, lang: str, digest: str) -> Scenario | None:
        from simulator.scenario.library import ScenarioError, open_scenario

        try:
            loaded = open_scenario(name, lang, library)
        except (ScenarioError, OSError):
            return None
        return loaded.scenario if loaded.digest == digest else None

    def of(one: Whole) -> Scenario | None:
        # Played from a file of the trainee's own, a scenario is found where it was.
        row = one.row
        found = opened(row.path, row.lang, row.digest) if row.path else None
        return found or opened(row.scenario_id, row.lang, row.digest)

    return of


def last_of(conversations: Iterable[Whole]) -> Whole | None:
    """The conversation last played."""
    return max(conversations, key=lambda one: one.row.updated_at, default=None)


def spent(conversations: Iterable[Whole]) -> timedelta:
    """The time that all of them took together."""
    return sum((one.practised for one in conversations), timedelta())
