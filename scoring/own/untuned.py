"""Keeping the encoder as it was before it was tuned, for `scoring.deeper` (torch; only to learn, never to score)."""

from __future__ import annotations

from pathlib import Path

from scoring.bank import read_bank
from scoring.encoder import FILE, UNTUNED
from scoring.own.file import load, save_layers
from scoring.own.network import Network
from scoring.own.reader import framed
from scoring.own.source import read_source


def keep_untuned(model: Path) -> None:
    """Write the original's layers beside the tuned encoder in a `model` folder, over the same vocabulary. Raises
    ModuleNotFoundError when the package that carries it is missing."""
    source = read_source()
    vocabulary, *_ = load(model / FILE)
    places = {piece: number for number, piece in enumerate(source.pieces)}
    network = Network(source, [places[piece] for piece in vocabulary.pieces], source.layers)
    replies = [framed(vocabulary, example.reply)[0] for example in read_bank(model.parent)]
    save_layers(model / UNTUNED, network.arrays(), source.heads, replies)
