"""The example bank is well formed, has enough of every label, and holds none of the rows it is measured on."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scoring.bank import read_bank, read_examples
from scoring.bank_size import sizes
from scoring.contract import LANGUAGES
from scoring.cues import load_cues
from scoring.matters import read_matters
from scoring.rubric import DEFAULT, RubricError

MEASURED = Path(__file__).resolve().parents[4] / "shared" / "data"


def test_every_label_has_eighty_examples_and_near_misses_in_every_language() -> None:
    examples = read_bank(DEFAULT)
    assert len({e.key for e in examples}) == len(examples)
    for lang in LANGUAGES:
        of_language = [e for e in examples if e.situation.lang == lang]
        assert len({e.writer for e in of_language}) >= 2
        assert {label: both for label, both in sizes(of_language).items() if min(both) < 80} == {}


def test_marks_are_the_writers_own_words() -> None:
    for example in read_bank(DEFAULT):
        assert set(example.marks) == example.labels
        for start, end in example.marks.values():
            assert example.reply[start:end].strip()


def test_a_broken_row_is_named_by_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"s":"1","lang":"en"}\n{"r":"a","s":"1","reply":"hi","marks":{"thank":"thanks"}}\n')
    with pytest.raises(RubricError, match=r"x\.jsonl:2"):
        list(read_examples(path))


@pytest.mark.skipif(not MEASURED.exists(), reason="the measured rows are not beside this checkout")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_measured_row_is_in_bank_cues_or_scenarios(lang: str) -> None:
    rows = [json.loads(line) for line in (MEASURED / f"{lang}_dev.jsonl").read_text(encoding="utf-8").splitlines()]
    runs = {run for row in rows for run in word_runs(row["reply"])}
    library = Path(__file__).parents[3] / "scenarios" / lang
    ours = [(e.key, e.reply) for e in read_bank(DEFAULT) if e.situation.lang == lang]
    matters, chats = read_matters(DEFAULT)
    ours += [(one.writer, text) for one in matters for text in (one.situation.about, *one.replies, *one.decoys)]
    ours += [(chat.writer, chat.text) for chat in chats]
    ours += [(cue.key, text) for cue in load_cues(DEFAULT, lang).cues for text in (*cue.hit, *cue.miss)]
    ours += [(path.name, path.read_text(encoding="utf-8")) for path in library.glob("*.yaml")]
    # Only the place is told: who reads a failing test must not read the measured rows.
    assert sorted({place for place, text in ours if not runs.isdisjoint(word_runs(text))}) == []


def word_runs(text: str, length: int = 8) -> list[str]:
    """Every run of eight words: shorter ones are common speech."""
    words = re.findall(r"\w+", text.casefold())
    return [" ".join(words[i : i + length]) for i in range(len(words) - length + 1)]
