"""A passage's body taken apart: the words, the links, and what no scenario can hold (macros, variables, pictures)."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from simulator.i18n import _
from simulator.i18n import number as number_told

MAX_BODY = 50_000
_LINK = re.compile(r"\[\[(?P<inside>[^\[\]\n]+)\](?:\[(?P<setter>[^\[\]\n]*)\])?\]")
_IMAGE = re.compile(r"\[(?:<|>)?img\[[^\]\n]*\](?:\[(?P<target>[^\]\n]*)\])?(?:\[[^\]\n]*\])?\]", re.IGNORECASE)
_QUOTED = r"(?:\"([^\"\n]*)\"|'([^'\n]*)')"
_SUGAR_LINK = re.compile(rf"<<(?:link|button)\s+{_QUOTED}\s+{_QUOTED}\s*>>")
_SUGAR_GOTO = re.compile(rf"<<goto\s+{_QUOTED}\s*>>")
_HARLOWE_LINK = re.compile(rf"\(\s*link-goto\s*:\s*{_QUOTED}\s*(?:,\s*{_QUOTED}\s*)?\)", re.IGNORECASE)
_HARLOWE_GOTO = re.compile(rf"\(\s*go-?to\s*:\s*{_QUOTED}\s*\)", re.IGNORECASE)
_SUGAR = re.compile(r"<<(/?[\w=-]+)[^<>\n]*(?:<(?!<)[^<>\n]*|>(?!>)[^<>\n]*)*>>")
_SNOWMAN = re.compile(r"<%[^%]*%>")
_CHAPBOOK_BLOCK = re.compile(r"(?m)^\[[a-z][^\[\]\n]*\]$")
_CHAPBOOK_INSERT = re.compile(r"\{[a-z][^{}\n]*\}")
_COMMENTS = (("<!--", "-->"), ("/%", "%/"))
_LEFTOVER = re.compile(r"(?m)^[ \t]*[>*•-]+[ \t]*$")
_TAG = re.compile(r"</?([a-zA-Z][\w-]*)(?:\s[^<>]*)?/?>")
_VERBATIM = re.compile(r"(?<!`)(`+)(?!`)([^\n]+?)(?<!`)\1(?!`)")
_VARIABLE = re.compile(r"(?<![\w$])[$][A-Za-z_]\w*(?:\.\w+)*")
_STYLES = (
    re.compile(r"''([^'\n]+)''"), re.compile(r"(?<!:)//([^/\n]+)//"), re.compile(r"\*\*([^*\n]+)\*\*"),
    re.compile(r"(?<![\w*])\*([^*\s][^*\n]*)\*(?![\w*])"), re.compile(r"~~([^~\n]+)~~"),
    re.compile(r"\^\^([^^\n]+)\^\^"), re.compile(r"(?<!_)__([^_\n]+)__(?!_)"),
)  # fmt: skip
_HOOK = re.compile(r"\|[\w-]+[>)]\[([^\[\]]*)\]|\[([^\[\]]*)\][<(][\w-]+\||\[([^\[\]]*)\]")
_MACRO_BEGIN = re.compile(r"\(\s*([a-zA-Z][\w-]*)\s*:")
# Harlowe's macros that a story is likely to have; other brackets with a colon are the writer's own words.
_HARLOWE = frozenset(
    {
        "set", "put", "move", "if", "unless", "else-if", "elseif", "else", "for", "loop", "print", "display",
        "link", "link-reveal", "link-repeat", "link-replace", "linkreveal", "link-undo", "link-show",
        "link-rerun", "click", "click-replace", "click-goto", "mouseover", "mouseout", "live", "stop", "event",
        "either", "random", "history", "visits", "visited", "a", "array", "dm", "datamap", "ds", "dataset",
        "text-style", "css", "font", "align", "color", "colour", "text-colour", "text-color", "background", "bg",
        "transition", "t8n", "transition-time", "t8n-time", "hook", "append", "prepend", "replace", "show",
        "hide", "hidden", "rerun", "cycling-link", "seq-link", "input-box", "input", "prompt", "alert", "confirm",
        "savegame", "save-game", "loadgame", "load-game", "enchant", "change", "track", "masteraudio",
        "icon-undo", "icon-redo", "sidebar", "dropdown", "checkbox", "meter", "box", "border", "opacity",
        "text-size", "size", "after", "after-error", "nth", "cond", "shuffled", "sorted", "range", "str", "num",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """A link: what the reader clicks, and the passage that follows."""

    text: str
    target: str


@dataclass(slots=True)
class Body:
    """What a passage says. `dropped` counts what was left out, by what it is."""

    text: str = ""
    links: list[Link] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


def read(text: str, story_format: str = "") -> Body:
    """Take a passage's body apart. `story_format`: in small letters; it decides what marks mean."""
    body = Body()
    if len(text) > MAX_BODY:
        text = text[:MAX_BODY]
        body.dropped[_("all after {limit} characters").format(limit=number_told(MAX_BODY))] += 1
    kept: list[str] = []
    if story_format in ("", "harlowe"):
        text = _VERBATIM.sub(lambda found: _keep(kept, found[2]), text)
    for begin, end in _COMMENTS:
        text = _uncommented(body, text, begin, end)
    if story_format == "chapbook":
        text = _chapbook(body, text)
    text = _links(body, text, kept)
    if body.links:
        text = _LEFTOVER.sub("", text)  # the bullets of links that are gone
    text = _macros(body, text, story_format)
    text = _tags(body, text)
    for style in _STYLES:
        text = _without(body, style, text, _("bold, italics and the like"), lambda found: found[1])
    if found := set(_VARIABLE.findall(text)):
        body.dropped[
            _("values of {names} (the names stand in the text)").format(names=", ".join(sorted(found)[:5]))
        ] += 1
    body.text = spoken(_restored(html.unescape(text), kept))
    return body


def _uncommented(body: Body, text: str, begin: str, end: str) -> str:
    made, at = [], 0
    while (found := text.find(begin, at)) >= 0 and (close := text.find(end, found + len(begin))) >= 0:
        made.append(text[at:found])
        body.dropped[_("comments")] += 1
        at = close + len(end)
    return "".join([*made, text[at:]])


def _links(body: Body, text: str, kept: list[str]) -> str:
    """The text without its links. A link amid a sentence leaves its words there."""

    def plain(found: re.Match[str]) -> str:
        words, target = _split(found["inside"])
        if found["setter"]:
            body.dropped[_("changes of variables on links")] += 1
        body.links.append(Link(_said(words, kept), target))
        return "" if _alone(text, found) else words

    def macro(found: re.Match[str]) -> str:
        first, *rest = [one for one in found.groups() if one is not None]
        body.links.append(Link(_said(first, kept), _restored(rest[0] if rest else first, kept)))
        return ""

    def jump(found: re.Match[str]) -> str:
        body.dropped[_("jumps without a click (they became links)")] += 1
        target = next(one for one in found.groups() if one is not None)
        body.links.append(Link(target, target))
        return ""

    def picture(found: re.Match[str]) -> str:
        body.dropped[_("pictures")] += 1
        if found["target"]:
            body.links.append(Link(found["target"], found["target"]))
        return ""

    text = _IMAGE.sub(picture, text)
    for pattern, change in (
        (_SUGAR_LINK, macro), (_HARLOWE_LINK, macro), (_SUGAR_GOTO, jump), (_HARLOWE_GOTO, jump), (_LINK, plain),
    ):  # fmt: skip
        text = pattern.sub(change, text)
    return text


def _split(inside: str) -> tuple[str, str]:
    """(words, target) of what stands in `[[ ]]`."""
    if "->" in inside:
        words, _, target = inside.rpartition("->")
    elif "<-" in inside:
        target, _, words = inside.partition("<-")
    elif "|" in inside:
        words, _, target = inside.partition("|")
    else:
        words = target = inside
    return words.strip(), target.strip()


def _alone(text: str, found: re.Match[str]) -> bool:
    """Whether a link stands on a line of its own, or among other links only."""
    begin = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    line = text[begin : end if end >= 0 else len(text)]
    return not re.search(r"\w", _LINK.sub("", line))


def _macros(body: Body, text: str, story_format: str) -> str:
    def told(found: re.Match[str]) -> str:
        name = found[1].lstrip("/")
        body.dropped[f"<<{name}>>"] += not found[1].startswith("/")
        return ""

    if story_format != "harlowe":
        text = _SUGAR.sub(told, text)
    text = _without(body, _SNOWMAN, text, _("code in <% %>"))
    if story_format in ("", "harlowe"):
        text = _harlowe(body, text)
        if story_format:
            text = _HOOK.sub(lambda found: next((one for one in found.groups() if one is not None), ""), text)
    return text


def _harlowe(body: Body, text: str) -> str:
    """The text without Harlowe's macros, brackets within brackets counted."""
    made, at = [], 0
    while found := _MACRO_BEGIN.search(text, at):
        name = found[1].casefold()
        if name.replace("-", "") not in {one.replace("-", "") for one in _HARLOWE}:
            made.append(text[at : found.end()])
            at = found.end()
            continue
        depth, end = 1, found.end()
        while end < len(text) and depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        made.append(text[at : found.start()])
        body.dropped[f"({name}:)"] += 1
        at = end
    return "".join([*made, text[at:]])


def _chapbook(body: Body, text: str) -> str:
    head, line, rest = text.partition("\n--\n")
    if line and all(":" in one or not one.strip() for one in head.split("\n")):
        body.dropped[_("variables set at the top")] += 1
        text = rest
    text = _without(body, _CHAPBOOK_BLOCK, text, "[modifiers]")
    return _without(body, _CHAPBOOK_INSERT, text, "{inserts}")


def _tags(body: Body, text: str) -> str:
    def told(found: re.Match[str]) -> str:
        name = found[1].casefold()
        if name == "br":
            return "\n"
        body.dropped[_("pictures") if name == "img" else _("HTML tags")] += not found[0].startswith("</")
        return ""

    return _TAG.sub(told, text)


def _without(
    body: Body, pattern: re.Pattern[str], text: str, what: str, kept: Callable[[re.Match[str]], str] | None = None
) -> str:
    def change(found: re.Match[str]) -> str:
        body.dropped[what] += 1
        return kept(found) if kept else ""

    return pattern.sub(change, text)


def _keep(kept: list[str], text: str) -> str:
    """A mark that stands for text which no markup applies to."""
    kept.append(text)
    return f"\ue000{len(kept) - 1}\ue001"


def _restored(text: str, kept: list[str]) -> str:
    def back(found: re.Match[str]) -> str:
        number = int(found[1])
        return kept[number] if number < len(kept) else ""

    return re.sub("\ue000(\\d{1,6})\ue001", back, text)


def _said(words: str, kept: list[str]) -> str:
    """A link's words as a reply: no marks of layout."""
    for style in _STYLES:
        words = style.sub(lambda found: found[1], words)
    return spoken(_restored(html.unescape(_TAG.sub("", words)), kept))


def spoken(text: str) -> str:
    """A text as a scenario can say it: no control characters, no braces that would be filled in, no empty lines."""
    text = "".join(char if char.isprintable() or char == "\n" else " " for char in text)
    text = re.sub(r"\{(?=[{%#])", "{ ", text)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
