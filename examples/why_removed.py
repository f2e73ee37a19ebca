"""Why is this line not in the text? Each block keeps its votes, and each vote has a reason."""

from pathlib import Path

import scrapeclean

PAGE = Path(__file__).parent / "pages" / "ferry.html"


def main() -> None:
    page = PAGE.read_bytes()
    for entry in scrapeclean.explain(page):
        if entry.place != "blocks" and entry.text.startswith(("By ", "Most read", "©")):
            print(f"{entry.where}: {entry.text!r} is {entry.role}, kept in `{entry.place}`")
            for vote in entry.votes:
                print("   ", vote)

    print("what found no place of its own:")
    for gone in scrapeclean.extract(page).removed:
        print(f"   {gone.where}: {gone.text!r} ({gone.kind}): {gone.reason}")


if __name__ == "__main__":
    main()
