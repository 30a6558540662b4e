"""The tuned encoder's layers in plain numpy: pieces in, what was learned about the reply and each piece out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

EPSILON = np.float32(1e-12)


class Layers:
    """A transformer with `heads` attention heads over weights by name; see `file` for the names and shapes."""

    def __init__(self, weights: Mapping[str, NDArray[Any]], heads: int) -> None:
        self._words: NDArray[np.int8] = weights["words"]
        self._word_scale: Array = weights["words_scale"]
        self._places: Array = weights["places"]
        self._norm = (weights["norm_gain"], weights["norm_bias"])
        self._head = (weights["head"], weights["head_bias"])
        self._piece = (weights["piece"], weights["piece_bias"])
        count = len({name for name in weights if name.endswith(".qkv")})
        self._layers = [
            {part: weights[f"{i}.{part}"] for part in (
                "qkv", "qkv_bias", "out", "out_bias", "gain1", "bias1", "wide", "wide_bias", "back", "back_bias",
                "gain2", "bias2",
            )}
            for i in range(count)
        ]  # fmt: skip
        self._heads = heads
        self.width = int(self._words.shape[1])

    def read(self, ids: list[int], own: slice, context: Array) -> tuple[Array, Array]:
        """(outputs for the whole reply (outputs,), a logit for each piece and label (n, labels)).

        `ids`: the framed pieces, at most as many as there are places. `own`: which of them are the reply's.
        `context`: what the head is told beside the text.
        """
        x = self._words[ids].astype(np.float32) * self._word_scale[ids, None] + self._places[: len(ids)]
        x = _normed(x, *self._norm)
        for layer in self._layers:
            x = _normed(x + self._attended(x, layer), layer["gain1"], layer["bias1"])
            wide = x @ layer["wide"] + layer["wide_bias"]
            x = _normed(x + _gelu(wide) @ layer["back"] + layer["back_bias"], layer["gain2"], layer["bias2"])
        pooled = np.concatenate([x.mean(0), x[0], x.max(0), context])
        return pooled @ self._head[0] + self._head[1], x[own] @ self._piece[0] + self._piece[1]

    def _attended(self, x: Array, layer: Mapping[str, Array]) -> Array:
        count, width = x.shape
        size = width // self._heads
        qkv = (x @ layer["qkv"] + layer["qkv_bias"]).reshape(count, 3, self._heads, size).transpose(1, 2, 0, 3)
        weight = qkv[0] @ qkv[1].transpose(0, 2, 1)
        weight *= np.float32(size**-0.5)
        weight -= weight.max(-1, keepdims=True)
        np.exp(weight, out=weight)
        weight /= weight.sum(-1, keepdims=True)
        seen = (weight @ qkv[2]).transpose(1, 0, 2).reshape(count, width)
        out: Array = seen @ layer["out"] + layer["out_bias"]
        return out


def _normed(x: Array, gain: Array, bias: Array) -> Array:
    x = x - x.mean(-1, keepdims=True)
    x *= 1.0 / np.sqrt(np.einsum("ij,ij->i", x, x)[:, None] / np.float32(x.shape[1]) + EPSILON)
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
