"""How a reply came about: which help stood before the trainee, whether the words are their own, whether the clock
sent it. Kept with the turn; nothing of it moves the score by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Origin:
    """`hints`: rungs of the hint ladder that were asked for before the reply (principle, beginning, model), in order.
    `shown`: the texts that could be copied. `picked`: a ready reply, sent as it stood. `timed_out`: the time for the
    reply ran out, and what was there was sent."""

    hints: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    picked: bool = False
    timed_out: bool = False

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready mapping; `from_dict` reads it back."""
        return {
            "hints": list(self.hints),
            "shown": list(self.shown),
            "picked": self.picked,
            "timed_out": self.timed_out,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any] | None) -> Origin:
        """The origin that `as_dict` wrote; None (kept before there were modes) is a reply of the trainee's own.

        Raises KeyError or TypeError when `data` is no such mapping.
        """
        if data is None:
            return OWN
        return cls(tuple(data["hints"]), tuple(data["shown"]), bool(data["picked"]), bool(data["timed_out"]))


OWN = Origin()
