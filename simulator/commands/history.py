"""`calmfirm history`: past conversations."""

from __future__ import annotations

import click

from simulator.commands.opening import results
from simulator.commands.options import db_option, json_option
from simulator.commands.streams import dumps


@click.command(short_help="Past conversations.")
@db_option
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help="How many at most.")
@json_option
def history(db: str | None, limit: int, as_json: bool) -> None:
    """Past conversations, the last played first, with their numbers and mean scores (1 to 5).

    \b
    Examples:
      calmfirm history
      calmfirm history --limit 5 --json
    """
    from simulator.wording import OUTCOMES, brief

    with results(db) as store:
        rows = store.history(limit)
    if as_json:
        click.echo(dumps([row.as_dict() for row in rows], indent=2))
        return
    if not rows:
        click.echo("No conversations yet. `calmfirm` opens the library.")
    for row in rows:
        turns = f"{row.turns} turn{'' if row.turns == 1 else 's'}"
        end = OUTCOMES.get(row.outcome, row.outcome) if row.outcome else "not finished"
        when = row.updated_at.astimezone().strftime("%Y-%m-%d %H:%M")
        scores = f"calm {row.calm:.1f}  firm {row.firm:.1f}"
        click.echo(
            f"{row.id:>4}  {when}  {scores}  {turns:>8}  {end:<21}  "
            f"{brief(row.scenario_id)} ({row.lang}): {brief(row.title)}"
        )
