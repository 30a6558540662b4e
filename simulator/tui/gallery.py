"""Screenshots for the documentation, taken from the real program: `python -m simulator.tui.gallery --out FOLDER`.

It plays a playthrough of a shipped scenario with the shipped rubric, in a database of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from textual.css.query import NoMatches
from textual.pilot import Pilot
from textual.widgets import Button

from simulator.choosing import choose
from simulator.deciding import decision, drafted
from simulator.game import Game
from simulator.tui.app import CalmfirmApp
from simulator.tui.screens.briefing import BriefingScreen
from simulator.tui.screens.conversation import ConversationScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.sources import Installed
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.plane import Plane
from simulator.tui.widgets.reply_box import ReplyBox

SCENARIO = "late-b2b-order"
SHOTS = (("harbour", (80, 24)), ("harbour", (160, 50)), ("paper", (160, 50)), ("contrast", (80, 24)))
PATIENCE = 60.0


async def _until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if holds():
                return
        except NoMatches:
            pass
        await asyncio.sleep(0.02)
    raise TimeoutError("a screen did not come up")


async def _settled(app: CalmfirmApp) -> None:
    await _until(lambda: app.settled)


async def _shot(pilot: Pilot[int], folder: Path, name: str) -> None:
    # Moving meters and fading scrollbars come to rest first.
    await pilot.pause(0.9)
    (folder / f"{name}.svg").write_text(pilot.app.export_screenshot(title="calmfirm", simplify=True), encoding="utf-8")


def _replies(game: Game) -> tuple[str, ...]:
    """The first of the scenario's playthroughs that reaches its ending; else LookupError."""
    for play in game.scenario.playthroughs:
        trial = Game(game.loaded, game.scorer)
        for reply in play.replies:
            if not trial.state.over:
                trial.take(reply if isinstance(reply, str) else decision(reply))
        if trial.state.ending == play.ends:
            return tuple(one if isinstance(one, str) else decision(one) for one in play.replies)
    raise LookupError(f"no playthrough of {SCENARIO} reaches its ending")


async def _play(pilot: Pilot[int], app: CalmfirmApp, folder: Path, tag: str) -> None:
    await _until(lambda: app.settled and app.entries)
    await _shot(pilot, folder, f"library-{tag}")
    app.open_briefing(SCENARIO, "en")
    await _until(lambda: isinstance(app.screen, BriefingScreen) and app.screen.loaded)
    await _shot(pilot, folder, f"briefing-{tag}")
    assert isinstance(app.screen, BriefingScreen)
    app.screen.action_start()
    await _until(lambda: isinstance(app.screen, ConversationScreen) and not app.screen.busy)
    screen = app.screen
    assert isinstance(screen, ConversationScreen)
    for number, reply in enumerate(await asyncio.to_thread(_replies, screen.game), 1):
        if options := screen.game.options:
            key, _ = choose(reply, options)
            screen.query_one(Choices).action_choose([one for one, _ in options].index(key) + 1)
        elif (lying := screen.game.desk) is not None:
            screen.send(reply, drafted(reply, lying)[2])
        else:
            box = screen.query_one(ReplyBox)
            box.text = reply
            box.action_send()
        await _until(lambda: not screen.busy and len(screen.game.state.turns) >= number)  # noqa: B023 - awaited here
        if number == 2:
            await _shot(pilot, folder, f"conversation-{tag}")
            screen.action_feedback()
            await _shot(pilot, folder, f"feedback-{tag}")
            app.pop_screen()
        if screen.game.state.over:
            break
    screen.query_one("#debrief", Button).press()
    await _until(lambda: isinstance(app.screen, DebriefScreen) and app.screen.query_one(Plane).picked)
    await _shot(pilot, folder, f"debrief-{tag}")


async def hang_all(folder: Path) -> None:
    """Take every screenshot into `folder`. Raises TimeoutError when a screen does not come up within a minute,
    LookupError when no playthrough reaches its ending."""
    folder.mkdir(parents=True, exist_ok=True)
    for theme, (columns, rows) in SHOTS:
        with tempfile.TemporaryDirectory() as place:
            app = CalmfirmApp(Installed(str(Path(place) / "results.db")), lang="en", typing=False)
            async with app.run_test(size=(columns, rows)) as pilot:
                # The remembered theme is put on once the store has loaded; a screenshot's own comes after that.
                await _settled(app)
                app.theme = theme
                await _play(pilot, app, folder, f"{theme}-{columns}x{rows}")
            if (store := app.store.value) is not None:
                store.close()


def main() -> None:
    """Command line: `--out` names the folder."""
    parser = argparse.ArgumentParser(description="Take the documentation's screenshots from the real program.")
    parser.add_argument("--out", type=Path, default=Path("docs/screenshots"), help="folder (default: docs/screenshots)")
    asyncio.run(hang_all(parser.parse_args().out))


if __name__ == "__main__":
    main()
