"""Pages as content farms print them, made up: templates and languages of this project's own.

A page is a list of parts; each part gives its HTML and its text lines, and every line has a role,
so that what is printed and what is true of it cannot drift apart. Nothing here comes from a page.
"""

from __future__ import annotations

import html
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

Page = dict[str, Any]


class Tongue(NamedTuple):
    """The words of a language: enough to make up articles in it."""

    who: str
    does: str
    what: str
    when: str
    sections: str
    home: str
    glue: str = " "
    stop: str = "."


# Alternatives are parted by bars. A headline is who + does + what; a sentence goes on.
TONGUES = {
    "en": Tongue(
        "The harbour board|A retired baker|The village choir|Two surveyors|The tram company",
        "puts off|has found|refuses|will repair|counts again",
        "the long bridge|every third lamp|the winter ferry|a lost account book|the old mill race",
        "after three meetings that ended late and without a vote|while the people who live near by "
        "wait for an answer|as the letters of last spring had already made quite clear",
        "Town|Trade|Weather|Letters", "Home",
    ),
    "fr": Tongue(
        "Le conseil du port|Une boulangère retraitée|La chorale du village|Deux géomètres",
        "reporte|a retrouvé|refuse|va réparer|recompte",
        "le long pont|une lampe sur trois|le bac d'hiver|un livre de comptes|le vieux bief",
        "après trois réunions qui ont fini tard et sans vote|pendant que les riverains attendent "
        "une réponse|comme les lettres du printemps dernier l'avaient déjà dit",
        "Ville|Commerce|Météo|Courrier", "Accueil",
    ),
    "de": Tongue(
        "Der Hafenrat|Eine Bäckerin im Ruhestand|Der Dorfchor|Die Straßenbahn",
        "verschiebt|findet|verweigert|repariert|zählt erneut",
        "die lange Brücke|jede dritte Laterne|die Winterfähre|das alte Kassenbuch",
        "nach drei Sitzungen, die spät und ohne Abstimmung endeten|während die Anwohner weiter auf "
        "eine Antwort warten müssen|wie es die Briefe vom Frühjahr schon angekündigt hatten",
        "Stadt|Handel|Wetter|Briefe", "Startseite",
    ),
    "ru": Tongue(
        "Портовый совет|Бывший пекарь|Сельский хор|Трамвайный парк",
        "откладывает|нашёл|отвергает|отремонтирует|пересчитал",
        "длинный мост|каждый третий фонарь|зимний паром|старую кассовую книгу",
        "после трёх заседаний, которые закончились поздно и без голосования|пока жители соседних "
        "улиц ждут ответа уже вторую неделю|как об этом писали ещё прошлой весной",
        "Город|Торговля|Погода|Письма", "Главная",
    ),
    "ja": Tongue(
        "港湾委員会は|元パン職人が|村の合唱団は|市電の会社が",
        "再び延期した|見つけた|断った|修理する",
        "長い橋の工事を|三つおきの街灯を|冬の渡し船を|古い帳簿を",
        "三回の会議が採決もなく夜遅くに終わったあとで、|近くに住む人たちが返事を待ち続けているなか、",
        "街|商い|天気|投書", "ホーム", "", "。",
    ),
    "ar": Tongue(
        "مجلس الميناء|الخباز المتقاعد|جوقة القرية|شركة الترام",
        "يؤجل|يكتشف|يرفض|يصلح",
        "الجسر الطويل|كل مصباح ثالث|عبارة الشتاء|دفتر الحسابات القديم",
        "بعد ثلاثة اجتماعات انتهت في وقت متأخر ومن دون تصويت|"
        "بينما ينتظر سكان الحي جوابا منذ أسبوعين",
        "المدينة|التجارة|الطقس|رسائل", "الرئيسية",
    ),
    "tr": Tongue(
        "Liman kurulu|Emekli fırıncı|Köy korosu|Tramvay şirketi",
        "erteledi|buldu|reddetti|onaracak",
        "uzun köprüyü|her üç lambadan birini|kış vapurunu|eski hesap defterini",
        "geç saatte ve oylama yapılmadan biten üç toplantının ardından|"
        "yakında oturanlar iki haftadır bir cevap beklerken",
        "Şehir|Ticaret|Hava|Mektuplar", "Ana Sayfa",
    ),
    # A language that no lexicon of this project knows a word of.
    "eo": Tongue(
        "La havena konsilio|Emerita bakisto|La vilaĝa ĥoro|La trama kompanio",
        "prokrastas|trovis|rifuzas|riparos|rekalkulas",
        "la longan ponton|ĉiun trian lampon|la vintran pramon|malnovan kontolibron",
        "post tri kunvenoj kiuj finiĝis malfrue kaj sen voĉdono|dum la homoj kiuj loĝas apude "
        "atendas respondon jam du semajnojn",
        "Urbo|Komerco|Vetero|Leteroj", "Ĉefpaĝo",
    ),
}  # fmt: skip


class Listing(NamedTuple):
    """How one list of other articles is printed."""

    kind: str
    heading: str
    form: str
    """One item; ``{n}`` its number, ``{t}`` its headline, ``{d}`` a day, ``{s}`` a teaser; a new
    line where the print has one."""
    count: int = 6


class Template(NamedTuple):
    """How one farm prints its pages; parts are printed in order, lists by their number."""

    lang: str
    parts: str
    trail: str
    """``{home}``, ``{section}``, ``{title}``, ``{site}``; lines parted as printed."""
    dated: str
    """The line with the date, ``{d}`` as `day` has it."""
    day: str
    tags: str = ""
    """Label, a bar, what stands between topics (``\\n`` for a line each, with its mark)."""
    widget: str = ""
    before: str = ""
    after: str = ""
    """The articles before and after: ``{t}``."""
    extras: str = ""
    """Lines of share bars, notices, counters, each with its role: ``role|text``, one a line."""
    footer: str = ""
    lists: tuple[Listing, ...] = ()
    bullet: str = "- "


TEMPLATES: dict[str, Template] = {
    "quay": Template(
        "en", "trail extras title dated body widget tags sides 0 1 2 footer",
        "Browsing: {home} :: {section} :: {title}", "Posted on {d}", "%d %B %Y",
        "Filed in|, ", "Thumbs up (12)", "« Older: {t}", "Newer: {t} »",
        "share|Share on: Facebook X Telegram", "Copyright 2024 © {site}",
        (Listing("recommendation", "You might also enjoy", "» {t}"),
         Listing("ranking", "Most viewed this week", "#{n} {t}"),
         Listing("latest", "Fresh off the press", "{t}\n{d}")),
        "* ",
    ),
    "quai": Template(
        "fr", "trail title dated extras body tags sides 0 1 2 footer",
        "{home}\n›\n{section}\n›\n{title} | {site}", "Publié le {d} · Lu 1 204 fois", "%d/%m/%Y",
        "Mots-clés\n|\n#", "J'aime 31", "Article précédent\n{t}", "Article suivant\n{t}",
        "share|Partager sur :\nshare|Facebook\nshare|Twitter",
        "© 2024 {site} - Tous droits réservés",
        (Listing("related", "Sur le même sujet", "• {t}", 4),
         Listing("ranking", "Les plus lus", "{n}\n{t}", 5),
         Listing("recommendation", "À ne pas manquer", "{t}\n{s}", 4)),
        "• ",
    ),
    "kai": Template(
        "de", "trail title dated body notice sides tags 0 1 2 footer",
        "Sie sind hier: {home} / {section} / {title}", "Veröffentlicht: {d} Uhr", "%d.%m.%Y %H:%M",
        "Schlagwörter:| · ", "", "Vorheriger Beitrag: {t}", "Nächster Beitrag: {t}",
        "", "{site} © 2024. Alle Rechte vorbehalten.",
        (Listing("recommendation", "Das könnte Sie auch interessieren", "{t}\n{d}\n{s}", 4),
         Listing("ranking", "Meistgelesen", "{n}. {t}", 8),
         Listing("latest", "Neueste Beiträge", "{d} – {t}", 6)),
    ),
    "pristan": Template(
        "ru", "menu trail title dated body widget 0 tags 1 2 footer",
        "{home} » {section} » Текст", "Дата публикации: {d} Просмотров: 812", "%d.%m.%Y, %H:%M",
        "Метки:|, ", "Нравится 12", "", "", "", "© 2024 {site}. Все права защищены.",
        (Listing("related", "Читайте также", "— {t}", 5),
         Listing("ranking", "Самое читаемое", "{n}) {t}", 7),
         Listing("latest", "Последние новости", "{d} {t}", 6)),
        "— ",
    ),
    "minato": Template(
        "ja", "menu trail title dated body tags widget sides 0 1 2 footer",
        "現在位置：{home}＞{section}＞本文", "公開日：{d}", "%Y年%m月%d日",
        "タグ：|、", "いいね！ 8", "前の記事：{t}", "次の記事：{t}", "",
        "© {site} 無断転載を禁じます",
        (Listing("related", "関連記事", "・{t}", 5),
         Listing("ranking", "アクセスランキング", "{n}位 {t}", 5),
         Listing("latest", "新着記事", "{d}　{t}", 6)),
        "・",
    ),
    "mina": Template(
        "ar", "trail title dated body tags sides 0 1 footer",
        "أنت هنا: {home} > {section} > {title}", "تاريخ النشر: {d}", "%d-%m-%Y %H:%M",
        "الوسوم:|، ", "", "المقال السابق: {t}", "المقال التالي: {t}", "",
        "جميع الحقوق محفوظة © {site}",
        (Listing("related", "مقالات ذات صلة", "• {t}", 5),
         Listing("ranking", "الأكثر قراءة", "{n}. {t}", 6)),
    ),
    "liman": Template(
        "tr", "trail title dated 0 body widget tags 1 2 comments footer",
        "{home} / {section} / {title}", "Yayınlanma: {d}", "%d.%m.%Y %H:%M",
        "Etiketler:|, ", "Beğen (4)", "", "", "", "© 2024 {site} Tüm hakları saklıdır.",
        (Listing("ranking", "Çok okunanlar", "{n}. {t}", 5),
         Listing("related", "İlgili haberler", "- {t}", 4),
         Listing("recommendation", "Sizin için seçtiklerimiz", "{t}", 5)),
    ),
    "kajo": Template(
        "eo", "trail title dated body 0 1 2 footer",
        "{home} > {section} > {title} - {site}", "{d} 18:20", "%Y-%m-%d",
        "", "", "", "", "", "© 2024 {site}",
        (Listing("related", "Similaj artikoloj", "* {t}", 5),
         Listing("ranking", "Plej legataj", "{n}. {t}", 7),
         Listing("latest", "Novaj artikoloj", "{t} {d}", 6)),
        "* ",
    ),
}  # fmt: skip

_SITES = ("Tidewire", "Lampost Daily", "Ponto Reto", "Quayside24", "Mole & Mast")


def generate(
    articles: Iterable[Page] = (), *, seed: int = 0, pages_each: int = 3
) -> Iterator[Page]:
    """Pages of every template, about the given articles of its language or made-up ones.

    A page is ``text``, ``html`` and ``gold``: title, breadcrumbs, site, date, paragraphs, tags,
    lists, previous, next, widgets, and ``lines``, the role of each line of the text.
    """
    pool = list(articles)
    for name, template in TEMPLATES.items():
        own = [each for each in pool if each["lang"] == template.lang]
        chance = random.Random(f"{name} {seed}")
        chance.shuffle(own)
        for number in range(pages_each):
            article = own[number] if number < len(own) else _made_up(template.lang, chance)
            yield _Print(name, article, chance).page()


def headline(tongue: Tongue, chance: random.Random) -> str:
    """A made-up headline."""
    words = (chance.choice(words.split("|")) for words in (tongue.who, tongue.does, tongue.what))
    if tongue.glue:
        return tongue.glue.join(words)
    who, does, what = words
    return who + what + does


def _made_up(lang: str, chance: random.Random) -> Page:
    tongue = TONGUES[lang]
    paragraphs = []
    for _ in range(chance.randrange(5, 9)):
        sentences = []
        for _ in range(chance.randrange(2, 4)):
            when = chance.choice(tongue.when.split("|"))
            first = headline(tongue, chance)
            pieces = (when, first) if not tongue.glue else (first, when)
            sentences.append(tongue.glue.join(pieces) + tongue.stop)
        paragraphs.append(tongue.glue.join(sentences))
    return {"title": headline(tongue, chance), "paragraphs": paragraphs, "lang": lang}


class _Print:
    """One page being printed."""

    def __init__(self, name: str, article: Page, chance: random.Random) -> None:
        self.name, self.chance = name, chance
        self.template = TEMPLATES[name]
        self.tongue = TONGUES[self.template.lang]
        self.title = " ".join(article["title"].split())
        self.paragraphs = [" ".join(text.split()) for text in article["paragraphs"]]
        self.site = chance.choice(_SITES)
        self.section = chance.choice(self.tongue.sections.split("|"))
        self.date = datetime(2024, 1, 5) + timedelta(minutes=chance.randrange(500_000))
        self.lines: list[tuple[str, str]] = []
        self.markup: list[str] = []
        self.gold: Page = {
            "title": self.title, "site": self.site, "lang": self.template.lang,
            "url": "https://farm.example/a/1.html", "paragraphs": self.paragraphs,
            "inline_promos": [], "tags": [], "lists": [], "widgets": [],
            "previous": None, "next": None,
        }  # fmt: skip

    def page(self) -> Page:
        for part in self.template.parts.split():
            if part.isdigit():
                self._list(self.template.lists[int(part)])
            else:
                getattr(self, f"_{part}")()
        head = f"<title>{html.escape(self.title)} - {html.escape(self.site)}</title>"
        self.gold["lines"] = [role for role, _ in self.lines]
        return {
            "variant": self.name,
            "text": "\n".join(text for _, text in self.lines),
            "html": f"<html><head>{head}</head><body>{''.join(self.markup)}</body></html>",
            "gold": self.gold,
        }

    # ---- parts, in the words of `Template.parts`

    def _menu(self) -> None:
        self._rows("nav", [" ".join(self.tongue.sections.split("|"))], linked=True)

    def _trail(self) -> None:
        values = {"home": self.tongue.home, "section": self.section}
        shown = self.template.trail.format(title=self.title, site=self.site, **values)
        self.gold["breadcrumbs"] = [{"text": text} for text in values.values()]
        lines = shown.split("\n")
        with_title = "{title}" in self.template.trail
        self.lines += [("breadcrumb", line) for line in lines[:-1]]
        self.lines.append(("breadcrumb+title" if with_title else "breadcrumb", lines[-1]))
        linked = html.escape(" ".join(lines))
        for name in values.values():
            linked = linked.replace(name, f"<a href='/{name}/'>{name}</a>", 1)
        self.markup.append(f"<div>{linked}</div>")

    def _title(self) -> None:
        self.lines.append(("title", self.title))
        self.markup.append(f"<h1>{html.escape(self.title)}</h1>")

    def _dated(self) -> None:
        shown = self.date.strftime(self.template.day)
        timed = "%H" in self.template.day
        day = self.date.date().isoformat()
        self.gold["date"] = self.date.isoformat(timespec="minutes") if timed else day
        self._rows("meta", [self.template.dated.format(d=shown)])

    def _body(self) -> None:
        self._rows("body", self.paragraphs)

    def _notice(self) -> None:
        self._rows("notice", ["Mit Material von Agenturen. Irrtum vorbehalten."])

    def _comments(self) -> None:
        self._rows("comment", ["Yorum yap", "E-posta hesabınız yayımlanmayacak."])

    def _footer(self) -> None:
        self._rows("footer", [self.template.footer.format(site=self.site)])

    def _extras(self) -> None:
        for line in self.template.extras.splitlines():
            role, _, text = line.partition("|")
            self._rows(role, [text])

    def _widget(self) -> None:
        self.gold["widgets"].append({"text": self.template.widget})
        self._rows("widget", [self.template.widget])

    def _tags(self) -> None:
        names = self.chance.sample(self.tongue.sections.split("|"), 3)
        self.gold["tags"] = [{"text": name} for name in names]
        label, _, between = self.template.tags.partition("|")
        if between.startswith("\n"):
            self._rows("tags", [label.strip(), *(between[1:] + name for name in names)])
        else:
            gap = ": " if label[-1] not in ":：" else "" if label[-1] == "：" else " "
            self._rows("tags", [label + gap + between.join(names)])

    def _sides(self) -> None:
        for side, form in (("previous", self.template.before), ("next", self.template.after)):
            text = headline(self.tongue, self.chance)
            self.gold[side] = {"text": text}
            lines = form.format(t=text).split("\n")
            self.lines += [("prevnext", line) for line in lines]
            link = f"<a href='/{side}.html'>{html.escape(text)}</a>"
            shown = html.escape(form.format(t="@")).replace("@", link).replace("\n", "<br>")
            self.markup.append(f"<p>{shown}</p>")

    def _list(self, listing: Listing) -> None:
        items, cells = [], []
        self.lines.append(("list_head", listing.heading))
        for number in range(1, listing.count + 1):
            text = headline(self.tongue, self.chance)
            day = (self.date - timedelta(days=number)).strftime(self.template.day.split(" %H")[0])
            values = {"n": number, "d": day.rstrip(","), "s": self._teaser()}
            items.append({"text": text})
            lines = listing.form.format(t=text, **values).split("\n")
            self.lines += [("list_item" if text in line else "list_extra", line) for line in lines]
            link = f"<a href='/{number}.html'>{html.escape(text)}</a>"
            shown = html.escape(listing.form.format(t="@", **values)).replace("@", link)
            cells.append("<li>" + shown.replace("\n", "<br>") + "</li>")
        self.gold["lists"].append(
            {"kind": listing.kind, "heading": listing.heading, "items": items}
        )
        self.markup.append(f"<h3>{html.escape(listing.heading)}</h3><ul>{''.join(cells)}</ul>")

    def _teaser(self) -> str:
        glue = self.tongue.glue
        pieces = (headline(self.tongue, self.chance), self.tongue.when.split("|")[0])
        return glue.join(pieces[:: 1 if glue else -1]) + "…"

    def _rows(self, role: str, lines: Sequence[str], *, linked: bool = False) -> None:
        self.lines += [(role, line) for line in lines]
        for line in lines:
            text = html.escape(line)
            self.markup.append(f"<p><a href='/x'>{text}</a></p>" if linked else f"<p>{text}</p>")
