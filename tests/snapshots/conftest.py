"""`snapshot`: compares a screen with the picture kept beside the tests.

CALMFIRM_UPDATE_SNAPSHOTS=1 keeps the new pictures instead. A picture that differs is written to `*.new.svg`.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.app import App

HERE = Path(__file__).parent
# A screen may still be coming to rest; on a busy machine that takes seconds.
SETTLES = 8.0
sys.path.insert(0, str(HERE.parent / "pilot"))


def normalised(svg: str) -> str:
    """The picture without the identifiers that Textual makes up, one element a line."""
    svg = re.sub(r"terminal-\d+-", "terminal-", svg)
    return re.sub(r">\s*<", ">\n<", svg).strip() + "\n"


def picture(app: App[int]) -> str:
    """The screen as it is now."""
    return normalised(app.export_screenshot(title="calmfirm", simplify=True))


async def still(app: App[int]) -> str:
    """The picture once nothing has moved for a second."""
    last, same = picture(app), 0
    while same < 5:
        await asyncio.sleep(0.2)
        shown = picture(app)
        last, same = shown, same + 1 if shown == last else 0
    return last


@pytest.fixture
def snapshot() -> Callable[[App[int], str], Awaitable[None]]:
    async def compare(app: App[int], name: str) -> None:
        kept, new = HERE / f"{name}.svg", HERE / f"{name}.new.svg"
        if os.environ.get("CALMFIRM_UPDATE_SNAPSHOTS"):
            kept.write_text(await still(app), encoding="utf-8")
            return
        wanted = kept.read_text(encoding="utf-8") if kept.exists() else ""
        end = time.monotonic() + SETTLES
        while picture(app) != wanted:
            await asyncio.sleep(0.05)
            if time.monotonic() > end:
                new.write_text(picture(app), encoding="utf-8")
                pytest.fail(f"{name} looks different: compare {kept.name} with {new.name}")

    return compare
