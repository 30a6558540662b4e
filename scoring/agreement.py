"""How far two ratings of the same replies agree: F1 over labels, Cohen's kappa over axes and stances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def macro_f1(one: Sequence[frozenset[str]], two: Sequence[frozenset[str]], labels: Sequence[str], least: int) -> float:
    """Mean F1 (0.0-1.0) over the labels that both ratings together use at least `least` times."""
    scores = []
    for label in labels:
        both = sum(label in a and label in b for a, b in zip(one, two, strict=True))
        used = sum((label in a) + (label in b) for a, b in zip(one, two, strict=True))
        if used >= least:
            scores.append(2 * both / used)
    return sum(scores) / len(scores) if scores else 0.0


def kappa(one: Sequence[Hashable], two: Sequence[Hashable], order: Sequence[Hashable], weighted: bool) -> float:
    """Cohen's kappa (at most 1.0) of two ratings over the categories of `order`; `weighted`: quadratic weights by
    distance in that order (Cohen 1968)."""
    total, size = len(one), len(order)
    place = {category: number for number, category in enumerate(order)}
    pairs = Counter((place[a], place[b]) for a, b in zip(one, two, strict=True))
    left, right = Counter(place[a] for a in one), Counter(place[b] for b in two)

    def weight(a: int, b: int) -> float:
        return ((a - b) / (size - 1)) ** 2 if weighted else float(a != b)

    seen = sum(weight(a, b) * n for (a, b), n in pairs.items()) / total
    chance = sum(weight(a, b) * left[a] * right[b] for a in left for b in right) / total**2
    return 1 - seen / chance if chance else 1.0
