"""`calmfirm score`: one reply, or a stream of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.helped import argument, command, option, says
from simulator.commands.options import LANGUAGES, json_option
from simulator.commands.streams import dumps
from simulator.i18n import _, current, mark, number

if TYPE_CHECKING:
    from scoring.contract import Breach, OurFault


@command(short_help=mark("Score replies on the axes calm and firm."))
@argument("text", required=False)
@option("--lang", type=click.Choice(LANGUAGES), help=mark("Language of the reply; the interface's when not given."))
@option("--our-fault", type=click.Choice(["yes", "no", "unclear"]), default="no", show_default=True)
@option("--breach", type=click.Choice(["none", "first", "repeat"]), default="none", show_default=True)
@option("--client", default="", help=mark("What the client has just said."))
@option("--rule", default="", help=mark("The agreed rule."))
@option("--situation", default="", help=mark("The business and the facts."))
@option("--rubric", type=click.Path(exists=True, file_okay=False, path_type=Path), help=mark("Folder of a rubric."))
@option("--cues-only", is_flag=True, help=mark("Judge by word patterns alone: faster, and less exact."))
@option("--jsonl", is_flag=True, help=mark("Read a JSON object a line on stdin, write one a line."))
@option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help=mark("With --jsonl: processes to share the lines between (200 MB each)."),
)
@json_option
@click.pass_context
@says(
    mark("Score TEXT, or what stands on stdin, on the two axes calm and firm (1 to 5)."),
    mark(
        "--jsonl reads the fields id, lang, situation, our_fault (true, false, null), breach, client and reply; "
        "only reply must be there. It writes id, moves, faults, calm, firm, stance and evidence. A line that "
        "cannot be read is named on stderr, the others are scored, and the exit code is 1."
    ),
    examples=(
        'calmfirm score "Orders close at noon on Tuesday. Shall I set up a reminder for you?"',
        'calmfirm score --our-fault yes --client "You lost my parcel!" "I am sorry; I will trace it by five."',
        "calmfirm score --lang uk --json < reply.txt",
        "calmfirm score --jsonl < replies.jsonl > scores.jsonl",
        "calmfirm score --jsonl --jobs 4 < many.jsonl > scores.jsonl",
    ),
)
def score(
    ctx: click.Context,
    text: str | None,
    lang: str | None,
    our_fault: OurFault,
    breach: Breach,
    client: str,
    rule: str,
    situation: str,
    rubric: Path | None,
    cues_only: bool,
    jsonl: bool,
    jobs: int,
    as_json: bool,
) -> None:
    from scoring.contract import Situation
    from scoring.scorer import Scorer
    from simulator.commands.batches import BATCH, score_rows_in_processes
    from simulator.commands.rows import score_row, score_rows

    if jsonl and text is not None:
        raise click.UsageError(_("--jsonl reads its replies on stdin: leave TEXT out"))
    if jobs > 1 and not jsonl:
        raise click.UsageError(_("--jobs shares out the lines of --jsonl: add --jsonl"))
    if text is None and sys.stdin.isatty() and not jsonl:
        raise click.UsageError(_("give the reply as TEXT or on stdin"))
    lang = lang or current()
    scorer = Scorer.load(rubric, meaning=not cues_only)
    if jsonl:
        failed = 0
        if jobs > 1:
            rows = score_rows_in_processes(sys.stdin.buffer, rubric, not cues_only, jobs)
        else:
            # A program that waits for each answer is answered at once; a file is read in batches, which is faster.
            rows = score_rows(sys.stdin.buffer, scorer, BATCH if sys.stdin.seekable() else 1)
        for number, row in enumerate(rows, 1):
            if isinstance(row, str):
                failed += 1
                click.echo(_("line {line}: {message}").format(line=number, message=row), err=True)
            elif row is not None:
                click.echo(dumps(row))
        ctx.exit(1 if failed else 0)
    reply = _reply(text)
    result = scorer.score(reply, Situation(lang, client, rule, situation, our_fault, breach))
    if as_json:
        rest = {key: value for key, value in result.as_dict().items() if key not in ("moves", "faults", "evidence")}
        click.echo(dumps({**score_row(None, result), **rest}, indent=2))
        return
    from simulator.wording import Wording

    for line in Wording(scorer.rubric).score(result):
        click.echo(line)


def _reply(text: str | None) -> str:
    """The reply to score. Raises ReplyProblem when it is too long or is no text, UnicodeDecodeError likewise."""
    from simulator.game import MAX_REPLY, ReplyProblem

    too_long = ReplyProblem(_("The reply is longer than {most} characters: shorten it.").format(most=number(MAX_REPLY)))
    if text is None:
        # A byte more than the longest reply can have is enough to know.
        data = sys.stdin.buffer.read(4 * MAX_REPLY + 1)
        if len(data) > 4 * MAX_REPLY:
            raise too_long
        text = data.decode("utf-8-sig").strip()
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ReplyProblem(_("The reply is not UTF-8 text."))
    if len(text) > MAX_REPLY:
        raise too_long
    return text
