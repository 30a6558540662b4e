"""The principles of a complaint about our own fault (article C), over a whole conversation."""

from __future__ import annotations

from simulator.principles_talk import Exchange, Finding, Talk, finding

FINDS_OUT = ("investigate", "ask")
JUDGES = ("amends", "decline", "blame")
MAKES_GOOD = (
    ("own_fault", "owned", "not_owned"),
    ("amends", "amended", "not_amended"),
    ("prevent", "change_told", "change_not_told"),
)


def found_out_first(talk: Talk) -> tuple[Finding, ...]:
    """Where the fault was or may have been ours, facts were asked for before anything was decided."""
    decided = next(
        (place for place, one in enumerate(talk.exchanges) if one.our_fault != "no" and one.shows(*JUDGES)), None
    )
    if decided is None:
        return ()
    one = talk.exchanges[decided]
    earlier = [other for other in talk.exchanges[:decided] if other.shows(*FINDS_OUT)]
    if earlier or _begins(one, FINDS_OUT) < _begins(one, JUDGES):
        asked = earlier[-1] if earlier else one
        return finding("asked_then_judged", True, [asked.quote(*FINDS_OUT), one.quote(*JUDGES)])
    return finding("judged_unasked", False, [one.quote(*JUDGES)])


def made_good(talk: Talk) -> tuple[Finding, ...]:
    """Our fault was owned, amends were offered, and what changes was told."""
    last = _last_of_ours(talk)
    if last is None:
        return ()
    found: list[Finding] = []
    for label, done, undone in MAKES_GOOD:
        quotes = [one.quote(label) for _, one in talk.showing(label)]
        found += finding(done, True, quotes) or finding(undone, False, [last.quote()])
    return tuple(found)


def thanked_for_telling(talk: Talk) -> tuple[Finding, ...]:
    """The client who told us of our fault was thanked: while it was the matter, or in the reply after."""
    last = _last_of_ours(talk)
    if last is None:
        return ()
    matter = {place for place, one in enumerate(talk.exchanges) if one.our_fault != "no"}
    quotes = [one.quote("thank") for place, one in talk.showing("thank") if {place, place - 1} & matter]
    return finding("thanked_telling", True, quotes) or finding("not_thanked_telling", False, [last.quote()])


def _last_of_ours(talk: Talk) -> Exchange | None:
    """The last reply that was due about a fault of ours."""
    return next((one for one in reversed(talk.exchanges) if one.our_fault == "yes"), None)


def _begins(one: Exchange, labels: tuple[str, ...]) -> float:
    """Where in the reply the first words of these labels stand; infinity when nothing points at any."""
    return min((item.start for item in one.turn.score.evidence if item.label in labels), default=float("inf"))
