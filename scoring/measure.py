"""How well the heads agree with the bank's labels on writers that they have not seen.

    python -m scoring.measure [RUBRIC_FOLDER]

For each writer in turn all heads, blends, thresholds and the stretch are learned from the other writers; the encoder's
word comes from one tuned on the other half of the writers (so the shipped one, tuned on all, does better).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from scoring.agreement import kappa, macro_f1
from scoring.bank import read_bank
from scoring.contract import FAULTS, LABELS, LANGUAGES, MOVES, STANCES
from scoring.encoder import load_encoder
from scoring.heads import COUNT, Heads, both_axes, both_stances, chances, second_stage
from scoring.learn import Linear
from scoring.rubric import DEFAULT
from scoring.train import Material, Matrix, gather, learn, unseen_letters

SCALE = (1, 2, 3, 4, 5)
LEAST = 10
Said = tuple[frozenset[str], float, float, str]


def measure(material: Material) -> list[tuple[str, int, tuple[float, ...]]]:
    """(name, replies, (moves F1, faults F1, calm kappa, firm kappa, stance kappa)) for each writer and language."""
    letters = unseen_letters(material)
    none = Linear(np.zeros((0, 0)), np.zeros(0))  # the shipped letters' head is not asked: `letters` are its words
    asked = material.judged
    said: list[Said] = [(frozenset(), 3.0, 1.0, "neutral")] * len(material.examples)
    for writer in sorted(set(material.writer)):
        rest = np.flatnonzero(material.writer != writer)
        heads = learn(material.part(rest), "measured", letters[rest], none)
        for row in np.flatnonzero((material.writer == writer) & asked).tolist():
            said[row] = _said(heads, material, letters, row)
    rows = []
    for lang in LANGUAGES:
        own = [i for i, e in enumerate(material.examples) if e.situation.lang == lang and asked[i]]
        writers = sorted({material.examples[i].writer for i in own})
        for name, index in [(w, [i for i in own if material.examples[i].writer == w]) for w in writers] + [(lang, own)]:
            rows.append((name, len(index), _agreement(material, said, index)))
    return rows


def _said(heads: Heads, material: Material, letters: Matrix, row: int) -> Said:
    chance = chances(heads.blend, material.whole[[row]], material.best[[row]], letters[[row]])
    inputs = second_stage(chance, material.whole[[row]], letters[[row]])
    calm, firm = heads.stretched(both_axes(heads.axes(inputs), material.whole[[row]]))[0]
    shown = frozenset(LABELS[i] for i in range(COUNT) if chance[0, i] >= heads.threshold[i])
    return (
        shown,
        float(calm),
        float(firm),
        STANCES[int(both_stances(heads.stance(inputs), material.whole[[row]])[0].argmax())],
    )


def _agreement(material: Material, said: Sequence[Said], index: Sequence[int]) -> tuple[float, ...]:
    truth = [material.examples[i] for i in index]
    ours = [said[i] for i in index]
    sets, shown = [e.labels for e in truth], [labels for labels, *_ in ours]

    def axis(values: Sequence[float]) -> list[int]:
        return [min(5, max(1, round(value))) for value in values]

    return (
        macro_f1(sets, shown, MOVES, LEAST),
        macro_f1(sets, shown, FAULTS, LEAST),
        kappa(axis([e.calm for e in truth]), axis([o[1] for o in ours]), SCALE, True),
        kappa(axis([e.firm for e in truth]), axis([o[2] for o in ours]), SCALE, True),
        kappa([e.stance for e in truth], [o[3] for o in ours], STANCES, False),
    )


def main(folder: Path = DEFAULT) -> None:
    """Print the table."""
    material = gather(read_bank(folder), folder, load_encoder(folder))
    print(f"{'writer':8}{'replies':>8}{'moves':>8}{'faults':>8}{'calm':>8}{'firm':>8}{'stance':>8}")
    for name, count, scores in measure(material):
        print(f"{name:8}{count:8}" + "".join(f"{score:8.2f}" for score in scores))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
