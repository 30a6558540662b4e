"""`scoring.nearness` as a network that learns (torch; only to learn, never to score)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from scoring.nearness import AROUND, GATES, HIDDEN, KIND, LOUD, REPLY, SEEN, VIEW, VIEWS, WHOLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

DROPPED = 0.15
ABSENT = -1e4


class NearNet(nn.Module):
    """Replies against situations. A side is (pieces (texts, n, 2 width), which are there (texts, n)); a situation's
    pieces have a third, which of them are the client's."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.reply, self.around = nn.Linear(width, REPLY), nn.Linear(width, AROUND)
        self.side = nn.Parameter(torch.zeros(2, VIEWS * VIEW))
        self.found, self.weighed = nn.Linear(VIEWS + KIND, HIDDEN), nn.Linear(SEEN, HIDDEN)
        self.last = nn.Linear(HIDDEN, 1)
        with torch.no_grad():  # both sides begin with one view of things
            self.around.weight[: VIEWS * VIEW] = self.reply.weight[: VIEWS * VIEW]
            self.around.weight[VIEWS * VIEW + 1 :] = self.reply.weight[VIEWS * VIEW + GATES + KIND :]

    def forward(self, reply: tuple[Tensor, Tensor], around: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        """A logit for each reply and situation, (replies, situations)."""
        (x, there), (y, known, clients) = reply, around
        count, length, _ = x.shape
        others, among, _ = y.shape
        made = self.reply(functional.dropout(x, DROPPED, self.training))
        views, gates, kind, whole = made.split([VIEWS * VIEW, GATES, KIND, WHOLE], -1)
        seen = self.around(functional.dropout(y, DROPPED, self.training))
        sides = _views(seen[..., : VIEWS * VIEW] + torch.where(clients[..., None], self.side[0], self.side[1]))
        one = _views(views).permute(2, 0, 1, 3).reshape(VIEWS, count * length, VIEW)
        two = sides.permute(2, 3, 0, 1).reshape(VIEWS, VIEW, others * among)
        like = (one @ two).view(VIEWS, count, length, others, among) + torch.where(known, 0.0, ABSENT)
        best = like.max(-1).values.permute(1, 3, 2, 0)  # replies, situations, pieces, views
        found = functional.gelu(self.found(torch.cat([best, _each(kind, others)], -1)), approximate="tanh")
        shares = _each(gates.masked_fill(~there[..., None], ABSENT).softmax(1), others).transpose(2, 3)
        held = _each(there, others)[..., None]
        mean, most = (found * held).sum(2) / held.sum(2), found.masked_fill(~held, ABSENT).amax(2)
        wholes = functional.normalize((whole * there[..., None]).sum(1) / there.sum(1, keepdim=True), dim=-1)
        gate, rest = seen[..., VIEWS * VIEW], seen[..., VIEWS * VIEW + 1 :]
        alike = [wholes @ _pooled(rest, gate, part).T for part in (known, known & clients, known & ~clients)]
        length_of = _each(there.sum(1, keepdim=True).float().log(), others)
        told = [(shares @ found).flatten(2), mean, most, LOUD * (shares @ best).flatten(2)]
        told += [LOUD * torch.stack(alike, -1), length_of]
        last: Tensor = self.last(functional.gelu(self.weighed(torch.cat(told, -1)), approximate="tanh"))[..., 0]
        return last

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """The weights as `nearness.Nearness` takes them."""
        own = {name: value.detach().numpy().astype(np.float32) for name, value in self.named_parameters()}
        made = {name.removesuffix(".weight"): array.T for name, array in own.items() if name.endswith(".weight")}
        made |= {name.replace(".bias", "_bias"): array for name, array in own.items() if name.endswith(".bias")}
        made |= {"side": own["side"], "last": own["last.weight"][0], "last_bias": own["last.bias"]}
        return {name: np.ascontiguousarray(array) for name, array in made.items()}


def _views(made: Tensor) -> Tensor:
    return functional.normalize(made.view(*made.shape[:2], VIEWS, VIEW), dim=-1)


def _each(x: Tensor, others: int) -> Tensor:
    """The same for each situation."""
    return x[:, None].expand(-1, others, *x.shape[1:])


def _pooled(rest: Tensor, gate: Tensor, part: Tensor) -> Tensor:
    share = gate.masked_fill(~part, ABSENT).softmax(1)[..., None] * part.any(1)[:, None, None]
    return functional.normalize((rest * share).sum(1), dim=-1)
