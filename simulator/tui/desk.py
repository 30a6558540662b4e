"""Laying the papers of a decide step before the trainee, over the conversation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from simulator.deciding import drafted

if TYPE_CHECKING:
    from textual.app import App

    from simulator.deciding import Desk
    from simulator.tui.widgets.reply_box import ReplyBox


def open_desk(
    app: App[Any],
    lying: Desk,
    client: tuple[str, str],
    box: ReplyBox,
    hint: Callable[[], None],
    decided: Callable[[str, str], None],
) -> None:
    """Show the desk. `client`: name and last words; `box`: the reply box, which is not shown meanwhile and holds what
    is ticked and written, so that it is kept like any draft; `decided`: given the decision in one line and its reason.
    """
    from simulator.tui.screens.decide import DecideScreen

    def keep(line: str) -> None:
        box.text = line

    def done(line: str | None) -> None:
        if line is not None:
            box.clear()
            decided(line, drafted(line, lying)[2])

    app.push_screen(DecideScreen(lying, *client, box.text, keep, hint), done)
