"""Learning `scoring.nearness`: replies beside their own situations and beside others' (torch; only to learn)."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from scoring.nearness import OF_CLIENT, OF_FACTS, OF_REPLY, Nearness
from scoring.own.near_net import ABSENT, NearNet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pieces = NDArray[np.float16]

NOBODY = -1
SEED, EPOCHS, RATE, DECAY = 20, 6, 2e-3, 0.05
# A batch: so many situations of one language, as many of the replies to each, talk that fits none of them, and for
# each situation a decoy, if it has one.
SITUATIONS, REPLIES, CHATS = 10, 2, 3
HIDDEN = 0.1  # share of pieces that a reading does without
OWN, DECOY = 6.0, 6.0  # how much a right situation weighs beside a wrong one, and that which a decoy is made for


@dataclass(frozen=True)
class Material:
    """`replies` and `chats`: pieces, (n, 2 width) each; `situations`: pieces of the client's words and of the facts.
    `own`: the number of each reply's situation; `made_for`: that of the situation for which a chat is a decoy, or
    `NOBODY`; `langs`, `chat_langs`: the languages of situations and chats; `kinds`: whose fault and which breach."""

    replies: Sequence[Pieces]
    own: Sequence[int]
    situations: Sequence[tuple[Pieces, Pieces]]
    langs: Sequence[str]
    kinds: Sequence[tuple[str, str]]
    chats: Sequence[Pieces]
    made_for: Sequence[int]
    chat_langs: Sequence[str]


def learn(material: Material, rows: Sequence[int], talk: Sequence[int]) -> Nearness:
    """A network that learned from these of the replies and these of the chats, by number."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)  # noqa: S311 - shuffling, no secret
    net = NearNet(material.replies[rows[0]].shape[1])
    net.train()
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE / 10, weight_decay=DECAY)
    steps = EPOCHS * sum(1 for _ in _batches(material, rows, random.Random(0)))  # noqa: S311 - counting
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + EPOCHS, pct_start=0.15)
    chats: dict[str, list[int]] = {}
    decoys: dict[int, list[int]] = {}
    for number in talk:
        chats.setdefault(material.chat_langs[number], []).append(number)
        decoys.setdefault(material.made_for[number], []).append(number)
    for epoch in range(EPOCHS):
        begin, total, count = time.perf_counter(), 0.0, 0
        for batch in _batches(material, rows, chance):
            loss = _loss(net, material, batch, chats, decoys, chance)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            pace.step()
            total, count = total + float(loss.detach()), count + 1
        print(f"epoch {epoch + 1}/{EPOCHS}: loss {total / count:.3f}, {time.perf_counter() - begin:.0f} s", flush=True)
    net.eval()
    return Nearness(net.arrays())


def _batches(material: Material, rows: Sequence[int], chance: random.Random) -> Iterator[list[tuple[int, list[int]]]]:
    """Batches of (situation, some replies to it), each of one language and half of them of situations of one kind, in a
    mixed order."""
    found: list[list[tuple[int, list[int]]]] = []
    for lang in sorted(set(material.langs)):
        replies: dict[int, list[int]] = {}
        for row in rows:
            if material.langs[material.own[row]] == lang:
                replies.setdefault(material.own[row], []).append(row)
        chunks = []
        for situation, of_it in replies.items():
            mixed = chance.sample(of_it, len(of_it))
            chunks += [(situation, mixed[at : at + REPLIES]) for at in range(0, len(mixed), REPLIES)]
        chance.shuffle(chunks)
        half = len(chunks) // 2
        chunks[:half] = sorted(chunks[:half], key=lambda chunk: material.kinds[chunk[0]])
        found += [chunks[at : at + SITUATIONS] for at in range(0, len(chunks) - SITUATIONS + 1, SITUATIONS)]
    chance.shuffle(found)
    yield from found


def _loss(
    net: NearNet,
    material: Material,
    batch: list[tuple[int, list[int]]],
    chats: Mapping[str, list[int]],
    decoys: Mapping[int, list[int]],
    chance: random.Random,
) -> Tensor:
    talk = chats.get(material.langs[batch[0][0]], [])
    talk = chance.sample(talk, min(CHATS, len(talk)))
    talk += [chance.choice(made) for situation, _ in batch if (made := decoys.get(situation))]
    rows = [row for _, some in batch for row in some]
    texts = [material.replies[row][:OF_REPLY] for row in rows]
    texts += [material.chats[number][:OF_REPLY] for number in talk]
    situations = torch.tensor([situation for situation, _ in batch])
    own = torch.tensor([material.own[row] for row in rows])
    right = torch.zeros(len(texts), len(batch))
    right[: len(rows)] = (own[:, None] == situations[None]).float()
    x, there = _padded(texts)
    pairs = [(client[:OF_CLIENT], facts[:OF_FACTS]) for client, facts in (material.situations[one] for one, _ in batch)]
    y, known = _padded([np.concatenate(pair) for pair in pairs])
    clients = torch.arange(known.shape[1])[None] < torch.tensor([len(client) for client, _ in pairs])[:, None]
    said = net((x, _seen(there)), (y, _seen(known), clients))
    weight = torch.where(right > 0, OWN, 1.0)
    made_for = torch.tensor([NOBODY] * len(rows) + [material.made_for[number] for number in talk])
    weight[made_for[:, None] == situations[None]] = DECOY
    each = functional.binary_cross_entropy_with_logits(said, right, weight=weight, reduction="sum") / weight.sum()
    # And each reply's own situation must stand out among the others.
    place = torch.tensor([number for number, (_, some) in enumerate(batch) for _ in some])
    twice = (right[: len(rows)] > 0) & (torch.arange(len(batch))[None] != place[:, None])
    among = functional.cross_entropy(said[: len(rows)].masked_fill(twice, ABSENT), place)
    return 2 * each + 0.3 * among


def _padded(texts: Sequence[Pieces]) -> tuple[Tensor, Tensor]:
    longest = max(map(len, texts))
    x, there = torch.zeros(len(texts), longest, texts[0].shape[1]), torch.zeros(len(texts), longest, dtype=torch.bool)
    for row, text in enumerate(texts):
        x[row, : len(text)] = torch.from_numpy(text.astype(np.float32))
        there[row, : len(text)] = True
    return x, there


def _seen(there: Tensor) -> Tensor:
    """Which pieces are looked at: some are left out, but never the first."""
    seen = there & (torch.rand(there.shape) >= HIDDEN)
    seen[:, 0] = True
    return seen
