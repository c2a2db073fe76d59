"""The JSON-LD of a page: the object that is its article, with references inside the page followed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

import orjson

from onrecord.pages.words import markup_words

Node = Mapping[str, Any]
ARTICLE_TYPES = frozenset(markup_words()["article_types"])
PAGE_TYPES = frozenset(markup_words()["page_types"])
_OTHERS = frozenset(markup_words()["other_keys"])
"""Keys below which an article is another one than the page's."""
_CONTROL = re.compile(r"[\x00-\x1f]")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?://\s*)?(?:-->|\]\]>)\s*(?:\*/)?\s*$"
)
_COMMA = re.compile(r",\s*(?=[}\]])")
_TAG = re.compile(r"<[^<>]{1,200}>")
_MOST_NODES = 20_000
_MOST_CHARACTERS = 4_000_000


def parsed(script: str) -> Any:
    """The script's data; None where it is no JSON, however carelessly written."""
    if len(script) > _MOST_CHARACTERS:
        return None
    plain = _CONTROL.sub(" ", _WRAPPING.sub("", script)).strip().rstrip(";")
    for words in (plain, _COMMA.sub("", plain), _COMMA.sub("", unescape(plain)) if "&quot;" in plain else ""):
        try:
            return orjson.loads(words.encode("utf-8", "replace"))
        except orjson.JSONDecodeError:
            continue
    return None


class LinkedData:
    """All JSON-LD of one page."""

    def __init__(self, scripts: Iterable[str]) -> None:
        self._data = [data for script in scripts if (data := parsed(script)) is not None]
        self._known = {
            node["@id"]: node for node in self._nodes(frozenset()) if len(node) > 1 and isinstance(node.get("@id"), str)
        }

    def _nodes(self, barred: frozenset[str]) -> Iterator[Node]:
        """Every object inside, outermost first, without recursion; nothing below the barred keys."""
        waiting: list[Any] = list(self._data)
        for seen, node in enumerate(waiting):
            if seen >= _MOST_NODES:
                return
            if isinstance(node, dict):
                yield node
                waiting += [
                    value for key, value in node.items() if isinstance(value, dict | list) and key not in barred
                ]
            elif isinstance(node, list):
                waiting += node[:1000]

    def follow(self, value: Any) -> Any:
        """What a reference inside the page points at; any other value as it is."""
        if isinstance(value, dict) and len(value) <= 2 and isinstance(key := value.get("@id"), str):
            return self._known.get(key, value)
        if isinstance(value, list):
            return [self.follow(one) if isinstance(one, dict) else one for one in value[:100]]
        return value

    def find(self, types: frozenset[str], addresses: frozenset[str] = frozenset()) -> Node:
        """The page's own object of these types: one that gives the page's address, else the fullest; empty for none."""
        found = [node for node in self._nodes(_OTHERS) if types & set(_types(node))]
        here = [node for node in found if addresses & set(_addresses(node))]
        return max(here or found, key=len, default={})


def _types(node: Node) -> list[str]:
    kinds = node.get("@type")
    return [str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _addresses(node: Node) -> Iterator[str]:
    main = node.get("mainEntityOfPage")
    for value in (node.get("url"), node.get("@id"), main, main.get("@id") if isinstance(main, dict) else None):
        if isinstance(value, str):
            yield value.split("#")[0].rstrip("/")


def words_of(value: Any) -> str | None:
    """A value's words on one line: a string, an object's name, the first of a list; None for everything else."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
        if isinstance(value, list) and value:
            value = value[0]
    if not isinstance(value, str):
        return None
    return " ".join(_TAG.sub(" ", unescape(unescape(value))).split()) or None


def body_of(node: Node) -> str:
    """The article's words, where the markup gives them whole."""
    value = node.get("articleBody")
    if isinstance(value, list):
        value = "\n".join(one for one in value if isinstance(one, str))
    return _TAG.sub("\n", unescape(value[:_MOST_CHARACTERS])) if isinstance(value, str) else ""
