"""Screenshots for the documentation, taken from the real program: `python -m simulator.tui.gallery --out FOLDER`.

Conversations are the shipped scenarios' own playthroughs, judged by the shipped rubric, in a database for each picture.
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Button

from scoring.scorer import Scorer
from simulator.choosing import choose
from simulator.debrief_pick import Picked
from simulator.deciding import drafted
from simulator.tui import gallery_coach as coach
from simulator.tui import gallery_loop as loop
from simulator.tui.app import CalmfirmApp
from simulator.tui.gallery_pose import (
    CONTRAST,
    LARGE,
    LIGHT,
    SMALL,
    SMALL_LIGHT,
    Look,
    Room,
    Scene,
    called,
    room,
    screen_of,
    until,
    way,
)
from simulator.tui.late import Late
from simulator.tui.screens.briefing import BriefingScreen
from simulator.tui.screens.conversation import ConversationScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.reflect import ReflectScreen
from simulator.tui.screens.take_along import ASKING
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.plane import Plane
from simulator.tui.widgets.reply_box import ReplyBox

PLAYED = {"en": "late-b2b-order", "ru": "grubyi-zvonok", "uk": "piznie-zamovlennia"}
ALL_LOOKS = (SMALL, LARGE, SMALL_LIGHT, LIGHT, CONTRAST)


async def play(room: Room) -> None:
    """From the library through a conversation to its debrief."""
    async with room.program() as (app, pilot):
        await until(lambda: app.walks)
        await room.shot(pilot, "library")
        app.open_briefing(PLAYED[room.lang], room.lang)
        briefing = await screen_of(app, BriefingScreen)
        await until(lambda: briefing.loaded)
        await room.shot(pilot, "briefing")
        briefing.action_start()
        await _converse(pilot, app, room)
        debrief = await screen_of(app, DebriefScreen)
        await until(lambda: not debrief.has_class(ASKING) and debrief.query_one(Plane).picked)
        await room.shot(pilot, "debrief")


async def _converse(pilot: Pilot[int], app: CalmfirmApp, room: Room) -> None:
    screen = await screen_of(app, ConversationScreen)
    await until(lambda: not screen.busy)
    for number, reply in enumerate(await asyncio.to_thread(way, screen.game), 1):
        if options := screen.game.options:
            key, _ = choose(reply, options)
            screen.query_one(Choices).action_choose([one for one, _ in options].index(key) + 1)
        elif (lying := screen.game.desk) is not None:
            screen.send(reply, drafted(reply, lying)[2])
        else:
            box = screen.query_one(ReplyBox)
            box.text = reply
            box.action_send()
        await until(lambda: not screen.busy and len(screen.game.state.turns) >= number)  # noqa: B023 - awaited here
        if number == 2:
            await room.shot(pilot, "conversation")
            screen.action_feedback()
            await room.shot(pilot, "feedback")
            app.pop_screen()
        if screen.game.state.over:
            break
    screen.query_one("#debrief", Button).press()
    (await screen_of(app, ReflectScreen)).dismiss(Picked(None))


# Scene, its language, its look, and which of its pictures the documentation shows.
SCENES: tuple[tuple[Scene, str, Look, str], ...] = (
    (play, "en", LARGE, "library conversation debrief"),
    (play, "en", SMALL, "briefing feedback"),
    (play, "uk", LARGE, "library conversation debrief"),
    (play, "ru", LIGHT, "library conversation debrief"),
    (loop.learn, "en", SMALL, "learn-choices learn-gauge"),
    (loop.exam, "en", SMALL_LIGHT, "exam"),
    (loop.hints, "en", SMALL, "hints"),
    (loop.decide, "en", LARGE, "decide"),
    (loop.decide, "en", SMALL_LIGHT, "costs"),
    (loop.debrief, "en", SMALL_LIGHT, "turned"),
    (loop.debrief, "en", LARGE, "take-along rewrite"),
    (loop.debrief, "en", SMALL, "models"),
    (loop.retry, "en", LARGE, "side-by-side"),
    (loop.retry, "en", LIGHT, "attempts"),
    (loop.progress, "en", LIGHT, "progress path"),
    (loop.drill, "en", SMALL, "drill"),
    (coach.review, "en", LARGE, "review"),
    (coach.map_of, "en", LARGE, "map"),
    (coach.preview, "en", LARGE, "preview"),
)


def named() -> tuple[str, ...]:
    """The names of all pictures, without `.svg`."""
    return tuple(called(name, lang, look) for _scene, lang, look, wanted in SCENES for name in wanted.split())


async def hang_all(folder: Path, only: str = "", looks: tuple[Look, ...] = ()) -> None:
    """Take the pictures into `folder`; `only` those of scenes with this in their name; with `looks` all of a scene's,
    in these. Raises TimeoutError when a screen does not come up within a minute, LookupError when no playthrough
    reaches its ending."""
    folder.mkdir(parents=True, exist_ok=True)
    judge: Late[Scorer] = Late(Scorer.load)
    judge.run()
    taken = set()
    for scene, lang, own, wanted in SCENES:
        if only not in f"{scene.__name__}-{lang}" or (looks and (scene, lang) in taken):
            continue
        taken.add((scene, lang))
        for look in looks or (own,):
            with room(folder, look, judge, lang, frozenset() if looks else frozenset(wanted.split())) as place:
                await scene(place)


def main() -> None:
    """Command line: `--out` names the folder, `--only` a scene, `--look` all of its pictures in another look."""
    parser = argparse.ArgumentParser(description="Take the documentation's screenshots from the real program.")
    parser.add_argument("--out", type=Path, default=Path("docs/screenshots"), help="folder (default: docs/screenshots)")
    parser.add_argument("--only", default="", metavar="NAME", help="scenes with this in their name (e.g. play-uk)")
    tags = [look.tag for look in ALL_LOOKS]
    parser.add_argument(
        "--look", action="append", choices=tags, help="take all of a scene, in this look; may be repeated"
    )
    given = parser.parse_args()
    looks = tuple(look for look in ALL_LOOKS if look.tag in (given.look or ()))
    asyncio.run(hang_all(given.out, given.only, looks))


if __name__ == "__main__":
    main()
