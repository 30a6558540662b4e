"""Agreement with raters: the figures are those of the plain definitions, and the intervals say how sure they are."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.agreement import kappa
from scoring.calibration import FIT, LEAST, Calibration, Rating, distance
from scoring.contract import STANCES

LABELS = ("ask", "thank", "insult")
ratings = st.builds(
    Rating,
    st.frozensets(st.sampled_from(LABELS)),
    st.integers(1, 5),
    st.integers(1, 5),
    st.sampled_from(STANCES),
)
triples = st.lists(st.tuples(ratings, ratings, ratings), min_size=2, max_size=12)


def columns(rows: list[tuple[Rating, Rating, Rating]]) -> tuple[list[Rating], dict[str, list[Rating | None]]]:
    return [row[0] for row in rows], {"a": [row[1] for row in rows], "b": [row[2] for row in rows]}


@settings(max_examples=25)
@given(triples)
def test_the_figures_are_the_plain_definitions_averaged_over_raters(rows: list[tuple[Rating, Rating, Rating]]) -> None:
    said, raters = columns(rows)
    found = Calibration(said, raters, LABELS)
    for axis in ("calm", "firm"):
        ours = [getattr(row, axis) for row in said]
        each = []
        for name in "ab":
            theirs = [getattr(row, axis) for row in raters[name]]
            # Where everyone gives the same number no agreement can be told from chance.
            if len({*ours, *theirs}) > 1:
                each.append(kappa(ours, theirs, (1, 2, 3, 4, 5), True))
        value = found.scale(axis).kappa.value  # type: ignore[arg-type]
        assert value == (pytest.approx(sum(each) / len(each), abs=1e-4) if each else None)
    for one in found.labels():
        has = {name: [one.label in row.labels for row in rows] for name, rows in {"s": said, **raters}.items() if rows}
        assert one.used == sum(has["a"]) + sum(has["b"])
        each = []
        for name in "ab":
            if uses := sum(has["s"]) + sum(has[name]):
                each.append(2 * sum(map(min, has["s"], has[name])) / uses)
        assert one.f1.value == (pytest.approx(sum(each) / len(each), abs=1e-4) if each else None)


def many(count: int, slip: float, seed: int = 3) -> tuple[list[Rating], dict[str, list[Rating | None]]]:
    """A scorer that is right but for a share of slips, against two raters who are one."""
    chance = random.Random(seed)
    truth = [
        Rating(frozenset(one for one in LABELS if chance.random() < 0.4), chance.randint(1, 5), chance.randint(1, 5),
               chance.choice(STANCES))
        for _ in range(count)
    ]  # fmt: skip
    other = truth[1:] + truth[:1]
    said = [two if chance.random() < slip else one for one, two in zip(truth, other, strict=True)]
    return said, {"a": list(truth), "b": list(truth)}


def test_a_perfect_scorer_is_fit_and_a_guessing_one_is_not() -> None:
    perfect = Calibration(*many(80, 0.0), LABELS)
    assert [(one.verdict, one.kappa.value, one.f1.low) for one in perfect.labels()] == [("fit", 1.0, 1.0)] * 3
    assert perfect.scale("stance").kappa.low == 1.0
    guessing = Calibration(*many(80, 1.0), LABELS)
    assert {one.verdict for one in guessing.labels()} == {"not fit"}
    assert guessing.scale("calm").verdict == "not fit"


def test_more_replies_make_the_interval_narrower_and_it_holds_the_value() -> None:
    few, lots = (Calibration(*many(count, 0.3), LABELS).scale("firm").kappa for count in (40, 640))
    for one in (few, lots):
        assert one.low is not None
        assert one.high is not None
        assert one.low < (one.value or 0) < one.high
    assert (lots.high or 0) - (lots.low or 0) < 0.5 * ((few.high or 0) - (few.low or 0))


def test_the_same_ratings_give_the_same_figures() -> None:
    one, two = (Calibration(*many(60, 0.4), LABELS) for _ in range(2))
    assert one.labels() == two.labels()
    assert one.scale("calm") == two.scale("calm")


def test_a_label_that_is_hardly_used_is_too_few_whatever_its_kappa() -> None:
    said = [Rating(frozenset({"ask"} if n < 4 else ()), 3, 3, "neutral") for n in range(40)]
    (label,) = Calibration(said, {"a": list(said), "b": list(said)}, ("ask",)).labels()
    assert (label.used, label.kappa.value, label.verdict) == (8, 1.0, "too few")
    assert LEAST > 8
    assert FIT < 1.0


def test_unrated_replies_do_not_count_and_one_rater_has_nobody_to_agree_with() -> None:
    said, raters = many(30, 0.0)
    half: list[Rating | None] = [row if n < 10 else None for n, row in enumerate(raters["a"])]
    scale = Calibration(said, {"a": half}, LABELS).scale("calm")
    assert sum(map(sum, scale.confusion)) == 10
    assert (scale.kappa.value, scale.raters_kappa) == (1.0, None)


def test_confusion_has_the_raters_down_and_the_scorer_across() -> None:
    said = [Rating(frozenset(), 2, 3, "servile")]
    scale = Calibration(said, {"a": [Rating(frozenset(), 5, 3, "neutral")]}, LABELS).scale("calm")
    assert scale.confusion[4][1] == 1
    assert sum(map(sum, scale.confusion)) == 1


def test_the_worst_disagreement_comes_first() -> None:
    right = Rating(frozenset({"ask"}), 4, 4, "calm_firm")
    near = Rating(frozenset({"ask", "thank"}), 4, 4, "calm_firm")
    far = Rating(frozenset({"insult"}), 1, 2, "dismissive")
    assert distance(right, near) == 1
    assert distance(right, far) == 3 + 2 + 2 + 1
    found = Calibration([right, right, right], {"a": [near, right, far]}, LABELS)
    assert found.worst(5) == [(2, 8.0), (0, 1.0)]
    assert found.worst(1) == [(2, 8.0)]
