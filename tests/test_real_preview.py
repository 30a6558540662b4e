"""The preview in a real terminal: an editor saves, the screen follows."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals there", allow_module_level=True)

from tests.terminal import ROOT, Terminal


def wait(terminal: Terminal, *parts: str) -> None:
    if not terminal.drawn(*parts):
        pytest.fail(f"{parts} did not come; on the screen since the last key: {terminal.text[-3000:]!r}")
    terminal.settle()


def save(terminal: Terminal, file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    terminal.press("")
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_saves_errors_and_another_beginning(tmp_path) -> None:
    file = tmp_path / "spare-key.yaml"
    file.write_text((ROOT / "tests/library/en/spare-key.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    command = [sys.executable, "-m", "simulator", "preview", str(file), "--at", "terms", "--trust", "1"]
    terminal = Terminal(command, {"CALMFIRM_DB": str(tmp_path / "results.db")}, (140, 40))
    try:
        wait(terminal, "£40? For a key?", "Next", "trust 1")
        terminal.press("3")
        wait(terminal, "where do I bring it back?", "Turn 1", "option hold")
        save(terminal, file, "where do I bring it back?", "whither do I take it?")
        wait(terminal, "whither", "1 reply played again.")
        save(terminal, file, "to: closing\n        mood", "to: closng\n        mood")
        wait(terminal, "CF301", "did you mean `closing`?")
        save(terminal, file, "to: closng", "to: closing")
        wait(terminal, "2 errors mended.")
        terminal.press("\x11")
        assert terminal.end() == 0
        assert "Traceback" not in terminal.text
        assert "\x1b[?1049l" in terminal.raw[terminal.seen :].decode("utf-8", "replace")
    finally:
        terminal.close()
