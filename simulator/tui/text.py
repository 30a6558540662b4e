"""Texts as content: as they were written, never as markup."""

from __future__ import annotations

from textual.content import Content

from simulator.wording import safe


def words(text: str, style: str = "") -> Content:
    """User or scenario text as content: shown as written, brackets included. `style`: a Textual style, may be empty."""
    shown = safe(text)
    return Content.styled(shown, style) if style else Content(shown)


# A line at least this long was broken by an editor, not by its author.
BROKEN_AT = 60


def prose(text: str, style: str = "") -> Content:
    """A scenario's text as content, with the line ends of long lines taken out: the screen wraps them anew."""
    rows: list[str] = []
    carry = False
    for row in text.split("\n"):
        if carry and row.strip():
            rows[-1] += f" {row.strip()}"
        else:
            rows.append(row)
        carry = len(row) >= BROKEN_AT
    return words("\n".join(rows), style)


def lines(*parts: Content) -> Content:
    """The parts, each on its own line."""
    return Content("\n").join(parts)
