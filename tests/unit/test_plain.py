from __future__ import annotations

import pytest
from desk import FakeScorer, spare_key

from scoring.contract import Score
from scoring.rubric import load_rubric
from simulator.game import Game
from simulator.plain import PlainPlay
from simulator.session import Change
from simulator.wording import Wording, safe, speech


class Table:
    """A line-by-line conversation with prepared lines; `said` is all that was written."""

    def __init__(self, *lines: str | None, echo: bool = True) -> None:
        self.lines = list(lines)
        self.said: list[str] = []
        self.game = Game(spare_key(), FakeScorer())
        self.play = PlainPlay(self.game, Wording(load_rubric(), "en"), self._next, self.said.append, echo)

    def _next(self, prompt: str) -> str | None:
        line = self.lines.pop(0) if self.lines else None
        if line == "^C":
            raise KeyboardInterrupt
        return line

    @property
    def text(self) -> str:
        return "\n".join(self.said)


def test_a_conversation_tells_who_speaks_how_it_was_taken_and_how_it_ended() -> None:
    table = Table("What is the rule?", "3", "Here.")
    assert table.play.play() is True
    for line in (
        "The agreed rule: A spare key costs £40.",
        "You may not: waive the fee.",
        "Mr Lund: Good evening. I need a key, now.",
        "You: What is the rule?",
        "Turn 1. Score: calm 4.0 of 5 (respectful), firm 3.0 of 5 (partial); stance: neutral.",
        "Worked: states the rule, in “rule”",
        "Worked: asks, in “?”",
        "Patience falls from 6 to 5: He has to wait.",
        "Option 3: It is forty pounds, and here is a receipt.",
        "You, option 3: It is forty pounds, and here is a receipt.",
        "Trust rises from 5 to 7: You kept to the price you had named.",
        "Ending: A key and a receipt (good ending)",
        "Lesson: A price that is named early is easy to keep.",
        "Principle, states the rule: kept in turn 1 “rule”.",
    ):
        assert line in table.said, table.text


def test_a_fact_that_comes_out_is_told() -> None:
    table = Table("When does your train leave?")
    table.play.play()
    assert "You have learned: His train leaves at six." in table.said


def test_faults_missing_moves_and_caps_are_told_in_words() -> None:
    table = Table("you idiot")
    table.play.play()
    assert any(line.startswith("Broke it:") and "“idiot”" in line for line in table.said), table.text
    assert "Would have helped: states the rule." in table.said
    assert any(line.startswith("Held down by:") for line in table.said)


def test_text_at_a_choice_is_matched_and_the_transcript_says_so() -> None:
    table = Table("Hello.", "for nothing then")
    assert table.play.play() is True
    assert "You, taken as option 1, the one most like what you wrote: Take it for nothing, then." in table.said


@pytest.mark.parametrize("last", [None, "^C"])
def test_end_of_input_and_interruption_leave_without_an_ending(last: str | None) -> None:
    table = Table("Hello.", last)
    assert table.play.play() is False
    assert len(table.game.state.turns) == 1
    assert "Ending" not in table.text


def test_blank_lines_a_wrong_number_and_a_question_mark_take_no_turn() -> None:
    table = Table("", "   ", "?", "Hello.", "?", "9")
    table.play.play()
    assert len(table.game.state.turns) == 1
    assert "Hint: Name the rule." in table.said
    assert "There is no hint here." in table.said
    assert any("from 1 to 3" in line for line in table.said)


def test_a_typed_reply_is_not_said_again() -> None:
    table = Table("Hello there.", echo=False)
    table.play.play()
    assert "Hello there." not in table.text


def test_going_on_recalls_the_last_exchange_and_does_not_brief_again() -> None:
    table = Table("hold", "Here.")
    table.game.take("A key is £40.")
    assert table.play.play(resumed=1) is True
    assert "You: A key is £40." in table.said
    assert "Mr Lund: £40? For a key?" in table.said
    assert "Your goal" not in table.text


def test_nothing_that_steers_a_terminal_is_written() -> None:
    table = Table("\x1b[2Jclear \x07\u202e\x9b31m [bold]x[/]", "hold", "Here.")
    table.play.play()
    assert "[bold]x[/]" in table.text
    assert not [char for char in table.text if char != "\n" and not char.isprintable()]


def test_safe_keeps_letters_emoji_and_lines() -> None:
    assert safe("Ґанок\n👩\u200d🔧\x1b[0m\u202e\r") == "Ґанок\n👩\u200d🔧 [0m  "


def test_speech_of_several_lines_stays_one_speaker() -> None:
    assert list(speech("Mr\x1b Lund", "One.\n\nMr Lund: Two.")) == ["Mr Lund: One.", "", "  Mr Lund: Two."]


def test_a_label_that_is_a_guess_is_worded_as_one_and_an_unknown_one_is_not_lost() -> None:
    wording = Wording(load_rubric(), "en")
    score = Score({"ask": 0.55}, {}, 3.0, 3.0, "neutral", caps=("echo", "swearing", "odd_new_cap"), layers="cues")
    told = list(wording.score(score))
    assert "Worked: perhaps asks" in told
    assert "The reply could not be judged in full: it says the client's own words back." in told
    assert "The reply sounds less calm: there is swearing in it, be it at nobody." in told
    assert "Held down because odd new cap." in told
    assert told[-1].startswith("The meaning model was not used")
    assert Wording(None, "en").name("calm_firm") == "calm firm"


def test_names_are_in_the_scenarios_language() -> None:
    told = "\n".join(Wording(load_rubric(), "uk").score(Score({"ask": 0.9}, {}, 4.0, 2.0, "calm_firm")))
    assert "запитує" in told
    assert "спокійна й тверда" in told


def test_a_mood_is_told_with_its_cause() -> None:
    assert Wording(None, "en").mood(Change("trust", 4, 6, "You asked.")) == "Trust rises from 4 to 6: You asked."
