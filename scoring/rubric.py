"""A rubric as data: a folder with the labels' names, the caps, the cues, the example bank and what was learned.

A coach can copy the folder, or write a small one that `extends` the shipped one, and point a scenario or a run at it.
Loading needs no numpy, so screens can name labels at once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from scoring.contract import CALM_BANDS, CALM_FAULTS, FAULTS, FIRM_BANDS, FIRM_FAULTS, LABELS, LANGUAGES, MOVES, STANCES
from scoring.rubric_files import RubricError, content, inside, read_yaml

__all__ = ["DEFAULT", "Cap", "Rubric", "RubricError", "Weight", "digest", "load_rubric", "read_yaml"]

DEFAULT = Path(__file__).parent / "rubrics" / "calm_firm"
SHIPPED = DEFAULT.name
# Everything that a score depends on; the bank is left out because what was learned from it is in model/.
ENCODER = "model/encoder.npz"
HASHED = ("rubric.yaml", "cues/*.yaml", "model/cues.json", ENCODER, "model/heads.npz", "model/matter.npz",
          "model/sense.npz", "model/known.npz", "model/deeper.npz", "model/about.npz")  # fmt: skip
CASES = ("fault_yes", "fault_unclear", "breach_none", "breach_first", "breach_repeat")
AXES = ("calm", "firm")
MAX_WEIGHT = 4.0
LABEL = re.compile(r"[a-z][a-z0-9_]{0,39}")
# Among the caps of a score stand, beside labels, the reasons why a reply could not be judged.
RESERVED = frozenset(
    (*STANCES, *AXES, "no_words", "other_language", "gibberish", "no_sentence", "to_the_scorer", "echo", "copied",
     "other_matter", "same_words", "nothing_held", "swearing")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cap:
    """While a reply shows `label`, its `axis` (calm or firm) stays at or below `at_most` (1.0-5.0)."""

    label: str
    axis: str
    at_most: float


@dataclass(frozen=True, slots=True)
class Weight:
    """What a label shown adds to the axes, in points (-4.0 to 4.0), before the caps."""

    calm: float = 0.0
    firm: float = 0.0


@dataclass(frozen=True)
class Rubric:
    """A loaded rubric. `digest`: sha256 (hex, first 16) over all that scores depend on.

    `moves`, `faults`: its labels, the codebook's first and in that order, then its own in the order of the file.
    `breaks`: the axis that each fault breaks. `base`: the rubric whose parts stand in for what the folder lacks.
    """

    folder: Path
    name_of_rubric: str
    version: str
    digest: str
    caps: tuple[Cap, ...]
    expects: dict[str, tuple[str, ...]]
    texts: dict[str, dict[str, dict[str, str]]]
    bands: dict[str, dict[str, dict[str, str]]]
    moves: tuple[str, ...] = MOVES
    faults: tuple[str, ...] = FAULTS
    breaks: dict[str, str] = field(default_factory=dict)
    weights: dict[str, Weight] = field(default_factory=dict)
    base: Path | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that a reply can show: moves, then faults."""
        return self.moves + self.faults

    @property
    def added(self) -> tuple[str, ...]:
        """The labels that the codebook does not have; cues alone find them."""
        return tuple(label for label in self.labels if label not in LABELS)

    def part(self, name: str) -> Path:
        """Where a part of the rubric lies (`model/heads.npz`): in its own folder, else in the one it extends; a part
        that is nowhere has its place in the own folder. Raises RubricError for a link that leads out of the folder."""
        own = inside(self.folder, self.folder / name)
        if self.base is not None and not own.exists():
            return self.base / name
        return own

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
    return texts.get(lang) or texts.get("en") or next(iter(texts.values()))


def load_rubric(folder: Path | None = None) -> Rubric:
    """The rubric in a folder (the shipped one by default), read anew when a file of it has changed.

    Raises RubricError when the folder is not a rubric.
    """
    folder = folder or DEFAULT
    # Ours does not change under a running program, and is asked for at every score.
    return _loaded(folder, () if folder == DEFAULT else _stamps(folder))


def forget() -> None:
    """Read even the shipped rubric anew the next time: it has just been learned anew."""
    _loaded.cache_clear()


def _stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    found = []
    for path in (one for pattern in HASHED for one in folder.glob(pattern)):
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((str(path), stat.st_mtime_ns, stat.st_size))
    return tuple(sorted(found))


@lru_cache(maxsize=8)
def _loaded(folder: Path, _stamps: tuple[tuple[str, int, int], ...]) -> Rubric:
    path = inside(folder, folder / "rubric.yaml")
    data = read_yaml(path)
    try:
        return _rubric(folder, data)
    except RubricError as error:
        raise RubricError("{path}: {error}", path=path, error=error) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        told = "{path}: a part is missing or has the wrong shape: {error}"
        raise RubricError(told, path=path, error=error) from error


def _rubric(folder: Path, data: Any) -> Rubric:
    base = _base(folder, data)
    written = _mapping(data, "labels", base)
    left_out = set(map(str, data.get("leave_out", ())))
    known = {*written, *(base.labels if base else ())}
    if unknown := left_out - known:
        raise RubricError("leave_out: there is no label {labels}", labels=", ".join(sorted(unknown)))
    labels = [label for label in dict.fromkeys((*LABELS, *written)) if label in known - left_out]
    kinds = {label: _kind(label, written.get(label) or {}) for label in labels}
    moves = tuple(label for label in labels if kinds[label] is None)
    faults = tuple(label for label in labels if kinds[label] is not None)
    stances = _mapping(data, "stances", base)
    texts = {key: _texts(key, part.get(key) or {}, base)
             for part, keys in ((written, labels), (stances, STANCES)) for key in keys}  # fmt: skip
    bands = {
        axis: {name: _languages(_band(data, base, axis, name)) for name in names}
        for axis, names in (("calm", CALM_BANDS), ("firm", FIRM_BANDS))
    }
    return Rubric(
        folder=folder,
        name_of_rubric=str(data["name"]),
        version=str(data["version"]),
        digest=digest(folder, base.folder if base else None),
        caps=_caps(data, base, labels),
        expects=_expects(data, base, moves),
        texts=texts,
        bands=bands,
        moves=moves,
        faults=faults,
        breaks={label: axis for label in faults if (axis := kinds[label]) is not None},
        weights={label: weight for label in labels if (weight := _weight(label, written, base)) != Weight()},
        base=base.folder if base else None,
    )


def _base(folder: Path, data: Any) -> Rubric | None:
    if not isinstance(data, dict):
        raise RubricError("is not made of `key: value` lines")
    if "extends" not in data:
        return None
    if data["extends"] != SHIPPED or folder == DEFAULT:
        raise RubricError("extends: only {name}, the shipped rubric, can be extended", name=SHIPPED)
    return load_rubric(DEFAULT)


def _mapping(data: dict[str, Any], key: str, base: Rubric | None) -> dict[str, Any]:
    found = data.get(key, {}) if base else data[key]
    if not isinstance(found, dict):
        raise RubricError("{key}: must be `name: …` lines", key=key)
    return found


def _kind(label: str, written: dict[str, Any]) -> str | None:
    """The axis that a fault breaks, or None for a move. Raises RubricError."""
    own = "calm" if label in CALM_FAULTS else "firm" if label in FIRM_FAULTS else None
    if label in LABELS:
        if written.get("kind", "move" if own is None else "fault") != ("move" if own is None else "fault"):
            if own is None:
                raise RubricError("labels: {label} is a move in the codebook", label=label)
            raise RubricError("labels: {label} is a fault in the codebook", label=label)
        return own
    if not LABEL.fullmatch(label) or label in RESERVED:
        told = "labels: {label} cannot be a label's name: a-z, 0-9 and _, at most 40, none of ours"
        raise RubricError(told, label=label)
    kind, breaks = written.get("kind"), written.get("breaks")
    if kind == "move":
        return None
    if kind != "fault" or breaks not in AXES:
        told = "labels: {label} is new, so it needs kind: move, or kind: fault with breaks: calm or firm"
        raise RubricError(told, label=label)
    return str(breaks)


def _texts(key: str, written: dict[str, Any], base: Rubric | None) -> dict[str, dict[str, str]]:
    given = base.texts.get(key, {}) if base else {}
    return {what: _languages(written.get(what) or given.get(what) or {}, f"{key}: {what}") for what in ("name", "says")}


def _band(data: dict[str, Any], base: Rubric | None, axis: str, name: str) -> Any:
    written = data.get("bands", {}).get(axis, {}).get(name)
    return written or (base.bands[axis][name] if base else {})


def _languages(texts: Any, what: str = "bands") -> dict[str, str]:
    """Texts by language, at least one. Raises RubricError."""
    if not isinstance(texts, dict) or not texts or set(texts) - set(LANGUAGES):
        told = "{what}: needs a text for one of {languages}, such as {{en: …}}"
        raise RubricError(told, what=what, languages=", ".join(LANGUAGES))
    if bad := [lang for lang, text in texts.items() if not isinstance(text, str) or not text.strip()]:
        raise RubricError("{what}: {lang} is not text", what=what, lang=bad[0])
    return {lang: texts[lang] for lang in LANGUAGES if lang in texts}


def _caps(data: dict[str, Any], base: Rubric | None, labels: Iterable[str]) -> tuple[Cap, ...]:
    written = data.get("caps", ()) if base else data["caps"]
    own = [Cap(str(c["label"]), str(c["axis"]), float(c["at_most"])) for c in written]
    if bad := [c.label for c in own if c.label not in labels or c.axis not in AXES or not 1 <= c.at_most <= 5]:
        raise RubricError("caps: cannot use {labels}", labels=", ".join(bad))
    mine = {(cap.label, cap.axis) for cap in own}
    kept = [cap for cap in (base.caps if base else ()) if (cap.label, cap.axis) not in mine and cap.label in labels]
    return (*kept, *own)


def _expects(data: dict[str, Any], base: Rubric | None, moves: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    own = {str(case): tuple(map(str, found)) for case, found in _mapping(data, "expects", base).items()}
    if bad := [label for found in own.values() for label in found if label not in moves]:
        raise RubricError("expects: {label} is no move of this rubric", label=bad[0])
    given = base.expects if base else {}
    if missing := [case for case in CASES if case not in own and case not in given]:
        raise RubricError("expects: {case} is missing", case=missing[0])
    return {case: own.get(case) or tuple(m for m in given.get(case, ()) if m in moves) for case in CASES}


def _weight(label: str, written: dict[str, Any], base: Rubric | None) -> Weight:
    found = (written.get(label) or {}).get("weight")
    if found is None:
        return base.weights.get(label, Weight()) if base else Weight()
    if not isinstance(found, dict) or set(found) - set(AXES):
        raise RubricError("labels: {label}: weight is {{calm: …, firm: …}}, in points", label=label)
    weight = Weight(*(float(found.get(axis, 0)) for axis in AXES))
    if not all(abs(points) <= MAX_WEIGHT for points in (weight.calm, weight.firm)):
        told = "labels: {label}: a weight lies between -{limit:g} and {limit:g} points"
        raise RubricError(told, label=label, limit=MAX_WEIGHT)
    return weight


def digest(folder: Path, base: Path | None = None) -> str:
    """First 16 hex digits of the sha256 over the files that scores depend on, by name; those of `base` too, when the
    folder extends it."""
    total = hashlib.sha256()
    for pattern in HASHED:
        for path in sorted(folder.glob(pattern)):
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(hashlib.sha256(content(inside(folder, path))).digest())
    if base is not None:
        total.update(load_rubric(base).digest.encode())
    elif not (folder / ENCODER).exists():
        total.update(hashlib.sha256(content(DEFAULT / ENCODER)).digest())
    return total.hexdigest()[:16]
