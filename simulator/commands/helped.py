"""Commands, options and arguments whose help is in the interface's language, looked up when it is shown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence
from copy import copy
from functools import partial
from typing import Any, TypeVar

import click

from simulator.commands.click_words import lend_words
from simulator.i18n import _, mark

_Function = TypeVar("_Function", bound=Callable[..., Any])

# Placeholders are the only words in capitals; one letter (N, S) is the same everywhere.
_PLACEHOLDER = re.compile(r"INTEGER RANGE|[A-Z]{2,}")
EXAMPLES = mark("Examples:")
lend_words()


def says(*paragraphs: str, examples: Sequence[str] = ()) -> Callable[[_Function], _Function]:
    """Give a command its help: marked `paragraphs`, then command lines that stay as they are."""

    def told(function: _Function) -> _Function:
        listed = ["\n".join(("\b", EXAMPLES, *(f"  {line}" for line in examples)))] if examples else []
        function.__doc__ = "\n\n".join((*paragraphs, *listed))
        return function

    return told


def _placeholders(text: str) -> str:
    return _PLACEHOLDER.sub(lambda found: _(found.group()), text)


def _kind(kind: click.ParamType[Any]) -> click.ParamType[Any]:
    """The kind of a value, which errors name, called in the interface's language."""
    told = copy(kind)
    told.name = _(kind.name)
    return told


class Option(click.Option):
    """An option with its help and its placeholder in the interface's language."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """The value that was typed. Raises BadParameter for another kind."""
        told = copy(self)
        told.type = _kind(self.type)
        return super(Option, told).type_cast_value(ctx, value)

    def make_metavar(self, ctx: click.Context) -> str:
        """The placeholder for its value; the words to choose from stay."""
        told = super().make_metavar(ctx)
        return told if isinstance(self.type, click.Choice) and self.metavar is None else _placeholders(told)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Its line in the help."""
        told = copy(self)
        told.help = _(self.help) if self.help else None
        return super(Option, told).get_help_record(ctx)


class Argument(click.Argument):
    """An argument with its placeholder in the interface's language."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """The value that was typed. Raises BadParameter for another kind."""
        told = copy(self)
        told.type = _kind(self.type)
        return super(Argument, told).type_cast_value(ctx, value)

    def make_metavar(self, ctx: click.Context) -> str:
        """The placeholder in the usage line and in errors."""
        return _placeholders(super().make_metavar(ctx))


class Command(click.Command):
    """A command whose help is in the interface's language."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The usage line, without the command's own name."""
        pieces = super().collect_usage_pieces(ctx)
        return [_placeholders(piece) if piece == self.options_metavar else piece for piece in pieces]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help itself."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this message and exit.")
        return option

    def get_short_help_str(self, limit: int = 45) -> str:
        """Its line in the list of commands."""
        return _(self.short_help) if self.short_help else super().get_short_help_str(limit)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help, each paragraph looked up by itself."""
        room = max(20, formatter.width - formatter.current_indent - 2)
        for part in (self.help or "").split("\n\n"):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text("\b\n" + _shown(part, room))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line below the options."""
        if self.epilog:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text("\b\n" + _wrapped(_(self.epilog), formatter.width - 2))


def _shown(part: str, room: int) -> str:
    if not part.startswith("\b\n"):
        return _wrapped(_(part), room)
    title, *lines = part.removeprefix("\b\n").split("\n")
    return "\n".join((_(title), *lines))


def _wrapped(text: str, room: int) -> str:
    # Not at hyphens: an option or a scenario's name that is cut in two cannot be copied.
    return textwrap.fill(text, room, break_on_hyphens=False, break_long_words=False)


class Group(Command, click.Group):
    """A group of commands whose help is in the interface's language."""

    command_class = Command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The usage line, without the group's own name."""
        pieces = super().collect_usage_pieces(ctx)
        return [_placeholders(piece) if piece == self.subcommand_metavar else piece for piece in pieces]


def command(name: str | None = None, **attributes: Any) -> Callable[[Callable[..., Any]], Command]:
    """`click.command`, with help in the interface's language."""
    return click.command(name, cls=Command, **attributes)


def group(
    name: str | None = None, *, cls: type[Group] = Group, **attributes: Any
) -> Callable[[Callable[..., Any]], Group]:
    """`click.group`, with help in the interface's language."""
    return click.group(name, cls=cls, **attributes)


option = partial(click.option, cls=Option)
argument = partial(click.argument, cls=Argument)
