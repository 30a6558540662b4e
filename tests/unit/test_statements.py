"""xAPI statements, and sending them to a record store that is down, busy, choosy or no record store at all."""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from practice import HOLDS, RUDE, kept, play
from xapi_rules import breaches

from simulator.cli import cli
from simulator.reports.lrs import AddressProblem, RecordStore, endpoint
from simulator.reports.sending import Sender
from simulator.reports.statements import BASE, statements
from simulator.store.database import Store
from simulator.store.privacy import Which, delete


class Lrs(BaseHTTPRequestHandler):
    """A record store in memory: keeps statements by id, answers as its `script` says first."""

    kept: dict[str, dict]
    script: list[tuple[int, dict[str, str], bytes]]
    requests: list[dict]
    refuses = ""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).requests.append({"path": self.path, "headers": dict(self.headers), "size": len(json.loads(body))})
        if self.script:
            self.answer(*self.script.pop(0))
            return
        listed = json.loads(body)
        if self.headers["X-Experience-API-Version"] != "1.0.3" or any(breaches(one) for one in listed):
            self.answer(400, {}, b"not valid")
        elif self.refuses and any(self.refuses in json.dumps(one) for one in listed):
            self.answer(400, {}, b"I do not like a word in it")
        else:
            for one in listed:
                self.kept.setdefault(one["id"], one)
            self.answer(200, {}, json.dumps([one["id"] for one in listed]).encode())

    def answer(self, code: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def lrs() -> Iterator[type[Lrs]]:
    handler = type("Handler", (Lrs,), {"kept": {}, "script": [], "requests": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    handler.url = f"http://127.0.0.1:{server.server_port}/xapi"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield handler
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "r.db")
    play(opened, HOLDS, RUDE)
    yield opened
    opened.close()


def queued(store: Store, url: str) -> Sender:
    """A sender whose outbox holds the store's statements; it never really waits."""
    there = RecordStore(url)
    outbox = store.outbox(there.address)
    for one in store.conversations():
        outbox.put(statements(one), one.row.id)
    return Sender(outbox, there, pause=lambda seconds: None)


@pytest.mark.parametrize("mail", [None, "ann@example.org"])
@pytest.mark.parametrize("person", ["Ann", "", 'Зоя "x" <b>'])
def test_every_statement_keeps_to_the_specification(tmp_path: Path, mail: str | None, person: str) -> None:
    one = kept(tmp_path, HOLDS, "forty pounds please", person=person)
    ended = one.row.updated_at
    done = replace(one, cohort="Весна", row=replace(one.row, ended_at=ended, ending="agreed", outcome="parted"))
    made = list(statements(done, mail=mail))
    assert [breaches(each) for each in made] == [[]] * len(made)
    assert [each["verb"]["display"]["en"] for each in made] == ["initialized", "answered", "answered", "completed"]
    assert len({each["id"] for each in made}) == len(made)
    assert made[-1]["result"]["success"] is True


def test_a_reply_travels_with_its_evidence(tmp_path: Path) -> None:
    _, answered = statements(kept(tmp_path, HOLDS))
    result = answered["result"]
    evidence = result["extensions"][f"{BASE}extensions/evidence"]
    assert result["response"] == HOLDS
    assert {item["label"]: HOLDS[item["start"] : item["end"]] for item in evidence} == {
        "ask": "?",
        "state_rule": "rule",
    }
    assert result["score"] == {"scaled": 0.5, "raw": 3.0, "min": 1.0, "max": 5.0}  # calm 4, firm 3: the weaker counts


def test_the_checker_of_these_tests_can_fail(tmp_path: Path) -> None:
    made = next(statements(kept(tmp_path, HOLDS)))
    for spoiled in ({"timestamp": "2026-11-22T10:00:00"}, {"actor": {}}, {"id": "7"}, {"more": 1}, {"context": None}):
        with pytest.raises((AssertionError, ValueError, AttributeError)):
            assert breaches({**made, **spoiled}) == []


def test_the_same_practice_makes_the_same_ids_and_two_people_never_share_one(tmp_path: Path) -> None:
    one = kept(tmp_path, HOLDS)
    ids = [each["id"] for each in statements(one)]
    assert ids == [each["id"] for each in statements(one)]
    assert not set(ids) & {each["id"] for each in statements(replace(one, person="Ben"))}


def test_everything_arrives_and_once(lrs: type[Lrs], store: Store) -> None:
    assert queued(store, lrs.url).run().sent == 4
    again = queued(store, lrs.url + "/statements/").run()
    assert (again.sent, again.waiting) == (0, 0)
    assert len(lrs.kept) == 4
    assert [one["path"] for one in lrs.requests] == ["/xapi/statements"]


def test_what_is_played_later_is_sent_later(lrs: type[Lrs], store: Store) -> None:
    queued(store, lrs.url).run()
    play(store, HOLDS, person="Ben")
    assert queued(store, lrs.url).run().sent == 2
    assert len(lrs.kept) == 6


@pytest.mark.parametrize("code", [429, 500, 503])
def test_a_busy_store_is_asked_again(lrs: type[Lrs], store: Store, code: int) -> None:
    lrs.script += [(code, {"Retry-After": "7"}, b""), (code, {}, b"")]
    waits: list[float] = []
    sender = queued(store, lrs.url)
    sender._pause = waits.append
    assert sender.run().sent == 4
    assert waits == [7.0, 2.0]


def test_a_store_that_stays_away_loses_nothing(store: Store, lrs: type[Lrs]) -> None:
    lrs.script += [(503, {}, b"")] * 5
    sent = queued(store, lrs.url).run()
    assert (sent.sent, sent.waiting) == (0, 4)
    assert "503" in sent.problem
    # The other program ends here; the next run finds them in the file.
    assert queued(store, lrs.url).run().sent == 4
    assert len(lrs.kept) == 4


def test_nobody_at_the_address_is_told_and_nothing_is_lost(store: Store) -> None:
    sent = queued(store, "http://127.0.0.1:9/xapi").run()
    assert (sent.sent, sent.waiting) == (0, 4)
    assert "cannot be reached" in sent.problem


def test_one_refused_statement_does_not_hold_up_the_others(lrs: type[Lrs], store: Store) -> None:
    lrs.refuses = "What happened"
    sent = queued(store, lrs.url).run()
    assert (sent.sent, sent.waiting) == (3, 1)
    assert "I do not like a word in it" in sent.problem
    lrs.refuses = ""
    assert queued(store, lrs.url).run().sent == 1


@pytest.mark.parametrize(
    "answer",
    [
        (200, {}, b"<html>Welcome</html>"),
        (200, {}, b"[]"),
        (301, {"Location": "/elsewhere"}, b""),
        (401, {}, b""),
        (404, {}, b""),
    ],
)
def test_a_page_that_is_no_record_store_takes_nothing(lrs: type[Lrs], store: Store, answer: tuple) -> None:
    lrs.script.append(answer)
    sent = queued(store, lrs.url).run()
    assert (sent.sent, sent.waiting) == (0, 4)
    assert len(lrs.requests) == 1  # one try is enough to know
    assert sent.problem


def test_deleting_a_session_takes_its_waiting_statements_along(store: Store) -> None:
    (one,) = store.conversations()
    other = play(store, HOLDS, person="Ben")
    queued(store, "http://127.0.0.1:9/xapi")
    gone = delete(store, Which(sessions=(one.row.id,)))
    assert gone["outbox"] == 4
    assert other in {left.row.id for left in store.conversations()}
    assert store.outbox("http://127.0.0.1:9/xapi").count() == 2
    assert HOLDS.encode() in store.location.read_bytes()  # Ben's; the log is emptied by deleting


def test_large_outboxes_go_in_batches(lrs: type[Lrs], store: Store) -> None:
    (one,) = store.conversations()
    there = RecordStore(lrs.url)
    outbox = store.outbox(there.address)
    for number in range(50):
        outbox.put(statements(replace(one, person=f"P{number}")))
    assert Sender(outbox, there).run().sent == 200
    assert [request["size"] for request in lrs.requests] == [50] * 4


def test_the_command_sends_with_key_and_secret_and_says_what_waits(
    lrs: type[Lrs], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALMFIRM_LRS_KEY", "ключ")
    monkeypatch.setenv("CALMFIRM_LRS_SECRET", "s:1")
    command = ["export", "--db", str(store.location), "--lrs", lrs.url]
    lrs.script.append((403, {}, b""))
    refused = CliRunner().invoke(cli, command)
    assert refused.exit_code == 1
    assert "answered 403 (Forbidden)" in refused.output
    assert re.search(r"Waiting in .+: 4\. Run the same command again", refused.output)
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 0, done.output
    assert len(lrs.kept) == 4
    said = lrs.requests[-1]["headers"]["Authorization"].removeprefix("Basic ")
    assert base64.b64decode(said).decode() == "ключ:s:1"


@pytest.mark.parametrize("address", ["", "x", "https://", "http://[::1", "file:///etc/passwd", "https://h/x?a=1"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(AddressProblem):
        endpoint(address)
