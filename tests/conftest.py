"""What all tests share."""

from __future__ import annotations

import gc
import os

# Several test processes with several BLAS threads each would wait for one another; set before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

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


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """What one test has chosen is not left to the next."""
    yield
    i18n.use("en")
