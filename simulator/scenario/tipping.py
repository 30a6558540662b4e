"""What would have tipped a reply the other way: the one label, or the band, with which the wanted step would follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scoring.contract import CALM_BANDS, FAULTS, FIRM_BANDS, Score, calm_band, firm_band
from simulator import session
from simulator.i18n import _, number
from simulator.scenario.condition import holds
from simulator.scenario.problem import one_of, shown

if TYPE_CHECKING:
    from simulator.scenario.model import Route, Scenario, When

# Scores have one decimal; an axis is tried in the middle of each band.
_CALM, _FIRM = (tuple(enumerate(bands, start=1)) for bands in (CALM_BANDS, FIRM_BANDS))


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that could have been otherwise in a score: a label more or less (`label`), or another value of an axis.

    `words` names it for a coach.
    """

    words: str
    label: str = ""
    calm: float | None = None
    firm: float | None = None

    def of(self, score: Score) -> Score:
        """The score with this change."""
        if self.calm is not None:
            return replace(score, calm=self.calm)
        if self.firm is not None:
            return replace(score, firm=self.firm)
        labels = score.labels ^ {self.label}
        return replace(
            score,
            moves={one: 1.0 for one in labels if one not in FAULTS},
            faults={one: 1.0 for one in labels if one in FAULTS},
        )


def tipping(
    scenario: Scenario,
    state: session.State,
    reply: str,
    score: Score,
    choice: str | None,
    wanted: str,
    ticks: tuple[str, ...] = (),
) -> str:
    """What would have led to `wanted`, in words: the label or band that is enough, else two of them, else what the
    route there asks for. Empty when no route leads there."""
    if state.step is None:
        return ""
    routes = _routes_to(scenario, state.step, wanted, choice)
    if not routes:
        return ""

    def leads(changed: Score) -> bool:
        after, _ = session.advance(scenario, state, reply, changed, choice, ticks=ticks)
        return after.turns[-1].to == wanted

    single = list(_changes(scenario, state.step, score))
    enough = [change.words for change in _nearest(change for change in single if leads(change.of(score)))]
    if enough:
        return _("{changes} would have led to {step}").format(changes=one_of(enough[:3]), step=shown(wanted))
    for at, one in enumerate(single, 1):
        for other in single[at:]:
            if not _same_axis(one, other) and leads(other.of(one.of(score))):
                told = _("{one} and {other} together would have led to {step}")
                return told.format(one=one.words, other=other.words, step=shown(wanted))
    return _asked(scenario, state, reply, score, choice, routes, wanted, ticks)


def _nearest(changes: Iterable[Change]) -> Iterator[Change]:
    """Without bands that lie beyond one which is enough: bands come the nearest first."""
    done: set[str] = set()
    for change in changes:
        axis = "" if change.label else "calm" if change.calm is not None else "firm"
        if axis not in done:
            yield change
            done.add(axis or change.label)


def _same_axis(one: Change, other: Change) -> bool:
    return not one.label and not other.label and (one.calm is None) == (other.calm is None)


def _routes_to(scenario: Scenario, step: str, wanted: str, choice: str | None) -> list[Route]:
    own = scenario.steps[step]
    always = scenario.always if own.reply != "choice" else ()
    return [route for route in (*always, *own.routes) if route.target == wanted]


def _changes(scenario: Scenario, step: str, score: Score) -> Iterator[Change]:
    """Labels first, because a reply is mended by what it says; then the bands, the nearest first."""
    mentioned: dict[str, None] = {}
    for route in (*scenario.steps[step].routes, *scenario.always):
        if route.when is not None:
            mentioned |= dict.fromkeys((*route.when.shows, *route.when.shows_any, *route.when.avoids))
            if route.when.asks is not None:
                mentioned["ask"] = None
    for label in mentioned:
        if label in score.labels:
            yield Change(_("no {label}").format(label=shown(label)), label)
        else:
            yield Change(_("the label {label}").format(label=shown(label)), label)
    for axis, bands, value, band in (
        ("calm", _CALM, score.calm, calm_band(score.calm)),
        ("firm", _FIRM, score.firm, firm_band(score.firm)),
    ):
        for middle, name in sorted(bands, key=lambda one: abs(one[0] - value)):
            if name != band:
                told = _reached(axis, name, value, middle)
                yield Change(told, calm=float(middle)) if axis == "calm" else Change(told, firm=float(middle))


def _reached(axis: str, band: str, value: float, middle: int) -> str:
    """A band with the value from which on it begins, beside the value that there was."""
    told, edge = _("{axis} {band} (below {edge}; it was {value})"), middle + 0.5
    if middle > value:
        told, edge = _("{axis} {band} ({edge} or more; it was {value})"), middle - 0.5
    return told.format(axis=axis, band=band, edge=number(edge, 1), value=number(value, 1))


def _asked(
    scenario: Scenario, state: session.State, reply: str, score: Score, choice: str | None, routes: list[Route],
    wanted: str, ticks: tuple[str, ...],
) -> str:  # fmt: skip
    """What the first route to `wanted` asks for and this reply, in this state, does not meet."""
    for route in routes:
        if route.when is None:
            continue
        lacking = unmet(route.when, scenario, state, reply, score, choice, ticks)
        if lacking:
            told = _("the route to {step} also asks for {conditions}")
            return told.format(step=shown(wanted), conditions=", ".join(lacking))
    return ""


def unmet(
    when: When, scenario: Scenario, state: session.State, reply: str, score: Score, choice: str | None,
    ticks: tuple[str, ...] = (),
) -> list[str]:  # fmt: skip
    """The parts of a condition that do not hold, as they are written: `firm: partial or better`, `facts: hospital`."""

    def fails(key: str) -> bool:
        alone = type(when).model_construct(**{key: getattr(when, key)})
        return not holds(alone, scenario, state, reply, score, choice, ticks)

    written = [key for key in type(when).model_fields if key in when.model_fields_set]
    return [_written(key, getattr(when, key)) for key in written if fails(key)]


def _written(key: str, value: object) -> str:
    if isinstance(value, tuple):
        return f"{key}: {', '.join(map(str, value))}"
    if isinstance(value, dict):
        return f"{key}: {', '.join(f'{name} {_bounds(span)}' for name, span in value.items())}"
    if hasattr(value, "right"):
        spans = ((name, getattr(value, name)) for name in ("right", "wrong", "missed"))
        return f"{key}: {', '.join(f'{name} {_bounds(span)}' for name, span in spans if span is not None)}"
    return f"{key}: {_bounds(value)}" if hasattr(value, "at_least") else f"{key}: {value}"


def _bounds(span: object) -> str:
    low, high = getattr(span, "at_least", None), getattr(span, "at_most", None)
    if low is None:
        return _("at most {high}").format(high=high)
    if high is None:
        return _("at least {low}").format(low=low)
    return _("at least {low} and at most {high}").format(low=low, high=high)
