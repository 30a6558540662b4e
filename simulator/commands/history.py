"""`calmfirm history`: past conversations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.helped import argument, command, option, says
from simulator.commands.opening import results
from simulator.commands.options import db_option, json_option, library_option
from simulator.commands.streams import dumps
from simulator.i18n import _, mark, ngettext
from simulator.i18n import number as number_told
from simulator.mode import USUAL, told
from simulator.origin_words import helped_told

if TYPE_CHECKING:
    from simulator.store.rows import SessionRow


@command(short_help=mark("Past conversations, or the debrief of one."))
@argument("number", metavar="[N]", required=False, type=click.IntRange(1, 10**15))
@db_option
@library_option
@option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help=mark("How many at most."))
@json_option
@says(
    mark("Past conversations, the last played first, with their numbers and mean scores (1 to 5)."),
    mark(
        "With N, the number of a finished one, its debrief: the ending, the reply that turned it beside the one "
        "you picked, your best sentence, one thing to try next, model answers, replies that you wrote anew."
    ),
    examples=(
        "calmfirm history",
        "calmfirm history 12",
        "calmfirm history --limit 5 --json",
    ),
)
def history(number: int | None, db: str | None, library: Path | None, limit: int, as_json: bool) -> None:
    if number is not None:
        _debrief(number, db, library, as_json)
        return
    from simulator.wording import OUTCOMES, brief

    with results(db) as store:
        rows = store.history(limit)
    if as_json:
        click.echo(dumps([row.as_dict() for row in rows], indent=2))
        return
    if not rows:
        click.echo(_("No conversations yet. `calmfirm` opens the library."))
    for row in rows:
        turns = ngettext("{count} turn", "{count} turns", row.turns).format(count=row.turns)
        end = _(OUTCOMES.get(row.outcome, row.outcome)) if row.outcome else _("not finished")
        when = row.updated_at.astimezone().strftime("%Y-%m-%d %H:%M")
        scores = _("calm {calm}  firm {firm}").format(calm=number_told(row.calm, 1), firm=number_told(row.firm, 1))
        click.echo(
            f"{row.id:>4}  {when}  {scores}  {turns:>8}  {end:<21}  "
            f"{brief(row.scenario_id)} ({row.lang}): {brief(row.title)}{_held(row)}"
        )


def _debrief(number: int, db: str | None, library: Path | None, as_json: bool) -> None:
    from simulator.commands.looking_back import Kept

    with results(db) as store:
        kept = Kept(store, number, library)
    if as_json:
        click.echo(dumps(kept.as_dict(), indent=2))
        return
    for line in kept.lines():
        click.echo(line)


def _retry(row: SessionRow) -> str:
    if row.branch is None:
        return ""
    return _("retry of {number} from turn {turn}").format(number=row.branch.session, turn=row.branch.turn)


def _held(row: SessionRow) -> str:
    """Whether it is a retry, the mode, when it is not free practice, and the help that there was."""
    parts = [_retry(row), told(row.terms) if row.terms != USUAL else "", helped_told(row.hints, row.picked)]
    found = ", ".join(part for part in parts if part)
    return f"  [{found}]" if found else ""
