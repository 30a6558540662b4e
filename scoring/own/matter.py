"""Learning what belongs to a client's matter, and what is speech at all (torch; only to learn, never to score).

    python -m scoring.own.matter [RUBRIC_FOLDER] [--threads N]

Seventy minutes on two cores, after the encoder is tuned. Whatever an edge is set by was judged without the reply's
writer: the small network and the upper layers of `scoring.own.about` are learned three times, from either half of the
writers and from all. `sense.npz`, `matter.npz`, `about.npz` and `deeper.npz` are written.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from scoring import deeper, deeper_learn, sense, sense_learn, topic, topic_learn
from scoring.bank import read_bank
from scoring.contract import Situation
from scoring.encoder import FILE, Encoder
from scoring.matters import read_matters
from scoring.own.about import About
from scoring.own.near_learn import NOBODY, Material, learn
from scoring.own.reader import Near, Reader, Reading
from scoring.rubric import DEFAULT
from scoring.sense_learn import Figures, row_of, usual_of
from scoring.strung import Stringer
from scoring.text import Text
from scoring.topic import around_of, parts_of, pieces_of
from scoring.topic_learn import Row, elsewhere, enough, names_things, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch.nn import ModuleList

    Sums = NDArray[np.float64]

HALVES, SEED = 2, 2
TOGETHER = 2000


class _Known(NamedTuple):
    """What the second look is learned from, as `deeper_learn.learn` takes it."""

    rows: Sequence[Row]
    strangers: Sequence[Row]
    quick: Sums
    work: Sums


def main(folder: Path = DEFAULT, threads: int = 2) -> None:
    """Learn from a rubric's bank and matters and write the files."""
    torch.set_num_threads(threads)
    encoder = Reader(folder / "model" / FILE)
    matters, chats = read_matters(folder)
    said = [(one.reply, one.situation, one.writer, one.labels, True) for one in read_bank(folder)]
    # Their writers were asked to speak of the matter in every way, the odd ones too; edges are set by the bank's.
    said += [(text, one.situation, one.writer, topic.NAMING, False) for one in matters for text in one.replies]
    readings = encoder.read([(Text(text), situation) for text, situation, *_ in said])
    # Talk fits no situation; a decoy is made to fit one and does not.
    beside = [(chat.text, Situation(lang=chat.lang), chat.writer) for chat in chats]
    beside += [(text, one.situation, one.writer) for one in matters for text in one.decoys]
    talked = encoder.read([(Text(text), situation) for text, situation, _ in beside])
    rows = [
        Row(reading.text, situation, labels, writer, reading.near, counts)
        for reading, (_, situation, writer, labels, counts) in zip(readings, said, strict=True)
    ]
    talk = [
        Row(reading.text, situation, (), writer, reading.near, counts=False)
        for (_, situation, writer), reading in zip(beside, talked, strict=True)
    ]
    names = sorted({row.writer for row in rows})
    told, work, chatting = _sense(encoder, rows, readings, talk, talked, names)
    sense.save(told, folder / "model" / sense.FILE)
    del readings, talked
    quick, known = _topic(encoder, rows, talk, work, chatting, names)
    topic.save(quick, folder / "model" / topic.FILE)
    deep = _deeper(folder / "model", known, names)
    if deep is not None:
        deeper.save(deep, folder / "model" / deeper.FILE)


def _sense(
    encoder: Encoder,
    rows: Sequence[Row],
    readings: Sequence[Reading],
    talk: Sequence[Row],
    talked: Sequence[Reading],
    names: list[str],
) -> tuple[sense.Sense, Sums, Sums]:
    """The table, and how surely each reply and each piece of talk is speech at work; nothing is said of short replies.
    A decoy may be either, so that nothing is learned from it."""
    long = [number for number, row in enumerate(rows) if len(row.text.words) >= sense.LEAST]
    usual = usual_of(encoder, [(readings[i], rows[i].situation.lang) for i in long if rows[i].counts])

    def figured(some: Sequence[Row], figures: Sequence[NDArray[np.float32]]) -> Figures:
        return Figures(
            np.stack(figures),
            np.array([row.lang for row in some]),
            np.array([names.index(row.writer) for row in some]),
            np.array([row.counts and bool(row.labels) for row in some]),
        )

    speech = figured(
        [rows[i] for i in long], [row_of(encoder, readings[i], rows[i].situation.lang, usual) for i in long]
    )
    of, figures = [], []
    made = list(Stringer([(row.text.raw, row.situation) for row in rows]).made())
    for at in range(0, len(made), TOGETHER):  # what is read of them takes much room
        some = made[at : at + TOGETHER]
        for (place, _), one in zip(some, encoder.read([(Text(t), rows[i].situation) for i, t in some]), strict=True):
            of.append(rows[place])
            figures.append(row_of(encoder, one, rows[place].situation.lang, usual))
    is_chat = [not around_of(row.situation).strip() for row in talk]
    chats = [(row, one) for row, one, chat in zip(talk, talked, is_chat, strict=True) if chat]
    told = [row_of(encoder, one, row.situation.lang, usual) for row, one in chats]
    learned = sense_learn.learn(speech, figured(of, figures), figured([row for row, _ in chats], told), usual)
    work = np.zeros(len(rows))
    work[long] = learned.speech
    judged = iter(learned.chats.tolist())  # chats without their writer; a decoy taught nothing
    chatting = np.array([next(judged) if chat else learned.sense.of(encoder, one, row.situation.lang)[1]
                         for row, one, chat in zip(talk, talked, is_chat, strict=True)])  # fmt: skip
    return learned.sense, work, chatting


def _topic(
    encoder: Encoder, said: Sequence[Row], talk: Sequence[Row], work: Sums, chatting: Sums, names: list[str]
) -> tuple[topic.Topic, _Known]:
    words = words_of(encoder, [(row.text, row.situation.lang) for row in said if row.counts])
    kept = [number for number, row in enumerate(said) if names_things(row)]
    rows = [said[number] for number in kept]
    half = np.array([names.index(row.writer) % HALVES for row in (*rows, *talk)])
    groups = np.array([row.lang for row in (*rows, *talk)]) * HALVES + half
    count = len(rows)
    others = _of_the_same_kind(rows, groups[:count])
    # A chat is laid beside anybody's situation, a decoy beside its own.
    chance = np.random.default_rng(SEED)
    home = {around_of(row.situation): number for number, row in enumerate(rows)}
    chosen = [home.get(around_of(row.situation), int(chance.choice(np.flatnonzero(groups[:count] == group))))
              for row, group in zip(talk, groups[count:].tolist(), strict=True)]  # fmt: skip
    placed = [replace(row, situation=rows[place].situation, counts=False)
              for row, place in zip((*rows, *talk), (*others.tolist(), *chosen), strict=True)]  # fmt: skip
    material = _material(encoder, rows, talk)
    each = _each(material, half, (*others.tolist(), *chosen))
    told = [number for number in range(count, len(placed)) if len(placed[number].own) >= topic.LEAST]
    strangers = [*range(count), *told]
    sums = np.stack([np.concatenate([each[0], each[1][strangers]]),
                     np.concatenate([work[kept], np.concatenate([work[kept], chatting])[strangers]])])  # fmt: skip
    nearness = learn(material, range(count), range(len(talk)))
    laid = [placed[number] for number in strangers]
    quick, quickly = topic_learn.learn(encoder, words, rows, laid, sums, nearness)
    return quick, _Known(rows, laid, quickly, sums[1])


def _deeper(model: Path, known: _Known, names: list[str]) -> deeper.Deeper | None:
    """The second look's table, and its layers beside the encoder."""
    if not enough(known.rows):
        return None
    both, count = [*known.rows, *known.strangers], len(known.rows)
    about = About(model, both)
    half = np.array([names.index(row.writer) % HALVES for row in both])
    made = np.arange(len(both)) >= 2 * count  # talk, in the situations it is laid beside

    def learned(seen: NDArray[np.bool_]) -> ModuleList:
        replies = [known.rows[number] for number in np.flatnonzero(seen[:count]).tolist()]
        return about.learn(replies, [both[number] for number in np.flatnonzero(seen & made).tolist()])

    unseen = [deeper_learn.Unseen(half == one, about.deep(learned(half != one))) for one in range(HALVES)]
    about.keep(learned(np.ones(len(both), np.bool_)))
    deep = Reader(model / FILE).deep
    return deeper_learn.learn(deep, unseen, *known) if deep else None


def _of_the_same_kind(rows: Sequence[Row], groups: NDArray[np.int_]) -> NDArray[np.int_]:
    """For each reply another of its group, its situation of the same kind if another writer has one, by number."""
    writers, kinds = [row.writer for row in rows], sorted({row.kind for row in rows})
    fine = elsewhere(groups * len(kinds) + np.array([kinds.index(row.kind) for row in rows]), writers)
    return np.where(fine == np.arange(len(rows)), elsewhere(groups, writers), fine)


def _material(encoder: Encoder, rows: Sequence[Row], talk: Sequence[Row]) -> Material:
    places = {key: number for number, key in enumerate(dict.fromkeys(around_of(row.situation) for row in rows))}
    by_place = {places[around_of(row.situation)]: row.situation for row in rows}
    situations = [by_place[number] for number in range(len(places))]

    def pieces(near: Near) -> NDArray[np.float16]:
        return pieces_of(encoder, near).astype(np.float16)

    return Material(
        replies=[pieces(row.near) for row in rows],
        own=[places[around_of(row.situation)] for row in rows],
        situations=[(pieces(encoder.near(one)), pieces(encoder.near(two))) for one, two in map(parts_of, situations)],
        langs=[situation.lang for situation in situations],
        kinds=[(situation.our_fault, situation.breach) for situation in situations],
        chats=[pieces(row.near) for row in talk],
        made_for=[places.get(around_of(row.situation), NOBODY) for row in talk],
        chat_langs=[row.situation.lang for row in talk],
    )


def _each(material: Material, half: NDArray[np.int_], others: Sequence[int]) -> tuple[Sums, Sums]:
    """What a network that had not seen the writer says of each reply in its own situation, and of each reply and chat
    in that of another reply, by number."""
    count = len(material.replies)
    own, strange = np.zeros(count), np.zeros(len(others))
    for number in range(HALVES):
        learns = half != number
        net = learn(material, np.flatnonzero(learns[:count]).tolist(), np.flatnonzero(learns[count:]).tolist())
        around = [net.around(*(part.astype(np.float32) for part in both)) for both in material.situations]
        for row in np.flatnonzero(half == number).tolist():
            pieces = (material.replies[row] if row < count else material.chats[row - count]).astype(np.float32)
            strange[row] = net(pieces, around[material.own[others[row]]])
            if row < count:
                own[row] = net(pieces, around[material.own[row]])
    return own, strange


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    arguments.add_argument("--threads", type=int, default=2)
    given = arguments.parse_args()
    main(given.folder, given.threads)
