"""``manifest.jsonl`` in the output folder: which run it is, then a line for each part that is done.

A part's shard gets its name first, its line here after that. Killed in between, a run that goes on
writes the shard anew in its place: no record is lost, none is there twice.
"""

from __future__ import annotations

import json
import os
from typing import IO, Any

from .records import BatchError
from .stats import Stats

NAME = "manifest.jsonl"
_FORMAT, _VERSION = "scrapeclean-batch", 1


class Manifest:
    """The manifest of a folder, open for more parts.

    Args:
        identity: what makes a run the same run; JSON values by name.

    Raises:
        BatchError: the folder holds another run, or something else.
        OSError: it cannot be written.
    """

    def __init__(self, folder: str, identity: dict[str, Any]) -> None:
        self.done: dict[str, None] = {}
        """The parts that are done, in order."""
        self.total = Stats()
        """What became of them, all together."""
        path = os.path.join(folder, NAME)
        head = {"format": _FORMAT, "version": _VERSION, **identity}
        if os.path.exists(path):
            end = self._load(path, json.loads(json.dumps(head)))
            self._file: IO[bytes] = open(path, "r+b")  # noqa: SIM115  `close` is for it
            self._file.truncate(end)  # a line that was being written when the run was killed
            self._file.seek(end)
            if end:
                return
        else:
            foreign = [name for name in os.listdir(folder) if not name.startswith(".")]
            if foreign:
                raise BatchError(f"{folder} holds other things ({foreign[0]}): name a new folder")
            self._file = open(path, "xb")  # noqa: SIM115  as above
        self._append(head)

    def add(self, part: str, summary: dict[str, Any]) -> None:
        """Note that a part is done; on the disk when this returns."""
        self._append({"part": part, **summary})
        self._count(part, summary)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _count(self, part: str, summary: dict[str, Any]) -> None:
        self.done[part] = None
        self.total.merge(summary["stats"])

    def _append(self, line: dict[str, Any]) -> None:
        self._file.write(json.dumps(line).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def _load(self, path: str, head: dict[str, Any]) -> int:
        """Read what is there; where its last whole line ends."""
        end = 0
        with open(path, "rb") as file:
            for number, raw in enumerate(file):
                if not raw.endswith(b"\n"):
                    break
                try:
                    line = json.loads(raw)
                    if number:
                        self._count(line["part"], line)
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    fault = f"{path}:{number + 1} is damaged: name a new folder"
                    raise BatchError(fault) from error
                if number == 0:
                    _compare(line, head, os.path.dirname(path))
                end += len(raw)
        return end


def _compare(found: dict[str, Any], wanted: dict[str, Any], folder: str) -> None:
    for name, value in wanted.items():
        if found.get(name) != value:
            raise BatchError(
                f"{folder} holds a run with other {name.replace('_', ' ')}: go on with the same "
                "command as before, or name a new folder"
            )
