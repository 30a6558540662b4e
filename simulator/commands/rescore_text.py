"""What `calmfirm rescore` prints: each conversation's changed turns, then the whole in one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.i18n import _, current, number
from simulator.rescoring import made_by, summary
from simulator.wording import CUES_ONLY, Wording, brief

if TYPE_CHECKING:
    from simulator.commands.rescore import Judged
    from simulator.rescoring import Rescored


def told(judged: Judged) -> Iterator[str]:
    """One conversation: what became of its scenario, by which rubric then and now, each turn that changed."""
    from simulator.commands.rescore import FILES, WITHOUT

    row, rubric = judged.row, judged.scorer.rubric
    words = Wording(rubric, current())
    yield _("Conversation {number}: {title} ({scenario}, {lang})").format(
        number=row.id, title=brief(row.title), scenario=brief(row.scenario_id), lang=row.lang
    )
    if FILES[judged.file]:
        yield "  " + _(FILES[judged.file]).format(without=_(WITHOUT))
    for score in _one_each(judged.turns):
        yield "  " + _("Rubric then: {name} {version} ({hash})").format(
            name=brief(score["name"]), version=brief(score["version"]), hash=brief(score["hash"])
        )
    yield "  " + _("Rubric now: {name} {version} ({hash})").format(
        name=brief(rubric.name_of_rubric), version=brief(rubric.version), hash=rubric.digest
    )
    if judged.scorer.layers == "cues":
        yield "  " + _(CUES_ONLY)
    for one in judged.turns:
        if one.changed:
            yield "  " + _("Turn {turn}: {change} “{reply}”").format(
                turn=one.turn.number, change=_change(one, words), reply=brief(one.turn.reply, 60)
            )
    unchanged = sum(not one.changed for one in judged.turns)
    yield "  " + _("Turns as before: {count} of {all}.").format(count=unchanged, all=len(judged.turns))


def _one_each(turns: Sequence[Rescored]) -> list[dict[str, str]]:
    """The rubrics that made the kept scores, each once: a conversation may have been gone on with after an update."""
    found = {(made["name"], made["version"], made["hash"]): made for made in (made_by(one.turn.score) for one in turns)}
    return list(found.values())


def _change(one: Rescored, words: Wording) -> str:
    then, now = one.turn.score, one.now
    parts = []
    if then.calm != now.calm:
        parts.append(_("calm {before} → {after}").format(before=number(then.calm, 1), after=number(now.calm, 1)))
    if then.firm != now.firm:
        parts.append(_("firm {before} → {after}").format(before=number(then.firm, 1), after=number(now.firm, 1)))
    if then.stance != now.stance:
        parts.append(
            _("stance {before} → {after}").format(before=words.name(then.stance), after=words.name(now.stance))
        )
    if one.gained:
        parts.append(_("gained: {labels}").format(labels=", ".join(map(words.name, one.gained))))
    if one.lost:
        parts.append(_("lost: {labels}").format(labels=", ".join(map(words.name, one.lost))))
    return "; ".join(parts)


def total_told(judged: Sequence[Judged]) -> str:
    """All conversations together, in one line."""
    counts = summary(turn for one in judged for turn in one.own)
    words = Wording(judged[0].scorer.rubric, current())  # scenarios of several languages may be in it
    lines = [
        _(
            "Conversations: {conversations}. Turns: {turns}, changed: {changed}. On average calm {calm}, firm {firm}."
        ).format(
            conversations=len(judged),
            turns=counts["turns"],
            changed=counts["changed"],
            calm=number(counts["calm"], 2, sign=True),
            firm=number(counts["firm"], 2, sign=True),
        )
    ]
    for key, told in (("gained", _("Labels gained: {labels}.")), ("lost", _("Labels lost: {labels}."))):
        if counts[key]:
            listed = ", ".join(f"{words.name(label)} {count}" for label, count in counts[key].items())
            lines.append(told.format(labels=listed))
    return "\n".join((*lines, _("The kept scores stay as they are.")))
