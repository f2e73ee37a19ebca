"""What a text must escape to stay text in CommonMark, and no more."""

from __future__ import annotations

import unicodedata

import regex

from ..lazy_patterns import lazy_regex

_BACKSLASH = lazy_regex(r"\\(?=[!-/:-@\[-`{-~\n])")
_ENTITY = lazy_regex(r"&(?=#?\w{1,40};)")
_TAG = lazy_regex(r"<(?=[A-Za-z/!?])")
_STARS = lazy_regex(r"\*++")
_BARS = lazy_regex(r"_++")
_OPENING = lazy_regex(r"\[(?=\^)")
_CLOSING = lazy_regex(r"\](?=[(\[:])")
_BRACKETS = lazy_regex(r"[\[\]]")
_LINE_START = lazy_regex(
    r"(?m)^(?P<blank>[ \t]*+)"
    r"(?:(?P<mark>\#{1,6}(?=[ \t]|$)|[-+*](?=[ \t]|$)|-(?=-)|=(?==*+[ \t]*+$)|>|~~~|\||:(?=-)"
    r"|\[(?=[ xX]\](?:[ \t]|$)))"
    r"|(?P<number>\d{1,9}+)(?P<dot>[.)])(?=[ \t]|$)|-(?=[ \t]*-[ \t]*-))"
)


def escape(text: str, before: str, after: str, *, in_link: bool = False) -> str:
    """Escape a stretch of text that stands inside a line.

    Args:
        text: as it is to be shown.
        before: the character written before it; "" at the beginning of a block.
        after: a character that stands for the mark behind it; "" at the end of a block.
        in_link: it is (part of) the words of a link, in which brackets must pair.
    """
    if not before or before == "\n":
        head, text = _line_start(text)
    else:
        head = ""
    text = _inside(text, before, after, in_link=in_link)
    if "\n" in text:
        first, *lines = text.split("\n")
        text = "\n".join([first, *("".join(_line_start(line)) for line in lines)])
    return head + text


def _line_start(line: str) -> tuple[str, str]:
    """What would begin a block, escaped; and the rest of the text."""
    found = _LINE_START.match(line)
    if not found:
        return "", line
    end = found.end()
    if found["number"]:
        return f"{found['number']}\\{found['dot']}", line[end:]
    mark = line[found.end("blank") : end]
    return "\\" + mark, line[end:]


def _inside(text: str, before: str, after: str, *, in_link: bool) -> str:
    """Escape what would be inline markup. Most texts hold no sign of it at all."""
    last = text[-1:]
    if "\\" in text:
        text = _BACKSLASH.sub(r"\\\\", text)
    if "`" in text:
        text = text.replace("`", "\\`")
    if "&" in text:
        text = _ENTITY.sub("&amp;", text)
    if "<" in text:
        text = _TAG.sub(r"\\<", text)
    if "*" in text:
        text = _STARS.sub(lambda run: _run(run, before, after, loose=False), text)
    if "_" in text:
        text = _BARS.sub(lambda run: _run(run, before, after, loose=True), text)
    if "~~" in text:
        text = text.replace("~~", "\\~\\~")
    if in_link:
        text = _BRACKETS.sub(r"\\\g<0>", text)
    else:
        if "[" in text:
            text = _OPENING.sub(r"\\[", text)
        if "]" in text:
            text = _CLOSING.sub(r"\\]", text)
    # The mark behind the text may complete what its last character begins.
    if after and (last in ("\\", "<") or (last == "]" and not in_link) or last + after == "!["):
        text = f"{text[:-1]}\\{last}"
    if before == "]" and text[0] in "([":  # a note that would become a link
        text = "\\" + text
    return text


def _run(run: regex.Match[str], before: str, after: str, *, loose: bool) -> str:
    """A run of ``*`` or ``_``: escaped unless it can neither open nor close emphasis."""
    text = run.string
    left = text[run.start() - 1] if run.start() else before
    right = text[run.end()] if run.end() < len(text) else after
    # At a line's start three would be a rule; at its end the sign of the break stands behind them.
    if left.isspace() and right.isspace() and "\n" not in (left, right):
        return str(run[0])
    if loose and left.isalnum() and right.isalnum():  # snake_case
        return str(run[0])
    return "".join("\\" + sign for sign in run[0])


def can_open(before: str, first: str) -> bool:
    """Whether a run of stars between the two characters opens emphasis, in every parser."""
    if not first or first.isspace():
        return False
    return not _maybe_punctuation(first) or not before or before.isspace() or _punctuation(before)


def can_close(last: str, after: str) -> bool:
    """Whether a run of stars between the two characters closes emphasis, in every parser."""
    return can_open(after, last)


def _maybe_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] == "P" or char in "$+<=>^`|~"
