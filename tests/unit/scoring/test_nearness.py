"""The small network that looks for each piece's like: what it sums up does not hang on order or filling."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.nearness import OF_FACTS, OF_REPLY, SHAPES, Nearness

WIDTH = 12
Array = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


@pytest.fixture(scope="module")
def net() -> Nearness:
    rng = np.random.default_rng(3)
    shapes = {name: tuple(WIDTH if size < 0 else size for size in shape) for name, shape in SHAPES.items()}
    return Nearness({name: rng.normal(0, 0.3, shape).astype(np.float32) for name, shape in shapes.items()})


def pieces(count: int, seed: int) -> Array:
    return np.random.default_rng(seed).normal(0, 1, (count, WIDTH)).astype(np.float32)


def test_the_order_of_pieces_changes_nothing(net: Nearness) -> None:
    reply, client, facts = pieces(9, 1), pieces(4, 2), pieces(7, 3)
    one = net(reply, net.around(client, facts))
    assert net(reply[::-1], net.around(client[::-1], facts[::-1])) == pytest.approx(one, abs=1e-4)
    assert net(reply, net.around(facts, client)) != pytest.approx(one, abs=1e-4)  # who said it counts


def test_only_the_beginning_of_a_long_text_is_looked_at(net: Nearness) -> None:
    reply, facts = pieces(OF_REPLY + 9, 1), pieces(OF_FACTS + 9, 3)
    around = net.around(pieces(4, 2), facts)
    assert net(reply, around) == net(reply[:OF_REPLY], net.around(pieces(4, 2), facts[:OF_FACTS]))


def test_a_situation_of_facts_alone_has_no_word_of_a_client(net: Nearness) -> None:
    around = net.around(pieces(0, 2), pieces(5, 3))
    assert not around.wholes[1].any()
    assert np.isfinite(net(pieces(3, 1), around))


def test_it_says_what_the_network_that_learned_says() -> None:
    torch = pytest.importorskip("torch")
    from scoring.own.near_net import NearNet

    torch.manual_seed(1)
    learned = NearNet(WIDTH).eval()
    net = Nearness(learned.arrays())
    assert {*net.weights} == {*SHAPES}
    replies, around = torch.from_numpy(np.stack([pieces(9, 1), pieces(9, 4)])), torch.from_numpy(pieces(20, 5)[None])
    there, known = torch.ones(2, 9, dtype=torch.bool), torch.ones(1, 20, dtype=torch.bool)
    there[1, 6:] = False
    clients = torch.arange(20)[None] < 8
    said = learned((replies, there), (around, known, clients)).detach().numpy()[:, 0]
    one = net.around(pieces(20, 5)[:8], pieces(20, 5)[8:])
    assert [net(pieces(9, 1), one), net(pieces(9, 4)[:6], one)] == pytest.approx(said.tolist(), abs=1e-4)
