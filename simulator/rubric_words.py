"""What is wrong with a rubric, in the interface's language: scoring knows no language but English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.told import Told
from simulator.i18n import _, mark
from simulator.os_words import os_told

if TYPE_CHECKING:
    from scoring.scorer import Scorer


def rubric_told(error: Exception) -> str:
    """The sentence of an error that scoring raised, with those that stand in it; any other error as it comes."""
    if isinstance(error, Told):
        values = {name: rubric_told(one) if isinstance(one, Exception) else one for name, one in error.values.items()}
        return _(error.template).format(**values)
    return os_told(error) if isinstance(error, OSError) else str(error)


def why_told(scorer: Scorer) -> str:
    """Why a scorer judges by word patterns alone; empty when it does not."""
    return rubric_told(scorer.reason) if scorer.reason is not None else ""


# For the catalogues, which are made from what stands in this package.
WORDS = (
    # The folder and its files.
    mark("{path}: cannot be read: {error}"),
    mark("{path}: is a link that leads out of the rubric's folder; put the file itself there"),
    mark("{path}: unpacks to {size:,} bytes; the limit is {limit:,}"),
    mark("{path}: larger than {limit:,} bytes"),
    mark("{path}:{line}: aliases (*name) are not allowed"),
    mark("{path}:{line}: nests deeper than {limit} levels"),
    mark("{path}: is not UTF-8 text"),
    # rubric.yaml
    mark("{path}: a part is missing or has the wrong shape: {error}"),
    mark("is not made of `key: value` lines"),
    mark("extends: only {name}, the shipped rubric, can be extended"),
    mark("{key}: must be `name: …` lines"),
    mark("leave_out: there is no label {labels}"),
    mark("labels: {label} is a move in the codebook"),
    mark("labels: {label} is a fault in the codebook"),
    mark("labels: {label} cannot be a label's name: a-z, 0-9 and _, at most 40, none of ours"),
    mark("labels: {label} is new, so it needs kind: move, or kind: fault with breaks: calm or firm"),
    mark("labels: {label}: weight is {{calm: …, firm: …}}, in points"),
    mark("labels: {label}: a weight lies between -{limit:g} and {limit:g} points"),
    mark("{what}: needs a text for one of {languages}, such as {{en: …}}"),
    mark("{what}: {lang} is not text"),
    mark("caps: cannot use {labels}"),
    mark("expects: {label} is no move of this rubric"),
    mark("expects: {case} is missing"),
    # Cues and their patterns.
    mark("{path}: needs a list under cues:"),
    mark("{path}: negation: must be before: and after:, each a list"),
    mark("{path}: has {count:,} patterns; the limit is {limit:,}"),
    mark("{path}: cue {key}: {error}"),
    mark("unknown key {keys}"),
    mark("unknown label {label}"),
    mark("needs both hit and miss examples"),
    mark("the pattern is longer than {limit} characters"),
    mark("'{sign}' at character {number} of “{source}” has no partner or no meaning"),
    mark("“{source}” begins with a gap"),
    mark("“{source}” has no word to look for"),
    mark("“{source}” has too many gaps: use fewer, or shorter ones (.. instead of ....)"),
    mark("an empty alternative in “{source}”"),
    mark("“{word}” is not a word, nor the beginning of one with * behind"),
    # The bank and what was learned from it.
    mark("unknown labels {labels}"),
    mark("the words for {label} are not in the reply: {words!r}"),
    mark("unknown stance {stance}"),
    mark("{path}: learning needs at least 50 replies by at least two writers"),
    mark("{path}: cannot be read ({error}); train the rubric anew"),
    mark("{path}: the learned heads cannot be read ({error}); train the rubric anew"),
    mark("{path}: was learned for other labels; train the rubric anew"),
    # Why word patterns alone judge.
    mark("scored by cues alone, as asked"),
    mark("the heads were learned over another encoder ({encoder})"),
    mark("the encoder cannot be loaded: {error}"),
)
