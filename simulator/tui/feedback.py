"""What a turn's score says, as content: a short note under the bubble and the full account. Pure."""

from __future__ import annotations

from textual.content import Content

from scoring.contract import Score
from simulator.session import Change, Turn
from simulator.tui.fit import chunks, hang
from simulator.tui.gauge import gauge
from simulator.tui.marks import Mark, marked, marks, numbers, raised
from simulator.tui.naming import Naming
from simulator.tui.text import lines, words
from simulator.wording import CAPS, CUES_ONLY, SURE, brief

AXES = (("calm", "Calm"), ("firm", "Firm"))
QUOTE = 60


def note(score: Score, naming: Naming, width: int) -> Content:
    """The judgement in brief, `width` cells wide: both axes with their bands, then faults, moves, what was missing."""
    axes = [
        Content.assemble((f"{axis} ", "$quiet"), gauge(value, 5, 5, f"${axis}"), (f" {value:.1f} ", f"bold ${axis}"))
        + Content(naming.band(axis, value))
        for axis, value in (("calm", score.calm), ("firm", score.firm))
    ]
    signs = [Content.styled(f"✗ {_perhaps(naming, key, sure)}", "$bad") for key, sure in score.faults.items()]
    signs += [Content.styled(f"✓ {_perhaps(naming, key, sure)}", "$good") for key, sure in score.moves.items()]
    signs += [Content.styled(f"○ {naming.name(key)}", "$quiet") for key in score.missing]
    rows = [chunks(axes, width, "   "), chunks(signs, width)] if signs else [chunks(axes, width, "   ")]
    return lines(*rows)


def _perhaps(naming: Naming, label: str, confidence: float) -> str:
    name = naming.name(label)
    return name if confidence >= SURE else f"perhaps {name}"


def change_line(change: Change) -> Content:
    """A meter's change with its cause: `▲2 patience  You named the rule.`"""
    by = change.after - change.before
    sign, style = ("▲", "$good") if by > 0 else ("▼", "$bad")
    return Content.assemble((f"{sign}{abs(by)} {change.meter}", f"bold {style}"), "  ", words(change.because))


def account(turn: Turn, naming: Naming, width: int, reply: bool = True) -> Content:
    """Everything about one turn for a column `width` cells wide. `reply`: whether to show the marked reply too."""
    score = turn.score
    found = marks(turn.reply, score.evidence, score.faults)
    parts = [_head(turn, naming), Content(""), *_axes(score, naming, width)]
    if reply:
        parts += [Content(""), marked(turn.reply, found)]
    blocks = (
        ("What broke it", [_label(key, "✗", "$bad", score, found, naming) for key in score.faults]),
        ("What worked", [_label(key, "✓", "$good", score, found, naming) for key in score.moves]),
        ("Would have helped", [_missing(key, naming) for key in score.missing]),
        ("What held it down", [words(cap(key, score, naming)) for key in score.caps]),
        ("How it was taken", [change_line(change) for change in turn.changes]),
    )
    for title, rows in blocks:
        if rows:
            parts += [Content(""), Content.styled(title, "bold $quiet"), *(hang(row, width) for row in rows)]
    if turn.guessed:
        parts += [Content(""), Content.styled("Your words were matched to the option most like them.", "$quiet")]
    if score.layers == "cues":
        parts += [Content(""), Content.styled(CUES_ONLY, "$firm")]
    return lines(*parts)


def _head(turn: Turn, naming: Naming) -> Content:
    return Content.assemble((f"Turn {turn.number}", "bold"), ("  ·  ", "$quiet"), naming.name(turn.score.stance))


def _axes(score: Score, naming: Naming, width: int) -> list[Content]:
    bar = max(5, min(20, width - 26))
    return [
        Content.assemble(
            f"{title}  ",
            gauge(getattr(score, axis), 5, bar, f"${axis}"),
            (f"  {getattr(score, axis):.1f}  ", f"bold ${axis}"),
            naming.band(axis, getattr(score, axis)),
        )
        for axis, title in AXES
    ]


def _label(key: str, sign: str, style: str, score: Score, found: tuple[Mark, ...], naming: Naming) -> Content:
    confidence = (score.moves | score.faults)[key]
    name = _perhaps(naming, key, confidence)
    head = Content.styled(f"{sign} {name}{raised(numbers(key, found))}", f"bold {style}")
    said = [brief(item.text, QUOTE) for item in score.evidence if item.label == key]
    quotes = Content(", ").join(Content(f"“{text}”") for text in dict.fromkeys(said))
    return Content.assemble(head, "  ", quotes) if said else head


def _missing(key: str, naming: Naming) -> Content:
    says = naming.says(key)
    head = Content.styled(f"○ {naming.name(key)}", "bold $firm")
    return Content.assemble(head, "  ", (says, "$quiet")) if says else head


def cap(key: str, score: Score, naming: Naming) -> str:
    """Why an axis could not rise, in a sentence."""
    if key in CAPS:
        return f"The reply could not be judged in full: {CAPS[key]}."
    name = naming.name(key)
    name = name[:1].upper() + name[1:]
    axis = naming.breaks(key)
    if axis == "calm":
        return f"{name}: holds calm at {score.calm:.1f}, whatever else the reply does."
    if axis == "firm":
        return f"{name}: holds firm at {score.firm:.1f}, whatever else the reply does."
    return naming.says(key) or f"{name}: holds the score down."
