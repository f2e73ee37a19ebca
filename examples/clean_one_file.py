"""Clean one page: a file of flattened text goes in, a typed article comes out."""

from pathlib import Path

import scrapeclean

SEED = Path(__file__).parents[1] / "seeds" / "000_fcd2e313cca4eae9.txt"


def main() -> None:
    article = scrapeclean.extract(SEED.read_bytes())

    print("title:      ", article.title)
    print("site:       ", article.site_name)
    print("published:  ", article.date_published)
    print("breadcrumbs:", " > ".join(crumb.name for crumb in article.breadcrumbs))
    print("tags:       ", ", ".join(article.tags))
    print("status:     ", article.status)
    for paragraph in article.blocks:
        print("-", paragraph.text[:70])


if __name__ == "__main__":
    main()
