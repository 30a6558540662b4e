"""The program as a process of its own: killed, piped, in a bare locale."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from desk import LIBRARY, ROOT, SPARE_KEY

from simulator.store.database import Store


def environment(db: Path | None = None, **more: str) -> dict[str, str]:
    names = {**os.environ, "PYTHONPATH": str(ROOT), "CALMFIRM_LIBRARY": str(LIBRARY), **more}
    names.pop("CALMFIRM_DB", None)
    if db is not None:
        names["CALMFIRM_DB"] = str(db)
    return names


def program(*arguments: str, env: dict[str, str], **more) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "simulator", *arguments],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **more,
    )


def read_until(process: subprocess.Popen[bytes], part: str) -> str:
    assert process.stdout is not None
    seen = ""
    for line in process.stdout:
        seen += line.decode()
        if part in seen:
            return seen
    assert process.stderr is not None
    pytest.fail(f"{part!r} did not come: {seen}\n{process.stderr.read().decode()}")


def test_a_game_killed_after_a_turn_was_shown_goes_on_at_that_turn(tmp_path) -> None:
    db = tmp_path / "results.db"
    game = program("play", "spare-key", "--plain", env=environment(db))
    assert game.stdin is not None
    game.stdin.write("A spare key is forty pounds; ключ є.\n".encode())
    game.stdin.flush()
    read_until(game, "Turn 1.")
    game.stdin.write(b"hold\n")
    game.stdin.flush()
    read_until(game, "Turn 2.")
    game.kill()
    game.communicate(timeout=30)
    assert game.returncode == (-signal.SIGKILL if sys.platform != "win32" else 1)

    store = Store.open(db)
    (row,) = store.unfinished()
    assert [kept[:2] for kept in store.stored_turns(row.id)] == [
        ("A spare key is forty pounds; ключ є.", None),
        ("It is forty pounds, and here is a receipt.", "hold"),
    ]
    store.close()

    again = program("play", "spare-key", "--plain", "--resume", env=environment(db))
    told, errors = again.communicate(b"To this desk by eleven.\n", timeout=60)
    assert (again.returncode, errors) == (0, b"")
    assert "You go on after turn 2" in told.decode()
    assert "Ending: A key and a receipt (good ending)" in told.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a child there")
def test_ctrl_c_leaves_with_a_word_and_keeps_the_conversation(tmp_path) -> None:
    db = tmp_path / "results.db"
    game = program("play", "spare-key", "--plain", env=environment(db))
    assert game.stdin is not None
    game.stdin.write(b"Hello.\n")
    game.stdin.flush()
    read_until(game, "Option 3")
    game.send_signal(signal.SIGINT)
    told, errors = game.communicate(timeout=30)
    assert (game.returncode, errors) == (0, b"")
    assert "You left the conversation after turn 1. It is kept" in told.decode()


def test_output_is_utf8_in_a_bare_locale(tmp_path) -> None:
    replies = tmp_path / "r.txt"
    replies.write_text("Ключ коштує £40\n", encoding="utf-8")
    env = environment(LC_ALL="C", LANG="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    process = program("play", "spare-key", "--replies", str(replies), env=env)
    told, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, b"")
    assert "You: Ключ коштує £40" in told.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="other pipes there")
def test_a_reader_that_stops_reading_is_no_error() -> None:
    rows = b"".join(json.dumps({"id": number, "reply": "Hello there."}).encode() + b"\n" for number in range(4_000))
    process = program("score", "--jsonl", "--cues-only", env=environment())
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(rows[:200])
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == 0
    process.stdout.close()
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(rows[200:])
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()
    process.wait(timeout=60)
    assert process.stderr.read() == b""
    process.stderr.close()


def test_scores_stream_while_the_input_is_open() -> None:
    process = program("score", "--jsonl", "--cues-only", env=environment())
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(3):
        process.stdin.write(json.dumps({"id": number, "reply": "Hello there."}).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == number
    process.communicate(timeout=30)
    assert process.returncode == 0


def test_the_same_replies_give_the_same_bytes(tmp_path) -> None:
    replies = tmp_path / "r.txt"
    replies.write_text(
        "A spare key is £40, as we agreed. Shall I write you a receipt?\nhold\nBy eleven.\n", encoding="utf-8"
    )
    told = []
    for seed in ("1", "2"):
        process = program(
            "play", str(SPARE_KEY), "--replies", str(replies), "--json", env=environment(PYTHONHASHSEED=seed)
        )
        told.append(process.communicate(timeout=60)[0])
    assert told[0] == told[1]
    assert json.loads(told[0])["ending"]["id"] == "agreed"


@pytest.mark.skipif(sys.platform == "win32", reason="closes file descriptors as a shell there does not")
@pytest.mark.parametrize("arguments", ["", "play spare-key --plain --db none", "score --cues-only"])
def test_a_closed_input_is_no_crash(arguments: str) -> None:
    done = subprocess.run(
        f"exec {sys.executable} -m simulator {arguments} <&-",
        shell=True,
        env=environment(),
        capture_output=True,
        timeout=60,
    )
    assert done.returncode in (0, 2)
    assert b"Traceback" not in done.stderr


def test_lines_shared_between_processes_come_out_in_order_and_alike() -> None:
    texts = [f"Orders close at {hour}. I am sorry, I will ring you at {hour}." for hour in range(1, 90)]
    lines = [json.dumps({"id": number, "reply": text}).encode() for number, text in enumerate(texts)]
    lines[40] = b"no json"
    given = b"\n".join(lines) + b"\n"
    runs = [
        subprocess.run(
            [sys.executable, "-m", "simulator", "score", "--jsonl", "--cues-only", "--jobs", jobs],
            input=given,
            capture_output=True,
            env=environment(),
            timeout=120,
        )
        for jobs in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert [json.loads(line)["id"] for line in runs[1].stdout.splitlines()] == [n for n in range(89) if n != 40]
    for run in runs:
        assert run.returncode == 1
        assert b"line 41" in run.stderr
