"""Texts from which it is learned what belongs to a matter: situations with replies to them, and talk of nothing such.

A file is JSON Lines, named by its language and writer (`en-m1.jsonl`): a line has either `client`, `about` and
`replies`, and perhaps `decoys`, replies of the same shape to another matter; or `chat`, friendly talk that no client
asked for. Nothing else is judged of these texts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from scoring.contract import LANGUAGES, Situation
from scoring.rubric_files import RubricError, inside

FOLDER = "matters"


@dataclass(frozen=True)
class Matter:
    """A situation, replies of several people to it, and replies that look like these and speak of something else."""

    writer: str
    situation: Situation
    replies: tuple[str, ...]
    decoys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chat:
    """Talk of nothing that any client asked about."""

    writer: str
    lang: str
    text: str


def read_matters(folder: Path) -> tuple[list[Matter], list[Chat]]:
    """Every matter and every chat of a rubric folder, in file order. Raises RubricError with file and line."""
    matters, chats = [], []
    for path in sorted((folder / FOLDER).glob("*.jsonl")):
        writer, lang = path.stem, path.stem[:2]
        with inside(folder, path).open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    row = json.loads(line)
                    if lang not in LANGUAGES:
                        raise ValueError(f"no language {lang}")
                    if "chat" in row:
                        chats.append(Chat(writer, lang, str(row["chat"])))
                    else:
                        situation = Situation(lang=lang, client=str(row["client"]), about=str(row["about"]))
                        replies, decoys = (tuple(map(str, some)) for some in (row["replies"], row.get("decoys", ())))
                        matters.append(Matter(writer, situation, replies, decoys))
                except (ValueError, KeyError, TypeError) as error:
                    told = f"{type(error).__name__}: {error}"
                    raise RubricError("{path}:{number}: {error}", path=path, number=number, error=told) from error
    return matters, chats
