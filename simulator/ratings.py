"""A coach's own ratings of replies: what is to be rated, in which order, and the file in which each rating is kept.

The file is JSON Lines, a reply a line with its raters under `raters`; `calmfirm rubric agree` reads it. Several coaches
may rate into one file, each under a name of their own.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scoring.contract import STANCES
from simulator.i18n import _
from simulator.os_words import os_told

if TYPE_CHECKING:
    from scoring.contract import Situation
    from scoring.rubric import Rubric

ORDER = "calmfirm-1"
OUR_FAULT: dict[str, bool | None] = {"yes": True, "no": False, "unclear": None}


class RatingsError(ValueError):
    """A file of ratings that cannot be used; the message names file and place and how to mend it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A reply to be rated, with all that a rater is told. `name`: its id, the same each time."""

    name: str | int
    reply: str
    situation: Situation


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rater says of a reply, perhaps not all of it yet. `calm`, `firm`: 1-5."""

    labels: frozenset[str] = frozenset()
    calm: int | None = None
    firm: int | None = None
    stance: str | None = None

    @property
    def missing(self) -> str | None:
        """The first of calm, firm and stance that is not given yet."""
        return next((name for name in ("calm", "firm", "stance") if getattr(self, name) is None), None)

    def toggled(self, label: str) -> Judgement:
        """The judgement with this label ticked, or no longer."""
        return replace(self, labels=self.labels ^ {label})


def shuffled(samples: Iterable[Sample]) -> list[Sample]:
    """The samples in an order that says nothing about them and is the same each time, whatever is added later."""
    return sorted(samples, key=lambda one: hashlib.sha256(f"{ORDER}:{one.name}".encode()).digest())


class Ratings:
    """One rater's ratings in a file, each written at once: after a crash the file holds every rating given before.

    Raises RatingsError, when it is made, for a file that holds something else.
    """

    def __init__(self, path: Path, rater: str, rubric: Rubric) -> None:
        self.path = path
        self.rater = rater
        self.rubric = rubric
        self._rows = self._read()

    def given(self, sample: Sample) -> Judgement | None:
        """What the rater has said of this reply. Raises RatingsError when its id stands for another reply there."""
        row = self._rows.get(sample.name)
        if row is None:
            return None
        if row.get("reply") != sample.reply:
            raise RatingsError(
                _(
                    "{file}: {id} stands for another reply there; keep the ratings of these replies in another file "
                    "(--out)"
                ).format(file=self.path, id=json.dumps(sample.name, ensure_ascii=False))
            )
        return self._judgement(row)

    def keep(self, sample: Sample, judgement: Judgement | None) -> None:
        """Write the rating of a reply, or take it back (None), before returning.

        Raises OSError when it cannot be written, RatingsError when the file has been spoiled meanwhile; then the file
        is as it was.
        """
        rows = self._read()  # another rater may have written meanwhile
        row = rows.setdefault(sample.name, _row(sample))
        raters = row.setdefault("raters", {})
        if judgement is None:
            raters.pop(self.rater, None)
        else:
            raters[self.rater] = self._as_dict(judgement)
        if not raters and not {"a", "b"} & row.keys():
            del rows[sample.name]
        _write(self.path, rows.values())
        self._rows = rows

    def _read(self) -> dict[str | int, dict[str, Any]]:
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise RatingsError(
                _("{file}: cannot be read: {error}").format(file=self.path, error=os_told(error))
            ) from error
        rows: dict[str | int, dict[str, Any]] = {}
        for number, line in enumerate(lines, 1):
            if line.strip():
                row = _parsed(line, f"{self.path}:{number}")
                rows[row["id"]] = row
        return rows

    def _judgement(self, row: dict[str, Any]) -> Judgement | None:
        said = row["raters"].get(self.rater) if isinstance(row.get("raters"), dict) else None
        if not isinstance(said, dict):
            return None
        labels = [*said.get("moves", ()), *said.get("faults", ())]
        stance = said.get("stance")
        return Judgement(
            frozenset(one for one in labels if one in self.rubric.labels),
            _points(said.get("calm")),
            _points(said.get("firm")),
            stance if stance in STANCES else None,
        )

    def _as_dict(self, judgement: Judgement) -> dict[str, Any]:
        return {
            "moves": [label for label in self.rubric.moves if label in judgement.labels],
            "faults": [label for label in self.rubric.faults if label in judgement.labels],
            "calm": judgement.calm,
            "firm": judgement.firm,
            "stance": judgement.stance,
            "rubric": f"{self.rubric.name_of_rubric} {self.rubric.version}",
        }


def begin_at(samples: Sequence[Sample], ratings: Ratings) -> int:
    """Where to go on: the first unrated reply behind the last rated one, else the first unrated one, else the end."""
    rated = [ratings.given(one) is not None for one in samples]
    last = max((number for number, done in enumerate(rated) if done), default=-1)
    places = (*range(last + 1, len(samples)), *range(last + 1))
    return next((number for number in places if not rated[number]), len(samples))


def _row(sample: Sample) -> dict[str, Any]:
    about = sample.situation
    return {
        "id": sample.name,
        "lang": about.lang,
        "situation": about.about,
        "our_fault": OUR_FAULT[about.our_fault],
        "breach": about.breach,
        "client": about.client,
        "reply": sample.reply,
    }


def _points(value: Any) -> int | None:
    return round(value) if isinstance(value, (int, float)) and 1 <= value <= 5 else None


def _parsed(line: bytes, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise RatingsError(
            _("{place}: is not JSON: {error}; name another file (--out)").format(
                place=f"{place}:{error.colno}", error=_(error.msg)
            )
        ) from error
    except (ValueError, RecursionError) as error:
        raise RatingsError(_("{place}: is not JSON; name another file (--out)").format(place=f"{place}:1")) from error
    name = row.get("id") if isinstance(row, dict) else None
    if isinstance(name, bool) or not isinstance(name, (str, int)):
        raise RatingsError(
            _("{place}: is no rated reply with an id; name another file (--out)").format(place=f"{place}:1")
        )
    if not isinstance(row.get("raters", {}), dict):
        raise RatingsError(_("{place}: raters is no object; name another file (--out)").format(place=f"{place}:1"))
    return dict(row)


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Put the rows in the place of the file in one step, on the disk before this returns."""
    path = path.resolve()  # what stands behind a link is written anew, not the link
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            os.chmod(name, path.stat().st_mode)
        else:
            os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    with contextlib.suppress(OSError, AttributeError):  # a folder cannot be synced on every system
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
