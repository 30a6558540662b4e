"""What random walks came to, in lines and as plain data. Text of the scenario is made safe for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

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
    yield (
        f"{chart.title or chart.id} ({chart.id}): {_count(walks.runs, 'walk')}, {_count(walks.turns, 'turn')}, "
        f"seed {walks.seed}"
    )
    yield ""
    yield "Endings"
    endings = [node for node in chart.nodes.values() if node.kind == "ending"]
    for node in sorted(endings, key=lambda one: -walks.arrivals.get(one.name, 0)):
        hits = walks.arrivals.get(node.name, 0)
        yield f"{hits:>9,}  {_share(hits, walks.runs):>5}  {node.name} ({node.outcome})"
    if stuck := sum(one.runs for one in walks.stuck):
        yield f"{stuck:>9,}  {_share(stuck, walks.runs):>5}  no ending: stuck"
    for node in chart.nodes.values():
        if node.kind == "step":
            yield ""
            times, runs = walks.arrivals[node.name], walks.reached[node.name]
            yield f"{node.name}: {_count(times, 'time')} in {_count(runs, 'walk')}"
            yield from _ways(node.ways, weights)
    if chart.everywhere:
        yield ""
        yield "at every step"
        yield from _ways(chart.everywhere, weights)
    yield ""
    yield from _never(walks, chart, weights)
    number, path = walks.longest
    if number:
        yield f"Longest walk: number {number}, {_count(len(path) - 1, 'turn')}: {way(path)}"
    for one in walks.stuck:
        yield from _held(one, walks)


def _ways(ways: Sequence[WayOn], weights: Traffic) -> Iterator[str]:
    for one in ways:
        hits = weights.weight(one) or 0
        called = "" if one.called == one.label else f"{one.called}: "
        yield f"{hits or 'never':>9}  {called}{one.label} → {printable(one.to)}"


def _never(walks: Walks, chart: Chart, weights: Traffic) -> Iterator[str]:
    for node in chart.nodes.values():
        if node.kind != "missing" and not walks.arrivals.get(node.name):
            yield f"Never come to: {node.kind} {node.name} ({node.file}:{node.line})"
    idle = [one for one in chart.ways if one.place is not None and not weights.weight(one)]
    # The routes of a step that no walk came to are not told one by one.
    for one in idle:
        if one.step is None or walks.arrivals.get(one.step):
            where = f"{one.step}, " if one.step else ""
            called = one.called if not one.called.isdecimal() else f"route {one.called}"
            yield f"Never taken: {where}{called} → {printable(one.to)} ({one.file}:{one.line})"
    if walks.unsaid:
        yield f"No reply of their own, so others' were given: {', '.join(walks.unsaid)}. Add tests to them."


def _held(one: Stuck, walks: Walks) -> Iterator[str]:
    among = ", ".join(one.steps)
    yield (
        f"STUCK: {_count(one.runs, 'walk')} went round in {among} to the limit of turns; "
        f"see number {one.first} with --show {one.first}."
    )
    if one.ways_out:
        yield f"    From there {_count(one.ways_out, 'reply', 'replies')} of {walks.turns:,} led out."
    else:
        yield "    No reply in the file led out: add a route that does, or a test whose reply takes one."
    counters = "".join(f", {name} {value}" for name, value in one.counters.items())
    known = f", known: {', '.join(one.facts)}" if one.facts else ""
    yield f"    It stood at patience {one.patience}, trust {one.trust}{counters}{known}."


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
        told = [*told[: _PATH // 2], f"… {len(told) - _PATH} more …", *told[-_PATH // 2 :]]
    return " → ".join(told)


def replies(state: State) -> Iterator[str]:
    """One walk turn by turn: the step, what was said there, the route that won, and where it led."""
    for turn in state.turns:
        said = f"option {turn.choice}" if turn.choice is not None else brief(turn.reply)
        yield f"{turn.number:>4}  {turn.step}: {said}"
        yield f"      {turn.route} → {turn.to} (patience {turn.patience}, trust {turn.trust})"
    if state.ending is None:
        yield f"      no ending after {_count(len(state.turns), 'turn')}"


def as_dict(walks: Walks, chart: Chart) -> dict[str, Any]:
    """JSON-ready: runs, seed, turns, steps, routes, endings, longest, stuck, steps without a reply of their own."""
    weights = traffic(walks)
    number, path = walks.longest
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
        "longest": {"walk": number, "path": list(path)} if number else None,
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


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
