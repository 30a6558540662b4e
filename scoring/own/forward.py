"""The tuned encoder's layers in plain numpy: pieces in, what was learned about the reply and each piece out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

EPSILON = np.float32(1e-12)
MATRICES = ("qkv", "out", "wide", "back")
PARTS = (*MATRICES, *(f"{name}_bias" for name in MATRICES), "gain1", "bias1", "gain2", "bias2")


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
        self._layers = [
            {part: weights[f"{i}.{part}"] if part in MATRICES else weights[f"{i}.{part}"][:, None] for part in PARTS}
            for i in range(count)
        ]
        self._heads = heads
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
            x = _normed(x + self._attended(x, spans, layer), layer["gain1"], layer["bias1"])
            wide = layer["wide"] @ x
            wide += layer["wide_bias"]
            back = layer["back"] @ _gelu(wide)
            back += layer["back_bias"]
            back += x
            x = _normed(back, layer["gain2"], layer["bias2"])
        return [self._judged(x[:, span], own, context) for span, (_, own, context) in zip(spans, replies, strict=True)]

    def _judged(self, x: Array, own: slice, context: Array) -> tuple[Array, Array]:
        pooled = np.concatenate([x.mean(1), x[:, 0], x.max(1), context])
        return pooled @ self._head[0] + self._head[1], x[:, own].T @ self._piece[0] + self._piece[1]

    def words(self, ids: list[int]) -> Array:
        """The vectors of pieces as the vocabulary has them, (n, width)."""
        found: Array = self._words[ids].astype(np.float32) * self._word_scale[ids, None]
        return found

    def _attended(self, x: Array, spans: Sequence[slice], layer: Mapping[str, Array]) -> Array:
        width, count = x.shape
        size = width // self._heads
        qkv = layer["qkv"] @ x
        qkv += layer["qkv_bias"]
        q, k, v = qkv.reshape(3, self._heads, size, count)
        q *= np.float32(size**-0.5)
        seen = np.empty((self._heads, size, count), np.float32)
        for span in spans:  # a reply sees itself alone
            weight = q[:, :, span].transpose(0, 2, 1) @ k[:, :, span]
            weight -= weight.max(-1, keepdims=True)
            np.exp(weight, out=weight)
            weight /= weight.sum(-1, keepdims=True)
            seen[:, :, span] = v[:, :, span] @ weight.transpose(0, 2, 1)
        out: Array = layer["out"] @ seen.reshape(width, count)
        out += layer["out_bias"]
        return out


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
