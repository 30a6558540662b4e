"""`calmfirm rescore`: kept turns judged by today's rubric, and what came out differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from simulator.commands.helped import command, option, says
from simulator.commands.options import db_option, json_option, library_option
from simulator.commands.streams import dumps
from simulator.i18n import _, mark

if TYPE_CHECKING:
    from scoring.scorer import Scorer
    from simulator.rescoring import Rescored
    from simulator.scenario.library import Loaded
    from simulator.store.database import Store
    from simulator.store.rows import SessionRow
    from simulator.store.whole import Whole

File = Literal["same", "changed", "gone", "broken", "unfit"]
# The brackets are filled with what is missing then.
WITHOUT = mark("whose fault it was, the breach, the rule and the expected moves are not known here")
FILES: dict[File, str] = {
    "same": "",
    "changed": mark("The scenario file has changed since: judged by what is kept alone ({without})."),
    "gone": mark("The scenario file is gone: judged by what is kept alone ({without})."),
    "unfit": mark("The kept turns do not fit the scenario any more: judged by what is kept alone ({without})."),
    "broken": mark("The scenario file cannot be played any more: judged by what is kept alone ({without})."),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A kept conversation judged again. `file`: what became of its scenario's file."""

    row: SessionRow
    file: File
    turns: tuple[Rescored, ...]
    scorer: Scorer

    @property
    def own(self) -> tuple[Rescored, ...]:
        """The turns that were answered here: a retry's others are counted with the attempt that it repeats."""
        branch = self.row.branch
        return tuple(one for one in self.turns if branch is None or one.turn.number >= branch.turn)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready: which conversation, its scenario's file, the rubric of now, each turn."""
        from simulator.rescoring import rescored_record, summary

        rubric = self.scorer.rubric
        return {
            "session": self.row.id,
            "scenario": self.row.scenario_id,
            "lang": self.row.lang,
            "title": self.row.title,
            "started_at": self.row.started_at.isoformat(),
            "scenario_file": self.file,
            "rubric": {"name": rubric.name_of_rubric, "version": rubric.version, "hash": rubric.digest},
            "turns": [rescored_record(one) for one in self.turns],
            "summary": summary(self.turns),
        }


@command(short_help=mark("Judge kept turns by today's rubric and show what changed."))
@option("--session", "number", type=click.IntRange(min=1), metavar="N", help=mark("This conversation."))
@option("--all", "every", is_flag=True, help=mark("Every conversation that is kept."))
@option(
    "--rubric",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=mark("Folder of a rubric; else each scenario's own, or the shipped one."),
)
@db_option
@library_option
@json_option
@says(
    mark("Judge the turns of kept conversations again and show what changed, turn by turn."),
    mark(
        "Without --session and --all it takes the conversation played last; `calmfirm history --json` lists all "
        "with their numbers (id). Each reply is judged in its own situation. Nothing kept is written over: a "
        "turn keeps the score that it got, with the version and hash of the rubric that made it."
    ),
    examples=(
        "calmfirm rescore",
        "calmfirm rescore --session 12 --rubric ./my-rubric",
        "calmfirm rescore --all --json > changes.json",
    ),
)
def rescore(
    number: int | None, every: bool, rubric: Path | None, db: str | None, library: Path | None, as_json: bool
) -> None:
    from simulator.rescoring import summary
    from simulator.store.database import Store

    if number is not None and every:
        raise click.UsageError(_("--session and --all: take one"))
    store = Store.open(db)
    try:
        kept = _kept(store, number, every)
    finally:
        store.close()
    load = _scorers()
    judged = [_judged(one, rubric, library, load) for one in _watched(kept, as_json)]
    if as_json:
        total = summary(turn for one in judged for turn in one.own)
        whole = {"sessions": [one.as_dict() for one in judged], "summary": {"sessions": len(judged), **total}}
        click.echo(dumps(whole, indent=2))
        return
    from simulator.commands.rescore_text import told, total_told

    for one in judged:
        for line in told(one):
            click.echo(line)
    if judged:
        click.echo(total_told(judged))
    else:
        click.echo(_("No conversations yet. `calmfirm` opens the library."))


def _kept(store: Store, number: int | None, every: bool) -> tuple[Whole, ...]:
    """The conversations to judge. Raises StoreError for a number that is not there."""
    if number is None and not every:
        last = store.history(1)
        return store.conversations([last[0].id]) if last else ()
    return store.conversations(None if number is None else [number])


def _watched(kept: tuple[Whole, ...], as_json: bool) -> Iterator[Whole]:
    """The conversations, one after the other, with a word on a terminal about how far it is."""
    from simulator.commands.check import progress_stream
    from simulator.commands.long_run import LongRun

    with LongRun(progress_stream(as_json)) as progress:
        for count, one in enumerate(kept, 1):
            progress.at(_("Judging conversation {number} of {all}").format(number=count, all=len(kept)))
            yield one


def _scorers() -> Callable[[Path | None], Scorer]:
    @lru_cache(maxsize=4)
    def load(folder: Path | None) -> Scorer:
        from scoring.scorer import Scorer

        return Scorer.load(folder)

    return load


def _judged(one: Whole, rubric: Path | None, library: Path | None, load: Callable[[Path | None], Scorer]) -> Judged:
    from simulator.rescoring import from_kept, replayed, rescore

    found = _scenario(one.row, library)
    file: File
    if isinstance(found, str):
        file, situations, own = found, None, None
    elif found.digest != one.row.digest:
        file, situations, own = "changed", None, found.rubric
    else:
        situations, own = replayed(found.scenario, one.row.trainee, one.played), found.rubric
        file = "same" if situations is not None else "unfit"
    scorer = load(rubric if rubric is not None else own)
    if situations is None:
        situations = from_kept(one.row.lang, one.played)
    return Judged(one.row, file, rescore(one.played, situations, scorer), scorer)


def _scenario(row: SessionRow, library: Path | None) -> Loaded | Literal["gone", "broken"]:
    """The scenario as it is now: in the file that was played, else the library's of that name."""
    from simulator.scenario.library import ScenarioError, open_scenario

    there = Path(row.path).is_file()
    try:
        return open_scenario(Path(row.path) if there else row.scenario_id, row.lang, library)
    except ScenarioError:
        return "broken" if there else "gone"
