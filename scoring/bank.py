"""The example bank: replies with labels, by several writers, from which the heads are learned.

A file is JSON Lines with situation lines (`s`) followed by their replies (`r`). `marks` holds, for each label, the
words that show it. A reply may carry a second rater's labels (`b`); where the two differ the label is not learned.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring.contract import LABELS, STANCES, Situation
from scoring.rubric import RubricError, load_rubric
from scoring.rubric_files import inside
from scoring.told import Unfit


@dataclass(frozen=True)
class Example:
    """A labelled reply. `labels`: what both raters saw. `doubted`: what only one saw. `marks`: label -> the words
    that show it, as (start, end). `calm`, `firm`: 1-5, the raters' mean."""

    key: str
    writer: str
    reply: str
    situation: Situation
    labels: frozenset[str]
    doubted: frozenset[str]
    marks: dict[str, tuple[int, int]]
    calm: float
    firm: float
    stance: str
    stance_doubted: bool


def read_bank(folder: Path) -> list[Example]:
    """Every example of a rubric folder's bank, in file order; those of the rubric that it extends come first.

    Raises RubricError with file and line.
    """
    rubric = load_rubric(folder)
    given = read_bank(rubric.base) if rubric.base else []
    labels = frozenset((*LABELS, *rubric.labels))
    return given + [
        example
        for path in sorted((folder / "bank").glob("*.jsonl"))
        for example in read_examples(inside(folder, path), labels)
    ]


def read_examples(path: Path, labels: Collection[str] = LABELS) -> Iterator[Example]:
    """The examples of one file, marked with these labels. Raises RubricError with file and line."""
    situations: dict[str, dict[str, Any]] = {}
    second = second_ratings(path.with_suffix(".second.json"))
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if "r" not in row:
                    situations[row["s"]] = row
                    continue
                yield example_of(path.stem, row, situations[row["s"]], second.get(row["r"]), labels)
            except Unfit as error:
                raise RubricError("{path}:{number}: {error}", path=path, number=number, error=error) from error
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                told = f"{type(error).__name__}: {error}"
                raise RubricError("{path}:{number}: {error}", path=path, number=number, error=told) from error


def second_ratings(path: Path) -> dict[str, dict[str, Any]]:
    """A second rater's labels by the key of the reply; none without a file. Raises ValueError, OSError."""
    if not path.exists():
        return {}
    data: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return data


def example_of(
    writer: str, row: dict[str, Any], place: dict[str, Any], other: dict[str, Any] | None, labels: Collection[str]
) -> Example:
    """The example in a reply's row with its situation's row and, if there is one, the second rater's.

    Raises ValueError, KeyError, TypeError or AttributeError for a row that is none.
    """
    one = frozenset(row["marks"])
    if unknown := one - set(labels):
        raise Unfit("unknown labels {labels}", labels=sorted(unknown))
    two = frozenset(other["labels"]) if other else one
    marks = {}
    for label, words in row["marks"].items():
        start = row["reply"].find(words)
        if not words or start < 0:
            raise Unfit("the words for {label} are not in the reply: {words!r}", label=label, words=words)
        marks[label] = (start, start + len(words))
    stance = row["stance"]
    if stance not in STANCES:
        raise Unfit("unknown stance {stance}", stance=stance)
    fault = {True: "yes", False: "no", None: "unclear"}[place["our_fault"]]
    return Example(
        key=row["r"],
        writer=writer,
        reply=row["reply"],
        situation=Situation(
            lang=place["lang"],
            client=place["client"],
            about=place["situation"],
            our_fault=fault,  # type: ignore[arg-type]
            breach=place["breach"],
        ),
        labels=one & two,
        doubted=one ^ two,
        marks={label: span for label, span in marks.items() if label in two},
        calm=(row["calm"] + (other["calm"] if other else row["calm"])) / 2,
        firm=(row["firm"] + (other["firm"] if other else row["firm"])) / 2,
        stance=stance,
        stance_doubted=bool(other) and other["stance"] != stance if other else False,
    )
