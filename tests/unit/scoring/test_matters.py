"""Texts from which it is learned what belongs to a matter: enough of them, and mistakes told with their place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scoring.contract import LANGUAGES
from scoring.matters import Chat, Matter, read_matters
from scoring.rubric import DEFAULT, RubricError

GAMING = Path(__file__).parent / "gaming"


def write(folder: Path, *lines: str, name: str = "en-m1.jsonl") -> Path:
    (folder / "matters").mkdir(exist_ok=True)
    (folder / "matters" / name).write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_line_is_a_situation_with_replies_or_friendly_talk(tmp_path: Path) -> None:
    one = json.dumps({"client": "Late!", "about": "A ferry.", "replies": ["It sails at ten.", "Two more to come."]})
    matters, chats = read_matters(write(tmp_path, one, '{"chat": "We had soup on Sunday."}', name="uk-m2.jsonl"))
    assert [(m.writer, m.situation.lang, m.situation.client, m.replies) for m in matters] == [
        ("uk-m2", "uk", "Late!", ("It sails at ten.", "Two more to come."))
    ]
    assert chats == [Chat("uk-m2", "uk", "We had soup on Sunday.")]


def test_a_decoy_belongs_to_the_situation_that_it_was_made_for(tmp_path: Path) -> None:
    row = {
        "client": "Late!",
        "about": "A ferry.",
        "replies": ["It sails at ten."],
        "decoys": ["The bees sleep at ten."],
    }
    matters, _ = read_matters(write(tmp_path, json.dumps(row)))
    assert [(one.replies, one.decoys) for one in matters] == [(("It sails at ten.",), ("The bees sleep at ten.",))]


@pytest.mark.parametrize(
    ("lines", "name", "told"),
    [
        (['{"chat": "x"}', '{"client": "Late!"'], "en-m1.jsonl", r"en-m1\.jsonl:2"),
        (['{"client": "Late!", "about": "A ferry."}'], "en-m1.jsonl", r"en-m1\.jsonl:1: KeyError: 'replies'"),
        (['{"chat": "x"}'], "fr-m1.jsonl", r"fr-m1\.jsonl:1: .*no language fr"),
    ],
)
def test_a_broken_line_is_named_by_file_and_line(tmp_path: Path, lines: list[str], name: str, told: str) -> None:
    with pytest.raises(RubricError, match=told):
        read_matters(write(tmp_path, *lines, name=name))


def test_a_folder_without_any_has_none(tmp_path: Path) -> None:
    assert read_matters(tmp_path) == ([], [])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_are_many_writers_and_matters_in_every_language(lang: str) -> None:
    matters, chats = read_matters(DEFAULT)
    own: list[Matter] = [one for one in matters if one.situation.lang == lang]
    assert len({one.writer for one in own}) >= 4
    assert len({one.situation.about for one in own}) >= 500
    assert len([chat for chat in chats if chat.lang == lang]) >= 400


def test_none_of_them_is_a_reply_made_to_cheat() -> None:
    matters, chats = read_matters(DEFAULT)
    ours = {run for one in matters for text in (*one.replies, *one.decoys) for run in runs(text)}
    ours |= {run for chat in chats for run in runs(chat.text)}
    made = [
        json.loads(line) for path in sorted(GAMING.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    assert [row["reply"][:60] for row in made if not ours.isdisjoint(runs(row["reply"]))] == []


def runs(text: str, length: int = 5) -> set[str]:
    words = text.casefold().split()
    return {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}
