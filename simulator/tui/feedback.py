"""What a turn's score says, as content: a short note under the bubble and the full account. Pure."""

from __future__ import annotations

from textual.content import Content

from scoring.contract import Score
from simulator.i18n import _, mark, number, quoted
from simulator.origin_words import came_about
from simulator.session import Change, Turn
from simulator.tui.decision_look import decision
from simulator.tui.fit import chunks, hang
from simulator.tui.gauge import gauge
from simulator.tui.marks import Mark, marked, marks, numbers, raised
from simulator.tui.naming import AXES as AXIS_WORDS
from simulator.tui.naming import METERS, Naming
from simulator.tui.text import lines, words
from simulator.wording import CAPS, CUES_ONLY, brief, cap_told, cost_line, perhaps

AXES = (("calm", mark("Calm")), ("firm", mark("Firm")))
QUOTE = 60


def note(score: Score, naming: Naming, width: int) -> Content:
    """The judgement in brief, `width` cells wide: both axes with their bands, then faults, moves, what was missing."""
    axes = [
        Content.assemble(
            (f"{_(AXIS_WORDS[axis])} ", "$quiet"),
            gauge(value, 5, 5, f"${axis}"),
            (f" {number(value, 1)} ", f"bold ${axis}"),
            naming.band(axis, value),
        )
        for axis, value in (("calm", score.calm), ("firm", score.firm))
    ]
    signs = [Content.styled(f"✗ {perhaps(naming.name(key), sure)}", "$bad") for key, sure in score.faults.items()]
    signs += [Content.styled(f"✓ {perhaps(naming.name(key), sure)}", "$good") for key, sure in score.moves.items()]
    signs += [Content.styled(f"○ {naming.name(key)}", "$quiet") for key in score.missing]
    rows = [chunks(axes, width, "   "), chunks(signs, width)] if signs else [chunks(axes, width, "   ")]
    return lines(*rows)


def change_line(change: Change) -> Content:
    """A meter's change with its cause: `▲2 patience  You named the rule.`"""
    by = change.after - change.before
    sign, style = ("▲", "$good") if by > 0 else ("▼", "$bad")
    return Content.assemble(
        (f"{sign}{abs(by)} {_(METERS[change.meter])}", f"bold {style}"), "  ", words(change.because)
    )


def account(turn: Turn, naming: Naming, width: int, reply: bool = True, head: bool = True) -> Content:
    """Everything about one turn for a column `width` cells wide. `reply`: whether to show the marked reply too;
    `head`: whether to begin with its number and stance."""
    score = turn.score
    found = marks(turn.reply, score.evidence, score.faults)
    parts = [_head(turn, naming), Content("")] if head else []
    parts += _axes(score, naming, width)
    if reply:
        parts += [Content(""), marked(turn.reply, found)]
    if turn.decided:
        parts += [Content(""), *decision(turn, width)]
    blocks = (
        (_("What broke it"), [_label(key, "✗", "$bad", score, found, naming) for key in score.faults]),
        (_("What worked"), [_label(key, "✓", "$good", score, found, naming) for key in score.moves]),
        (_("What held it down"), [words(cap(key, score, naming)) for key in score.caps]),
        (_("Would have helped"), [_missing(key, naming) for key in score.missing]),
        (_("How it was taken"), [change_line(change) for change in turn.changes]),
        (_("What it cost"), [words(cost_line(spent)) for spent in turn.spent]),
    )
    for title, rows in blocks:
        if rows:
            parts += [Content(""), Content.styled(title, "bold $quiet"), *(hang(row, width) for row in rows)]
    if turn.guessed:
        parts += [Content(""), Content.styled(_("Your words were matched to the option most like them."), "$quiet")]
    if score.layers == "cues":
        parts += [Content(""), Content.styled(_(CUES_ONLY), "$firm")]
    return lines(*parts)


def _head(turn: Turn, naming: Naming) -> Content:
    head = Content.assemble(
        (_("Turn {number}").format(number=turn.number), "bold"), ("  ·  ", "$quiet"), naming.name(turn.score.stance)
    )
    how = came_about(turn.origin)
    return lines(head, Content.styled(how, "$quiet")) if how else head


def _axes(score: Score, naming: Naming, width: int) -> list[Content]:
    wide = max(len(_(title)) for _axis, title in AXES)
    bar = max(5, min(20, width - wide - 22))
    return [
        Content.assemble(
            f"{_(title):<{wide}}  ",
            gauge(getattr(score, axis), 5, bar, f"${axis}"),
            (f"  {number(getattr(score, axis), 1)}  ", f"bold ${axis}"),
            naming.band(axis, getattr(score, axis)),
        )
        for axis, title in AXES
    ]


def _label(key: str, sign: str, style: str, score: Score, found: tuple[Mark, ...], naming: Naming) -> Content:
    confidence = (score.moves | score.faults)[key]
    name = perhaps(naming.name(key), confidence)
    head = Content.styled(f"{sign} {name}{raised(numbers(key, found))}", f"bold {style}")
    said = [brief(item.text, QUOTE) for item in score.evidence if item.label == key]
    quotes = Content(", ").join(Content(quoted(text)) for text in dict.fromkeys(said))
    return Content.assemble(head, "  ", quotes) if said else head


def _missing(key: str, naming: Naming) -> Content:
    says = naming.says(key)
    head = Content.styled(f"○ {naming.name(key)}", "bold $firm")
    return Content.assemble(head, "  ", (says, "$quiet")) if says else head


def cap(key: str, score: Score, naming: Naming) -> str:
    """Why an axis could not rise, in a sentence."""
    if key in CAPS:
        return cap_told(key)
    name = naming.name(key)
    name = name[:1].upper() + name[1:]
    axis = naming.breaks(key)
    if axis == "calm":
        told = _("{label}: holds calm at {value}, whatever else the reply does.")
        return told.format(label=name, value=number(score.calm, 1))
    if axis == "firm":
        told = _("{label}: holds firm at {value}, whatever else the reply does.")
        return told.format(label=name, value=number(score.firm, 1))
    return naming.says(key) or _("{label}: holds the score down.").format(label=name)
