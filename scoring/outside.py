"""How well an axis tells two kinds of text apart, in labelled texts from elsewhere that nothing was learned from.

    python -m scoring.outside TEXTS.jsonl calm|firm

A line is a text: {"lang": "en", "text": "…", "label": 1}, label 1 for the kind that should score higher (polite,
neutral, firm) and 0 for the other. Texts are scored bare, with their language alone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scoring.contract import LANGUAGES, Situation
from scoring.scorer import Scorer

if TYPE_CHECKING:
    from numpy.typing import NDArray

AXES = ("calm", "firm")
DRAWS = 1000


def auc(high: Sequence[float], low: Sequence[float]) -> float:
    """How often a text of the higher kind has the higher value (0.0-1.0); half for equal ones, 0.5 is chance."""
    one, two = np.asarray(high, np.float64)[:, None], np.asarray(low, np.float64)[None]
    return float(((one > two) + 0.5 * (one == two)).mean())


def interval(high: Sequence[float], low: Sequence[float]) -> tuple[float, float]:
    """Where 95 in 100 draws with replacement lie, always the same draws."""
    draw = np.random.default_rng(0)
    one, two = np.asarray(high), np.asarray(low)

    def again(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return draw.choice(values, len(values))

    found = [auc(again(one).tolist(), again(two).tolist()) for _ in range(DRAWS)]
    return float(np.quantile(found, 0.025)), float(np.quantile(found, 0.975))


def read(path: Path) -> list[tuple[str, str, bool]]:
    """(text, language, whether it is of the higher kind) a line. Raises ValueError with file and line."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            if not isinstance(row["text"], str) or row["lang"] not in LANGUAGES or row["label"] not in (0, 1):
                raise ValueError
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f'{path}:{number}: a line is {{"lang": "en|ru|uk", "text": "…", "label": 0|1}}') from error
        rows.append((row["text"], row["lang"], bool(row["label"])))
    if len({high for *_, high in rows}) < 2:
        raise ValueError(f"{path}: needs texts of both kinds, with label 0 and with label 1")
    return rows


def main(path: Path, axis: str) -> str:
    """The figure in a line. Raises ValueError, OSError."""
    rows = read(path)
    scores = Scorer.load().score_many([(text, Situation(lang=lang)) for text, lang, _ in rows])
    values = [float(getattr(score, axis)) for score in scores]
    high = [value for value, row in zip(values, rows, strict=True) if row[2]]
    low = [value for value, row in zip(values, rows, strict=True) if not row[2]]
    least, most = interval(high, low)
    return f"{path.stem}: {len(high)} against {len(low)}, AUC of {axis} {auc(high, low):.3f} ({least:.3f}-{most:.3f})"


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[2] not in AXES:
        sys.exit("usage: python -m scoring.outside TEXTS.jsonl calm|firm")
    try:
        print(main(Path(sys.argv[1]), sys.argv[2]))
    except (ValueError, OSError) as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
