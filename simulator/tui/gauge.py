"""Slim bars drawn with line characters, in half-cell steps."""

from __future__ import annotations

from textual.content import Content


def gauge(value: float, top: float, width: int, style: str) -> Content:
    """A bar `width` cells long, filled to value/top. `style` colours the filled part; both parts differ in weight."""
    halves = round(max(0.0, min(1.0, value / top)) * width * 2)
    full, half = divmod(halves, 2)
    filled = "━" * full + ("╸" if half else "")
    return Content.assemble((filled, style), ("─" * (width - len(filled)), "$line"))


def dots(value: int, top: int = 5) -> Content:
    """A small whole number as filled and empty dots, for instance difficulty."""
    return Content.assemble(("●" * value, "$firm"), ("○" * (top - value), "$quiet"))
