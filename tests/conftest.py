"""What all tests share."""

from __future__ import annotations

import os

# Several test processes with several BLAS threads each would wait for one another; set before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from hypothesis import settings

# A busy machine stretches single examples; what may take how long is measured by the benchmarks.
settings.register_profile("calmfirm", deadline=None)
settings.load_profile("calmfirm")
