"""How many examples the bank has of each label in each language, and how many near misses.

    python -m scoring.bank_size [RUBRIC_FOLDER]

A positive is a reply in which both raters saw the label. A near miss shares the label's words without its meaning: two
words in a row that show the label in another reply (or the one word that does), where neither rater saw the label.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from scoring.bank import Example, read_bank
from scoring.contract import LABELS, LANGUAGES
from scoring.rubric import DEFAULT
from scoring.text import Text

# Words are compared by their beginnings, since endings change with case and person in Russian and Ukrainian.
STEM = 5
# Pairs of the commonest words alone ("in the") tell nothing.
COMMON = 100


def sizes(examples: Sequence[Example]) -> dict[str, tuple[int, int]]:
    """(positives, near misses) by label, among replies of one language."""
    frequent = Counter(stem for example in examples for stem in set(_stems(example.reply)))
    common = {stem for stem, _ in frequent.most_common(COMMON)}

    def told(words: str) -> set[tuple[str, ...]]:
        stems = _stems(words)
        runs: set[tuple[str, ...]] = {*pairwise(stems), *((stem,) for stem in stems)}
        return {run for run in runs if not common.issuperset(run)}

    showing: dict[str, set[tuple[str, ...]]] = {label: set() for label in LABELS}
    for example in examples:
        for label, (start, end) in example.marks.items():
            runs = told(example.reply[start:end])
            showing[label] |= {run for run in runs if len(run) == 2} or runs
    positives, near = Counter[str](), Counter[str]()
    for example in examples:
        positives.update(example.labels)
        pairs = told(example.reply)
        near.update(
            label
            for label in LABELS
            if label not in example.labels | example.doubted and not pairs.isdisjoint(showing[label])
        )
    return {label: (positives[label], near[label]) for label in LABELS}


def _stems(text: str) -> list[str]:
    read = Text(text)
    return [read.plain[word.start : word.end][:STEM].casefold() for word in read.words]


def main(folder: Path = DEFAULT) -> None:
    """Print the table."""
    bank = read_bank(folder)
    by_language = {lang: sizes([one for one in bank if one.situation.lang == lang]) for lang in LANGUAGES}
    print(f"{'label':14}" + "".join(f"{lang:>12}" for lang in LANGUAGES) + "   (positives/near misses)")
    for label in LABELS:
        print(f"{label:14}" + "".join("{:>12}".format("{}/{}".format(*by_language[lang][label])) for lang in LANGUAGES))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
