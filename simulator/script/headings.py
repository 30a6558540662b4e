"""The lines over the parts of a scene, the same in Markdown and HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.i18n import _

if TYPE_CHECKING:
    from simulator.script.content import Scene


def over_signs(scene: Scene) -> str:
    """Over the signs of a decide step: which papers are read there."""
    told = _("The trainee reads {papers} and ticks the signs that hold:")
    return told.format(papers=", ".join(scene.papers))


def over_options(scene: Scene) -> str:
    """Over the options of a choice or decide step."""
    return _("Then picks one, and gives the reason in words:") if scene.signs else _("The trainee picks one:")


def over_ways(scene: Scene) -> str:
    """Over the ways on: what of the trainee's doing decides between them."""
    if scene.picks:
        return _("What was picked decides, the first that fits:")
    if scene.signs:
        return _("What was ticked, picked and said decides, the first that fits:")
    return _("The trainee types. The first that fits decides:")
