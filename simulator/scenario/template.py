"""Texts with values filled in: Jinja2 in a sandbox, cut down to what a spoken line needs.

A scenario file comes from strangers. So only an allow-list of syntax compiles (values, `if`, comparison, adding,
a few filters): no loops, calls, macros or powers, hence no text that runs long or grows large. A text whose only
braces are plain names, as nearly all are, is filled in without Jinja2, and reads the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from simulator.i18n import _, mark
from simulator.i18n import number as number_told
from simulator.scenario.brace_words import braces_told

if TYPE_CHECKING:
    from jinja2 import Template, nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_SOURCE = 8_000
MAX_OUTPUT = 16_000
MAX_DEPTH = 40
FILTERS = frozenset({"upper", "lower", "capitalize", "title", "default", "trim", "int", "abs"})
TESTS = frozenset({"defined", "undefined", "none", "eq", "ne", "lt", "le", "gt", "ge", "even", "odd"})

_VALUE = re.compile(r"(?<!\{)\{\{ *([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)?) *\}\}")
_LITERALS = frozenset({"true", "false", "none", "True", "False", "None", "not", "if", "else", "and", "or", "in", "is"})


class TemplateProblem(ValueError):
    """A text that cannot be filled in: `message` says what is wrong, `line` counts from 1 within the text."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def names(source: str) -> frozenset[str]:
    """The dotted names that a text reads, for instance `fee`, `client.name`, `known.illness`.

    Raises TemplateProblem when the text does not compile or uses what texts may not use.
    """
    if "{" not in source:
        return frozenset()
    plain = _plain(source)
    return frozenset(plain) if plain is not None else frozenset(_names(parsed(source)))


def render(source: str, context: Mapping[str, Any]) -> str:
    """The text with its values. Raises TemplateProblem for unknown names and unsafe or oversized texts."""
    if "{" not in source:
        return source
    text = _filled(source, context) if _plain(source) is not None else _rendered(source, context)
    if len(text) > MAX_OUTPUT:
        raise TemplateProblem(
            _("the text is longer than {limit} characters when filled in").format(limit=number_told(MAX_OUTPUT))
        )
    return text


def parsed(source: str) -> nodes.Template:
    """The syntax tree of a text, made of allowed parts only. Raises TemplateProblem."""
    from jinja2 import TemplateSyntaxError

    _limit(source)
    try:
        tree = _environment().parse(source)
        for _name in _names(tree):
            pass
    except TemplateSyntaxError as error:
        raise TemplateProblem(
            _("the text's braces do not make sense: {error}").format(error=braces_told(error.message or "")),
            error.lineno,
        ) from error
    except RecursionError:
        raise TemplateProblem(_("the text nests too deeply")) from None
    except (ValueError, OverflowError) as error:
        if isinstance(error, TemplateProblem):
            raise
        raise TemplateProblem(_("the text's braces do not make sense: {error}").format(error=error)) from error
    return tree


def is_plain(source: str) -> bool:
    """Whether the text's only braces are plain names."""
    return _plain(source) is not None


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False, cache_size=0
    )
    environment.globals.clear()
    return environment


def _limit(source: str) -> None:
    if len(source) > MAX_SOURCE:
        raise TemplateProblem(_("the text is longer than {limit} characters").format(limit=number_told(MAX_SOURCE)))


def _plain(source: str) -> list[str] | None:
    """The names of a text that has nothing but names in braces, or None."""
    if "{%" in source or "{#" in source or len(source) > MAX_SOURCE:
        return None
    found = _VALUE.findall(source)
    if len(found) != source.count("{{") or not _LITERALS.isdisjoint(found):
        return None
    return found


def _filled(source: str, context: Mapping[str, Any]) -> str:
    def value(match: re.Match[str]) -> str:
        whole, _dot, part = match[1].partition(".")
        try:
            found = context[whole]
            if part:
                found = found[part] if isinstance(found, Mapping) else getattr(found, part)
        except (KeyError, AttributeError):
            raise TemplateProblem(
                _("the text cannot be filled in: {name} is not there").format(name=match[1])
            ) from None
        return str(found)

    return _VALUE.sub(value, source.removesuffix("\n"))


def _rendered(source: str, context: Mapping[str, Any]) -> str:
    from jinja2 import TemplateError

    try:
        return _compiled(source).render(context)
    except TemplateProblem:
        raise
    except (TemplateError, ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise TemplateProblem(_("the text cannot be filled in: {error}").format(error=error)) from error


@lru_cache(maxsize=1024)
def _compiled(source: str) -> Template:
    from jinja2 import TemplateSyntaxError

    parsed(source)
    try:
        return _environment().from_string(source)
    except TemplateSyntaxError as error:
        raise TemplateProblem(
            _("the text's braces do not make sense: {error}").format(error=braces_told(error.message or "")),
            error.lineno,
        ) from error
    except (SyntaxError, RecursionError, MemoryError):
        raise TemplateProblem(_("the text nests too deeply")) from None


def _names(node: Any, depth: int = 0) -> Iterator[str]:
    from jinja2 import nodes

    allowed = (
        nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.If,
        nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter, nodes.Add,
        nodes.Sub, nodes.Concat, nodes.Test, nodes.Neg,
    )  # fmt: skip
    line = getattr(node, "lineno", 1) or 1
    if not isinstance(node, allowed):
        kind = type(node).__name__
        raise TemplateProblem(
            _("texts may not use {kind} (values, if, comparisons and + - only)").format(kind=kind), line
        )
    if depth > MAX_DEPTH:
        raise TemplateProblem(_("the text nests too deeply"), line)
    for known, own, told in (
        (FILTERS, nodes.Filter, mark("texts may not use the filter {name} (there are: {names})")),
        (TESTS, nodes.Test, mark("texts may not use the test {name} (there are: {names})")),
    ):
        if isinstance(node, own) and node.name not in known:
            raise TemplateProblem(_(told).format(name=node.name, names=", ".join(sorted(known))), line)
    if isinstance(node, nodes.Getattr):
        if not isinstance(node.node, nodes.Name) or node.attr.startswith("_"):
            raise TemplateProblem(_("texts may not read .{attr}").format(attr=node.attr), line)
        yield f"{node.node.name}.{node.attr}"
        return
    if isinstance(node, nodes.Name):
        yield node.name
    for child in node.iter_child_nodes():
        yield from _names(child, depth + 1)
