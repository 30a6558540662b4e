"""The tuned encoder's layers in plain numpy: pieces in, what was learned about the reply and each piece out."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

EPSILON = np.float32(1e-12)
MATRICES = ("qkv", "out", "wide", "back")
VECTORS = (*(f"{name}_bias" for name in MATRICES), "gain1", "bias1", "gain2", "bias2")
# Each layer is worked out in two halves that are added, at the same time where there are cores: our own threads,
# since those of a BLAS wait for one another by spinning (on a busy 2-core machine a score took 380 ms instead of 57).
# The halves are the same on one core, so that the sums are too.
HALVES = 2


class Layers:
    """A transformer with `heads` attention heads over weights by name; see `file` for the names and shapes.

    States are kept as (width, pieces): with the weights on the left a product takes a quarter less time.
    """

    def __init__(self, weights: Mapping[str, NDArray[Any]], heads: int) -> None:
        self._words: NDArray[np.int8] = weights["words"]
        self._word_scale: Array = weights["words_scale"]
        self._places: Array = weights["places"]
        self._norm = (weights["norm_gain"][:, None], weights["norm_bias"][:, None])
        self._head = (weights["head"], weights["head_bias"])
        self._piece = (weights["piece"], weights["piece_bias"])
        count = len({name for name in weights if name.endswith(".qkv")})
        self._layers = [_Layer({part: weights[f"{i}.{part}"] for part in (*MATRICES, *VECTORS)}, heads)
                        for i in range(count)]  # fmt: skip
        self.width = int(self._words.shape[1])

    def read(self, replies: Sequence[tuple[list[int], slice, Array]]) -> list[tuple[Array, Array]]:
        """For each reply (outputs for the whole of it (outputs,), a logit for each piece and label (n, labels)).

        A reply is (its framed pieces, at most as many as there are places; which of them are its own; what the head
        is told beside the text). Several short ones together take half the time, since each weight is fetched once.
        """
        x = np.concatenate([self.words(ids) + self._places[: len(ids)] for ids, _, _ in replies]).T
        edges = np.cumsum([0, *(len(ids) for ids, _, _ in replies)]).tolist()
        spans = [slice(start, end) for start, end in pairwise(edges)]
        x = _normed(np.ascontiguousarray(x), *self._norm)
        for layer in self._layers:
            x = layer.read(x, spans)
        return [self._judged(x[:, span], own, context) for span, (_, own, context) in zip(spans, replies, strict=True)]

    def _judged(self, x: Array, own: slice, context: Array) -> tuple[Array, Array]:
        pooled = np.concatenate([x.mean(1), x[:, 0], x.max(1), context])
        return pooled @ self._head[0] + self._head[1], x[:, own].T @ self._piece[0] + self._piece[1]

    def words(self, ids: list[int]) -> Array:
        """The vectors of pieces as the vocabulary has them, (n, width)."""
        found: Array = self._words[ids].astype(np.float32) * self._word_scale[ids, None]
        return found


class _Layer:
    """One layer: attention, then two dense steps, each added to its input and normed. A half is half of the heads,
    then half of the dense step's units; its weights are views of the layer's own."""

    def __init__(self, weights: Mapping[str, Array], heads: int) -> None:
        width = weights["out"].shape[0]
        size = width // heads
        qkv = weights["qkv"].reshape(3, heads, size, width)
        self._qkv = [half.reshape(3, -1, width) for half in np.split(qkv, HALVES, 1)]
        self._qkv_bias = np.split(weights["qkv_bias"].reshape(3, heads, size, 1), HALVES, 1)
        self._out = np.split(weights["out"], HALVES, 1)
        self._wide = np.split(weights["wide"], HALVES)
        self._wide_bias = np.split(weights["wide_bias"][:, None], HALVES)
        self._back = np.split(weights["back"], HALVES, 1)
        self._out_bias, self._back_bias = weights["out_bias"][:, None], weights["back_bias"][:, None]
        self._norms = [(weights[f"gain{i}"][:, None], weights[f"bias{i}"][:, None]) for i in (1, 2)]
        self._scale = np.float32(size**-0.5)

    def read(self, x: Array, spans: Sequence[slice]) -> Array:
        """States (width, pieces) one layer on; each of the spans is a reply."""
        seen = _both(lambda half: self._attended(half, x, spans))
        seen += self._out_bias
        seen += x
        middle = _normed(seen, *self._norms[0])
        back = _both(lambda half: self._dense(half, middle))
        back += self._back_bias
        back += middle
        return _normed(back, *self._norms[1])

    def _attended(self, half: int, x: Array, spans: Sequence[slice]) -> Array:
        bias = self._qkv_bias[half]
        _, heads, size, _ = bias.shape
        qkv = (self._qkv[half] @ x).reshape(3, heads, size, -1)
        qkv += bias
        q, k, v = qkv
        q *= self._scale
        seen = np.empty(q.shape, np.float32)
        for span in spans:  # a reply sees itself alone
            weight = q[:, :, span].transpose(0, 2, 1) @ k[:, :, span]
            weight -= weight.max(-1, keepdims=True)
            np.exp(weight, out=weight)
            weight /= weight.sum(-1, keepdims=True)
            seen[:, :, span] = v[:, :, span] @ weight.transpose(0, 2, 1)
        out: Array = self._out[half] @ seen.reshape(heads * size, -1)
        return out

    def _dense(self, half: int, x: Array) -> Array:
        wide = self._wide[half] @ x
        wide += self._wide_bias[half]
        back: Array = self._back[half] @ _gelu(wide)
        return back


def _both(part: Callable[[int], Array]) -> Array:
    """The sum of both halves."""
    if _alone:
        first, second = part(0), part(1)
    else:
        other = _threads().submit(part, 1)
        try:
            first = part(0)
        finally:
            second = other.result()
    first += second
    return first


def work_alone() -> None:
    """Use one core in this process, since others have work of their own: what `score --jobs` starts."""
    global _alone
    _alone = True


_alone = (os.cpu_count() or 1) < HALVES


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "calmfirm-layer")


def _normed(x: Array, gain: Array, bias: Array) -> Array:
    x = x - x.mean(0)
    x *= 1.0 / np.sqrt(np.einsum("ij,ij->j", x, x) / np.float32(x.shape[0]) + EPSILON)
    x *= gain
    x += bias
    return x


def _gelu(x: Array) -> Array:
    inner = x * x
    inner *= np.float32(0.044715)
    inner += np.float32(1.0)
    inner *= x
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += np.float32(1.0)
    inner *= x
    inner *= np.float32(0.5)
    return inner
