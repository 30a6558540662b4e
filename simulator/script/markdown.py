"""A script as Markdown that GitHub, editors and converters show alike; what people wrote is shown as they wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from simulator.script.content import Row, Scene, Script, Way
from simulator.wording import safe

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~$])")
_LINE_BEGIN = re.compile(r"(?m)^(\s*)([-+=]|\d+(?=[.)]))")


def markdown(script: Script) -> str:
    """The whole script."""
    return "\n".join(_lines(script)).rstrip() + "\n"


def plain(text: str) -> str:
    """A text so that Markdown shows it as it is."""
    escaped = _SIGNS.sub(r"\\\1", safe(text).replace("&", "&amp;"))
    return _LINE_BEGIN.sub(lambda one: f"{one[1]}&#{ord(one[2][0])};{one[2][1:]}", escaped)


def _lines(script: Script) -> Iterator[str]:
    yield from (f"# {_flat(script.title)}", "", f"*{_flat(script.summary)}*", "")
    yield from _rows(script.head)
    yield from ("## Briefing", "")
    yield from _rows(script.briefing)
    if script.notes:
        yield from ("## For the coach", "")
        yield from _rows(script.notes)
    if script.facts:
        yield from ("## What comes out only if it is asked for", "", *_items(script.facts), "")
    if script.always or script.limits:
        yield from ("## At any moment", "")
        for way in script.always:
            yield from _way(script, way, 0)
        for meter, end in script.limits:
            yield f"- When {meter} is at 0: {_target(script, end)}"
        yield ""
    for scene in script.scenes:
        yield from _scene(script, scene)
    yield from ("## Endings", "")
    for one in script.ends:
        yield from (f'### <a id="{one.name}"></a>{_flat(one.title)}', "", f"*{_flat(one.outcome)}*", "")
        yield from (_paragraphs(one.text), "", f"**Lesson:** {_flat(one.lesson)}", "")
    if script.plays:
        yield from ("## Whole conversations that are tested", "")
        for play in script.plays:
            yield from (f"### {_flat(play.name)}", "")
            yield from (f"{number}. “{_flat(reply)}”" for number, reply in enumerate(play.replies, 1))
            yield from ("", f"It ends with: {_flat(play.ends)}", "")


def _scene(script: Script, scene: Scene) -> Iterator[str]:
    yield from (f'## <a id="{scene.name}"></a>Scene {scene.number}: {_flat(scene.name)}', "")
    if not scene.reached:
        yield from ("*Nothing leads here yet.*", "")
    for number, words in enumerate(scene.client):
        when = f" *(time {number + 1} here)*" if number else ""
        yield from (f"> **{_flat(script.client)}:**{when} {_quoted(words)}", "")
    for title, text in (
        ("On arrival", scene.mood),
        ("The rule here", scene.rule),
        ("Would help", scene.helps),
        ("Hint", scene.hint),
    ):
        if text:
            yield from (f"*{title}:* {_flat(text)}", "")
    if scene.options:
        yield from ("The trainee picks one:", "")
        for way in scene.options:
            yield from _way(script, way, 0)
        yield ""
    if scene.ways:
        yield from ("What was picked decides, the first that fits:" if scene.picks else
                    "The trainee types. The first that fits decides:", "")  # fmt: skip
        for number, way in enumerate(scene.ways, 1):
            yield from _way(script, way, number)
        yield ""


def _way(script: Script, way: Way, number: int) -> Iterator[str]:
    """One way on as an entry of a list; numbered when its place counts."""
    mark = f"{number}." if number else "-"
    pad = " " * (len(mark) + 1)
    if way.words:
        yield f"{mark} “{_flat(way.words)}”"
    else:
        yield f"{mark} **When** {_flat(way.condition)}" if way.condition else f"{mark} **Otherwise**"
    for reply in way.replies:
        yield f"{pad}- for example “{_flat(reply)}”"
    if way.say:
        yield f"{pad}- **{_flat(script.client)}:** {_flat(way.say)}"
    for text in (way.mood, f"Counted: {way.counts}" if way.counts else ""):
        if text:
            yield f"{pad}- {_flat(text)}"
    for fact in way.out:
        yield f"{pad}- Comes out: {_flat(fact)}"
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


def _flat(text: str) -> str:
    """A text on one line."""
    return plain(" ".join(text.split()))


def _quoted(text: str) -> str:
    return plain(text.strip()).replace("\n", "\n> ")


def _paragraphs(text: str) -> str:
    return plain(text.strip())
