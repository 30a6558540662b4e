"""A coach's comment in plain lines: what it is about, what is said, and where the coach's rating differs from ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from simulator.i18n import _, number
from simulator.review import WHOLE
from simulator.wording import brief, safe

if TYPE_CHECKING:
    from scoring.contract import Score
    from simulator.review import Comment


class Names(Protocol):
    """Whatever knows the short names of labels and stances."""

    def name(self, key: str, /) -> str:
        """The short name of a move, fault or stance."""
        ...


def comment_lines(comment: Comment, words: Names, score: Score | None) -> Iterator[str]:
    """The comment, with its rating held against ours. `score`: ours of that turn."""
    coach = brief(comment.coach, 80)
    if comment.number == WHOLE:
        yield _("{coach} on the whole conversation:").format(coach=coach)
    else:
        yield _("{coach} on turn {number}, “{reply}”:").format(
            coach=coach, number=comment.number, reply=brief(comment.reply, 80)
        )
    for line in safe(comment.text).strip().split("\n") if comment.text.strip() else ():
        yield f"  {line}"
    for line in rating_lines(comment, words, score):
        yield f"  {line}"


def rating_lines(comment: Comment, words: Names, score: Score | None) -> Iterator[str]:
    """The coach's rating, if there is one: axes, stance, labels more and less than ours, and the reason."""
    rated = comment.override
    if rated is None or rated.calm is None or rated.firm is None or rated.stance is None:
        return
    if score is None:
        yield _("Rated by the coach: calm {calm}, firm {firm}; {stance}.").format(
            calm=rated.calm, firm=rated.firm, stance=words.name(rated.stance)
        )
    else:
        yield _("Rated by the coach: calm {calm} (ours {our_calm}), firm {firm} (ours {our_firm}); {stance}.").format(
            calm=rated.calm,
            our_calm=number(score.calm, 1),
            firm=rated.firm,
            our_firm=number(score.firm, 1),
            stance=words.name(rated.stance),
        )
    if score is not None:
        more, less = sorted(rated.labels - score.labels), sorted(score.labels - rated.labels)
        if more:
            yield _("Seen by the coach, not by us: {labels}.").format(labels=", ".join(map(words.name, more)))
        if less:
            yield _("Seen by us, not by the coach: {labels}.").format(labels=", ".join(map(words.name, less)))
    yield _("Because: {reason}").format(reason=safe(comment.reason).strip())
