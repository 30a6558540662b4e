"""What `rubric agree` prints: figures in columns, confusion tables, the worst disagreements in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scoring.calibration import FIT, LEAST
from simulator.i18n import _, mark, ngettext
from simulator.i18n import number as number_told
from simulator.rubric_words import why_told
from simulator.wording import brief, safe

if TYPE_CHECKING:
    from scoring.calibration import Estimate, LabelAgreement, Rating, ScaleAgreement
    from scoring.contract import Score
    from scoring.scorer import Scorer
    from simulator.commands.rubric_agree import Comparison

DISTANCE = mark(
    "How far apart: points on calm and on firm, one for each label that only one side has, one for another stance; "
    "the mean over raters."
)
VERDICTS = {"fit": mark("fit"), "not fit": mark("NOT FIT"), "too few": mark("too few")}
# Figures and scales as they are called; kappa and F1 are the same everywhere.
NAMES = {
    "moves micro F1": mark("moves micro F1"),
    "moves macro F1": mark("moves macro F1"),
    "faults micro F1": mark("faults micro F1"),
    "faults macro F1": mark("faults macro F1"),
    "calm kappa": mark("calm kappa"),
    "firm kappa": mark("firm kappa"),
    "stance kappa": mark("stance kappa"),
    "calm": mark("calm"),
    "firm": mark("firm"),
    "stance": mark("stance"),
}
WIDE = 300


def report(found: Comparison, scorer: Scorer) -> Iterator[str]:
    """The whole report, line by line."""
    rubric = scorer.rubric
    raters = ", ".join(
        f"{brief(rater, 40)} ({sum(rater in row.ratings for row in found.rows)})" for rater in found.raters
    )
    yield _("Replies: {count}. Raters: {raters}.").format(count=len(found.rows), raters=raters)
    yield _("Rubric: {name} {version}, hash {hash}.").format(
        name=safe(rubric.name_of_rubric), version=safe(rubric.version), hash=rubric.digest
    )
    if scorer.layers == "cues":
        yield _("Scored by word patterns alone: {why}.").format(why=safe(why_told(scorer)))
    if found.left_out:
        told = ", ".join(f"{label} ({count})" for label, count in sorted(found.left_out.items()))
        yield _("Labels of the raters that this rubric does not have, left out: {labels}.").format(labels=told)
    yield ""
    names = {name: _(NAMES[name]) for name in found.measures}
    first = max(17, *map(len, names.values())) + 1
    heads = [_("scorer"), _("raters"), _("ratio")]
    columns = [max(len(head) + 2, 8) for head in heads]
    yield " " * (first - 2) + "".join(f"{head:>{column}}" for head, column in zip(heads, columns, strict=True))
    for name, (ours, theirs) in found.measures.items():
        figures = (_figure(ours), _figure(theirs), _figure(ours / theirs if theirs else None))
        row = "".join(f"{figure:>{column}}" for figure, column in zip(figures, columns, strict=True))
        yield f"{names[name]:{first - 2}}{row}"
    yield ""
    yield _("Not fit to be scored: the lower end of kappa's 95 % interval is under {least}.").format(
        least=number_told(FIT, 2)
    )
    yield _("Too few to tell: all raters together used it fewer than {count} times.").format(count=LEAST)
    yield ""
    wide = max((len(one.label) for one in found.labels), default=5) + 1
    yield (f"{_('label'):{wide}}{_('used'):>5}  {'F1':<16}{_('kappa'):<17}{_('raters F1'):>{_second()}}{_('kappa'):>7}")
    for one in found.labels:
        yield _label(one, wide)
    for scale in found.scales:
        yield ""
        yield from _scale(scale)
    if found.worst:
        yield ""
        told = ngettext("The {count} worst disagreement.", "The {count} worst disagreements.", len(found.worst))
        yield told.format(count=len(found.worst)) + " " + _(DISTANCE)
        for place, (number, apart) in enumerate(found.worst, 1):
            yield ""
            yield from _disagreement(found, place, number, apart)
    yield ""
    yield _verdict(found)


def _label(one: LabelAgreement, wide: int) -> str:
    return (
        f"{one.label:{wide}}{one.used:5}  {_estimate(one.f1):<16}{_estimate(one.kappa):<17}"
        f"{_figure(one.raters_f1):>{_second()}}{_figure(one.raters_kappa):>7}  {_(VERDICTS[one.verdict])}"
    )


def _second() -> int:
    """How wide the column of the raters' F1 is."""
    return max(9, len(_("raters F1")) + 1)


def _scale(scale: ScaleAgreement) -> Iterator[str]:
    if scale.name == "stance":
        told = (
            _("{scale}: kappa {kappa}, {verdict}")
            if scale.raters_kappa is None
            else _("{scale}: kappa {kappa}, raters {raters}, {verdict}")
        )
    else:
        told = (
            _("{scale}: kappa with quadratic weights {kappa}, {verdict}")
            if scale.raters_kappa is None
            else _("{scale}: kappa with quadratic weights {kappa}, raters {raters}, {verdict}")
        )
    yield told.format(
        scale=_(NAMES[scale.name]),
        kappa=_estimate(scale.kappa),
        raters=_figure(scale.raters_kappa),
        verdict=_(VERDICTS[scale.verdict]),
    )
    cell = max(6, *(len(str(one)) + 2 for one in scale.categories))
    yield f"{_('raters down, scorer across'):<28}" + "".join(f"{one!s:>{cell}}" for one in scale.categories)
    for category, row in zip(scale.categories, scale.confusion, strict=True):
        yield f"{category!s:>28}" + "".join(f"{count or '·':>{cell}}" for count in row)


def _disagreement(found: Comparison, place: int, number: int, apart: float) -> Iterator[str]:
    row, score = found.rows[number], found.scores[number]
    yield _("{place}. {id}, {distance} apart").format(
        place=place, id=brief(str(row.name), 60), distance=number_told(apart, 1)
    )
    if row.situation.client:
        yield "   " + _("client: “{words}”").format(words=brief(row.situation.client, WIDE))
    yield "   " + _("reply: “{words}”").format(words=brief(row.reply, WIDE))
    for rater, rating in row.ratings.items():
        yield f"   {brief(rater, 40)}: {_rating(rating)}"
    yield "   " + _("scorer: {judgement}").format(judgement=_score(score))


def _rating(rating: Rating) -> str:
    labels = ", ".join(sorted(rating.labels)) or _("no labels")
    return _("calm {calm}, firm {firm}, {stance}: {labels}").format(
        calm=rating.calm, firm=rating.firm, stance=rating.stance, labels=labels
    )


def _score(score: Score) -> str:
    shown = []
    for label in (*score.moves, *score.faults):
        words = dict.fromkeys(brief(item.text, 80) for item in score.evidence if item.label == label)
        shown.append(f"{label} “{'” “'.join(words)}”" if words else label)
    return _("calm {calm}, firm {firm}, {stance}: {labels}").format(
        calm=number_told(score.calm, 1),
        firm=number_told(score.firm, 1),
        stance=score.stance,
        labels=", ".join(shown) or _("no labels"),
    )


def _verdict(found: Comparison) -> str:
    few = sum(one.verdict == "too few" for one in found.labels)
    told = _("Everything that can be told of is fit to be scored.")
    if found.not_fit:
        told = _("Not fit to be scored: {labels}.").format(labels=", ".join(found.not_fit))
    elif few == len(found.labels):
        told = _("These are too few ratings to tell which labels are fit to be scored.")
    rest = ngettext(
        "Too few uses to tell: {few} of {count} label.",
        "Too few uses to tell: {few} of {count} labels.",
        len(found.labels),
    )
    return told + " " + rest.format(few=few, count=len(found.labels))


def _estimate(one: Estimate) -> str:
    if one.value is None:
        return "–"
    if one.low is None or one.high is None:
        return _figure(one.value)
    return f"{_figure(one.value)} {_figure(one.low)}–{_figure(one.high)}"


def _figure(value: float | None) -> str:
    return "–" if value is None else number_told(value, 2)
