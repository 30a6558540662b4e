"""What every picture of the gallery is taken with: a look, a database of its own, conversations played into it."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.css.query import NoMatches
from textual.pilot import Pilot

from simulator.branching import branch
from simulator.deciding import decision
from simulator.game import Game
from simulator.i18n import use
from simulator.mode import USUAL, Terms
from simulator.store.database import Store
from simulator.store.tables import sessions, turns
from simulator.tui.app import CalmfirmApp
from simulator.tui.late import Late
from simulator.tui.look import Look as Program
from simulator.tui.sources import Installed

if TYPE_CHECKING:
    from scoring.scorer import Scorer

PATIENCE = 60.0
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Look:
    """A theme on a terminal of so many columns and rows."""

    theme: str
    columns: int
    rows: int

    @property
    def tag(self) -> str:
        """As in the file's name."""
        return f"{self.theme}-{self.columns}x{self.rows}"


SMALL, LARGE, SMALL_LIGHT, LIGHT, CONTRAST = (
    Look("harbour", 80, 24),
    Look("harbour", 160, 50),
    Look("paper", 80, 24),
    Look("paper", 160, 50),
    Look("contrast", 80, 24),
)


def called(name: str, lang: str, look: Look) -> str:
    """A picture's name with its look, and with its language unless that is English."""
    return "-".join([name, *([] if lang == "en" else [lang]), look.tag])


class Furnished(Installed):
    """The real sources, with a scorer that is loaded once for all pictures and the store of one of them."""

    def __init__(self, judge: Late[Scorer], store: Store) -> None:
        super().__init__()
        self._judge = judge
        self._kept = store

    def scorer(self, folder: Path | None = None) -> Scorer:
        """The shipped scorer; a rubric of one's own is in none of the pictures."""
        return self._judge.get()

    def store(self) -> Store:
        """The picture's own results."""
        return self._kept


@dataclass(frozen=True, slots=True)
class Room:
    """Where one picture is taken: results of its own, in a folder that is gone afterwards."""

    folder: Path
    look: Look
    place: Path
    sources: Furnished
    lang: str = "en"
    wanted: frozenset[str] = frozenset()  # names of pictures; empty: all of the scene's

    @property
    def store(self) -> Store:
        """The results."""
        return self.sources.store()

    def played(
        self, scenario: str, ends: str, *, until: Callable[[Game], bool] | None = None, days_ago: int = 0
    ) -> int:
        """Play a scenario's own playthrough to its ending (or to where `until` holds) into the results; its number.
        Raises LookupError when no playthrough reaches that ending."""
        loaded = self.sources.open(scenario, self.lang)
        replies = way(Game(loaded, self.sources.scorer()), ends)
        number = self.store.begin(loaded, "", USUAL)
        _take(Game(loaded, self.sources.scorer(), self.store, number), replies, until)
        if days_ago:
            self._move(number, datetime.now(UTC) - timedelta(days=days_ago))
        return number

    def again(self, scenario: str, session: int, turn: int, ends: str) -> int:
        """Answer a turn of a session again, from there on as in another playthrough; the new session's number."""
        loaded = self.sources.open(scenario, self.lang)
        like = Game(loaded, self.sources.scorer())
        replies = way(Game(loaded, self.sources.scorer()), ends)
        new = branch(self.store, session, turn, like, _fail)
        _take(new, replies[turn - 1 :], None)
        assert new.session_id is not None
        return new.session_id

    def _move(self, number: int, at: datetime) -> None:
        when = at.isoformat(timespec="microseconds")
        values = {"started_at": when, "updated_at": when, "ended_at": when}
        with self.store.writing() as connection:
            connection.execute(sessions.update().where(sessions.c.id == number).values(values))
            connection.execute(turns.update().where(turns.c.session_id == number).values(saved_at=when))

    @asynccontextmanager
    async def program(self, terms: Terms | None = None) -> AsyncIterator[tuple[CalmfirmApp, Pilot[int]]]:
        """The simulator with these results, everything loaded."""
        app = CalmfirmApp(self.sources, lang=self.lang, typing=False, trainee="", terms=terms)
        async with self.shown(app) as pilot:
            await until(lambda: app.settled and app.entries)
            # The remembered theme is put on once the store has been read; the picture's own comes after that.
            app.theme = self.look.theme
            yield app, pilot

    @asynccontextmanager
    async def shown(self, app: Program) -> AsyncIterator[Pilot[int]]:
        """Any of the programs, in the picture's size and colours."""
        async with app.run_test(size=(self.look.columns, self.look.rows)) as pilot:
            app.theme = self.look.theme
            yield pilot

    async def shot(self, pilot: Pilot[int], name: str) -> None:
        """Take the picture, where it is wanted."""
        if self.wanted and name not in self.wanted:
            return
        # Moving meters and fading scrollbars come to rest first.
        await pilot.pause(0.9)
        text = pilot.app.export_screenshot(title="calmfirm", simplify=True)
        (self.folder / f"{called(name, self.lang, self.look)}.svg").write_text(text, encoding="utf-8")


Scene = Callable[[Room], Awaitable[None]]


@contextmanager
def room(folder: Path, look: Look, judge: Late[Scorer], lang: str, wanted: frozenset[str]) -> Iterator[Room]:
    """A room for one scene, its interface and scenarios in `lang`, for the pictures `wanted` (none named: all)."""
    use(lang)
    with tempfile.TemporaryDirectory() as place:
        store = Store.open(Path(place) / "results.db")
        try:
            yield Room(folder, look, Path(place), Furnished(judge, store), lang, wanted)
        finally:
            store.close()
            use("en")


def way(game: Game, ends: str = "") -> tuple[str, ...]:
    """The replies of the first of the scenario's playthroughs that reaches this ending (the first that reaches its
    own, when none is named). `game`: one at its start. Raises LookupError."""
    for play in game.scenario.playthroughs:
        if ends in ("", play.ends):
            trial = Game(game.loaded, game.scorer)
            replies = tuple(one if isinstance(one, str) else decision(one) for one in play.replies)
            _take(trial, replies, None)
            if trial.state.ending == play.ends:
                return replies
    raise LookupError(f"no playthrough of {game.scenario.id} reaches {ends or 'its ending'}")


def _take(game: Game, replies: tuple[str, ...], until: Callable[[Game], bool] | None) -> None:
    for reply in replies:
        if game.state.over or (until is not None and until(game)):
            return
        game.take(reply)


def _fail(told: str) -> None:
    raise OSError(told)


async def until(holds: Callable[[], object]) -> None:
    """Wait until a condition holds; one that cannot be asked yet does not hold. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if holds():
                return
        except NoMatches:
            pass
        await asyncio.sleep(0.02)
    raise TimeoutError("a screen did not come up")


def shows(app: Program, *words: str) -> bool:
    """Whether all these words stand on the screen."""
    rows = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
    return all(word in rows for word in words)


async def screen_of(app: Program, kind: type[S]) -> S:
    """The screen of this kind, once it is the one that is shown and has been laid out."""
    await until(lambda: isinstance(app.screen, kind) and app.screen.children)
    shown = app.screen
    assert isinstance(shown, kind)
    return shown
