"""Lists, topics and trails on pages whose wording and markup no lexicon knows."""

from __future__ import annotations

import pytest

import scrapeclean
from scrapeclean import Article

TITLE = "La havena konsilio prokrastas la longan ponton"
PROSE = "".join(
    f"<p>La konsilio de la urbo kunvenis {n} fojojn, kaj la homoj kiuj loĝas apude atendas "
    "respondon jam du semajnojn, kvankam la leteroj de la printempo jam klarigis ĉion.</p>"
    for n in range(6)
)
TEASER = "La boato, kiu dum naŭ jaroj kuŝis senmove, denove naĝas ekde lundo matene…"
HEADLINES = [f"La malnova pramo numero {word} revenas" for word in ("unu", "du", "tri", "kvin")]
LINKS = [f'<a href="/a/{n}">{text}</a>' for n, text in enumerate(HEADLINES)]


def extract(behind: str, above: str = "") -> Article:
    page = f"<body>{above}<h1>{TITLE}</h1>{PROSE}{behind}<div>© 2024 Bluefen</div></body>"
    return scrapeclean.extract(page, kind="html", url="https://bluefen.example/1")


def lists(article: Article) -> list[list[str]]:
    groups = (*article.related, *article.ranking, *article.recommendation, *article.latest)
    return [[link.name for link in group.links] for group in groups]


@pytest.mark.parametrize(
    "behind",
    [
        "<p><strong>Parilo</strong></p>" + "".join(f"<p>{link}</p>" for link in LINKS),
        "<section><h4>Parilo</h4><div>"
        + "".join(f"<div><h5>{link}</h5><p>{TEASER}</p></div>" for link in LINKS)
        + "</div></section>",
        "<dl><dt>Parilo</dt>" + "".join(f"<dd>{link}</dd>" for link in LINKS) + "</dl>",
    ],
    ids=["bold", "cards", "terms"],
)
def test_a_heading_of_unknown_words_heads_a_list_that_is_whole(behind: str) -> None:
    assert lists(extract(behind)) == [HEADLINES]


def test_a_known_heading_keeps_headlines_that_are_marked_up_as_headings() -> None:
    article = extract("<h3>Related articles</h3>" + "".join(f"<h4>{link}</h4>" for link in LINKS))
    assert [[link.name for link in group.links] for group in article.related] == [HEADLINES]


def test_a_box_of_links_to_other_sites_is_no_list() -> None:
    box = "".join(f"<div>{link}</div>" for link in LINKS).replace("/a/", "https://jobs.example/")
    assert lists(extract(f"<section><h4>Parilo</h4>{box}</section>")) == []


def test_topics_behind_a_label_need_no_telling_names() -> None:
    topics = "".join(f'<a href="/t/{n}">{name}</a>, ' for n, name in enumerate(("boato", "ponto")))
    article = extract(f"<table><tr><td>Tags: {topics}</td></tr></table>")
    assert article.tags == ("boato", "ponto")


def test_a_trail_from_the_home_page_may_be_parted_by_strokes() -> None:
    trail = '<div><a href="/">Home</a> / <a href="/u/">Urbo</a></div>'
    assert [crumb.name for crumb in extract("", trail).breadcrumbs] == ["Home", "Urbo"]


def test_the_longest_label_of_the_next_article_counts() -> None:
    text = f"{TITLE}\n" + PROSE.replace("<p>", "").replace("</p>", "\n")
    article = scrapeclean.extract(f"{text}\nBài tiếp theo Hội đồng công bố ngân sách năm tới")
    assert article.next
    assert article.next.name == "Hội đồng công bố ngân sách năm tới"


def test_a_headline_that_is_cut_off_may_stand_between_trail_and_date() -> None:
    said = [
        f"The harbour board met {n} times, and those who live near by wait for an answer."
        for n in range(2, 8)
    ]
    head = "Harbour board puts off the long bridge once more and nobody knows why..."
    top = [
        "国际 新闻 体育",
        "当前位置：首页 > 新闻 > 正文",
        head,
        "发布时间：2024年04月22日 22:04 来源：Wire",
    ]
    assert scrapeclean.extract("\n".join(top + said), kind="text").title == head


def test_the_text_goes_on_behind_a_list_that_stands_in_it() -> None:
    items = "".join(f"<li>{link}</li>" for link in LINKS)
    rest = "".join(
        f"<p>La ponto de la {day} ŝanĝis la planojn de ĉiu en la vilaĝo, diris la estro.</p>"
        for day in ("lundo", "mardo", "ĵaŭdo")
    )
    page = (
        f"<article><h1>{TITLE}</h1>{PROSE}<h3>Most read</h3><ul>{items}</ul>{rest}{PROSE}</article>"
    )
    explained = scrapeclean.explain(page, kind="html", url="https://bluefen.example/1")
    listed = {e.text for e in explained if any(vote.startswith("lists") for vote in e.votes)}
    assert listed == {"Most read", *HEADLINES}
