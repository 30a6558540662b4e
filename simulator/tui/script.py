"""Everything said in a rehearsal, as lines that can be compared: only what has changed is drawn anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from textual.widget import Widget
from textual.widgets import Static

from simulator import session
from simulator.rehearsal import Rehearsal
from simulator.session import Event, FactOut, Said, Turn
from simulator.tui.lookback import ending
from simulator.tui.naming import Naming
from simulator.tui.widgets.bubble import ClientBubble, FactNote, YouBubble


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in the conversation. `by`: the client's name, or the outcome of an ending."""

    kind: Literal["client", "you", "fact", "ending"]
    texts: tuple[str, ...]
    by: str = ""
    turn: Turn | None = None


def script(rehearsal: Rehearsal) -> tuple[Line, ...]:
    """The whole conversation, in order."""
    return tuple(_script(rehearsal))


def _script(rehearsal: Rehearsal) -> Iterator[Line]:
    yield from _said(rehearsal, rehearsal.opening)
    for exchange in rehearsal.exchanges:
        yield Line("you", (exchange.turn.reply,), turn=exchange.turn)
        yield from _said(rehearsal, exchange.events)
    state = rehearsal.state
    if state.ending is not None:
        texts = session.ending_texts(rehearsal.scenario, state)
        yield Line("ending", texts, rehearsal.scenario.endings[state.ending].outcome)


def _said(rehearsal: Rehearsal, events: Sequence[Event]) -> Iterator[Line]:
    for event in events:
        match event:
            case Said(text):
                yield Line("client", (text,), rehearsal.scenario.client.name)
            case FactOut(_, text):
                yield Line("fact", (text,))


def common(old: Sequence[Line], new: Sequence[Line]) -> int:
    """How many lines at the beginning are the same in both."""
    for number, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return number
    return min(len(old), len(new))


def drawn(line: Line, naming: Naming) -> Widget:
    """A line as it stands in the conversation."""
    match line.kind:
        case "client":
            return ClientBubble(line.texts[0], line.by)
        case "you":
            return YouBubble(line.texts[0], line.turn, naming)
        case "fact":
            return FactNote(line.texts[0])
        case "ending":
            title, story, lesson = line.texts
            return Static(ending((title, story, lesson), line.by), classes="ending")
