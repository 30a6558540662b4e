"""The encoder's layers as an ONNX graph without its weights (onnx; only to learn, never to score).

The graph names its weights as `file.save` does and holds their shapes alone; `forward.Layers` hands them over when it
loads the graph, in the 8 bits that the file keeps, and the runtime unrolls them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import onnx
from onnx import TensorProto, helper

from scoring.own.forward import turned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

OPSET = 20
IR_VERSION = 9  # of 2023, so that runtimes of that year read it too
EPSILON = 1e-12
LINEAR = ("qkv", "out", "wide", "back")
PARTS = (*LINEAR, *(f"{name}_scale" for name in LINEAR), *(f"{name}_bias" for name in LINEAR),
         "gain1", "bias1", "gain2", "bias2")  # fmt: skip


def graph(weights: Mapping[str, NDArray[Any]], heads: int) -> bytes:
    """A graph from `states` (replies, pieces, width) and `hidden` (replies, 1, 1, pieces; 0 for a piece that is there,
    far below 0 for one that is not) to `read` (replies, pieces, width)."""
    layers = len({name for name in weights if name.endswith(".qkv")})
    width = int(weights["places"].shape[1])
    made = _Nodes()
    constants = [
        helper.make_tensor("split", TensorProto.INT64, [5], [0, 0, 3, heads, width // heads]),
        helper.make_tensor("joined", TensorProto.INT64, [3], [0, 0, width]),
        helper.make_tensor("scale", TensorProto.FLOAT, [], [(width // heads) ** -0.5]),
        *(helper.make_tensor(f"part{i}", TensorProto.INT64, [], [i]) for i in range(3)),
    ]
    x = made.normed("states", "norm_gain", "norm_bias")
    for number in range(layers):
        x = _layer(made, x, f"{number}.")
    made.add("Identity", [x], "read")
    shape: list[str | int] = ["replies", "pieces", width]
    names = ["norm_gain", "norm_bias", *(f"{number}.{part}" for number in range(layers) for part in PARTS)]
    whole = helper.make_graph(
        made.nodes,
        "layers",
        [
            helper.make_tensor_value_info("states", TensorProto.FLOAT, shape),
            helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["replies", 1, 1, "pieces"]),
        ],
        [helper.make_tensor_value_info("read", TensorProto.FLOAT, shape)],
        [*constants, *(_elsewhere(name, turned(name, weights[name])) for name in names)],
    )
    opset = [helper.make_opsetid("", OPSET)]
    model = helper.make_model(whole, opset_imports=opset, ir_version=IR_VERSION, producer_name="calmfirm")
    return bytes(model.SerializeToString(deterministic=True))


class _Nodes:
    """The graph's steps as they are added; each is named after what it gives."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []

    def add(self, kind: str, inputs: list[str], output: str = "", **how: Any) -> str:
        output = output or f"{kind}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], output, **how))
        return output

    def normed(self, x: str, gain: str, bias: str) -> str:
        return self.add("LayerNormalization", [x, gain, bias], axis=-1, epsilon=EPSILON)

    def linear(self, x: str, name: str) -> str:
        """A dense step; weights (in, out) are handed over in whole numbers with a scale a column."""
        weights = self.add("DequantizeLinear", [name, f"{name}_scale"], axis=1)
        return self.add("Add", [self.add("MatMul", [x, weights]), f"{name}_bias"])


def _layer(made: _Nodes, x: str, own: str) -> str:
    """One layer: attention, then two dense steps, each added to its input and normed."""
    parts = made.add("Reshape", [made.linear(x, f"{own}qkv"), "split"])
    parts = made.add("Transpose", [parts], perm=[2, 0, 3, 1, 4])
    q, k, v = (made.add("Gather", [parts, f"part{i}"], axis=0) for i in range(3))
    likeness = made.add("MatMul", [made.add("Mul", [q, "scale"]), made.add("Transpose", [k], perm=[0, 1, 3, 2])])
    share = made.add("Softmax", [made.add("Add", [likeness, "hidden"])], axis=-1)
    seen = made.add("Transpose", [made.add("MatMul", [share, v])], perm=[0, 2, 1, 3])
    seen = made.linear(made.add("Reshape", [seen, "joined"]), f"{own}out")
    x = made.normed(made.add("Add", [seen, x]), f"{own}gain1", f"{own}bias1")
    back = made.linear(made.add("Gelu", [made.linear(x, f"{own}wide")], approximate="tanh"), f"{own}back")
    return made.normed(made.add("Add", [back, x]), f"{own}gain2", f"{own}bias2")


def _elsewhere(name: str, array: NDArray[Any]) -> onnx.TensorProto:
    """A weight whose figures are handed over when the graph is loaded."""
    kind = helper.np_dtype_to_tensor_dtype(array.dtype)
    tensor = onnx.TensorProto(name=name, data_type=kind, dims=array.shape)
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="handed over")
    return tensor
