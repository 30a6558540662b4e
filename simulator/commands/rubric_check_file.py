"""What can be wrong in `rubric.yaml`: keys, labels, texts, weights, caps, expected moves."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from scoring.contract import CALM_BANDS, CALM_FAULTS, FAULTS, FIRM_BANDS, LABELS, LANGUAGES, MOVES, STANCES
from scoring.rubric import AXES, CASES, LABEL, MAX_WEIGHT, RESERVED, SHIPPED
from simulator.commands.rubric_findings import Findings, is_text, number
from simulator.i18n import _, mark
from simulator.scenario.outline import mapping, parts, words
from simulator.scenario.problem import did_you_mean, shown
from simulator.scenario.source import Source, Way

KEYS = ("name", "version", "extends", "leave_out", "labels", "stances", "bands", "caps", "expects")
FIELDS = ("name", "says", "kind", "breaks", "weight")
NEW = mark("a label that the codebook does not have needs kind: move, or kind: fault and breaks: calm (or firm)")


class RubricFile:
    """One `rubric.yaml`, walked once. `languages`: those that the rubric has cues of its own for. `moves`, `faults`:
    the labels that it ends up with."""

    def __init__(self, source: Source, languages: Collection[str], findings: Findings) -> None:
        self.source = source
        self.languages = languages
        self.findings = findings
        self.data: dict[str, Any] = source.data or {}
        self.extends = "extends" in self.data
        self.moves: list[str] = []
        self.faults: list[str] = []

    @property
    def labels(self) -> list[str]:
        """Moves, then faults."""
        return self.moves + self.faults

    @property
    def added(self) -> list[str]:
        """The labels that the codebook does not have."""
        return [label for label in self.labels if label not in LABELS]

    def check(self) -> None:
        """Note everything that is wrong."""
        self.findings.unknown(self.source, (), self.data, KEYS)
        for key in ("name", "version"):
            if not self.data.get(key):
                self._note(
                    "RB202",
                    (),
                    _("{key} is missing").format(key=shown(key)),
                    _("write {key}: … at the top").format(key=key),
                )
        if self.extends and self.data["extends"] != SHIPPED:
            self._note(
                "RB203",
                ("extends",),
                _("only {rubric} can be extended").format(rubric=SHIPPED),
                _("write extends: {rubric}").format(rubric=SHIPPED),
            )
        for key in ("labels", "stances", "bands", "expects"):
            value = self.data.get(key)
            if value is None and not self.extends:
                hint = _("write it, or extends: {rubric} to take what is not written from there").format(rubric=SHIPPED)
                self._note("RB202", (), _("{key} is missing").format(key=shown(key)), hint)
            elif value is not None and not isinstance(value, dict):
                self._note("RB203", (key,), _("{key} must be `name: …` lines").format(key=shown(key)))
        self._labels()
        self._stances()
        self._bands()
        self._caps()
        self._expects()

    def _labels(self) -> None:
        written = mapping(self.data.get("labels"))
        out = self.data.get("leave_out", [])
        if not isinstance(out, list):
            self._note("RB203", ("leave_out",), _("leave_out must be a list of labels"), "leave_out: [sarcasm]")
        left_out = [name for _place, name in words(out)]
        known = [*(LABELS if self.extends else ()), *written]
        for place, name in words(out):
            if name not in known:
                self._note(
                    "RB204",
                    ("leave_out", place),
                    _("there is no label {name}").format(name=shown(name)),
                    did_you_mean(name, known),
                )
        for name in dict.fromkeys((*(one for one in LABELS if one in known), *written)):
            fault = self._label(name, written.get(name))
            if name not in left_out:
                (self.faults if fault else self.moves).append(name)
        self._same_names(written)

    def _label(self, name: str, value: Any) -> bool:
        """Note what is wrong with a label; whether it is a fault."""
        way = ("labels", name)
        codebook = name in LABELS
        if not codebook and (not LABEL.fullmatch(name) or name in RESERVED):
            told = (
                _("{label} is taken")
                if name in RESERVED
                else _("{label} is no name: a-z first, then a-z, 0-9 and _, at most 40")
            )
            self._note("RB206", way, told.format(label=shown(name)), key=True)
        if value is not None and not isinstance(value, dict):
            self._note("RB203", way, _("{name} must be `name: …` and `says: …`").format(name=shown(name)))
        part = mapping(value)
        self.findings.unknown(self.source, way, part, FIELDS)
        for field in ("name", "says"):
            if field in part:
                self._texts((*way, field), part[field])
            elif not (codebook and self.extends):
                self._note(
                    "RB202",
                    way,
                    _("{name} has no {field}").format(name=shown(name), field=field),
                    f"{field}: {{en: …}}",
                    key=True,
                )
        self._weight((*way, "weight"), part.get("weight"))
        return self._kind(way, name, part, codebook)

    def _kind(self, way: Way, name: str, part: dict[str, Any], codebook: bool) -> bool:
        if codebook:
            fault, right = name in FAULTS, "calm" if name in CALM_FAULTS else "firm"
            if "kind" in part and part["kind"] != ("fault" if fault else "move"):
                told = _("{label} is a fault in the codebook") if fault else _("{label} is a move in the codebook")
                self._note("RB203", (*way, "kind"), told.format(label=shown(name)), _("leave kind out"))
            if "breaks" in part and (not fault or part["breaks"] != right):
                self._note("RB203", (*way, "breaks"), _("the codebook says what it breaks"), _("leave breaks out"))
            return fault
        kind, breaks = part.get("kind"), part.get("breaks")
        if kind not in ("move", "fault") or (kind == "fault" and breaks not in AXES):
            self._note(
                "RB202", way, _("{name} is not said to be a move or a fault").format(name=shown(name)), _(NEW), key=True
            )
        return kind == "fault"

    def _weight(self, way: Way, value: Any) -> None:
        if value is None:
            return
        if not isinstance(value, dict):
            self._note("RB203", way, _("weight must say points for calm, firm or both"), "weight: {firm: +0.5}")
            return
        self.findings.unknown(self.source, way, value, AXES)
        for axis, points in value.items():
            found = number(points)
            if found is None or not abs(found) <= MAX_WEIGHT:
                message = _("a weight is a number from -{most} to {most}, not {points}").format(
                    most=f"{MAX_WEIGHT:g}", points=shown(points)
                )
                self._note("RB205", (*way, axis), message)

    def _texts(self, way: Way, value: Any) -> None:
        if not isinstance(value, dict) or not value:
            self._note("RB203", way, _("needs its text by language"), "{en: …, ru: …, uk: …}")
            return
        self.findings.unknown(self.source, way, value, LANGUAGES)
        for lang, text in value.items():
            if not is_text(self.source, (*way, lang), text):
                self._note(
                    "RB203",
                    (*way, lang),
                    _("{text} is not read as text").format(text=shown(text)),
                    _("put it in quotes"),
                )
        if missing := [lang for lang in LANGUAGES if lang in self.languages and lang not in value]:
            told = (
                _("there is no text in {languages}; English is shown there")
                if "en" in value
                else _("there is no text in {languages}; the first of them is shown there")
            )
            self._note("RB208", way, told.format(languages=", ".join(missing)), key=True)

    def _same_names(self, written: dict[str, Any]) -> None:
        for lang in LANGUAGES:
            first: dict[str, str] = {}
            for label, value in written.items():
                called = mapping(mapping(value).get("name")).get(lang)
                if isinstance(called, str) and first.setdefault(called, label) != label:
                    message = _("{called} is also the name of {first}").format(
                        called=shown(called), first=shown(first[called])
                    )
                    self._note("RB207", ("labels", label, "name", lang), message, _("give each its own"))

    def _stances(self) -> None:
        written = mapping(self.data.get("stances"))
        self.findings.unknown(self.source, ("stances",), written, STANCES)
        for stance in STANCES:
            value = written.get(stance)
            if value is None and not self.extends and "stances" in self.data:
                self._note(
                    "RB202",
                    ("stances",),
                    _("the stance {stance} is missing").format(stance=shown(stance)),
                    "",
                    key=True,
                )
            for field in ("name", "says"):
                if isinstance(value, dict) and field in value:
                    self._texts(("stances", stance, field), value[field])
                elif value is not None and not self.extends:
                    self._note(
                        "RB202",
                        ("stances", stance),
                        _("{stance} has no {field}").format(stance=shown(stance), field=field),
                        "",
                        key=True,
                    )

    def _bands(self) -> None:
        written = mapping(self.data.get("bands"))
        self.findings.unknown(self.source, ("bands",), written, AXES)
        for axis, names in (("calm", CALM_BANDS), ("firm", FIRM_BANDS)):
            bands = mapping(written.get(axis))
            self.findings.unknown(self.source, ("bands", axis), bands, names)
            for name in names:
                if name in bands:
                    self._texts(("bands", axis, name), bands[name])
                elif not self.extends and "bands" in self.data:
                    self._note(
                        "RB202",
                        ("bands", axis),
                        _("the band {name} of {axis} is missing").format(name=shown(name), axis=axis),
                        "",
                        key=True,
                    )

    def _caps(self) -> None:
        caps = self.data.get("caps")
        if caps is None:
            if not self.extends:
                self._note("RB202", (), _("`caps` is missing"), _("caps: [] for none"))
            return
        if not isinstance(caps, list):
            self._note("RB203", ("caps",), _("caps must be a list"), "- {label: insult, axis: calm, at_most: 1.4}")
        for place, cap in parts(caps):
            way = ("caps", place)
            self.findings.unknown(self.source, way, cap, ("label", "axis", "at_most"))
            label = cap.get("label")
            if label not in self.faults:
                message = _("{label} is no fault of this rubric; a cap holds an axis while a fault is shown").format(
                    label=shown(label)
                )
                self._note("RB204", (*way, "label"), message, did_you_mean(str(label), self.faults))
            if cap.get("axis") not in AXES:
                self._note(
                    "RB203",
                    (*way, "axis"),
                    _("the axis is calm or firm, not {value}").format(value=shown(cap.get("axis"))),
                )
            points = number(cap.get("at_most"))
            if points is None or not 1 <= points <= 5:
                self._note(
                    "RB205",
                    (*way, "at_most"),
                    _("at_most is a number from 1 to 5, not {value}").format(value=shown(cap.get("at_most"))),
                )

    def _expects(self) -> None:
        written = mapping(self.data.get("expects"))
        self.findings.unknown(self.source, ("expects",), written, CASES)
        for case, moves in written.items():
            if not isinstance(moves, list):
                self._note(
                    "RB203",
                    ("expects", case),
                    _("{case} must be a list of moves").format(case=shown(case)),
                    "[ask, next_step]",
                )
            for place, label in words(moves):
                if label not in self.moves:
                    told = _("{label} is a fault") if label in self.faults else _("{label} is no move of this rubric")
                    hint = did_you_mean(label, self.moves or MOVES)
                    self._note("RB204", ("expects", case, place), told.format(label=shown(label)), hint)
        if not self.extends and "expects" in self.data:
            for case in CASES:
                if case not in written:
                    self._note(
                        "RB202",
                        ("expects",),
                        _("{case} is missing").format(case=shown(case)),
                        f"{case}: [ask]",
                        key=True,
                    )

    def _note(self, code: str, way: Way, message: str, hint: str = "", *, key: bool = False) -> None:
        self.findings.at(code, self.source, way, message, hint, key=key)
