"""JSON-LD as pages really carry it: read what can be read, flatten it, resolve its references.

Scripts that are no valid JSON (comments, unescaped quotes and line breaks, trailing commas, cut
off in the middle, several objects in a row) go through a forgiving reader that never gives up on
what it has already understood. Nothing in here recurses, so nesting costs nothing.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator
from typing import Any

import regex

from .decode import whole
from .lazy_patterns import lazy_regex
from .model import Document

__all__ = ["json_ld_nodes", "node_types", "page_nodes", "parse_json_ld"]

Node = dict[str, Any]

_MOST_NODES = 2000  # objects that are looked at in one page
_MOST_DEPTH = 64  # the forgiving reader drops what lies deeper
_LONGEST_SCRIPT = 5_000_000
_UNWRAP = lazy_regex(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[|\ufeff|;)+")
_TOKEN = lazy_regex(  # a string's pieces are bounded, as the library keeps some memory for each
    r"""(?P<skip>[\s,:;]++|/\*.{0,2000}?\*/|//[^\n]*|<!--|-->|<!\[CDATA\[|\]\]>)
    |(?P<open>[{\[])|(?P<close>[}\]])
    |"(?P<string>(?:[^"\\]++|\\.|"(?!\s{0,99}(?:[:}\]]|\Z|,\s{0,99}(?:["\[{\d}\]/-]|true|false|null)))){0,100000}+)"?
    |(?P<word>[^\s,:;{}\[\]"]++)""",
    regex.VERBOSE | regex.DOTALL,
)
_VOCABULARY = lazy_regex(r"[/#:]")
_SURROGATE = lazy_regex(r"\\u[dD][89a-fA-F]")
_ESCAPE = lazy_regex(r'\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt])|(.))', regex.DOTALL)
_ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_WORDS = {"true": True, "false": False, "null": None}


def parse_json_ld(script: str) -> list[Node]:
    """All objects of one script, as `json_ld_nodes` gives them. Never raises."""
    return json_ld_nodes([script])


def page_nodes(doc: Document) -> list[Node]:
    """`json_ld_nodes` of a page's scripts, read once; nobody is to change them."""
    known: list[Node] | None = doc.derived.get("json_ld")
    if known is None:
        known = doc.derived["json_ld"] = json_ld_nodes(doc.head.json_ld)
    return known


def json_ld_nodes(scripts: Iterable[str]) -> list[Node]:
    """The things that the scripts of one page describe, in order.

    Arrays, ``@graph`` and ``mainEntity`` are flattened into the list. Where a property only
    points at an ``@id``, the object with that ``@id`` stands in its place, one level deep.
    Never raises.
    """
    values = [value for script in scripts for value in _read(script)]
    everything = list(_objects(values))
    known: dict[str, Node] = {}
    for node in everything:
        name = node.get("@id")
        if isinstance(name, str) and len(node) > len(known.get(name, _BARE)):
            known[name] = node
    return [_resolved(node, known) for node in _top_nodes(values)]


def node_types(node: Node) -> frozenset[str]:
    """The names of a node's types, without the vocabulary's address."""
    stated = node.get("@type", ())
    names = stated if isinstance(stated, list) else [stated]
    return frozenset(_VOCABULARY.split(name.strip())[-1] for name in names if isinstance(name, str))


# ---- reading ------------------------------------------------------------------------------------


def _read(script: str) -> list[Any]:
    text = script[:_LONGEST_SCRIPT]
    if not text.lstrip().startswith(("{", "[")):
        text = _UNWRAP.sub("", text)
    try:
        value = json.loads(text, strict=False)
        if "\\u" in text and _SURROGATE.search(text):  # half a character cannot be written anywhere
            value = json.loads(whole(json.dumps(value, ensure_ascii=False)))
        return [value]
    except (ValueError, RecursionError):
        pass
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    return _read_forgiving(text)


def _read_forgiving(text: str) -> list[Any]:
    """The values of text that is nearly JSON; what is open at its end is closed there."""
    top: list[Any] = []
    stack: list[Any] = [top]
    keys: list[str | None] = [None]
    too_deep = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "skip":
            continue
        if kind == "open":
            if len(stack) > _MOST_DEPTH:
                too_deep += 1
                continue
            value: Any = {} if match[0] == "{" else []
            _put(stack[-1], keys, value)
            stack.append(value)
            keys.append(None)
        elif kind == "close":
            if too_deep:
                too_deep -= 1
            elif len(stack) > 1:
                stack.pop()
                keys.pop()
        elif not too_deep:
            _put(stack[-1], keys, _scalar(match))
    return top


def _put(holder: Any, keys: list[str | None], value: Any) -> None:
    """Add a value to the innermost open array or object, where keys and values alternate."""
    if isinstance(holder, list):
        holder.append(value)
    elif keys[-1] is not None:
        holder[keys[-1]] = value
        keys[-1] = None
    elif isinstance(value, str):
        keys[-1] = value


def _scalar(match: regex.Match[str]) -> Any:
    if match["string"] is not None:
        text: str = _ESCAPE.sub(_unescaped, match["string"])
        return whole(text)
    word: str = match["word"]
    if word in _WORDS:
        return _WORDS[word]
    try:
        return int(word) if len(word) < 20 else word
    except ValueError:
        return word


def _unescaped(match: regex.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    if match[2]:
        return _ESCAPED.get(str(match[2]), str(match[2]))
    return str(match[0])  # no escape of JSON: the backslash was meant as such


# ---- flattening ---------------------------------------------------------------------------------

_BARE = {"@id": "", "@type": ""}  # a reference: who has more to say than this is the thing itself


def _objects(values: list[Any]) -> Iterator[Node]:
    """Every object at any depth, in order of the source."""
    todo = list(reversed(values))
    seen = 0
    while todo and seen < _MOST_NODES:
        value = todo.pop()
        if isinstance(value, dict):
            seen += 1
            yield value
            todo.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            todo.extend(reversed(value))


def _top_nodes(values: list[Any]) -> Iterator[Node]:
    """The objects that stand for themselves: not those that only describe another's property."""
    todo = list(reversed(values))
    seen = 0
    while todo and seen < _MOST_NODES:
        value = todo.pop()
        seen += 1
        if isinstance(value, list):
            todo.extend(reversed(value))
        elif isinstance(value, dict):
            inner = [value.get("@graph"), value.get("mainEntity"), value.get("mainEntityOfPage")]
            todo.extend(
                each for each in reversed(inner)
                if isinstance(each, list) or (isinstance(each, dict) and len(each) > len(_BARE))
            )  # fmt: skip
            if len(value) > ("@graph" in value) + ("@context" in value):
                yield value


def _resolved(node: Node, known: dict[str, Node]) -> Node:
    return {name: _looked_up(value, known) for name, value in node.items()}


def _looked_up(value: Any, known: dict[str, Node]) -> Any:
    if isinstance(value, list):
        return [_looked_up_one(each, known) for each in value]
    return _looked_up_one(value, known)


def _looked_up_one(value: Any, known: dict[str, Node]) -> Any:
    if isinstance(value, dict) and "@id" in value and value.keys() <= _BARE.keys():
        name = value["@id"]
        return known.get(name, value) if isinstance(name, str) else value
    return value
