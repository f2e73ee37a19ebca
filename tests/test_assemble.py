"""One place decides: hand-made votes and claims in, an article and its reasons out."""

from __future__ import annotations

from collections.abc import Sequence

from scrapeclean import Author, Claim, Document, Group, Item, NamedLink, SoFar, Vote, Widget
from scrapeclean.assemble import assemble, decide_roles, place_blocks
from scrapeclean.segment.text import segment_text
from scrapeclean.tally import Tally

LONG = "A sentence that is long enough to be counted as the running text of an article, and more. "


class Voice:
    requires: frozenset[str] = frozenset()

    def __init__(self, name: str, results: Sequence[Vote | Claim]) -> None:
        self.name, self.results = name, results
        self.assigns = frozenset(
            result.role if isinstance(result, Vote) else result.field for result in results
        )

    def __call__(self, doc: Document, so_far: SoFar) -> Sequence[Vote | Claim]:
        return self.results


def page(*lines: str) -> Document:
    return segment_text("\n".join(lines), url="https://news.bay.example/a")


def heard(doc: Document, **said: Sequence[Vote | Claim]) -> Tally:
    tally = Tally(len(doc.blocks))
    for name, results in said.items():
        voice = Voice(name, results)
        tally.add(voice, voice(doc, tally))
    return tally


def body(*blocks: int, weight: float = 3.0) -> list[Vote]:
    return [Vote(block, "body", weight, "prose") for block in blocks]


def test_each_block_goes_to_one_place() -> None:
    doc = page(
        "Home > News", "Head", "By Ann", LONG, "Like (2)", "More", "- Item one", "Nice!", "?"
    )
    group = Group("More", (Item("Item one", "", 6),), 5)
    said = [
        Claim("breadcrumbs", (NamedLink(name="Home"),), 0.9, "text", "Home > News", (0,)),
        Vote(0, "breadcrumbs", 2, "trail"), Vote(1, "title", 5, "first"),
        Claim("title", "Head", 0.9, "text", "Head", (1,)), Vote(2, "byline", 2, "by"),
        Claim("authors", (Author(name="Ann"),), 0.9, "text", "By Ann", (2,)), *body(3),
        Vote(4, "widget", 3, "counter"),
        Claim("widgets", Widget(kind="like", text="Like (2)", count=2), 0.9, "text", "", (4,)),
        Vote(5, "related", 3, "list"), Vote(6, "related", 3, "list"),
        Claim("related", group, 0.9, "text", "", (5, 6)), Vote(7, "comments", 3, "below"),
    ]  # fmt: skip
    tally = heard(doc, one=said)
    assert place_blocks(doc, tally).places == [
        "breadcrumbs", "title", "authors", "blocks", "widgets", "related", "related", "comments",
        "removed",
    ]  # fmt: skip
    article = assemble(doc, tally)
    assert (article.title, article.text) == ("Head", LONG.strip())
    assert [author.name for author in article.authors] == ["Ann"]
    assert [(g.heading, [n.name for n in g.links]) for g in article.related] == [
        ("More", ["Item one"])
    ]  # fmt: skip
    assert (article.widgets[0].count, article.widgets[0].where) == (2, "line 5")
    assert [comment.text for comment in article.comments] == ["Nice!"]
    assert [(r.text, r.kind, r.where) for r in article.removed] == [("?", "other", "line 9")]


def test_removed_keeps_who_said_why() -> None:
    doc = page(LONG, "Sign up now")
    tally = heard(
        doc, one=[*body(0), Vote(1, "promo", 2.0, "a box")], two=[Vote(1, "promo", 3.5, "a phrase")]
    )
    (piece,) = assemble(doc, tally).removed
    assert (piece.kind, piece.reason, piece.extractor, piece.score) == (
        "promo", "a phrase", "two", 5.5,
    )  # fmt: skip


def test_the_best_claim_wins_and_the_others_are_kept() -> None:
    doc = page("Head", "Other head", LONG)
    tally = heard(
        doc,
        one=[Claim("title", "Other head", 0.5, "meta"), *body(2)],
        two=[Claim("title", "Head", 0.9, "text", "Head!", (0,)),
             Claim("title", "HEAD", 0.6, "json-ld")],
    )  # fmt: skip
    article = assemble(doc, tally)
    found = article.provenance["title"]
    assert (article.title, found.extractor, found.source, found.raw, found.where) == (
        "Head", "two", "text", "Head!", "line 1",
    )  # fmt: skip
    assert [(r.value, r.extractor) for r in found.rejected] == [("Other head", "one")]


def test_a_claim_read_from_body_text_has_no_ground() -> None:
    doc = page(LONG, LONG + "x")
    said = [*body(0, 1), Claim("title", "A sentence", 0.99, "text", "", (0,)),
            Claim("title", "Page", 0.2, "head")]  # fmt: skip
    assert assemble(doc, heard(doc, one=said)).title == "Page"


def test_who_takes_most_of_the_text_is_not_believed() -> None:
    doc = page(LONG + "1", LONG + "2", LONG + "3")
    grabbing = [Vote(0, "promo", 9, "x"), Vote(1, "promo", 9, "x")]
    tally = heard(doc, good=body(0, 1, 2), grabber=grabbing)
    placing = decide_roles(doc, tally)
    assert placing.roles == ["body"] * 3
    assert placing.warnings == ["grabber would have removed most of the text: not believed"]
    assert placing.warnings[0] in assemble(doc, tally).warnings


def test_who_takes_less_is_believed() -> None:
    doc = page(LONG + "1", LONG + "2", LONG + "3")
    placing = decide_roles(doc, heard(doc, good=body(0, 1, 2), other=[Vote(0, "promo", 9, "x")]))
    assert placing.roles == ["promo", "body", "body"]
    assert placing.warnings == []


def test_items_that_ended_elsewhere_leave_their_list() -> None:
    doc = page("More", "- one", "- two", LONG)
    group = Group("More", (Item("one", "", 1), Item("two", "u", 2)), 0)
    said = [
        *(Vote(at, "related", 3, "list") for at in (0, 1, 2)), Vote(1, "body", 5, "prose"),
        Claim("related", group, 0.9, "text", "", (0, 1, 2)), *body(3),
    ]  # fmt: skip
    article = assemble(doc, heard(doc, one=said))
    assert [(g.heading, [n.name for n in g.links]) for g in article.related] == [("More", ["two"])]
    assert article.text == "one\n" + LONG.strip()


def test_what_a_list_holds_beside_its_items_is_not_lost() -> None:
    doc = page(
        "Related", "One headline", "May 3, 2024", "And what it is about.", "Another headline"
    )
    items = (Item("One headline", "", 1), Item("Another headline", "", 4))
    said: list[Vote | Claim] = [Vote(at, "related", 3.0, "a list") for at in range(5)]
    said.append(Claim("related", Group("Related", items, 0), 0.9, "list", blocks=tuple(range(5))))
    tally = heard(doc, lists=said)
    article = assemble(doc, tally)
    assert [len(group.links) for group in article.related] == [2]
    assert [gone.text for gone in article.removed] == ["May 3, 2024", "And what it is about."]
    assert {gone.kind for gone in article.removed} == {"related"}
    taken = ["related", "related", "removed", "removed", "related"]
    assert place_blocks(doc, tally).places == taken


def test_status() -> None:
    long, short, none = page(LONG * 2), page("Too short."), page("")
    assert assemble(long, heard(long, one=body(0))).status == "ok"
    assert assemble(long, heard(long)).status == "not_article"
    assert assemble(short, heard(short, one=body(0))).status == "not_article"
    empty = assemble(none, heard(none))
    assert (empty.status, empty.confidence, empty.blocks) == ("empty", 0.0, ())


def test_confidence_grows_with_the_margin() -> None:
    doc = page("Head", LONG * 2)
    title = Claim("title", "Head", 0.9, "text", "", (0,))
    values = [
        assemble(doc, heard(doc, one=[Vote(0, "title", 5, "x"), title, *body(1, weight=weight)]))
        for weight in (0.1, 1.0, 4.0)
    ]
    confidences = [article.confidence for article in values]
    assert confidences == sorted(set(confidences))
    assert 0 < confidences[0] < confidences[-1] < 1
    untitled = assemble(doc, heard(doc, one=[Vote(0, "title", 5, "x"), *body(1, weight=4.0)]))
    assert untitled.confidence < confidences[-1]


def test_domain_versions_warnings() -> None:
    doc = page(LONG * 2)
    article = assemble(doc, heard(doc, one=[*body(0), Claim("warnings", "odd", 1.0, "text")]))
    assert article.url == "https://news.bay.example/a"
    assert article.warnings == ("odd",)
    assert set(article.versions) == {"scrapeclean", "schema"}
