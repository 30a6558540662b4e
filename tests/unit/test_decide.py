"""Decide steps and what a client costs: the reducer, typing a decision, keeping it, the file's own tests."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from scenario_base import Told, score

from scoring.contract import Score
from simulator import session
from simulator.costs import added, amount, totals, weighing
from simulator.deciding import DecisionProblem, Desk, desk, draft, drafted, read, typed
from simulator.exchange import Fields
from simulator.game import Game, ReplyProblem
from simulator.record import read_turn, turn_record
from simulator.rehearsal import Rehearsal
from simulator.rescoring import replayed
from simulator.retrying import before
from simulator.scenario.check import Report, check
from simulator.scenario.library import Loaded
from simulator.session import State, Turn
from simulator.store.database import Store
from simulator.submission import turn_from

FILE = Path(__file__).with_name("scenarios") / "quarter-end.yaml"
OPENING = "The April account is still open, Mr Rowe. What happened?"
REASON = "From June on we work against prepayment, because two accounts came late."


def loaded() -> Loaded:
    report = check(FILE)
    assert report.loaded is not None, report.render()
    return report.loaded


def at_desk() -> tuple[Loaded, State, Desk]:
    one = loaded()
    state, _events = session.start(one.scenario)
    state, _events = session.advance(one.scenario, state, OPENING, score("ask"))
    found = desk(one.scenario, state)
    assert found is not None
    return one, state, found


def decided(choice: str, ticks: tuple[str, ...], given: Score | None = None) -> Turn:
    one, state, _desk = at_desk()
    after, _events = session.advance(one.scenario, state, REASON, given or score("state_rule"), choice, ticks=ticks)
    return after.turns[-1]


@pytest.mark.parametrize(
    ("choice", "ticks", "route"),
    [
        ("terms", ("promises", "late"), "routes[0]"),
        ("terms", ("late", "promises", "scope"), "routes[1]"),  # a wrong tick; the named one is there, and 275 minutes
        ("terms", ("late",), "routes[2]"),
        ("terms", (), "routes[2]"),
        ("part", ("promises", "late"), "routes[2]"),
        ("keep", ("promises", "late"), "options.keep"),
    ],
)
def test_what_is_ticked_and_picked_decides_the_way(choice: str, ticks: tuple[str, ...], route: str) -> None:
    assert decided(choice, ticks).route == route


def test_the_words_decide_too_and_always_comes_first() -> None:
    both = ("promises", "late")
    assert decided("terms", both, score(calm=2.0)).route == "routes[1]"
    assert decided("keep", both, score("insult", calm=1.0)).route == "always[0]"


def test_each_sign_is_told_as_it_was_judged_with_the_papers_words() -> None:
    turn = decided("terms", ("promises", "scope"))
    assert [(one.key, one.state) for one in turn.weighed] == [
        ("promises", "right"), ("late", "missed"), ("scope", "wrong"),
    ]  # fmt: skip
    assert (turn.weighed[1].paper, turn.weighed[1].words) == ("His account", "March 14 April 2 May")
    assert turn.decided == "Go on, against prepayment."
    assert turn.ticks == ("promises", "scope")


def test_a_decision_that_does_not_fit_the_step_is_refused_and_changes_nothing() -> None:
    one, state, _desk = at_desk()
    for choice, ticks in ((None, ()), ("terms", ("rude",)), ("nothing", ())):
        with pytest.raises(ValueError, match="step weigh"):
            session.advance(one.scenario, state, REASON, score(), choice, ticks=ticks)
    begun, _events = session.start(one.scenario)
    with pytest.raises(ValueError, match="step opening has no such sign"):
        session.advance(one.scenario, begun, OPENING, score(), ticks=("late",))


def test_costs_grow_on_arrival_and_by_the_way_taken() -> None:
    one = loaded()
    state, _events = session.start(one.scenario)
    assert dict(state.costs) == {"time": 245, "nerves": 0}
    state, events = session.advance(one.scenario, state, OPENING, score("ask"))
    grown = [(each.spent.name, each.spent.before, each.spent.after) for each in events
             if isinstance(each, session.CostGrew)]  # fmt: skip
    assert grown == [("time", 245, 275), ("nerves", 0, 1)]
    assert "After 275 minutes" in session.say(one.scenario, state, "After {{ cost.time }} minutes")


def test_what_the_client_brings_in_is_weighed_against_what_has_a_price() -> None:
    one, state, _desk = at_desk()
    whole = weighing(one.scenario, state)
    assert whole is not None
    # 275 minutes at 30 an hour are 137.5, and 180 came in.
    assert (whole.worth, whole.cost, whole.left) == (180, 138, 42)
    assert [each.label for each in whole.beside] == ["Nerves"]
    assert [each.grown for each in totals(one.scenario, state)] == [35, 1]


def test_sums_stand_with_their_unit() -> None:
    assert amount(1340, "£") == "£1,340"
    assert amount(-20, "£") == "\u2212£20"
    assert amount(12000, "₽") == "12 000 ₽"
    assert (added(15, "min"), added(-2, "")) == ("+15 min", "\u22122")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("1 2 | 2 | Because.", ("terms", ("promises", "late"), "Because.")),
        ("late,promises|terms|A | B", ("terms", ("promises", "late"), "A | B")),
        ("- | part | No.", ("part", (), "No.")),
        (" | Part with him. | No.", ("part", (), "No.")),
    ],
)
def test_a_decision_is_read_from_one_line(line: str, found: tuple[str, tuple[str, ...], str]) -> None:
    _one, _state, lying = at_desk()
    assert read(line, lying) == found
    assert read(typed(*found), lying) == found


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("I part with him.", "with | between"),
        ("9 | part | No.", "no sign 9"),
        ("1 | 7 | No.", "no option 7"),
        ("1 | | No.", "no option"),
        ("1 | part |  ", "Give the reason"),
    ],
)
def test_a_line_that_is_no_decision_says_how_to_mend_it(line: str, says: str) -> None:
    one, state, lying = at_desk()
    with pytest.raises(DecisionProblem, match=says.replace("|", r"\|")):
        read(line, lying)
    game = Game(one, Told())
    game.state = state
    with pytest.raises(ReplyProblem):
        game.take(line)
    assert game.state is state


def test_a_draft_keeps_what_is_there_and_leaves_out_what_the_desk_no_longer_has() -> None:
    _one, _state, lying = at_desk()
    assert drafted(draft("terms", ("late",), "Because"), lying) == ("terms", ("late",), "Because")
    assert drafted(draft("", ("late",), ""), lying) == ("", ("late",), "")
    assert draft("", (), " ") == ""
    assert drafted("gone rude | sell | Because", lying) == ("", (), "Because")


def test_a_kept_decision_reads_back_replays_and_can_be_answered_again(tmp_path: Path) -> None:
    one = loaded()
    store = Store.open(tmp_path / "results.db")
    number = store.begin(one, "Ann")
    game = Game(one, Told(), store, number, "Ann")
    game.take(OPENING)
    game.take("1 3 | terms | " + REASON)
    again = Game(one, Told(), store, number, "Ann")
    assert again.replay(store.stored_turns(number)) == 2
    assert again.state == game.state
    (whole,) = store.conversations([number])
    assert whole.played == game.state.turns
    assert replayed(one.scenario, "Ann", whole.played) is not None
    assert before(one.scenario, "Ann", whole.played, 2).costs == {"time": 275, "nerves": 1}
    store.close()


_PLAY = """
import os, signal, sys
sys.path[:0] = [{tests!r}]
from test_decide import OPENING, REASON, loaded
from scenario_base import Told
from simulator.game import Game
from simulator.store.database import Store
store = Store.open({place!r})
one = loaded()
game = Game(one, Told(), store, store.begin(one, "Ann"), "Ann")
game.take(OPENING)
game.take("1 2 | part | " + REASON)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_decision_outlives_the_program_that_is_killed_at_once(tmp_path: Path) -> None:
    place = tmp_path / "results.db"
    code = _PLAY.format(tests=str(Path(__file__).parent), place=str(place))
    ended = subprocess.run([sys.executable, "-c", code], check=False, cwd=os.getcwd(), timeout=120)
    assert ended.returncode == -signal.SIGKILL
    store = Store.open(place)
    (whole,) = store.conversations()
    store.close()
    assert whole.played[-1].ticks == ("promises", "late")
    assert whole.played[-1].choice == "part"


def test_a_turn_kept_before_there_were_decisions_is_read_and_a_foreign_one_is_checked() -> None:
    turn = decided("terms", ("late",))
    record = json.loads(json.dumps(turn_record(turn)))
    assert read_turn(record) == turn
    assert turn_from(Fields(record, "file")) == turn
    old = {key: value for key, value in record.items() if key not in ("decided", "ticks", "weighed", "spent")}
    assert read_turn(old) == replace(turn, decided="", weighed=(), spent=())


def test_a_rehearsed_decision_is_played_again_when_the_file_has_changed() -> None:
    one = loaded()
    first = Rehearsal(one, Told())
    first.take(OPENING)
    first.take("1 | part | " + REASON)
    again, replay = first.again(one)
    assert (replay.played, replay.stopped) == (2, "")
    assert again.exchanges[-1].turn.ticks == ("promises",)


def _changed(folder: Path, *pairs: tuple[str, str]) -> Report:
    text = FILE.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / FILE.name
    path.write_text(text, encoding="utf-8")
    return check(path, Told({REASON: score()}))


PLAYED = """      - choice: terms
        ticks: [promises, late]
        reply: From June on we work against prepayment, Mr Rowe, because two accounts came late.
    ends"""


@pytest.mark.parametrize(
    ("replies", "says"),
    [
        ("      - Prepayment, please.\n    ends", "step `weigh` takes {choice: …, ticks: [..], reply: …}"),
        ("      - {choice: sell, reply: No.}\n    ends", "step `weigh` has no option `sell`"),
        ("      - {choice: part, ticks: [rude], reply: No.}\n    ends", "step `weigh` has no sign `rude`"),
    ],
)
def test_a_playthrough_that_does_not_fit_a_decide_step_says_so(tmp_path: Path, replies: str, says: str) -> None:
    report = _changed(tmp_path, (PLAYED, replies))
    found = [one for one in report.problems if one.code == "CF503"]
    assert [says in one.hint for one in found] == [True], report.render()


def test_a_text_with_a_colon_among_the_replies_is_still_told_as_that(tmp_path: Path) -> None:
    report = _changed(tmp_path, (PLAYED, "      - Listen: it is prepayment.\n    ends"))
    (found,) = report.problems
    assert found.code == "CF203"
    assert "double quotes" in found.hint


def test_a_test_lacks_what_its_step_asks_for(tmp_path: Path) -> None:
    report = _changed(tmp_path, ("- {choice: part, reply: We cannot go on., to: gone}", "- {choice: part, to: gone}"))
    assert [(one.code, "lacks reply" in one.message) for one in report.problems] == [("CF208", True)]
