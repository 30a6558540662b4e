"""The encoder's layers as two ONNX graphs without their matrices (onnx; only to learn, never to score).

Dense steps multiply whole numbers: 8 bits for what comes in, 7 for the weights, so that no processor's sums overflow.
What is summed up elsewhere (attention, the means of the norm) is rounded to whole numbers that a float holds exactly.
A sum of whole numbers is the same in any order, so one thread or eight, and a wide or a narrow processor, give the
same figures. The first graph's layers tell what a text is about, the second's what it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from scoring.own.file import MATRICES
from scoring.own.forward import FIRST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from scoring.own.ranges import Ranges

OPSET = 20
IR_VERSION = 9  # of 2023, so that runtimes of that year read it too
BITS8, BITS7 = 127, 64
MIDDLE = 128  # where 0 lies in 8 bits without a sign
LOW = 16  # the same behind a gelu, which goes down to -0.17 only
GELU_LEAST = 0.17
# Whole numbers for queries and keys, for values and for shares; 24 bits hold the sums.
LIKE, VALUE, SHARE = 512.0, 512.0, 4096.0
EXACT = 2**23
EVEN = 0.5  # how far loud channels are evened out against their weights


def rounded(weights: Mapping[str, NDArray[Any]], ranges: Ranges) -> dict[str, NDArray[Any]]:
    """The matrices as the graphs take them: `name` (in, out) in 7 bits and a sign, `name_scale` (out,), `name_times`
    (in,): how many whole numbers make 1 of what comes in."""
    made: dict[str, NDArray[Any]] = {}
    for name in (name for name in weights if name.endswith(MATRICES)):
        loud = ranges[name]
        if name.endswith(".back"):
            times = 1 / np.maximum(loud / (2 * BITS8 + 1 - LOW), GELU_LEAST / LOW * 1.01)
        else:
            # A channel that was hardly heard may be louder in another text.
            loud = np.maximum(loud, np.median(loud) / 5)
            against = loud**EVEN / (np.abs(weights[name]).max(0) + 1e-6) ** (1 - EVEN)
            times = BITS8 / (against * (loud / against).max())
        met = weights[name] / times
        scale = np.maximum(np.abs(met).max(1), 1e-8) / BITS7
        made[name] = np.ascontiguousarray(np.round(met / scale[:, None]).astype(np.int8).T)
        made[f"{name}_scale"], made[f"{name}_times"] = scale.astype(np.float32), times.astype(np.float32)
    return made


def graphs(weights: Mapping[str, NDArray[Any]], ranges: Ranges, heads: int) -> tuple[bytes, bytes]:
    """(graph from `states` (replies, pieces, width) and `hidden` (replies, 1, 1, pieces; 0 for a piece that is there,
    far below 0 for one that is not) to `near`, graph from `near` and `hidden` to `read`, all as `states`).

    `weights`: with what `rounded` makes; the matrices are left out, to be handed over by name.
    """
    layers = len({name for name in weights if name.endswith(".qkv")})
    first = _Graph(weights, ranges, heads)
    x = first.normed("states", "norm_gain", "norm_bias", "sum")
    for number in range(min(FIRST, layers)):
        x = first.layer(x, f"{number}.")
    second = _Graph(weights, ranges, heads)
    y = "near"
    for number in range(min(FIRST, layers), layers):
        y = second.layer(y, f"{number}.")
    return first.whole("states", x, "near"), second.whole("near", y, "read")


class _Graph:
    """A graph's steps and constants as they are added; each step is named after what it gives."""

    def __init__(self, weights: Mapping[str, NDArray[Any]], ranges: Ranges, heads: int) -> None:
        self._weights, self._ranges, self._heads = weights, ranges, heads
        self._width = int(weights["places"].shape[1])
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self._matrices: list[str] = []

    def whole(self, given: str, last: str, gives: str) -> bytes:
        self._add("Identity", last, output=gives)
        shape: list[str | int] = ["replies", "pieces", self._width]
        taken = [
            helper.make_tensor_value_info(given, TensorProto.FLOAT, shape),
            helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["replies", 1, 1, "pieces"]),
        ]
        out = [helper.make_tensor_value_info(gives, TensorProto.FLOAT, shape)]
        handed = [_elsewhere(name, self._weights[name]) for name in self._matrices]
        made = helper.make_graph(self._nodes, gives, taken, out, [*self._constants.values(), *handed])
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(made, opset_imports=opsets, ir_version=IR_VERSION, producer_name="calmfirm")
        return bytes(model.SerializeToString(deterministic=True))

    def normed(self, x: str, gain: str, bias: str, place: str) -> str:
        """Mean 0 and spread 1 over the channels. Both are taken from whole numbers, a few hundred to 1 where that does
        not burst the sum of their squares, so that they are exact."""
        fine = float(np.floor(min(256.0, (EXACT / float(self._ranges[place])) ** 0.5)))
        whole = self._add("Round", self._add("Mul", x, self._figure(fine)))
        mean = self._add("Mul", self._sum("ReduceSum", whole), self._figure(1 / fine / self._width))
        mean64 = self._add("Cast", mean, to=TensorProto.DOUBLE)
        square = self._add("Cast", self._sum("ReduceSumSquare", whole), to=TensorProto.DOUBLE)
        square = self._add("Mul", square, self._figure(1 / fine**2 / self._width, np.float64))
        spread = self._add("Sub", square, self._add("Mul", mean64, mean64))
        spread = self._add("Sqrt", self._add("Max", spread, self._figure(1e-6, np.float64)))
        times = self._add("Cast", self._add("Div", self._figure(1, np.float64), spread), to=TensorProto.FLOAT)
        x = self._add("Mul", self._add("Sub", x, mean), times)
        return self._add("Add", self._add("Mul", x, self._own(gain)), self._own(bias))

    def layer(self, x: str, own: str) -> str:
        """Attention, then two dense steps, each added to its input and normed."""
        seen = self._attended(x, own)
        x = self.normed(self._add("Add", seen, x), f"{own}gain1", f"{own}bias1", f"{own}sum1")
        bent = self._add("Gelu", self._dense(self._whole(x, f"{own}wide"), f"{own}wide"), approximate="tanh")
        back = self._dense(self._whole(bent, f"{own}back", zero=LOW), f"{own}back", zero=LOW)
        return self.normed(self._add("Add", back, x), f"{own}gain2", f"{own}bias2", f"{own}sum2")

    def _attended(self, x: str, own: str) -> str:
        wide = self._width // self._heads
        like_q, like_k, value = self._ranges[f"{own}parts"].reshape(3, -1).max(1)
        times = np.repeat([LIKE / like_q, LIKE / like_k, VALUE / value], self._width).astype(np.float32)
        parts = self._add("Round", self._dense(self._whole(x, f"{own}qkv"), f"{own}qkv", times=times))
        parts = self._add("Reshape", parts, self._whole_numbers(0, 0, 3, self._heads, wide))
        parts = self._add("Transpose", parts, perm=[2, 0, 3, 1, 4])
        q, k, v = (self._add("Gather", parts, self._figure(i, np.int64), axis=0) for i in range(3))
        like = self._add("MatMul", q, self._add("Transpose", k, perm=[0, 1, 3, 2]))
        like = self._add("Mul", like, self._figure(float(like_q) * float(like_k) / LIKE**2 * wide**-0.5))
        like = self._add("Add", like, "hidden")
        like = self._add("Exp", self._add("Sub", like, self._sum("ReduceMax", like)))
        share = self._add("Round", self._add("Mul", like, self._figure(SHARE)))
        part = self._add("Div", self._figure(SHARE), self._sum("ReduceSum", share))
        share = self._add("Round", self._add("Mul", share, part))
        seen = self._add("Transpose", self._add("MatMul", share, v), perm=[0, 2, 1, 3])
        seen = self._add("Reshape", seen, self._whole_numbers(0, 0, self._width))
        return self._dense(self._whole(seen, f"{own}out", unit=float(value) / VALUE / SHARE), f"{own}out")

    def _whole(self, x: str, name: str, zero: int = MIDDLE, unit: float = 1.0) -> str:
        """What comes into a dense step as whole numbers; `unit`: what 1 of it stands for."""
        times = self._constant(f"{name}_times", self._weights[f"{name}_times"] * np.float32(unit))
        return self._add("QuantizeLinear", self._add("Mul", x, times), self._figure(1), self._figure(zero, np.uint8))

    def _dense(self, x: str, name: str, zero: int = MIDDLE, times: NDArray[np.float32] | None = None) -> str:
        """A dense step over whole numbers; each column of what it gives multiplied by `times`."""
        self._matrices.append(name)
        much = np.float32(1) if times is None else times
        scale = self._constant(f"{name}_scale", self._weights[f"{name}_scale"] * much)
        bias = self._constant(f"{name}_bias", self._weights[f"{name}_bias"] * much)
        given = (x, name, self._figure(1), scale, self._figure(zero, np.uint8), "", bias)
        return self._add("MatMulIntegerToFloat", *given, domain="com.microsoft")

    def _sum(self, kind: str, x: str) -> str:
        return self._add(kind, x, self._whole_numbers(-1), keepdims=1)

    def _add(self, kind: str, *inputs: str, output: str = "", **how: Any) -> str:
        output = output or f"{kind}{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [output], output, **how))
        return output

    def _own(self, name: str) -> str:
        return self._constant(name, self._weights[name])

    def _figure(self, value: float, kind: type[np.generic] = np.float32) -> str:
        return self._constant(f"{np.dtype(kind).name} {value!r}", np.array(value, kind))

    def _whole_numbers(self, *values: int) -> str:
        return self._constant(f"shape {values}", np.array(values, np.int64))

    def _constant(self, name: str, array: NDArray[Any]) -> str:
        self._constants.setdefault(name, numpy_helper.from_array(array, name))
        return name


def _elsewhere(name: str, array: NDArray[Any]) -> onnx.TensorProto:
    """A matrix whose figures are handed over when the graph is loaded."""
    kind = helper.np_dtype_to_tensor_dtype(array.dtype)
    tensor = onnx.TensorProto(name=name, data_type=kind, dims=array.shape)
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="handed over")
    return tensor
