"""What walk and graph have in common: a scenario that was found and read, its chart, and walks that were counted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.commands.long_run import LongRun
from simulator.commands.options import language_of
from simulator.i18n import _
from simulator.i18n import number as number_told
from simulator.rubric_words import why_told

if TYPE_CHECKING:
    from scoring.scorer import Scorer
    from simulator.scenario.chart import Chart, Traffic
    from simulator.scenario.include import Bundle
    from simulator.scenario.library import Loaded
    from simulator.walk import Walker, Walks


@dataclass(frozen=True, slots=True)
class Read:
    """A scenario file that could be made sense of; it may have mistakes."""

    path: Path
    bundle: Bundle
    chart: Chart


def read_scenario(name: str, lang: str | None, library: Path | None) -> Read:
    """The scenario with this id, or in this file. Raises ScenarioError for one that is not there or cannot be read."""
    from simulator.scenario.chart import chart
    from simulator.scenario.include import gather, is_part
    from simulator.scenario.library import ScenarioError, path_of
    from simulator.scenario.source import collector_paused

    path = path_of(name, language_of(name, lang, library), library)
    with collector_paused():
        bundle = gather(path)
        if bundle.data is None:
            raise ScenarioError(tuple(bundle.problems))
        if is_part(bundle.main.data):
            raise Failed(_("{file} is made to be included: name the scenario that includes it.").format(file=path))
        return Read(path, bundle, chart(bundle))


def on_stderr(text: str) -> None:
    """A sentence for the one at the keyboard, beside what a command prints."""
    from simulator.wording import safe

    click.echo(safe(text), err=True)


def scorer_for(loaded: Loaded, tell: Callable[[str], None] = on_stderr) -> Scorer:
    """The scorer for a scenario, with its own rubric if it has one; `tell` is told when it has to do without meaning.

    Raises RubricError.
    """
    from scoring.scorer import Scorer

    scorer = Scorer.load(loaded.rubric)
    if scorer.layers == "cues":
        tell(
            _("Replies are judged by word patterns alone, so some go other ways than in play: {why}.").format(
                why=why_told(scorer)
            )
        )
    return scorer


def walked(walker: Walker, runs: int, watched: bool) -> Walks:
    """The walks 1 to `runs`, counted; told on stderr how far they are when `watched` and someone is there."""
    from simulator.walk import Count

    count = Count(walker)
    with LongRun(sys.stderr if watched and sys.stderr is not None and sys.stderr.isatty() else None) as progress:
        for number, state in enumerate(walker.walks(runs), 1):
            count.add(state)
            progress.at(_("Walk {number} of {all}").format(number=number_told(number), all=number_told(runs)))
    return count.total()


def measured(
    read: Read, coverage: bool, runs: int | None, seed: int, tell: Callable[[str], None] = on_stderr
) -> Traffic:
    """How often each way is taken by the file's tests (`coverage`) and by `runs` walks (None: no walks).

    Raises ScenarioError when the scenario has errors, so that it cannot be played.
    """
    from simulator.scenario.chart import Traffic

    if not coverage and runs is None:
        return Traffic()
    from simulator.scenario.library import open_scenario
    from simulator.scenario.trial import trial
    from simulator.walk import Walker
    from simulator.walk_text import traffic

    loaded = open_scenario(read.path)
    scorer = scorer_for(loaded, tell)
    tests = Traffic(trial(read.bundle, loaded.scenario, scorer).coverage.ways) if coverage else Traffic()
    return (
        tests
        if runs is None
        else traffic(walked(Walker(loaded.scenario, scorer, seed), runs, watched=tell is on_stderr), tests)
    )
