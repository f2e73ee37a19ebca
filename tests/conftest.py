"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# A busy machine makes any test slow now and then: time limits are for benchmarks.
# The same examples on every run: a red run tells of a change, not of a die.
settings.register_profile("untimed", deadline=None, derandomize=True)
settings.load_profile("untimed")
