"""What click says by itself (usage errors, headings of the help), in the interface's language."""

from __future__ import annotations

import gettext
import importlib

from simulator import i18n
from simulator.i18n import mark, ngettext

# click looks its words up by the process's locale, which need not be the language that was asked for.
_MODULES = ("core", "exceptions", "formatting", "parser", "termui", "types")


def lend_words() -> None:
    """Have click look its sentences up where the interface's are."""
    for name in _MODULES:
        module = importlib.import_module(f"click.{name}")
        for own, ours in (("_", i18n._), ("ngettext", i18n.ngettext)):
            if getattr(module, own, None) in (gettext.gettext, gettext.ngettext):
                setattr(module, own, ours)


# For the catalogues, which are made from what stands in the code.
WORDS = (
    mark("Usage:"),
    mark("Options"),
    mark("Commands"),
    mark("Aborted!"),
    mark("default: {default}"),
    mark("required"),
    mark("env var: {var}"),
    mark("Show the version and exit."),
    mark("%(prog)s, version %(version)s"),
    mark("Error: {message}"),
    mark("Error: invalid input"),
    mark("Try '{command} {option}' for help."),
    mark("Invalid value: {message}"),
    mark("Invalid value for {param_hint}: {message}"),
    mark("Missing argument"),
    mark("Missing option"),
    mark("Missing parameter"),
    mark("Missing command."),
    mark("No such option {name!r}."),
    mark("No such command {name!r}."),
    mark("Could not open file {filename!r}: {message}"),
    mark("Option {name!r} does not take a value."),
    mark("Argument {name!r} takes {nargs} values."),
    mark("{value!r} is not a valid {number_type}."),
    mark("{value} is not in the range {range}."),
    mark("{name} {filename!r} does not exist."),
    mark("{name} {filename!r} is a file."),
    mark("{name} {filename!r} is a directory."),
    mark("{name} {filename!r} is not readable."),
    mark("{name} {filename!r} is not writable."),
    mark("Choose from:\n\t{choices}"),
)
# Kinds of values, as errors name them.
KINDS = (mark("integer"), mark("integer range"), mark("file"), mark("directory"), mark("path"))
PLACEHOLDERS = (
    mark("OPTIONS"),
    mark("COMMAND"),
    mark("ARGS"),
    mark("FILE"),
    mark("FILES"),
    mark("FOLDER"),
    mark("DIRECTORY"),
    mark("PATH"),
    mark("NAME"),
    mark("NEW"),
    mark("STEP"),
    mark("TEXT"),
    mark("CODE"),
    mark("KEY"),
    mark("TITLE"),
    mark("TURN"),
    mark("SESSION"),
    mark("OTHER"),
    mark("NUMBER"),
    mark("PRINCIPLE"),
    mark("LABEL"),
    mark("LABELLED"),
    mark("SCENARIO"),
    mark("SECONDS"),
    mark("ADDRESS"),
    mark("INTEGER"),
    mark("INTEGER RANGE"),
)


def counted(number: int) -> tuple[str, ...]:
    """click's sentences that go with a number, as it looks them up."""
    return (
        ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", number),
        ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", number),
        ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", number),
        ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", number),
    )
