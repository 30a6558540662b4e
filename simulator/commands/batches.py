"""`score --jsonl --jobs N`: lines scored in batches over several processes, written in the order they came."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.commands.failure import Failed
from simulator.commands.rows import score_rows
from simulator.i18n import _, current, use

if TYPE_CHECKING:
    from scoring.scorer import Scorer

BATCH = 32
# Batches waiting for each process: enough that none stands idle, few enough that a huge file is never held whole.
AHEAD = 4

_scorer: Scorer | None = None


def score_rows_in_processes(
    lines: Iterable[bytes], rubric: Path | None, meaning: bool, jobs: int
) -> Iterator[dict[str, Any] | str | None]:
    """What `score_rows` gives for each line, from `jobs` processes. Raises RubricError, Failed."""
    source = iter(lines)
    waiting: deque[Future[list[dict[str, Any] | str | None]]] = deque()
    # spawn: the parent may hold BLAS threads, which a fork would copy half dead
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (rubric, meaning, current())) as pool:
        try:
            while batch := list(islice(source, BATCH)):
                waiting.append(pool.submit(_score, batch))
                if len(waiting) >= jobs * AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise Failed(
                _("A scoring process was ended from outside: try fewer --jobs than {jobs}.").format(jobs=jobs)
            ) from error
        finally:
            for one in waiting:
                one.cancel()


def _start(rubric: Path | None, meaning: bool, lang: str) -> None:
    global _scorer
    use(lang)
    from scoring.own.forward import work_alone
    from scoring.scorer import Scorer

    work_alone()
    _scorer = Scorer.load(rubric, meaning=meaning)


def _score(batch: list[bytes]) -> list[dict[str, Any] | str | None]:
    assert _scorer is not None
    return list(score_rows(batch, _scorer, BATCH))
