"""What the Path screen says, as content: the stages as a line, one stage, what to play for it. Pure."""

from __future__ import annotations

from textual.content import Content

from simulator.i18n import _, quoted
from simulator.paths.said import (
    ahead_told,
    asks_told,
    figures_told,
    lacking_told,
    offer_told,
    stage_told,
    state_told,
    trains_told,
)
from simulator.paths.walked import Offer, Reached, Walked
from simulator.scenario.library import Entry
from simulator.tui.fit import hang
from simulator.tui.gauge import dots
from simulator.tui.naming import Naming
from simulator.tui.text import lines, words

# Sign, style of the sign and style of the title of each state.
SIGNS = {"held": ("●", "$good", ""), "here": ("▶", "bold $focus", "bold"), "later": ("○", "$quiet", "$quiet")}


def head(found: Walked, width: int) -> Content:
    """The path's title, and how far one has come."""
    parts = [hang(words(found.path.title, "bold"), width, 0)]
    if found.fresh:
        told = _("Nothing played yet. The first stage is a good place to begin.")
        parts.append(hang(words(found.path.summary or told, "$quiet"), width, 0))
    else:
        parts.append(hang(words(ahead_told(found), "$quiet"), width, 0))
    return lines(*parts)


def row(found: Walked, place: int, naming: Naming, tall: bool, width: int) -> Content:
    """One stage on the line: sign, title, where it stands; where there is room, what shows it."""
    one = found.stages[place]
    sign, mark, style = SIGNS[one.state]
    if one.due:
        sign, mark = "↻", "bold $focus"
    told = words(state_told(one), "$good" if one.state == "held" and not one.due else mark)
    room = max(10, width - told.cell_length - 4)
    title = words(f"{place + 1}  {one.stage.title}", style).truncate(room, ellipsis=True)
    first = Content.assemble((f"{sign} ", mark), title, " " * (room - title.cell_length), "  ", told)
    if not tall:
        return first
    line = "│" if place + 1 < len(found.stages) else " "
    below = words(_short(one, naming), "$quiet").truncate(max(10, width - 5), ellipsis=True)
    return lines(first, Content.assemble((f"{line} ", "$line"), "   ", below), Content.styled(line, "$line"))


def _short(one: Reached, naming: Naming) -> str:
    """The stage's evidence on one line; else what it trains."""
    seen = one.evidence
    if seen is None:
        return trains_told(one.stage, naming.name)
    if seen.holds or not seen.lacking:
        return f"{quoted(seen.attempt.title)}, {figures_told(seen)}"
    return lacking_told(seen.lacking[0], one.stage, seen, naming.name)


def about(found: Walked, place: int, naming: Naming, width: int) -> Content:
    """One stage: what it is about, what it trains, what shows that it holds or what is still missing."""
    one = found.stages[place]
    parts = [hang(words(one.stage.about, "bold"), width, 0), Content("")] if one.stage.about else []
    parts += [hang(words(text), width) for text in stage_told(one, found.stages, naming.name)]
    trained = _("Trains: {principles}.").format(principles=trains_told(one.stage, naming.name))
    parts += [Content(""), hang(words(trained), width)]
    if one.state != "here" or one.seen:
        asked = _("It holds with this: {asked}").format(asked=asks_told(one.stage))
        parts.append(hang(words(asked, "$quiet"), width))
    return lines(*parts)


def plays(one: Reached) -> tuple[str, ...]:
    """The stage's scenarios as they are offered: what is suggested, the others, the variants."""
    return tuple(dict.fromkeys((one.offer.scenario, *one.stage.scenarios, *one.stage.variants)))


def play(one: Reached, entry: Entry, naming: Naming, width: int) -> Content:
    """One scenario to play: title, difficulty, minutes, and why or how it went."""
    facts = Content.assemble(
        "  ", dots(entry.difficulty), ("  " + _("{count} min").format(count=entry.minutes), "$quiet")
    )
    suggested = entry.id == one.offer.scenario
    title = words(entry.title, "bold" if suggested else "")
    title = title.truncate(max(12, width - facts.cell_length - 2), ellipsis=True)
    gap = " " * max(0, width - 2 - title.cell_length - facts.cell_length)
    sign = Content.styled("▶ " if suggested else "  ", "bold $focus")
    below = words(_why(one, one.offer if suggested else None, entry, naming), "$quiet")
    return lines(
        Content.assemble(sign, title, gap, facts),
        Content.assemble("  ", below.truncate(max(10, width - 2), ellipsis=True)),
    )


def _why(one: Reached, offer: Offer | None, entry: Entry, naming: Naming) -> str:
    parts = [offer_told(offer, naming.name)] if offer is not None and one.state != "later" else []
    if (seen := one.seen.get(entry.id)) is not None:
        told = _("it held: {figures}") if seen.holds else _("last time: {figures}")
        parts.append(told.format(figures=figures_told(seen) or _("picked replies")))
    if entry.id in one.stage.variants:
        parts.append(_("the same in another trade: {trade}").format(trade=entry.trade))
    elif not parts:
        parts.append(entry.trade)
    text = "  ·  ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def start(found: Walked, title: str, width: int) -> Content:
    """The library's line for a first start: the path and its first scenario."""
    lead = Content.styled("▶ " + _("Start here") + "  ", "bold $focus")
    told = Content.assemble("  ", words(found.path.title, "$quiet"), ("   s", "bold $calm"))
    room = width - lead.cell_length - told.cell_length
    if room < 16:
        told = Content.styled("   s", "bold $calm")
        room = width - lead.cell_length - told.cell_length
    return Content.assemble(lead, words(title, "bold").truncate(max(8, room), ellipsis=True), told)
