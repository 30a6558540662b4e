"""A coach's comments as content. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.comments_words import rating_lines
from simulator.i18n import _, ngettext
from simulator.review import WHOLE
from simulator.tui.fit import hang
from simulator.tui.text import lines, words

if TYPE_CHECKING:
    from scoring.contract import Score
    from simulator.review import Comment
    from simulator.tui.naming import Naming


def said(comments: Iterable[Comment], scores: Mapping[int, Score], naming: Naming, width: int) -> Content:
    """The comments one under the other, each with what it is about; `scores`: ours, by number of the turn."""
    parts: list[Content] = []
    for one in comments:
        where = _("on turn {number}").format(number=one.number)
        if one.number == WHOLE:
            where = _("on the whole conversation")
        parts += [
            Content(""),
            Content.assemble(("✎ ", "$focus"), words(one.coach, "bold $focus"), (f"  {where}", "$quiet")),
        ]
        if one.text.strip():
            parts += [hang(Content("  ") + words(line), width) for line in one.text.strip().split("\n")]
        rated = [Content("  ") + words(line, "$firm") for line in rating_lines(one, naming, scores.get(one.number))]
        parts += [hang(line, width) for line in rated]
    return lines(*parts[1:]) if parts else Content("")


def places(comments: Iterable[Comment]) -> str:
    """Where a coach has said something: `turns 1, 3`, `the whole conversation`."""
    numbers = sorted({one.number for one in comments})
    turns = [str(one) for one in numbers if one != WHOLE]
    named = ngettext("turn {numbers}", "turns {numbers}", len(turns)).format(numbers=", ".join(turns))
    if WHOLE not in numbers:
        return named
    return _("{turns} and the whole conversation").format(turns=named) if turns else _("the whole conversation")
