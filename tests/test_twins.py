"""The compiled twin of a module takes its place only where it does all that the module does."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from scrapeclean._twins import fastest


def module(name: str, *functions: str) -> ModuleType:
    made = ModuleType(name)
    made.__dict__["__all__"] = ["LIMIT", *functions]
    made.__dict__["LIMIT"] = 3
    for each in functions:
        exec(f"def {each}(): return {name!r}", made.__dict__)
    return made


def test_a_twin_that_lacks_a_function_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCRAPECLEAN_PURE", raising=False)
    specification = module("made_up", "count", "sum_up")
    assert fastest(specification) is specification, "there is no twin"
    twin = module("made_up_c", "count", "sum_up")
    monkeypatch.setitem(sys.modules, "made_up_c", twin)
    assert fastest(specification) is twin
    monkeypatch.setenv("SCRAPECLEAN_PURE", "1")
    assert fastest(specification) is specification
    monkeypatch.setenv("SCRAPECLEAN_PURE", "0")
    monkeypatch.setitem(sys.modules, "made_up_c", module("made_up_c", "count"))
    assert fastest(specification) is specification, "compiled before `sum_up` was written"
