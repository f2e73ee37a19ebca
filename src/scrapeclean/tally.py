"""What the extractors said, added up; nothing is decided here."""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .errors import ExtractorError
from .model import FIELDS, ROLES, Claim, Extractor, Role, Vote


class Signed(NamedTuple):
    """A vote or claim with the name of the extractor that gave it."""

    extractor: str
    vote: Vote


class SignedClaim(NamedTuple):
    """A claim with the name of the extractor that made it."""

    extractor: str
    claim: Claim


class Tally:
    """Votes summed per block and role, claims ranked per field, and the log behind both.

    It also serves as the read-only `SoFar` that contextual extractors get.
    """

    def __init__(self, blocks: int) -> None:
        self._log: list[tuple[str, list[Vote]]] = []  # an entry for each extractor's votes
        self._by_block: dict[int, list[tuple[str, Vote]]] = {}  # of the first `_sorted` entries
        self._sorted = 0
        self._scores: list[dict[Role, float]] = [{} for _ in range(blocks)]
        self._claims: dict[str, list[SignedClaim]] = {}

    def add(self, extractor: Extractor, results: Iterable[Vote | Claim]) -> None:
        """Take one extractor's results.

        Raises:
            ExtractorError: a result that is neither vote nor claim, or that it did not promise.
        """
        name, assigns = extractor.name, extractor.assigns
        roles, all_scores, blocks = assigns & ROLES, self._scores, len(self._scores)
        votes: list[Vote] = []
        for result in results:
            if isinstance(result, Vote):  # most are: nothing is called for them
                block, role, weight, _reason = result
                if role not in roles or not 0 <= block < blocks:
                    raise _refusal(name, result, roles)
                scores = all_scores[block]
                scores[role] = scores.get(role, 0.0) + weight
                votes.append(result)
            elif isinstance(result, Claim):
                self._add_claim(name, assigns, result)
            else:
                raise ExtractorError(
                    name, f"returned a {type(result).__name__}, not a Vote or a Claim"
                )
        self._log.append((name, votes))

    def _add_claim(self, name: str, assigns: frozenset[str], claim: Claim) -> None:
        if claim.field not in assigns or claim.field not in FIELDS:
            raise ExtractorError(name, f"claimed {claim.field!r}, which is not in its `assigns`")
        if not 0 <= claim.confidence <= 1:
            raise ExtractorError(name, f"claimed {claim.field} with confidence {claim.confidence}")
        if any(not 0 <= block < len(self._scores) for block in claim.blocks):
            raise ExtractorError(name, f"claimed {claim.field} from a block that does not exist")
        ranked = self._claims.setdefault(claim.field, [])
        # behind its equals: earlier wins a tie
        if not ranked or ranked[-1].claim.confidence >= claim.confidence:
            ranked.append(SignedClaim(name, claim))
        else:
            insort(ranked, SignedClaim(name, claim), key=lambda signed: -signed.claim.confidence)

    def score(self, block: int, role: Role) -> float:
        """Sum of the weights for `role` on this block."""
        return self._scores[block].get(role, 0.0)

    def scores(self, role: Role) -> list[float]:
        """The `score` of a role on every block."""
        return [scores.get(role, 0.0) for scores in self._scores]

    def role(self, block: int) -> Role:
        """The role with the highest positive sum; ``other`` if there is none."""
        best: Role = "other"
        most = 0.0
        for role, score in self._scores[block].items():  # asked often: without a further call
            if score > most:
                best, most = role, score
        return best

    def claims(self, field: str) -> Sequence[Claim]:
        """The claims for a field, best first."""
        return [signed.claim for signed in self._claims.get(field, ())]

    def signed_claims(self, field: str) -> Sequence[SignedClaim]:
        """The claims for a field with who made them, best first."""
        return self._claims.get(field, ())

    def votes(self, block: int) -> Sequence[Signed]:
        """Every vote on a block, in the order given."""
        return [Signed(name, vote) for name, vote in self._said(block)]

    def _said(self, block: int) -> Sequence[tuple[str, Vote]]:
        """The log of a block: few are asked for, of few pages."""
        for name, votes in self._log[self._sorted :]:
            for vote in votes:
                self._by_block.setdefault(vote[0], []).append((name, vote))
        self._sorted = len(self._log)
        return self._by_block.get(block, ())

    def best(self, block: int, *, ignoring: frozenset[str] = frozenset()) -> tuple[Role, float]:
        """The leading role and its score, as if the extractors in `ignoring` had not spoken."""
        scores = self._scores[block]
        if ignoring:
            scores = {}
            for name, vote in self._said(block):
                if name not in ignoring:
                    scores[vote.role] = scores.get(vote.role, 0.0) + vote.weight
        best: Role = "other"
        most = 0.0
        for role, score in scores.items():  # one or two: `max` with a key takes longer
            if score > most:
                best, most = role, score
        return best, most

    def leading(self) -> list[Role]:
        """The `role` of every block: a call for each would cost more than the answer."""
        roles: list[Role] = []
        for scores in self._scores:
            best: Role = "other"
            most = 0.0
            for role, score in scores.items():
                if score > most:
                    best, most = role, score
            roles.append(best)
        return roles

    def loudest(self, roles: Sequence[Role]) -> list[tuple[str, str] | None]:
        """For each block who gave the strongest single vote for a role, and the reason.

        Args:
            roles: which, for each block.
        """
        found: list[tuple[str, str] | None] = [None] * len(roles)
        most = [-math.inf] * len(roles)
        for name, votes in self._log:
            for block, role, weight, reason in votes:
                if role == roles[block] and weight > most[block]:
                    most[block], found[block] = weight, (name, reason)
        return found


def _refusal(name: str, vote: Vote, roles: frozenset[str]) -> ExtractorError:
    if vote.role not in roles:
        return ExtractorError(name, f"voted for {vote.role!r}, which is not in its `assigns`")
    return ExtractorError(name, f"voted on block {vote.block}, which does not exist")
