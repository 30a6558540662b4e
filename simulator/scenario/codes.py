"""Every code a problem can have, with its weight and its name. Codes are stable: none is ever given a new meaning.

explained/*.yaml says what each means, with a wrong and a right example (`calmfirm explain CODE`, docs/problems.md).
"""

from __future__ import annotations

from typing import Literal

Severity = Literal["error", "warning"]

ERRORS: dict[str, str] = {
    "CF100": "no such scenario",
    "CF101": "the file cannot be read",
    "CF102": "the file is too large",
    "CF103": "the file is not UTF-8",
    "CF104": "a control character",
    "CF105": "a tab or hard space as indentation",
    "CF106": "a colon in unquoted text",
    "CF107": "a text that begins with a sign",
    "CF108": "quotes that do not match",
    "CF109": "indentation that fits nothing",
    "CF110": "not YAML",
    "CF111": "anchors, aliases, tags",
    "CF112": "a key written twice",
    "CF113": "nested too deeply",
    "CF114": "several documents",
    "CF115": "no scenario in the file",
    "CF117": "text after a comment",
    "CF121": "an include that leaves the folder",
    "CF122": "an include that is not there",
    "CF123": "includes in a circle",
    "CF125": "too many includes",
    "CF127": "a rubric that leaves the folder",
    "CF128": "a rubric that cannot be used",
    "CF201": "a missing key",
    "CF202": "an unknown key",
    "CF203": "the wrong kind of value",
    "CF204": "an unknown label, band or value",
    "CF205": "a number that does not fit",
    "CF206": "a name that is none",
    "CF207": "an empty value",
    "CF208": "keys that do not go together",
    "CF209": "too many steps",
    "CF301": "a step or ending that is not there",
    "CF302": "a name for both a step and an ending",
    "CF303": "a fact that is not there",
    "CF304": "a counter that is not there",
    "CF305": "an option that is not there",
    "CF306": "an ending that is not there",
    "CF307": "a name in a text that is not there",
    "CF308": "a text that cannot be filled in",
    "CF309": "an option key used twice",
    "CF312": "a variable that texts cannot use",
    "CF314": "a variable that is too long",
    "CF401": "no otherwise",
    "CF402": "routes after otherwise",
    "CF403": "options that lead nowhere",
    "CF406": "no way to an ending",
    "CF408": "otherwise in always",
    "CF502": "a test that fails",
    "CF503": "a playthrough that fails",
    "CF504": "a test that cannot be",
    "CF507": "a strong answer that does not hold",
    "CF508": "a weak answer that is no contrast",
}
WARNINGS: dict[str, str] = {
    "CF116": "a text cut by a comment",
    "CF118": "a text in brackets",
    "CF124": "a key that is not taken over",
    "CF126": "a file made to be included",
    "CF210": "the id is not the file's name",
    "CF211": "the language is not the folder's",
    "CF313": "braces where nothing is filled in",
    "CF404": "a step that cannot be reached",
    "CF405": "an ending that cannot be reached",
    "CF407": "only an emergency exit",
    "CF409": "a route that can never be taken",
    "CF410": "a fact that can never come out",
    "CF411": "routes that are never tried",
    "CF412": "a band that no route handles",
    "CF413": "a variable that no text uses",
    "CF414": "a counter that nothing reads",
    "CF415": "a counter that never changes",
    "CF416": "a fact that no question brings out",
    "CF501": "a step without a test",
    "CF505": "a test near the edge of a band",
    "CF506": "one reply for two routes",
    "CF601": "a translation that has drifted",
    "CF602": "a text without its translation",
    "CF603": "a translation that is not merged",
    "CF604": "a translation without its source",
}
CODES: dict[str, str] = dict(sorted((ERRORS | WARNINGS).items()))


def severity(code: str) -> Severity:
    """Whether a code is an error or a warning. Raises KeyError for a code that does not exist."""
    if code not in CODES:
        raise KeyError(code)
    return "warning" if code in WARNINGS else "error"
