"""`check` of the whole shipped library, with the tests in the files, against what cannot be done without: loading the
YAML and scoring the same replies in one batch.

Each way runs in a process of its own, warm, with nothing remembered of the replies; the least of the rounds is quoted.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from scoring.contract import Score, Situation
from tests.bench.steps import compare

LIBRARY = Path(__file__).resolve().parents[2] / "scenarios"
ROUNDS = 3


class _Recording:
    """A scorer that keeps what it was asked."""

    def __init__(self, scorer: Any) -> None:
        self.scorer = scorer
        self.asked: list[tuple[str, Situation]] = []

    def score(self, reply: str, situation: Situation) -> Score:
        self.asked.append((reply, situation))
        return self.scorer.score(reply, situation)


def _files() -> list[Path]:
    return sorted(LIBRARY.glob("??/*.yaml"))


def _forget(scorer: Any) -> None:
    encoder = getattr(scorer, "_encoder", None)
    if encoder is not None:
        encoder._read.cache_clear()


def _record(place: Path) -> None:
    from scoring.scorer import Scorer
    from simulator.scenario.check import check

    recording = _Recording(Scorer.load())
    for path in _files():
        check(path, recording)
    place.write_bytes(pickle.dumps(recording.asked))


def _measure(way: str, place: Path) -> float:
    """Seconds of processor time, which other programs disturb least: the least of the rounds after a warm one."""
    import yaml

    from scoring.scorer import Scorer
    from simulator.scenario.check import check

    scorer = Scorer.load()
    asked = pickle.loads(place.read_bytes())

    def least() -> None:
        for path in _files():
            yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        scorer.score_many(asked)

    def checked() -> None:
        for path in _files():
            check(path, scorer)

    times = []
    for _ in range(ROUNDS + 1):
        _forget(scorer)
        begin = time.process_time()
        (checked if way == "check" else least)()
        times.append(time.process_time() - begin)
    return min(times[1:])


def library() -> None:
    """Print both times and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "asked"
        _run("record", place)
        times = {way: float(_run(way, place)) for way in ("least", "check")}
        replies = len(pickle.loads(place.read_bytes()))
    ratio = times["check"] / times["least"]
    print(f"  PyYAML and scoring   {times['least']:6.2f} s   {len(_files())} files, {replies} replies")
    print(f"  check with tests     {times['check']:6.2f} s   ratio {ratio:.2f} (target 1.5 at most)")


def many_steps() -> None:
    """Load and check 10,000 steps against raw PyYAML."""
    found = compare()
    print(f"  PyYAML CSafeLoader   {found['yaml_s']:6.2f} s   peak {found['yaml_mb']:4.0f} MB")
    print(f"  load + check         {found['check_s']:6.2f} s   peak {found['check_mb']:4.0f} MB")
    print(f"  ratio                {found['ratio']:6.2f}     (target 2 at most)")


def _run(way: str, place: Path) -> str:
    command = [sys.executable, "-m", "tests.bench.checking", way, str(place)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    if sys.argv[1] == "record":
        _record(Path(sys.argv[2]))
    else:
        print(_measure(sys.argv[1], Path(sys.argv[2])))
