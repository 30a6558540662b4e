"""The encoder's graphs over whole numbers say what its layers say in full precision; runs where onnx is installed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

onnx: Any = pytest.importorskip("onnx")
torch: Any = pytest.importorskip("torch")

from scoring.own.file import unrolled  # noqa: E402
from scoring.own.forward import FIRST, Judging  # noqa: E402
from scoring.own.graph import BITS7, graphs, rounded  # noqa: E402
from scoring.own.ranges import ranges  # noqa: E402

WIDTH, HEADS, PIECES, LAYERS = 32, 4, 50, FIRST + 2
Arrays = dict[str, np.ndarray[Any, np.dtype[Any]]]
RNG = np.random.default_rng(4)
REPLIES = [RNG.integers(0, PIECES, length).tolist() for length in (3, 12, 12, 20, 31)]


def drawn() -> Arrays:
    """Layers with channels of very different loudness, as tuned ones have."""

    def some(*shape: int, size: float = 0.2) -> Any:
        return (RNG.normal(0, size, shape) * np.exp(RNG.normal(0, 0.7, shape[-1]))).astype(np.float32)

    weights: Arrays = {"words": some(PIECES, WIDTH, size=1.0), "places": some(40, WIDTH), "norm_gain": 1 + some(WIDTH),
                       "norm_bias": some(WIDTH), "head": some(3 * WIDTH, 4), "head_bias": some(4),
                       "piece": some(WIDTH, 3), "piece_bias": some(3)}  # fmt: skip
    for number in range(LAYERS):
        for name, out, into in (("qkv", 3 * WIDTH, WIDTH), ("out", WIDTH, WIDTH), ("wide", 64, WIDTH),
                                ("back", WIDTH, 64)):  # fmt: skip
            weights[f"{number}.{name}"] = some(out, into, size=0.08)
            weights[f"{number}.{name}_bias"] = some(out)
        for which in "12":
            weights[f"{number}.gain{which}"], weights[f"{number}.bias{which}"] = 1 + some(WIDTH), some(WIDTH)
    return weights


@pytest.fixture(scope="module")
def weights() -> Arrays:
    return drawn()


@pytest.fixture(scope="module")
def kept(weights: Arrays) -> tuple[Arrays, tuple[bytes, bytes]]:
    """(weights as the file keeps them, the graphs)."""
    heard = ranges(weights, HEADS, REPLIES)
    arrays = {**weights, **rounded(weights, heard)}
    scale = np.maximum(np.abs(weights["words"]).max(1), 1e-8) / np.float32(127)
    arrays["words"], arrays["words_scale"] = np.round(weights["words"] / scale[:, None]).astype(np.int8), scale
    return arrays, graphs(arrays, heard, HEADS)


def in_full(weights: Arrays, ids: list[int]) -> Any:
    """The layers in the tuner's own library, in full precision."""
    nn, got = torch.nn.functional, {name: torch.from_numpy(array) for name, array in weights.items()}
    x = got["words"][ids] + got["places"][: len(ids)]
    x = nn.layer_norm(x, (WIDTH,), got["norm_gain"], got["norm_bias"])
    for number in range(LAYERS):
        own = f"{number}."
        parts = nn.linear(x, got[f"{own}qkv"], got[f"{own}qkv_bias"]).view(-1, 3, HEADS, WIDTH // HEADS)
        q, k, v = parts.permute(1, 2, 0, 3)
        seen = nn.scaled_dot_product_attention(q, k, v).transpose(0, 1).reshape(-1, WIDTH)
        x = x + nn.linear(seen, got[f"{own}out"], got[f"{own}out_bias"])
        x = nn.layer_norm(x, (WIDTH,), got[f"{own}gain1"], got[f"{own}bias1"])
        bent = nn.gelu(nn.linear(x, got[f"{own}wide"], got[f"{own}wide_bias"]), approximate="tanh")
        x = x + nn.linear(bent, got[f"{own}back"], got[f"{own}back_bias"])
        x = nn.layer_norm(x, (WIDTH,), got[f"{own}gain2"], got[f"{own}bias2"])
    return x.numpy()


def test_whole_numbers_say_nearly_what_full_precision_says(
    weights: Arrays, kept: tuple[Arrays, tuple[bytes, bytes]]
) -> None:
    arrays, both = kept
    layers = Judging(dict(arrays), both)
    for ids in REPLIES:
        pieces = layers.read([(ids, slice(0, len(ids)), np.zeros(0, np.float32))])[0].pieces
        wanted = in_full(weights, ids) @ weights["piece"] + weights["piece_bias"]
        assert np.abs(pieces - wanted).mean() < 0.02 * wanted.std()


def test_weights_fit_into_7_bits_and_a_sign_and_come_back_as_they_were(
    weights: Arrays, kept: tuple[Arrays, tuple[bytes, bytes]]
) -> None:
    back = unrolled(kept[0])
    for name in ("0.qkv", "1.out", f"{LAYERS - 1}.wide", "2.back"):
        assert np.abs(kept[0][name]).max() == BITS7
        # A weight's error is half a step of its row at most, and loud channels have the finer ones.
        step = kept[0][f"{name}_scale"][:, None] * kept[0][f"{name}_times"]
        assert np.all(np.abs(back[name] - weights[name]) <= step * 0.501)


def test_more_replies_never_make_the_ranges_smaller(weights: Arrays) -> None:
    heard = [ranges(weights, HEADS, REPLIES[:count]) for count in (1, 3, 5)]
    assert all(np.all(more[name] >= 0.999 * less[name]) for less, more in pairwise(heard) for name in less)
