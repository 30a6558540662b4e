"""What pilot tests play with: two small scenarios, a scorer that looks for words, a store in memory."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.css.query import NoMatches
from textual.pilot import Pilot

from scoring.contract import Evidence, Score, Situation
from simulator.debrief_pick import Picked
from simulator.mode import USUAL, Terms
from simulator.origin import Origin
from simulator.practice.kept import Kept
from simulator.rewriting import Rewrite
from simulator.scenario import library
from simulator.session import Turn
from simulator.store.failure import StoreError
from simulator.store.pending import Pending
from simulator.store.rows import Best, SessionRow
from simulator.tui.app import CalmfirmApp
from simulator.tui.screens.briefing import BriefingScreen
from simulator.tui.screens.conversation import ConversationScreen
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.reply_box import ReplyBox

SCENARIOS = Path(__file__).parent / "scenarios"
SIGNS = {
    "acknowledge": ("I can see", "Понимаю"),
    "ask": ("?",),
    "state_rule": ("seven days", "storage", "хранение"),
    "consequence": ("again", "in full"),
    "insult": ("idiot", "дура"),
    "cave_in": ("on us",),
}
FAULTS = ("insult", "cave_in")


class WordScorer:
    """Labels by fixed words, so that the screens are tested without the real rubric."""

    def __init__(self, layers: str = "full", slow: float = 0.0) -> None:
        self.layers = layers
        self.slow = slow

    def score(self, reply: str, situation: Situation) -> Score:
        time.sleep(self.slow)
        found = {}
        for label, signs in SIGNS.items():
            for sign in signs:
                start = reply.find(sign)
                if start >= 0:
                    sure = 0.5 if label == "consequence" else 0.9
                    found[label] = Evidence(label, start, start + len(sign), sign, sure, "cue")
        moves = {k: e.confidence for k, e in found.items() if k not in FAULTS}
        faults = {k: e.confidence for k, e in found.items() if k in FAULTS}
        calm = 1.0 if "insult" in faults else 3.0 + ("acknowledge" in moves) + 0.5 * ("ask" in moves)
        firm = 1.5 if "cave_in" in faults else 2.0 + ("state_rule" in moves) + ("consequence" in moves)
        stance = "moralising" if calm < 3 else "calm_firm" if firm >= 3 else "servile" if firm < 2 else "neutral"
        return Score(
            moves=moves,
            faults=faults,
            calm=calm,
            firm=firm,
            stance=stance,
            evidence=tuple(found.values()),
            missing=tuple(key for key in situation.expects if key not in moves),
            caps=tuple(faults),
            layers=self.layers,  # type: ignore[arg-type]
        )


class Names:
    """A rubric's words, for tests."""

    def name(self, label: str, lang: str) -> str:
        return {"ru": "метка "}.get(lang, "") + {"calm_firm": "calm and firm"}.get(label, label.replace("_", " "))

    def says(self, label: str, lang: str) -> str:
        return f"What {label.replace('_', ' ')} means, in a sentence."

    def band_name(self, axis: str, band: str, lang: str) -> str:
        return band


class MemoryPending:
    """The reply that is being written, in memory."""

    def __init__(self) -> None:
        self.kept: Pending | None = None

    def keep(self, pending: Pending) -> None:
        self.kept = pending

    def read(self, number: int) -> Pending | None:
        return self.kept if self.kept is not None and self.kept.number == number else None


class MemoryDebrief:
    """What is done in a debrief, in memory. `full`: nothing can be kept."""

    def __init__(self, picked: Picked | None, full: bool = False) -> None:
        self.answer = picked
        self.full = full
        self.written: list[Rewrite] = []

    def picked(self) -> Picked | None:
        return self.answer

    def pick(self, picked: Picked) -> None:
        self._room()
        self.answer = picked

    def rewrites(self) -> tuple[Rewrite, ...]:
        return tuple(self.written)

    def rewrite(self, one: Rewrite) -> None:
        self._room()
        self.written.append(one)

    def _room(self) -> None:
        if self.full:
            raise StoreError("The disk is full.")


class NoPractice:
    """A store's practice before anything was practised."""

    def unweighed(self) -> tuple[int, ...]:
        return ()

    def kept(self) -> Kept:
        return Kept()


class MemoryStore:
    """The store's interface over lists. `full`: every write fails, as on a full disk. `asks`: a debrief asks which
    reply turned it; else the question counts as skipped before."""

    def __init__(self, full: bool = False, asks: bool = False) -> None:
        self.full = full
        self.asks = asks
        self.debriefs: dict[int, MemoryDebrief] = {}
        self.rows: dict[int, SessionRow] = {}
        self.turns: dict[int, list[Turn]] = {}
        self.dropped: set[int] = set()
        self.settings: dict[str, str] = {}
        self.desks: dict[int, MemoryPending] = {}

    def begin(self, loaded: Any, trainee: str, terms: Terms = USUAL) -> int:
        self._room()
        number = len(self.rows) + 1
        scenario = loaded.scenario
        now = datetime.now(UTC)
        self.rows[number] = SessionRow(
            number, scenario.id, scenario.lang, scenario.title, now, now, None, None, None, 0.0, 0.0, 0, terms=terms
        )
        self.turns[number] = []
        return number

    def save_turn(self, session_id: int, turn: Turn) -> None:
        self._room()
        self.turns[session_id].append(turn)
        self.rows[session_id] = replace(self.rows[session_id], turns=len(self.turns[session_id]))

    def finish(self, session_id: int, ending: str, outcome: str) -> None:
        scores = [turn.score for turn in self.turns[session_id]]
        self.rows[session_id] = replace(
            self.rows[session_id],
            ending=ending,
            outcome=outcome,
            ended_at=datetime.now(UTC),
            calm=sum(score.calm for score in scores) / len(scores),
            firm=sum(score.firm for score in scores) / len(scores),
        )

    def unfinished(self) -> tuple[SessionRow, ...]:
        return tuple(
            row for row in self.rows.values() if row.ending is None and row.turns and row.id not in self.dropped
        )

    def stored_turns(self, session_id: int) -> list[tuple[str, str | None, bool, Score, Origin]]:
        return [(turn.reply, turn.choice, turn.guessed, turn.score, turn.origin) for turn in self.turns[session_id]]

    def pending(self, session_id: int) -> MemoryPending:
        return self.desks.setdefault(session_id, MemoryPending())

    def looking_back(self, session_id: int) -> MemoryDebrief:
        unasked = None if self.asks else Picked(None)
        return self.debriefs.setdefault(session_id, MemoryDebrief(unasked, self.full))

    def attempted(self, scenario_id: str, lang: str, trainee: str) -> frozenset[str]:
        return frozenset(turn.step for turns in self.turns.values() for turn in turns)

    def abandon(self, session_id: int) -> None:
        self.dropped.add(session_id)

    def best(self) -> dict[tuple[str, str], Best]:
        return {
            (row.scenario_id, row.lang): Best(row.outcome or "", row.calm, row.firm, row.ended_at)
            for row in self.rows.values()
            if row.ended_at is not None
        }

    def history(self, limit: int) -> tuple[Any, ...]:
        return tuple(reversed(self.rows.values()))[:limit]

    def news(self) -> str:
        return ""

    def practice(self) -> NoPractice:
        return NoPractice()

    def setting(self, name: str, default: str) -> str:
        return self.settings.get(name, default)

    def set_setting(self, name: str, value: str) -> None:
        self._room()
        self.settings[name] = value

    def _room(self) -> None:
        if self.full:
            raise StoreError("The disk is full.")


class Stage:
    """Sources for the app. Any part can be replaced by an exception to raise."""

    def __init__(self, scorer: Any = None, store: Any = None, empty: bool = False, broken: bool = False) -> None:
        self._scorer = scorer or WordScorer()
        self._store = store or MemoryStore()
        self.empty = empty
        self.broken = broken

    def listing(self) -> library.Listing:
        return library.Listing((), ()) if self.empty else library.listing(SCENARIOS)

    def open(self, name: str, lang: str) -> library.Loaded:
        if self.broken:
            raise ValueError("late-bike.yaml:3:1: E101: unknown key [bold]titel[/bold]: did you mean title?")
        return library.open_scenario(name, lang, SCENARIOS)

    def rubric(self) -> Any:
        return Names()

    def scorer(self) -> Any:
        return _or_raise(self._scorer)

    def store(self) -> Any:
        return _or_raise(self._store)


def _or_raise(value: Any) -> Any:
    if isinstance(value, Exception):
        raise value
    return value


def app(stage: Stage | None = None, **options: Any) -> CalmfirmApp:
    """The real app on this stage, without the client's typing pause."""
    return CalmfirmApp(stage or Stage(), **{"typing": False, **options})


async def until(pilot: Pilot[Any], holds: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait until a condition holds; a condition that cannot be asked yet does not hold. Fails after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if holds():
                return
        except (NoMatches, AttributeError, IndexError):
            pass
        await asyncio.sleep(0.01)
    raise AssertionError(f"not reached on {type(pilot.app.screen).__name__}")


async def to_conversation(pilot: Pilot[Any], lang: str = "en") -> ConversationScreen:
    """From the start into the conversation, the client's first words said."""
    program = pilot.app
    await until(pilot, lambda: program.settled)
    program.open_briefing("late-bike", lang)
    await until(pilot, lambda: isinstance(program.screen, BriefingScreen) and program.screen.loaded)
    program.screen.action_start()
    return await conversation(pilot)


async def conversation(pilot: Pilot[Any]) -> ConversationScreen:
    """The conversation, once it is the trainee's turn."""
    await until(pilot, lambda: isinstance(pilot.app.screen, ConversationScreen) and not pilot.app.screen.busy)
    screen = pilot.app.screen
    assert isinstance(screen, ConversationScreen)
    return screen


async def say(pilot: Pilot[Any], text: str) -> None:
    """Type a reply, send it, wait for what comes of it."""
    screen = await conversation(pilot)
    turns = len(screen.game.state.turns)
    box = screen.query_one(ReplyBox)
    box.text = text
    box.action_send()
    await until(pilot, lambda: not screen.busy and len(screen.game.state.turns) > turns)
    await pilot.pause()


async def to_end(pilot: Pilot[Any]) -> ConversationScreen:
    """Play the good way to its ending."""
    screen = await to_conversation(pilot)
    await say(pilot, "Why did it take three weeks? I can see this is annoying.")
    screen.query_one(Choices).action_choose(1)
    await until(pilot, lambda: not screen.busy and len(screen.game.state.turns) == 2)
    await say(pilot, "If it happens again, storage is due in full.")
    return screen


def told(app: CalmfirmApp) -> str:
    """Every notice that has not gone yet."""
    return "\n".join(notice.message for notice in app._notifications)


def seen(app: CalmfirmApp) -> str:
    """All text on the screen, line by line."""
    lines = app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in lines)
