"""The debrief where nobody sees a screen: asked and answered line by line, in the history, in a report."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner
from desk import FakeScorer, spare_key
from practice import HOLDS, RUDE

from scoring.contract import Score
from simulator.cli import cli
from simulator.debrief_pick import Picked
from simulator.game import Game
from simulator.keeping import KeepingDebrief
from simulator.origin import Origin
from simulator.plain import PlainPlay
from simulator.plain_debrief import PlainDebrief
from simulator.reports.page import page
from simulator.reports.session_page import session_page
from simulator.rewriting import Rewrite
from simulator.scenario.model import ModelAnswer
from simulator.store.database import Store
from simulator.store.failure import StoreError
from simulator.store.looking_back import LookingBack
from simulator.wording import Wording

REPLIES = ("A key is forty pounds.", "hold", "By eleven at this desk.")


class Desk:
    """What is done in a debrief, in memory; `full`: nothing can be kept."""

    def __init__(self, answer: Picked | None = None, full: bool = False) -> None:
        self.answer, self.full = answer, full
        self.written: list[Rewrite] = []

    def picked(self) -> Picked | None:
        return self.answer

    def pick(self, picked: Picked) -> None:
        if self.full:
            raise StoreError("The disk is full.")
        self.answer = picked

    def rewrite(self, one: Rewrite) -> None:
        self.written.append(one)


def play(typed: Iterable[str], desk: Desk | None, replies: tuple[str, ...] = REPLIES) -> str:
    """Play to the end with someone at the keyboard who then types these lines; everything that was told."""
    lines: list[str] = []
    coming = iter((*replies, *typed))

    def ask(prompt: str) -> str | None:
        lines.append(prompt)
        return next(coming, None)

    game = Game(spare_key(), FakeScorer(), trainee="Ann")
    plain = PlainPlay(game, Wording(None, "en"), ask, lines.append, echo=False)
    if desk is not None:
        plain.looking = PlainDebrief(ask, lines.append, lambda _game: KeepingDebrief(desk, lines.append))
    assert plain.play()
    assert next(coming, None) is None, "not every line was asked for"
    return "\n".join(lines)


def test_the_question_comes_after_the_ending_and_before_the_answer() -> None:
    desk = Desk()
    told = play(("x", "99", "2", ""), desk)
    question = told.index("Which reply turned it?")
    assert told.index("Ending:") < question < told.index("The reply that turned it for the")
    assert told.count("Its number, 1 to 3") == 3
    assert desk.answer == Picked(2)
    assert "You saw it" in told or "You picked turn 2" in told


def test_what_was_answered_before_is_not_asked_again_and_a_skip_is_an_answer() -> None:
    assert "Which reply turned it?" not in play(("",), Desk(Picked(1)))
    desk = Desk()
    assert "You picked" not in play(("", ""), desk)
    assert desk.answer == Picked(None)


def test_without_somebody_at_the_keyboard_nothing_is_asked() -> None:
    told = play((), None)
    assert "Which reply turned it?" not in told
    assert "One thing to try next" in told


def test_a_reply_is_written_anew_as_often_as_wanted() -> None:
    desk = Desk(Picked(None))
    told = play(("nonsense", "9 Hello.", f"1 {HOLDS}", f"1: {RUDE}", ""), desk)
    assert told.count("Type a turn's number, 1 to 3, a blank, and the reply.") == 2
    assert [(one.number, one.reply) for one in desk.written] == [(1, HOLDS), (1, RUDE)]
    assert "New, and it breaks: insult" in told
    assert told.count("Before: calm") == 2


def test_an_answer_that_cannot_be_kept_is_compared_all_the_same() -> None:
    told = play(("1", ""), Desk(full=True))
    assert "What you do in this debrief is not saved: The disk is full." in told
    assert "You saw it" in told or "You picked turn 1" in told


def kept_session(folder: Path) -> Path:
    db = folder / "results.db"
    store = Store.open(db)
    loaded = spare_key()
    number = store.begin(loaded, "Ann")
    game = Game(loaded, FakeScorer(), store, number, "Ann")
    for reply in REPLIES:
        game.take(reply)
    looked: LookingBack = store.looking_back(number)
    looked.pick(Picked(1))
    looked.rewrite(Rewrite(1, "I see\x1b[31m.", Score({"acknowledge": 0.9}, {}, 4.5, 3.0, "neutral")))
    store.begin(loaded, "Ann")
    store.close()
    return db


def test_the_history_tells_the_debrief_of_one_conversation(tmp_path: Path) -> None:
    db = kept_session(tmp_path)
    told = CliRunner().invoke(cli, ["history", "1", "--db", str(db)])
    assert told.exit_code == 0, told.output
    for part in ("Ending:", "One thing to try next", "Turn 1 anew: “I see [31m.”", "Now: calm 4.5, firm 3.0."):
        assert part in told.output, part
    assert "\x1b" not in told.output
    found = json.loads(CliRunner().invoke(cli, ["history", "1", "--json", "--db", str(db)]).output)
    assert found["picked"] == {"asked": True, "turn": 1}
    assert [one["turn"] for one in found["rewrites"]] == [1]
    assert found["debrief"]["turning"]["turn"] in (1, 2, 3)


def test_a_conversation_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    db = kept_session(tmp_path)
    told = CliRunner().invoke(cli, ["history", "7", "--db", str(db)])
    assert told.exit_code == 2
    assert "There is no conversation 7" in told.output
    assert "Traceback" not in told.output


def test_the_report_tells_what_to_take_along_and_escapes_it(tmp_path: Path) -> None:
    store = Store.open(kept_session(tmp_path))
    (one,) = store.conversations([1])
    store.close()
    scenario = spare_key().scenario
    steps = dict(scenario.steps)
    model = ModelAnswer(strong="Forty, <b>please</b>.", weak="Never <i>mind</i>.", why="One & the other.")
    steps[scenario.start] = steps[scenario.start].model_copy(update={"model": model})
    scenario = scenario.model_copy(update={"steps": steps})
    wording = Wording(None, "en")
    html = page("session", session_page(one, scenario, wording), one.row.updated_at)
    for part in ("One thing to try next", "Model answers", "Forty, &lt;b&gt;please&lt;/b&gt;.", "One &amp; the other."):
        assert part in html, part
    assert "<b>please" not in html
    assert "Model answers" not in page("session", session_page(one, None, wording), one.row.updated_at)
    ready = Origin(picked=True)
    unread = replace(one, turns=tuple(replace(kept, turn=replace(kept.turn, origin=ready)) for kept in one.turns))
    assert "Forty, &lt;b&gt;" not in page("session", session_page(unread, scenario, wording), one.row.updated_at)
