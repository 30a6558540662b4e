"""The spare-key scenario of these tests, opened, with a scorer whose judgement is known beforehand."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from scoring.contract import MOVES, Evidence, Score, Situation
from scoring.rubric import Rubric, load_rubric
from simulator.scenario.library import Loaded, open_scenario

LIBRARY = Path(__file__).parent.parent / "library"
ROOT = LIBRARY.parent.parent
SPARE_KEY = LIBRARY / "en" / "spare-key.yaml"


class FakeScorer:
    """`idiot` is an insult, `?` a question, `rule` names the rule; everything else is neutral."""

    layers = "full"

    def __init__(self) -> None:
        self.asked: list[tuple[str, Situation]] = []

    @property
    def rubric(self) -> Rubric:
        return load_rubric()

    def score(self, reply: str, situation: Situation) -> Score:
        self.asked.append((reply, situation))
        found = [
            Evidence(label, reply.index(word), reply.index(word) + len(word), word, 0.9, "cue")
            for word, label in (("?", "ask"), ("rule", "state_rule"), ("idiot", "insult"))
            if word in reply
        ]
        labels = {one.label: one.confidence for one in found}
        faults = {label: sure for label, sure in labels.items() if label == "insult"}
        return Score(
            moves={label: sure for label, sure in labels.items() if label in MOVES},
            faults=faults,
            calm=1.0 if faults else 4.0,
            firm=3.0 if "state_rule" in labels else 2.0,
            stance="dismissive" if faults else "neutral",
            evidence=tuple(found),
            missing=tuple(move for move in situation.expects if move not in labels),
            caps=tuple(faults),
            rubric="fake",
            rubric_version="7",
            rubric_hash="abc",
        )


@lru_cache(maxsize=1)
def spare_key() -> Loaded:
    return open_scenario(SPARE_KEY)
