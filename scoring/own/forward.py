"""An encoder's layers, run by ONNX Runtime: pieces in, what is said of the text and of each piece out."""

from __future__ import annotations

import os
from collections.abc import MutableMapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import onnxruntime

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

HIDDEN = np.float32(-1e4)
# Layers of the first graph; what a text is about is best told by these.
FIRST = 4
# More threads than this gain little on a reply of a few dozen pieces.
THREADS = 2
_alone = False


def work_alone() -> None:
    """Use one core in this process from now on, since others have work of their own: what `score --jobs` starts."""
    global _alone
    _alone = True


class Judged(NamedTuple):
    """What is said of a text: `reply` (outputs,) of the whole of it, `pieces` (n, labels) a logit for each of its own
    pieces and label; `near` (n, width) its own pieces after the first layers, in half the bits; `whole` (3 width,)
    mean, first and largest of all pieces after the last."""

    reply: Array
    pieces: Array
    near: NDArray[np.float16]
    whole: Array


class Layers:
    """A transformer over weights by name, as `file.load` gives them, and the two graphs that say what is done with
    them. It takes its layers' matrices out of the mapping.

    `threads`: how many cores one reading may use; the figures are the same with any number. Raises whatever the
    runtime raises when a graph is damaged.
    """

    def __init__(
        self, weights: MutableMapping[str, NDArray[Any]], graphs: tuple[bytes, bytes], threads: int | None = None
    ) -> None:
        self._words: NDArray[np.int8] = weights["words"]
        self._word_scale: Array = weights["words_scale"]
        self._places: Array = weights["places"]
        self.width = int(self._words.shape[1])
        threads = threads or (1 if _alone else min(THREADS, os.cpu_count() or 1))
        given: tuple[dict[str, NDArray[Any]], dict[str, NDArray[Any]]] = ({}, {})
        for name in [name for name in weights if f"{name}_times" in weights]:
            given[int(name.partition(".")[0]) >= FIRST][name] = weights.pop(name)
        self._first, self._second = (_session(*one, threads) for one in zip(graphs, given, strict=True))

    def near(self, ids: list[int], own: slice) -> NDArray[np.float16]:
        """A text's own pieces after the first layers alone, (n, width)."""
        near, _ = self._near([ids])
        return near[0, own].astype(np.float16)

    def last(self, ids: list[int], own: slice) -> Array:
        """A text's own pieces after all layers, (n, width)."""
        near, hidden = self._near([ids])
        found: Array = self._rest(near, hidden)[0, own]
        return found

    def _rest(self, near: Array, hidden: Array) -> Array:
        (read,) = self._second.run(None, {"near": near, "hidden": hidden})
        found: Array = read
        return found

    def _near(self, texts: Sequence[list[int]]) -> tuple[Array, Array]:
        longest = max(len(ids) for ids in texts)
        states = np.zeros((len(texts), longest, self.width), np.float32)
        hidden = np.full((len(texts), 1, 1, longest), HIDDEN)
        for row, ids in enumerate(texts):
            states[row, : len(ids)] = self.words(ids) + self._places[: len(ids)]
            hidden[row, ..., : len(ids)] = 0
        (near,) = self._first.run(None, {"states": states, "hidden": hidden})
        return near, hidden

    def words(self, ids: Sequence[int] | NDArray[np.int32]) -> Array:
        """The vectors of pieces as the vocabulary has them, (n, width)."""
        found: Array = self._words[ids].astype(np.float32) * self._word_scale[ids, None]
        return found


class Judging(Layers):
    """Layers with a head for the whole text and one for each piece, as tuning leaves them."""

    def __init__(
        self, weights: MutableMapping[str, NDArray[Any]], graphs: tuple[bytes, bytes], threads: int | None = None
    ) -> None:
        super().__init__(weights, graphs, threads)
        self._head = (weights["head"], weights["head_bias"])
        self._piece = (weights["piece"], weights["piece_bias"])

    def read(self, texts: Sequence[tuple[list[int], slice, Array]]) -> list[Judged]:
        """What is said of each text.

        A text is (its framed pieces, at most as many as there are places; which of them are its own; what the head
        is told beside the text). Several of like length together take less time, since each weight is fetched once.
        """
        near, hidden = self._near([ids for ids, _, _ in texts])
        read = self._rest(near, hidden)
        return [self._judged(x[: len(text[0])], y, *text[1:]) for x, y, text in zip(read, near, texts, strict=True)]

    def _judged(self, x: Array, near: Array, own: slice, context: Array) -> Judged:
        whole = np.concatenate([x.mean(0), x[0], x.max(0)])
        pieces = x[own] @ self._piece[0] + self._piece[1]
        reply = np.concatenate([whole, context]) @ self._head[0] + self._head[1]
        return Judged(reply, pieces, near[own].astype(np.float16), whole)


def _session(graph: bytes, matrices: dict[str, NDArray[Any]], threads: int) -> onnxruntime.InferenceSession:
    onnxruntime.disable_telemetry_events()  # on Windows it tells the system of each start
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # would keep what the longest reply took
    # Threads that wait by spinning stand still when anything else runs, and warm a laptop.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    given = [onnxruntime.OrtValue.ortvalue_from_numpy(matrix) for matrix in matrices.values()]
    options.add_external_initializers([*matrices], given)
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
