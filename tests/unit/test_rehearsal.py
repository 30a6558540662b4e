"""A scenario that changes between replies: the same replies to the same spot, and where it begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import SPARE_KEY, FakeScorer

from scoring.contract import Earlier, Situation
from simulator import i18n
from simulator.beginning import Beginning, BeginningProblem, begin, counter, meter, unknown, visit
from simulator.rehearsal import Moved, Outdated, Rehearsal, Remembering, Replay, told
from simulator.scenario.library import Loaded, open_scenario

WAY = ("Are you in a hurry?", "hold", "To this desk.")


def key(tmp_path: Path, *changes: tuple[str, str]) -> Loaded:
    """The spare-key scenario with pieces of its text replaced."""
    text = SPARE_KEY.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "spare-key.yaml"
    path.write_text(text, encoding="utf-8")
    return open_scenario(path)


def played(loaded: Loaded, *replies: str, beginning: Beginning | None = None) -> Rehearsal:
    rehearsal = Rehearsal(loaded, FakeScorer(), beginning)
    for reply in replies:
        rehearsal.take(reply)
    return rehearsal


def test_the_same_replies_lead_to_the_same_spot_with_the_new_words(tmp_path) -> None:
    before = played(key(tmp_path), *WAY[:2])
    after, replay = before.again(key(tmp_path, ("Fine. And where", "All right. And where")))
    assert [one.turn.reply for one in after.exchanges] == [one.turn.reply for one in before.exchanges]
    assert after.state.step == before.state.step == "closing"
    assert after.state.words[-1].startswith("All right.")
    assert (replay.played, replay.kept, replay.stopped, replay.moved) == (2, 2, "", ())
    assert list(told(replay)) == ["2 replies played again."]


def test_a_reply_that_leads_elsewhere_now_is_named(tmp_path) -> None:
    before = played(key(tmp_path), "Good evening.", "hold")
    after, replay = before.again(key(tmp_path, ("- otherwise: terms", "- otherwise: closing")))
    assert after.state.ending == "agreed"
    assert [(one.number, one.was, one.now) for one in replay.moved] == [
        (1, "terms", "closing"),
        (2, "closing", "agreed"),
    ]
    assert "Reply 2 now leads to `agreed` (before: `closing`)." in told(replay)


def test_replies_behind_an_earlier_end_wait_for_the_change_that_lets_them_in_again(tmp_path) -> None:
    before = played(key(tmp_path), *WAY)
    cut, replay = before.again(key(tmp_path, ("- otherwise: terms", "- otherwise: agreed")))
    assert (replay.played, replay.kept) == (3, 3)  # the first reply takes another route than that
    cut, replay = before.again(key(tmp_path, ("asks: train}\n        to: terms", "asks: train}\n        to: agreed")))
    assert (replay.played, replay.kept) == (1, 3)
    assert "ends with reply 1" in replay.stopped
    assert len(cut.waiting) == 2
    whole, replay = cut.again(key(tmp_path))
    assert (replay.played, replay.kept, whole.waiting) == (3, 3, ())
    assert whole.state.ending == "agreed"


def test_a_new_reply_gives_up_those_that_wait(tmp_path) -> None:
    before = played(key(tmp_path), *WAY[:2])
    changed = key(tmp_path, ("key: hold", "key: keep"), ("choice: hold", "choice: keep"), ("hold, By", "keep, By"))
    cut, replay = before.again(changed)
    assert replay.played == 1
    assert "`hold`" in replay.stopped
    assert "`terms`" in replay.stopped
    cut.take("keep")
    _, replay = cut.again(key(tmp_path))
    assert [one.turn.choice for one in cut.exchanges] == [None, "keep"]
    assert (replay.played, replay.kept) == (1, 2)


def test_an_option_picked_before_is_said_where_the_trainee_types_now(tmp_path) -> None:
    before = played(key(tmp_path), *WAY[:2])
    options = key(tmp_path).path.read_text(encoding="utf-8").partition("    options:\n")[2].partition("    tests:")[0]
    free = key(
        tmp_path,
        ("reply: choice\n    options:\n" + options, "reply: text\n    routes: [{otherwise: closing}]\n"),
        ("      - {choice: hold, to: closing}\n      - {choice: waive, to: gave-away}\n", ""),
        ("      - {choice: shrug, to: slammed-door}", "      - {reply: No., to: closing}"),
        ("limits: {patience: slammed-door}", "limits: {patience: slammed-door, trust: gave-away}"),
    )
    after, replay = before.again(free)
    assert replay.played == 2
    assert after.exchanges[1].turn.reply == "It is forty pounds, and here is a receipt."
    assert after.exchanges[1].turn.choice is None


def test_a_first_picture_asks_the_scorer_nothing_and_the_next_one_judges_anew(tmp_path) -> None:
    scorer = FakeScorer()
    before = Rehearsal(key(tmp_path), scorer)
    for reply in WAY[:2]:
        before.take(reply)
    asked = len(scorer.asked)
    changed = key(tmp_path, ("I need a key, now.", "A key, now!"))
    quick, replay = before.again(changed, recalled=True)
    assert len(scorer.asked) == asked
    assert (replay.played, quick.state.step) == (2, "closing")
    assert quick.exchanges[0].turn.client == ("Good evening. A key, now!",)
    quick.take("To this desk.")
    assert len(scorer.asked) == asked + 1
    before.again(changed)
    assert len(scorer.asked) == asked + 3
    assert scorer.asked[asked + 1][1].client == "Good evening. A key, now!"


def test_replies_are_taken_back(tmp_path) -> None:
    rehearsal = played(key(tmp_path), *WAY[:2])
    rehearsal.back_to(1)
    assert rehearsal.state.step == "terms"
    assert rehearsal.state.trust == 5
    rehearsal.back_to(0)
    assert rehearsal.state == rehearsal.first
    assert rehearsal.take("Good evening.").turn.number == 1


def test_a_beginning_at_any_step_with_a_set_state(tmp_path) -> None:
    wish = Beginning("closing", patience=2, trust=9, facts=("train",), earlier=("consequence",))
    rehearsal = Rehearsal(key(tmp_path), FakeScorer(), wish, "Ann")
    state = rehearsal.state
    assert (state.step, state.patience, state.trust, state.facts) == ("closing", 2, 9, {"train"})
    assert [event.text for event in rehearsal.opening] == ["Fine. And where do I bring it back?"]
    exchange = rehearsal.take("To this desk.")
    assert (exchange.turn.number, exchange.turn.to) == (1, "agreed")
    after, _ = rehearsal.again(key(tmp_path, ("Fine. And", "Well. And")))
    assert after.first.trust == 9
    assert after.exchanges[0].turn.to == "agreed"


def test_the_words_at_a_later_visit_and_the_name(tmp_path) -> None:
    loaded = key(
        tmp_path, ("client: Fine. And where do I bring it back?", 'client: [First., "Again, {{ trainee.name }}."]')
    )
    begun = begin(loaded.scenario, Beginning("closing", visits=2), "Ann")
    assert begun.state.words == ("Again, Ann.",)
    assert begun.state.visits == {"closing": 2}


def test_what_playing_again_tells_is_in_the_interfaces_language() -> None:
    with i18n.speaking("uk"):
        assert list(told(Replay(2, 2))) == ["Зіграно знову 2 відповіді."]
        assert list(told(Replay(1, 5, moved=(Moved(1, "closing", "agreed"),)))) == [
            "Відповідей зіграно знову: 1 з 5.",
            "Відповідь 1 тепер веде до `agreed` (раніше: `closing`).",
        ]
        with pytest.raises(BeginningProblem, match="потрібне число від 0 до 10"):
            meter("eleven", "--trust")


def test_what_a_scenario_does_not_have_is_left_out_and_told(tmp_path) -> None:
    scenario = key(tmp_path).scenario
    wish = Beginning("closng", facts=("trian",), counters={"excuses": 2}, earlier=("warn",))
    sentences = unknown(scenario, wish)
    assert len(sentences) == 4
    assert sentences[0] == "There is no step `closng`: did you mean `closing`?"
    assert "did you mean `train`?" in sentences[1]
    assert "`excuses`" in sentences[2]
    begun = begin(scenario, wish)
    assert (begun.state.step, begun.state.facts, begun.notes) == ("opening", frozenset(), sentences)


def test_a_step_that_is_renamed_away_lets_the_rehearsal_begin_at_the_start(tmp_path) -> None:
    before = Rehearsal(key(tmp_path), FakeScorer(), Beginning("closing"))
    renamed = key(tmp_path, ("to: closing", "to: leaving"), ("\n  closing:", "\n  leaving:"))
    after, _ = before.again(renamed)
    assert after.state.step == "opening"
    assert "`closing`" in after.notes[0]


@pytest.mark.parametrize("text", ["11", "-1", "x", "1.5", "99999999999"])
def test_meters_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(BeginningProblem, match="from 0 to 10"):
        meter(text, "Trust")


@pytest.mark.parametrize("text", ["excuses", "=2", "excuses=", "excuses=two", "excuses=9999", "excuses=--2"])
def test_counters_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(BeginningProblem, match="excuses=2"):
        counter(text)


def test_what_is_typed_for_a_beginning() -> None:
    assert (meter(" 7 ", "Trust"), meter("", "Trust")) == (7, None)
    assert (visit("3"), visit("")) == (3, 1)
    assert counter("excuses = -2") == ("excuses", -2)
    with pytest.raises(BeginningProblem, match="from 1 to 1000"):
        visit("0")


def test_a_judgement_is_made_once_for_the_same_words_in_the_same_situation() -> None:
    scorer = FakeScorer()
    memory = Remembering(scorer)
    memory.score("Why?", Situation(client="A"))
    memory.score("Why?", Situation(client="A"))
    assert len(scorer.asked) == 1
    memory.score("Why?", Situation(client="B"))
    assert len(scorer.asked) == 2


def test_a_turn_that_was_only_set_is_not_compared_with() -> None:
    scorer = FakeScorer()
    Remembering(scorer).score("Why?", Situation(earlier=Earlier({"consequence": 1}, ("", "No."))))
    assert scorer.asked[0][1].earlier == Earlier({"consequence": 1}, ("No.",))


def test_work_that_has_become_pointless_stops_and_shares_what_is_known() -> None:
    scorer = FakeScorer()
    memory = Remembering(scorer)
    memory.score("Why?", Situation())
    late = memory.until(lambda: True)
    assert late.score("Why?", Situation()).moves
    with pytest.raises(Outdated):
        late.score("And why?", Situation())
    assert len(scorer.asked) == 1
