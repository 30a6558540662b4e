"""What a coach sees of a turn: the score, the labels with their words, which route won and why the others did not.

In the keys of the file, not in the words of the trainee's screens: the coach looks from here into the YAML. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from scoring.contract import Score, calm_band, firm_band
from simulator.i18n import _, ngettext, number, quoted
from simulator.proofs import Proof, Way
from simulator.rehearsal import Exchange, Rehearsal
from simulator.routing import Clause, Tried, diverted, routes_due, routes_of
from simulator.scenario.problem import Problem, printable
from simulator.tui.fit import hang
from simulator.tui.gauge import gauge
from simulator.tui.marks import marks, numbers, raised
from simulator.tui.text import lines, words
from simulator.wording import CAPS, CUES_ONLY, brief

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import State

QUOTE = 70
ERROR, WARNING = ("✗", "$bad"), ("▲", "$firm")
EMPTY = Content("")


def account(rehearsal: Rehearsal | None, picked: int, places: Mapping[Way, str] | None, width: int) -> Content:
    """Turn `picked` and, with the last one, what can follow, `width` cells wide. `places`: file and line of each
    route, when known."""
    if rehearsal is None:
        return Content.styled(_("The conversation begins here once the file has no errors."), "$quiet")
    parts = []
    if 0 < picked <= len(rehearsal.exchanges):
        parts += [turn_account(rehearsal.exchanges[picked - 1], rehearsal.scenario, places, width), EMPTY]
    if picked >= len(rehearsal.exchanges):
        parts.append(standing(rehearsal.scenario, rehearsal.state, places, width))
    return lines(*parts)


def turn_account(exchange: Exchange, scenario: Scenario, places: Mapping[Way, str] | None, width: int) -> Content:
    """The score, the labels, the routes."""
    turn, score = exchange.turn, exchange.turn.score
    tried = routes_of(scenario, exchange.before, turn)
    called = next((one.called for one in tried if one.won), _("option {key}").format(key=turn.choice))
    taken = _("by {route}").format(route=called)
    title = _title(_("Turn {number}").format(number=turn.number), turn.step, turn.to) + Content.styled(
        f"  {taken}", "$quiet"
    )
    rows = [hang(title, width), *_axes(score, width), *_labels(exchange, width)]
    rows += [EMPTY, Content.styled(_("Routes, in the order they are tried"), "bold $quiet")]
    if not tried:
        rows.append(_won(called, turn.to))
        told = _("the option has its own `to`: no route is tried")
        rows.append(hang(Content.styled(f"  {told}", "$quiet"), width))
    rows += [row for one in tried for row in _route(one, places, width)]
    if meter := diverted(scenario, turn):
        told = _("{meter} is 0, so `limits` sends the conversation to {step} instead")
        rows.append(hang(Content.styled(f"▼ {told.format(meter=meter, step=turn.to)}", "$bad"), width))
    return lines(*rows)


def standing(scenario: Scenario, state: State, places: Mapping[Way, str] | None, width: int) -> Content:
    """Where the conversation stands and what the next reply can lead to."""
    if state.step is None:
        outcome = scenario.endings[state.ending or ""].outcome
        return Content.assemble(
            (_("Ended") + "  ", "bold"), words(state.ending or "", "bold $focus"), (f"  {outcome}", "$quiet")
        )
    step = scenario.steps[state.step]
    where = (places or {}).get(("steps", state.step), "")
    head = Content.assemble(
        (_("Next") + "  ", "bold"), words(state.step, "bold $focus"), (f"  {_line(where)}", "$quiet")
    )
    rows = [head, hang(_values(scenario, state), width)]
    if step.expects:
        rows.append(hang(Content.assemble(("expects  ", "$quiet"), ", ".join(step.expects)), width))
    rows += [row for one in routes_due(scenario, state) for row in _route(one, places, width)]
    rows += [
        hang(
            Content.assemble(("· ", "$quiet"), (_("option {key}").format(key=one.key), "bold"), words(f" → {one.to}")),
            width,
        )
        for one in step.options
        if one.to is not None
    ]
    return lines(*rows)


def _values(scenario: Scenario, state: State) -> Content:
    values = [f"visit {state.visits.get(state.step or '', 0)}", f"patience {state.patience}", f"trust {state.trust}"]
    values += [f"{name} {state.counters.get(name, 0)}" for name in scenario.counters]
    values += [f"cost {name} {state.costs.get(name, 0)}" for name in scenario.costs]
    known = [name for name in scenario.facts if name in state.facts]
    if scenario.facts:
        values.append("facts: " + (", ".join(known) or _("none out")))
    return Content.styled(" · ".join(values), "$quiet")


def _title(what: str, first: str, then: str) -> Content:
    return Content.assemble(
        (f"{what}  ", "bold"), words(first, "bold $focus"), ("  →  ", "$quiet"), words(then, "bold")
    )


def _axes(score: Score, width: int) -> Iterator[Content]:
    bar = max(5, min(20, width - 30))
    for axis, value, band in (("calm", score.calm, calm_band), ("firm", score.firm, firm_band)):
        yield Content.assemble(
            f"{axis}  ", gauge(value, 5, bar, f"${axis}"), (f"  {number(value, 1)}  ", f"bold ${axis}"), band(value)
        )
    yield Content.assemble(("stance  ", "$quiet"), score.stance)


def _labels(exchange: Exchange, width: int) -> Iterator[Content]:
    score = exchange.turn.score
    found = marks(exchange.turn.reply, score.evidence, score.faults)
    for key, sure in (*score.faults.items(), *score.moves.items()):
        sign, style = ("✗", "$bad") if key in score.faults else ("✓", "$good")
        said = [one for one in score.evidence if one.label == key]
        quotes = ", ".join(dict.fromkeys(quoted(brief(one.text, QUOTE)) for one in said))
        by = "/".join(dict.fromkeys(one.source for one in said))
        head = Content.styled(f"{sign} {key}{raised(numbers(key, found))}", f"bold {style}")
        yield hang(Content.assemble(head, (f"  {number(sure, 2)} {by}  ", "$quiet"), quotes), width)
    if not score.labels:
        yield Content.styled(_("no labels"), "$quiet")
    if score.missing:
        yield hang(Content.assemble(("○ ", "$firm"), (_("missing") + "  ", "$quiet"), ", ".join(score.missing)), width)
    for cap in score.caps:
        told = f"{cap}: {_(CAPS[cap])}" if cap in CAPS else _("{label} holds its axis down").format(label=cap)
        yield hang(Content.assemble(("▼ ", "$bad"), (_("cap") + "  ", "$quiet"), told), width)
    if score.layers == "cues":
        yield hang(Content.styled(_(CUES_ONLY), "$firm"), width)


def _won(called: str, to: str) -> Content:
    return Content.assemble(
        ("✓ ", "bold $good"), (called, "bold $good"), words(f" → {to}", "bold"), ("  " + _("taken"), "$good")
    )


def _route(tried: Tried, places: Mapping[Way, str] | None, width: int) -> Iterator[Content]:
    """One route: its head and, part by part, what its condition asks and what there was instead."""
    place = Content.styled(f"  {_line((places or {}).get(tried.way, ''))}", "$quiet")
    if tried.won:
        yield hang(_won(tried.called, tried.to) + place, width)
    else:
        late = (_("would fit too") if tried.fits else _("not tried")) if tried.behind else ""
        sign, style = ("✗", "$bad") if tried.fits is False and not tried.behind else ("·", "$quiet")
        head = Content.assemble(
            (f"{sign} ", style),
            (tried.called, "bold"),
            words(f" → {tried.to}"),
            (f"  {late}" if late else "", "$quiet"),
        )
        yield hang(head + place, width)
    if tried.behind and tried.fits:
        return
    open_or_wrong = [one for one in tried.clauses if one.holds is not True]
    # The routes for everywhere fail at nearly every reply: one reason is enough, or they would hide the step's own.
    if tried.way[0] == "always" and tried.fits is False:
        first = next(one for one in open_or_wrong if one.holds is False)
        yield hang(_clause(first), width, 6)
        return
    yield from (hang(_clause(one), width, 6) for one in open_or_wrong)
    if held := "  ".join(f"✓ {one.text}" for one in tried.clauses if one.holds):
        yield hang(words(f"    {held}", "$good" if tried.won else "$quiet"), width, 6)


def _clause(clause: Clause) -> Content:
    """A part that does not hold, or that the next reply decides."""
    if clause.holds is None:
        return Content.assemble(("    · ", "$quiet"), words(clause.text))
    return Content.assemble(("    ✗ ", "$bad"), words(clause.text), words(f"  {clause.found}", "$bad"))


def _line(place: str) -> str:
    """`late-keys.yaml:41` as `line 41`."""
    return _("line {number}").format(number=place.rpartition(":")[2]) if place else ""


def count_of(proof: Proof) -> Content:
    """`✗ 2 errors  ▲ 3 warnings`, or that there is nothing wrong."""
    parts: list[Content] = []
    if proof.errors:
        told = ngettext("{count} error", "{count} errors", len(proof.errors)).format(count=len(proof.errors))
        parts.append(Content.styled(f"{ERROR[0]} {told}", f"bold {ERROR[1]}"))
    if proof.warnings:
        told = ngettext("{count} warning", "{count} warnings", len(proof.warnings)).format(count=len(proof.warnings))
        parts.append(Content.styled(f"{WARNING[0]} {told}", f"bold {WARNING[1]}"))
    if parts:
        return Content("  ").join(parts)
    told = _("nothing wrong") if proof.tested else _("no errors")
    return Content.styled(f"✓ {told}", "bold $good")


def problem_list(proof: Proof | None, own: str, width: int, limit: int = 40) -> Content:
    """What is wrong, errors first, each with place, words, source line and a way to mend it. `own`: the file's name."""
    if proof is None:
        return EMPTY
    ordered = (*proof.errors, *proof.warnings)
    rows = [count_of(proof), EMPTY] if ordered else [count_of(proof)]
    rows += [row for one in ordered[:limit] for row in _problem(one, own, width)]
    if len(ordered) > limit:
        told = _("… and {count} more: `calmfirm check` lists them all.").format(count=len(ordered) - limit)
        rows.append(Content.styled(told, "$quiet"))
    return lines(*rows)


def problems_in_brief(proof: Proof, own: str) -> Content:
    """How many there are, and the most important error. `own`: the file's name."""
    return lines(count_of(proof), _head(proof.errors[0], own)) if proof.errors else count_of(proof)


def _problem(one: Problem, own: str, width: int) -> Iterator[Content]:
    yield hang(_head(one, own), width)
    if one.severity == "error" and one.excerpt.strip():
        yield words(f"  │ {brief(one.excerpt, max(10, width - 4))}", "$quiet")
    for note in one.notes:
        yield hang(words(f"  {printable(note)}", "$quiet"), width, 4)
    if one.hint:
        yield hang(Content.assemble(("  → ", "$focus"), words(printable(one.hint))), width, 4)


def _head(one: Problem, own: str) -> Content:
    sign, style = ERROR if one.severity == "error" else WARNING
    place = f"{one.line}:{one.column}"
    place = place if one.file.name == own else f"{printable(one.file.name)}:{place}"
    return Content.assemble(
        (f"{sign} {place}  ", f"bold {style}"), (f"{one.code}  ", "$quiet"), words(printable(one.message))
    )
