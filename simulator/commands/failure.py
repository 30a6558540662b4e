"""Failures that are no bugs, as a sentence for the person at the keyboard."""

from __future__ import annotations

from typing import IO, Any

import click

from simulator.i18n import _


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
    from simulator.os_words import os_told
    from simulator.retrying import RetryProblem
    from simulator.rubric_words import rubric_told
    from simulator.scenario.library import ScenarioError
    from simulator.scenario.template import TemplateProblem
    from simulator.store.failure import StoreError
    from simulator.wording import safe

    if isinstance(error, RubricError):
        return safe(rubric_told(error))
    if isinstance(error, (ScenarioError, StoreError, ReplyProblem, RetryProblem, ExchangeError)):
        return safe(str(error))
    if isinstance(error, TemplateProblem):
        return safe(_("A text of this scenario cannot be filled in: {error}").format(error=error))
    if isinstance(error, UnicodeDecodeError):
        return _("The input is not UTF-8 text (byte {number}): save it as UTF-8 and try again.").format(
            number=error.start + 1
        )
    if isinstance(error, OSError):
        told = os_told(error)
        return safe(f"{error.filename}: {told}" if error.filename else told)
    return None
