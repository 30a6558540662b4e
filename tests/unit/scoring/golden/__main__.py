"""Scores that must stay the same to the byte: `python -m tests.unit.scoring.golden` writes them anew.

`LANG.jsonl` holds replies made up for this, `LANG.scores.jsonl` the whole score of each, one a line. They change
whenever the rubric does, in its file, its cues or what it has learned; then they are renewed and read through.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from scoring.contract import LANGUAGES, Earlier, Situation
from scoring.scorer import Scorer

HERE = Path(__file__).parent
COMMAND = "python -m tests.unit.scoring.golden"


def replies(lang: str) -> Iterator[tuple[str, Situation]]:
    """The replies of a language with their situations, in the order of the file."""
    for line in (HERE / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        reply, earlier = row.pop("reply"), tuple(row.pop("earlier", ()))
        yield reply, Situation(lang=lang, **row, earlier=Earlier(replies=earlier))


def scored(lang: str, scorer: Scorer) -> str:
    """The scores as they stand in the file."""
    rows = ({"reply": reply, "score": scorer.score(reply, given).as_dict()} for reply, given in replies(lang))
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def kept(lang: str) -> Path:
    """The file of a language's scores."""
    return HERE / f"{lang}.scores.jsonl"


def main() -> int:
    """Write all files anew; 2 when the scorer is not whole, because cues alone score otherwise."""
    scorer = Scorer.load()
    if scorer.layers != "full":
        print(f"Nothing was written: the meaning layer is missing ({scorer.why}).", file=sys.stderr)
        return 2
    for lang in LANGUAGES:
        # Bytes, so that Windows writes the same line ends.
        kept(lang).write_bytes(scored(lang, scorer).encode("utf-8"))
        print(f"{kept(lang)}: {sum(1 for _ in replies(lang))} scores")
    return 0


if __name__ == "__main__":
    sys.exit(main())
