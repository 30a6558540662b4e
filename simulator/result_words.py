"""What a finished conversation was held under, in lines: the mode, the help it had, and the rubric that judged it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.i18n import _, ngettext
from simulator.mode import told
from simulator.origin_words import helped_told

if TYPE_CHECKING:
    from simulator.mode import Terms
    from simulator.session import Turn


def result(terms: Terms, turns: Sequence[Turn]) -> Iterator[str]:
    """The mode with the help; in an exam also how often the time ran out, and name, version and hash of each rubric
    that judged a reply."""
    helped = helped_told(sum(len(turn.origin.hints) for turn in turns), sum(turn.origin.picked for turn in turns))
    yield f"{told(terms)}  ·  {helped}" if helped else told(terms)
    if not terms.exam:
        return
    late = sum(turn.origin.timed_out for turn in turns)
    if late:
        yield ngettext("The time ran out for {count} reply.", "The time ran out for {count} replies.", late).format(
            count=late
        )
    for name, version, key in dict.fromkeys(
        (turn.score.rubric, turn.score.rubric_version, turn.score.rubric_hash) for turn in turns
    ):
        yield _("Judged by the rubric {name} {version}, hash {hash}").format(name=name, version=version, hash=key)
