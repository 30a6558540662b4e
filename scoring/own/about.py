"""Tuning what a text is about, for `scoring.deeper` (torch; only to learn, never to score).

The encoder as it was before it learned to tell what a reply does lays texts on one matter beside each other (Wang and
others 2024, «Multilingual E5 Text Embeddings»); its upper layers learn here to lay replies beside their own situations
and away from those of the same kind that other replies of a batch are given in, and from decoys made for them
(contrastive, as van den Oord and others 2018, «Representation Learning with Contrastive Predictive Coding»). The lower
layers stay as they are, so that each text goes through them once.
"""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from scoring.bank import read_bank
from scoring.encoder import ABOUT, FILE
from scoring.own.file import load, save_layers
from scoring.own.network import Network
from scoring.own.reader import framed
from scoring.own.source import read_source
from scoring.topic import around_of, client_share, parts_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.contract import Situation
    from scoring.topic_learn import Row

    Array = NDArray[np.float32]

LOWER = 8  # layers that stay as they are
SEED, EPOCHS, RATE, DECAY, WARM = 1, 2, 5e-5, 0.01, 0.1
BATCH, SMALLEST, TOGETHER = 32, 8, 48
SHARP = 0.05  # alikeness is divided by it
OF_A_KIND = 0.6  # share of replies that are laid beside such as theirs alone: whose fault, which breach


class _Text(NamedTuple):
    states: NDArray[np.float16]  # after the lower layers, (pieces, width)
    own: slice  # which pieces are the text's


class About:
    """The texts of replies and of their situations, read as far as the lower layers. `model`: the folder of the tuned
    encoder, whose vocabulary is used. Raises ModuleNotFoundError when the package with the original is missing."""

    def __init__(self, model: Path, rows: Sequence[Row]) -> None:
        self._model, source = model, read_source()
        self._vocabulary, *_ = load(model / FILE)
        places = {piece: number for number, piece in enumerate(source.pieces)}
        self._network = Network(source, [places[piece] for piece in self._vocabulary.pieces], source.layers)
        self._heads = source.heads
        texts = {row.text.raw for row in rows} | {part for row in rows for part in parts_of(row.situation)}
        self._texts = dict(zip(sorted(texts), self._lower(sorted(texts)), strict=True))

    def _lower(self, texts: Sequence[str]) -> list[_Text]:
        network, cut = self._network.eval(), [framed(self._vocabulary, text)[:2] for text in texts]
        found: dict[int, _Text] = {}
        for group in _alike([len(ids) for ids, _ in cut]):
            longest = max(len(cut[number][0]) for number in group)
            ids, there = torch.ones(len(group), longest, dtype=torch.long), torch.zeros(len(group), longest).bool()
            for row, number in enumerate(group):
                count = len(cut[number][0])
                ids[row, :count], there[row, :count] = torch.tensor(cut[number][0]), True
            with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
                x = network.norm(network.words(ids) + network.places[:longest])
                for layer in network.layers[:LOWER]:
                    x = layer(x, there[:, None, None, :])
            for row, number in enumerate(group):
                own = cut[number][1]
                # A text of no pieces is about nothing; its frame stands for it.
                kept = own if own.start < own.stop else slice(0, 1)
                found[number] = _Text(x[row, : len(cut[number][0])].half().numpy(), kept)
        return [found[number] for number in range(len(texts))]

    def learn(self, rows: Sequence[Row], decoys: Sequence[Row]) -> nn.ModuleList:
        """The upper layers, having learned from replies in their own situations and from decoys for these."""
        torch.manual_seed(SEED)
        chance = random.Random(SEED)  # noqa: S311 - shuffling, no secret
        upper = copy.deepcopy(self._network.layers[LOWER:])
        made_for: dict[str, list[str]] = {}
        for row in decoys:
            made_for.setdefault(around_of(row.situation), []).append(row.text.raw)
        optimiser = torch.optim.AdamW(upper.parameters(), lr=RATE, weight_decay=DECAY)
        steps = EPOCHS * sum(1 for _ in _batches(rows, random.Random(SEED)))  # noqa: S311 - counting
        pace = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda step: min(1.0, (step + 1) / (WARM * steps)) * max(0.05, 1 - step / steps)
        )
        upper.train()
        for epoch in range(EPOCHS):
            begin, losses = time.perf_counter(), list[float]()
            for batch in _batches(rows, chance):
                loss = self._loss(upper, batch, made_for, chance)
                optimiser.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
                optimiser.step()
                pace.step()
                losses.append(float(loss.detach()))
            spent = time.perf_counter() - begin
            print(f"about, epoch {epoch + 1}/{EPOCHS}: loss {np.mean(losses):.3f}, {spent:.0f} s", flush=True)
        return upper.eval()

    def _loss(
        self, upper: nn.ModuleList, batch: Sequence[Row], made_for: Mapping[str, list[str]], chance: random.Random
    ) -> Tensor:
        """How far replies are from standing beside their own situations, and situations beside their replies."""
        around = {around_of(row.situation): row.situation for row in batch}
        keys = list(around)
        place = torch.tensor([keys.index(around_of(row.situation)) for row in batch])
        decoys = [chance.choice(made_for[key]) for key in keys if key in made_for]
        replies = functional.normalize(self._matters(upper, [row.text.raw for row in batch] + decoys), dim=-1)
        situations = functional.normalize(self._situations(upper, list(around.values())), dim=-1)
        alike = replies @ situations.T / SHARP
        # Replies to the same situation are no strangers to it.
        same = (place[:, None] == place[None]).fill_diagonal_(False)
        known = torch.cat([same, torch.zeros(len(batch), len(decoys)).bool()], 1)
        own = torch.arange(len(batch))
        by_reply = functional.cross_entropy(alike[: len(batch)], place)
        by_situation = functional.cross_entropy(alike.T[place].masked_fill(known, -1e4), own)
        return (by_reply + by_situation) / 2

    def _situations(self, upper: nn.ModuleList, situations: Sequence[Situation]) -> Tensor:
        parts = [parts_of(situation) for situation in situations]
        one, two = (self._matters(upper, [part[side] for part in parts]) for side in (0, 1))
        share = torch.tensor([client_share(situation) for situation in situations])[:, None]
        return one * share + two * (1 - share)

    def _matters(self, upper: nn.ModuleList, texts: Sequence[str]) -> Tensor:
        """What texts are about, (n, width)."""
        given = [self._texts[text] for text in texts]
        longest, width = max(len(text.states) for text in given), given[0].states.shape[1]
        states = np.zeros((len(given), longest, width), np.float32)
        there, own = torch.zeros(len(given), longest).bool(), torch.zeros(len(given), longest, 1)
        for row, text in enumerate(given):
            states[row, : len(text.states)] = text.states
            there[row, : len(text.states)], own[row, text.own] = True, 1.0
        x = torch.from_numpy(states)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in upper:
                x = layer(x, there[:, None, None, :])
        return (x.float() * own).sum(1) / own.sum(1)

    def deep(self, upper: nn.ModuleList) -> Callable[[str], Array]:
        """What each of the texts is about, (width,), by these upper layers."""
        texts = list(self._texts)
        known: dict[str, Array] = {}
        for group in _alike([len(self._texts[text].states) for text in texts]):
            some = [texts[number] for number in group]
            with torch.no_grad():
                known |= zip(some, self._matters(upper, some).numpy(), strict=True)
        return known.__getitem__

    def keep(self, upper: nn.ModuleList) -> None:
        """Write the lower layers with these upper ones beside the tuned encoder, over the same words."""
        network = copy.deepcopy(self._network)
        network.layers = nn.ModuleList([*network.layers[:LOWER], *upper])
        replies = [framed(self._vocabulary, example.reply)[0] for example in read_bank(self._model.parent)]
        save_layers(self._model / ABOUT, network.arrays(), self._heads, replies)


def _alike(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Texts of like length, by number, as many as are read together."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    for at in range(0, len(order), TOGETHER):
        yield order[at : at + TOGETHER]


def _batches(rows: Sequence[Row], chance: random.Random) -> Iterator[list[Row]]:
    """Batches of one language, many of them of one kind too, in a mixed order."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        key = (row.lang, *row.kind) if chance.random() < OF_A_KIND else (row.lang,)
        groups.setdefault(key, []).append(row)
    batches: list[list[Row]] = []
    for group in groups.values():
        chance.shuffle(group)
        batches += [group[at : at + BATCH] for at in range(0, len(group) - SMALLEST + 1, BATCH)]
    chance.shuffle(batches)
    yield from batches
