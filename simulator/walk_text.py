"""What random walks came to, in lines and as plain data. Text of the scenario is made safe for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from simulator.i18n import _, ngettext, number
from simulator.scenario.chart import Chart, Traffic, WayOn
from simulator.scenario.problem import printable
from simulator.walk import Stuck, Walks
from simulator.wording import brief

if TYPE_CHECKING:
    from simulator.session import State

_PATH = 24


def traffic(walks: Walks, tests: Traffic | None = None) -> Traffic:
    """The walks as weights for a drawing, beside the counts of the tests."""
    return Traffic(tests=tests.tests if tests else None, walks=walks.ways, cuts=walks.cuts, arrivals=walks.arrivals)


def report(walks: Walks, chart: Chart) -> Iterator[str]:
    """Endings, then every step with its ways on, then what was never come by, the longest walk, the stuck ones."""
    weights = traffic(walks)
    told = _("{scenario}: {walks}, {turns}, seed {seed}")
    yield told.format(
        scenario=f"{chart.title or chart.id} ({chart.id})",
        walks=_walks(walks.runs),
        turns=_turns(walks.turns),
        seed=walks.seed,
    )
    yield ""
    yield _("Endings")
    endings = [node for node in chart.nodes.values() if node.kind == "ending"]
    for node in sorted(endings, key=lambda one: -walks.arrivals.get(one.name, 0)):
        hits = walks.arrivals.get(node.name, 0)
        yield f"{number(hits):>9}  {_share(hits, walks.runs):>5}  {node.name} ({node.outcome})"
    if stuck := sum(one.runs for one in walks.stuck):
        yield f"{number(stuck):>9}  {_share(stuck, walks.runs):>5}  " + _("no ending: stuck")
    for node in chart.nodes.values():
        if node.kind == "step":
            yield ""
            times = walks.arrivals[node.name]
            counted = ngettext("{count} time", "{count} times", times).format(count=number(times))
            told = _("{step}: {times} in {walks}")
            yield told.format(step=node.name, times=counted, walks=_walks(walks.reached[node.name]))
            yield from _ways(node.ways, weights)
    if chart.everywhere:
        yield ""
        yield _("at every step")
        yield from _ways(chart.everywhere, weights)
    yield ""
    yield from _never(walks, chart, weights)
    longest, path = walks.longest
    if longest:
        told = _("Longest walk: number {number}, {turns}: {way}")
        yield told.format(number=longest, turns=_turns(len(path) - 1), way=way(path))
    for one in walks.stuck:
        yield from _held(one, walks)


def _ways(ways: Sequence[WayOn], weights: Traffic) -> Iterator[str]:
    never = _("never")
    for one in ways:
        hits = weights.weight(one) or 0
        called = "" if one.called == one.label else f"{one.called}: "
        yield f"{hits or never:>9}  {called}{one.label} → {printable(one.to)}"


def _never(walks: Walks, chart: Chart, weights: Traffic) -> Iterator[str]:
    for node in chart.nodes.values():
        if node.kind != "missing" and not walks.arrivals.get(node.name):
            told = _("Never come to: step {name} ({place})")
            if node.kind == "ending":
                told = _("Never come to: ending {name} ({place})")
            yield told.format(name=node.name, place=f"{node.file}:{node.line}")
    idle = [one for one in chart.ways if one.place is not None and not weights.weight(one)]
    # The routes of a step that no walk came to are not told one by one.
    for one in idle:
        if one.step is None or walks.arrivals.get(one.step):
            called = one.called
            if called.isdecimal():
                called = _("route {number}").format(number=called)
            named = f"{one.step}, {called}" if one.step else called
            told = _("Never taken: {way} → {target} ({place})")
            yield told.format(way=named, target=printable(one.to), place=f"{one.file}:{one.line}")
    if walks.unsaid:
        told = _("No reply of their own, so others' were given: {steps}. Add tests to them.")
        yield told.format(steps=", ".join(walks.unsaid))


def _held(one: Stuck, walks: Walks) -> Iterator[str]:
    told = _("STUCK: {walks} went round in {steps} to the limit of turns; see number {number} with --show {number}.")
    yield told.format(walks=_walks(one.runs), steps=", ".join(one.steps), number=one.first)
    if one.ways_out:
        told = ngettext(
            "From there {count} reply of {all} led out.", "From there {count} replies of {all} led out.", one.ways_out
        )
        yield "    " + told.format(count=number(one.ways_out), all=number(walks.turns))
    else:
        yield "    " + _("No reply in the file led out: add a route that does, or a test whose reply takes one.")
    meters = _("patience {patience}, trust {trust}").format(patience=one.patience, trust=one.trust)
    stood = ", ".join([meters, *(f"{name} {value}" for name, value in one.counters.items())])
    told = _("It stood at {state}.")
    if one.facts:
        told = _("It stood at {state}; known: {facts}.")
    yield "    " + told.format(state=stood, facts=", ".join(one.facts))


def way(path: Sequence[str]) -> str:
    """`a → b ×3 → c`: steps in a row are counted, and the middle of a long way is left out."""
    runs: list[list[Any]] = []
    for name in path:
        if runs and runs[-1][0] == name:
            runs[-1][1] += 1
        else:
            runs.append([name, 1])
    told = [name if times == 1 else f"{name} ×{times}" for name, times in runs]
    if len(told) > _PATH:
        told = [
            *told[: _PATH // 2],
            _("… {count} more …").format(count=number(len(told) - _PATH)),
            *told[-_PATH // 2 :],
        ]
    return " → ".join(told)


def replies(state: State) -> Iterator[str]:
    """One walk turn by turn: the step, what was said there, the route that won, and where it led."""
    for turn in state.turns:
        said = brief(turn.reply) if turn.choice is None else _("option {key}").format(key=turn.choice)
        yield f"{turn.number:>4}  {turn.step}: {said}"
        meters = _("patience {patience}, trust {trust}").format(patience=turn.patience, trust=turn.trust)
        yield f"      {turn.route} → {turn.to} ({meters})"
    if state.ending is None:
        yield "      " + _("no ending after {turns}").format(turns=_turns(len(state.turns)))


def as_dict(walks: Walks, chart: Chart) -> dict[str, Any]:
    """JSON-ready: runs, seed, turns, steps, routes, endings, longest, stuck, steps without a reply of their own."""
    weights = traffic(walks)
    longest, path = walks.longest
    return {
        "scenario": chart.id,
        "runs": walks.runs,
        "seed": walks.seed,
        "turns": walks.turns,
        "steps": {
            node.name: {"arrivals": walks.arrivals[node.name], "walks": walks.reached[node.name]}
            for node in chart.nodes.values()
            if node.kind == "step"
        },
        "routes": [
            {
                "step": one.step,
                "route": one.called,
                "when": one.label,
                "to": one.to,
                "hits": weights.weight(one) or 0,
                "file": one.file,
                "line": one.line,
            }
            for one in chart.ways
        ],
        "endings": {node.name: walks.arrivals[node.name] for node in chart.nodes.values() if node.kind == "ending"},
        "longest": {"walk": longest, "path": list(path)} if longest else None,
        "stuck": [
            {
                "steps": list(one.steps),
                "walks": one.runs,
                "first": one.first,
                "ways_out": one.ways_out,
                "patience": one.patience,
                "trust": one.trust,
                "counters": dict(one.counters),
                "facts": list(one.facts),
            }
            for one in walks.stuck
        ],
        "without_replies": list(walks.unsaid),
    }


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else ""


def _walks(count: int) -> str:
    return ngettext("{count} walk", "{count} walks", count).format(count=number(count))


def _turns(count: int) -> str:
    return ngettext("{count} turn", "{count} turns", count).format(count=number(count))
