"""What can be wrong with a rubric's example bank and with what was learned from it."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from scoring.bank import example_of, read_bank, second_ratings
from scoring.contract import LABELS, LANGUAGES, Situation
from scoring.rubric import DEFAULT, RubricError
from scoring.rubric_files import inside
from simulator.commands.rubric_findings import Findings
from simulator.i18n import _, mark
from simulator.rubric_words import rubric_told, why_told
from simulator.scenario.problem import shown

# What learning asks for (scoring.train).
LEAST_ROWS, LEAST_WRITERS = 50, 2
PROBES = {"en": "We will call you tomorrow.", "ru": "Мы позвоним вам завтра.", "uk": "Ми зателефонуємо вам завтра."}
RETRAIN = mark("train the rubric anew: calmfirm rubric train FOLDER")


class Bank:
    """The bank of one folder. `rows`: how many examples it holds."""

    def __init__(self, folder: Path, labels: Collection[str], extends: bool, findings: Findings) -> None:
        self.folder = folder
        self.labels = frozenset((*LABELS, *labels))
        self.extends = extends
        self.findings = findings
        self.rows = 0
        self.writers: set[str] = set()

    def check(self) -> None:
        """Note every row that is none, and a bank that is too small."""
        files = sorted((self.folder / "bank").glob("*.jsonl"))
        if not files:
            return
        keys = {example.key: _("the shipped bank") for example in read_bank(DEFAULT)} if self.extends else {}
        for path in files:
            try:
                lines = inside(self.folder, path).read_bytes().split(b"\n")
                second = second_ratings(inside(self.folder, path.with_suffix(".second.json")))
            except (OSError, ValueError) as error:
                self.findings.file("RB401", path, _("cannot be read: {error}").format(error=error))
                continue
            self._file(path, lines, second, keys)
        if not self.extends and (self.rows < LEAST_ROWS or len(self.writers) < LEAST_WRITERS):
            told = _("rows: {rows}, writers: {writers}; learning needs {least_rows} rows by {least_writers}").format(
                rows=self.rows, writers=len(self.writers), least_rows=LEAST_ROWS, least_writers=LEAST_WRITERS
            )
            self.findings.file("RB402", files[0], told, _("a writer's rows stand in a file of their own"))

    def _file(self, path: Path, lines: list[bytes], second: dict[str, Any], keys: dict[str, str]) -> None:
        situations: dict[str, Any] = {}
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            line = raw.decode("utf-8", "replace")
            try:
                row = json.loads(raw.decode("utf-8"))
                if not isinstance(row, dict):
                    raise TypeError(_("is not an object"))
                if "r" not in row:
                    situations[row["s"]] = row
                    continue
                if row["s"] not in situations:
                    raise ValueError(_("the situation {key} does not stand above").format(key=shown(row["s"])))
                example_of(path.stem, row, situations[row["s"]], second.get(row["r"]), self.labels)
            except json.JSONDecodeError as error:
                self._note(path, number, error.colno, _("is not JSON: {error}").format(error=_(error.msg)), line)
                continue
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                told = _("{key} is missing").format(key=error) if isinstance(error, KeyError) else rubric_told(error)
                self._note(path, number, 1, told, line)
                continue
            self.rows += 1
            self.writers.add(path.stem)
            place = _("{name}, line {number}").format(name=path.name, number=number)
            if keys.setdefault(row["r"], place) != place:
                column = line.find('"r"') + 1
                self._note(
                    path,
                    number,
                    column,
                    _("the key {key} is also in {place}").format(key=shown(row["r"]), place=keys[row["r"]]),
                    line,
                )

    def _note(self, path: Path, line: int, column: int, message: str, excerpt: str) -> None:
        hint = _("docs/rubrics.md shows what a row of the bank holds")
        self.findings.file("RB401", path, message, hint, line, max(1, column), excerpt)


def check_model(folder: Path, findings: Findings) -> None:
    """Note learned files that are missing, damaged or made for something else, by scoring a sentence with them."""
    from scoring.scorer import Scorer

    place = folder / "model"
    try:
        scorer = Scorer.load(folder)
        if scorer.layers == "cues":
            findings.file(
                "RB501",
                place,
                _("cannot be used, so word patterns alone would judge: {why}").format(why=why_told(scorer)),
                _(RETRAIN),
            )
        for lang in LANGUAGES:
            scorer.score(PROBES[lang], Situation(lang=lang))
    except RubricError as error:
        findings.file("RB501", place, rubric_told(error), _(RETRAIN))
    except Exception as error:  # whatever numpy says of arrays that do not fit together
        findings.file(
            "RB501", place, _("cannot be used: {error}").format(error=f"{type(error).__name__}: {error}"), _(RETRAIN)
        )
