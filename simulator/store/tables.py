"""The database's tables as queries see them. The migrations make them; a test holds the two against each other."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, MetaData, Table, Text

metadata = MetaData()

sessions = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scenario_id", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("trainee", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("updated_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("ending", Text),
    Column("outcome", Text),
    Column("abandoned_at", Text),
    Column("branched_from", Integer, ForeignKey("sessions.id")),
    Column("branched_at", Integer),
    Column("mode", Text, nullable=False, default="practise"),
    Column("reply_seconds", Integer),
)

turns = Table(
    "turns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", Integer, ForeignKey("sessions.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("saved_at", Text, nullable=False),
    Column("superseded_at", Text),
    Column("reply", Text, nullable=False),
    Column("choice", Text),
    Column("guessed", Boolean, nullable=False),
    Column("calm", Float, nullable=False),
    Column("firm", Float, nullable=False),
    Column("rubric", Text, nullable=False),
    Column("rubric_version", Text, nullable=False),
    Column("rubric_hash", Text, nullable=False),
    Column("score", Text, nullable=False),
    Column("turn", Text, nullable=False),
    Column("hints", Integer, nullable=False, default=0),
    Column("picked", Boolean, nullable=False, default=False),
)

pending_replies = Table(
    "pending_replies",
    metadata,
    Column("session_id", Integer, ForeignKey("sessions.id"), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("draft", Text, nullable=False),
    Column("due_at", Text),
)

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

submissions = Table(
    "submissions",
    metadata,
    Column("key", Text, primary_key=True),
    Column("session_id", Integer, ForeignKey("sessions.id"), nullable=False),
    Column("submitted_at", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("document", Text, nullable=False),
)

received = Table(
    "received",
    metadata,
    Column("key", Text, primary_key=True),
    Column("received_at", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("document", Text, nullable=False),
)

comments = Table(
    "comments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("coach", Text, nullable=False),
    Column("written_at", Text, nullable=False),
    Column("comment", Text, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("lrs", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("session_id", Integer, ForeignKey("sessions.id")),
    Column("queued_at", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("tried_at", Text),
    Column("problem", Text),
    Column("sent_at", Text),
)

drills = Table(
    "drills",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("principle", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("trainee", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("ended_at", Text),
)

drill_replies = Table(
    "drill_replies",
    metadata,
    Column("drill_id", Integer, ForeignKey("drills.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("saved_at", Text, nullable=False),
    Column("scenario_id", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Column("kept", Boolean, nullable=False),
    Column("score", Text, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", Integer, ForeignKey("sessions.id")),
    Column("drill_id", Integer, ForeignKey("drills.id")),
    Column("principle", Text, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("missed", Integer, nullable=False),
    Column("rating", Text, nullable=False),
    Column("reviewed_at", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("stability", Float, nullable=False),
    Column("difficulty", Float, nullable=False),
    Column("due_at", Text, nullable=False),
)

weighed = Table(
    "weighed",
    metadata,
    Column("session_id", Integer, ForeignKey("sessions.id"), primary_key=True),
    Column("weighed_at", Text, nullable=False),
)

reflections = Table(
    "reflections",
    metadata,
    Column("session_id", Integer, ForeignKey("sessions.id"), primary_key=True),
    Column("answered_at", Text, nullable=False),
    Column("number", Integer),
)

rewrites = Table(
    "rewrites",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", Integer, ForeignKey("sessions.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("saved_at", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Column("score", Text, nullable=False),
)
