"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO


@contextmanager
def draft(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A file that takes the name `path` when the block ends well, and vanishes otherwise."""
    exists = os.path.exists(path)
    if exists and not os.path.isfile(path):  # a device or a pipe: there is nothing to replace
        with open(path, "wb") as file:
            yield file
        return
    path = os.path.realpath(path)  # what a link points to is replaced, not the link
    draft = os.path.join(os.path.dirname(path), f".scrapeclean-{os.getpid()}.tmp")
    with open(draft, "xb") as file:
        try:
            yield file
            file.close()
            if exists:
                shutil.copymode(path, draft)
            os.replace(draft, path)
        except BaseException:
            with suppress(OSError):
                file.close()
            with suppress(OSError):
                os.unlink(draft)
            raise
