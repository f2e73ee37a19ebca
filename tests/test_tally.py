"""The tally adds up and decides nothing."""

from __future__ import annotations

from scrapeclean.model import Claim, Document, SoFar, Vote
from scrapeclean.tally import Signed, Tally


class Voice:
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"body", "nav", "promo", "title", "tags"})

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Document, so_far: SoFar) -> list[Vote | Claim]:
        return []


ONE, TWO = Voice("one"), Voice("two")


def filled() -> Tally:
    tally = Tally(3)
    tally.add(ONE, [Vote(0, "body", 2.0, "long"), Vote(0, "nav", 1.5, "links"),
                    Vote(1, "body", -1.0, "short")])  # fmt: skip
    tally.add(TWO, [Vote(0, "nav", 1.0, "name"), Vote(0, "body", 0.25, "inside")])
    return tally


def test_weights_add_up() -> None:
    tally = filled()
    assert (tally.score(0, "body"), tally.score(0, "nav"), tally.score(0, "promo")) == (
        2.25, 2.5, 0.0,
    )  # fmt: skip
    assert [tally.role(block) for block in range(3)] == ["nav", "other", "other"]
    assert tally.best(0) == ("nav", 2.5)
    assert tally.best(1) == ("other", 0.0)


def test_some_may_be_left_out() -> None:
    tally = filled()
    assert tally.best(0, ignoring=frozenset({"two"})) == ("body", 2.0)
    assert tally.best(0, ignoring=frozenset({"one"})) == ("nav", 1.0)
    assert tally.best(0, ignoring=frozenset({"one", "two"})) == ("other", 0.0)


def test_who_said_what() -> None:
    tally = filled()
    assert tally.votes(1) == [Signed("one", Vote(1, "body", -1.0, "short"))]
    assert tally.loudest(["nav", "other", "other"]) == [("one", "links"), None, None]
    assert tally.loudest(["promo", "body", "other"]) == [None, ("one", "short"), None]


def test_claims_are_ranked_and_the_first_wins_a_tie() -> None:
    tally = Tally(0)
    tally.add(ONE, [Claim("title", "a", 0.5, "x"), Claim("title", "b", 0.9, "x")])
    tally.add(TWO, [Claim("title", "c", 0.9, "x"), Claim("tags", ("t",), 0.1, "x")])
    assert [claim.value for claim in tally.claims("title")] == ["b", "c", "a"]
    assert [name for name, _ in tally.signed_claims("title")] == ["one", "two", "one"]
    assert tally.claims("authors") == []
