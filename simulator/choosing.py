"""Which option of a choice step a typed text means: its number, its key, or the one most like it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def choose(typed: str, options: Sequence[tuple[str, str]]) -> tuple[str, bool]:
    """(key of the option, whether it was guessed from likeness). `options` are (key, text), numbered from 1."""
    text = typed.strip()
    number = numbered(text)
    if number is not None and 1 <= number <= len(options):
        return options[number - 1][0], False
    for key, said in options:
        if text.casefold() in (key.casefold(), said.casefold()):
            return key, False
    return max(options, key=lambda option: likeness(text, option[1]))[0], True


def numbered(typed: str) -> int | None:
    """The number that a text consists of (`2`, `2.` or `2)`), None when it is something else."""
    digits = typed.strip().rstrip(".)")
    # No list is so long, and Python refuses to read thousands of digits.
    return int(digits) if digits.isdecimal() and len(digits) <= 9 else None


def likeness(one: str, two: str) -> float:
    """0.0 to 1.0: the share of character trigrams that two texts have in common (Dice), case ignored."""
    left, right = _trigrams(one), _trigrams(two)
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def _trigrams(text: str) -> Counter[str]:
    padded = f"  {' '.join(text.casefold().split())} "
    return Counter(padded[i : i + 3] for i in range(len(padded) - 2))
