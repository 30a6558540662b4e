"""The reducer: what a reply leads to, in which order things happen, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario_base import changed, loaded, score

from simulator import session
from simulator.scenario.model import Scenario

STEPS = """\
steps:
  opening:
    client: [Well?, "Again, {{ trainee.name }}? Time {{ visits }}."]
    routes:
      - when: {asks: hospital, facts_hidden: [hospital]}
        to: told
        reveal: [hospital, hospital]
        say: Since you ask.
        mood: {trust: +2, because: You asked.}
      - when: {shows: [cave_in]}
        to: agreed
        mood: {patience: -9, because: Too soft.}
      - when: {counters: {excuses: {at_least: 2}}}
        to: agreed
      - when: {earlier: [consequence], shows: [consequence]}
        to: lost
      - otherwise: opening
        count: {excuses: +1}
        mood: {patience: -2, because: "He got no answer, {{ client.name }} says."}
  told:
    client: "{% if known.hospital %}You know now.{% else %}You do not know.{% endif %} {{ count.excuses }}"
    mood: {patience: +1, because: A breath.}
    breach: repeat
    rule: The key goes into the safe for {{ fee }}.
    expects: [state_rule]
    reply: choice
    options:
      - {key: hold, text: "It is {{ fee }}.", to: agreed}
      - {key: split, text: Let us say twenty.}
    routes:
      - when: {choice: split, calm: warm}
        to: opening
      - otherwise: lost
"""


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return loaded(tmp_path, changed(STEPS, "vars: {fee: £40}", "limits: {patience: lost}"))


def test_the_start(scenario: Scenario) -> None:
    state, events = session.start(scenario, "Ann")
    assert (state.step, state.words, state.patience, state.trust, state.over) == ("opening", ("Well?",), 5, 5, False)
    assert events == (session.Said("Well?"),)


def test_a_question_brings_the_fact_out_in_order(scenario: Scenario) -> None:
    state, _ = session.start(scenario)
    state, events = session.advance(scenario, state, "What happened to you?", score("ask"))
    assert events == (
        session.MoodMoved(session.Change("trust", 5, 7, "You asked.")),
        session.Said("Since you ask.", reaction=True),
        session.FactOut("hospital", "His wife was taken to hospital."),
        session.MoodMoved(session.Change("patience", 5, 6, "A breath.")),
        session.Said("You know now. 0"),
    )
    assert state.words == ("Since you ask.", "You know now. 0")
    assert state.facts == {"hospital"}
    turn = state.turns[0]
    assert (turn.number, turn.step, turn.route, turn.to, turn.revealed) == (
        1,
        "opening",
        "routes[0]",
        "told",
        ("hospital",),
    )
    assert turn.client == ("Well?",)


def test_a_question_without_the_word_does_not(scenario: Scenario) -> None:
    state, _ = session.start(scenario)
    state, _ = session.advance(scenario, state, "Really?", score("ask"))
    assert (state.step, state.facts) == ("opening", frozenset())


def test_words_change_with_each_visit_and_the_last_stay(scenario: Scenario) -> None:
    state, _ = session.start(scenario, "Ann")
    state, _ = session.advance(scenario, state, "Hm.", score())
    assert state.words == ("Again, Ann? Time 2.",)
    state, _ = session.advance(scenario, state, "Hm.", score())
    assert state.words == ("Again, Ann? Time 3.",)


def test_counters_lead_on(scenario: Scenario) -> None:
    state, _ = session.start(scenario)
    for _ in range(2):
        state, _ = session.advance(scenario, state, "Hm.", score())
    assert state.counters == {"excuses": 2}
    state, events = session.advance(scenario, state, "Hm.", score())
    assert (state.ending, state.step, state.over) == ("agreed", None, True)
    assert events[-1] == session.Ended("agreed")


def test_always_comes_before_the_steps_own_routes(scenario: Scenario) -> None:
    state, _ = session.start(scenario)
    state, _ = session.advance(scenario, state, "What happened, you fool?", score("ask", "insult"))
    assert (state.ending, state.turns[0].route) == ("lost", "always[0]")


def test_an_empty_meter_ends_it_unless_the_route_ends_otherwise(scenario: Scenario) -> None:
    state, _ = session.start(scenario)
    low, _ = session.advance(scenario, state.__class__(**{**_fields(state), "patience": 2}), "Hm.", score())
    assert (low.ending, low.patience) == ("lost", 0)
    assert low.turns[0].to == "lost"
    soft, _ = session.advance(scenario, state, "Fine.", score("cave_in"))
    assert (soft.ending, soft.patience) == ("agreed", 0)


def test_what_was_shown_earlier_counts(scenario: Scenario) -> None:
    state, _ = session.start(scenario)
    state, _ = session.advance(scenario, state, "A second time means prepayment.", score("consequence"))
    assert state.step == "opening"
    about = session.situation(scenario, state)
    assert about.earlier.shown == {"consequence": 1}
    assert about.earlier.replies == ("A second time means prepayment.",)
    state, _ = session.advance(scenario, state, "Prepayment, then.", score("consequence"))
    assert state.ending == "lost"


def test_a_step_overrides_the_briefing(scenario: Scenario) -> None:
    state, _ = session.start(scenario)
    first = session.situation(scenario, state)
    assert (first.rule, first.breach, first.expects) == ("Keys are back by eleven.", "none", ())
    state, _ = session.advance(scenario, state, "What happened?", score("ask"))
    second = session.situation(scenario, state)
    assert (second.rule, second.breach, second.our_fault) == ("The key goes into the safe for £40.", "repeat", "no")
    assert (second.client, second.expects) == ("Since you ask.\nYou know now. 0", ("state_rule",))


def test_options_are_filled_in_and_picked(scenario: Scenario) -> None:
    state, _ = session.start(scenario)
    assert session.options(scenario, state) == ()
    state, _ = session.advance(scenario, state, "What happened?", score("ask"))
    assert session.options(scenario, state) == (("hold", "It is £40."), ("split", "Let us say twenty."))
    held, _ = session.advance(scenario, state, "It is £40.", score(), "hold")
    assert (held.ending, held.turns[-1].route, held.turns[-1].choice) == ("agreed", "options.hold", "hold")
    split, _ = session.advance(scenario, state, "Let us say twenty.", score(calm=5.0), "split", guessed=True)
    assert (split.step, split.turns[-1].route, split.turns[-1].guessed) == ("opening", "routes[0]", True)
    cold, _ = session.advance(scenario, state, "Let us say twenty.", score(calm=2.0), "split")
    assert cold.ending == "lost"


@pytest.mark.parametrize("choice", [None, "nothing"])
def test_a_choice_step_takes_one_of_its_options(scenario: Scenario, choice: str | None) -> None:
    state, _ = session.start(scenario)
    state, _ = session.advance(scenario, state, "What happened?", score("ask"))
    with pytest.raises(ValueError, match="one of its options"):
        session.advance(scenario, state, "Hm.", score(), choice)


def test_a_typed_step_takes_no_choice(scenario: Scenario) -> None:
    state, _ = session.start(scenario)
    with pytest.raises(ValueError, match="takes a text"):
        session.advance(scenario, state, "Hm.", score(), "hold")


def test_nothing_follows_an_ending(scenario: Scenario) -> None:
    state, _ = session.start(scenario)
    with pytest.raises(ValueError, match="has not ended"):
        session.ending_texts(scenario, state)
    state, _ = session.advance(scenario, state, "Fine.", score("cave_in"))
    assert session.ending_texts(scenario, state) == ("Paid", "He pays.", "Asking first pays.")
    assert session.options(scenario, state) == ()
    for call in (lambda: session.advance(scenario, state, "x", score()), lambda: session.situation(scenario, state)):
        with pytest.raises(ValueError, match="has ended"):
            call()


def test_a_fact_with_the_name_of_a_method_is_a_fact(tmp_path: Path) -> None:
    text = changed(
        "facts: {keys: {text: x}, items: {text: y}}\ncounters: {get: 3, values: 4, excuses: 0}",
        "steps:\n  opening:\n"
        "    client: '{% if known.keys %}out{% else %}hidden{% endif %} {{ count.get }}{{ count.values }}'\n"
        "    routes:\n      - {when: {shows: [ask]}, to: lost, reveal: [keys, items]}\n      - otherwise: agreed\n",
    )
    state, _ = session.start(loaded(tmp_path, text))
    assert state.words == ("hidden 34",)


def test_a_text_that_grows_too_long_is_said_as_written(tmp_path: Path) -> None:
    long = "{{ x }}" * 20
    scenario = loaded(
        tmp_path, changed(f"vars: {{x: {'y' * 1900}}}", f"briefing:\n  situation: '{long}'\n  rule: r\n  goal: g")
    )
    state, _ = session.start(scenario)
    assert session.situation(scenario, state).about == long


def _fields(state: session.State) -> dict[str, object]:
    return {name: getattr(state, name) for name in state.__dataclass_fields__}
