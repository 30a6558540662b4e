"""Failures that are no bugs, as a sentence for the person at the keyboard."""

from __future__ import annotations

from typing import IO, Any

import click


class Failed(click.ClickException):
    """Ends the program with a message on stderr and exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the message."""
        click.echo(self.format_message(), err=True, file=file)


def explained(error: Exception) -> str | None:
    """What an expected failure means; None when the failure is a bug."""
    # Imported here: a run without a failure needs none of them.
    from scoring.rubric import RubricError
    from simulator.exchange import ExchangeError
    from simulator.game import ReplyProblem
    from simulator.scenario.library import ScenarioError
    from simulator.scenario.template import TemplateProblem
    from simulator.store.failure import StoreError
    from simulator.wording import safe

    if isinstance(error, (ScenarioError, StoreError, RubricError, ReplyProblem, ExchangeError)):
        return safe(str(error))
    if isinstance(error, TemplateProblem):
        return safe(f"A text of this scenario cannot be filled in: {error}")
    if isinstance(error, UnicodeDecodeError):
        return f"The input is not UTF-8 text (byte {error.start + 1}): save it as UTF-8 and try again."
    if isinstance(error, OSError):
        return safe(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    return None
