"""Which steps can be come back to: Tarjan's strongly connected components, without recursion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def in_cycles(edges: Mapping[str, Sequence[str]]) -> set[str]:
    """The names that some way leads back to."""
    found: set[str] = set()
    for group in components(edges):
        if len(group) > 1 or group[0] in edges.get(group[0], ()):
            found.update(group)
    return found


def components(edges: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """The groups of names that all lead to each other; a name alone when it is in no circle."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in edges:
        if root in index:
            continue
        waiting: list[tuple[str, Iterator[str]]] = [(root, iter(edges.get(root, ())))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while waiting:
            name, targets = waiting[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    waiting.append((target, iter(edges.get(target, ()))))
                    break
                if target in on_stack:
                    low[name] = min(low[name], index[target])
            else:
                waiting.pop()
                if waiting:
                    low[waiting[-1][0]] = min(low[waiting[-1][0]], low[name])
                if low[name] == index[name]:
                    group = [stack.pop()]
                    while group[-1] != name:
                        group.append(stack.pop())
                    on_stack.difference_update(group)
                    yield group
