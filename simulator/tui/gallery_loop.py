"""The gallery's pictures of the learning loop: modes, hints, a decision, the debrief, retries, practice, a path."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from simulator.debrief_pick import Picked as TurnPicked
from simulator.game import Game
from simulator.mode import EXAM, LEARN, Terms
from simulator.tui.app import CalmfirmApp
from simulator.tui.gallery_pose import Room, screen_of, shows, until, way
from simulator.tui.playing import look_back, resume
from simulator.tui.screens.attempts import AttemptsScreen
from simulator.tui.screens.beside import BesideScreen
from simulator.tui.screens.conversation import ConversationScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.decide import DecideScreen
from simulator.tui.screens.drill import DrillScreen, Onward
from simulator.tui.screens.hints import HintScreen
from simulator.tui.screens.path import PathScreen
from simulator.tui.screens.progress import ProgressScreen
from simulator.tui.screens.reflect import ReflectScreen
from simulator.tui.screens.replying import ReadyReplies
from simulator.tui.screens.rewrite import RewriteScreen
from simulator.tui.screens.take_along import ASKING
from simulator.tui.widgets.live import Live
from simulator.tui.widgets.picked import Picked
from simulator.tui.widgets.plane import Plane
from simulator.tui.widgets.reply_box import ReplyBox
from simulator.tui.widgets.tick_list import TickList

FISH = "late-b2b-order"  # the conversation that is retried; its first reply goes wrong in one of its playthroughs
WRONG, RIGHT, HALF_RIGHT = "quietly-gone", "night-desk", "truce"
GARAGE = "rude-client"
# What was practised in the progress picture: scenario, the ending its playthrough reaches, how many days ago.
PRACTISED = (
    ("missed-appointment", "hung-up", 24),
    ("missed-appointment", "deposit-paid", 21),
    ("rude-client", "both-shouting", 17),
    ("our-late-delivery", "", 14),
    ("rude-client", "walked-out", 10),
    ("late-b2b-order", "truce", 8),
    ("rude-client", "text-first", 3),
    ("missed-appointment", "letter-opened", 2),
    ("late-b2b-order", "brass-band", 1),
)


async def _debrief(app: CalmfirmApp, session: int, room: Room) -> DebriefScreen:
    """The debrief of a kept session, its question passed over."""
    row = next(row for row in room.store.history() if row.id == session)
    look_back(app, row)
    (await screen_of(app, ReflectScreen)).dismiss(None)
    shown = await screen_of(app, DebriefScreen)
    await until(lambda: not shown.has_class(ASKING) and shown.query_one(Plane).picked)
    return shown


async def _conversation(app: CalmfirmApp, name: str, room: Room, terms: Terms) -> ConversationScreen:
    app.begin(room.sources.open(name, room.lang), terms)
    return await _waiting(app)


async def _waiting(app: CalmfirmApp) -> ConversationScreen:
    screen = await screen_of(app, ConversationScreen)
    await until(lambda: not screen.busy)
    return screen


async def _type(screen: Screen[Any], text: str) -> None:
    box = screen.query_one(ReplyBox)
    box.focus()
    box.text = text
    box.move_cursor(box.document.end)


async def _reply(screen: ConversationScreen | RewriteScreen | DrillScreen, text: str) -> None:
    box = screen.query_one(ReplyBox)
    box.text = text
    box.action_send()


async def debrief(room: Room) -> None:
    """The question first; the best sentence and the one thing to try; model answers; a reply written anew."""
    session = room.played(FISH, WRONG)
    better = way(Game(room.sources.open(FISH, room.lang), room.sources.scorer()), RIGHT)[0]
    async with room.program() as (app, pilot):
        row = room.store.history()[0]
        look_back(app, row)
        asked = await screen_of(app, ReflectScreen)
        await until(lambda: asked.focused is not None)
        await room.shot(pilot, "turned")
        asked.dismiss(TurnPicked(3))
        shown = await screen_of(app, DebriefScreen)
        await until(lambda: not shown.has_class(ASKING) and shown.query_one(Plane).picked)
        await pilot.pause(0.5)
        shown.query_one("#turning").scroll_visible(animate=False, top=True)
        await room.shot(pilot, "take-along")
        shown.go(1)
        await pilot.pause(0.3)
        shown.query_one("#models").scroll_visible(animate=False)
        await room.shot(pilot, "models")
        shown.action_rewrite()
        anew = await screen_of(app, RewriteScreen)
        await until(lambda: anew.focused is not None)
        await _reply(anew, better)
        await until(lambda: anew.query_one("#change").display and not anew.busy)
        await room.shot(pilot, "rewrite")
    assert session == row.id


async def retry(room: Room) -> None:
    """Three attempts at a conversation as a tree, and two of them side by side."""
    first = room.played(FISH, WRONG)
    room.again(FISH, first, 1, HALF_RIGHT)
    last = room.again(FISH, first, 1, RIGHT)
    async with room.program() as (app, pilot):
        shown = await _debrief(app, last, room)
        shown.action_compare()
        await screen_of(app, BesideScreen)
        await room.shot(pilot, "side-by-side")
        app.pop_screen()
        await screen_of(app, DebriefScreen)
        shown.action_attempts()
        tree = await screen_of(app, AttemptsScreen)
        await until(lambda: tree.drawn.lanes)
        await room.shot(pilot, "attempts")


async def learn(room: Room) -> None:
    """Ready replies; then what the picked one does, with the gauge under an own reply."""
    async with room.program() as (app, pilot):
        screen = await _conversation(app, GARAGE, room, Terms(LEARN))
        await until(lambda: screen.focused is screen.query_one(ReadyReplies))
        await room.shot(pilot, "learn-choices")
        await pilot.press("1")
        await until(lambda: screen.query_one(Picked).display and screen.query_one(Live).display)
        await _type(screen, "I can see the sum comes as a shock. £340 was agreed on Tuesday. What did you expect?")
        await until(lambda: shows(app, "This one holds.", "F6") and not shows(app, "show here as you type"))
        await room.shot(pilot, "learn-gauge")


async def exam(room: Room) -> None:
    """An exam with a minute for each reply, half a reply typed."""
    async with room.program() as (app, pilot):
        screen = await _conversation(app, GARAGE, room, Terms(EXAM, 60))
        await _type(screen, "Afternoon, Mr Maddox. I can see the figure comes as a")
        await room.shot(pilot, "exam")


async def hints(room: Room) -> None:
    """The hints of a moment that was met before, two of three opened."""
    room.played(GARAGE, "text-first")
    async with room.program() as (app, pilot):
        await _conversation(app, GARAGE, room, Terms())
        await pilot.press("f5")
        await screen_of(app, HintScreen)
        await pilot.press("f5")
        await room.shot(pilot, "hints")


async def decide(room: Room) -> None:
    """The papers of a client, signs ticked, the decision picked, the reason begun; then what it came to."""
    number = room.played("part-with-client", "dignity", until=lambda game: game.desk is not None)
    ended = room.played("part-with-client", "dignity")
    async with room.program() as (app, pilot):
        resume(app, next(row for row in room.store.unfinished() if row.id == number))
        screen = await _waiting(app)
        await until(lambda: screen.focused is screen.query_one("#decide"))
        await pilot.press("enter")
        shown = await screen_of(app, DecideScreen)
        await pilot.pause(0.3)
        await pilot.press("2")
        for place in (1, 2):
            shown.query_one("#sign-list", TickList).action_mark(place)
        shown.query_one("#option-list", TickList).action_mark(3)
        await _type(shown, "Mr Stroud, we are ending the contract at thirty days' notice, because")
        await room.shot(pilot, "decide")
        shown.dismiss(None)
        await _waiting(app)
        app.to_library()
        debrief = await _debrief(app, ended, room)
        await pilot.pause(0.5)
        debrief.query_one("#weighed").scroll_visible(animate=False, top=True)
        await room.shot(pilot, "costs")


async def progress(room: Room) -> None:
    """A few weeks of practice: principles over time, what is due, what to play next."""
    for scenario, ends, days in PRACTISED:
        room.played(scenario, ends, days_ago=days)
    async with room.program() as (app, pilot):
        app.action_progress()
        shown = await screen_of(app, ProgressScreen)
        await until(lambda: shown.practised is not None and shown.next is not None)
        await room.shot(pilot, "progress")
        app.pop_screen()
        await _path(app, pilot, room)


async def _path(app: CalmfirmApp, pilot: Pilot[int], room: Room) -> None:
    app.action_path()
    shown = await screen_of(app, PathScreen)
    await until(lambda: shown.plays)
    await room.shot(pilot, "path")


async def drill(room: Room) -> None:
    """The first moment of a drill, answered."""
    async with room.program() as (app, pilot):
        from simulator.tui.practising import drill as begin

        begin(app, "ask", room.lang)
        shown = await screen_of(app, DrillScreen)
        await until(lambda: not shown.busy and shown.query_one(ReplyBox).display)
        await _reply(shown, "Before I answer that: what happened, and what would help you most now?")
        await until(lambda: shown.drill.attempts and shown.query_one(Onward).display)
        await room.shot(pilot, "drill")
