"""An extractor of your own: it labels blocks, gives reasons, and never deletes anything."""

from collections.abc import Iterator
from pathlib import Path

import scrapeclean
from scrapeclean import Claim, Cleaner, Document, Recipe, SoFar, Vote

PAGE = Path(__file__).parent / "pages" / "orchard.html"


class Corrections:
    """Sets editors' notes aside, and tags the article that carries one."""

    name = "corrections"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"promo", "tags"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        for block in doc.blocks:
            if block.text.startswith(("Correction:", "Editor's note:")):
                yield Vote(block.position, "promo", 8.0, "a note of the editors")
                yield Claim("tags", ("corrected",), 0.9, "text", raw=block.text)


def main() -> None:
    page = PAGE.read_bytes()
    before = scrapeclean.extract(page)
    cleaner = Cleaner(recipe=Recipe.default().before("body", Corrections()))
    after = scrapeclean.extract(page, cleaner=cleaner)

    print("without it:", before.text.split("\n")[0])
    print("with it:   ", after.text.split("\n")[0])
    print("tags:      ", after.tags)
    for gone in after.removed:
        if gone.extractor == "corrections":
            print(f"removed:    {gone.text} ({gone.reason})")


if __name__ == "__main__":
    main()
