"""The pictures that README and docs show are those that lie in the folder, and those that the gallery takes."""

from __future__ import annotations

import re
from pathlib import Path

from simulator.tui.gallery import named

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "docs" / "screenshots"
SHOWN = re.compile(r"!\[[^\]]+\]\(([^)\s]+\.svg)\)")


def shown() -> dict[Path, Path]:
    """Every picture that a page shows, with the page."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return {(page.parent / name).resolve(): page for page in pages for name in SHOWN.findall(page.read_text("utf-8"))}


def test_every_picture_that_a_page_shows_is_there() -> None:
    assert not {picture: page for picture, page in shown().items() if not picture.is_file()}


def test_every_picture_is_shown_somewhere() -> None:
    assert {one.resolve() for one in FOLDER.iterdir()} <= shown().keys()


def test_the_gallery_takes_what_lies_there_and_nothing_else() -> None:
    assert {f"{name}.svg" for name in named()} == {one.name for one in FOLDER.iterdir()}
