"""Handing statements to a learning record store (xAPI 1.0.3 over HTTP): what it answers, in the kinds that matter."""

from __future__ import annotations

import base64
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from simulator.i18n import _
from simulator.os_words import os_told

VERSION = "1.0.3"
TIMEOUT_S = 30.0
MAX_ANSWER = 1_000_000
LOOPBACK = ("localhost", "127.0.0.1", "::1")
# Answers that another try may change.
BUSY = (408, 425, 429, 500, 502, 503, 504)


class AddressProblem(ValueError):
    """An address that statements are not sent to; the message is one sentence that says how to mend it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one try. `taken`: it has them; `busy`: try again, after `wait` seconds if it said so; `refused`: one
    of these statements is not to its liking; `known`: it has another statement under one of these ids; `closed`: no
    statement will get in this way. `told`: why, in a sentence."""

    kind: Literal["taken", "busy", "refused", "known", "closed"]
    told: str = ""
    wait: float | None = None


class _NoDetours(urllib.request.HTTPRedirectHandler):
    # A POST that follows a redirect arrives as a GET: the statements would count as sent and be nowhere.
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


class RecordStore:
    """A learning record store at `address` (its xAPI endpoint). `key`, `secret`: its basic authentication.

    Raises AddressProblem for an address that is none, holds credentials, or would carry replies unencrypted to
    another machine.
    """

    def __init__(self, address: str, key: str = "", secret: str = "") -> None:
        self.address = endpoint(address)
        self._headers = {"X-Experience-API-Version": VERSION, "Content-Type": "application/json; charset=utf-8"}
        if key or secret:
            self._headers["Authorization"] = "Basic " + base64.b64encode(f"{key}:{secret}".encode()).decode()
        self._opener = urllib.request.build_opener(_NoDetours)

    def post(self, bodies: Sequence[str], ids: Sequence[str]) -> Answer:
        """Send statements, each as JSON, with their ids; never raises for what the other side or the way there does."""
        data = f"[{','.join(bodies)}]".encode()
        request = urllib.request.Request(  # noqa: S310 - `endpoint` lets http and https through alone
            f"{self.address}/statements", data, self._headers, method="POST"
        )
        try:
            with self._opener.open(request, timeout=TIMEOUT_S) as response:
                return self._read(response.read(MAX_ANSWER), ids)
        except urllib.error.HTTPError as error:
            with error:
                return self._refusal(error)
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            told = os_told(reason) if isinstance(reason, OSError) else str(reason)
            return Answer(
                "busy", _("{address} cannot be reached ({reason}).").format(address=self.address, reason=told)
            )

    def _read(self, body: bytes, ids: Sequence[str]) -> Answer:
        """A record store answers with the ids that it took; any other page that says 200 has taken nothing."""
        try:
            taken = {str(one).casefold() for one in json.loads(body)}
        except (ValueError, TypeError, RecursionError):
            taken = set()
        if taken.issuperset(one.casefold() for one in ids):
            return Answer("taken")
        return Answer(
            "closed",
            _(
                "{address} did not answer as a learning record store does: give the address of its xAPI endpoint."
            ).format(address=self.address),
        )

    def _refusal(self, error: urllib.error.HTTPError) -> Answer:
        code = error.code
        said = _("{address} answered {code} ({reason})").format(address=self.address, code=code, reason=error.reason)
        if code in BUSY:
            after = error.headers.get("Retry-After", "")
            return Answer("busy", f"{said}.", float(after) if after.isdecimal() and len(after) < 7 else None)
        if code == 409:
            return Answer("known", _("{answer}: it has another statement under this id.").format(answer=said))
        if code in (400, 413, 422):
            return Answer("refused", f"{said}: {_detail(error)}")
        if code in (401, 403):
            told = _("{answer}: set CALMFIRM_LRS_KEY and CALMFIRM_LRS_SECRET to what it asks for.")
            return Answer("closed", told.format(answer=said))
        return Answer("closed", _("{answer}: give the address of its xAPI endpoint.").format(answer=said))


def endpoint(address: str) -> str:
    """The address without `/statements` and a closing slash. Raises AddressProblem."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname
        _port = parts.port
    except ValueError as error:
        told = _("{address!r} is no address ({problem}): give the record store's xAPI endpoint.")
        raise AddressProblem(told.format(address=address, problem=error)) from error
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        raise AddressProblem(
            _(
                "{address!r} is no address of a record store: give its xAPI endpoint, like "
                "https://lrs.example.org/xapi."
            ).format(address=address)
        )
    if parts.username is not None or parts.password is not None:
        raise AddressProblem(
            _("Leave name and password out of the address: set CALMFIRM_LRS_KEY and CALMFIRM_LRS_SECRET instead.")
        )
    if parts.scheme == "http" and host not in LOOPBACK:
        told = _("{address!r} would carry replies unencrypted: give its https:// address.")
        raise AddressProblem(told.format(address=address))
    path = parts.path.rstrip("/").removesuffix("/statements")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _detail(error: urllib.error.HTTPError) -> str:
    try:
        text = error.read(2_000).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        text = ""
    return " ".join(text.split())[:300] or _("it did not say why.")
