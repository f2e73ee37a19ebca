"""Formulas: the TeX that stands behind what is drawn, and the MathML."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from lxml import etree

from ..lazy_patterns import lazy_regex
from ..lexicon import load

_MATHML_CHARS = 20_000  # a longer formula is kept as text alone
_LOOKED_INTO = 2_000  # elements of one formula
_ABOVE = 3  # elements above a formula that can say that it stands on its own
_TOKENS = ("mi", "mn", "mo", "ms", "mtext")  # the elements of MathML that hold what is shown
_ANNOTATION = lazy_regex(r"(?s)<(annotation(?:-xml)?)\b(?:[^>]*/>|.*?</\1>)")
_WRAPPED = lazy_regex(r"(?s)\{\\(?:display|text)style\s*+(.*)\}")
_DELIMITED = lazy_regex(r"(?s)(\\\[|\$\$|\\\()(.*)(?:\\\]|\$\$|\\\))")
_TEX = lazy_regex(r"[\\^_{}=+<>]|^\S{1,3}$")


class Formula(NamedTuple):
    """A formula as the page gives it."""

    text: str
    """The TeX, or what the MathML shows."""
    kind: str
    """``tex`` or ``mathml``, which is what the text is; on a line of its own with ``-display``."""
    mathml: str
    """A ``<math>`` element, as source; may be empty."""


def from_mathml(element: Any, attributes: dict[str, str]) -> Formula | None:
    """A ``<math>`` element; its TeX is in an annotation or in ``alttext``."""
    tex = ""
    shown: list[str] = []
    for node in islice(element.iter(etree.Element), _LOOKED_INTO):
        name = node.tag.rpartition("}")[2].rpartition(":")[2].lower()
        if name == "annotation" and "tex" in (node.get("encoding") or "").lower():
            tex = tex or "".join(node.itertext())
        elif name in _TOKENS:
            shown.append(node.text or "")
    source = etree.tostring(element, encoding="unicode", with_tail=False)
    mathml = _ANNOTATION.sub("", source) if len(source) <= _MATHML_CHARS else ""
    tex = bare(tex or attributes.get("alttext", ""))
    text = tex or " ".join("".join(shown).split())
    if not text:
        return None
    block = attributes.get("display") == "block" or attributes.get("mode") == "display"
    on_its_own = block or _stands_alone(element)
    return Formula(text, ("tex" if tex else "mathml") + "-display" * on_its_own, mathml)


def from_script(element: Any, attributes: dict[str, str]) -> Formula | None:
    """A ``<script type="math/tex">``, or an AMP formula."""
    kind = attributes.get("type", "").lower()
    source = attributes.get("data-formula") or ""
    if kind.startswith("math/tex"):
        source = element.text or ""
    if not source:
        return None  # as nearly all scripts end here
    delimited = _DELIMITED.fullmatch(source.strip())
    tex = bare(delimited[2] if delimited else source)
    display = "mode=display" in kind.replace(" ", "") or (
        delimited is not None and delimited[1] != "\\("
    )
    return Formula(tex, "tex" + "-display" * display, "") if tex else None


def from_image(attributes: dict[str, str]) -> Formula | None:
    """A picture of a formula, whose alternative text is its TeX."""
    names = attributes.get("class", "").lower().split()
    if not names or _image_names().isdisjoint(names):  # most pictures end here
        return None
    alt = bare(attributes.get("alt", ""))
    if not alt or not _TEX.search(alt):
        return None
    display = any("display" in name for name in names)
    return Formula(alt, "tex" + "-display" * display, "")


@cache
def _image_names() -> frozenset[str]:
    return frozenset(load("markup")["formula_images"])


def is_drawing(element: Any) -> bool:
    """Whether a drawn formula has its source beside it; one that is all there is must be read."""
    parent = element.getparent()
    if parent is None or element.tag is None:
        return True
    only = len(parent) == 1 and not (parent.text or "").strip() and not (element.tail or "").strip()
    return not only or "katex" not in (parent.get("class") or "").lower().split()


def bare(tex: str) -> str:
    """TeX on one line, without the wrapping that MediaWiki puts around it."""
    tex = " ".join(tex.split())
    wrapped = _WRAPPED.fullmatch(tex)
    return (wrapped[1] if wrapped else tex).strip()


def _stands_alone(element: Any) -> bool:
    for above in islice(element.iterancestors(), _ABOVE):
        if "display" in (above.get("class") or "").lower():
            return True
    return False
