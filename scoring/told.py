"""Errors whose sentence can be told in another language: scoring itself speaks English only."""

from __future__ import annotations


class Told(Exception):
    """An error with the `template` of its sentence and the `values` that stand in it; `str()` is the English one."""

    def __init__(self, template: str, /, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values


class Unfit(Told, ValueError):
    """A value in a file that cannot be used; whoever reads the file says where it stands."""
