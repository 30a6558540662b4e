"""What a drill says, as content: how far it is, the moment, what became of a reply, the summary. Pure."""

from __future__ import annotations

from textual.content import Content

from simulator.i18n import _, ngettext, number, quoted
from simulator.practice.drill import Attempt, Drill
from simulator.practice.moments import Moment
from simulator.practice.picture import Standing
from simulator.practice.said import called, due_told
from simulator.tui.feedback import account
from simulator.tui.fit import chunks, hang
from simulator.tui.naming import Naming
from simulator.tui.text import lines, prose, words

# For these one must know what may be offered.
OFFERS = ("trade", "ease", "amends", "consequence", "decline", "next_step", "route", "prevent", "boundary")


def head(drill: Drill, naming: Naming) -> Content:
    """The principle and a sign for each reply: kept, not there, still to come."""
    signs: list[tuple[str, str]] = []
    for place in range(len(drill.places)):
        if place < len(drill.attempts):
            signs.append(("✓ ", "bold $good") if drill.attempts[place].kept else ("✗ ", "bold $bad"))
        else:
            signs.append(("○ ", "bold $focus" if place == len(drill.attempts) else "$line"))
    told = ""
    if not drill.over:
        told = _("{number} of {count}").format(number=len(drill.attempts) + 1, count=len(drill.places))
    return Content.assemble(
        (_("Drill") + "  ", "bold"),
        words(called(drill.principle, naming.name), "bold $calm"),
        "   ",
        *signs,
        (f" {told}", "$quiet"),
    )


def scene(drill: Drill, moment: Moment, naming: Naming, width: int) -> Content:
    """The situation in one line; before the first moment also what the principle means."""
    line = hang(words(moment.line), width, 0)
    says = naming.says(drill.principle)
    if drill.attempts or not says:
        return line
    return lines(hang(words(says, "$quiet"), width, 0), Content(""), line)


def given(moment: Moment, principle: str, width: int) -> Content:
    """The rule, and where it matters what may be offered."""
    parts = []
    if rule := moment.situation.rule:
        parts.append(Content.assemble((_("The rule") + "  ", "bold $quiet"), prose(rule, "$quiet")))
    if principle in OFFERS and moment.may:
        parts.append(Content.assemble((_("You may") + "  ", "bold $quiet"), words("; ".join(moment.may), "$quiet")))
    return lines(*(hang(part, width, 0) for part in parts))


def verdict(attempt: Attempt, principle: str, naming: Naming, width: int) -> Content:
    """Whether the reply shows the principle, by which words, and the whole account of it."""
    name = called(principle, naming.name)
    if attempt.kept:
        said = dict.fromkeys(one.text for one in attempt.turn.score.evidence if one.label == principle)
        quotes = ", ".join(map(quoted, said))
        top = Content.assemble(("✓ ", "bold $good"), words(name, "bold $good"), "  ", words(quotes))
    else:
        told = _("not found in these words")
        top = Content.assemble(("✗ ", "bold $bad"), words(name, "bold $bad"), (f"  {told}", "$ink"))
    return lines(hang(top, width), Content(""), account(attempt.turn, naming, width, head=False))


def model_answer(attempt: Attempt, width: int) -> Content:
    """What one might have said, and what many say; empty where the scenario has none."""
    model = attempt.moment.says.model
    if model is None:
        return Content("")
    text = attempt.moment.text
    parts = [
        Content.styled(_("One way to say it"), "bold $quiet"),
        hang(Content.assemble(("✓ ", "bold $good"), words(quoted(text(model.strong)))), width),
        Content(""),
        Content.styled(_("What many say, and what does not hold"), "bold $quiet"),
        hang(Content.assemble(("✗ ", "bold $bad"), words(quoted(text(model.weak)), "$quiet")), width),
    ]
    if model.why:
        parts += [Content(""), hang(words(text(model.why)), width, 0)]
    return lines(*parts)


def summary(drill: Drill, naming: Naming, standing: Standing | None, width: int) -> Content:
    """How it went: how many kept, each reply with the words that made it, when the principle comes back."""
    told = ngettext("{kept} of {count} reply", "{kept} of {count} replies", len(drill.attempts)).format(
        kept=drill.kept, count=len(drill.attempts)
    )
    name = called(drill.principle, naming.name)
    parts = [
        chunks([words(told, "bold"), words(_("with “{principle}”").format(principle=name), "bold")], width, " "),
    ]
    if standing is not None:
        parts.append(
            words(_("The principle is {due}.").format(due=due_told(standing)), "$quiet")
            if standing.due
            else words(_("It comes back {due}.").format(due=due_told(standing)), "$quiet")
        )
    elif not drill.counts:
        parts.append(words(_("Too few replies to count; they are kept all the same."), "$quiet"))
    for attempt in drill.attempts:
        score = attempt.turn.score
        sign, style = ("✓", "$good") if attempt.kept else ("✗", "$bad")
        said = [one.text for one in score.evidence if one.label == drill.principle]
        shown = said[0] if said else attempt.turn.reply
        axes = Content.assemble(
            (_("calm") + " ", "$quiet"),
            (number(score.calm, 1), "bold $calm"),
            ("  " + _("firm") + " ", "$quiet"),
            (number(score.firm, 1), "bold $firm"),
        )
        parts += [
            Content(""),
            hang(Content.assemble((f"{sign} ", f"bold {style}"), words(quoted(shown))), width),
            Content.assemble("  ", axes, "  ", words(attempt.moment.client, "$quiet")),
        ]
    return lines(*parts)
