"""Replies to be rated: those of a file, or what the shipped scenarios' own tests say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.contract import Earlier
from simulator.commands.rows import RowProblem, read_row
from simulator.commands.rubric_rows import lines_of, problem
from simulator.i18n import _
from simulator.ratings import Sample

if TYPE_CHECKING:
    from simulator.scenario.problem import Problem


def samples_in(path: Path, problems: list[Problem]) -> list[Sample]:
    """The replies of a JSONL file; a reply without an id gets one from its words. Ratings in it are not looked at.

    What is no reply is noted among `problems`. Raises OSError.
    """
    found: dict[str | int, Sample] = {}
    for number, line in lines_of(path, problems):
        try:
            name, reply, situation = read_row(line)
        except RowProblem as wrong:
            problems.append(problem(path, number, line, str(wrong), "", wrong.key, column=wrong.column))
            continue
        if not reply.strip():
            problems.append(problem(path, number, line, _("reply is empty"), _("leave the line out"), "reply"))
            continue
        if name is None:
            name = hashlib.sha256(f"{situation.client}\n{reply}".encode()).hexdigest()[:12]
        sample = Sample(name, reply, situation)
        if found.setdefault(name, sample) != sample:
            message = _("the id stands for another reply above")
            problems.append(problem(path, number, line, message, _("give every reply its own id"), "id"))
    return list(found.values())


def shipped_samples(lang: str | None) -> Iterator[Sample]:
    """The typed replies in the tests of every scenario in the library, each in its situation."""
    from simulator import session
    from simulator.scenario.library import ScenarioError, entries, open_scenario
    from simulator.scenario.starting_state import state_for

    for entry in entries(lang=lang):
        try:
            scenario = open_scenario(entry.path).scenario
        except ScenarioError:
            continue  # `calmfirm check` tells what is wrong with it
        for name, step in scenario.steps.items():
            for number, test in enumerate(step.tests, 1):
                if test.reply is None or step.reply != "text" or not test.reply.strip():
                    continue
                about = session.situation(scenario, state_for(scenario, name, test.given))
                # A row has one field for what happened and the rule.
                rule = f"{about.about.strip()}\n{about.rule.strip()}"
                about = replace(about, about=rule, rule="", expects=(), earlier=Earlier())
                yield Sample(f"{scenario.lang}/{scenario.id}/{name}/{number}", test.reply, about)
