"""What `rubric agree` prints: figures in columns, confusion tables, the worst disagreements in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scoring.calibration import FIT, LEAST
from simulator.wording import brief, safe

if TYPE_CHECKING:
    from scoring.calibration import Estimate, LabelAgreement, Rating, ScaleAgreement
    from scoring.contract import Score
    from scoring.scorer import Scorer
    from simulator.commands.rubric_agree import Comparison

CRITERION = (
    f"Not fit to be scored: the lower end of kappa's 95 % interval is under {FIT:.2f}.",
    f"Too few to tell: all raters together used it fewer than {LEAST} times.",
)
DISTANCE = (
    "How far apart: points on calm and on firm, one for each label that only one side has, one for another stance; "
    "the mean over raters."
)
VERDICTS = {"fit": "fit", "not fit": "NOT FIT", "too few": "too few"}
WIDE = 300


def report(found: Comparison, scorer: Scorer) -> Iterator[str]:
    """The whole report, line by line."""
    rubric = scorer.rubric
    raters = ", ".join(
        f"{brief(rater, 40)} ({sum(rater in row.ratings for row in found.rows)})" for rater in found.raters
    )
    yield f"Replies: {len(found.rows)}. Raters: {raters}."
    yield f"Rubric: {safe(rubric.name_of_rubric)} {safe(rubric.version)}, hash {rubric.digest}."
    if scorer.layers == "cues":
        yield f"Scored by word patterns alone: {safe(scorer.why)}."
    if found.left_out:
        told = ", ".join(f"{label} ({count})" for label, count in sorted(found.left_out.items()))
        yield f"Labels of the raters that this rubric does not have, left out: {told}."
    yield ""
    yield f"{'':18}scorer  raters   ratio"
    for name, (ours, theirs) in found.measures.items():
        ratio = f"{ours / theirs:8.2f}" if theirs else f"{'–':>8}"
        yield f"{name:18}{ours:6.2f}{_figure(theirs):>8}{ratio}"
    yield ""
    yield from CRITERION
    yield ""
    wide = max((len(one.label) for one in found.labels), default=5) + 1
    yield f"{'label':{wide}}{'used':>5}  {'F1':<16}{'kappa':<17}{'raters F1':>9}{'kappa':>7}"
    for one in found.labels:
        yield _label(one, wide)
    for scale in found.scales:
        yield ""
        yield from _scale(scale)
    if found.worst:
        yield ""
        yield f"The {len(found.worst)} worst disagreements. {DISTANCE}"
        for place, (number, apart) in enumerate(found.worst, 1):
            yield ""
            yield from _disagreement(found, place, number, apart)
    yield ""
    yield _verdict(found)


def _label(one: LabelAgreement, wide: int) -> str:
    return (
        f"{one.label:{wide}}{one.used:5}  {_estimate(one.f1):<16}{_estimate(one.kappa):<17}"
        f"{_figure(one.raters_f1):>9}{_figure(one.raters_kappa):>7}  {VERDICTS[one.verdict]}"
    )


def _scale(scale: ScaleAgreement) -> Iterator[str]:
    how = "kappa" if scale.name == "stance" else "kappa with quadratic weights"
    raters = "" if scale.raters_kappa is None else f", raters {scale.raters_kappa:.2f}"
    yield f"{scale.name}: {how} {_estimate(scale.kappa)}{raters}, {VERDICTS[scale.verdict]}"
    cell = max(6, *(len(str(one)) + 2 for one in scale.categories))
    yield f"{'raters down, scorer across':<28}" + "".join(f"{one!s:>{cell}}" for one in scale.categories)
    for category, row in zip(scale.categories, scale.confusion, strict=True):
        yield f"{category!s:>28}" + "".join(f"{count or '·':>{cell}}" for count in row)


def _disagreement(found: Comparison, place: int, number: int, apart: float) -> Iterator[str]:
    row, score = found.rows[number], found.scores[number]
    yield f"{place}. {brief(str(row.name), 60)}, {apart:.1f} apart"
    if row.situation.client:
        yield f"   client: “{brief(row.situation.client, WIDE)}”"
    yield f"   reply: “{brief(row.reply, WIDE)}”"
    for rater, rating in row.ratings.items():
        yield f"   {brief(rater, 40)}: {_rating(rating)}"
    yield f"   scorer: {_score(score)}"


def _rating(rating: Rating) -> str:
    labels = ", ".join(sorted(rating.labels)) or "no labels"
    return f"calm {rating.calm}, firm {rating.firm}, {rating.stance}: {labels}"


def _score(score: Score) -> str:
    shown = []
    for label in (*score.moves, *score.faults):
        words = dict.fromkeys(brief(item.text, 80) for item in score.evidence if item.label == label)
        shown.append(f"{label} “{'” “'.join(words)}”" if words else label)
    return f"calm {score.calm}, firm {score.firm}, {score.stance}: {', '.join(shown) or 'no labels'}"


def _verdict(found: Comparison) -> str:
    few = sum(one.verdict == "too few" for one in found.labels)
    told = "Everything that can be told of is fit to be scored."
    if found.not_fit:
        told = f"Not fit to be scored: {', '.join(found.not_fit)}."
    elif few == len(found.labels):
        told = "These are too few ratings to tell which labels are fit to be scored."
    return f"{told} Too few uses to tell: {few} of {len(found.labels)} labels."


def _estimate(one: Estimate) -> str:
    if one.value is None:
        return "–"
    if one.low is None or one.high is None:
        return f"{one.value:.2f}"
    return f"{one.value:.2f} {one.low:.2f}–{one.high:.2f}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
