"""Emptying the outbox into a record store: in batches, again when it is busy, one by one when it refuses."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from simulator.reports.lrs import Answer
from simulator.store.outbox import Outbox, Waiting

BATCH = 50
BATCH_CHARACTERS = 400_000
TRIES = 5
LONGEST_WAIT_S = 60.0


class Takes(Protocol):
    """Anything that statements can be handed to (`simulator.reports.lrs.RecordStore`)."""

    def post(self, bodies: Sequence[str], ids: Sequence[str]) -> Answer:
        """Hand over statements, each as JSON, with their ids."""
        ...


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of it: how many were confirmed, how many are still in the outbox, and why these are."""

    sent: int
    waiting: int
    problem: str = ""


class Sender:
    """Sends what waits in `outbox` to `store`. `pause`: sleeps so many seconds."""

    def __init__(self, outbox: Outbox, store: Takes, pause: Callable[[float], None] = time.sleep) -> None:
        self._outbox = outbox
        self._store = store
        self._pause = pause
        self._sent = 0
        self._problem = ""

    def run(self) -> Sent:
        """Try everything once, busy answers up to five times with growing pauses; what is not confirmed stays."""
        self._sent, self._problem, after = 0, "", ""
        while batch := _bounded(self._outbox.waiting(BATCH, after)):
            after = batch[-1].id
            if not self._deliver(batch):
                break
        return Sent(self._sent, self._outbox.count(), self._problem)

    def _deliver(self, batch: Sequence[Waiting]) -> bool:
        """Whether it makes sense to go on with the next ones."""
        ids = [one.id for one in batch]
        answer = self._patiently(batch, ids)
        if answer.kind == "taken" or (answer.kind == "known" and len(batch) == 1):
            self._outbox.confirm(ids)
            self._sent += len(ids)
            return True
        if answer.kind in ("refused", "known") and len(batch) > 1:
            half = len(batch) // 2
            return self._deliver(batch[:half]) and self._deliver(batch[half:])
        self._outbox.fail(ids, answer.told)
        self._problem = answer.told
        return answer.kind == "refused"

    def _patiently(self, batch: Sequence[Waiting], ids: Sequence[str]) -> Answer:
        bodies = [one.text for one in batch]
        for tried in range(TRIES):
            answer = self._store.post(bodies, ids)
            if answer.kind != "busy" or tried == TRIES - 1:
                return answer
            wait = 2.0**tried if answer.wait is None else answer.wait
            if wait > LONGEST_WAIT_S:
                return answer
            self._pause(wait)
        raise AssertionError("the last try returns")


def _bounded(found: Sequence[Waiting]) -> list[Waiting]:
    """The first ones that together are no larger than a batch may be; at least one."""
    batch: list[Waiting] = []
    size = 0
    for one in found:
        size += len(one.text)
        if batch and size > BATCH_CHARACTERS:
            break
        batch.append(one)
    return batch
