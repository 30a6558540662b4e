"""`calmfirm coach comment`: one comment, without a screen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import argument, command, option, says
from simulator.commands.opening import results
from simulator.commands.options import db_option
from simulator.i18n import _, mark

if TYPE_CHECKING:
    from simulator.ratings import Judgement
    from simulator.store.database import Store

STANCES = ("dismissive", "servile", "moralising", "calm_firm", "neutral")


@command(short_help=mark("Comment on a turn from the command line."))
@argument("key")
@argument("number", metavar="TURN", type=click.IntRange(0))
@argument("text", default="")
@option("--coach", metavar="NAME", help=mark("Your name, as the trainee sees it; remembered."))
@option("--calm", type=click.IntRange(1, 5), help=mark("Your rating in the place of ours; what you leave out is ours."))
@option("--firm", type=click.IntRange(1, 5), help=mark("Likewise."))
@option("--stance", type=click.Choice(STANCES), help=mark("Likewise."))
@option("--labels", metavar="A,B", help=mark("All moves and faults that you see, by their keys; likewise."))
@option("--reason", metavar="TEXT", default="", help=mark("Why you rate otherwise; needed with a rating."))
@option("--take-back", is_flag=True, help=mark("Forget what you have said of this turn."))
@db_option
@says(
    mark("Say TEXT of a turn (0: of the whole conversation), and rate it where our score is wrong."),
    mark("What you say takes the place of what you said of this turn before."),
    examples=(
        'calmfirm coach comment 3f2a 2 "Name the rule before the price." --coach Iryna',
        'calmfirm coach comment 3f2a 3 --firm 4 --reason "She does name the term: seven days."',
    ),
)
def comment(
    key: str,
    number: int,
    text: str,
    coach: str | None,
    calm: int | None,
    firm: int | None,
    stance: str | None,
    labels: str | None,
    reason: str,
    take_back: bool,
    db: str | None,
) -> None:
    from simulator.review import WHOLE, Comment
    from simulator.store.coaching import Coaching

    with results(db) as store:
        coaching = Coaching(store)
        given = coaching.received(key)
        name = coach_name(store, coach)
        if take_back:
            taken = coaching.take_back(given.key, number, name)
            told = _("Turn {turn}: taken back.") if taken else _("Turn {turn}: there was nothing to take back.")
            click.echo(told.format(turn=number))
            return
        turn = given.turns[number - 1].turn if 0 < number <= len(given.turns) else None
        rated: Judgement | None = None
        if any(one is not None for one in (calm, firm, stance, labels)):
            if turn is None:
                raise Failed(_("A rating is for one turn: name one from 1 to {count}.").format(count=len(given.turns)))
            rated = _rated(turn.score, calm, firm, stance, labels)
        reply = turn.reply if turn is not None and number != WHOLE else ""
        coaching.comment(
            Comment(given.key, number, name, datetime.now(UTC), text.strip(), reply, rated, reason.strip())
        )
    told = (
        _("Kept, on the whole conversation. For the trainee: calmfirm coach reply {key}")
        if number == WHOLE
        else _("Kept, on turn {turn}. For the trainee: calmfirm coach reply {key}")
    )
    click.echo(told.format(turn=number, key=given.key[:8]))


def coach_name(store: Store, given: str | None) -> str:
    """The coach's name, as given now or remembered; what is given is remembered. Raises Failed without one."""
    from simulator.submission import NAME

    name = " ".join((given if given is not None else store.setting("coach")).split())
    if not name or len(name) > NAME:
        raise Failed(
            _("The trainee must know whose words these are: add --coach NAME (1 to {most} letters).").format(most=NAME)
        )
    if given is not None:
        store.set_setting("coach", name)
    return name


def _rated(score: object, calm: int | None, firm: int | None, stance: str | None, labels: str | None) -> Judgement:
    from scoring.contract import Score
    from scoring.rubric import load_rubric
    from simulator.ratings import Judgement
    from simulator.review import judgement_of
    from simulator.scenario.problem import did_you_mean, shown

    assert isinstance(score, Score)
    ours = judgement_of(score)
    seen = ours.labels
    if labels is not None:
        rubric = load_rubric()
        seen = frozenset(one.strip() for one in labels.split(",") if one.strip())
        for one in sorted(seen):
            if one not in rubric.labels:
                hint = did_you_mean(one, rubric.labels)
                told = (
                    _("{label} is no label of the rubric: {hint}.") if hint else _("{label} is no label of the rubric.")
                )
                raise Failed(told.format(label=shown(one), hint=hint))
    return Judgement(
        seen,
        ours.calm if calm is None else calm,
        ours.firm if firm is None else firm,
        ours.stance if stance is None else stance,
    )
