"""Tuning the encoder on a rubric's example bank (torch; only to learn, never to score).

    python -m scoring.own.tune [RUBRIC_FOLDER] [--part 1 2 3] [--threads N]

Parts 1 and 2 each tune on half of the writers and write into `unseen.npz` what that encoder says of the other half's
replies, from which `python -m scoring.train` sets blends and thresholds; part 3 writes `encoder.npz`, tuned on the
whole bank. Each part starts from the same seed. Some two hours on 2 cores.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from scoring.bank import Example, read_bank
from scoring.contract import LABELS, STANCES
from scoring.encoder import FILE
from scoring.features import context_of
from scoring.heads import AXIS_MIDDLE, AXIS_SPREAD
from scoring.own.file import save
from scoring.own.network import Network
from scoring.own.reader import UNSEEN, framed
from scoring.own.source import Source, kept_pieces, read_source
from scoring.own.tokens import Pieces
from scoring.rubric import DEFAULT

if TYPE_CHECKING:
    from numpy.typing import NDArray

# All twelve: with the lowest eight or six, moves lose most (docs/scoring.md).
LAYERS = 12
EPOCHS = 6
RATE = 1.5e-4
BATCH = 16
SEED = 20


@dataclass(frozen=True)
class Item:
    """A reply ready for the network: framed pieces, each piece's labels, and the targets."""

    ids: list[int]
    own: slice
    pieces: NDArray[np.float32]
    context: NDArray[np.float32]
    labels: list[float]
    use: list[float]
    stance: list[float]
    axes: tuple[float, float]


def item(example: Example, vocabulary: Pieces) -> Item:
    """An example as the network takes it; axes are moved to about -1..1."""
    ids, own, places = framed(vocabulary, example.reply)
    pieces = np.zeros((len(ids), len(LABELS)), np.float32)
    for label, (start, end) in example.marks.items():
        for row, (a, b) in enumerate(places, own.start):
            pieces[row, LABELS.index(label)] = float(a < end and b > start)
    return Item(
        ids,
        own,
        pieces,
        context_of(example.situation),
        [float(label in example.labels) for label in LABELS],
        [float(label not in example.doubted) for label in LABELS],
        [float(example.stance == stance) * float(not example.stance_doubted) for stance in STANCES],
        ((example.calm - AXIS_MIDDLE) / AXIS_SPREAD, (example.firm - AXIS_MIDDLE) / AXIS_SPREAD),
    )


def batch(items: Sequence[Item]) -> dict[str, torch.Tensor]:
    """Several items as padded tensors."""
    rows, longest = len(items), max(len(one.ids) for one in items)
    ids = torch.ones(rows, longest, dtype=torch.long)
    there = torch.zeros(rows, longest, dtype=torch.bool)
    own = torch.zeros(rows, longest, dtype=torch.bool)
    pieces = torch.zeros(rows, longest, len(LABELS))
    for row, one in enumerate(items):
        count = len(one.ids)
        ids[row, :count] = torch.tensor(one.ids)
        there[row, :count] = True
        own[row, one.own] = True
        pieces[row, :count] = torch.from_numpy(one.pieces)
    rest = {
        name: torch.tensor(np.array([getattr(one, name) for one in items], np.float32))
        for name in ("context", "labels", "use", "stance", "axes")
    }
    return {"ids": ids, "there": there, "own": own, "pieces": pieces, **rest}


def tuned(source: Source, keep: list[int], items: Sequence[Item]) -> Network:
    """A network tuned on the items from where the source leaves off."""
    torch.manual_seed(SEED)
    network = Network(source, keep, LAYERS)
    learn(network, items, EPOCHS, RATE, RATE * 10)
    return network


def learn(network: Network, items: Sequence[Item], epochs: int, rate: float, head_rate: float) -> None:
    """Tune a network on the items."""
    order = random.Random(SEED)  # noqa: S311 - shuffling, not secrets
    fresh = [*network.head.parameters(), *network.piece.parameters()]
    old = [p for name, p in network.named_parameters() if p.requires_grad and not name.startswith(("head", "piece"))]
    optimiser = torch.optim.AdamW([{"params": old, "lr": rate}, {"params": fresh, "lr": head_rate}], weight_decay=0.01)
    steps = epochs * -(-len(items) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    )
    for epoch in range(epochs):
        begin, total = time.perf_counter(), 0.0
        network.train()
        chunks = _chunks(items, order)
        for chunk in chunks:
            loss = _loss(network, batch([items[i] for i in chunk]))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        print(
            f"epoch {epoch + 1}/{epochs}: loss {total / len(chunks):.3f}, {time.perf_counter() - begin:.0f} s",
            flush=True,
        )
    network.eval()


def _chunks(items: Sequence[Item], order: random.Random) -> list[list[int]]:
    """Batches of like length, in a mixed order."""
    rows = list(range(len(items)))
    order.shuffle(rows)
    chunks: list[list[int]] = []
    for at in range(0, len(rows), BATCH * 8):
        near = sorted(rows[at : at + BATCH * 8], key=lambda i: len(items[i].ids))
        chunks += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
    order.shuffle(chunks)
    return chunks


def _loss(network: Network, data: dict[str, torch.Tensor]) -> torch.Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        reply, pieces = network(data["ids"], data["there"], data["context"])
    reply, pieces = reply.float(), pieces.float()
    count, entropy = len(LABELS), functional.binary_cross_entropy_with_logits
    weight = torch.where(data["labels"] > 0.5, 2.0, 1.0) * data["use"]
    labels = (entropy(reply[:, :count], data["labels"], reduction="none") * weight).sum(1).mean()
    stance = -(data["stance"] * functional.log_softmax(reply[:, count : count + 5], 1)).sum(1).mean()
    axes = ((reply[:, count + 5 :] - data["axes"]) ** 2).sum(1).mean()
    each = entropy(pieces, data["pieces"], reduction="none").sum(-1) * data["own"]
    return labels + stance + 1.5 * axes + each.sum() / data["own"].sum()


def judged(network: Network, items: Sequence[Item]) -> NDArray[np.float32]:
    """What a network says of each item: (rows, outputs + labels): reply, best piece per label."""
    out: list[NDArray[np.float32]] = [np.zeros(0, np.float32)] * len(items)
    rows = sorted(range(len(items)), key=lambda i: len(items[i].ids))
    with torch.no_grad():
        for at in range(0, len(rows), 32):
            near = rows[at : at + 32]
            data = batch([items[i] for i in near])
            reply, pieces = network(data["ids"], data["there"], data["context"])
            best = pieces.masked_fill(~data["own"][..., None], -20).max(1).values
            for i, row in zip(near, torch.cat([reply, best], 1).numpy(), strict=True):
                out[i] = row
    return np.stack(out)


def halves(writers: Sequence[str]) -> list[int]:
    """For each reply, by its writer, the part (1 or 2) that learns from it: the writers in order, every other one."""
    names = sorted(set(writers))
    return [names.index(writer) % 2 + 1 for writer in writers]


def keep_judged(path: Path, keys: Sequence[str], rows: NDArray[np.float32]) -> None:
    """Write what was said of these replies; what the file says of others stays."""
    said: dict[str, NDArray[np.float16]] = {}
    if path.exists():
        with np.load(path, allow_pickle=False) as data:
            said = dict(zip(data["keys"].tolist(), data["rows"], strict=True))
    said |= dict(zip(keys, rows.astype(np.float16), strict=True))
    ordered = sorted(said)
    np.savez_compressed(path, keys=np.array(ordered), rows=np.stack([said[key] for key in ordered]))


def main(folder: Path = DEFAULT, parts: Sequence[int] = (1, 2, 3), threads: int = 2) -> None:
    """Tune on the bank of a rubric folder and write both files beside its other learned data."""
    torch.set_num_threads(threads)
    source = read_source()
    keep = kept_pieces(source)
    scores = source.scores[keep]
    vocabulary = Pieces([source.pieces[i] for i in keep], scores.tolist())
    examples = read_bank(folder)
    items = [item(example, vocabulary) for example in examples]
    for part in sorted({1, 2} & set(parts)):
        print(f"part {part} of 3: half of the writers, to judge the others", flush=True)
        learned = [number for number, half in enumerate(halves([e.writer for e in examples])) if half == part]
        others = sorted({*range(len(examples))} - {*learned})
        network = tuned(source, keep, [items[number] for number in learned])
        rows = judged(network, [items[number] for number in others])
        keep_judged(folder / "model" / UNSEEN, [examples[number].key for number in others], rows)
    if 3 in parts:
        print("part 3 of 3: the whole bank", flush=True)
        network = tuned(source, keep, items)
        meta = {"name": "e5-small-tuned", "heads": source.heads, "replies": len(items), "seed": SEED, "epochs": EPOCHS,
                "writers": sorted({example.writer for example in examples})}  # fmt: skip
        save(folder / "model" / FILE, vocabulary, scores, network.arrays(), meta, [one.ids for one in items])


if __name__ == "__main__":
    given = argparse.ArgumentParser(description="Tune the encoder on a rubric's example bank.")
    given.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    given.add_argument("--part", nargs="+", type=int, choices=(1, 2, 3), default=(1, 2, 3))
    given.add_argument("--threads", type=int, default=2, help="more than there are cores makes it slower")
    chosen = given.parse_args()
    main(chosen.folder, chosen.part, chosen.threads)
