"""Registrable domains."""

from __future__ import annotations

import pytest
from publicsuffixlist import PublicSuffixList

from scrapeclean.domain import registrable_domain

HOSTS = (
    "www.news.example.com", "a.b.example.co.uk", "www.city.kobe.jp", "x.y.kobe.jp", "a.www.ck",
    "news.paper.公司.cn", "news.paper.xn--55qx5d.cn", "a.b.個人.hk", "a.газета.рф",
    "a.xn--80aafey1g.xn--p1ai", "a.b.公司.香港", "a.b.xn--55qx5d.xn--j6w193g",
    "my.pages.github.io", "a.b.c.unheard-of", "localhost", "com",
)  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_a_part_of_the_list_gives_what_all_of_it_does(host: str) -> None:
    expected = PublicSuffixList(accept_unknown=True).privatesuffix(host) or host
    assert registrable_domain(f"https://{host}/a?b=c") == expected


def test_no_domain() -> None:
    assert registrable_domain(None) is registrable_domain("https:///a") is None
    assert registrable_domain("http://[2001:db8::1]:80/") == "2001:db8::1"
