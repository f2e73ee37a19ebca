"""A child process that is spoken to in frames, and that can be killed at any moment.

`subprocess` and not `multiprocessing`: children of daemonic processes (Spark, Ray) may have
children of this kind, and a script that uses the library needs no main guard.
"""

from __future__ import annotations

import os
import pickle
import selectors
import struct
import subprocess
import sys
import time
from contextlib import suppress
from typing import Any, BinaryIO

from .records import BatchError

HANDED_ON = "SCRAPECLEAN_STDIN"
"""Environment variable: where a child finds the standard input of the program."""
_LENGTH = struct.Struct("!Q")
_CHUNK = 1 << 18
_PATIENCE = 9  # times the deadline that is given again for waiting for a core


class Gone(Exception):
    """The child has died; `code` is its exit code, negative for a signal."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Overdue(Exception):
    """The child has not answered in time."""


class Child:
    """Runs ``python -m module``; the first frame it gets is `setup`.

    Sending never blocks: what the pipe does not take waits until `receive` is called, so that a
    parent and a child that both write cannot wait for each other. `hand_on` is a descriptor that
    the child gets too, since its own standard input is the pipe.

    Raises:
        BatchError: `setup` cannot be pickled.
    """

    def __init__(self, module: str, setup: object, *, hand_on: int | None = None) -> None:
        try:
            first = _framed(setup)
        except Exception as error:  # whatever the parts of a cleaner of the user's raise
            raise BatchError(f"a worker cannot be given its options: {error}") from error
        path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
        self._process = subprocess.Popen(
            [sys.executable, "-m", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path, HANDED_ON: str(hand_on or 0)}, bufsize=0,
            pass_fds=() if hand_on is None else (hand_on,),
        )  # fmt: skip
        assert self._process.stdin
        assert self._process.stdout
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._to, False)
        self._outbox = bytearray(first)
        self._inbox = bytearray()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._from, selectors.EVENT_READ)
        self._selector.register(self._to, selectors.EVENT_WRITE)
        self._push()

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def send(self, thing: object) -> None:
        """Hand over anything that can be pickled."""
        if not self._outbox:
            self._selector.register(self._to, selectors.EVENT_WRITE)
        self._outbox += _framed(thing)
        self._push()

    def receive(self, seconds: float | None) -> Any:
        """The next frame.

        Time in which the child is ready and the machine has no core for it does not count, where
        the system tells: a crowded machine is no fault of the page.

        Raises:
            Overdue: none came within `seconds` (None: wait for ever).
            Gone: the child is dead.
        """
        begin, starved = time.monotonic(), self._starved()
        while (frame := _unframed(self._inbox)) is None:
            left = None if seconds is None else begin + seconds - time.monotonic()
            if seconds is not None and left is not None and left <= 0:
                left += min(self._starved() - starved, seconds * _PATIENCE)
            events = self._selector.select(left)
            if not events and left is not None and left <= 0:
                raise Overdue  # nothing has come while this process itself had no core either
            for key, _ in events:
                if key.fd == self._to:
                    self._push()
                else:
                    self._pull()
        return pickle.loads(frame)

    def kill(self) -> None:
        """End it, whatever it does."""
        self._selector.close()
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with suppress(OSError):
                    stream.close()

    def _starved(self) -> float:
        """Seconds that the child has waited for a core, so far."""
        try:
            with open(f"/proc/{self.pid}/schedstat", encoding="ascii") as file:
                return int(file.read().split()[1]) / 1e9
        except (OSError, IndexError):  # another system, or the child is gone
            return 0.0

    def _push(self) -> None:
        try:
            while self._outbox:
                del self._outbox[: os.write(self._to, self._outbox[:_CHUNK])]
        except BlockingIOError:
            return
        except BrokenPipeError:
            self._outbox.clear()  # `receive` finds out why
        self._selector.unregister(self._to)

    def _pull(self) -> None:
        chunk = os.read(self._from, _CHUNK)
        if not chunk:
            raise Gone(self._process.wait())
        self._inbox += chunk


class Parent:
    """The child's end of the pipes."""

    def __init__(self) -> None:
        self._from: BinaryIO = os.fdopen(os.dup(0), "rb")
        self._to: BinaryIO = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)  # what a plug-in prints shall not fall among the frames

    def receive(self) -> Any:
        """The next frame.

        Raises:
            EOFError: the parent has closed the pipe, or is gone.
        """
        head = self._from.read(_LENGTH.size)
        if len(head) < _LENGTH.size:
            raise EOFError
        (size,) = _LENGTH.unpack(head)
        frame = self._from.read(size)
        if len(frame) < size:  # killed in the middle of it
            raise EOFError
        return pickle.loads(frame)

    def send(self, thing: object) -> None:
        """Hand over anything that can be pickled.

        Raises:
            BrokenPipeError: the parent is gone.
        """
        self._to.write(_framed(thing))
        self._to.flush()


def _framed(thing: object) -> bytes:
    body = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


def _unframed(inbox: bytearray) -> bytes | None:
    if len(inbox) < _LENGTH.size:
        return None
    end = _LENGTH.size + _LENGTH.unpack_from(inbox)[0]
    if len(inbox) < end:
        return None
    frame = bytes(inbox[_LENGTH.size : end])
    del inbox[:end]
    return frame
