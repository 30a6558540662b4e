"""`calmfirm coach`: what trainees have submitted, and what the coach says of it."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.coach_comment import comment
from simulator.commands.coach_review import review
from simulator.commands.failure import Failed
from simulator.commands.helped import argument, group, option, says
from simulator.commands.opening import results
from simulator.commands.options import db_option, json_option
from simulator.commands.streams import dumps
from simulator.i18n import _, mark, ngettext


@group(short_help=mark("For coaches: read what was submitted, comment, rate."))
@says(
    mark("Read what trainees have submitted, comment on it turn by turn, and rate where the score is wrong."),
    mark(
        "A trainee gives you a file (`calmfirm submit`). Nothing else of their practice reaches you. KEY is the "
        "beginning of a submission's key, as `calmfirm coach list` shows it."
    ),
    examples=(
        "calmfirm coach review late-order-Olena-3f2a9c01.json",
        "calmfirm coach list",
        "calmfirm coach reply 3f2a",
        "calmfirm coach ratings --out ratings.jsonl",
    ),
)
def coach() -> None:
    pass


@coach.command(short_help=mark("Take in files without opening them."))
@argument("files", nargs=-1, required=True, metavar="FILE...",
          type=click.Path(exists=True, dir_okay=False, path_type=Path))  # fmt: skip
@db_option
@says(
    mark("Take in what trainees have submitted; the same file twice does no harm."),
    examples=("calmfirm coach take submitted/*.json",),
)
def take(files: tuple[Path, ...], db: str | None) -> None:
    from simulator.exchange import ExchangeError, read_document
    from simulator.store.coaching import Coaching
    from simulator.submission import submission_from
    from simulator.wording import brief

    failed = False
    with results(db) as store:
        coaching = Coaching(store)
        for path in files:
            try:
                submission = submission_from(read_document(path, "submission"), str(path))
                new = coaching.receive(submission)
            except ExchangeError as error:
                text = str(error)
                click.echo(text if text.startswith(str(path)) else str(path) + ": " + text, err=True)
                failed = True
                continue
            told = _("{key}  {name}: {title}; taken in.") if new else _("{key}  {name}: {title}; was there already.")
            click.echo(
                told.format(key=submission.key[:8], name=brief(submission.name, 40), title=brief(submission.title, 60))
            )
    if failed:
        raise click.exceptions.Exit(2)


@coach.command("list", short_help=mark("What was submitted to you."))
@json_option
@db_option
@says(
    mark("What was submitted to you, the last first, and how far you have got with it."),
    examples=(
        "calmfirm coach list",
        "calmfirm coach list --json",
    ),
)
def list_received(as_json: bool, db: str | None) -> None:
    from simulator.store.coaching import Coaching
    from simulator.wording import OUTCOMES, brief

    with results(db) as store:
        found = Coaching(store).all_received()
    if as_json:
        rows = [
            {
                "key": one.submission.key,
                "name": one.submission.name,
                "scenario": one.submission.scenario,
                "lang": one.submission.lang,
                "title": one.submission.title,
                "outcome": one.submission.outcome,
                "turns": len(one.submission.turns),
                "submitted_at": one.submission.submitted_at.isoformat(),
                "received_at": one.received_at.isoformat(),
                "comments": one.comments,
                "ratings": one.ratings,
            }
            for one in found
        ]
        click.echo(dumps(rows, indent=2))
        return
    if not found:
        click.echo(_("Nothing was submitted to you yet. A trainee gives you a file: calmfirm coach review FILE"))
    for one in found:
        given = one.submission
        when = given.submitted_at.astimezone().strftime("%Y-%m-%d %H:%M")
        end = _(OUTCOMES.get(given.outcome, brief(given.outcome))) if given.outcome else _("not finished")
        said = ngettext("{count} comment, {rated} rated", "{count} comments, {rated} rated", one.comments).format(
            count=one.comments, rated=one.ratings
        )
        click.echo(
            f"{given.key[:8]}  {when}  {brief(given.name, 30)}  {end}  {said}: {brief(given.title, 60)} ({given.lang})"
        )


@coach.command(short_help=mark("Read a submission line by line."))
@argument("key")
@db_option
@says(
    mark("The whole conversation in plain lines, with every score and what coaches have said."),
    examples=("calmfirm coach show 3f2a",),
)
def show(key: str, db: str | None) -> None:
    from scoring.rubric import load_rubric
    from simulator.comments_words import comment_lines
    from simulator.origin_words import handed_in
    from simulator.review import WHOLE
    from simulator.store.coaching import Coaching
    from simulator.wording import Wording, brief, safe, speech

    with results(db) as store:
        coaching = Coaching(store)
        given = coaching.received(key)
        said = coaching.comments_of(given.key)
    words = Wording(load_rubric())
    click.echo(_("{title}, submitted by {name}").format(title=brief(given.title), name=brief(given.name)))
    if given.note:
        click.echo(_("Note: {note}").format(note=safe(given.note)))
    if came := handed_in((one.turn.origin for one in given.turns), given.retry_turn):
        click.echo(_("How it came about: {how}").format(how=came))
    first = given.turns[0].situation
    if first.about.strip():
        click.echo(_("Situation: {text}").format(text=safe(first.about).strip()))
    if first.rule.strip():
        click.echo(_("The agreed rule: {rule}").format(rule=safe(first.rule).strip()))
    for one in given.turns:
        click.echo("")
        click.echo(_("Turn {number}.").format(number=one.turn.number))
        for text in one.turn.client:
            for line in speech(_("Client"), text):
                click.echo(line)
        for line in (*speech(given.name, one.turn.reply), *words.score(one.turn.score)):
            click.echo(line)
        for comment_on in said:
            if comment_on.number == one.turn.number:
                for line in comment_lines(comment_on, words, one.turn.score):
                    click.echo(line)
    for comment_on in said:
        if comment_on.number == WHOLE:
            click.echo("")
            for line in comment_lines(comment_on, words, None):
                click.echo(line)


@coach.command(short_help=mark("Write your comments into a file for the trainee."))
@argument("key")
@option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
        help=mark("The file; review-KEY.json when not given. One that is there is replaced."))  # fmt: skip
@db_option
@says(
    mark("Write what you have said of a submission into a file that you give back to the trainee."),
    examples=("calmfirm coach reply 3f2a",),
)
def reply(key: str, out: Path | None, db: str | None) -> None:
    from simulator.exchange import write_document
    from simulator.review import review_document
    from simulator.store.coaching import Coaching
    from simulator.wording import brief

    with results(db) as store:
        coaching = Coaching(store)
        given = coaching.received(key)
        said = coaching.comments_of(given.key)
    if not said:
        raise Failed(_("You have not said anything of it yet: calmfirm coach review {key}").format(key=given.key[:8]))
    path = out or Path(f"review-{given.key[:8]}.json")
    write_document(path, review_document(given.key, said))
    told = ngettext(
        "{count} comment for {name}: written to {file}. The trainee takes it in: calmfirm comments {file}",
        "{count} comments for {name}: written to {file}. The trainee takes it in: calmfirm comments {file}",
        len(said),
    )
    click.echo(told.format(count=len(said), name=brief(given.name), file=path))


@coach.command(short_help=mark("Your ratings, for `calmfirm rubric agree`."))
@option("--out", metavar="FILE", default="-", show_default=True, help=mark("Where to; - is stdout."))
@option("--force", is_flag=True, help=mark("Replace FILE if it is there."))
@db_option
@says(
    mark("Every turn that coaches have rated, as JSON lines for `calmfirm rubric agree`."),
    mark(
        "These were rated with our score in sight, so they agree with it more than blind ones would; each row "
        'says "blind": false. `calmfirm rubric rate` is for blind ratings.'
    ),
    examples=(
        "calmfirm coach ratings --out ratings.jsonl",
        "calmfirm rubric agree ratings.jsonl",
    ),
)
def ratings(out: str, force: bool, db: str | None) -> None:
    from scoring.rubric import load_rubric
    from simulator.exchange import write_whole
    from simulator.review import rated_rows
    from simulator.store.coaching import Coaching

    path = None if out == "-" else Path(out)
    if path is not None and path.exists() and not force:
        raise Failed(_("{file} is there already: name another file, or add --force to replace it.").format(file=path))
    rubric = load_rubric()
    with results(db) as store:
        coaching = Coaching(store)
        rows = [
            row
            for one in coaching.all_received()
            if one.ratings
            for row in rated_rows(one.submission, coaching.comments_of(one.submission.key), rubric)
        ]
    if not rows:
        raise Failed(_("No turn has been rated by a coach yet: calmfirm coach review KEY"))
    told = "".join(dumps(row) + "\n" for row in rows)
    if path is None:
        click.echo(told, nl=False)
        return
    write_whole(path, told.encode())
    done = ngettext("{count} rated reply written to {file}.", "{count} rated replies written to {file}.", len(rows))
    click.echo(done.format(count=len(rows), file=path))


coach.add_command(review)
coach.add_command(comment)
