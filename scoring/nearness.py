"""Whether the words of a reply, one by one and among the others, find their like in the situation: a small network
over the encoder's first layers.

Each piece of the reply looks, in four views, for the piece of the situation that is most like it (late interaction,
Khattab and Zaharia 2020, «ColBERT»); how well it succeeds is weighed by what kind of piece it is. Beside that the
reply as a whole is held against the client's words and against the facts. `scoring.own.matter` learns it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

VIEWS, VIEW, GATES, KIND, WHOLE, HIDDEN = 4, 32, 2, 16, 96, 48
# Columns of what is made of a reply's pieces: views, gates, kind, whole; of a situation's: views, gate, whole.
REPLY, AROUND = VIEWS * VIEW + GATES + KIND + WHOLE, VIEWS * VIEW + 1 + WHOLE
SEEN = 4 * HIDDEN + GATES * VIEWS + 4
SHAPES = {
    "reply": (-1, REPLY), "reply_bias": (REPLY,), "around": (-1, AROUND), "around_bias": (AROUND,),
    "side": (2, VIEWS * VIEW), "found": (VIEWS + KIND, HIDDEN), "found_bias": (HIDDEN,), "weighed": (SEEN, HIDDEN),
    "weighed_bias": (HIDDEN,), "last": (HIDDEN,), "last_bias": (1,),
}  # fmt: skip
# So many pieces of a reply, of the client's words and of the facts are looked at.
OF_REPLY, OF_CLIENT, OF_FACTS = 96, 48, 96
LOUD = 5.0  # likenesses beside sums of many figures


@dataclass(frozen=True)
class Around:
    """A situation as it is looked into: `views` (views, n, view), each piece at length 1; `wholes` (3, whole) all of
    it, the client's words, the facts."""

    views: Array
    wholes: Array


@dataclass(frozen=True)
class Nearness:
    """`weights`: arrays by name, of `SHAPES`."""

    weights: Mapping[str, Array]

    def around(self, client: Array, facts: Array) -> Around:
        """A situation, from the pieces of its two parts, (n, 2 width) each."""
        client, facts = client[:OF_CLIENT], facts[:OF_FACTS]
        weights, count = self.weights, len(client)
        made = np.concatenate([client, facts]) @ weights["around"] + weights["around_bias"]
        views = made[:, : VIEWS * VIEW] + np.repeat(weights["side"], [count, len(facts)], axis=0)
        gate, whole = made[:, VIEWS * VIEW], made[:, VIEWS * VIEW + 1 :]
        parts = (slice(None), slice(0, count), slice(count, None))
        return Around(_views(views), np.stack([_unit(_share(gate[part]) @ whole[part]) for part in parts]))

    def __call__(self, reply: Array, around: Around) -> float:
        """How surely a reply, (n, 2 width), speaks of the situation: a logit, about -15 to 10."""
        weights = self.weights
        made = reply[:OF_REPLY] @ weights["reply"] + weights["reply_bias"]
        views, gates, kind, whole = np.split(made, np.cumsum([VIEWS * VIEW, GATES, KIND]), axis=1)
        best = (_views(views) @ around.views.swapaxes(1, 2)).max(2).T
        found = bent(np.concatenate([best, kind], 1) @ weights["found"] + weights["found_bias"])
        shares = np.stack([_share(gate) for gate in gates.T])
        seen = np.concatenate([(shares @ found).ravel(), found.mean(0), found.max(0), LOUD * (shares @ best).ravel(),
                               LOUD * (around.wholes @ _unit(whole.mean(0))), [np.log(len(made))]])  # fmt: skip
        last = bent(seen.astype(np.float32) @ weights["weighed"] + weights["weighed_bias"])
        return float(last @ weights["last"] + weights["last_bias"][0])


def _views(made: Array) -> Array:
    return _unit(made.reshape(len(made), VIEWS, VIEW).swapaxes(0, 1))


def _unit(rows: Array) -> Array:
    found: Array = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-12)
    return found


def _share(gate: Array) -> Array:
    """Shares that sum to one; none of nothing."""
    if not len(gate):
        return gate
    loud = np.exp(gate - gate.max())
    found: Array = loud / loud.sum()
    return found


def bent(x: Array) -> Array:
    """The gaussian error linear unit in its usual closed form."""
    found: Array = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))
    return found
