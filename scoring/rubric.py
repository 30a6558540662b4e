"""A rubric as data: a folder with the labels' names, the caps, the cues, the example bank and what was learned.

A coach can copy the folder, edit it and point a run at it. Loading needs no numpy, so screens can name labels at once.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from scoring.contract import CALM_BANDS, FIRM_BANDS, LABELS, LANGUAGES, STANCES

DEFAULT = Path(__file__).parent / "rubrics" / "calm_firm"
MAX_FILE = 4_000_000
# Everything that a score depends on; the bank is left out because what was learned from it is in model/.
HASHED = ("rubric.yaml", "cues/*.yaml", "model/cues.json", "model/encoder.npz", "model/heads.npz")


class RubricError(ValueError):
    """A rubric folder that cannot be used; the message names file and place and how to mend it."""


@dataclass(frozen=True, slots=True)
class Cap:
    """While a reply shows `label`, its `axis` (calm or firm) stays at or below `at_most` (1.0-5.0)."""

    label: str
    axis: str
    at_most: float


@dataclass(frozen=True)
class Rubric:
    """A loaded rubric. `digest`: sha256 (hex, first 16) over all that scores depend on."""

    folder: Path
    name_of_rubric: str
    version: str
    digest: str
    caps: tuple[Cap, ...]
    expects: dict[str, tuple[str, ...]]
    texts: dict[str, dict[str, dict[str, str]]]
    bands: dict[str, dict[str, dict[str, str]]]

    def name(self, key: str, lang: str = "en") -> str:
        """Short name of a label or stance in a language (English where there is none). Raises KeyError if unknown."""
        return _in_language(self.texts[key]["name"], lang)

    def says(self, key: str, lang: str = "en") -> str:
        """One sentence on what a label or stance means. Raises KeyError if unknown."""
        return _in_language(self.texts[key]["says"], lang)

    def band_name(self, axis: str, band: str, lang: str = "en") -> str:
        """Name of a band of `calm` or `firm` in a language. Raises KeyError if unknown."""
        return _in_language(self.bands[axis][band], lang)


def _in_language(texts: dict[str, str], lang: str) -> str:
    return texts.get(lang) or texts["en"]


@lru_cache(maxsize=8)
def load_rubric(folder: Path | None = None) -> Rubric:
    """The rubric in a folder (the shipped one by default). Raises RubricError when the folder is not a rubric."""
    folder = folder or DEFAULT
    data = read_yaml(folder / "rubric.yaml")
    try:
        caps = tuple(Cap(str(c["label"]), str(c["axis"]), float(c["at_most"])) for c in data["caps"])
        expects = {str(k): tuple(map(str, v)) for k, v in data["expects"].items()}
        texts = {key: data["labels"][key] for key in LABELS} | {key: data["stances"][key] for key in STANCES}
        bands = {"calm": data["bands"]["calm"], "firm": data["bands"]["firm"]}
        for part in texts.values():
            _complete(part["name"], part["says"])
        for axis, names in (("calm", CALM_BANDS), ("firm", FIRM_BANDS)):
            _complete(*(bands[axis][name] for name in names))
        if bad := [c.label for c in caps if c.label not in LABELS or c.axis not in bands or not 1 <= c.at_most <= 5]:
            raise RubricError(f"{folder / 'rubric.yaml'}: caps: cannot use {', '.join(bad)}")
        return Rubric(folder, str(data["name"]), str(data["version"]), digest(folder), caps, expects, texts, bands)
    except RubricError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RubricError(f"{folder / 'rubric.yaml'}: a part is missing or has the wrong shape: {error}") from error


def _complete(*texts: dict[str, str]) -> None:
    for text in texts:
        for lang in LANGUAGES:
            if not isinstance(text[lang], str):
                raise TypeError(f"{lang} is not text")


def read_yaml(path: Path) -> Any:
    """The plain data of a rubric's YAML file, safely parsed. Raises RubricError with the place of what is wrong."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise RubricError(f"{path}: larger than {MAX_FILE:,} bytes")
        # One alias can stand for gigabytes, and rubrics need none.
        text = path.read_text(encoding="utf-8")
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise RubricError(f"{path}:{line}: aliases (*name) are not allowed")
        data = yaml.load(text, Loader=loader)  # noqa: S506 - CSafeLoader or SafeLoader
    except OSError as error:
        raise RubricError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RubricError(f"{path}: is not UTF-8 text") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise RubricError(f"{path}{place}: {error.problem}") from error
    except yaml.YAMLError as error:
        raise RubricError(f"{path}: {error}") from error
    return data


def digest(folder: Path) -> str:
    """First 16 hex digits of the sha256 over the files that scores depend on, by name."""
    total = hashlib.sha256()
    for pattern in HASHED:
        for path in sorted(folder.glob(pattern)):
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(hashlib.sha256(_content(path)).digest())
    return total.hexdigest()[:16]


def _content(path: Path) -> bytes:
    data = path.read_bytes()
    # A checkout on Windows may turn line ends; the hash must not.
    return data.replace(b"\r\n", b"\n") if path.suffix in (".yaml", ".json") else data
