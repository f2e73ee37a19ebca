"""What a run is told by: counts that can be added up, and a few pages to look at."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..domain import registrable_domain
from .records import Lost, Outcome

VERSION = 1
STATUSES = ("ok", "not_article", "empty", "failed")
_CHROME = (
    "breadcrumbs", "tags", "related", "ranking", "recommendation", "latest", "widgets",
    "comments", "removed",
)  # fmt: skip
_COUNTERS = (
    "pages", "page_types", "languages", "failures", "chrome", "milliseconds", "confidence",
    "characters", "sites",
)  # fmt: skip
_SITES, _SITES_SHOWN = 1000, 50
_SAMPLES, _SAMPLE_TEXT = 10, 500
_LOST = 20


class Stats:
    """Counts of a part, or of a run; bounded in size. `to_json` says what there is."""

    def __init__(self) -> None:
        self.counters: dict[str, Counter[str]] = {name: Counter() for name in _COUNTERS}
        self.samples: dict[str, list[dict[str, Any]]] = {status: [] for status in STATUSES}
        self.lost: list[dict[str, Any]] = []
        self.lost_bytes = 0
        self.bytes = 0

    @property
    def pages(self) -> Counter[str]:
        """Pages by status, and ``read``, counted by itself when they are read."""
        return self.counters["pages"]

    def lose(self, lost: Lost) -> None:
        """Count what could not be read."""
        self.lost_bytes += lost.size
        if len(self.lost) < _LOST:
            self.lost.append({"place": lost.place, "size": lost.size, "reason": lost.reason})

    def add(self, outcome: Outcome) -> None:
        """Count what became of a record."""
        fields = outcome.fields or {"status": "failed"}
        self.pages[fields["status"]] += 1
        self.counters["milliseconds"][_power(outcome.seconds * 1000)] += 1
        self._sample(outcome, fields)
        site = registrable_domain(outcome.record.url)
        if site:
            self.counters["sites"][site] += 1
            self._bound_sites()
        if outcome.failure:
            self.counters["failures"][outcome.failure.cause] += 1
            return
        self.counters["page_types"][fields["page_type"] or ""] += 1
        self.counters["languages"][fields["language"] or ""] += 1
        self.counters["confidence"][f"{min(int(fields['confidence'] * 10), 9) / 10}"] += 1
        self.counters["characters"][_power(len(fields["text"]))] += 1
        for kind in _CHROME:
            self.counters["chrome"][kind] += len(fields[kind])

    def merge(self, data: dict[str, Any]) -> None:
        """Add what `to_json` gave for another part."""
        for name, counter in self.counters.items():
            counter.update(data[name])
        self._bound_sites()
        for status, samples in self.samples.items():
            samples.extend(data["samples"][status][: _SAMPLES - len(samples)])
        self.lost += data["lost"][: _LOST - len(self.lost)]
        self.lost_bytes += data["lost_bytes"]
        self.bytes += data["bytes"]

    def to_json(self) -> dict[str, Any]:
        """As in ``stats.json``, without what only the run as a whole knows."""
        data: dict[str, Any] = {name: dict(counter) for name, counter in self.counters.items()}
        data["sites"] = dict(self.counters["sites"].most_common(_SITES_SHOWN))
        data["pages"] = {name: self.pages[name] for name in ("read", *STATUSES)}
        return {
            "version": VERSION, **data, "lost_bytes": self.lost_bytes, "lost": self.lost,
            "bytes": self.bytes, "samples": self.samples,
        }  # fmt: skip

    def _sample(self, outcome: Outcome, fields: dict[str, Any]) -> None:
        samples = self.samples[fields["status"]]
        if len(samples) < _SAMPLES:
            record, failure = outcome.record, outcome.failure
            doubts = [] if fields["status"] == "ok" else fields.get("warnings", [])
            samples.append({
                "id": record.id, "place": record.place, "url": record.url,
                "title": fields.get("title"), "text": fields.get("text", "")[:_SAMPLE_TEXT],
                "confidence": fields.get("confidence"), "page_type": fields.get("page_type"),
                "error": failure.error if failure else next(iter(doubts), None),
            })  # fmt: skip

    def _bound_sites(self) -> None:
        if len(self.counters["sites"]) > 2 * _SITES:
            self.counters["sites"] = Counter(dict(self.counters["sites"].most_common(_SITES)))


def _power(number: float) -> str:
    """The power of two at or below."""
    return str(1 << (int(number).bit_length() - 1)) if number >= 1 else "0"
