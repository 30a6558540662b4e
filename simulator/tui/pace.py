"""How long the client seems to type."""

from __future__ import annotations

PAUSE_SECONDS = 0.6


def pause(text: str) -> float:
    """Seconds that the client takes to type a text: about 0.6, from half to double by its length."""
    return PAUSE_SECONDS * min(2.0, max(0.5, len(text) / 90))
