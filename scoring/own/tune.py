"""Tuning the encoder on a rubric's example bank (torch; only to learn, never to score).

    python -m scoring.own.tune [RUBRIC_FOLDER] [--part 1 2]

Part 1 tunes on the first writers of each language and writes `unseen.npz`, what that encoder said of the later
writers' replies, from which `python -m scoring.train` sets blends and thresholds; part 2 writes `encoder.npz`, tuned
on the whole bank. Each part starts from the same seed. About three quarters of an hour on 2 cores.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
FIRST_WRITERS = 3


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


def tuned(source: Source, keep: list[int], items: Sequence[Item], say: Any = print) -> Network:
    """A network tuned on the items."""
    torch.manual_seed(SEED)
    order = random.Random(SEED)  # noqa: S311 - shuffling, not secrets
    network = Network(source, keep, LAYERS)
    fresh = [*network.head.parameters(), *network.piece.parameters()]
    old = [p for name, p in network.named_parameters() if p.requires_grad and not name.startswith(("head", "piece"))]
    optimiser = torch.optim.AdamW([{"params": old, "lr": RATE}, {"params": fresh, "lr": RATE * 10}], weight_decay=0.01)
    steps = EPOCHS * -(-len(items) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    )
    for epoch in range(EPOCHS):
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
        say(
            f"epoch {epoch + 1}/{EPOCHS}: loss {total / len(chunks):.3f}, {time.perf_counter() - begin:.0f} s",
            flush=True,
        )
    network.eval()
    return network


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


def is_first(writer: str) -> bool:
    """Whether a writer is one of those that part 1 learns from: 01-03 of a language."""
    return int(writer.rpartition("-")[2]) <= FIRST_WRITERS


def main(folder: Path = DEFAULT, parts: Sequence[int] = (1, 2)) -> None:
    """Tune on the bank of a rubric folder and write both files beside its other learned data."""
    torch.set_num_threads(2)
    source = read_source()
    keep = kept_pieces(source)
    scores = source.scores[keep]
    vocabulary = Pieces([source.pieces[i] for i in keep], scores.tolist())
    examples = read_bank(folder)
    items = [item(example, vocabulary) for example in examples]
    if 1 in parts:
        print("part 1 of 2: judging writers it has not seen", flush=True)
        network = tuned(source, keep, [one for one, e in zip(items, examples, strict=True) if is_first(e.writer)])
        out = [number for number, e in enumerate(examples) if not is_first(e.writer)]
        rows = judged(network, [items[number] for number in out])
        keys = np.array([examples[number].key for number in out])
        np.savez_compressed(folder / "model" / UNSEEN, keys=keys, rows=rows.astype(np.float16))
    if 2 in parts:
        print("part 2 of 2: the whole bank", flush=True)
        network = tuned(source, keep, items)
        meta = {"name": "e5-small-tuned", "heads": source.heads, "replies": len(items), "seed": SEED, "epochs": EPOCHS}
        save(folder / "model" / FILE, vocabulary, scores, network.arrays(), meta)


if __name__ == "__main__":
    given = argparse.ArgumentParser(description="Tune the encoder on a rubric's example bank.")
    given.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    given.add_argument("--part", nargs="+", type=int, choices=(1, 2), default=(1, 2))
    chosen = given.parse_args()
    main(chosen.folder, chosen.part)
