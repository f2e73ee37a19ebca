"""Comments and further articles are told by the structure that they repeat, not by its names."""

from __future__ import annotations

import json

import pytest

from scrapeclean import Cleaner, Recipe, controls, explain, extract
from scrapeclean.assemble import assemble
from scrapeclean.lexicon import phrases


def article(topic: str) -> str:
    return "".join(
        f"<p>On {day} the {topic} was once more the only thing that anybody in the village talked "
        f"about, from the first bell to the last, and the council had to listen to all of it.</p>"
        for day in ("Monday", "Tuesday", "Friday")
    )


REMARKS = {
    "Ada": "I have crossed it every morning for twelve years and never saw the goat you mention.",
    "Ben": "The goat was there. My cousin has a photograph of it, and of the man who fed it.",
    "Cleo": "Could we please talk about the timetable again, since the meeting was about that?",
}
MARKUPS = {
    "div": ("<div class=k7>", "<div class=q1><b>{name}</b> <i>3 days ago</i><p>{text}</p>"
            "<a href=#r{name}>Reply</a></div>", "</div>"),
    "list": ("<ol>", "<li><p>{name}, 4 May</p><p>{text}</p><p>Reply (2)</p></li>", "</ol>"),
    "article": ("<section>", "<article><header><h4>{name}</h4></header><div>{text}</div><footer>"
                "<button>Antworten</button></footer></article>", "</section>"),
}  # fmt: skip


def page(*parts: str, title: str = "The bridge is open again") -> str:
    about = {"@type": "NewsArticle", "headline": title, "datePublished": "2024-05-04"}
    return (
        f"<html><head><title>{title}</title><meta property=og:type content=article>"
        f"<script type=application/ld+json>{json.dumps(about)}</script></head>"
        f"<body>{''.join(parts)}</body></html>"
    )


def thread(markup: str) -> str:
    start, unit, end = MARKUPS[markup]
    return start + "".join(unit.format(name=n, text=t) for n, t in REMARKS.items()) + end


@pytest.mark.parametrize("markup", MARKUPS)
def test_comments_are_no_body_whatever_their_markup(markup: str) -> None:
    html = page("<h1>The bridge is open again</h1>", article("bridge"), thread(markup))
    found = extract(html)
    assert found.text.count("the bridge was once more") == 3
    assert [text for text in REMARKS.values() if text in found.text] == []
    comments = [comment.text for comment in found.comments]
    assert [text for text in REMARKS.values() if text not in comments] == []
    votes = next(e.votes for e in explain(html) if e.text == REMARKS["Ben"])
    assert any("one of 3 alike with free text and a control to answer it" in v for v in votes)


def test_a_forum_is_its_thread() -> None:
    html = page("<h1>The bridge is open again</h1>", thread("div"))
    votes = [vote for entry in explain(html) for vote in entry.votes]
    assert not any(vote.startswith("threads") for vote in votes)


def test_items_without_a_control_are_no_comments() -> None:
    sections = "".join(f"<div><h2>{name}</h2><p>{text}</p></div>" for name, text in REMARKS.items())
    html = page("<h1>The bridge is open again</h1>", article("bridge"), sections)
    assert not any(v.startswith("threads") for entry in explain(html) for v in entry.votes)


def remarks(name: str, day: str) -> str:
    return "".join(
        f"<li class={name}><div><b>{who}</b> <i>{day}</i></div>"
        f"<div><p>{text} {text} {text}</p></div></li>"
        for _ in range(15)
        for who, text in REMARKS.items()
    )


@pytest.mark.parametrize(
    ("name", "day", "article_chance", "are_comments"),
    [("comment", "4 May 2024, 9:10", 0.8, True), ("comment", "of Upper Mill", 0.8, False),
     ("k7", "4 May 2024, 9:10", 0.8, False), ("comment", "4 May 2024, 9:10", 0.6, False)],
)  # fmt: skip
def test_dated_texts_named_for_comments_are_comments_however_much_they_are(
    name: str, day: str, article_chance: float, are_comments: bool
) -> None:
    cleaner = Cleaner(recipe=Recipe.default().without("roles"))
    title = "<h1>The bridge is open again</h1>"
    thread = f"<ol>{remarks(name, day)}</ol>"
    document = cleaner.segment(page(title, article("bridge"), thread))
    document.derived["page_types"] = {"article": article_chance, "forum": 1 - article_chance}
    tally = cleaner.judge(document)
    found = assemble(document, tally)
    assert (REMARKS["Ben"] not in found.text) == are_comments
    assert found.text.count("the bridge was once more") == 3
    asked = {
        signed.extractor for block in document.blocks for signed in tally.votes(block.position)
    }
    assert ("threads" in asked) == are_comments


STREAMS = {
    "apart": "<div class={topic}><article><h2>{title}</h2><i>3 May 2024</i>{text}</article></div>",
    "article": "<article><h2>{title}</h2><p>3 May 2024</p>{text}</article>",
    "div": "<div class=e><p></p><h1><a href=/{topic}>{title}</a></h1><div>{text}</div></div>",
}


@pytest.mark.parametrize("markup", STREAMS)
@pytest.mark.parametrize("own", ["ferry", "bridge", "quarry"])
def test_of_several_articles_the_one_that_the_page_is_named_for_stays(
    markup: str, own: str
) -> None:
    titles = {topic: f"What the {topic} did last week" for topic in ("ferry", "bridge", "quarry")}
    units = "".join(
        STREAMS[markup].format(title=title, topic=topic, text=article(topic))
        for topic, title in titles.items()
    )
    html = page("<div>", units, "</div>", title=titles[own])
    found = extract(html)
    assert {topic: f"the {topic} was once more" in found.text for topic in titles} == {
        topic: topic == own for topic in titles
    }
    assert {gone.kind for gone in found.removed if "once more" in gone.text} == {"other_article"}
    assert [(other.title, other.url) for other in found.other_articles] == [
        (title, f"/{topic}" if markup == "div" else None)
        for topic, title in titles.items() if topic != own
    ]  # fmt: skip
    assert all(other.start.startswith("On Monday the ") for other in found.other_articles)


def test_a_page_that_no_article_is_named_for_keeps_them_all() -> None:
    units = "".join(
        STREAMS["article"].format(title=f"What the {topic} did last week", text=article(topic))
        for topic in ("ferry", "bridge", "quarry")
    )
    html = page("<div>", units, "</div>", title="The Village Paper")
    assert not any(v.startswith("threads") for entry in explain(html) for v in entry.votes)


def test_sections_of_an_article_are_no_articles() -> None:
    sections = "".join(
        f"<section><h{level}>{title}</h{level}>{article(topic)}</section>"
        for level, title, topic in (
            (1, "The bridge is open again", "bridge"), (2, "What the ferry did", "ferry")
        )
    )  # fmt: skip
    found = extract(page(sections))
    assert "the ferry was once more" in found.text
    assert "the bridge was once more" in found.text


def test_sections_of_one_level_without_links_and_dates_are_no_articles() -> None:
    sections = "".join(
        f"<section><h2>{title}</h2>{article(topic)}</section>"
        for title, topic in (("The bridge is open again", "bridge"), ("Its ferry", "ferry"))
    )
    found = extract(page(sections, title="The bridge is open again"))
    assert "the ferry was once more" in found.text
    assert found.other_articles == ()


SAID = tuple(REMARKS.values())


def names_of(markup: str) -> list[str | None]:
    found = extract(page(article("ferry"), f'<div id="comments">{markup}</div>'))
    assert not any(text in found.text for text in SAID)
    return [comment.author for comment in found.comments if comment.text in SAID]


@pytest.mark.parametrize("ago", [
    "3 days ago", "an hour ago", "2h", "yesterday", "vor 3 Tagen", "il y a 3 jours", "hace 3 días",
    "há 3 dias", "3 giorni fa", "3 dagen geleden", "för 3 dagar sedan", "3 päivää sitten",
    "3 dni temu", "před 3 dny", "3 дня назад", "3 дні тому", "πριν από 3 ημέρες", "3 gün önce",
    "منذ 3 أيام", "לפני 3 ימים", "3 दिन पहले", "3 hari yang lalu", "3 ngày trước", "3天前",
    "3日前", "3일 전",
])  # fmt: skip
def test_how_long_ago_is_no_part_of_a_readers_name(ago: str) -> None:
    head = f"<p><b>Jane Doe</b> {ago}</p>"
    comments = "".join(
        f"<div class=c>{head}<p>{text}</p><a href=#a>Reply</a></div>" for text in SAID
    )
    assert names_of(comments) == ["Jane Doe"] * 3


@pytest.mark.parametrize("markup", [
    "<div><p>{name} said...</p><p>{text}</p></div>",
    "<dt>{name} said...</dt><dd class=comment-body><p>{text}</p></dd>",
    "<p>{name} schreibt:</p><p>{text}</p>",
])  # fmt: skip
def test_a_signature_tells_whose_an_undated_comment_is(markup: str) -> None:
    people = ["Jane Doe", "John Roe", "Ann Poe"]
    comments = "".join(
        markup.format(name=name, text=text) for name, text in zip(people, SAID, strict=True)
    )
    assert names_of(comments) == people


def test_every_phrase_for_how_long_ago_is_told_by_itself_and_behind_a_name() -> None:
    for phrase in phrases("threads", "ago"):
        said = phrase.replace("#", "3 days")
        assert controls.ago(said.upper()) == said.upper()
        assert controls.ago(f"Jane Doe · {said}") == said
    assert controls.ago("Jane Doe 2h") == "2h"
    assert not controls.ago("Jane Doe has 3 days"), "no phrase"
