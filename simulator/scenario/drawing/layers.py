"""Which column of a drawing each node stands in, and in which order down the column. No recursion.

Ways that lead back to an earlier column are left out of the order: a drawing names their target instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Edges = Mapping[str, Sequence[str]]
_SWEEPS = 6


def columns(start: str, names: Sequence[str], edges: Edges) -> dict[str, int]:
    """The column of each name, from 0: one behind the last of those that lead to it. `start` is in column 0, and so is
    whatever it does not reach."""
    order, back = _walk(start, names, edges)
    column = dict.fromkeys(names, 0)
    for name in order:
        for target in edges.get(name, ()):
            if (name, target) not in back:
                column[target] = max(column[target], column[name] + 1)
    return column


def _walk(start: str, names: Sequence[str], edges: Edges) -> tuple[list[str], set[tuple[str, str]]]:
    """(the names with each before what it leads to, the edges that close a circle): depth first, from the start."""
    done: list[str] = []
    back: set[tuple[str, str]] = set()
    state: dict[str, int] = {}  # 1: on the way here, 2: left behind
    for root in (start, *names):
        if root in state or root not in edges:
            continue
        state[root] = 1
        trail = [(root, iter(edges[root]))]
        while trail:
            name, rest = trail[-1]
            for target in rest:
                if state.get(target) == 1:
                    back.add((name, target))
                elif target not in state:
                    state[target] = 1
                    trail.append((target, iter(edges.get(target, ()))))
                    break
            else:
                state[name] = 2
                done.append(name)
                trail.pop()
    return done[::-1], back


def ordered(layers: Sequence[Sequence[str]], links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The names of each column, top to bottom, moved about so that few lines cross. `links` join neighbouring columns,
    left to right."""
    into: dict[str, list[str]] = {}
    out: dict[str, list[str]] = {}
    for left, right in links:
        out.setdefault(left, []).append(right)
        into.setdefault(right, []).append(left)
    found = [list(layer) for layer in layers]
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        towards = into if forward else out
        numbers = range(1, len(found)) if forward else range(len(found) - 2, -1, -1)
        for number in numbers:
            other = {name: place for place, name in enumerate(found[number - 1 if forward else number + 1])}
            found[number] = _sorted(found[number], towards, other)
    return found


def _sorted(names: list[str], towards: Mapping[str, list[str]], other: Mapping[str, int]) -> list[str]:
    """By the mean place of what each hangs together with; one that hangs with nothing keeps its place."""
    wished: dict[str, float] = {}
    for place, name in enumerate(names):
        near = [other[one] for one in towards.get(name, ()) if one in other]
        wished[name] = sum(near) / len(near) if near else place
    return sorted(names, key=wished.__getitem__)
