"""What can be wrong in a rubric's cue files: keys, labels, patterns, and examples that a cue treats otherwise."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from scoring.contract import LABELS
from scoring.cues import Cue, CueSet, load_cues
from scoring.pattern import Pattern, PatternError, pattern
from scoring.rubric import DEFAULT
from scoring.text import Text
from simulator.commands.rubric_findings import Findings, number
from simulator.i18n import _
from simulator.rubric_words import rubric_told
from simulator.scenario.outline import mapping, words
from simulator.scenario.problem import did_you_mean, shown
from simulator.scenario.source import Source, Way

FIELDS = ("key", "label", "sure", "any", "unless", "negatable", "in_quotes", "hit", "miss")
TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class CueFile:
    """One `cues/LANG.yaml`. `labels`: those that have a cue here."""

    def __init__(self, source: Source, labels: Collection[str], extends: bool, findings: Findings) -> None:
        self.source = source
        self.known = frozenset((*LABELS, *labels))
        self.findings = findings
        self.lang = Path(source.path).stem
        self.labels: set[str] = set()
        self._keys: dict[str, int] = {}
        self._given = load_cues(DEFAULT, self.lang) if extends else CueSet(self.lang, (), (), ())

    def check(self) -> None:
        """Note everything that is wrong."""
        data = self.source.data or {}
        self.findings.unknown(self.source, (), data, ("negation", "cues"))
        negation = data.get("negation")
        if negation is not None and not isinstance(negation, dict):
            self._note("RB203", ("negation",), _("negation must be before: and after:, each a list of patterns"))
        negation = mapping(negation)
        self.findings.unknown(self.source, ("negation",), negation, ("before", "after"))
        before = self._patterns(("negation", "before"), negation.get("before") or []) or self._given.before
        after = self._patterns(("negation", "after"), negation.get("after") or []) or self._given.after
        cues = data.get("cues")
        if not isinstance(cues, list):
            self._note("RB202", ("cues",), _("there is no list under cues:"), "- key: …")
            return
        for place, item in enumerate(cues):
            self._cue(("cues", place), item, before, after)

    def _cue(self, way: Way, item: Any, before: tuple[Pattern, ...], after: tuple[Pattern, ...]) -> None:
        if not isinstance(item, dict):
            self._note(
                "RB203",
                way,
                _("a cue is made of `key: …` lines"),
                "- {key: …, label: …, any: […], hit: […], miss: […]}",
            )
            return
        self.findings.unknown(self.source, way, item, FIELDS)
        key, label = item.get("key"), item.get("label")
        if not isinstance(key, str) or not key:
            self._note("RB202", way, _("this cue has no key"), _("key: a short name of its own"))
        elif self._keys.setdefault(key, int(way[-1])) != way[-1]:
            self._note(
                "RB303",
                (*way, "key"),
                _("the key {key} is there twice").format(key=shown(key)),
                _("give each cue its own"),
            )
        if not isinstance(label, str) or label not in self.known:
            self._note(
                "RB204",
                (*way, "label"),
                _("there is no label {label}").format(label=shown(label)),
                did_you_mean(str(label), self.known),
            )
        else:
            self.labels.add(label)
        sure = number(item.get("sure", "0.8"))
        if sure is None or not 0 < sure <= 1:
            self._note(
                "RB205",
                (*way, "sure"),
                _("sure is a number above 0, at most 1, not {value}").format(value=shown(item.get("sure"))),
            )
        for field in ("any", "hit", "miss"):
            if not isinstance(item.get(field), list) or not item[field]:
                hint = (
                    _("write at least one")
                    if field == "any"
                    else _("a cue needs examples that it must {field}").format(field=field)
                )
                self._note(
                    "RB202", way, _("the cue {key} has no list {field}").format(key=shown(key), field=field), hint
                )
        any_of = self._patterns((*way, "any"), item.get("any"))
        unless = self._patterns((*way, "unless"), item.get("unless") or [])
        cue = Cue(
            str(key), str(label), sure or 0.8, any_of, unless, self._truth(way, item, "negatable", True),
            self._truth(way, item, "in_quotes", False), (), (),
        )  # fmt: skip
        if any_of:
            self._examples(way, item, cue, CueSet(self.lang, (cue,), before, after))

    def _examples(self, way: Way, item: dict[str, Any], cue: Cue, cues: CueSet) -> None:
        for field, wanted in (("hit", True), ("miss", False)):
            for place, example in words(item.get(field)):
                if bool(cues.spans(cue, Text(example))) != wanted:
                    hint = (
                        _("mend the pattern, or the example") if wanted else _("add what tells it apart under unless:")
                    )
                    told = (
                        _("the cue {cue} does not hit this example") if wanted else _("the cue {cue} hits this example")
                    )
                    message = told.format(cue=shown(cue.key))
                    self._note("RB302", (*way, field, place), message, hint)

    def _patterns(self, way: Way, value: Any) -> tuple[Pattern, ...]:
        if not isinstance(value, list):
            if value is not None:
                self._note(
                    "RB203",
                    way,
                    _("{way} must be a list of patterns").format(way=shown(way[-1])),
                    '["(thanks|thank you) for .."]',
                )
            return ()
        found = []
        for place, source in enumerate(value):
            if not isinstance(source, str):
                self._note("RB203", (*way, place), _("a pattern is one text"), _("put it in quotes"))
                continue
            try:
                made = pattern(source)
                made.regex  # noqa: B018 - compiled here, so that a mistake shows now
                found.append(made)
            except PatternError as error:
                hint = _("docs/rubrics.md shows what a pattern can say")
                self._note("RB301", (*way, place), rubric_told(error), hint)
        return tuple(found)

    def _truth(self, way: Way, item: dict[str, Any], field: str, default: bool) -> bool:
        value = item.get(field)
        if value is None:
            return default
        if str(value).lower() not in TRUTHS:
            self._note(
                "RB203",
                (*way, field),
                _("{field} is true or false, not {value}").format(field=field, value=shown(value)),
            )
        return TRUTHS.get(str(value).lower(), default)

    def _note(self, code: str, way: Way, message: str, hint: str = "", *, key: bool = False) -> None:
        self.findings.at(code, self.source, way, message, hint, key=key)
