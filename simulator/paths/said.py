"""How a path is put into words. What has not been reached yet is told kindly: a stage is suggested, never forbidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.i18n import _, cut, mark, ngettext, number
from simulator.mode import EXAM
from simulator.paths.model import Stage
from simulator.paths.walked import Lacking, Offer, Reached, Seen, Walked
from simulator.practice.said import Name, called

# Characters of the trainee's words that are shown for a principle.
QUOTE = 120
STATES = {"held": mark("it holds"), "here": mark("you are here"), "later": mark("for later")}


def state_told(found: Reached) -> str:
    """Where a stage stands, in a word or two."""
    if found.due:
        return _("due again")
    return _(STATES[found.state])


def far_told(found: Walked) -> str:
    """How many of the stages hold."""
    told = ngettext("{held} of {count} stages holds", "{held} of {count} stages hold", found.held)
    return told.format(held=found.held, count=len(found.stages))


def _named(principles: Sequence[str], name: Name) -> str:
    # In quotes: some names have commas of their own.
    return ", ".join(_("“{name}”").format(name=called(one, name)) for one in principles)


def trains_told(stage: Stage, name: Name) -> str:
    """The stage's principles by name."""
    return _named(stage.principles, name)


def asks_told(stage: Stage) -> str:
    """What must hold, in a sentence."""
    asked = _(
        "on average calm {calm} and firm {firm} or more, and what it trains kept at least half of the time."
    ).format(calm=number(stage.holds.calm_from, 1), firm=number(stage.holds.firm_from, 1))
    if stage.holds.scenarios == 1:
        return asked
    more = ngettext("In {count} conversation.", "In {count} conversations.", stage.holds.scenarios)
    return f"{asked} {more.format(count=stage.holds.scenarios)}"


def figures_told(seen: Seen) -> str:
    """The attempt's means, and whether it was an exam: `calm 4.2, firm 3.9`."""
    attempt = seen.attempt
    if attempt.calm is None or attempt.firm is None:
        return ""
    told = _("calm {calm}, firm {firm}").format(calm=number(attempt.calm, 1), firm=number(attempt.firm, 1))
    return _("{figures}, in an exam").format(figures=told) if attempt.mode == EXAM else told


def kept_told(seen: Seen, stage: Stage, name: Name) -> Iterator[str]:
    """The stage's principles that were kept in the attempt, each with the trainee's own words."""
    for one in stage.principles:
        if said := seen.attempt.kept_words(one):
            yield _("{principle}: “{words}”").format(principle=called(one, name), words=cut(said, QUOTE))


def lacking_told(found: Lacking, stage: Stage, seen: Seen, name: Name) -> str:
    """What an attempt lacks, as something to aim for."""
    if found.lack == "own_words":
        return _("The replies were picked from ready ones. In your own words it counts.")
    if found.lack == "ending":
        return _("How it ended does not hold it yet: the client was lost, or was given everything.")
    if found.lack == "calm":
        return _("Calm was {value} on average; it holds from {least} on.").format(
            value=number(seen.attempt.calm or 0, 1), least=number(stage.holds.calm_from, 1)
        )
    if found.lack == "firm":
        return _("Firm was {value} on average; it holds from {least} on.").format(
            value=number(seen.attempt.firm or 0, 1), least=number(stage.holds.firm_from, 1)
        )
    if found.lack == "occasion":
        return _("There was no occasion for what this stage trains. Another way through the conversation has one.")
    count = found.kept + found.missed
    return ngettext(
        "{principle}: kept on {kept} of {count} occasion.", "{principle}: kept on {kept} of {count} occasions.", count
    ).format(principle=called(found.principle, name), kept=found.kept, count=count)


def waits_told(found: Reached, stages: Sequence[Reached]) -> str:
    """Why a stage is not suggested yet; empty for one that is."""
    if found.waits_for is None:
        return ""
    return _("This comes easier once “{stage}” holds. You can play it any time.").format(
        stage=stages[found.waits_for].stage.title
    )


def offer_told(found: Offer, name: Name) -> str:
    """Why this scenario, in a few words."""
    if found.reason == "start":
        return _("Start here")
    if found.reason == "due":
        return _("“{principle}” is due again").format(principle=called(found.principle, name))
    return _("New to you") if found.reason == "new" else _("Once more")


def ahead_told(found: Walked) -> str:
    """What to say above the stages: where one is, or that the path is walked."""
    if found.here is not None:
        return far_told(found)
    if found.visits:
        return _("Every stage holds. Something is due again, so that it stays.")
    return _("Every stage holds, and nothing is due. Well done.")


def stage_told(found: Reached, every: Sequence[Reached], name: Name) -> Iterator[str]:
    """What is to be said of one stage below its title, sentence by sentence."""
    stage, seen = found.stage, found.evidence
    if found.due:
        yield _("Due again: {principles}.").format(principles=_named(found.due, name))
    if waits := waits_told(found, every):
        yield waits
    if seen is None:
        if found.state == "here":
            yield _("It holds with this: {asked}").format(asked=asks_told(stage))
        return
    figures = figures_told(seen)
    told = _("It held in “{title}”") if seen.holds else _("Last time, “{title}”")
    head = told.format(title=seen.attempt.title)
    yield f"{head}: {figures}." if figures else f"{head}."
    yield from kept_told(seen, stage, name)
    for one in seen.lacking:
        yield lacking_told(one, stage, seen, name)
    if seen.holds and found.state != "held":
        held = sum(one.holds for one in found.seen.values())
        yield _("It has held in {held} of {count} conversations that are asked for.").format(
            held=held, count=stage.holds.scenarios
        )
