"""The screen on which a coach rates replies looks as it did."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.app import App

from scoring.contract import Situation

Compare = Callable[[App[int], str], Awaitable[None]]
CASE = Situation(
    lang="uk",
    client="Я запізнилась на двадцять хвилин, і що? Я ваша постійна клієнтка!",
    about="Перукарня. Клієнтка запізнилася, наступний запис уже чекає. Запис діє п'ятнадцять хвилин.",
    breach="first",
)
REPLY = "Добрий день. Бачу, що ви поспішали. Запис діє п'ятнадцять хвилин; чи підійде вам завтра о десятій?"


@pytest.mark.parametrize(("columns", "rows", "theme"), [(80, 24, "harbour"), (160, 50, "paper"), (80, 24, "contrast")])
async def test_rate_screen(snapshot: Compare, tmp_path: Path, columns: int, rows: int, theme: str) -> None:
    from stage import seen, until

    from scoring.rubric import load_rubric
    from simulator.rating_desk import Desk
    from simulator.ratings import Ratings, Sample
    from simulator.tui.rating import RateApp

    samples = [Sample("one", REPLY, CASE), Sample("two", "[b]Fine.[/b]", Situation(client="Well?"))]
    program = RateApp(Desk(samples, Ratings(tmp_path / "r.jsonl", "olena", load_rubric())), lambda: theme)
    async with program.run_test(size=(columns, rows)) as pilot:
        program.animation_level = "none"
        await until(pilot, lambda: program.theme == theme and "десятій" in seen(program))
        await pilot.press("space", "down", "down", "space", "4", "3")
        await snapshot(program, f"rate-{theme}-{columns}x{rows}")
