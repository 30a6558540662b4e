"""Exports for other programs: spreadsheets, JSON Lines, Anki."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from desk import spare_key
from practice import HOLDS, RUDE, kept, play

from scoring.rubric import load_rubric
from simulator.cli import cli
from simulator.exchange import ExchangeError
from simulator.reports.apkg import Card, apkg
from simulator.reports.cards import card, mistakes
from simulator.reports.lines import conversation_record, read_lines
from simulator.reports.table import COLUMNS, harmless, write_table
from simulator.scenario.model import Step
from simulator.scenario.vouched import good
from simulator.store.database import Store
from simulator.wording import Wording


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "＝1+1", "  =1", '"=1"', "'=1", "\t=1", "\r=1",
        "fine;=1+1", "fine; =1", 'fine;"=1"', "fine\n=1", "fine\n\n  @x", "a|=cmd", "a\t=1",
    ],
)  # fmt: skip
def test_no_cell_begins_a_formula_wherever_a_spreadsheet_parts_it(text: str) -> None:
    told = harmless(text)
    for part in told.replace("\n", ";").replace("|", ";").split(";"):
        assert part.lstrip(' "')[:1] not in tuple("=+-@＝"), told


@pytest.mark.parametrize("text", ["The price is £340.", "a=b", "well-known", "mail me@home.org", "ціна; 340", "1+1"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_the_table_has_a_row_a_reply_and_reads_back(tmp_path: Path) -> None:
    one = kept(tmp_path, '=1+1, "quoted" rule?\nsecond line ї', "1", person="@Ann")
    stream = io.StringIO(newline="")
    assert write_table(stream, [one]) == 2
    heading, first, other, *rest = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert tuple(heading) == COLUMNS
    row = dict(zip(heading, first, strict=True))
    assert row["reply"] == '\'=1+1, "quoted" rule?\nsecond line ї'
    assert row["person"] == "'@Ann"
    assert (row["calm"], row["firm"], row["turn"]) == ("4.0", "3.0", "1")
    assert rest == []
    assert dict(zip(heading, other, strict=True))["choice"] == "waive"
    assert row["evidence"] == "ask: “?” / state_rule: “rule”"


def test_json_lines_come_back_as_they_went_out(tmp_path: Path) -> None:
    one = kept(tmp_path, HOLDS, "ї 👍\nsecond", person="Оля")
    file = tmp_path / "out.jsonl"
    file.write_text(json.dumps(conversation_record(replace(one, cohort="Весна"))) + "\n\n", encoding="utf-8")
    (back,) = read_lines(file)
    assert back.played == one.played
    assert [each.saved_at for each in back.turns] == [each.saved_at for each in one.turns]
    assert (back.person, back.cohort, back.practised) == ("Оля", "Весна", one.practised)
    assert "results.db" not in file.read_text()
    assert str(spare_key().path) not in file.read_text()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: line[:-20],
        lambda line: "[]",
        lambda line: line.replace('"calm": 4.0', '"calm": 40'),
        lambda line: line.replace('"number": 1', '"number": 2'),
        lambda line: line.replace("+00:00", "x"),
    ],
)
def test_a_spoiled_line_is_named_with_its_place(tmp_path: Path, spoil) -> None:
    line = json.dumps(conversation_record(kept(tmp_path, HOLDS)))
    file = tmp_path / "out.jsonl"
    assert spoil(line) != line
    file.write_text(line + "\n" + spoil(line) + "\n", encoding="utf-8")
    with pytest.raises(ExchangeError, match=r"out\.jsonl:2"):
        list(read_lines(file))


def test_a_card_shows_the_moment_and_behind_it_the_mistake(tmp_path: Path) -> None:
    one = kept(tmp_path, f"{RUDE} <b>&", title="<script>alert(1)</script>")
    (found,) = mistakes([one], lambda _: spare_key().scenario)
    made = card(found, Wording(load_rubric(), "en"))
    assert "<script>" not in made.front + made.back
    assert "&lt;script&gt;" in made.front
    assert "Only an idiot keeps keys. &lt;b&gt;&amp;" in made.back
    assert "in “idiot”" in made.back
    assert one.played[0].client[0].split("\n")[0][:20] in made.front
    assert "calmfirm::insult" in made.tags


def test_a_moment_that_was_mastered_later_makes_no_card(tmp_path: Path) -> None:
    bad, good = kept(tmp_path, RUDE), kept(tmp_path, HOLDS)
    assert good.played[0].step == bad.played[0].step
    assert len(mistakes([bad], lambda _: None)) == 1
    assert mistakes([bad, good], lambda _: None) == ()
    assert len(mistakes([good, bad], lambda _: None)) == 0  # the order in which they were played counts


def test_a_model_answer_is_vouched_for_on_both_axes() -> None:
    def step(*tests: dict) -> Step:
        way = [{"otherwise": "end"}]
        return Step.model_validate({"client": "Well?", "routes": way, "tests": list(tests)})

    fair = {"reply": "fair", "calm": "neutral or better", "firm": "partial or better"}
    best = {"reply": "best", "calm": "respectful or better", "firm": "holding or better", "shows": ["ask"]}
    soft = {"reply": "soft", "calm": "warm", "firm": "wavering or worse"}
    rude = {"reply": "rude", "calm": "respectful or better", "firm": "anchored", "shows": ["insult"]}
    filled = {"reply": "{{ fee }}", "calm": "warm", "firm": "anchored"}
    assert good(step(fair, best, soft, rude, filled)) == "best"
    assert good(step(soft, rude)) is None


def test_the_deck_is_a_collection_with_a_card_each(tmp_path: Path) -> None:
    deck = apkg(
        [Card("k1", "front ї", "back", "one", ("a", "b")), Card("k2", "f", "b", "two")], "calmfirm", 1_800_000_000
    )
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        assert json.loads(archive.read("media")) == {}
        archive.extract("collection.anki2", tmp_path)
    connection = sqlite3.connect(tmp_path / "collection.anki2")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        notes = connection.execute("SELECT flds, tags FROM notes ORDER BY id").fetchall()
        cards = connection.execute("SELECT nid, did, due FROM cards ORDER BY id").fetchall()
        models, decks, version = connection.execute("SELECT models, decks, ver FROM col").fetchone()
    finally:
        connection.close()
    assert notes[0] == ("one\x1ffront ї\x1fback", " a b ")
    assert version == 11
    assert len(cards) == 2
    assert all(str(deck_id) in json.loads(decks) for _, deck_id, _ in cards)
    (model,) = json.loads(models).values()
    assert len(model["flds"]) == notes[0][0].count("\x1f") + 1


def test_the_same_question_keeps_its_identity_in_a_later_deck(tmp_path: Path) -> None:
    def guid(made_at: int, back: str) -> str:
        with zipfile.ZipFile(io.BytesIO(apkg([Card("key", "f", back, "o")], "d", made_at))) as archive:
            archive.extract("collection.anki2", tmp_path)
        connection = sqlite3.connect(tmp_path / "collection.anki2")
        try:
            return connection.execute("SELECT guid FROM notes").fetchone()[0]
        finally:
            connection.close()

    assert guid(1_800_000_000, "old") == guid(1_800_000_500, "new")


def test_the_command_writes_every_kind_at_once(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "r.db")
    play(store, RUDE, HOLDS)
    store.close()
    files = {kind: tmp_path / f"out.{kind}" for kind in ("csv", "jsonl", "xapi", "anki")}
    given = [part for kind, file in files.items() for part in (f"--{kind}", str(file))]
    library = str(spare_key().path.parent.parent)
    done = CliRunner().invoke(cli, ["--library", library, "export", "--db", str(tmp_path / "r.db"), *given])
    assert done.exit_code == 0, done.output
    assert files["csv"].read_bytes().startswith(b"\xef\xbb\xbf")
    assert len(list(read_lines(files["jsonl"]))) == 1
    assert len(json.loads(files["xapi"].read_text())) == 3
    assert zipfile.is_zipfile(files["anki"])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "say what to write"),
        (["--csv", "x.csv", "--session", "99"], "There is no conversation 99"),
        (["--xapi", "x.json", "--mail", "no address"], "mail address"),
        (["--xapi", "x.json", "--iri", "javascript:x"], "https://"),
        (["--lrs", "ftp://x"], "xAPI endpoint"),
        (["--lrs", "http://lrs.example.org/xapi"], "unencrypted"),
        (["--lrs", "https://key:secret@lrs.example.org/xapi"], "CALMFIRM_LRS_KEY"),
        (["--csv", "no/such/folder/x.csv"], "folder"),
    ],
)
def test_bad_input_is_told_in_a_sentence(tmp_path: Path, monkeypatch, arguments: list[str], told: str) -> None:
    store = Store.open(tmp_path / "r.db")
    play(store, HOLDS)
    store.close()
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["export", "--db", str(tmp_path / "r.db"), *arguments])
    assert done.exit_code == 2
    assert told in done.output
    assert "secret" not in done.output.replace("CALMFIRM_LRS_SECRET", "")
