"""Numbered steps that bring a database file to the present layout: migration n makes version n of version n-1.

A released migration is never changed; a new layout is a new file here and a new line in `MIGRATIONS`.
"""

from __future__ import annotations

from simulator.store.migrations import (
    m0001_sessions,
    m0002_coaching,
    m0003_outbox,
    m0004_branches,
    m0005_modes,
    m0006_practice,
    m0007_debrief,
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    m0001_sessions.STATEMENTS,
    m0002_coaching.STATEMENTS,
    m0003_outbox.STATEMENTS,
    m0004_branches.STATEMENTS,
    m0005_modes.STATEMENTS,
    m0006_practice.STATEMENTS,
    m0007_debrief.STATEMENTS,
)
