"""Every code a problem can have, with its weight and its name (in English: readers call `_` on it).

Codes are stable: none is ever given a new meaning. explained/*.yaml says what each means, with a wrong and a right
example (`calmfirm explain CODE`, docs/problems.md).
"""

from __future__ import annotations

from typing import Literal

from simulator.i18n import mark

Severity = Literal["error", "warning"]

ERRORS: dict[str, str] = {
    "CF100": mark("no such scenario"),
    "CF101": mark("the file cannot be read"),
    "CF102": mark("the file is too large"),
    "CF103": mark("the file is not UTF-8"),
    "CF104": mark("a control character"),
    "CF105": mark("a tab or hard space as indentation"),
    "CF106": mark("a colon in unquoted text"),
    "CF107": mark("a text that begins with a sign"),
    "CF108": mark("quotes that do not match"),
    "CF109": mark("indentation that fits nothing"),
    "CF110": mark("not YAML"),
    "CF111": mark("anchors, aliases, tags"),
    "CF112": mark("a key written twice"),
    "CF113": mark("nested too deeply"),
    "CF114": mark("several documents"),
    "CF115": mark("no scenario in the file"),
    "CF117": mark("text after a comment"),
    "CF121": mark("an include that leaves the folder"),
    "CF122": mark("an include that is not there"),
    "CF123": mark("includes in a circle"),
    "CF125": mark("too many includes"),
    "CF127": mark("a rubric that leaves the folder"),
    "CF128": mark("a rubric that cannot be used"),
    "CF201": mark("a missing key"),
    "CF202": mark("an unknown key"),
    "CF203": mark("the wrong kind of value"),
    "CF204": mark("an unknown label, band or value"),
    "CF205": mark("a number that does not fit"),
    "CF206": mark("a name that is none"),
    "CF207": mark("an empty value"),
    "CF208": mark("keys that do not go together"),
    "CF209": mark("too many steps"),
    "CF301": mark("a step or ending that is not there"),
    "CF302": mark("a name for both a step and an ending"),
    "CF303": mark("a fact that is not there"),
    "CF304": mark("a counter that is not there"),
    "CF305": mark("an option that is not there"),
    "CF306": mark("an ending that is not there"),
    "CF307": mark("a name in a text that is not there"),
    "CF308": mark("a text that cannot be filled in"),
    "CF309": mark("an option key used twice"),
    "CF312": mark("a variable that texts cannot use"),
    "CF314": mark("a variable that is too long"),
    "CF315": mark("a sign that is not there"),
    "CF316": mark("a paper that is not there"),
    "CF317": mark("words that the paper does not have"),
    "CF318": mark("a sign key used twice"),
    "CF319": mark("a cost that is not there"),
    "CF401": mark("no otherwise"),
    "CF402": mark("routes after otherwise"),
    "CF403": mark("options that lead nowhere"),
    "CF406": mark("no way to an ending"),
    "CF408": mark("otherwise in always"),
    "CF502": mark("a test that fails"),
    "CF503": mark("a playthrough that fails"),
    "CF504": mark("a test that cannot be"),
    "CF507": mark("a strong answer that does not hold"),
    "CF508": mark("a weak answer that is no contrast"),
}
WARNINGS: dict[str, str] = {
    "CF116": mark("a text cut by a comment"),
    "CF118": mark("a text in brackets"),
    "CF124": mark("a key that is not taken over"),
    "CF126": mark("a file made to be included"),
    "CF210": mark("the id is not the file's name"),
    "CF211": mark("the language is not the folder's"),
    "CF313": mark("braces where nothing is filled in"),
    "CF404": mark("a step that cannot be reached"),
    "CF405": mark("an ending that cannot be reached"),
    "CF407": mark("only an emergency exit"),
    "CF409": mark("a route that can never be taken"),
    "CF410": mark("a fact that can never come out"),
    "CF411": mark("routes that are never tried"),
    "CF412": mark("a band that no route handles"),
    "CF413": mark("a variable that no text uses"),
    "CF414": mark("a counter that nothing reads"),
    "CF415": mark("a counter that never changes"),
    "CF416": mark("a fact that no question brings out"),
    "CF417": mark("a decide step without papers"),
    "CF418": mark("a sign that nothing depends on"),
    "CF419": mark("a paper that no step shows"),
    "CF420": mark("signs with nothing to weigh"),
    "CF421": mark("a cost that never changes"),
    "CF422": mark("a worth with nothing to weigh against it"),
    "CF501": mark("a step without a test"),
    "CF505": mark("a test near the edge of a band"),
    "CF506": mark("one reply for two routes"),
    "CF601": mark("a translation that has drifted"),
    "CF602": mark("a text without its translation"),
    "CF603": mark("a translation that is not merged"),
    "CF604": mark("a translation without its source"),
}
CODES: dict[str, str] = dict(sorted((ERRORS | WARNINGS).items()))


def severity(code: str) -> Severity:
    """Whether a code is an error or a warning. Raises KeyError for a code that does not exist."""
    if code not in CODES:
        raise KeyError(code)
    return "warning" if code in WARNINGS else "error"
