from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result
from desk import FakeScorer
from hypothesis import given
from hypothesis import strategies as st

from scoring.contract import Situation
from scoring.scorer import Scorer
from simulator.cli import cli
from simulator.commands.rows import RowProblem, read_row, score_rows


@pytest.fixture
def scorer(monkeypatch) -> FakeScorer:
    fake = FakeScorer()
    monkeypatch.setattr(Scorer, "load", classmethod(lambda cls, rubric=None, meaning=True: fake))
    return fake


def run(*arguments: str, typed: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["score", *arguments], input=typed)


def test_a_row_becomes_a_situation() -> None:
    line = json.dumps(
        {
            "id": "r1", "lang": "uk", "situation": "Салон", "our_fault": None, "breach": "repeat",
            "client": "Ну?", "reply": "Добрий день", "note": {"ignored": 1},
        }
    )  # fmt: skip
    expected = Situation(lang="uk", client="Ну?", about="Салон", our_fault="unclear", breach="repeat")
    assert read_row(line.encode()) == ("r1", "Добрий день", expected)
    assert read_row(b'{"reply": "x"}') == (None, "x", Situation())
    assert [read_row(f'{{"reply":"","our_fault":{value}}}'.encode())[2].our_fault for value in ("true", "false")] == [
        "yes",
        "no",
    ]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[1]", "not an object"),
        (b'"x"', "not an object"),
        (b"{}", "reply is missing"),
        (b'{"reply": 1}', "reply must be a text"),
        (b'{"reply": null}', "reply must be a text"),
        (b'{"reply": "\\ud800"}', "lone surrogate"),
        (b'{"reply": "x", "id": "\\udfff"}', "lone surrogate"),
        (b'{"reply": "x", "id": [1]}', "id must be"),
        (b'{"reply": "x", "lang": "de"}', "lang must be one of en, ru, uk"),
        (b'{"reply": "x", "lang": ["en"]}', "lang must be"),
        (b'{"reply": "x", "breach": true}', "breach must be"),
        (b'{"reply": "x", "our_fault": 1}', "our_fault must be"),
        (b'{"reply": "x", "our_fault": []}', "our_fault must be"),
        (b'{"reply": "x", "client": 5}', "client must be a text"),
        (b'{"reply": "\xff"}', "not UTF-8"),
        (b'{"reply": "x", "id": ' + b"9" * 5_000 + b"}", "not JSON"),
        (b"[" * 200_000, "nested too deeply"),
        (json.dumps({"reply": "x" * 20_001}).encode(), "the limit is 20,000"),
    ],
)
def test_a_bad_row_is_named(line: bytes, part: str) -> None:
    with pytest.raises(RowProblem, match=part):
        read_row(line)


FIELDS = ("id", "lang", "situation", "our_fault", "breach", "client", "reply")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["uk", "first", "no"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_any_json_is_a_row_or_a_named_problem(row: dict[str, object]) -> None:
    try:
        name, reply, situation = read_row(json.dumps(row).encode())
    except RowProblem:
        return
    assert (name, reply) == (row.get("id"), row["reply"])
    assert situation.our_fault in ("yes", "no", "unclear")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_row_or_a_named_problem(line: bytes) -> None:
    (result,) = score_rows([line], FakeScorer())
    assert result is None or isinstance(result, str | dict)


def test_rows_stream_one_by_one_in_order() -> None:
    given: list[int] = []

    def lines():
        for number in range(3):
            given.append(number)
            yield json.dumps({"id": number, "reply": "The rule?"}).encode()

    rows = score_rows(lines(), FakeScorer())
    first = next(rows)
    assert given == [0]
    assert first == {
        "id": 0, "moves": ["ask", "state_rule"], "faults": [], "calm": 4.0, "firm": 3.0, "stance": "neutral",
        "evidence": [
            {"label": "ask", "start": 8, "end": 9, "text": "?", "confidence": 0.9},
            {"label": "state_rule", "start": 4, "end": 8, "text": "rule", "confidence": 0.9},
        ],
    }  # fmt: skip
    assert [row["id"] for row in rows] == [1, 2]  # type: ignore[index]


def test_jsonl_reports_bad_lines_with_their_number_and_scores_the_rest(scorer) -> None:
    result = run("--jsonl", typed=b'{"id":"a","reply":"one"}\nbad\n\n{"id":"b","reply":"\xd0\xb4\xd0\xb2\xd0\xb0"}')
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "b"]
    assert result.stderr.startswith("line 2: is not JSON")
    assert scorer.asked[-1][0] == "два"
    assert run("--jsonl", typed=b'{"reply":"x"}\n').exit_code == 0


def test_jsonl_writes_nothing_that_a_terminal_or_a_line_reader_acts_on(scorer) -> None:
    result = run("--jsonl", typed=json.dumps({"id": "\x1b[2J\u2028\x9b\u202e", "reply": "x"}) + "\n")
    assert not set(result.stdout) & set("\x1b\u2028\x9b\u202e")
    assert json.loads(result.stdout)["id"] == "\x1b[2J\u2028\x9b\u202e"


def test_a_text_is_scored_with_its_situation(scorer) -> None:
    options = ["--our-fault", "yes", "--breach", "first", "--client", "Well?", "--rule", "Noon", "--lang", "ru"]
    result = run(*options, "The rule?", "--json")
    assert scorer.asked == [
        ("The rule?", Situation(lang="ru", client="Well?", rule="Noon", our_fault="yes", breach="first"))
    ]
    data = json.loads(result.stdout)
    assert data["moves"] == ["ask", "state_rule"]
    assert data["rubric_hash"] == "abc"
    assert data["evidence"][0]["text"] == "?"


def test_a_text_from_stdin_and_in_words(scorer) -> None:
    result = run(typed="  you idiot\n")
    assert scorer.asked[0][0] == "you idiot"
    assert "“idiot”" in result.stdout


@pytest.mark.parametrize("typed", [b"\xff\xfe", b"x" * 20_001, "й".encode() * 50_000])
def test_text_that_cannot_be_scored_is_refused(scorer, typed: bytes) -> None:
    result = run(typed=typed)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


def test_an_empty_text_is_scored_as_saying_nothing() -> None:
    result = run("", "--cues-only", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["caps"] == ["no_words"]


def test_a_folder_that_is_no_rubric_is_one_sentence(tmp_path) -> None:
    result = run("x", "--cues-only", "--rubric", str(tmp_path))
    assert result.exit_code == 2
    assert "rubric.yaml" in result.stderr
