"""What the debrief says for the trainee to take along, as content: the answer beside the pick, the own best sentence,
the one thing to try next, model answers side by side, a reply written anew. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.attempts_words import difference
from simulator.debrief_words import (
    BEST_TITLE,
    CLOSED,
    MODELS_TITLE,
    NEXT_TITLE,
    NO_BEST,
    STRONG,
    WEAK,
    WHY,
    best_why,
    changed_lines,
    compared,
    moved,
    next_advice,
    next_name,
    next_where,
)
from simulator.i18n import _, number, quoted
from simulator.tui.feedback import change_line
from simulator.tui.fit import chunks, hang
from simulator.tui.text import lines, prose, words
from simulator.wording import brief, perhaps

if TYPE_CHECKING:
    from simulator.debrief import Turning
    from simulator.debrief_models import Pair
    from simulator.debrief_next import NextTry
    from simulator.debrief_own import Best
    from simulator.debrief_pick import Compared
    from simulator.rewriting import Changed, Rewrite
    from simulator.session import Turn
    from simulator.tui.naming import Naming

QUOTE = 220
# Labels that are quoted as evidence of a turning point.
PROOFS = 3
GAP = 3
# Under this two columns would be harder to read than one after the other.
NARROW = 56
SIGNS = {"✓": "$good", "✗": "$bad", "○": "$quiet", "·": "$quiet"}


def title(text: str) -> Content:
    """The heading of a part."""
    return Content.styled(text, "bold $quiet")


def answer(found: Turning | None, mine: Compared | None, naming: Naming, width: int) -> Content:
    """The reply that turned it, with the words and the moods that show it, beside what the trainee picked."""
    head = title(_("The reply that turned it"))
    if found is None:
        return lines(head, Content.styled(_("No single reply moved the client or the score."), "$quiet"))
    sign, style = ("▲", "$good") if found.better else ("▼", "$bad")
    way = _("for the better") if found.better else _("for the worse")
    turn = found.turn
    rows = [head]
    if mine is not None:
        rows += [hang(Content.styled(compared(mine), "$focus"), width, 0), Content("")]
    rows += [
        Content.assemble((f"{sign} " + _("Turn {number}").format(number=turn.number), f"bold {style}"), f"  {way}"),
        words(quoted(brief(turn.reply, QUOTE))) if turn.reply else Content.styled(_("(no reply)"), "italic $quiet"),
        *(hang(row, width) for row in _proofs(found, naming)),
        *(hang(change_line(change), width) for change in turn.changes),
    ]
    if found.jump:
        by = number(found.jump, 1, sign=True).replace("-", "−")
        told = _("calm and firm together {by} against the reply before").format(by=by)
        rows.append(hang(Content.styled(told, "$quiet"), width))
    if mine is not None and mine.likeness != "same":
        rows += [Content(""), *_mine(mine.picked, width)]
    return lines(*rows)


def _mine(picked: Turning, width: int) -> list[Content]:
    turn = picked.turn
    which = _("Yours, turn {number}").format(number=turn.number)
    head = Content.assemble((which, "bold"), "  ", (moved(picked), "$quiet"))
    return [hang(head, width), words(quoted(brief(turn.reply, QUOTE // 2)), "$quiet")]


def _proofs(found: Turning, naming: Naming) -> list[Content]:
    """The surest labels that speak for the way it turned, each with its words."""
    score = found.turn.score
    labels, sign, style = (score.moves, "✓", "$good") if found.better else (score.faults, "✗", "$bad")
    rows = []
    for label in sorted(labels, key=lambda one: -labels[one])[:PROOFS]:
        said = next((item.text for item in score.evidence if item.label == label), "")
        name = perhaps(naming.name(label), labels[label])
        quote = "  " + quoted(brief(said, 60)) if said else ""
        rows.append(Content.assemble((f"{sign} {name}", f"bold {style}"), quote))
    return rows


def best(found: Best | None, naming: Naming, width: int) -> Content:
    """The trainee's own best sentence, and why."""
    head = title(_(BEST_TITLE))
    if found is None:
        return lines(head, Content.styled(_(NO_BEST), "$quiet"))
    told = Content.assemble(
        (_("Turn {number}").format(number=found.turn.number), "bold $good"), "  ", best_why(found, naming)
    )
    rises = [change for change in found.turn.changes if change.after > change.before]
    return lines(
        head,
        hang(words(quoted(brief(found.text, QUOTE)), "bold"), width, 1),
        hang(told, width),
        *(hang(change_line(change), width) for change in rises),
    )


def next_try(one: NextTry, naming: Naming, width: int) -> Content:
    """The one thing to try next: what, how, and where it would have helped."""
    rows = [title(_(NEXT_TITLE))]
    if name := next_name(one, naming):
        rows.append(hang(Content.styled(f"→ {name[:1].upper()}{name[1:]}", "bold $firm"), width))
    if advice := next_advice(one) or naming.says(one.key):
        rows.append(hang(words(advice), width, 0))
    if where := next_where(one):
        rows.append(hang(words(where, "$quiet"), width, 0))
        keys = [
            Content.assemble(("N", "bold $calm"), ("  " + _("goes there"), "$quiet")),
            Content.assemble(("W", "bold $calm"), ("  " + _("writes it anew, scored at once"), "$quiet")),
        ]
        rows.append(chunks(keys, width, "   "))
    return lines(*rows)


def models(pair: Pair | None, width: int) -> Content:
    """The model answers of a step side by side with what makes the difference; empty when there are none."""
    if pair is None:
        return Content("")
    head = title(_(MODELS_TITLE))
    if not pair.open:
        return lines(head, hang(Content.styled(_(CLOSED), "$quiet"), width, 0))
    good = lines(Content.styled(f"✓ {_(STRONG)}", "bold $good"), prose(pair.strong))
    if not pair.weak:
        return lines(head, good)
    bad = lines(Content.styled(f"✗ {_(WEAK)}", "bold $bad"), prose(pair.weak))
    both = beside(good, bad, width) if width >= NARROW else lines(good, Content(""), bad)
    rows = [head, both]
    if pair.why:
        rows += [Content(""), title(_(WHY)), prose(pair.why)]
    return lines(*rows)


def beside(left: Content, right: Content, width: int) -> Content:
    """Two texts in two columns that together are `width` cells wide, a line between them."""
    one = (width - GAP) // 2
    rows, others = left.wrap(one), right.wrap(width - GAP - one)
    made = []
    for place in range(max(len(rows), len(others))):
        first = rows[place].rstrip() if place < len(rows) else Content("")
        other = others[place].rstrip() if place < len(others) else Content("")
        made.append(Content.assemble(first, " " * (one - first.cell_length), (" │ ", "$line"), other))
    return Content("\n").join(made)


def tries(found: Sequence[Rewrite], width: int) -> Content:
    """The replies that were written anew at a turn, the last one first; empty when there are none."""
    if not found:
        return Content("")
    rows = [title(_("Written anew"))]
    for one in reversed(found):
        head = Content.assemble(
            (_("calm") + " ", "$quiet"),
            (number(one.score.calm, 1), "bold $calm"),
            ("  " + _("firm") + " ", "$quiet"),
            (number(one.score.firm, 1) + "  ", "bold $firm"),
        )
        rows.append(head + words(quoted(brief(one.reply, max(12, width - head.cell_length - 2)))))
    return lines(*rows)


def difference_of(first: Turn, second: Rewrite, found: Changed, naming: Naming, width: int) -> Content:
    """What the second reply changed: both axes then and now, then the labels that came and went."""
    axes = []
    for axis in ("calm", "firm"):
        old, new = getattr(first.score, axis), getattr(second.score, axis)
        by = difference(old, new)
        way = "$good" if by.startswith("▲") else "$bad" if by.startswith("▼") else "$quiet"
        called = _("calm") if axis == "calm" else _("firm")
        then, now = number(old, 1), (number(new, 1), f"bold ${axis}")
        axes.append(Content.assemble((f"{called} ", "$quiet"), f"{then} → ", now, " ", (by, way)))
    signs = [
        Content.assemble((f"{sign} ", SIGNS[sign]), (told, SIGNS[sign])) for sign, told in changed_lines(found, naming)
    ]
    return lines(title(_("What changed")), chunks(axes, width, "    "), chunks(signs, width, "   "))
