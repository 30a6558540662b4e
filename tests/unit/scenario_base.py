"""A small valid scenario that tests change, and a scorer that gives the scores it is told."""

from __future__ import annotations

import re
from pathlib import Path

from scoring.contract import FAULTS, Score, Situation
from simulator.scenario.check import Report, check
from simulator.scenario.model import Scenario

BASE = """\
calmfirm: 1
id: example
lang: en
title: Late keys
summary: A tenant keeps the keys.
trade: holiday flats
difficulty: 2
minutes: 5
principles: [state_rule]
client:
  name: Mr Lund
  who: a tenant
briefing:
  situation: He kept the keys.
  rule: Keys are back by eleven.
  goal: He pays.
counters: {excuses: 0}
facts:
  hospital:
    text: His wife was taken to hospital.
    about: [wife, happen]
start: opening
always:
  - {when: {shows: [insult]}, to: lost,
     count: {excuses: +1}}
steps:
  opening:
    client: Well?
    routes:
      - when: {asks: hospital}
        to: told
        reveal: [hospital]
      - otherwise: agreed
    tests:
      - {reply: What happened?, to: told}
  told:
    client: And now?
    routes:
      - otherwise: agreed
    tests:
      - {reply: It is forty pounds., to: agreed}
endings:
  agreed: {outcome: good, title: Paid, text: He pays., lesson: Asking first pays.}
  lost: {outcome: lost, title: Lost, text: "He hangs up, {{ count.excuses }}.", lesson: Contempt costs.}
"""


def sections(text: str) -> dict[str, str]:
    """The text's parts by their key in the first column."""
    found: dict[str, str] = {}
    for part in re.split(r"(?m)^(?=\w[\w-]*:)", text):
        if part.strip():
            key = part.partition(":")[0]
            found[key] = found.get(key, "") + part
    return found


def changed(*fragments: str) -> str:
    """The base with the parts that the fragments give; a part that is new goes to the end."""
    parts = sections(BASE)
    for fragment in fragments:
        parts |= sections(fragment)
    return "".join(part if part.endswith("\n") else part + "\n" for part in parts.values())


def checked(folder: Path, text: str, scorer: Told | None = None, name: str = "example.yaml") -> Report:
    """The report on a file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return check(path, scorer)


def loaded(folder: Path, text: str) -> Scenario:
    """The scenario that a text without errors holds."""
    report = checked(folder, text)
    assert report.loaded is not None, report.render()
    return report.loaded.scenario


def codes(report: Report) -> list[str]:
    """The codes of a report, in its order."""
    return [problem.code for problem in report.problems]


def score(*labels: str, calm: float = 4.0, firm: float = 4.0, stance: str = "calm_firm") -> Score:
    """A score that shows these labels."""
    return Score(
        moves={label: 1.0 for label in labels if label not in FAULTS},
        faults={label: 1.0 for label in labels if label in FAULTS},
        calm=calm,
        firm=firm,
        stance=stance,
    )


class Told:
    """A scorer that gives the score it was told for a reply, and a neutral one for any other."""

    def __init__(self, scores: dict[str, Score] | None = None) -> None:
        self.scores = scores or {}
        self.situations: list[Situation] = []

    def score(self, reply: str, situation: Situation) -> Score:
        """The score of one reply; the situation is kept."""
        self.situations.append(situation)
        return self.scores.get(reply, score(calm=3.0, firm=3.0, stance="neutral"))
