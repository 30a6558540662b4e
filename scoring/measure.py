"""How well the heads agree with the bank's labels on writers that they have not seen.

    python -m scoring.measure [RUBRIC_FOLDER]

For each writer in turn all heads, blends, thresholds and the stretch are learned from the other writers; the encoder's
word comes from one tuned on the other half of the writers (so the shipped one, tuned on all, does better). Below that,
how often the bank says the same of a label that was shown, by how sure it was shown.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from scoring.agreement import kappa, macro_f1
from scoring.bank import read_bank
from scoring.contract import CERTAIN, FAULTS, LABELS, LANGUAGES, MOVES, STANCES
from scoring.encoder import load_encoder
from scoring.evidence import SHOWN
from scoring.heads import COUNT, Heads, both_axes, both_stances, chances, scaled, second_stage
from scoring.learn import Linear
from scoring.rounds import USUAL
from scoring.rubric import DEFAULT
from scoring.train import Material, Matrix, gather, learn, unseen_letters

SCALE = (1, 2, 3, 4, 5)
LEAST = 10
# How sure labels were shown, from and below.
BANDS = ((SHOWN, CERTAIN), (CERTAIN, 0.9), (0.9, 1.01))
# What is said of a reply: the labels shown and how sure each is, calm, firm, stance.
Said = tuple[Mapping[str, float], float, float, str]


def judged_unseen(material: Material) -> list[Said]:
    """What is said of each reply by heads that have not seen its writer; of one that no encoder judged so, nothing."""
    letters = unseen_letters(material)
    none = Linear(np.zeros((0, 0)), np.zeros(0))  # the shipped letters' head is not asked: `letters` are its words
    usual = np.full(COUNT, USUAL)  # what was learned of writers to come was learned from these
    asked = material.judged
    said: list[Said] = [({}, 3.0, 1.0, "neutral")] * len(material.examples)
    for writer in sorted(set(material.writer)):
        rest = np.flatnonzero(material.writer != writer)
        heads = learn(material.part(rest), "measured", letters[rest], none, usual)
        for row in np.flatnonzero((material.writer == writer) & asked).tolist():
            said[row] = _said(heads, material, letters, row)
    return said


def agreement(material: Material, said: Sequence[Said]) -> list[tuple[str, int, tuple[float, ...]]]:
    """(name, replies, (moves F1, faults F1, calm kappa, firm kappa, stance kappa)) for each writer and language."""
    rows = []
    for lang in LANGUAGES:
        own = [i for i, e in enumerate(material.examples) if e.situation.lang == lang and material.judged[i]]
        writers = sorted({material.examples[i].writer for i in own})
        for name, index in [(w, [i for i in own if material.examples[i].writer == w]) for w in writers] + [(lang, own)]:
            rows.append((name, len(index), _agreement(material, said, index)))
    return rows


def _said(heads: Heads, material: Material, letters: Matrix, row: int) -> Said:
    chance = chances(heads.blend, material.whole[[row]], material.best[[row]], letters[[row]])
    inputs = second_stage(chance, material.whole[[row]], letters[[row]])
    calm, firm = heads.stretched(both_axes(heads.axes(inputs), material.whole[[row]]))[0]
    sure = scaled(chance[0], heads.threshold)
    shown = {LABELS[i]: float(sure[i]) for i in range(COUNT) if chance[0, i] >= heads.threshold[i]}
    return (
        shown,
        float(calm),
        float(firm),
        STANCES[int(both_stances(heads.stance(inputs), material.whole[[row]])[0].argmax())],
    )


def _agreement(material: Material, said: Sequence[Said], index: Sequence[int]) -> tuple[float, ...]:
    truth = [material.examples[i] for i in index]
    ours = [said[i] for i in index]
    sets, shown = [e.labels for e in truth], [frozenset(labels) for labels, *_ in ours]

    def axis(values: Sequence[float]) -> list[int]:
        return [min(5, max(1, round(value))) for value in values]

    return (
        macro_f1(sets, shown, MOVES, LEAST),
        macro_f1(sets, shown, FAULTS, LEAST),
        kappa(axis([e.calm for e in truth]), axis([o[1] for o in ours]), SCALE, True),
        kappa(axis([e.firm for e in truth]), axis([o[2] for o in ours]), SCALE, True),
        kappa([e.stance for e in truth], [o[3] for o in ours], STANCES, False),
    )


def sureness(material: Material, said: Sequence[Said], labels: Sequence[str]) -> list[tuple[int, float]]:
    """(how many of these labels were shown, the share of them that the bank's raters saw too, 0.0-1.0) for each of
    BANDS; labels on which the raters differ are left out."""
    found = [
        (sure, label in one.labels)
        for one, (shown, *_) in zip(material.examples, said, strict=True)
        for label, sure in shown.items()
        if label in labels and label not in one.doubted
    ]
    bands = [[right for sure, right in found if low <= sure < high] for low, high in BANDS]
    return [(len(band), sum(band) / max(1, len(band))) for band in bands]


def main(folder: Path = DEFAULT) -> None:
    """Print the tables."""
    material = gather(read_bank(folder), folder, load_encoder(folder))
    print(f"{'writer':8}{'replies':>8}{'moves':>8}{'faults':>8}{'calm':>8}{'firm':>8}{'stance':>8}")
    said = judged_unseen(material)
    for name, count, scores in agreement(material, said):
        print(f"{name:8}{count:8}" + "".join(f"{score:8.2f}" for score in scores))
    print(f"\n{'shown':8}" + "".join(f"{f'{low:.1f}-{min(high, 1):.1f}':>18}" for low, high in BANDS))
    for name, labels in (("moves", MOVES), ("faults", FAULTS)):
        bands = sureness(material, said, labels)
        print(f"{name:8}" + "".join(f"{f'{share:.2f} of {count}':>18}" for count, share in bands))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
