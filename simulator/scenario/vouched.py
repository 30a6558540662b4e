"""Replies whose worth a step's own tests vouch for: the best good one, and those that must go wrong. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.contract import CALM_BANDS, FAULTS, FIRM_BANDS

if TYPE_CHECKING:
    from simulator.scenario.model import Step, Test

# Under this a test vouches for too little: `neutral or better` on both axes, or less.
LEAST = 5
POOR = 2  # the codebook's "sharp" and "wavering"


def good(step: Step) -> str | None:
    """The reply of the test that vouches for the most: bands from below, moves that it must show. None when no test
    vouches for a good reply, or the step takes a choice."""
    if step.reply != "text":
        return None
    best, most = None, LEAST - 1
    for test in step.tests:
        worth = _vouched(test)
        if test.reply is not None and "{{" not in test.reply and worth > most:
            best, most = test.reply, worth
    return best


def poor(step: Step) -> tuple[str, ...]:
    """The replies of the tests that ask for a fault or for a low band, in the file's order, each once."""
    if step.reply != "text":
        return ()
    found = (test.reply for test in step.tests if test.reply and "{{" not in test.reply and _fails(test))
    return tuple(dict.fromkeys(found))


def _fails(test: Test) -> bool:
    return (
        bool(set(test.shows) & set(FAULTS))
        or 0 < _at_most(test.calm, CALM_BANDS) <= POOR
        or 0 < _at_most(test.firm, FIRM_BANDS) <= POOR
    )


def _vouched(test: Test) -> int:
    if set(test.shows) & set(FAULTS) or test.given.earlier:
        return 0
    calm, firm = _at_least(test.calm, CALM_BANDS), _at_least(test.firm, FIRM_BANDS)
    # A reply that is only known to be calm, or only to be firm, is no model of both.
    return calm + firm + len(test.shows) if calm and (firm or test.shows) else 0


def _at_least(wish: str | None, bands: tuple[str, ...]) -> int:
    """The lowest band (1-5) that the wish leaves open; 0 when it is bounded from above, or not at all."""
    if wish is None:
        return 0
    name, _, direction = wish.partition(" or ")
    return 0 if direction == "worse" else bands.index(name) + 1


def _at_most(wish: str | None, bands: tuple[str, ...]) -> int:
    """The highest band (1-5) that the wish leaves open; 0 when it is not bounded from above."""
    if wish is None:
        return 0
    name, _, direction = wish.partition(" or ")
    return 0 if direction == "better" else bands.index(name) + 1
