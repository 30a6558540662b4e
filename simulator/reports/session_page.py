"""What the report of one conversation tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator import session
from simulator.debrief import turning
from simulator.deciding_words import decision, weighing
from simulator.i18n import _, day
from simulator.origin_words import came_about
from simulator.principles import over_all
from simulator.principles_words import NAMES, SAYS, STATES
from simulator.reports.charts import lines, plane
from simulator.reports.pieces import Piece, pieces
from simulator.reports.take_along import take_along
from simulator.reports.tally import mean, tallies
from simulator.result_words import result
from simulator.review import WHOLE
from simulator.submission import replayed
from simulator.wording import CUES_ONLY, Wording, cost_line, held_down, outcome_told

if TYPE_CHECKING:
    from simulator.principles import Verdict
    from simulator.review import Comment
    from simulator.scenario.model import Scenario
    from simulator.session import Turn
    from simulator.store.rows import Branch
    from simulator.store.whole import Whole


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn: the reply in pieces, `notes` that explain them, what was missing and what held the score down, how
    the client's mood moved, and the coaches' comments on it."""

    turn: Turn
    pieces: tuple[Piece, ...]
    notes: tuple[tuple[int, str, bool], ...]
    missing: tuple[str, ...]
    held_down: tuple[str, ...]
    moods: tuple[str, ...]
    comments: tuple[Comment, ...]
    came_about: str = ""
    decision: tuple[str, ...] = ()
    costs: tuple[str, ...] = ()


def session_page(one: Whole, scenario: Scenario | None, wording: Wording) -> dict[str, Any]:
    """The values of the template `session.html`. `scenario` None: what only the scenario knows is left out."""
    turns = one.played
    ending, weighed = None, tuple[str, ...]()
    if scenario is not None:
        state = replayed(scenario, one.row.trainee, turns)[1]
        ending = session.ending_texts(scenario, state) if state.over else None
        weighed = tuple(weighing(scenario, state)) if len(state.turns) == len(turns) else ()
    turned = turning(turns)
    numbers = [str(turn.number) for turn in turns]
    due = tallies(turns)
    order = [*(scenario.principles if scenario else ()), *due]
    return {
        "one": one,
        "row": one.row,
        "held": list(result(one.row.terms, turns)),
        "outcome": outcome_told(one.row.outcome),
        "ending": ending,
        "calm": mean([turn.score.calm for turn in turns]),
        "firm": mean([turn.score.firm for turn in turns]),
        "turning": turned,
        "plane": plane(turns),
        "scores": lines(
            [
                ("calm", _("calm"), [turn.score.calm for turn in turns]),
                ("firm", _("firm"), [turn.score.firm for turn in turns]),
            ],
            numbers, 1, 5, 1,
        ),
        "moods": lines(
            [
                ("patience", _("patience"), [float(turn.patience) for turn in turns]),
                ("trust", _("trust"), [float(turn.trust) for turn in turns]),
            ],
            numbers, 0, 10, 2,
        ),
        "turns": [_turn(turn, one, wording) for turn in turns],
        "overall": [_verdict(verdict) for verdict in over_all(scenario, turns)] if scenario else None,
        "principles": [
            {
                "name": wording.name(label),
                "kept": [turn.number for turn in turns if label in turn.score.moves],
                "missed": [turn.number for turn in turns if label in turn.score.missing],
            }
            for label in dict.fromkeys(order)
        ],
        "along": take_along(scenario, one.row.trainee, turns, wording) if scenario else None,
        "comments": [comment for comment in one.comments if comment.number == WHOLE],
        "rubrics": rubrics(turns),
        "weighed": weighed,
        "cues_only": _(CUES_ONLY) if any(turn.score.layers == "cues" for turn in turns) else "",
        "retry": retry_told(one.row.branch),
        "word": wording,
    }  # fmt: skip


def retry_told(branch: Branch | None) -> str:
    """Of a retry which turns it repeats, in a sentence; empty for a first attempt."""
    if branch is None:
        return ""
    begun = branch.started_at.astimezone()
    moment = f"{day(begun)}, {begun:%H:%M}"
    if branch.turn == 1:
        return _("A retry of the conversation of {day}, from its first turn.").format(day=moment)
    return _(
        "A retry of the conversation of {day}, from turn {turn}. The turns before it are that conversation's, repeated."
    ).format(day=moment, turn=branch.turn)


def _turn(turn: Turn, one: Whole, wording: Wording) -> TurnView:
    score = turn.score
    cut = pieces(turn.reply, score.evidence, score.faults)
    notes = {
        piece.note: (piece.note, ", ".join(map(wording.name, piece.labels)), piece.fault) for piece in cut if piece.note
    }
    return TurnView(
        turn=turn,
        pieces=cut,
        notes=tuple(notes[number] for number in sorted(notes)),
        missing=tuple(map(wording.name, score.missing)),
        held_down=tuple(wording.name(cap) if cap in score.faults else held_down(cap) for cap in score.caps),
        moods=tuple(wording.mood(change) for change in turn.changes),
        comments=tuple(comment for comment in one.comments if comment.number == turn.number),
        came_about=came_about(turn.origin),
        decision=tuple(decision(turn)) if turn.decided else (),
        costs=tuple(map(cost_line, turn.spent)),
    )


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "name": _(NAMES[verdict.key]),
        "state": _(STATES[verdict.state]),
        "key": verdict.state,
        "findings": [
            {"kept": found.kept, "says": _(SAYS[found.key]), "quotes": found.quotes} for found in verdict.findings
        ],
    }


def rubrics(turns: Iterable[Turn]) -> list[str]:
    """Each rubric that judged a turn: name, version and the beginning of its hash."""
    found = {(turn.score.rubric, turn.score.rubric_version, turn.score.rubric_hash[:16]) for turn in turns}
    return [" ".join(filter(None, one)) for one in sorted(found)]
