"""What `calmfirm rescore` prints: each conversation's changed turns, then the whole in one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.rescoring import made_by, summary
from simulator.wording import CUES_ONLY, Wording, brief

if TYPE_CHECKING:
    from simulator.commands.rescore import Judged
    from simulator.rescoring import Rescored


def told(judged: Judged) -> Iterator[str]:
    """One conversation: what became of its scenario, by which rubric then and now, each turn that changed."""
    from simulator.commands.rescore import FILES

    row, rubric = judged.row, judged.scorer.rubric
    words = Wording(rubric, row.lang)
    yield f"Conversation {row.id}: {brief(row.title)} ({brief(row.scenario_id)}, {row.lang})"
    if FILES[judged.file]:
        yield f"  {FILES[judged.file]}"
    for score in _one_each(judged.turns):
        yield f"  Rubric then: {brief(score['name'])} {brief(score['version'])} ({brief(score['hash'])})"
    yield f"  Rubric now: {brief(rubric.name_of_rubric)} {brief(rubric.version)} ({rubric.digest})"
    if judged.scorer.layers == "cues":
        yield f"  {CUES_ONLY}"
    for one in judged.turns:
        if one.changed:
            yield f"  Turn {one.turn.number}: {_change(one, words)} “{brief(one.turn.reply, 60)}”"
    unchanged = sum(not one.changed for one in judged.turns)
    yield f"  Turns as before: {unchanged} of {len(judged.turns)}."


def _one_each(turns: Sequence[Rescored]) -> list[dict[str, str]]:
    """The rubrics that made the kept scores, each once: a conversation may have been gone on with after an update."""
    found = {(made["name"], made["version"], made["hash"]): made for made in (made_by(one.turn.score) for one in turns)}
    return list(found.values())


def _change(one: Rescored, words: Wording) -> str:
    then, now = one.turn.score, one.now
    parts = [f"{axis} {old:.1f} → {new:.1f}" for axis, old, new in
             (("calm", then.calm, now.calm), ("firm", then.firm, now.firm)) if old != new]  # fmt: skip
    if then.stance != now.stance:
        parts.append(f"stance {words.name(then.stance)} → {words.name(now.stance)}")
    parts += [f"gained: {', '.join(map(words.name, one.gained))}"] if one.gained else []
    parts += [f"lost: {', '.join(map(words.name, one.lost))}"] if one.lost else []
    return "; ".join(parts)


def total_told(judged: Sequence[Judged]) -> str:
    """All conversations together, in one line."""
    counts = summary(turn for one in judged for turn in one.turns)
    words = Wording(judged[0].scorer.rubric, "en")  # several languages may be in it; the rest of the line is English
    lines = [
        f"Conversations: {len(judged)}. Turns: {counts['turns']}, changed: {counts['changed']}. "
        f"On average calm {counts['calm']:+.2f}, firm {counts['firm']:+.2f}."
    ]
    for title in ("gained", "lost"):
        if counts[title]:
            listed = ", ".join(f"{words.name(label)} {number}" for label, number in counts[title].items())
            lines.append(f"Labels {title}: {listed}.")
    return "\n".join((*lines, "The kept scores stay as they are."))
