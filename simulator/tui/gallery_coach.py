"""The gallery's pictures for coaches: a submission under review, a scenario's map, a file played while written."""

from __future__ import annotations

from datetime import UTC, datetime

from simulator.game import Game
from simulator.handing import prepared
from simulator.ratings import Judgement
from simulator.review import Comment
from simulator.scenario.chart import chart
from simulator.scenario.include import gather
from simulator.store.coaching import Coaching
from simulator.tui.coaching import CoachApp
from simulator.tui.gallery_pose import Room, screen_of, until, way
from simulator.tui.mapping import MapApp
from simulator.tui.preview import PreviewApp
from simulator.tui.screens.map import MapScreen
from simulator.tui.screens.preview import PreviewScreen
from simulator.tui.screens.review import ReviewScreen
from simulator.tui.widgets.map_view import MapView
from simulator.tui.widgets.reply_box import ReplyBox

GARAGE = "rude-client"
SAID = "The card is right, and he still feels that nobody rang him. Say that you see it, then name the call."
WHY = "The call and the sum are named, and nothing is given away."


async def review(room: Room) -> None:
    """A turn of a submission with the coach's comment and rating."""
    number = room.played(GARAGE, "stopped-clean")
    (whole,) = room.store.conversations([number])
    scenario = room.sources.open(GARAGE, room.lang).scenario
    given = prepared(whole, scenario, "Trainee", "Was I too hard in turn 3?")
    coaching = Coaching(room.store)
    coaching.receive(given)
    turn = given.turns[1].turn
    rated = Judgement(turn.score.labels, 3, 4, "neutral")
    coaching.comment(Comment(given.key, 2, "Coach", datetime.now(UTC), SAID, turn.reply, rated, WHY))
    app = CoachApp(coaching, given, "Coach")
    async with room.shown(app) as pilot:
        shown = await screen_of(app, ReviewScreen)
        await until(lambda: shown.rubric is not None)
        await pilot.pause(0.5)
        shown.action_turn(1)
        await room.shot(pilot, "review")


async def map_of(room: Room) -> None:
    """The steps of a scenario and the ways between them, one of them picked."""
    app = MapApp(chart(gather(room.sources.open(GARAGE, room.lang).path)))
    async with room.shown(app) as pilot:
        shown = await screen_of(app, MapScreen)
        await until(lambda: shown.query_one(MapView).picked)
        await pilot.pause(0.5)
        await pilot.press("tab")
        await room.shot(pilot, "map")


async def preview(room: Room) -> None:
    """A file under work: two replies played, and a mistake that was saved a moment ago beside them."""
    loaded = room.sources.open(GARAGE, room.lang)
    file = room.place / loaded.path.name
    text = loaded.path.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    replies = way(Game(loaded, room.sources.scorer()), "stopped-clean")[:2]
    app = PreviewApp(file, room.sources)
    async with room.shown(app) as pilot:
        shown = await screen_of(app, PreviewScreen)
        await until(lambda: app.settled and (proof := shown.findings.proof) is not None and proof.tested)
        await until(lambda: shown.rehearsal)
        played = shown.rehearsal
        assert played is not None
        for number, reply in enumerate(replies, 1):
            box = shown.query_one(ReplyBox)
            box.text = reply
            box.action_send()
            await until(lambda: len(played.exchanges) >= number and not shown.busy)  # noqa: B023
        app.theme = room.look.theme
        await room.shot(pilot, "preview")
