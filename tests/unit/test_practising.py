"""Practice in the store, drills, and weighing what has ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk import LIBRARY, SPARE_KEY, FakeScorer, spare_key
from practice import HOLDS, play

from simulator.game import Game, ReplyProblem
from simulator.practice.drill import Drill
from simulator.practice.evidence import Evidence
from simulator.practice.moments import Moment, Place, drillable, moment, places
from simulator.practice.picture import picture
from simulator.scenario.library import Loaded, ScenarioError, entries
from simulator.store import database, practising
from simulator.store.database import Store
from simulator.store.failure import StoreError
from simulator.store.privacy import Which, delete, exported
from simulator.weighing import weigh_finished

ASK = "What happened on Sunday?"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path / "results.db")
    yield made
    made.close()


def opened(name: str, lang: str) -> Loaded:
    return spare_key()


def finished(store: Store, *replies: str) -> int:
    """A conversation that has ended, wherever its replies led."""
    number = play(store, *replies)
    store.finish(number, "kept", "good")
    return number


class Opens:
    """Moments of the spare key, judged by the fake scorer."""

    def moment(self, place: Place) -> Moment:
        return moment(spare_key(), place.step)

    def judge(self, moment: Moment) -> FakeScorer:
        return FakeScorer()


def drill(store: Store | None, principle: str = "ask", many: int = 3) -> Drill:
    (shelf,) = [one for one in entries(LIBRARY, "en") if one.id == "spare-key"]
    step = next(name for name, one in spare_key().scenario.steps.items() if one.reply == "text")
    return Drill(principle, "en", [Place(shelf, step)] * many, Opens(), store.practice() if store else None)


def test_an_ended_conversation_is_weighed_once_as_of_when_it_ended(store: Store) -> None:
    number = finished(store, HOLDS)
    assert weigh_finished(store, opened) == 1
    kept = store.practice().kept()
    asked = next(one for one in kept.reviews if one.principle == "ask")
    assert (asked.kept, asked.missed, asked.rating, asked.title) == (1, 0, "kept", spare_key().scenario.title)
    assert asked.words[0].text == "?"
    (row,) = [one for one in store.history() if one.id == number]
    assert asked.at == row.ended_at
    assert weigh_finished(store, opened) == 0
    assert store.practice().kept() == kept


def test_looking_reschedules_nothing(store: Store) -> None:
    finished(store, HOLDS)
    weigh_finished(store, opened)
    before = store.practice().kept()
    for _ in range(3):
        picture(store.practice().kept(), datetime.now(UTC) + timedelta(days=400))
    assert store.practice().kept() == before


def test_one_that_goes_on_is_not_weighed(store: Store) -> None:
    play(store, "Hello.")
    assert weigh_finished(store, opened) == 0
    assert store.practice().kept().reviews == ()


def test_a_scenario_that_is_gone_still_tells_the_moves(store: Store) -> None:
    finished(store, HOLDS)

    def gone(name: str, lang: str) -> Loaded:
        raise OSError("gone")

    weigh_finished(store, gone)
    assert {one.principle for one in store.practice().kept().reviews} >= {"ask", "state_rule"}


def test_the_order_of_weighing_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [datetime(2026, 11, 1, tzinfo=UTC)]
    for module in (database, practising):
        monkeypatch.setattr(module, "_now", lambda: clock[0].isoformat(timespec="microseconds"))
    found = []
    for order in ((0, 1, 2), (2, 0, 1)):
        clock[0] = datetime(2026, 11, 1, tzinfo=UTC)
        store = Store.open(tmp_path / f"{order[0]}.db")
        numbers = []
        for _ in range(3):
            clock[0] += timedelta(days=2)
            numbers.append(finished(store, HOLDS))
        for place in order:
            rated = Evidence("ask", *((1, 0), (0, 1), (1, 1))[place])
            store.practice().weigh(numbers[place], [rated])
        found.append([(one.rating, one.at, one.card) for one in store.practice().kept().reviews])
        store.close()
    assert found[0] == found[1]


def test_a_retry_is_practice_but_no_new_evidence(store: Store) -> None:
    number = finished(store, HOLDS)
    weigh_finished(store, opened)
    before = store.practice().kept().reviews
    again = store.branch(number, 1, spare_key())
    Game(spare_key(), FakeScorer(), store, again).take("No idea.")
    store.finish(again, "kept", "good")
    assert weigh_finished(store, opened) == 0
    assert store.practice().kept().reviews == before


def test_a_drill_counts_for_practice(store: Store) -> None:
    made = drill(store)
    for reply in (ASK, "Fine.", ASK):
        made.take(reply)
    assert made.over
    (found,) = store.practice().kept().reviews
    assert (found.principle, found.kept, found.missed, found.rating, found.title) == ("ask", 2, 1, "partly", "")
    kept = store.practice().kept()
    assert kept.drills == 1
    assert kept.days == {datetime.now().astimezone().date()}
    assert [step for _id, _lang, step in kept.drilled] == [made.places[0].step]
    made.close()
    assert store.practice().kept() == kept


def test_a_drill_that_is_left_counts_with_three_replies(store: Store) -> None:
    for replies in (2, 3):
        made = drill(store, many=5)
        for _ in range(replies):
            made.take(ASK)
        made.close()
        assert len(store.practice().kept().reviews) == (replies == 3)


def test_a_reply_that_cannot_be_taken_leaves_the_drill_where_it_was(store: Store) -> None:
    made = drill(store)
    for nothing in ("", "  \n ", "x" * 20_001):
        with pytest.raises(ReplyProblem):
            made.take(nothing)
    assert not made.attempts
    assert store.practice().kept().days == frozenset()


def test_a_moment_that_cannot_be_opened_gives_way_to_another() -> None:
    class Partly(Opens):
        broken = 1

        def moment(self, place: Place) -> Moment:
            self.broken -= 1
            if self.broken >= 0:
                raise ScenarioError((), "There is a mistake in this file.")
            return super().moment(place)

    made = drill(None, many=4)
    made._opens, made.places, made._others = Partly(), made.places[:3], list(made.places[3:])
    while not made.over:
        made.take(ASK)
    assert len(made.attempts) == 3
    left = drill(None, many=3)
    left._opens = Partly()
    left._opens.broken = 9
    with pytest.raises(ScenarioError):
        left.moment()


def test_a_drill_goes_on_without_a_store() -> None:
    made = drill(None)
    assert made.take(ASK).kept
    assert not made.take("idiot").kept
    made.close()


def test_moments_that_rested_longest_come_first() -> None:
    shelf = entries(None, "en")
    move = max(drillable(shelf, "en"), key=lambda one: drillable(shelf, "en")[one])
    first = places(shelf, "en", move, {})
    assert first == places(shelf, "en", move, {})
    assert len({(one.entry.id, one.step) for one in first}) == len(first) == 5
    assert len({one.entry.id for one in first}) > 1
    now = datetime.now(UTC)
    again = places(shelf, "en", move, {(one.entry.id, "en", one.step): now for one in first})
    assert not set(map(str, first)) & set(map(str, again))


def test_every_shipped_moment_can_be_opened() -> None:
    from simulator.scenario.library import open_scenario

    for one in entries():
        loaded = open_scenario(one.path, one.lang)
        for step in {step for steps in one.moments.values() for step in steps}:
            here = moment(loaded, step, "Ann")
            assert here.state.words[0].strip()
            assert here.line
            assert "{{" not in here.state.words[0]


def test_deleting_a_conversation_deletes_its_evidence_and_the_schedule_goes_on(store: Store) -> None:
    one, two = finished(store, HOLDS), finished(store, HOLDS)
    weigh_finished(store, opened)
    delete(store, Which(sessions=(one,)))
    kept = store.practice().kept()
    assert len([review for review in kept.reviews if review.principle == "ask"]) == 1
    delete(store, Which(sessions=(two,)))
    assert store.practice().kept().reviews == ()


def test_a_persons_drills_go_with_the_person(store: Store) -> None:
    made = drill(store)
    made.trainee = "Ann"
    made.take(ASK)
    rows = exported(store, Which(names=("Ann",)))
    assert [row["reply"] for row in rows["drill_replies"]] == [ASK]
    assert rows["drill_replies"][0]["score"]["moves"] == {"ask": 0.9}
    assert exported(store, Which(names=("Bob",)))["drill_replies"] == []


def test_the_goal_is_remembered(store: Store) -> None:
    assert store.practice().kept().goal == 0
    store.practice().set_goal(3)
    assert store.practice().kept().goal == 3


def test_a_full_disk_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made = drill(store)

    def full(self: object, *_rest: object, **_more: object) -> int:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(practising.Practice, "save_reply", full)
    with pytest.raises(StoreError, match="disk"):
        made.take(ASK)
    assert not made.attempts


def test_the_spare_key_is_there() -> None:
    assert SPARE_KEY.is_file()
