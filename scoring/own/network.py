"""The encoder as a torch network, for tuning. `graph` says the same for the runtime that scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from scoring.contract import LABELS, STANCES
from scoring.features import CONTEXT
from scoring.own.reader import LONGEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.own.source import Source

OUTPUTS = len(LABELS) + len(STANCES) + 2


class Layer(nn.Module):
    """One layer: attention, then two dense steps, each added to its input and normed."""

    def __init__(self, source: Source, number: int) -> None:
        super().__init__()
        width = source.width
        self.heads, self.scale = source.heads, (width // source.heads) ** -0.5
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)

        def got(name: str) -> torch.Tensor:
            return torch.from_numpy(source.arrays[f"l{number}.{name}"].copy())

        wide = got("fi.b").shape[0]
        self.wide, self.back = nn.Linear(width, wide), nn.Linear(wide, width)
        with torch.no_grad():
            self.qkv.weight.copy_(torch.cat([got(f"{part}.w").view(width, width) for part in "qkv"]))
            self.qkv.bias.copy_(torch.cat([got(f"{part}.b") for part in "qkv"]))
            for linear, name in ((self.out, "ao"), (self.wide, "fi"), (self.back, "fo")):
                linear.weight.copy_(got(f"{name}.w").view_as(linear.weight))
                linear.bias.copy_(got(f"{name}.b"))
            for norm, name in ((self.norm1, "aln"), (self.norm2, "oln")):
                norm.weight.copy_(got(f"{name}.w"))
                norm.bias.copy_(got(f"{name}.b"))

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """States (batch, pieces, width) one layer on."""
        rows, count, width = x.shape
        q, k, v = self.qkv(x).view(rows, count, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        # plain products: torch's fused attention takes three times as long on a CPU in bfloat16
        weights = (q @ k.transpose(2, 3) * self.scale).masked_fill(~mask, -1e4).softmax(3).to(v.dtype)
        seen = weights @ v
        x = self.norm1(x + self.out(seen.transpose(1, 2).reshape(rows, count, width)))
        wide = functional.gelu(self.wide(x), approximate="tanh")
        result: torch.Tensor = self.norm2(x + functional.dropout(self.back(wide), 0.1, self.training))
        return result


class Network(nn.Module):
    """The encoder's lowest layers with a head for the whole reply and one for each piece."""

    def __init__(self, source: Source, keep: list[int], layers: int) -> None:
        super().__init__()
        width = source.width

        def got(name: str) -> torch.Tensor:
            return torch.from_numpy(source.arrays[name].copy())

        self.words = nn.Embedding.from_pretrained(got("emb.word").view(-1, width)[keep].contiguous(), freeze=True)
        self.places = nn.Parameter(got("emb.pos").view(-1, width)[:LONGEST] + got("emb.type").view(-1, width)[:1])
        self.norm = nn.LayerNorm(width, 1e-12)
        with torch.no_grad():
            self.norm.weight.copy_(got("emb.ln.w"))
            self.norm.bias.copy_(got("emb.ln.b"))
        self.layers = nn.ModuleList(Layer(source, number) for number in range(layers))
        self.head = nn.Linear(3 * width + CONTEXT, OUTPUTS)
        self.piece = nn.Linear(width, len(LABELS))
        for linear, start in ((self.head, -2.0), (self.piece, -4.0)):
            nn.init.normal_(linear.weight, std=0.01)
            nn.init.constant_(linear.bias, start)
        with torch.no_grad():
            self.head.bias[len(LABELS) :] = 0

    def forward(
        self, ids: torch.Tensor, there: torch.Tensor, context: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """(reply outputs (batch, outputs), piece logits (batch, pieces, labels))."""
        x = functional.dropout(self.norm(self.words(ids) + self.places[: ids.shape[1]]), 0.1, self.training)
        mask = there[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        x = x.float()
        weight = there[..., None].float()
        mean = (x * weight).sum(1) / weight.sum(1)
        most = x.masked_fill(~there[..., None], -1e4).max(1).values
        pooled = torch.cat([mean, x[:, 0], most, context], 1)
        reply = self.head(functional.dropout(pooled, 0.2, self.training))
        return reply, self.piece(functional.dropout(x, 0.1, self.training))

    def resume(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Take the weights of a finished encoder, as `arrays` gave them."""

        def got(name: str) -> nn.Parameter:
            return nn.Parameter(torch.from_numpy(np.array(arrays[name], np.float32)))

        self.words = nn.Embedding.from_pretrained(torch.from_numpy(arrays["words"]), freeze=True)
        self.places = got("places")
        self.norm.weight, self.norm.bias = got("norm_gain"), got("norm_bias")
        with torch.no_grad():
            for linear, name in ((self.head, "head"), (self.piece, "piece")):
                linear.weight.copy_(got(name).T)
                linear.bias.copy_(got(f"{name}_bias"))
        for number, layer in enumerate(self.layers):
            for name, linear in (("qkv", layer.qkv), ("out", layer.out), ("wide", layer.wide), ("back", layer.back)):
                linear.weight, linear.bias = got(f"{number}.{name}"), got(f"{number}.{name}_bias")
            for name, norm in (("1", layer.norm1), ("2", layer.norm2)):
                norm.weight, norm.bias = got(f"{number}.gain{name}"), got(f"{number}.bias{name}")

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """The weights by the names that `graph` gives them."""

        def plain(tensor: torch.Tensor) -> NDArray[np.float32]:
            array: NDArray[np.float32] = tensor.detach().float().numpy()
            return array

        found = {
            "words": plain(self.words.weight),
            "places": plain(self.places),
            "norm_gain": plain(self.norm.weight),
            "norm_bias": plain(self.norm.bias),
            "head": plain(self.head.weight.T),
            "head_bias": plain(self.head.bias),
            "piece": plain(self.piece.weight.T),
            "piece_bias": plain(self.piece.bias),
        }
        for number, layer in enumerate(self.layers):
            for name, linear in (("qkv", layer.qkv), ("out", layer.out), ("wide", layer.wide), ("back", layer.back)):
                found[f"{number}.{name}"] = plain(linear.weight)
                found[f"{number}.{name}_bias"] = plain(linear.bias)
            for name, norm in (("1", layer.norm1), ("2", layer.norm2)):
                found[f"{number}.gain{name}"] = plain(norm.weight)
                found[f"{number}.bias{name}"] = plain(norm.bias)
        return found
