"""No regular expression of the package can run away: attacked with strings made from itself."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

import scrapeclean
from patterns import Found, runaway

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 11), reason="the parser of older Pythons does not know `re._parser`"
)


def found_patterns() -> list[Found]:
    """Those of a fresh process, where every pattern is still to be compiled."""
    script = Path(__file__).with_name("patterns.py")
    run = subprocess.run(
        [sys.executable, "-W", "ignore", str(script)], capture_output=True, text=True, check=True
    )
    return [Found(*each[:4], tuple(each[4]), each[5]) for each in json.loads(run.stdout)]


def written_patterns() -> set[str]:
    """Those that stand as they are in a call of ``re`` or ``regex``, outside of batch work."""
    package = Path(scrapeclean.__file__).parent
    calls = (
        node
        for path in package.rglob("*.py")
        if package / "batch" not in path.parents
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[0] in ("re", "regex")
        and not ast.unparse(node.func).endswith("escape")
    )
    return {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}


def test_no_pattern_runs_away() -> None:
    patterns = found_patterns()
    assert written_patterns() <= {each.source for each in patterns}
    assert len(patterns) > 200
    assert sum(each.binary for each in patterns) > 3
    assert any("lexicon" not in each.where and each.methods for each in patterns)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # sets inside sets
        attacked = [(each.where, each.source, runaway(each)) for each in patterns]
    assert [each for each in attacked if each[2]] == []


@pytest.mark.parametrize(
    ("library", "source"),
    [("re", r"(a+)+$"), ("re", r"(?:a|a)*b"), ("re", r"\s+\n"), ("regex", r"(a+)+$"),
     ("regex", r"\p{L}{3,}[,;:]?\s+\p{L}{3,}")],
)  # fmt: skip
def test_a_pattern_that_runs_away_is_found(library: str, source: str) -> None:
    assert runaway(Found(library, source, 0, "scrapeclean.segment", ("search",)))


def test_white_space_runs_only_where_text_is_not_folded() -> None:
    blanks = Found("re", r"\s+\n", 0, "scrapeclean.segment", ("sub",))
    assert "many times" in runaway(blanks)
    assert not runaway(blanks._replace(where="scrapeclean.people"))


@pytest.mark.parametrize(
    "source", [r"\s{1,9}\n", r"[^<]*+<b", r"a+?b", r"(?:ab){3,}c", r"^\w+\s?="]
)
def test_harmless_patterns_are_let_be(source: str) -> None:
    assert not runaway(Found("regex", source, 0, "scrapeclean.segment", ("match",)))
