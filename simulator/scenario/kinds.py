"""Which kind of value an expression in a text has, so that `{{ late_fee - 1 }}` fails at the desk, not in a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from simulator.i18n import _
from simulator.scenario.template import TemplateProblem, parsed

Kind = Literal["text", "number", "truth", "any"]

_FILTERS: dict[str, Kind] = {"int": "number", "abs": "number", "default": "any"}


def fits(source: str, kinds: Mapping[str, Kind]) -> None:
    """Raise TemplateProblem when a text subtracts, adds or compares what cannot be. `kinds`: of each dotted name."""
    for node in parsed(source).body:
        _visit(node, kinds)


def _visit(node: Any, kinds: Mapping[str, Kind]) -> Kind:
    from jinja2 import nodes

    if isinstance(node, nodes.CondExpr) and node.expr2 is None:
        raise TemplateProblem(_("`… if …` in braces needs its else: {{ 'one' if … else 'other' }}"), node.lineno)
    of = [_visit(child, kinds) for child in node.iter_child_nodes()]
    if isinstance(node, nodes.Name):
        return kinds.get(node.name, "any")
    if isinstance(node, nodes.Getattr):
        return kinds.get(f"{getattr(node.node, 'name', '')}.{node.attr}", "any")
    if isinstance(node, nodes.Const):
        return "truth" if isinstance(node.value, bool) else "number" if isinstance(node.value, (int, float)) else "text"
    if isinstance(node, (nodes.Sub, nodes.Neg)):
        _number(of, node.lineno, "-")
        return "number"
    if isinstance(node, nodes.Add):
        if "text" in of:
            if len(set(of) - {"any"}) > 1:
                raise TemplateProblem(_("+ adds a text and a number; write … ~ … to join them"), node.lineno)
            return "text"
        return "number" if "any" not in of else "any"
    if isinstance(node, nodes.Compare):
        _compared(node, kinds)
        return "truth"
    if isinstance(node, nodes.Filter):
        if node.name == "abs":
            _number(of[:1], node.lineno, "abs")
        return _FILTERS.get(node.name, "text")
    if isinstance(node, nodes.Concat):
        return "text"
    if isinstance(node, (nodes.Not, nodes.Test)):
        return "truth"
    return "any"


def _number(of: list[Kind], line: int, sign: str) -> None:
    if "text" in of:
        raise TemplateProblem(
            _("{sign} needs numbers, and this is a text; write … | int where the text is a number").format(sign=sign),
            line,
        )


def _compared(node: Any, kinds: Mapping[str, Kind]) -> None:
    """`<` and its like compare two numbers or two texts; `==` compares anything."""
    left = _visit(node.expr, kinds)
    for operand in node.ops:
        right = _visit(operand.expr, kinds)
        if operand.op in ("lt", "lteq", "gt", "gteq") and ("text" in (left, right)) and left != right != "any" != left:
            raise TemplateProblem(_("< and > compare numbers, and one side is a text; write … | int"), node.lineno)
        if operand.op in ("in", "notin") and "text" not in (right,):
            raise TemplateProblem(_("`in` looks for a text in a text only"), node.lineno)
        left = right
