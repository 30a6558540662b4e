"""Kept turns judged again by another rubric, each in its own situation, and what came out differently. Pure.

What is kept is never written over: a kept score says which rubric made it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from scoring.contract import Earlier, Score, Situation
from simulator import session

if TYPE_CHECKING:
    from simulator.game import Scores
    from simulator.scenario.model import Scenario
    from simulator.session import Turn


@dataclass(frozen=True, slots=True)
class Rescored:
    """One turn's kept score (`turn.score`) beside the score that it gets now."""

    turn: Turn
    now: Score

    @property
    def gained(self) -> tuple[str, ...]:
        """Labels shown now and not then, moves before faults."""
        return _only(self.now, self.turn.score)

    @property
    def lost(self) -> tuple[str, ...]:
        """Labels shown then and not now, moves before faults."""
        return _only(self.turn.score, self.now)

    @property
    def calm(self) -> float:
        """How far calm moved, in points."""
        return round(self.now.calm - self.turn.score.calm, 1)

    @property
    def firm(self) -> float:
        """How far firm moved, in points."""
        return round(self.now.firm - self.turn.score.firm, 1)

    @property
    def changed(self) -> bool:
        """Whether axes, stance or labels differ; confidence and evidence alone do not count."""
        return bool(self.calm or self.firm or self.gained or self.lost or self.now.stance != self.turn.score.stance)


def _only(one: Score, other: Score) -> tuple[str, ...]:
    return tuple(label for label in (*one.moves, *one.faults) if label not in other.labels)


def replayed(scenario: Scenario, trainee: str, turns: Sequence[Turn]) -> tuple[Situation, ...] | None:
    """The situation of each turn, as the scenario had it; None when the turns do not fit the scenario."""
    state, _ = session.start(scenario, trainee)
    found = []
    for turn in turns:
        try:
            about = session.situation(scenario, state)
            found.append(replace(about, given=(*about.given, *turn.origin.shown)))
            state, _ = session.advance(
                scenario, state, turn.reply, turn.score, turn.choice, turn.guessed, turn.origin, turn.ticks
            )
        except ValueError:
            return None
    return tuple(found)


def from_kept(lang: str, turns: Sequence[Turn]) -> tuple[Situation, ...]:
    """What the kept turns themselves say of their situations: the language and the client's words."""
    return tuple(Situation(lang=lang, client="\n".join(turn.client)) for turn in turns)


def rescore(turns: Sequence[Turn], situations: Sequence[Situation], scorer: Scores) -> tuple[Rescored, ...]:
    """Each turn with its score of now. What earlier replies showed is what they show now, not then."""
    done: list[Rescored] = []
    for turn, situation in zip(turns, situations, strict=True):
        shown = Counter(label for one in done for label in one.now.labels)
        earlier = Earlier(dict(sorted(shown.items())), tuple(one.turn.reply for one in done))
        done.append(Rescored(turn, scorer.score(turn.reply, replace(situation, earlier=earlier))))
    return tuple(done)


def summary(found: Iterable[Rescored]) -> dict[str, Any]:
    """JSON-ready counts: turns, changed, mean move of calm and firm in points, labels gained and lost."""
    every = tuple(found)
    many = max(1, len(every))
    return {
        "turns": len(every),
        "changed": sum(one.changed for one in every),
        "calm": round(sum(one.calm for one in every) / many, 2),
        "firm": round(sum(one.firm for one in every) / many, 2),
        "stance": sum(one.now.stance != one.turn.score.stance for one in every),
        "gained": dict(Counter(label for one in every for label in one.gained).most_common()),
        "lost": dict(Counter(label for one in every for label in one.lost).most_common()),
    }


def made_by(score: Score) -> dict[str, str]:
    """The rubric that made a score: its name, version and hash, and the layers that judged."""
    return {
        "name": score.rubric,
        "version": score.rubric_version,
        "hash": score.rubric_hash,
        "layers": score.layers,
    }


def rescored_record(one: Rescored) -> dict[str, Any]:
    """JSON-ready: number, reply, the two scores in short with their rubrics, labels gained and lost."""
    return {
        "number": one.turn.number,
        "reply": one.turn.reply,
        "changed": one.changed,
        "then": _short(one.turn.score),
        "now": _short(one.now),
        "gained": list(one.gained),
        "lost": list(one.lost),
    }


def _short(score: Score) -> dict[str, Any]:
    return {
        "rubric": made_by(score),
        "calm": score.calm,
        "firm": score.firm,
        "stance": score.stance,
        "moves": list(score.moves),
        "faults": list(score.faults),
    }
