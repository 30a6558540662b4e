"""What all tests share."""

from __future__ import annotations

import gc
import os

# Several test processes with several BLAS threads each would wait for one another; set before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Nobody watches: nothing glides.
os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")

# English, whatever the machine speaks; a test that wants another language says so.
os.environ["CALMFIRM_LANG"] = "en"

from collections.abc import Iterator

import pytest
from hypothesis import settings

from simulator import i18n

# A busy machine stretches single examples; what may take how long is measured by the benchmarks.
settings.register_profile("calmfirm", deadline=None)
settings.load_profile("calmfirm")

# A screen is hundreds of thousands of objects that die together; looking through them often takes a tenth of the time.
gc.set_threshold(20_000, 20, 50)


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: tests of screens and of programs wait a third of their time."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The list of scenarios is kept between starts; tests keep theirs for themselves."""
    os.environ["CALMFIRM_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session", autouse=True)
def _one_core_each() -> None:
    """Test processes side by side share the cores already."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        from scoring.own.forward import work_alone

        work_alone()


@pytest.fixture(scope="session", autouse=True)
def _style_sheets_are_read_once() -> None:
    """Hundreds of tests start the program, each with the same style sheets: a tenth of their time went into parsing."""
    from textual.css.stylesheet import RuleSet, Stylesheet

    parse = Stylesheet._parse_rules
    known: dict[object, list[RuleSet]] = {}

    def parsed(self: Stylesheet, *given: object, **named: object) -> list[RuleSet]:
        key = (given, *sorted(named.items()), *sorted(self._variables.items()))
        if key not in known:
            known[key] = parse(self, *given, **named)  # type: ignore[arg-type]
        return known[key]

    Stylesheet._parse_rules = parsed  # type: ignore[method-assign, assignment]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """What one test has chosen is not left to the next."""
    yield
    i18n.use("en")
