"""Learning from writers who came after the encoder was tuned, on top of it (torch; only to learn, never to score).

    python -m scoring.own.later [RUBRIC_FOLDER] [--threads N]

Some minutes instead of the hour of `scoring.own.tune`: a few epochs over the later writers' replies with twice as many
of the earlier ones', so that nothing is forgotten. What the encoder says of the later writers before it learns from
them goes into `unseen.npz`, what the scorer shows of them into `rounds.npz`. The file gets the mean of the weights
before and after, which keeps more of what was known (Wortsman and others 2022, «Robust fine-tuning of zero-shot
models»). Then run `python -m scoring.train`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
import torch

from scoring import rounds
from scoring.bank import Example, read_bank
from scoring.contract import LABELS
from scoring.cues import load_cues
from scoring.encoder import FILE
from scoring.features import features
from scoring.heads import FILE as HEADS
from scoring.heads import load as load_heads
from scoring.learn import log_odds
from scoring.own.file import load, save, unrolled
from scoring.own.network import Network
from scoring.own.reader import UNSEEN, Reader
from scoring.own.source import read_source
from scoring.own.tune import LAYERS, SEED, item, judged, keep_judged, learn
from scoring.rubric import DEFAULT
from scoring.text import Text

EPOCHS = 3
RATE = 1e-4
# Earlier replies for each later one.
BESIDE = 2


def parts(examples: Sequence[Example], known: Collection[str]) -> tuple[list[int], list[int]]:
    """(the later writers' replies, those of the earlier ones that are learned beside them), by number."""
    later = [number for number, one in enumerate(examples) if one.writer not in known]
    earlier = sorted({*range(len(examples))} - {*later})
    beside = random.Random(SEED).sample(earlier, min(len(earlier), BESIDE * len(later)))  # noqa: S311 - no secret
    return later, sorted(beside)


def _keep_round(folder: Path, later: Sequence[Example]) -> None:
    """What the heads show of replies whose writers nobody has learned from, beside what the raters say."""
    if not (folder / "model" / HEADS).exists():
        return
    encoder, heads, kept = Reader(folder / "model" / FILE), load_heads(folder / "model" / HEADS), rounds.load(folder)
    texts = [Text(one.reply) for one in later]
    readings = encoder.read([(text, one.situation) for text, one in zip(texts, later, strict=True)])
    sure = []
    for one, text, reading in zip(later, texts, readings, strict=True):
        row = features(text, one.situation, load_cues(folder, one.situation.lang).find(text))
        sure.append([heads.judge(reading.reply, reading.best, row).sure[label] for label in LABELS])
    said = log_odds(np.array(sure)) + kept.shifts()
    truth = np.array([[label in one.labels for label in LABELS] for one in later])
    use = np.array([[label not in one.doubted for label in LABELS] for one in later])
    rounds.save(kept.and_another(said, truth, use), folder / "model" / rounds.FILE)


def main(folder: Path = DEFAULT, threads: int = 2) -> None:
    """Learn from a rubric's later writers and write both files anew."""
    torch.set_num_threads(threads)
    path = folder / "model" / FILE
    vocabulary, kept, _, meta = load(path)
    weights = unrolled(kept)
    examples = read_bank(folder)
    later, beside = parts(examples, frozenset(meta["writers"]))
    if not later:
        print("every writer of the bank has been learned from")
        return
    _keep_round(folder, [examples[number] for number in later])
    items = [item(example, vocabulary) for example in examples]
    torch.manual_seed(SEED)
    network = Network(read_source(), list(range(len(weights["words"]))), LAYERS)
    network.resume(weights)
    network.eval()
    keys = [examples[number].key for number in later]
    keep_judged(folder / "model" / UNSEEN, keys, judged(network, [items[number] for number in later]))
    learn(network, [items[number] for number in sorted((*later, *beside))], EPOCHS, RATE, RATE)
    writers = sorted({example.writer for example in examples})
    said = {**meta, "replies": len(items), "writers": writers}
    after = network.arrays()
    mean = {name: array if name == "words" else (array + weights[name]) / 2 for name, array in after.items()}
    save(path, vocabulary, weights["scores"], mean, said, [one.ids for one in items])


if __name__ == "__main__":
    given = argparse.ArgumentParser(description="Learn from the writers who came after the encoder was tuned.")
    given.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    given.add_argument("--threads", type=int, default=2, help="more than there are cores makes it slower")
    chosen = given.parse_args()
    main(chosen.folder, chosen.threads)
