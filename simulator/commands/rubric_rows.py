"""Rated replies as JSON lines: what `rubric agree` compares the scorer with, and what `rubric rate` writes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scoring.contract import LABELS, STANCES
from simulator.commands.rows import RowProblem, read_row
from simulator.i18n import _, number
from simulator.scenario.problem import Problem, did_you_mean, shown

if TYPE_CHECKING:
    from scoring.calibration import Rating
    from scoring.contract import Situation
    from scoring.rubric import Rubric

MAX_BYTES = 64_000_000
MAX_PROBLEMS = 100


@dataclass(frozen=True)
class Row:
    """A reply with what its raters said of it, by their names."""

    name: str | int
    reply: str
    situation: Situation
    ratings: dict[str, Rating] = field(default_factory=dict)


@dataclass
class Rows:
    """The rows of some files; rows with the same id and reply are one. `left_out`: how often raters used labels of the
    codebook that the rubric does not have."""

    rows: dict[str | int, Row] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def raters(self) -> list[str]:
        """Every rater's name, in the order of their first rating."""
        return list(dict.fromkeys(name for row in self.rows.values() for name in row.ratings))


class _Wrong(ValueError):
    """A rating that is none: `key` is what to point at, in the rating of `rater` if one is named."""

    def __init__(self, key: str, message: str, hint: str = "", column: int = 0) -> None:
        super().__init__(message)
        self.key = key
        self.column = column
        self.hint = hint
        self.rater = ""


def read_rated(paths: Sequence[Path], rubric: Rubric) -> Rows:
    """Every rated row of the files; a row without ratings is a problem. Raises OSError."""
    found = Rows()
    for path in paths:
        for place, line in lines_of(path, found.problems):
            try:
                _take(found, line, rubric)
            except _Wrong as wrong:
                made = problem(path, place, line, str(wrong), wrong.hint, wrong.key, wrong.rater, wrong.column)
                found.problems.append(made)
            if len(found.problems) >= MAX_PROBLEMS:
                return found
    return found


def lines_of(path: Path, problems: list[Problem]) -> list[tuple[int, bytes]]:
    """(number from 1, bytes) of every line that is not blank. Raises OSError."""
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        text = _("the file is larger than {most} bytes").format(most=number(MAX_BYTES))
        problems.append(Problem("RB601", "error", 1, 1, text, _("split it"), path))
        return []
    return [(number, line) for number, line in enumerate(data.splitlines(), 1) if line.strip()]


def problem(
    path: Path, number: int, line: bytes, message: str, hint: str = "", key: str = "", after: str = "", column: int = 0
) -> Problem:
    """What is wrong with a line, at `key` in it (the first one behind the key `after`), or at `column`."""
    text = line.decode("utf-8", "replace")
    at = text.find(f'"{key}"', max(0, text.find(f'"{after}"'))) if key else -1
    return Problem("RB601", "error", number, column or at + 1 or 1, message, hint, path, text)


def _take(found: Rows, line: bytes, rubric: Rubric) -> None:
    try:
        name, reply, situation = read_row(line)
    except RowProblem as wrong:
        raise _Wrong(wrong.key, str(wrong), column=wrong.column) from wrong
    if name is None:
        raise _Wrong("", _("id is missing"), _("give every reply its own id"))
    data = json.loads(line.decode("utf-8-sig"))
    given = _raters(data)
    if not given:
        raise _Wrong(
            "", _("nobody has rated this reply"), _('add a rater: "a": {"moves": [], "faults": [], "calm": 3, …}')
        )
    ratings = {}
    for rater, value in given.items():
        try:
            ratings[rater] = _rating(rater, value, rubric, found.left_out)
        except _Wrong as wrong:
            wrong.rater = rater
            raise
    before = found.rows.setdefault(name, Row(name, reply, situation))
    if before.reply != reply:
        raise _Wrong(
            "id",
            _("the id {id} stands for another reply above").format(id=shown(name)),
            _("give every reply its own id"),
        )
    if twice := before.ratings.keys() & ratings.keys():
        raise _Wrong(
            "id",
            _("{rater} has rated {id} twice").format(rater=shown(min(twice)), id=shown(name)),
            _("leave one of the two ratings out"),
        )
    before.ratings.update(ratings)


def _raters(data: dict[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {rater: data[rater] for rater in ("a", "b") if rater in data}
    more = data.get("raters", {})
    if not isinstance(more, dict):
        raise _Wrong("raters", _('raters must be an object like {"anna": {…}}'))
    return given | more


def _rating(rater: str, value: Any, rubric: Rubric, left_out: Counter[str]) -> Rating:
    from scoring.calibration import Rating

    if not isinstance(value, dict):
        raise _Wrong(rater, _("the rating of {rater} must be an object").format(rater=shown(rater)))
    labels: set[str] = set()
    for key, known in (("moves", rubric.moves), ("faults", rubric.faults), ("labels", rubric.labels)):
        labels |= _labels(value, key, known, rubric, left_out)
    if not {"moves", "faults", "labels"} & value.keys():
        raise _Wrong(
            rater,
            _("the rating of {rater} has no moves and no faults").format(rater=shown(rater)),
            _('write "moves": [] for none'),
        )
    stance = value.get("stance")
    if stance not in STANCES:
        raise _Wrong(
            "stance", _("stance cannot be {stance}").format(stance=shown(stance)), did_you_mean(str(stance), STANCES)
        )
    return Rating(frozenset(labels), _axis(value, "calm"), _axis(value, "firm"), stance)


def _labels(
    value: dict[str, Any], key: str, known: Collection[str], rubric: Rubric, left_out: Counter[str]
) -> set[str]:
    given = value.get(key, [])
    if not isinstance(given, list) or not all(isinstance(label, str) for label in given):
        raise _Wrong(key, _("{key} must be a list of labels").format(key=key))
    for label in given:
        if label not in known:
            if label not in LABELS or label in rubric.labels:
                raise _Wrong(
                    label,
                    _("{label} is none of the {key} of this rubric").format(label=shown(label), key=key),
                    did_you_mean(label, known),
                )
            left_out[label] += 1
    return set(given) & set(known)


def _axis(value: dict[str, Any], key: str) -> int:
    points = value.get(key)
    if isinstance(points, bool) or not isinstance(points, (int, float)) or not 1 <= points <= 5:
        raise _Wrong(key, _("{key} must be a number from 1 to 5, not {points}").format(key=key, points=shown(points)))
    return round(points)
