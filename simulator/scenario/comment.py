"""Spoken text that a ` #` has cut short: YAML takes the rest of the line for a comment and says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from simulator.i18n import _
from simulator.scenario.include import Bundle
from simulator.scenario.source import Source

SPOKEN = frozenset({
    "client", "say", "text", "reply", "because", "hint", "lesson", "title", "summary", "situation", "rule", "goal",
    "may", "may_not", "history", "who", "motives", "voice", "replies", "name",
})  # fmt: skip
_REST = re.compile(r"(?P<gap>[ ]+)#(?P<space>[ ]?)")


def cut_texts(bundle: Bundle) -> None:
    """Note spoken texts that end at a ` #`. Two blanks before and one behind the # mark a comment that is meant."""
    for source in bundle.sources:
        if source.root is not None and " #" in source.text:
            for mark in _cut(source):
                bundle.problems.append(source.problem(
                    "CF116", _("the text ends here: ` #` begins a comment"),
                    _("put the text in double quotes; for a comment write two blanks before # and one behind"),
                    (mark[0] + 1, mark[1] + 1),
                ))  # fmt: skip


def _cut(source: Source) -> Iterator[tuple[int, int]]:
    waiting: list[tuple[Any, str]] = [(source.root, "")]
    while waiting:
        node, key = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting += [(value, name.value) for name, value in node.value if isinstance(name, yaml.ScalarNode)]
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(item, key) for item in node.value]
        elif key in SPOKEN and node.value and not node.style:
            rest = _REST.match(source.text, source.offset(node.end_mark))
            if rest and not (len(rest["gap"]) > 1 and rest["space"]):
                yield node.end_mark.line, node.end_mark.column + len(rest["gap"])
