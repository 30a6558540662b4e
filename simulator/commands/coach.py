"""`calmfirm coach`: what trainees have submitted, and what the coach says of it."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.coach_comment import comment
from simulator.commands.coach_review import review
from simulator.commands.failure import Failed
from simulator.commands.opening import results
from simulator.commands.options import db_option, json_option
from simulator.commands.streams import dumps


@click.group(short_help="For coaches: read what was submitted, comment, rate.")
def coach() -> None:
    """Read what trainees have submitted, comment on it turn by turn, and rate where the score is wrong.

    \b
    A trainee gives you a file (`calmfirm submit`). Nothing else of their practice reaches you.
    KEY is the beginning of a submission's key, as `calmfirm coach list` shows it.

    \b
    Examples:
      calmfirm coach review late-order-Olena-3f2a9c01.json
      calmfirm coach list
      calmfirm coach reply 3f2a
      calmfirm coach ratings --out ratings.jsonl
    """


@coach.command(short_help="Take in files without opening them.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...",
                type=click.Path(exists=True, dir_okay=False, path_type=Path))  # fmt: skip
@db_option
def take(files: tuple[Path, ...], db: str | None) -> None:
    """Take in what trainees have submitted; the same file twice does no harm.

    \b
    Examples:
      calmfirm coach take submitted/*.json
    """
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
                click.echo(text if text.startswith(str(path)) else f"{path}: {text}", err=True)
                failed = True
                continue
            state = "taken in" if new else "was there already"
            click.echo(f"{submission.key[:8]}  {brief(submission.name, 40)}: {brief(submission.title, 60)}; {state}.")
    if failed:
        raise click.exceptions.Exit(2)


@coach.command("list", short_help="What was submitted to you.")
@json_option
@db_option
def list_received(as_json: bool, db: str | None) -> None:
    """What was submitted to you, the last first, and how far you have got with it.

    \b
    Examples:
      calmfirm coach list
      calmfirm coach list --json
    """
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
        click.echo("Nothing was submitted to you yet. A trainee gives you a file: calmfirm coach review FILE")
    for one in found:
        given = one.submission
        when = given.submitted_at.astimezone().strftime("%Y-%m-%d %H:%M")
        end = OUTCOMES.get(given.outcome, brief(given.outcome)) if given.outcome else "not finished"
        said = f"{one.comments} comment{'' if one.comments == 1 else 's'}, {one.ratings} rated"
        click.echo(
            f"{given.key[:8]}  {when}  {brief(given.name, 30)}  {end}  {said}: {brief(given.title, 60)} ({given.lang})"
        )


@coach.command(short_help="Read a submission line by line.")
@click.argument("key")
@db_option
def show(key: str, db: str | None) -> None:
    """The whole conversation in plain lines, with every score and what coaches have said.

    \b
    Examples:
      calmfirm coach show 3f2a
    """
    from scoring.rubric import load_rubric
    from simulator.comments_words import comment_lines
    from simulator.review import WHOLE
    from simulator.store.coaching import Coaching
    from simulator.wording import Wording, brief, safe, speech

    with results(db) as store:
        coaching = Coaching(store)
        given = coaching.received(key)
        said = coaching.comments_of(given.key)
    words = Wording(load_rubric(), given.lang)
    click.echo(f"{brief(given.title)}, submitted by {brief(given.name)}")
    if given.note:
        click.echo(f"Note: {safe(given.note)}")
    first = given.turns[0].situation
    for title, text in (("Situation", first.about), ("The agreed rule", first.rule)):
        if text.strip():
            click.echo(f"{title}: {safe(text).strip()}")
    for one in given.turns:
        click.echo("")
        click.echo(f"Turn {one.turn.number}.")
        for text in one.turn.client:
            for line in speech("Client", text):
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


@coach.command(short_help="Write your comments into a file for the trainee.")
@click.argument("key")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
              help="The file; review-KEY.json when not given. One that is there is replaced.")  # fmt: skip
@db_option
def reply(key: str, out: Path | None, db: str | None) -> None:
    """Write what you have said of a submission into a file that you give back to the trainee.

    \b
    Examples:
      calmfirm coach reply 3f2a
    """
    from simulator.exchange import write_document
    from simulator.review import review_document
    from simulator.store.coaching import Coaching
    from simulator.wording import brief

    with results(db) as store:
        coaching = Coaching(store)
        given = coaching.received(key)
        said = coaching.comments_of(given.key)
    if not said:
        raise Failed(f"You have not said anything of it yet: calmfirm coach review {given.key[:8]}")
    path = out or Path(f"review-{given.key[:8]}.json")
    write_document(path, review_document(given.key, said))
    number = f"{len(said)} comment{'' if len(said) == 1 else 's'}"
    click.echo(
        f"{number} for {brief(given.name)}: written to {path}. The trainee takes it in: calmfirm comments {path}"
    )


@coach.command(short_help="Your ratings, for `calmfirm rubric agree`.")
@click.option("--out", metavar="FILE", default="-", show_default=True, help="Where to; - is stdout.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@db_option
def ratings(out: str, force: bool, db: str | None) -> None:
    """Every turn that coaches have rated, as JSON lines for `calmfirm rubric agree`.

    These were rated with our score in sight, so they agree with it more than blind ones would; each row says
    "blind": false. `calmfirm rubric rate` is for blind ratings.

    \b
    Examples:
      calmfirm coach ratings --out ratings.jsonl
      calmfirm rubric agree ratings.jsonl
    """
    from scoring.rubric import load_rubric
    from simulator.exchange import write_whole
    from simulator.review import rated_rows
    from simulator.store.coaching import Coaching

    path = None if out == "-" else Path(out)
    if path is not None and path.exists() and not force:
        raise Failed(f"{path} is there already: name another file, or add --force to replace it.")
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
        raise Failed("No turn has been rated by a coach yet: calmfirm coach review KEY")
    told = "".join(dumps(row) + "\n" for row in rows)
    if path is None:
        click.echo(told, nl=False)
        return
    write_whole(path, told.encode())
    click.echo(f"{len(rows)} rated repl{'y' if len(rows) == 1 else 'ies'} written to {path}.")


coach.add_command(review)
coach.add_command(comment)
