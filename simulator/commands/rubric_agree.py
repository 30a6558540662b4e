"""`calmfirm rubric agree`: the scorer as one more rater of replies that people have rated."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import argument, command, option, says
from simulator.commands.options import json_option
from simulator.commands.rubric_options import rubric_option
from simulator.commands.streams import dumps
from simulator.i18n import _, mark

if TYPE_CHECKING:
    from scoring.calibration import Calibration, LabelAgreement, Rating, ScaleAgreement
    from scoring.contract import Score
    from scoring.scorer import Scorer
    from simulator.commands.rubric_rows import Row, Rows


@dataclass(frozen=True)
class Comparison:
    """What is told: every reply with its score, the figures, and the replies on which scorer and raters differ most
    (number of the row, distance)."""

    rows: list[Row]
    scores: list[Score]
    raters: list[str]
    measures: dict[str, tuple[float, float | None]]
    labels: list[LabelAgreement]
    scales: list[ScaleAgreement]
    worst: list[tuple[int, float]]
    left_out: dict[str, int]

    @property
    def not_fit(self) -> list[str]:
        """The labels, then the axes and the stance, that are not fit to be scored."""
        labels = [one.label for one in self.labels if one.verdict == "not fit"]
        return labels + [one.name for one in self.scales if one.verdict == "not fit"]


@command(short_help=mark("Hold the scorer against human raters."))
@argument("files", metavar="LABELLED.jsonl...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@rubric_option
@option("--cues-only", is_flag=True, help=mark("Judge by word patterns alone."))
@option("--worst", metavar="N", type=click.IntRange(0, 10_000), default=5, show_default=True,
        help=mark("How many of the worst disagreements are shown."))  # fmt: skip
@json_option
@click.pass_context
@says(
    mark("Score replies that people have rated, and tell how far scorer and raters agree."),
    mark(
        "A line is a reply: id, lang, situation, our_fault, breach, client, reply, and its raters: a, b, or "
        'others as "raters": {"anna": {"moves": [], "faults": [], "calm": 3, "firm": 2, "stance": "neutral"}}. '
        "`calmfirm rubric rate` writes such files; several files of the same replies are put together."
    ),
    mark(
        "A label is not fit to be scored when the lower end of kappa's 95 % interval is under 0.40; with fewer "
        "than 10 uses by all raters together there is too little to tell."
    ),
    mark("Exit codes: 0 every label and axis that can be told of is fit, 1 some are not, 2 bad input."),
    examples=(
        "calmfirm rubric agree ratings.jsonl",
        "calmfirm rubric agree anna.jsonl petro.jsonl --rubric my-rubric --worst 20",
        "calmfirm rubric agree ratings.jsonl --json",
    ),
)
def agree(
    ctx: click.Context, files: tuple[Path, ...], rubric: Path | None, cues_only: bool, worst: int, as_json: bool
) -> None:
    from scoring.scorer import Scorer
    from simulator.commands.rubric_rows import read_rated

    scorer = Scorer.load(rubric, meaning=not cues_only)
    rows = read_rated(files, scorer.rubric)
    if rows.problems:
        for one in rows.problems:
            click.echo(one.render(), err=True)
        ctx.exit(2)
    if not rows.rows:
        raise Failed(_("There are no rated replies in {files}.").format(files=", ".join(map(str, files))))
    found = compare(rows, scorer, worst, watched=not as_json)
    if as_json:
        click.echo(dumps(as_dict(found, scorer), indent=2))
    else:
        from simulator.commands.rubric_agree_text import report

        for line in report(found, scorer):
            click.echo(line)
    ctx.exit(1 if found.not_fit else 0)


def compare(rows: Rows, scorer: Scorer, worst: int, watched: bool = False) -> Comparison:
    """Score every reply and work out the figures. `watched`: tell on stderr, if that is a terminal, how far it is."""
    from scoring.calibration import Calibration
    from simulator.commands.check import progress_stream
    from simulator.commands.long_run import LongRun

    listed = list(rows.rows.values())
    scores = []
    with LongRun(progress_stream(not watched)) as progress:
        for number, row in enumerate(listed, 1):
            progress.at(_("Scoring reply {number} of {all} …").format(number=number, all=len(listed)))
            scores.append(scorer.score(row.reply, row.situation))
        progress.at(_("Working out the intervals …"))
        calibration = Calibration(
            [rating_of(score) for score in scores],
            {rater: [row.ratings.get(rater) for row in listed] for rater in rows.raters},
            scorer.rubric.labels,
        )
        labels = calibration.labels()
        scales = [calibration.scale(name) for name in ("calm", "firm", "stance")]
    return Comparison(
        listed,
        scores,
        rows.raters,
        _measures(calibration, scorer, labels, scales),
        labels,
        scales,
        calibration.worst(worst),
        dict(rows.left_out),
    )


def rating_of(score: Score) -> Rating:
    """A score as a rating: the axes as whole points, as people give them."""
    from scoring.calibration import Rating

    calm, firm = (min(5, max(1, round(points))) for points in (score.calm, score.firm))
    return Rating(score.labels, calm, firm, score.stance)


def _measures(
    calibration: Calibration, scorer: Scorer, labels: list[LabelAgreement], scales: list[ScaleAgreement]
) -> dict[str, tuple[float, float | None]]:
    """The figures in brief: name -> (the scorer's, the raters' with one another)."""
    from scoring.calibration import LEAST

    found: dict[str, tuple[float, float | None]] = {}
    for kind, keys in (("moves", scorer.rubric.moves), ("faults", scorer.rubric.faults)):
        common = [one for one in labels if one.label in keys and one.used >= LEAST]
        found[f"{kind} micro F1"] = calibration.micro_f1(keys)
        ours = [one.f1.value or 0.0 for one in common]
        theirs = [one.raters_f1 or 0.0 for one in common] if len(calibration.raters) > 1 else []
        found[f"{kind} macro F1"] = (_mean(ours), _mean(theirs) if theirs else None)
    for scale in scales:
        found[f"{scale.name} kappa"] = (scale.kappa.value or 0.0, scale.raters_kappa)
    return found


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def as_dict(found: Comparison, scorer: Scorer) -> dict[str, Any]:
    """JSON-ready: everything that the report tells."""
    from scoring.calibration import FIT, LEAST

    rubric = scorer.rubric
    return {
        "replies": len(found.rows),
        "raters": {rater: sum(rater in row.ratings for row in found.rows) for rater in found.raters},
        "rubric": {"name": rubric.name_of_rubric, "version": rubric.version, "hash": rubric.digest},
        "layers": scorer.layers,
        "criterion": {"least_uses": LEAST, "least_lower_kappa": FIT},
        "measures": {
            name: {"scorer": round(ours, 4), "raters": None if theirs is None else round(theirs, 4)}
            for name, (ours, theirs) in found.measures.items()
        },
        "labels": [asdict(one) for one in found.labels],
        "scales": [asdict(one) for one in found.scales],
        "not_fit": found.not_fit,
        "left_out": found.left_out,
        "worst": [_disagreement(found, number, apart) for number, apart in found.worst],
    }  # fmt: skip


def _disagreement(found: Comparison, number: int, apart: float) -> dict[str, Any]:
    row, score = found.rows[number], found.scores[number]
    return {
        "id": row.name,
        "distance": round(apart, 2),
        "client": row.situation.client,
        "reply": row.reply,
        "raters": {
            rater: {"labels": sorted(one.labels), "calm": one.calm, "firm": one.firm, "stance": one.stance}
            for rater, one in row.ratings.items()
        },
        "scorer": {
            "labels": sorted(score.labels),
            "calm": score.calm,
            "firm": score.firm,
            "stance": score.stance,
            "evidence": [item.as_dict() for item in score.evidence],
        },
    }
