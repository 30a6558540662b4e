"""How a reply came about, in words: hints that were asked for, a ready reply, a clock that ran out."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.i18n import _, mark, ngettext
from simulator.ladder import BEGINNING, MODEL, PRINCIPLE
from simulator.origin import Origin

KINDS = {
    PRINCIPLE: mark("the principle"),
    BEGINNING: mark("how others begin"),
    MODEL: mark("the model answer"),
}


def hints_told(hints: tuple[str, ...]) -> str:
    """The hints in a few words: `2 hints: the principle, how others begin`; empty for none."""
    if not hints:
        return ""
    named = ", ".join(_(KINDS[kind]) if kind in KINDS else kind for kind in hints)
    return ngettext("{count} hint: {hints}", "{count} hints: {hints}", len(hints)).format(count=len(hints), hints=named)


def came_about(origin: Origin) -> str:
    """Everything in one line, empty for a reply without help."""
    parts = [
        _("a ready reply") if origin.picked else "",
        hints_told(origin.hints),
        _("sent when the time was up") if origin.timed_out else "",
    ]
    return "  ·  ".join(part for part in parts if part)


def helped_told(hints: int, picked: int) -> str:
    """What a whole conversation had: `2 hints, 1 ready reply`; empty for nothing."""
    parts = [
        ngettext("{count} hint", "{count} hints", hints).format(count=hints) if hints else "",
        ngettext("{count} ready reply", "{count} ready replies", picked).format(count=picked) if picked else "",
    ]
    return ", ".join(part for part in parts if part)


def handed_in(origins: Iterable[Origin], retry_turn: int | None) -> str:
    """What a coach should know before reading: `answered again from turn 3, 2 hints`; empty for a first attempt
    without help. `retry_turn`: of a retry its first turn, else None."""
    found = tuple(origins)
    parts = [
        _("answered again from turn {number}").format(number=retry_turn) if retry_turn is not None else "",
        helped_told(sum(len(one.hints) for one in found), sum(one.picked for one in found)),
    ]
    return ", ".join(part for part in parts if part)
