from __future__ import annotations

import json

from desk import FakeScorer, spare_key

from scoring.contract import Score
from simulator.game import Game
from simulator.play_file import Played, play_lines
from simulator.wording import Wording


def played(*lines: str) -> Played:
    return play_lines(Game(spare_key(), FakeScorer()), lines)


def test_replies_are_played_to_the_ending_and_the_rest_is_named() -> None:
    data = played("The rule?", "", "3", "   ", "Here.", "And now?", "").as_dict()
    assert [turn["step"] for turn in data["turns"]] == ["opening", "terms", "closing"]
    assert [turn["number"] for turn in data["turns"]] == [1, 2, 3]
    assert data["turns"][1]["choice"] == "hold"
    assert data["turns"][0]["changes"][0] == {
        "meter": "patience",
        "before": 6,
        "after": 5,
        "because": "He has to wait.",
    }
    assert data["turns"][1]["client"] == ["£40? For a key?"]
    assert data["ending"] == {
        "id": "agreed",
        "outcome": "good",
        "title": "A key and a receipt",
        "text": "Mr Lund pays and takes the key.",
        "lesson": "A price that is named early is easy to keep.",
    }
    assert data["unused_replies"] == ["And now?"]
    assert (data["patience"], data["trust"]) == (5, 7)


def test_the_json_is_json_and_its_scores_are_read_back() -> None:
    data = json.loads(json.dumps(played("The rule?").as_dict()))
    assert Score.from_dict(data["turns"][0]["score"]) == played("The rule?").taken[0][0].turn.score
    assert data["ending"] is None
    assert data["unused_replies"] == []


def test_the_shape_is_the_same_with_and_without_an_ending() -> None:
    assert list(played().as_dict()) == list(played("Hello.", "waive", "more").as_dict())


def test_a_line_that_cannot_be_taken_is_named_and_the_rest_is_played() -> None:
    result = played("x" * 20_001, "Hello.", "\x07", "8", "waive")
    assert [line for line, _ in result.refused] == [1, 3, 4]
    assert result.game.state.ending == "gave-away"


def test_the_transcript_tells_which_option_a_text_was_taken_for() -> None:
    result = played("Hello.", "I could give you a receipt for forty pounds", "Here.")
    text = "\n".join(result.transcript(Wording(None, "en")))
    assert (
        "You, taken as option 3, the one most like what you wrote: It is forty pounds, and here is a receipt." in text
    )
    assert "Option 1: Take it for nothing, then." in text
    assert "Ending: A key and a receipt (good ending)" in text
    assert result.as_dict()["turns"][1]["guessed"] is True


def test_a_transcript_without_an_ending_says_where_the_replies_ended() -> None:
    assert "The replies ended after turn 1, before an ending." in list(played("Hello.").transcript(Wording(None, "en")))
