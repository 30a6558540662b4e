"""What a debrief gives to take along: the pick compared, the own best sentence, one thing to try next, model answers,
a reply written anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conversation import turn
from desk import FakeScorer, spare_key

from scoring.contract import FAULTS, MOVES, Evidence, Score, Situation
from simulator import debrief_advice
from simulator.debrief import turning
from simulator.debrief_lines import rewritten, take_along
from simulator.debrief_models import pairs, stood
from simulator.debrief_next import next_try
from simulator.debrief_own import best_sentence
from simulator.debrief_pick import Picked, compare, worth_asking
from simulator.debrief_record import debrief_record
from simulator.debrief_words import LIKENESS, changed_lines, compared, next_advice, next_name, next_where
from simulator.game import Game
from simulator.origin import Origin
from simulator.principles_words import SAYS
from simulator.rewriting import Rewrite, RewriteProblem, about, changed
from simulator.scenario.model import ModelAnswer, Scenario
from simulator.session import Change, Turn
from simulator.wording import Wording

WORDING = Wording(None, "en")
PICKED = Origin(picked=True)


def scored(number: int, calm: float = 3.0, firm: float = 3.0, moved: int = 0, missing: tuple[str, ...] = ()) -> Turn:
    plain = turn(number, f"Reply {number}.", moved=moved)
    return replace(plain, score=replace(plain.score, calm=calm, firm=firm, missing=missing))


# Which reply turned it.


@pytest.mark.parametrize(
    ("picked", "likeness"),
    [(1, "still"), (2, "before"), (3, "same"), (4, "after"), (5, "other_way"), (6, "as_much"), (7, "less")],
)
def test_a_pick_is_compared_with_the_reply_that_turned_it(picked: int, likeness: str) -> None:
    turns = [
        scored(1), scored(2, moved=1), scored(3, moved=4), scored(4, moved=1),
        scored(5, moved=-2), scored(6, moved=3), scored(7, moved=1),
    ]  # fmt: skip
    found = turning(turns)
    assert found is not None
    assert found.turn.number == 3
    mine = compare(Picked(picked), turns)
    assert mine is not None
    assert (mine.likeness, mine.picked.turn.number, mine.found.turn.number) == (likeness, picked, 3)
    told = compared(mine)
    assert f"turn {picked}" in told or likeness == "same"


def test_a_skipped_question_is_compared_with_nothing() -> None:
    turns = [scored(1), scored(2, moved=2)]
    assert compare(Picked(None), turns) is None
    assert compare(None, turns) is None
    assert compare(Picked(9), turns) is None


def test_there_is_no_question_when_nothing_or_only_one_reply_can_be_meant() -> None:
    assert not worth_asking([scored(1, moved=3)])
    assert not worth_asking([scored(1), scored(2)])
    assert worth_asking([scored(1), scored(2, moved=1)])


def test_no_comparison_scolds() -> None:
    for told in LIKENESS.values():
        assert not {"wrong", "no,", "missed", "unfortunately"} & set(told.lower().split())


# The own best sentence.


def best_of(*turns: Turn) -> tuple[int, str, tuple[str, ...]] | None:
    found = best_sentence(turns)
    return None if found is None else (found.turn.number, found.text, found.moves)


def test_the_best_sentence_is_the_one_with_most_moves_in_the_best_reply() -> None:
    low = turn(1, "I see. Storage is due.", "acknowledge=I see", "state_rule=Storage is due")
    high = turn(2, "Hello. I see, and storage is due. Why?", "acknowledge=I see", "state_rule=storage is due",
                "ask=Why?", moved=2)  # fmt: skip
    assert best_of(low, high) == (2, "I see, and storage is due.", ("acknowledge", "state_rule"))


def test_a_reply_with_a_fault_a_ready_one_a_copy_and_a_guess_hold_no_best_sentence() -> None:
    faulty = turn(1, "I see, you idiot.", "acknowledge=I see", "insult=idiot", moved=3)
    ready = replace(turn(1, "I see.", "acknowledge=I see", moved=3), origin=PICKED)
    option = replace(turn(1, "I see.", "acknowledge=I see", moved=3), choice="hold")
    guess = turn(1, "I see.", "acknowledge=I see", sure=0.4)
    copied = turn(1, "I see.", "acknowledge=I see")
    copied = replace(copied, score=replace(copied.score, caps=("copied",)))
    for one in (faulty, ready, option, guess, copied):
        assert best_of(one) is None
    own = turn(2, "Why was it late?", "ask=Why was it late?")
    assert best_of(faulty, ready, option, guess, copied, own) == (2, "Why was it late?", ("ask",))


def test_the_reason_of_a_decision_counts_as_own_words() -> None:
    reason = replace(turn(1, "Thank you for paying.", "thank=Thank you"), choice="keep", decided="Keep the client")
    assert best_of(reason) == (1, "Thank you for paying.", ("thank",))


def test_evidence_outside_the_reply_points_at_no_sentence() -> None:
    one = turn(1, "I see.")
    lost = Evidence("acknowledge", 40, 45, "see", 0.9, "cue")
    assert best_of(replace(one, score=replace(one.score, moves={"acknowledge": 0.9}, evidence=(lost,)))) is None


# One thing to try next.


def coming(*turns: Turn, scenario: Scenario | None = None) -> tuple[str, str, int | None, int]:
    scenario = scenario or spare_key().scenario
    found = next_try(scenario, [replace(one, step=scenario.start) for one in turns])
    return found.reason, found.key, None if found.turn is None else found.turn.number, found.times


def test_what_broke_most_comes_first_at_the_turn_where_it_cost_most() -> None:
    small = turn(1, "Stop it.", "blame=Stop", moved=-1)
    big = turn(2, "Stop it, I said.", "blame=Stop", moved=-3)
    other = turn(3, "Fine, for free.", "cave_in=for free", moved=-2)
    assert coming(small, big, other) == ("fault", "blame", 2, 2)


def test_a_guessed_fault_is_no_advice_and_missing_moves_come_after_faults() -> None:
    guess = turn(1, "Hm.", "dismiss=Hm", sure=0.5)
    lacking = scored(2, missing=("ask",))
    assert coming(guess, lacking) == ("move", "ask", 2, 1)


def test_the_move_that_was_missing_most_often_where_the_reply_was_weakest() -> None:
    turns = [
        scored(1, 4, 4, missing=("thank", "ask")),
        scored(2, 2, 2, missing=("ask",)),
        scored(3, 3, 3, missing=("ask", "thank")),
    ]
    assert coming(*turns) == ("move", "ask", 2, 3)


def test_of_equals_the_move_that_the_scenario_trains() -> None:
    scenario = spare_key().scenario.model_copy(update={"principles": ("thank",)})
    assert coming(scored(1, missing=("ask", "thank")), scenario=scenario) == ("move", "thank", 1, 1)
    scenario = scenario.model_copy(update={"principles": ("impact",)})
    assert coming(scored(1, missing=("thank", "ask")), scenario=scenario) == ("move", "ask", 1, 1)


def test_what_the_whole_conversation_lacked_comes_between() -> None:
    turns = [turn(1, "Fine, for free.", "cave_in=for free", sure=0.9), scored(2, missing=("ask",))]
    assert coming(*turns)[:2] == ("fault", "cave_in")
    again = [turn(n, "It is seven days.", "state_rule=It is seven days") for n in (1, 2)]
    again[1] = replace(again[1], score=replace(again[1].score, missing=("ask",)))
    assert coming(*again)[:3] == ("principle", "said_in_same_words", 2)


def test_where_nothing_was_missing_it_says_so() -> None:
    assert coming(turn(1, "I see.")) == ("nothing", "", None, 0)
    hinted = replace(turn(1, "I see."), origin=Origin(hints=("principle",)))
    assert coming(hinted) == ("no_hints", "", None, 0)


def test_own_words_decide_before_ready_replies() -> None:
    ready = replace(turn(1, "You idiot.", "insult=idiot", moved=-3), origin=PICKED)
    assert coming(ready, scored(2, missing=("ask",))) == ("move", "ask", 2, 1)
    assert coming(ready) == ("fault", "insult", 1, 1)


def test_every_fault_move_and_finding_has_one_concrete_thing_to_try() -> None:
    assert set(debrief_advice.FAULTS) == set(FAULTS)
    assert set(debrief_advice.MOVES) == set(MOVES)
    assert set(debrief_advice.FINDINGS) < set(SAYS)
    for told in (*debrief_advice.FAULTS.values(), *debrief_advice.MOVES.values(), *debrief_advice.FINDINGS.values()):
        assert len(told) > 40
        assert told.endswith(".")


def test_every_finding_that_fails_has_advice() -> None:
    kept = {"said_in_new_words", "warned_then_acted", "stood_by_it", "acted_on_it", "announced_and_done",
            "given_in_exchange", "thanked_keeping", "asked_then_judged", "owned", "amended", "change_told",
            "thanked_telling"}  # fmt: skip
    assert set(debrief_advice.FINDINGS) == set(SAYS) - kept


def test_advice_names_the_turn_and_counts_the_others() -> None:
    turns = [turn(1, "You idiot.", "insult=idiot"), turn(2, "You [idiot].", "insult=idiot", moved=-2)]
    found = next_try(spare_key().scenario, turns)
    assert next_name(found, WORDING) == "Instead of insult"
    assert next_advice(found).startswith("Leave the person out of it")
    assert next_where(found) == "It would have helped in turn 2, where you wrote “You [idiot].”, and in 1 other reply."


# Model answers.


def modelled(scenario: Scenario, step: str, **model: str) -> Scenario:
    steps = dict(scenario.steps)
    steps[step] = steps[step].model_copy(update={"model": ModelAnswer.model_validate(model)})
    return scenario.model_copy(update={"steps": steps})


def played(*replies: str, picked: bool = False) -> Game:
    loaded = spare_key()
    step = loaded.scenario.start
    strong = "It is forty, {{ trainee.name }}. What happened?"
    scenario = modelled(loaded.scenario, step, strong=strong, weak="Never mind.", why="One asks.")
    game = Game(replace(loaded, scenario=scenario), FakeScorer(), trainee="Ann")
    for reply in replies:
        game.take(reply, picked=picked)
    return game


def test_model_answers_open_after_an_own_answer_and_are_filled_in() -> None:
    game = played("The rule is forty pounds a day.")
    (first, *_) = pairs(game.scenario, "Ann", game.state.turns)
    assert first.open
    assert (first.strong, first.weak, first.why) == ("It is forty, Ann. What happened?", "Never mind.", "One asks.")
    assert first.numbers == (1,)


def test_a_ready_reply_opens_nothing_until_there_was_an_attempt() -> None:
    game = played("The rule is forty pounds a day.", picked=True)
    (first, *_) = pairs(game.scenario, "Ann", game.state.turns)
    assert not first.open
    (first, *_) = pairs(game.scenario, "Ann", game.state.turns, {game.scenario.start})
    assert first.open


def test_closed_model_answers_stay_out_of_lines_and_data() -> None:
    game = played("The rule is forty pounds a day.", picked=True)
    told = "\n".join(take_along(WORDING, game.scenario, "Ann", game.state.turns))
    assert "It is forty, Ann" not in told
    assert debrief_record(game.scenario, "Ann", game.state.turns)["model_answers"] == []


def test_a_changed_scenario_ends_where_it_parts() -> None:
    game = played("The rule is forty pounds a day.", "What happened on Sunday?")
    turns = game.state.turns
    assert len(stood(game.scenario, "Ann", turns)) == len(turns)
    other = replace(turns[0], client=("Something else.",))
    assert stood(game.scenario, "Ann", (other, *turns[1:])) == ()
    assert pairs(game.scenario, "Ann", (other, *turns[1:])) == ()


# Written anew.


def test_a_reply_anew_is_judged_in_the_same_moment_and_models_may_not_be_copied() -> None:
    game = played("The rule is forty pounds a day.", "What happened on Sunday?")
    first = about(game.scenario, "Ann", game.state.turns, 1)
    assert first.client == "\n".join(game.state.turns[0].client)
    assert first.earlier.replies == ()
    assert "It is forty, Ann. What happened?" in first.given
    assert "Never mind." in first.given
    second = about(game.scenario, "Ann", game.state.turns, 2)
    assert second.earlier.replies == ("The rule is forty pounds a day.",)
    assert isinstance(second, Situation)


def test_a_turn_that_is_not_there_or_not_as_it_was_is_refused() -> None:
    game = played("The rule is forty pounds a day.")
    with pytest.raises(RewriteProblem, match="turn 2"):
        about(game.scenario, "Ann", game.state.turns, 2)
    moved = replace(game.state.turns[0], client=("Else.",))
    with pytest.raises(RewriteProblem, match="has changed"):
        about(game.scenario, "Ann", (moved,), 1)


def test_what_changed_is_told_in_both_directions() -> None:
    before = Score({"ask": 0.9, "thank": 0.9}, {"blame": 0.9}, 2.0, 3.0, "moralising")
    after = Score({"ask": 0.9, "acknowledge": 0.9}, {"cave_in": 0.9}, 4.5, 1.5, "servile")
    found = changed(before, after)
    assert (found.calm, found.firm) == (2.5, -1.5)
    assert changed_lines(found, WORDING) == (
        ("✓", "Gone: blame"),
        ("✓", "New: acknowledge"),
        ("✗", "New, and it breaks: cave in"),
        ("○", "No longer there: thank"),
    )
    assert changed(before, before).nothing
    assert [sign for sign, _ in changed_lines(changed(before, before), WORDING)] == ["·"]


def test_lines_of_a_reply_anew_hold_both_scores() -> None:
    first = turn(1, "You idiot.", "insult=idiot")
    again = Rewrite(1, "I see.", Score({"acknowledge": 0.9}, {}, 4.0, 3.5, "calm_firm"))
    told = list(rewritten(WORDING, first, again))
    assert "Before: calm 3.0, firm 3.0. Now: calm 4.0, firm 3.5." in told
    assert "  Gone: insult" in told


def test_the_lines_to_take_along_hold_every_part() -> None:
    game = played("The rule is forty pounds a day.", "What happened on Sunday?")
    turns = [replace(game.state.turns[0], changes=(Change("trust", 1, 9, "why"),)), *game.state.turns[1:]]
    told = "\n".join(take_along(WORDING, game.scenario, "Ann", turns, Picked(1)))
    for part in ("You saw it", "Your best sentence: “", "One thing to try next", "Model answers:", "One that does not"):
        assert part in told, part
