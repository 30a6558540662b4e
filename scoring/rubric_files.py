"""The files of a rubric folder, read without trusting them: a scenario from a stranger may bring a rubric along."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import yaml

from scoring.told import Told

MAX_FILE = 4_000_000
MAX_DEPTH = 20
# What a learned file may unpack to, in bytes; the shipped encoder is about 45 MB.
MAX_UNPACKED = 400_000_000
SHIPPED = Path(__file__).parent / "rubrics"


class RubricError(Told, ValueError):
    """A rubric folder that cannot be used; the message names file and place and how to mend it."""


def inside(folder: Path, path: Path) -> Path:
    """`path`, once it is known to lie in the rubric's folder. Raises RubricError for a link that leads out of it."""
    # Installers may link our own files from a cache.
    if folder.is_relative_to(SHIPPED):
        return path
    try:
        within = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError) as error:
        raise RubricError("{path}: cannot be read: {error}", path=path, error=error) from error
    if not within:
        told = "{path}: is a link that leads out of the rubric's folder; put the file itself there"
        raise RubricError(told, path=path)
    return path


def unpacks_sanely(path: Path) -> None:
    """Raise RubricError when a learned file (a zip archive) would unpack to more than MAX_UNPACKED bytes."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except (OSError, zipfile.BadZipFile):
        return  # whoever reads it says what is wrong with it
    if size > MAX_UNPACKED:
        raise RubricError(
            "{path}: unpacks to {size:,} bytes; the limit is {limit:,}", path=path, size=size, limit=MAX_UNPACKED
        )


def read_yaml(path: Path) -> Any:
    """The plain data of a rubric's YAML file, safely parsed. Raises RubricError with the place of what is wrong."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise RubricError("{path}: larger than {limit:,} bytes", path=path, limit=MAX_FILE)
        # One alias can stand for gigabytes, and rubrics need none.
        text = path.read_text(encoding="utf-8")
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent):
                raise RubricError("{path}:{line}: aliases (*name) are not allowed", path=path, line=line)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise RubricError(
                    "{path}:{line}: nests deeper than {limit} levels", path=path, line=line, limit=MAX_DEPTH
                )
        data = yaml.load(text, Loader=loader)  # noqa: S506 - CSafeLoader or SafeLoader
    except OSError as error:
        raise RubricError("{path}: cannot be read: {error}", path=path, error=error.strerror) from error
    except UnicodeDecodeError as error:
        raise RubricError("{path}: is not UTF-8 text", path=path) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise RubricError("{path}{place}: {error}", path=path, place=place, error=error.problem) from error
    except yaml.YAMLError as error:
        raise RubricError("{path}: {error}", path=path, error=error) from error
    return data


def content(path: Path) -> bytes:
    """A file's bytes as they are hashed. Raises OSError."""
    data = path.read_bytes()
    # A checkout on Windows may turn line ends; the hash must not.
    return data.replace(b"\r\n", b"\n") if path.suffix in (".yaml", ".json") else data
