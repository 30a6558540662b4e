"""A script as Markdown that GitHub, editors and converters show alike; what people wrote is shown as they wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from simulator.i18n import _, quoted, speaking
from simulator.script.content import Document, Row, Scene, Script, Way
from simulator.script.headings import over_options, over_signs, over_ways
from simulator.script.phrases import METERS
from simulator.wording import safe

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~$])")
_LINE_BEGIN = re.compile(r"(?m)^(\s*)([-+=]|\d+(?=[.)]))")


def markdown(script: Script) -> str:
    """The whole script."""
    with speaking(script.lang):
        return "\n".join(_lines(script)).rstrip() + "\n"


def plain(text: str) -> str:
    """A text so that Markdown shows it as it is."""
    escaped = _SIGNS.sub(r"\\\1", safe(text).replace("&", "&amp;"))
    return _LINE_BEGIN.sub(lambda one: f"{one[1]}&#{ord(one[2][0])};{one[2][1:]}", escaped)


def _lines(script: Script) -> Iterator[str]:
    yield from (f"# {_flat(script.title)}", "", f"*{_flat(script.summary)}*", "")
    yield from _rows(script.head)
    yield from ("## " + _("Briefing"), "")
    yield from _rows(script.briefing)
    if script.notes:
        yield from ("## " + _("For the coach"), "")
        yield from _rows(script.notes)
    if script.facts:
        yield from ("## " + _("What comes out only if it is asked for"), "", *_items(script.facts), "")
    if script.dossier:
        yield from ("## " + _("The dossier"), "")
        for paper in script.dossier:
            yield from _paper(paper)
    if script.always or script.limits:
        yield from ("## " + _("At any moment"), "")
        for way in script.always:
            yield from _way(script, way, 0)
        for meter, end in script.limits:
            yield "- " + _("When {meter} is at 0: {target}").format(meter=_(METERS[meter]), target=_target(script, end))
        yield ""
    for scene in script.scenes:
        yield from _scene(script, scene)
    yield from ("## " + _("Endings"), "")
    for one in script.ends:
        yield from (f'### <a id="{one.name}"></a>{_flat(one.title)}', "", f"*{_flat(one.outcome)}*", "")
        yield from (_paragraphs(one.text), "", _bold(_("Lesson:"), one.lesson), "")
    if script.plays:
        yield from ("## " + _("Whole conversations that are tested"), "")
        for play in script.plays:
            yield from (f"### {_flat(play.name)}", "")
            yield from (f"{number}. {quoted(_flat(reply))}" for number, reply in enumerate(play.replies, 1))
            yield from ("", _("It ends with: {ending}").format(ending=_flat(play.ends)), "")


def _scene(script: Script, scene: Scene) -> Iterator[str]:
    title = _("Scene {number}: {name}").format(number=scene.number, name=_flat(scene.name))
    yield from (f'## <a id="{scene.name}"></a>{title}', "")
    if not scene.reached:
        yield from ("*" + _("Nothing leads here yet.") + "*", "")
    for number, words in enumerate(scene.client):
        when = " *" + _("(time {number} here)").format(number=number + 1) + "*" if number else ""
        yield from (f"> **{_flat(script.client)}:**{when} {_quoted(words)}", "")
    for title, text in (
        (_("On arrival"), scene.mood),
        (_("The rule here"), scene.rule),
        (_("Would help"), scene.helps),
        (_("Hint"), scene.hint),
        (_("Coming here costs"), scene.cost),
    ):
        if text:
            yield from (f"*{title}:* {_flat(text)}", "")
    if scene.signs:
        yield from (_flat(over_signs(scene)), "")
        yield from (*_items(scene.signs), "")
    if scene.options:
        yield from (over_options(scene), "")
        for way in scene.options:
            yield from _way(script, way, 0)
        yield ""
    if scene.ways:
        yield from (over_ways(scene), "")
        for number, way in enumerate(scene.ways, 1):
            yield from _way(script, way, number)
        yield ""


def _paper(paper: Document) -> Iterator[str]:
    date = f" ({_flat(paper.date)})" if paper.date else ""
    yield from (f"### {_flat(paper.title)}{date}", "")
    if paper.text:
        yield from (f"> {_quoted(paper.text)}", "")
    if paper.rows:
        for row in (paper.columns, ("---",) * len(paper.columns), *paper.rows):
            yield f"| {' | '.join(cell if cell == '---' else _flat(cell) for cell in row)} |"
        yield ""


def _way(script: Script, way: Way, number: int) -> Iterator[str]:
    """One way on as an entry of a list; numbered when its place counts."""
    begin = f"{number}." if number else "-"
    pad = " " * (len(begin) + 1)
    when, otherwise = _("When"), _("Otherwise")
    if way.words:
        yield f"{begin} {quoted(_flat(way.words))}"
    else:
        yield f"{begin} {_bold(when, way.condition)}" if way.condition else f"{begin} **{otherwise}**"
    for reply in way.replies:
        yield f"{pad}- " + _("for example {reply}").format(reply=quoted(_flat(reply)))
    if way.say:
        yield f"{pad}- **{_flat(script.client)}:** {_flat(way.say)}"
    counted = _("Counted: {counters}").format(counters=way.counts) if way.counts else ""
    cost = _("Costs: {costs}").format(costs=way.costs) if way.costs else ""
    for text in (way.mood, counted, cost):
        if text:
            yield f"{pad}- {_flat(text)}"
    for fact in way.out:
        yield f"{pad}- " + _("Comes out: {fact}").format(fact=_flat(fact))
    if way.to:
        yield f"{pad}- → {_target(script, way.to)}"


def _target(script: Script, name: str) -> str:
    return f"[{_flat(script.title_of(name))}](#{name})"


def _rows(rows: Iterable[Row]) -> Iterator[str]:
    for head, lines in rows:
        if len(lines) == 1:
            yield from (f"**{head}:** {_flat(lines[0])}", "")
        else:
            yield from (f"**{head}:**", "", *_items(lines), "")


def _items(lines: Iterable[str]) -> Iterator[str]:
    return (f"- {_flat(line)}" for line in lines)


def _bold(title: str, text: str) -> str:
    return f"**{title}** {_flat(text)}"


def _flat(text: str) -> str:
    """A text on one line."""
    return plain(" ".join(text.split()))


def _quoted(text: str) -> str:
    return plain(text.strip()).replace("\n", "\n> ")


def _paragraphs(text: str) -> str:
    return plain(text.strip())
