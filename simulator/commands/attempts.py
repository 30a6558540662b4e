"""`calmfirm attempts`: the tree of attempts at a conversation, or two of them turn by turn."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.commands.again import LAST
from simulator.commands.failure import Failed
from simulator.commands.helped import argument, command, says
from simulator.commands.opening import results
from simulator.commands.options import db_option, json_option, library_option
from simulator.commands.streams import dumps
from simulator.i18n import _, mark

if TYPE_CHECKING:
    from simulator.attempts import Attempt
    from simulator.scenario.library import Loaded
    from simulator.store.rows import SessionRow


@command(short_help=mark("All attempts at a conversation, or two turn by turn."))
@argument("session", metavar="[SESSION]", default=LAST)
@argument("other", metavar="[OTHER]", required=False)
@db_option
@library_option
@json_option
@says(
    mark("Tell all attempts at a conversation: the first, and those that answered one of its turns again."),
    mark(
        "SESSION is a number from `calmfirm history`, any of the attempts, or `last` (when left out). With "
        "OTHER, the number of another attempt at it, both are told turn by turn. `calmfirm play --from "
        "SESSION:TURN` begins another attempt."
    ),
    examples=(
        "calmfirm attempts",
        "calmfirm attempts 12",
        "calmfirm attempts 12 14",
    ),
)
def attempts(session: str, other: str | None, db: str | None, library: Path | None, as_json: bool) -> None:
    from simulator.attempts import shared
    from simulator.attempts_words import beside, tree
    from simulator.commands.again import row_of
    from simulator.store.families import family
    from simulator.wording import brief

    with results(db) as store:
        row = row_of(store, session)
        loaded = _loaded(row, library)
        found = family(store, row.id, loaded.scenario if loaded else None)
    first = next(one for one in found if one.session == row.id)
    if other is None:
        if as_json:
            click.echo(dumps([_record(one, found) for one in found], indent=2))
            return
        click.echo(f"{brief(row.title)}, {row.scenario_id} ({row.lang})")
        for line in tree(found):
            click.echo(line)
        return
    second = next((one for one in found if str(one.session) == other), None)
    if second is None:
        raise Failed(
            _("Conversation {other} is no attempt at the same conversation as {number}: those are {all}.").format(
                other=other, number=row.id, all=", ".join(str(one.session) for one in found)
            )
        )
    left, right = sorted((first, second), key=lambda one: one.place)
    alike = shared(found, left, right)
    if as_json:
        click.echo(dumps({"same_turns": alike, "attempts": [_record(one, found) for one in (left, right)]}, indent=2))
        return
    speaker = loaded.scenario.client.name if loaded else _("Client")
    for line in beside(left, right, alike, speaker, _wording(row, loaded)):
        click.echo(line)


def _loaded(row: SessionRow, library: Path | None) -> Loaded | None:
    """The scenario, which tells how endings are called; None when it is gone or broken."""
    from simulator.scenario.library import ScenarioError, open_scenario

    with suppress(ScenarioError, OSError):
        return open_scenario(Path(row.path) if Path(row.path).is_file() else row.scenario_id, row.lang, library)
    return None


def _wording(row: SessionRow, loaded: Loaded | None) -> Any:
    from scoring.rubric import load_rubric
    from simulator.wording import Wording

    return Wording(load_rubric(loaded.rubric if loaded else None))


def _record(one: Attempt, found: tuple[Attempt, ...]) -> dict[str, Any]:
    from simulator.attempts import mean
    from simulator.record import turn_record

    sessions = {each.place: each.session for each in found}
    return {
        "session": one.session,
        "attempt": one.place,
        "retry_of": {"session": sessions[one.parent], "turn": one.at} if one.parent is not None else None,
        "begun_at": one.begun.isoformat() if one.begun else None,
        "set_aside": one.aside,
        "ending": one.title,
        "outcome": one.outcome,
        "calm": mean(one.turns, "calm"),
        "firm": mean(one.turns, "firm"),
        "turns": [turn_record(turn) for turn in one.turns],
    }
