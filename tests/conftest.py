"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# A busy machine makes any test slow now and then: time limits are for benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
