"""An installed plug-in for tests: pages that ask for it hang, crash, or eat memory."""

from __future__ import annotations

import os
import time
from pathlib import Path

PACKAGE = "scrapeclean_poison"
LEAKED: list[bytes] = []


class Poison:
    """An extractor that does what a page's text tells it to."""

    name = "poison"
    requires: frozenset[str] = frozenset()
    assigns: frozenset[str] = frozenset()

    def __call__(self, doc, so_far):
        words = " ".join(block.text for block in doc.blocks)
        if "POISON-HANG" in words:
            while True:
                time.sleep(0.1)
        if "POISON-CRASH" in words:
            os._exit(7)
        if "POISON-EAT" in words:
            hoard = []
            while True:
                hoard.append(bytearray(1 << 24))
        if "POISON-RAISE" in words:
            raise ValueError("poisoned")
        if "POISON-LEAK" in words:
            LEAKED.append(b"x" * (150 << 20))
        if "POISON-NAP" in words:
            time.sleep(3)
        if "POISON-SLOW" in words:
            time.sleep(0.05)
        return ()


def install(folder: Path) -> None:
    """Make a folder that, on the path, is as good as the installed package."""
    (folder / f"{PACKAGE}.py").write_text(Path(__file__).read_text("utf-8"), "utf-8")
    info = folder / f"{PACKAGE}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[scrapeclean.extractors]\npoison = {PACKAGE}:Poison\n")


def page(words: str = "") -> str:
    """A small article about nothing in particular."""
    return (
        "<html lang=en><head><title>The mill by the weir</title></head><body><article>"
        f"<h1>The mill by the weir</h1><p>{words} The wheel of the mill was turning again by the "
        "end of the week, said the miller, who had spent the winter carving new paddles.</p><p>"
        "Flour is sold on Saturdays, as long as there is water in the stream and grain in the "
        "loft, and the bakery on the square has asked for two sacks.</p></article></body></html>"
    )
