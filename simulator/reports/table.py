"""Turns as a table for a spreadsheet: CSV in which no cell can act as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import TextIO

from simulator.store.whole import KeptTurn, Whole
from simulator.weighed import MISSED, WRONG
from simulator.wording import safe

COLUMNS: tuple[str, ...] = (
    "session", "person", "cohort", "scenario", "lang", "title", "started_at", "ended_at", "ending", "outcome",
    "turn", "saved_at", "step", "client", "reply", "choice", "calm", "firm", "stance", "moves", "faults", "missing",
    "evidence", "held_down_by", "patience", "trust", "rubric", "rubric_version", "rubric_hash",
    "mode", "seconds", "hints", "picked", "timed_out", "retry_of", "retry_turn", "repeated",
    "ticked", "ticked_wrongly", "signs_missed", "cost",
)  # fmt: skip

# What a spreadsheet takes for the beginning of a formula, wide forms of Asian keyboards included. A cell may also begin
# inside a text: where the spreadsheet parts columns at semicolons or tabs, or loses count of the quotation marks.
_FORMULA = re.compile("(^|[;\t\n\r|])(?=[\\s\"']*[=+\\-@＝＋－＠])")


def harmless(text: str) -> str:
    """`text` with an apostrophe before everything that a spreadsheet would calculate."""
    return _FORMULA.sub(r"\1'", safe(text))


def write_table(stream: TextIO, conversations: Iterable[Whole]) -> int:
    """Write a heading and a row a turn; how many turns. `stream`: opened with newline="".

    Numbers stand as numbers with a point; lists are joined with commas; every cell is quoted.
    """
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for one in conversations:
        for kept in one.turns:
            writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in _cells(one, kept)])
            count += 1
    return count


def _cells(one: Whole, kept: KeptTurn) -> list[str | int | float]:
    row, turn, score = one.row, kept.turn, kept.turn.score
    return [
        row.id,
        one.person,
        one.cohort,
        row.scenario_id,
        row.lang,
        row.title,
        row.started_at.isoformat(),
        row.ended_at.isoformat() if row.ended_at else "",
        row.ending or "",
        row.outcome or "",
        turn.number,
        kept.saved_at.isoformat(),
        turn.step,
        "\n".join(turn.client),
        turn.reply,
        turn.choice or "",
        score.calm,
        score.firm,
        score.stance,
        ", ".join(score.moves),
        ", ".join(score.faults),
        ", ".join(score.missing),
        " / ".join(f"{item.label}: “{item.text}”" for item in score.evidence),
        ", ".join(score.caps),
        turn.patience,
        turn.trust,
        score.rubric,
        score.rubric_version,
        score.rubric_hash,
        row.terms.mode,
        row.terms.seconds or "",
        ", ".join(turn.origin.hints),
        "yes" if turn.origin.picked else "",
        "yes" if turn.origin.timed_out else "",
        row.branch.session if row.branch else "",
        row.branch.turn if row.branch else "",
        # Stands under the attempt before as well: whoever counts replies leaves it out.
        "yes" if row.branch and turn.number < row.branch.turn else "",
        ", ".join(turn.ticks),
        ", ".join(sign.key for sign in turn.weighed if sign.state == WRONG),
        ", ".join(sign.key for sign in turn.weighed if sign.state == MISSED),
        ", ".join(f"{spent.name} {spent.by:+d}" for spent in turn.spent),
    ]
