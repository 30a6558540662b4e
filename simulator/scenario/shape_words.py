"""What is told of values that are not as the model wants them."""

from __future__ import annotations

from simulator.i18n import mark

# What is told of a part that is missing, by its docstring in the model (for the catalogues).
WHOLE_PARTS = (mark("The person on the other side."), mark("What the trainee knows before the first word."))
# What a value must be, and what it is.
WISHES = {
    ("list", "list"): mark("{name} must be a list of another kind"),
    ("list", "lines"): mark("{name} must be a list, not `key: value` lines"),
    ("list", "text"): mark("{name} must be a list, not text"),
    ("lines", "list"): mark("{name} must be `key: value` lines, not a list"),
    ("lines", "lines"): mark("{name} must be other `key: value` lines"),
    ("lines", "text"): mark("{name} must be `key: value` lines, not text"),
    ("number", "list"): mark("{name} must be a whole number, not a list"),
    ("number", "lines"): mark("{name} must be a whole number, not `key: value` lines"),
    ("number", "text"): mark("{name} must be another whole number"),
    ("text", "list"): mark("{name} must be text, not a list"),
    ("text", "lines"): mark("{name} must be text, not `key: value` lines"),
    ("text", "text"): mark("{name} must be another text"),
}
LIMITS = {
    "ge": mark("{name} is {value}, but the least is {limit}"),
    "gt": mark("{name} is {value}, but it must be above {limit}"),
    "le": mark("{name} is {value}, but the most is {limit}"),
    "lt": mark("{name} is {value}, but it must be below {limit}"),
}
