"""Replies and scores as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, cast

from scoring.contract import LANGUAGES, Score, Situation
from simulator.game import MAX_REPLY
from simulator.i18n import _, number
from simulator.scenario.scored import scored

if TYPE_CHECKING:
    from scoring.contract import Breach, OurFault
    from simulator.game import Scores

BREACHES = ("none", "first", "repeat")
OUR_FAULT: dict[Any, str] = {True: "yes", False: "no", None: "unclear", "yes": "yes", "no": "no", "unclear": "unclear"}


class RowProblem(ValueError):
    """A line that is no row; the message says what is wrong with it. `key`: where in it; `column`: likewise, from 1, 0
    when it is not known."""

    def __init__(self, message: str, key: str = "", column: int = 0) -> None:
        super().__init__(message)
        self.key = key
        self.column = column


def score_rows(lines: Iterable[bytes], scorer: Scores, together: int = 1) -> Iterator[dict[str, Any] | str | None]:
    """For each line its scored row, None for a blank line, or what is wrong with it. `together`: so many lines are
    read before they are scored, which takes half the time; 1 answers each line at once."""
    rest = iter(lines)
    while group := list(islice(rest, together)):
        read = [_read(line) for line in group]
        scores = iter(scored(scorer, [(one[1], one[2]) for one in read if isinstance(one, tuple)]))
        for one in read:
            yield score_row(one[0], next(scores)) if isinstance(one, tuple) else one


def _read(line: bytes) -> tuple[str | int | None, str, Situation] | str | None:
    try:
        return read_row(line) if line.strip() else None
    except RowProblem as problem:
        return str(problem)


def score_row(name: str | int | None, score: Score) -> dict[str, Any]:
    """The row that is written for a reply; `name` is the id it came with."""
    return {
        "id": name,
        "moves": list(score.moves),
        "faults": list(score.faults),
        "calm": score.calm,
        "firm": score.firm,
        "stance": score.stance,
        "evidence": [
            {"label": one.label, "start": one.start, "end": one.end, "text": one.text, "confidence": one.confidence}
            for one in score.evidence
        ],
    }


def read_row(line: bytes) -> tuple[str | int | None, str, Situation]:
    """(id, reply, situation) of a line. Raises RowProblem."""
    row = _object(line)
    name = row.get("id")
    if isinstance(name, (bool, float, list, dict)):
        raise RowProblem(_("id must be a text or a whole number"), "id")
    reply = _text(row, "reply", None)
    if len(reply) > MAX_REPLY:
        raise RowProblem(
            _("reply has {count} characters; the limit is {most}").format(
                count=number(len(reply)), most=number(MAX_REPLY)
            ),
            "reply",
        )
    if isinstance(name, str):
        _encodable("id", name)
    situation = Situation(
        lang=_one_of(row, "lang", LANGUAGES, "en"),
        client=_text(row, "client", ""),
        about=_text(row, "situation", ""),
        our_fault=_our_fault(row),
        breach=cast("Breach", _one_of(row, "breach", BREACHES, "none")),
    )
    return name, reply, situation


def _object(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RowProblem(_("is not UTF-8 text (byte {number})").format(number=error.start + 1)) from error
    except RecursionError:
        raise RowProblem(_("is nested too deeply")) from None
    except json.JSONDecodeError as error:
        told = _("is not JSON: {error} (column {column})").format(error=_(error.msg), column=error.colno)
        raise RowProblem(told, column=error.colno) from error
    except ValueError as error:
        raise RowProblem(_("is not JSON: {error}").format(error=error)) from error
    if not isinstance(row, dict):
        raise RowProblem(_('is not an object like {"id": "1", "reply": "…"}'))
    return row


def _text(row: dict[str, Any], key: str, default: str | None) -> str:
    if key not in row:
        if default is None:
            raise RowProblem(_("{key} is missing").format(key=key), key)
        return default
    value = row[key]
    if not isinstance(value, str):
        raise RowProblem(_("{key} must be a text").format(key=key), key)
    _encodable(key, value)
    return value


def _encodable(key: str, value: str) -> None:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise RowProblem(_("{key} holds half of a character (a lone surrogate)").format(key=key), key) from None


def _one_of(row: dict[str, Any], key: str, known: tuple[str, ...], default: str) -> str:
    value = row.get(key, default)
    if not isinstance(value, str) or value not in known:
        raise RowProblem(_("{key} must be one of {known}").format(key=key, known=", ".join(known)), key)
    return value


def _our_fault(row: dict[str, Any]) -> OurFault:
    value: object = row.get("our_fault", False)
    # 1 and 0 would pass for true and false as keys.
    if not (value is None or isinstance(value, (bool, str))) or value not in OUR_FAULT:
        raise RowProblem(_("our_fault must be true, false or null"), "our_fault")
    return cast(Literal["yes", "no", "unclear"], OUR_FAULT[value])
