"""`calmfirm report`: one HTML file on a conversation, a person or a group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import command, option, says
from simulator.commands.options import db_option, library_option
from simulator.i18n import _, mark

if TYPE_CHECKING:
    from scoring.rubric import Rubric
    from simulator.reports.agreement import Rated
    from simulator.reports.page import Kind
    from simulator.store.whole import Whole
    from simulator.wording import Wording

LAST = "last"
_PATH = click.Path(exists=True, path_type=Path)


@command(short_help=mark("An HTML report: a conversation, a person, a group."))
@option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
        help=mark("The HTML file to write."))  # fmt: skip
@option("--session", metavar="N", help=mark("One conversation, by its id in `history --json`; or `last`."))
@option("--person", metavar="NAME", help=mark("One person's conversations only."))
@option("--group", metavar="TITLE", help=mark("A group: everything received from trainees, under this title."))
@option("--from", "sources", type=_PATH, multiple=True, metavar="PATH",
        help=mark("Submissions or JSON Lines exports to report on; a folder in a folder is a cohort."))  # fmt: skip
@option("--cohorts", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
        help=mark("With --group: a CSV file of who is in which cohort: Anna,Spring."))  # fmt: skip
@option("--ratings", type=click.Path(exists=True, dir_okay=False, path_type=Path), multiple=True, metavar="FILE",
        help=mark("With --group: ratings from `calmfirm rubric rate` to hold the scores against."))  # fmt: skip
@db_option
@library_option
@says(
    mark("Write a report as one HTML file that needs no network: to read, to print, to send."),
    mark(
        "Without --session or --group it is the report of one person's practice: yours. A group's report holds "
        "what trainees have submitted, never what they have not."
    ),
    examples=(
        "calmfirm report --out practice.html",
        "calmfirm report --session last --out conversation.html",
        'calmfirm report --group "Front desk, spring" --cohorts people.csv --out group.html',
        "calmfirm report --group Spring --from submissions/ --ratings ratings.jsonl --out group.html",
    ),
)
def report(
    out: Path,
    session: str | None,
    person: str | None,
    group: str | None,
    sources: tuple[Path, ...],
    cohorts: Path | None,
    ratings: tuple[Path, ...],
    db: str | None,
    library: Path | None,
) -> None:
    if sum(one is not None for one in (session, person, group)) > 1:
        raise click.UsageError(_("--session, --person and --group are three reports: take one"))
    if group is None and (cohorts or ratings):
        raise click.UsageError(_("--cohorts and --ratings go with --group"))
    if session is not None and sources:
        raise click.UsageError(_("--session picks from the results: leave it or --from out"))
    from scoring.rubric import load_rubric
    from simulator.reports.page import page
    from simulator.wording import Wording, brief

    found = _found(session, group is not None, sources, db)
    rubric = load_rubric()
    # The page speaks the interface's language; a single conversation's principles are called as the trainee knows them.
    wording = Wording(rubric)
    now = datetime.now(UTC)
    kind: Kind
    if session is not None:
        kind, values = "session", _session(found[0], library, wording)
    elif group is not None:
        kind, values = "group", _group(group, found, cohorts, ratings, rubric, wording)
    else:
        kind, values = "person", _person(person, found, now, wording)
    from simulator.commands.exporting import need_folder
    from simulator.exchange import write_whole

    need_folder(out)
    write_whole(out, page(kind, values, now).encode())
    click.echo(_("Written: {file}").format(file=brief(str(out), 400)))


def _found(session: str | None, group: bool, sources: Sequence[Path], db: str | None) -> Sequence[Whole]:
    from simulator.reports.sources import in_files, last_of, once, own, received
    from simulator.store.database import Store

    if sources:
        files = once(in_files(sources))
        if group:
            return once((*files, *_comments_too(files, db)))
        return files
    store = Store.open(db)
    if group:
        return once(received(store))
    if session is None:
        return own(store)
    if session != LAST:
        if not session.isdecimal() or len(session) > 15:
            raise click.BadParameter(_("give a number from `calmfirm history --json`, or last"), param_hint="--session")
        return own(store, [int(session)])
    last = last_of(store.conversations())
    if last is None:
        raise Failed(_("There are no conversations yet: `calmfirm` opens the library."))
    return own(store, [last.row.id])


def _comments_too(files: Sequence[Whole], db: str | None) -> list[Whole]:
    """What was received of the same conversations: coaches' comments are kept there, not in the files."""
    from simulator.reports.sources import received
    from simulator.store.database import Store
    from simulator.store.failure import StoreError

    known = {(one.person.casefold(), one.row.scenario_id, one.row.started_at) for one in files}
    try:
        kept = received(Store.open(db))
    except StoreError:
        if db is not None:
            raise
        return []
    return [one for one in kept if (one.person.casefold(), one.row.scenario_id, one.row.started_at) in known]


def _session(one: Whole, library: Path | None, wording: Wording) -> dict[str, Any]:
    from simulator.reports.session_page import session_page
    from simulator.reports.sources import scenarios

    return session_page(one, scenarios(library)(one), wording)


def _person(person: str | None, found: Sequence[Whole], now: datetime, wording: Wording) -> dict[str, Any]:
    from simulator.reports.people_pages import person_page

    names = list(dict.fromkeys(one.person for one in found if one.person))
    if person is not None:
        found = [one for one in found if one.person.casefold() == person.strip().casefold()]
        if not found:
            told = (
                _("There are no conversations of {person}; there are some of: {names}.")
                if names
                else _("There are no conversations of {person}.")
            )
            raise Failed(told.format(person=person, names=", ".join(names)))
    if not found:
        raise Failed(_("There are no conversations yet: `calmfirm` opens the library."))
    title = found[-1].person if person is not None else ", ".join(names[:3])
    return person_page(title or _("Practice"), found, now, wording)


def _group(
    title: str,
    found: Sequence[Whole],
    cohorts: Path | None,
    ratings: Sequence[Path],
    rubric: Rubric,
    wording: Wording,
) -> dict[str, Any]:
    from simulator.reports.people_pages import group_page
    from simulator.reports.sources import in_cohorts, read_cohorts

    known = read_cohorts(cohorts) if cohorts else {}
    if not found and not known:
        raise Failed(
            _("Nothing was submitted yet: take files in with `calmfirm coach take`, or name them with --from.")
        )
    return group_page(title, in_cohorts(found, known), known, list(_rated(ratings, rubric)), wording)


def _rated(files: Sequence[Path], rubric: Rubric) -> Iterator[Rated]:
    from simulator.commands.rubric_rows import read_rated
    from simulator.reports.agreement import Rated

    if not files:
        return
    rows = read_rated(tuple(files), rubric)
    if rows.problems:
        raise Failed("\n".join(one.render() for one in rows.problems))
    for row in rows.rows.values():
        for rater, rating in row.ratings.items():
            yield Rated(row.reply, row.situation.lang, rater, rating)
