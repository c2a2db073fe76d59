"""Which language an article is in, by its commonest small words or by its letters; what is not English is not read."""

import re
import tomllib
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib.resources import files

from onrecord.pages.words import masthead_words
from onrecord.records import Article

SAMPLE = 6000
"""Characters that are looked at."""
ENOUGH = 25
"""Words from which on the text itself decides; whatever is shorter is taken for English and read."""
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[^\W\d_\u0000-\u024f]")
_COMMON = 0.15
"""Share of small words in running text."""


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    source = files("onrecord.pages") / "data" / "languages.toml"
    lists = tomllib.loads(source.read_text(encoding="utf-8"))
    scripts = lists.pop("scripts")
    return {code: frozenset(words) for code, words in lists.items()}, scripts


def language_of(text: str, declared: str | None) -> str | None:
    """ISO 639-1, "und" for a script that several languages share: as the text says; else as declared; else None."""
    code = re.split(r"[-_]", (declared or "").strip().lower())[0]
    stated = code if code.isalpha() and 2 <= len(code) <= 3 else None
    words = [word.lower() for word in _WORD.findall(text[:SAMPLE])]
    if len(words) < 8 and not (words and _script(text)):
        return stated
    if script := _script(text):
        return stated if stated and stated != "en" else script
    spoken = _by_small_words(words)
    return spoken or stated


def _script(text: str) -> str | None:
    """The language of a text that is for the most part in other letters than Latin ones."""
    foreign = _FOREIGN.findall(text[:SAMPLE])
    if len(foreign) < 20 or len(foreign) < 0.5 * sum(map(len, _WORD.findall(text[:SAMPLE]))):
        return None
    named = Counter(unicodedata.name(letter, "").split(maxsplit=1)[0] for letter in foreign[:400])
    # a Japanese text has Chinese letters too
    kana = named["HIRAGANA"] + named["KATAKANA"]
    script = "HIRAGANA" if kana > 0.1 * named.total() else max(named, key=lambda name: (named[name], name))
    return _known()[1].get(script, "und")


def _by_small_words(words: list[str]) -> str | None:
    small_words = masthead_words().english
    english = sum(word in small_words for word in words) / len(words)
    if english >= 2 * _COMMON:
        return "en"
    shares = {code: sum(word in small for word in words) / len(words) for code, small in _known()[0].items()}
    best = max(shares, key=lambda code: (shares[code], code))
    if english >= _COMMON and english >= shares[best]:
        return "en"
    if len(words) >= ENOUGH and shares[best] >= _COMMON and shares[best] > 2 * english:
        return best
    return None


def is_read(article: Article) -> bool:
    """Whether the readers, who know English alone, read an article: not where its own words are another language's."""
    if article.language in {None, "en"}:
        return True
    text = " ".join(article.words(span) for span in article.paragraphs)
    return language_of(text, None) in {None, "en"}
