"""How far the scores agree with what coaches said of the same replies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scoring.contract import LABELS
from simulator.review import judgement_of

if TYPE_CHECKING:
    from scoring.calibration import Rating
    from simulator.session import Turn
    from simulator.store.whole import Whole

WORST = 5


@dataclass(frozen=True, slots=True)
class Rated:
    """A rater's judgement of a reply in a language. `blind`: given without sight of the score."""

    reply: str
    lang: str
    rater: str
    rating: Rating
    blind: bool = True


@dataclass(frozen=True, slots=True)
class Scale:
    """Agreement on calm, firm or stance: Cohen's kappa with its 95 % interval (None: not defined), and the verdict."""

    name: str
    kappa: float | None
    low: float | None
    high: float | None
    verdict: Literal["fit", "not fit", "too few"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A reply that coach and score see differently: the coach's points and ours, 1 to 5."""

    reply: str
    person: str
    rater: str
    calm: tuple[int, float]
    firm: tuple[int, float]


@dataclass(frozen=True, slots=True)
class Agreement:
    """`replies`: how many were rated, `raters`: by whom, `blind`: whether all were rated without sight of the score,
    `calm_off`, `firm_off`: mean distance in points, `labels_f1`: agreement on moves and faults (micro F1, 0.0-1.0)."""

    replies: int
    raters: tuple[str, ...]
    blind: bool
    calm_off: float
    firm_off: float
    labels_f1: float
    scales: tuple[Scale, ...]
    worst: tuple[Difference, ...]


def agreement(conversations: Sequence[Whole], rated: Iterable[Rated] = ()) -> Agreement | None:
    """Scores against ratings: coaches' overrides in the conversations, and `rated` replies that occur there.

    None when no reply has been rated.
    """
    from scoring.calibration import Calibration

    turns = {(place, turn.number): (one, turn) for place, one in enumerate(conversations) for turn in one.played}
    by_words = {(one.row.lang, turn.reply): key for key, (one, turn) in turns.items()}
    found: dict[tuple[int, int], dict[str, Rated]] = {}
    for key, each in _overrides(conversations):
        if key in turns:
            found.setdefault(key, {})[each.rater] = each
    for each in rated:
        if (each.lang, each.reply) in by_words:
            # A blind word takes the place of the same rater's other one.
            found.setdefault(by_words[each.lang, each.reply], {})[each.rater] = each
    if not found:
        return None
    pairs = [(*turns[key], said) for key, said in found.items()]
    raters = tuple(sorted({rater for said in found.values() for rater in said}))
    calibration = Calibration(
        [_rating(turn) for _, turn, _ in pairs],
        {name: [said[name].rating if name in said else None for *_, said in pairs] for name in raters},
        LABELS,
    )
    scales = (calibration.scale("calm"), calibration.scale("firm"), calibration.scale("stance"))
    singles = [(one, turn, each) for one, turn, said in pairs for each in said.values()]
    apart = sorted(singles, key=lambda single: -_distance(single[1], single[2].rating))
    return Agreement(
        replies=len(pairs),
        raters=raters,
        blind=all(each.blind for *_, each in singles),
        calm_off=sum(abs(turn.score.calm - each.rating.calm) for _, turn, each in singles) / len(singles),
        firm_off=sum(abs(turn.score.firm - each.rating.firm) for _, turn, each in singles) / len(singles),
        labels_f1=calibration.micro_f1(LABELS)[0],
        scales=tuple(Scale(one.name, one.kappa.value, one.kappa.low, one.kappa.high, one.verdict) for one in scales),
        worst=tuple(
            Difference(
                turn.reply,
                one.person,
                each.rater,
                (each.rating.calm, turn.score.calm),
                (each.rating.firm, turn.score.firm),
            )
            for one, turn, each in apart[:WORST]
            if _distance(turn, each.rating) >= 1
        ),
    )


def _overrides(conversations: Sequence[Whole]) -> Iterator[tuple[tuple[int, int], Rated]]:
    from scoring.calibration import Rating

    for place, one in enumerate(conversations):
        for comment in one.comments:
            said = comment.override
            if said is not None and said.calm is not None and said.firm is not None and said.stance is not None:
                rating = Rating(said.labels, said.calm, said.firm, said.stance)
                yield (place, comment.number), Rated(comment.reply, one.row.lang, comment.coach, rating, blind=False)


def _rating(turn: Turn) -> Rating:
    from scoring.calibration import Rating

    said = judgement_of(turn.score)
    return Rating(said.labels, said.calm or 1, said.firm or 1, turn.score.stance)


def _distance(turn: Turn, rating: Rating) -> float:
    return abs(turn.score.calm - rating.calm) + abs(turn.score.firm - rating.firm)
