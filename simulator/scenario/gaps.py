"""Bands that a step forgets: a reply better than one that a route catches, or worse, that falls through to
`otherwise`."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.contract import CALM_BANDS, FIRM_BANDS
from simulator.i18n import _
from simulator.scenario.covering import bands, covers_besides_bands
from simulator.scenario.include import Bundle
from simulator.scenario.outline import Outline, Part, is_choice, parts
from simulator.scenario.problem import one_of, shown

_AXES = (("calm", CALM_BANDS), ("firm", FIRM_BANDS))
# From the middle of an axis on a route rewards, below it a route punishes; `otherwise` is for what lies between.
_MIDDLE = 2


def gaps(bundle: Bundle, outline: Outline) -> None:
    """Note routes for a good band that let a better one pass, and routes for a bad band that let a worse one pass."""
    shared = [when for one in outline.always if (when := one.when) is not None]
    for name, step in outline.steps.items():
        if is_choice(step):
            continue
        routes = [(number, route["when"]) for number, route in parts(step.get("routes")) if _has_when(route)]
        for axis, names in _AXES:
            if any(axis in when for _, when in routes):
                everyone = [*shared, *(when for _, when in routes)]
                for number, when in routes:
                    _route(bundle, ("steps", name, "routes", number, "when", axis), axis, names, when, everyone)


def _has_when(route: Part) -> bool:
    return isinstance(route.get("when"), dict)


def _route(
    bundle: Bundle, way: tuple[str | int, ...], axis: str, names: tuple[str, ...], when: Part, everyone: list[Part]
) -> None:
    own = bands(when.get(axis), axis)
    for beyond, direction in _beyond(own):
        missed = [band for band in beyond if not any(_handles(one, axis, band, when) for one in everyone)]
        if missed:
            wish = str(when[axis]).partition(" or ")[0]
            told = one_of(names[band] for band in missed)
            bundle.problem(
                "CF412",
                way,
                _("{axis} {wish} is caught here, and a reply that is even {told} falls through to otherwise").format(
                    axis=axis, wish=shown(wish), told=told
                ),
                _("write {axis}: {wish} or {direction}, or give {told} a route of its own").format(
                    axis=axis, wish=wish, direction=direction, told=told
                ),
            )


def _beyond(own: int) -> Iterator[tuple[list[int], str]]:
    """The bands beyond those that a route names, on the side to which it leans."""
    if own and own >> _MIDDLE << _MIDDLE == own:
        yield list(range(own.bit_length(), 5)), "better"
    elif own and own < 1 << _MIDDLE:
        yield [band for band in range(own.bit_length() - 1) if not own >> band & 1], "worse"


def _handles(one: Part, axis: str, band: int, when: Part) -> bool:
    """Whether a route speaks of a band, or takes whatever the other one takes, whichever the band."""
    if axis in one:
        return bool(bands(one[axis], axis, 31) >> band & 1)
    return covers_besides_bands(one, when)
