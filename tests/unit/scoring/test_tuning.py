"""Learning the encoder; runs where the `tune` group is installed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

torch: Any = pytest.importorskip("torch")

from scoring.bank import read_bank  # noqa: E402
from scoring.own.later import BESIDE, parts  # noqa: E402
from scoring.own.slim import slim  # noqa: E402
from scoring.rubric import DEFAULT  # noqa: E402


def test_units_that_say_most_stay_in_their_order_and_the_optimiser_goes_on() -> None:
    torch.manual_seed(1)
    layer = SimpleNamespace(wide=torch.nn.Linear(2, 4), back=torch.nn.Linear(4, 2))
    with torch.no_grad():
        layer.wide.weight.copy_(torch.tensor([[1.0, 0], [9.0, 0], [0.1, 0], [8.0, 0]]))
        layer.wide.bias.zero_()
        layer.back.weight.fill_(1.0)

    class Tiny(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.layers = [layer]
            self.inner = torch.nn.ModuleList([layer.wide, layer.back])

        def forward(self, ids: Any, there: Any, context: Any) -> Any:
            return layer.back(torch.relu(layer.wide(ids)))

    network = Tiny()
    optimiser = torch.optim.AdamW(network.parameters(), lr=0.01)
    sample = {"ids": torch.tensor([[[1.0, 1.0]]]), "there": None, "context": None}
    network(**sample).sum().backward()
    optimiser.step()
    optimiser.zero_grad()
    slim(network, 2, [sample], optimiser)
    assert layer.wide.weight[:, 0].round().tolist() == [9.0, 8.0]
    assert layer.back.weight.shape == (2, 2)
    before = layer.wide.weight.detach().clone()
    network(**sample).sum().backward()
    optimiser.step()
    assert not torch.equal(before, layer.wide.weight)


def test_later_writers_are_learned_beside_twice_as_many_earlier_replies() -> None:
    examples = read_bank(DEFAULT)
    writers = sorted({one.writer for one in examples})
    later, beside = parts(examples, writers[1:])
    assert {examples[number].writer for number in later} == {writers[0]}
    assert len(beside) == BESIDE * len(later)
    assert not {*later} & {*beside}
    assert parts(examples, writers) == ([], [])
