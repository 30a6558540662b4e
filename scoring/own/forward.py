"""The tuned encoder's layers, run by ONNX Runtime: pieces in, what was learned about the reply and each piece out."""

from __future__ import annotations

import os
from collections.abc import MutableMapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

MATRICES = (".qkv", ".out", ".wide", ".back")
HIDDEN = np.float32(-1e4)
# More threads than this gain little on a reply of a few dozen pieces.
THREADS = 2
_alone = False


def work_alone() -> None:
    """Use one core in this process from now on, since others have work of their own: what `score --jobs` starts."""
    global _alone
    _alone = True


class Layers:
    """A transformer over weights by name, as `file.load` gives them, and the graph that says what is done with them.
    It takes its layers' weights out of the mapping.

    `threads`: how many cores one reading may use; the figures are the same with any number. Raises whatever the
    runtime raises when the graph is damaged.
    """

    def __init__(self, weights: MutableMapping[str, NDArray[Any]], graph: bytes, threads: int | None = None) -> None:
        self._words: NDArray[np.int8] = weights["words"]
        self._word_scale: Array = weights["words_scale"]
        self._places: Array = weights["places"]
        self._head = (weights["head"], weights["head_bias"])
        self._piece = (weights["piece"], weights["piece_bias"])
        self.width = int(self._words.shape[1])
        onnxruntime.disable_telemetry_events()  # on Windows it tells the system of each start
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or (1 if _alone else min(THREADS, os.cpu_count() or 1))
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False  # would keep what the longest reply took
        # Threads that wait by spinning stand still when anything else runs, and warm a laptop.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Unroll the 8 bits once, when loading, not at each reply.
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        names = [name for name in weights if _is_layers(name)]
        # Each is let go as the next is taken: together they would be in memory three times over.
        given = [onnxruntime.OrtValue.ortvalue_from_numpy(turned(name, weights.pop(name))) for name in names]
        options.add_external_initializers(names, given)
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def read(self, replies: Sequence[tuple[list[int], slice, Array]]) -> list[tuple[Array, Array]]:
        """For each reply (outputs for the whole of it (outputs,), a logit for each piece and label (n, labels)).

        A reply is (its framed pieces, at most as many as there are places; which of them are its own; what the head
        is told beside the text). Several of like length together take less time, since each weight is fetched once.
        """
        longest = max(len(ids) for ids, _, _ in replies)
        states = np.zeros((len(replies), longest, self.width), np.float32)
        hidden = np.full((len(replies), 1, 1, longest), HIDDEN)
        for row, (ids, _, _) in enumerate(replies):
            states[row, : len(ids)] = self.words(ids) + self._places[: len(ids)]
            hidden[row, ..., : len(ids)] = 0
        (read,) = self._session.run(None, {"states": states, "hidden": hidden})
        return [self._judged(x[: len(ids)], own, context) for x, (ids, own, context) in zip(read, replies, strict=True)]

    def _judged(self, x: Array, own: slice, context: Array) -> tuple[Array, Array]:
        pooled = np.concatenate([x.mean(0), x[0], x.max(0), context])
        return pooled @ self._head[0] + self._head[1], x[own] @ self._piece[0] + self._piece[1]

    def words(self, ids: list[int]) -> Array:
        """The vectors of pieces as the vocabulary has them, (n, width)."""
        found: Array = self._words[ids].astype(np.float32) * self._word_scale[ids, None]
        return found


def turned(name: str, array: NDArray[Any]) -> NDArray[Any]:
    """A weight as the graph takes it: the matrices, kept as (out, in), as (in, out)."""
    return np.ascontiguousarray(array.T) if name.endswith(MATRICES) else array


def _is_layers(name: str) -> bool:
    return name.startswith("norm_") or name.partition(".")[0].isdigit()
