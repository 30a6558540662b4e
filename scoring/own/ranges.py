"""How large the figures between the encoder's steps get, so that each can be kept in 8 bits (numpy; only to learn).

The layers are gone through in full precision over replies of the bank. A channel's largest figure says how its 8 bits
are spent; channels that are far larger than the rest are evened out against the weights that meet them (Xiao and
others 2023, «SmoothQuant»).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.nearness import bent
from scoring.own.forward import HIDDEN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]
    Ranges = dict[str, Array]

EPSILON = 1e-12
TOGETHER = 16
# Replies beyond those gone through may be a little louder.
ROOM = 1.2


def ranges(weights: Mapping[str, NDArray[Any]], heads: int, replies: Sequence[Sequence[int]]) -> Ranges:
    """For each place between steps the largest figure of each channel, without its sign, with room to spare; for the
    sums that are normed (`.sum1`, `.sum2`, `sum`) the largest sum of squares of a piece.

    `weights`: as `network.Network.arrays` gives them; `replies`: framed pieces, one sequence a reply.
    """
    found: Ranges = {}
    near = sorted(replies, key=len)
    for at in range(0, len(near), TOGETHER):
        for name, seen in _seen(weights, heads, near[at : at + TOGETHER]):
            sums = name.endswith(("sum", "sum1", "sum2"))
            most = (seen**2).sum(1).max() if sums else np.abs(seen).max(0)
            found[name] = np.maximum(found.get(name, np.float32(0)), most * np.float32(ROOM))
    return found


def _seen(
    weights: Mapping[str, NDArray[Any]], heads: int, replies: Sequence[Sequence[int]]
) -> Iterable[tuple[str, Array]]:
    """(place, figures there (pieces, channels)), layer after layer."""
    longest = max(len(ids) for ids in replies)
    width = weights["words"].shape[1]
    x = np.zeros((len(replies), longest, width), np.float32)
    there = np.zeros((len(replies), longest), np.bool_)
    for row, ids in enumerate(replies):
        x[row, : len(ids)] = weights["words"][list(ids)] + weights["places"][: len(ids)]
        there[row, : len(ids)] = True
    hidden = np.where(there, np.float32(0), HIDDEN)[:, None, None, :]
    yield "sum", x[there]
    x = _normed(x, weights["norm_gain"], weights["norm_bias"])
    for number in range(len({name for name in weights if name.endswith(".qkv")})):
        own = f"{number}."
        yield f"{own}qkv", x[there]
        parts = _dense(x, weights, f"{own}qkv")
        yield f"{own}parts", parts[there]
        q, k, v = parts.reshape(*x.shape[:2], 3, heads, width // heads).transpose(2, 0, 3, 1, 4)
        share = np.exp(_below_top(q @ k.swapaxes(-1, -2) * np.float32((width // heads) ** -0.5) + hidden))
        seen = (share / share.sum(-1, keepdims=True) @ v).transpose(0, 2, 1, 3).reshape(x.shape)
        yield f"{own}out", seen[there]
        x = _dense(seen, weights, f"{own}out") + x
        yield f"{own}sum1", x[there]
        x = _normed(x, weights[f"{own}gain1"], weights[f"{own}bias1"])
        yield f"{own}wide", x[there]
        wide = bent(_dense(x, weights, f"{own}wide"))
        yield f"{own}back", wide[there]
        x = _dense(wide, weights, f"{own}back") + x
        yield f"{own}sum2", x[there]
        x = _normed(x, weights[f"{own}gain2"], weights[f"{own}bias2"])


def _dense(x: Array, weights: Mapping[str, NDArray[Any]], name: str) -> Array:
    done: Array = x @ weights[name].T + weights[f"{name}_bias"]
    return done


def _normed(x: Array, gain: Array, bias: Array) -> Array:
    done: Array = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + EPSILON) * gain + bias
    return done


def _below_top(x: Array) -> Array:
    done: Array = x - x.max(-1, keepdims=True)
    return done
