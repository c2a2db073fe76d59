"""Authors as markup gives them, to names: without "By", roles, outlets beside persons, addresses and handles."""

import re
from collections.abc import Iterable, Iterator

from onrecord.pages.words import markup_words, masthead_words

_BY = re.compile(
    r"^\W*(?:(?:written|words|story|report|reported|posted|compiled|published|analysis|opinion|article|text|edited)\s+)?by\b[:\s]*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:[,;|•·\n]|&|\s/\s|\band\b|\bwith\b)\s*", re.IGNORECASE)
_TAIL = re.compile(
    r"\s+(?:(?:[-–—|]|//)\s.*|(?:in|for|at|from|of)\s+(?:the\s+)?[A-Z].*|\([^)]*\)|@\w+)$|\s*\([^)]*\)\s*$|\s*<[^>]*>\s*$"
)
_ADDRESS = re.compile(r"https?:|www\.|/|\S@\S|^@|\.(?:com|org|net|co\.\w\w)\b(?!\w)", re.IGNORECASE)
_EMPTY = frozenset(markup_words()["no_authors"])
_SUFFIX = frozenset(markup_words()["after_names"])
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)")
LONGEST = 80
"""Characters of one name."""


def names_of(given: Iterable[str], outlet: str | None, url: str | None = None) -> tuple[str, ...]:
    """All names in order, each once; the outlet itself only where nobody else is named."""
    found: dict[str, str] = {}
    for words in given:
        for name in _split(words):
            found.setdefault(name.casefold(), name)
    others = {key: name for key, name in found.items() if not is_outlet(key, outlet, url)}
    return tuple((others or found).values())


def _split(words: str) -> Iterator[str]:
    words = " ".join(_BY.sub("", words[:600]).split())
    if _ADDRESS.search(words) and " " not in words:
        return
    parts = [part for part in _AND.split(words) if part]
    if len(parts) == 2 and _is_place_of_outlet(*parts):
        # "BBC News, Nairobi" is one name
        parts = [words]
    names = [name for k, part in enumerate(parts) if (name := _name(part, first=k == 0))]
    yield from names


def _name(words: str, *, first: bool) -> str | None:
    """One name as printed, without what is no part of it; None for what names nobody."""
    words = _BY.sub("", words)
    previous = None
    while previous != words:
        previous, words = words, _TAIL.sub("", words).strip(" .:·•-–—*\"“”'‘’\u200b") or words.strip()
        if previous == words:
            break
    words = _without_agency(words)
    key = words.casefold()
    if (
        key in _EMPTY
        or key in _SUFFIX
        or len(words) > LONGEST
        or _ADDRESS.search(words)
        or not re.search(r"[^\W\d_]{2}", words)
    ):
        return None
    if not first and _is_role(key):
        return None
    return words if len(words.split()) <= 7 else None


def _without_agency(words: str) -> str:
    """A person's name without the agency or paper that follows it directly."""
    parts = words.split()
    for size in range(min(3, len(parts) - 2), 0, -1):
        if " ".join(parts[-size:]) in masthead_words().agencies:
            return " ".join(parts[:-size])
    return words


def is_person(name: str) -> bool:
    """Whether a name has the form of a person's: two to four words that begin with capitals, none of them a role."""
    words = name.split()
    formed = all(
        word[0].isupper() and word.replace(".", "").replace("-", "").replace("'", "").replace("’", "").isalpha()
        for word in words
    )
    return 2 <= len(words) <= 4 and formed and not _is_role(name.casefold()) and name not in masthead_words().agencies


def _is_role(key: str) -> bool:
    """Whether words behind a name say what somebody is, not who."""
    words = re.findall(r"[^\W\d_]+", key)
    known = masthead_words()
    return (
        bool(words)
        and (words[-1] in known.byline or any(word in known.byline for word in words))
        and key.title() not in known.agencies
    )


def _is_place_of_outlet(one: str, two: str) -> bool:
    known = masthead_words()
    return (
        (one in known.agencies or one.rsplit(maxsplit=1)[-1].lower() in known.byline)
        and len(two.split()) == 1
        and two not in known.agencies
    )


def is_outlet(name: str, outlet: str | None, url: str | None) -> bool:
    """Whether a name is the outlet's own, by the name it gives itself or by its address."""
    plain = re.sub(r"[\W_]+", "", name.casefold())
    host = _HOST.match(url or "")
    if host and plain in host[1].lower().replace("-", "").split(".")[:-1]:
        return True
    own = re.sub(r"[\W_]+", "", (outlet or "").casefold())
    return bool(own) and (
        plain == own or plain in {f"the{own}", f"{own}staff", f"{own}reporter", f"{own}com", own.removeprefix("the")}
    )
