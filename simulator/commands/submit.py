"""`calmfirm submit` and `calmfirm comments`: the trainee's way to a coach and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import argument, command, option, says
from simulator.commands.opening import results
from simulator.commands.options import db_option, json_option, library_option
from simulator.commands.streams import dumps
from simulator.i18n import _, mark, ngettext

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.store.coaching import Coaching
    from simulator.store.database import Store
    from simulator.store.rows import SessionRow

SEVERAL = 200


@command(short_help=mark("Write one conversation into a file for your coach."))
@argument("number", metavar="[N]", required=False, type=click.IntRange(1))
@option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
        help=mark("The file; named after scenario and name when not given."))  # fmt: skip
@option("--name", metavar="NAME", help=mark("How you sign; your remembered name when not given."))
@option("--note", metavar="TEXT", default="", help=mark("A word to the coach."))
@db_option
@library_option
@says(
    mark("Write conversation N into a file that you give to your coach; without N, the last finished one."),
    mark(
        "Nothing is sent: you hand the file over as you like. It holds this one conversation with its scores, "
        "the case, your name as you sign, and your note; nothing else of your practice. `calmfirm history` shows "
        "the numbers, `calmfirm comments FILE` takes in what the coach answers."
    ),
    examples=(
        "calmfirm submit",
        'calmfirm submit 12 --name "Olena K." --note "Was the second reply too hard?"',
    ),
)
def submit(
    number: int | None, out: Path | None, name: str | None, note: str, db: str | None, library: Path | None
) -> None:
    from simulator.exchange import ExchangeError
    from simulator.handing import file_name, hand_over, prepared
    from simulator.submission import NAME

    with results(db) as store:
        row = _row(store, number)
        signed = name if name is not None else row.trainee or store.setting("trainee")
        if not signed.strip() or len(signed) > NAME:
            raise Failed(
                _("The coach must know whose it is: sign with --name NAME (1 to {most} letters).").format(most=NAME)
            )
        scenario = scenario_of(row, library)
        (whole,) = store.conversations([row.id])
        submission = prepared(whole, scenario, signed, note)
        path = out or Path(file_name(submission))
        if not path.absolute().parent.is_dir():
            raise Failed(
                _("There is no folder {folder}: make it, or name another --out.").format(folder=path.absolute().parent)
            )
        try:
            hand_over(store, row.id, submission, path)
        except ExchangeError as error:
            raise Failed(str(error)) from error
    from simulator.wording import brief

    told = ngettext(
        "{title}, {count} turn, signed {name}: written to {file}.",
        "{title}, {count} turns, signed {name}: written to {file}.",
        len(submission.turns),
    )
    click.echo(told.format(title=brief(row.title), count=len(submission.turns), name=brief(submission.name), file=path))
    if scenario is None:
        click.echo(
            _("The scenario cannot be opened any more: the coach sees the conversation without the case."), err=True
        )
    click.echo(_("Give this file to your coach. What comes back: calmfirm comments FILE"))


@command(short_help=mark("Your coach's comments: take them in, and read them."))
@argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@db_option
@says(
    mark("Take in the FILEs that your coach gave back, and show their comments; without FILE, all comments."),
    mark("The debrief shows them too, at the turn they are about."),
    examples=(
        "calmfirm comments review-3f2a9c01.json",
        "calmfirm comments --json",
    ),
)
def comments(files: tuple[Path, ...], as_json: bool, db: str | None) -> None:
    from simulator.exchange import ExchangeError, read_document
    from simulator.review import comments_from
    from simulator.store.coaching import Coaching

    with results(db) as store:
        coaching = Coaching(store)
        sessions = []
        for path in files:
            document = read_document(path, "review")
            given = comments_from(document, str(path))
            try:
                session_id, _new = coaching.take_comments(str(document["key"]), given)
            except ExchangeError as error:
                raise Failed(f"{path}: {error}") from error
            sessions.append(session_id)
        if not files:
            sessions = sorted(coaching.commented())
        if as_json:
            found = [{"session": one, "comments": _records(coaching, one)} for one in dict.fromkeys(sessions)]
            click.echo(dumps(found, indent=2))
            return
        if not sessions:
            click.echo(_("No comments yet. `calmfirm submit` writes a conversation for your coach."))
        for session_id in dict.fromkeys(sessions):
            _tell(store, coaching, session_id)


def scenario_of(row: SessionRow, library: Path | None) -> Scenario | None:
    """The scenario that was played, from its file or the library; None when it cannot be opened any more."""
    from simulator.scenario.library import ScenarioError, open_scenario

    try:
        return open_scenario(row.path if Path(row.path).is_file() else row.scenario_id, row.lang, library).scenario
    except ScenarioError:
        return None


def _row(store: Store, number: int | None) -> SessionRow:
    if number is not None:
        (whole,) = store.conversations([number])
        return whole.row
    for row in store.history(SEVERAL):
        if row.ended_at is not None:
            return row
    raise Failed(_("There is no finished conversation yet; `calmfirm submit N` takes an unfinished one, too."))


def _records(coaching: Coaching, session_id: int) -> list[dict[str, object]]:
    return [one.as_dict() for one in coaching.comments_on(session_id)]


def _tell(store: Store, coaching: Coaching, session_id: int) -> None:
    from scoring.rubric import load_rubric
    from simulator.comments_words import comment_lines
    from simulator.wording import Wording, brief

    (whole,) = store.conversations([session_id])
    click.echo(_("Conversation {number}: {title}").format(number=session_id, title=brief(whole.row.title)))
    words = Wording(load_rubric())
    scores = {turn.number: turn.score for turn in whole.played}
    for one in coaching.comments_on(session_id):
        for line in comment_lines(one, words, scores.get(one.number)):
            click.echo(line)
