"""What each code means, with a wrong and a right example: for `calmfirm explain` and the page docs/problems.md.

The texts lie in explained/*.yaml, what they mean in other languages in explained/ru and explained/uk; their examples
are tests. `python -m simulator.scenario.explain` writes the page.
"""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from simulator.i18n import _, current, mark
from simulator.scenario.codes import CODES, Severity, severity

SEVERITIES = {"error": mark("error"), "warning": mark("warning")}
SOURCES = Path(__file__).with_name("explained")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "problems.md"
INTRODUCTION = """\
<!-- Written by `python -m simulator.scenario.explain` from simulator/scenario/explained/: change the texts there. -->
# What `calmfirm check` says, and how to mend it

Every problem has a code, a place and a way to mend it:

```text
scenarios/en/late-keys.yaml:26:22: CF204 `respectfull or better` is no band of calm
          - when: {calm: respectfull or better}
                         ^
    hint: did you mean `respectful or better`?
```

An **error** keeps the scenario from being played (a failing test does not). A **warning** shows where the scenario
probably does not do what you meant. All problems of a file come at once, those in included files under the name of
that file. `calmfirm explain CODE` says in the terminal what stands here.

The examples below show only the part of a file that matters.
"""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One code explained. `wrong` and `right` are parts of a scenario file, or, when `told`, a description of one.

    `beside`: further files of the example, by name. `section` is the heading of the page under which it stands.
    """

    code: str
    name: str
    severity: Severity
    section: str
    means: str
    wrong: str
    right: str
    told: bool = False
    beside: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready mapping with the fields of the explanation."""
        return asdict(self)

    def text(self, width: int = 100) -> str:
        """For a terminal of so many columns: code and name, what it means, both examples. Plain lines."""
        lines = [f"{self.code} {self.name} ({_(SEVERITIES[self.severity])})", "", *_wrapped(self.means, width)]
        for title, example in ((_("Wrong:"), self.wrong), (_("Right:"), self.right)):
            lines += ["", title, ""]
            lines += _indented(_wrapped(example, width - 4) if self.told else example.rstrip("\n").split("\n"))
        for name, content in self.beside.items():
            lines += ["", f"{name}:", "", *_indented(content.rstrip("\n").split("\n"))]
        return "\n".join(lines)

    def markdown(self) -> str:
        """The code's part of the page."""
        means = _wrapped(f"*{self.severity.capitalize()}.* {self.means}", 118)
        parts = [f"### {self.code} {self.name}", "\n".join(means)]
        if self.told:
            told = (f"Wrong: {self.wrong}.", f"Right: {self.right}.")
            parts += ["\n".join(_wrapped(example, 118)) for example in told]
        else:
            parts += ["Wrong:", _fenced(self.wrong), "Right:", _fenced(self.right)]
        for name, content in self.beside.items():
            parts += [f"`{name}`:", _fenced(content)]
        return "\n\n".join(parts)


def explanations() -> dict[str, Explanation]:
    """Every code explained in the interface's language, in order. Raises KeyError when a text is given for a code that
    does not exist."""
    return _explained(current())


@lru_cache(maxsize=3)
def _explained(lang: str) -> dict[str, Explanation]:
    found: dict[str, Explanation] = {}
    for path in sorted(SOURCES.glob("*.yaml")):
        data = _read(path)
        own = data if lang == "en" else _read(SOURCES / lang / path.name)
        section = data.pop("section")
        for code, entry in data.items():
            told = "wrong_told" in entry
            texts = entry | own.get(code, {})
            found[code] = Explanation(
                code, CODES[code] if lang == "en" else _(CODES[code]), severity(code), own.get("section", section),
                texts["means"].strip(), texts["wrong_told" if told else "wrong"],
                texts["right_told" if told else "right"], told, entry.get("beside", {}),
            )  # fmt: skip
    return dict(sorted(found.items()))


def page() -> str:
    """The whole of docs/problems.md, in English."""
    parts, section = [INTRODUCTION.rstrip("\n")], ""
    for one in _explained("en").values():
        if one.section != section:
            section = one.section
            parts.append(f"## {section}")
        parts.append(one.markdown())
    return "\n\n".join(parts) + "\n"


def known_code(typed: str) -> str | None:
    """The code that `typed` means (`cf116` and `116` do too), or None."""
    code = typed.strip().upper()
    code = code if code.startswith("CF") else f"CF{code}"
    return code if code in CODES else None


def _read(path: Path) -> dict[str, Any]:
    import yaml

    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return data


def _fenced(example: str) -> str:
    return f"```yaml\n{example.rstrip(chr(10))}\n```"


def _wrapped(text: str, width: int) -> list[str]:
    from textwrap import wrap

    return [line for paragraph in text.strip().split("\n") for line in wrap(paragraph, width) or [""]]


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" if line else "" for line in lines]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} written\n")
