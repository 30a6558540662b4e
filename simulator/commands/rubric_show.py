"""`calmfirm rubric show`: a rubric's labels, what they say, weigh and look like; or all there is about one label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import argument, command, option, says
from simulator.commands.options import LANGUAGES, json_option
from simulator.commands.streams import dumps
from simulator.i18n import _, current, mark, ngettext, number

if TYPE_CHECKING:
    from scoring.cues import Cue
    from scoring.rubric import Rubric

EXAMPLES = 3
AXES = {"calm": mark("calm"), "firm": mark("firm")}


@command(short_help=mark("Print a rubric, or one of its labels."))
@argument("what", metavar="[FOLDER] [LABEL]", nargs=-1)
@option("--lang", type=click.Choice(LANGUAGES), help=mark("Language of the texts; the interface's when not given."))
@json_option
@says(
    mark(
        "Print the labels of the rubric in FOLDER (the shipped one by default): what each says, what it weighs, "
        "an example, and the rubric's version and hash. With a LABEL: everything about that label."
    ),
    examples=(
        "calmfirm rubric show",
        "calmfirm rubric show cave_in",
        "calmfirm rubric show my-rubric --lang uk",
        "calmfirm rubric show my-rubric deposit",
    ),
)
def show(what: tuple[str, ...], lang: str | None, as_json: bool) -> None:
    from scoring.rubric import load_rubric
    from simulator.wording import safe

    lang = lang or current()
    folder, label = _asked(what)
    rubric = load_rubric(folder)
    if label is not None and label not in rubric.labels:
        from simulator.scenario.problem import did_you_mean, shown

        hint = did_you_mean(label, rubric.labels)
        raise Failed(
            _("The rubric {rubric} has no label {label}, and there is no such folder: {hint}").format(
                rubric=safe(rubric.name_of_rubric), label=shown(label), hint=hint
            )
        )
    if as_json:
        found = (
            about(rubric, label)
            if label
            else {**_head(rubric), "labels": [about(rubric, one) for one in rubric.labels]}
        )
        click.echo(dumps(found, indent=2))
        return
    for line in _one(rubric, label, lang) if label else _all(rubric, lang):
        click.echo(safe(line))


def _asked(what: Sequence[str]) -> tuple[Path | None, str | None]:
    """(folder, label) as they were named."""
    if len(what) > 2:
        raise click.UsageError(_("name a FOLDER, a LABEL, or both"))
    folders = [one for one in what if Path(one).is_dir()]
    labels = [one for one in what if one not in folders]
    if len(folders) > 1 or len(labels) > 1:
        raise click.UsageError(_("name a FOLDER that is there, a LABEL, or both"))
    return Path(folders[0]) if folders else None, labels[0] if labels else None


def about(rubric: Rubric, label: str) -> dict[str, Any]:
    """JSON-ready: everything about a label."""
    weight = rubric.weights.get(label)
    return {
        "label": label,
        "kind": "fault" if label in rubric.faults else "move",
        "breaks": rubric.breaks.get(label),
        "added": label in rubric.added,
        "name": rubric.texts[label]["name"],
        "says": rubric.texts[label]["says"],
        "weight": {"calm": weight.calm, "firm": weight.firm} if weight else None,
        "learned_weight": _learned(rubric, label),
        "caps": [{"axis": cap.axis, "at_most": cap.at_most} for cap in rubric.caps if cap.label == label],
        "expected_when": [case for case, moves in rubric.expects.items() if label in moves],
        "cues": {
            lang: [{"key": cue.key, "sure": cue.sure, "hit": list(cue.hit), "miss": list(cue.miss)} for cue in cues]
            for lang in LANGUAGES
            if (cues := _cues(rubric, label, lang))
        },
    }


def _head(rubric: Rubric) -> dict[str, Any]:
    return {
        "name": rubric.name_of_rubric,
        "version": rubric.version,
        "hash": rubric.digest,
        "folder": str(rubric.folder),
        "extends": rubric.base.name if rubric.base else None,
    }


def _cues(rubric: Rubric, label: str, lang: str) -> list[Cue]:
    from scoring.cues import load_added_cues, load_cues

    found = (*load_cues(rubric.folder, lang).cues, *load_added_cues(rubric.folder, lang).cues)
    return [cue for cue in found if cue.label == label]


def _learned(rubric: Rubric, label: str) -> dict[str, float] | None:
    """What the table for judging by word patterns alone has learned of a label: points for each axis."""
    from scoring.contract import LABELS
    from scoring.plain_heads import FILE, load_plain

    if label not in LABELS:
        return None
    table = load_plain(rubric.part(f"model/{FILE}").parent.parent)
    return {axis: round(table.weights[axis][LABELS.index(label)], 2) for axis in ("calm", "firm")}


def _all(rubric: Rubric, lang: str) -> Iterator[str]:
    yield _("{name} {version}, hash {hash}").format(
        name=rubric.name_of_rubric, version=rubric.version, hash=rubric.digest
    )
    yield _("Folder: {folder}").format(folder=rubric.folder)
    if rubric.base:
        yield _("Extends: {rubric}").format(rubric=rubric.base.name)
    for title, labels in ((_("Moves ({count})"), rubric.moves), (_("Faults ({count})"), rubric.faults)):
        yield ""
        yield title.format(count=len(labels))
        for label in labels:
            yield f"  {label}: {rubric.name(label, lang)}"
            yield f"      {rubric.says(label, lang)}"
            if weighs := _weighs(rubric, label):
                yield f"      {weighs}"
            if cues := _cues(rubric, label, lang):
                yield "      " + _("For instance: “{reply}”").format(reply=cues[0].hit[0])


def _one(rubric: Rubric, label: str, lang: str) -> Iterator[str]:
    data = about(rubric, label)
    yield f"{label}: {rubric.name(label, lang)}"
    yield f"  {rubric.says(label, lang)}"
    yield "  " + _("Rubric: {name} {version}, hash {hash}").format(
        name=rubric.name_of_rubric, version=rubric.version, hash=rubric.digest
    )
    kind = _("a move")
    if data["kind"] == "fault":
        broken = AXES[data["breaks"]]
        kind = _("a fault, breaks {axis}").format(axis=_(broken))
    where = (
        _("of this rubric alone, found by its cues")
        if data["added"]
        else _("of the codebook, found by cues and meaning")
    )
    yield "  " + _("Kind: {kind}; {where}").format(kind=kind, where=where)
    yield "  " + _("Weighs: {weight}").format(weight=_weighs(rubric, label) or _("nothing beside what is learned"))
    if learned := data["learned_weight"]:
        yield "  " + _("Learned, for judging by word patterns alone: calm {calm}, firm {firm}").format(
            calm=number(learned["calm"], 2, sign=True), firm=number(learned["firm"], 2, sign=True)
        )
    if data["expected_when"]:
        yield "  " + _("Expected, where the step does not say: {cases}").format(cases=", ".join(data["expected_when"]))
    for other in LANGUAGES:
        cues = _cues(rubric, label, other)
        if not cues:
            continue
        yield ""
        told = ngettext("{lang}: {name}; {count} cue", "{lang}: {name}; {count} cues", len(cues))
        yield "  " + told.format(lang=other, name=rubric.name(label, other), count=len(cues))
        for cue in cues:
            yield "    " + _("{cue}, sure {share}").format(cue=cue.key, share=f"{cue.sure:g}")
            for sign, examples in (("✓", cue.hit), ("✗", cue.miss)):
                for example in examples[:EXAMPLES]:
                    yield f"      {sign} {example}"


def _weighs(rubric: Rubric, label: str) -> str:
    weight = rubric.weights.get(label)
    parts = []
    if weight:
        axes = (("calm", weight.calm), ("firm", weight.firm))
        told = ", ".join(f"{_(AXES[axis])} {points:+g}" for axis, points in axes if points)
        parts.append(_("adds {points}").format(points=told))
    held = _("holds {axis} at {points} or less")
    parts += [
        held.format(axis=_(AXES[cap.axis]), points=f"{cap.at_most:g}") for cap in rubric.caps if cap.label == label
    ]
    return "; ".join(parts)
