"""When a principle is due again: a card of the FSRS scheduler for each.

The same evidence at the same times gives the same days: nothing is random here, and looking changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import fsrs

    from simulator.practice.evidence import Rating

# What is to be there when a principle returns, and the longest rest: a habit of talking fades unseen.
RETENTION = 0.9
LONGEST_DAYS = 120
# FSRS's numbers: 1 again, 2 hard, 3 good. "Easy" is for whoever says so, and nobody is asked.
_GRADES: dict[str, int] = {"missed": 1, "partly": 2, "kept": 3}


@dataclass(frozen=True, slots=True)
class Card:
    """Where a principle stands: `reviewed` and `due` are aware, in UTC; `stability` in days, `difficulty` 1-10."""

    reviewed: datetime
    due: datetime
    stability: float
    difficulty: float


def after(card: Card | None, rating: Rating, at: datetime) -> Card:
    """The card after evidence of this rating at `at` (aware). None: the principle's first evidence."""
    import fsrs

    moment = at.astimezone(UTC)
    state = fsrs.State.Learning if card is None else fsrs.State.Review
    before = fsrs.Card(1, state, 0 if card is None else None, None, None, moment, None)
    if card is not None:
        before.stability, before.difficulty, before.due = card.stability, card.difficulty, card.due
        # A clock that was set back must not make time run backwards.
        before.last_review = min(card.reviewed, moment)
    now, _ = _scheduler().review_card(before, fsrs.Rating(_GRADES[rating]), moment)
    assert now.stability is not None
    assert now.difficulty is not None
    return Card(moment, now.due, now.stability, now.difficulty)


@lru_cache(maxsize=1)
def _scheduler() -> fsrs.Scheduler:
    import fsrs

    # No steps of minutes: a conversation is practised in days.
    return fsrs.Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST_DAYS,
        enable_fuzzing=False,
    )
