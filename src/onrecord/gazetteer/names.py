"""How names are compared: two spellings of one name share a key."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^\w]+")
_POSSESSIVE = re.compile(r"(?<=[\w.])['’]s?$")
_DOTS = re.compile(r"[.\s]")
_ARTICLE = re.compile(r"the\s+(?=\S)", re.IGNORECASE)
# Letters that carry a stroke or are joined: they do not come apart into a letter and an accent.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
    | dict.fromkeys("'’‘ʻʼʿʾ`´ʹ", "")
)
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}
"""How first words of towns are printed short."""
CODE_LENGTH = 5
"""Abbreviations ("US", "D.R.C.", "N.S.W.") are at most so long; beyond that capitals are only a way of printing."""


def key(name: str) -> str:
    """The name without case, accents, apostrophes and punctuation: "N'Djaména" and "Ndjamena" are one."""
    plain = name.casefold() if name.isascii() else unicodedata.normalize("NFD", name.casefold())
    plain = plain.translate(_PLAIN)
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _NOT_WORD.sub(" ", plain).strip()
    first, _, rest = plain.partition(" ")
    return f"{_SHORT[first]} {rest}" if rest and first in _SHORT else plain


def code(name: str) -> str | None:
    """The letters of an abbreviation in capitals ("U.S." → "US"); None for any other name.

    Abbreviations are told from words by their capitals alone: "us" is a pronoun, "US" a country.
    """
    letters = _DOTS.sub("", name)
    return letters if letters.isalpha() and letters.isupper() and 2 <= len(letters) <= CODE_LENGTH else None


def keys(name: str) -> tuple[str, ...]:
    """The keys to look a printed name up by, the best first: an abbreviation's letters in capitals, then the plain key.

    The key of an abbreviation is in capitals and all others in lower case, so that they never meet.
    """
    plain = key(name)
    letters = code(name)
    if not letters:
        return (plain,) if plain else ()
    # "IRAN" may be a name in a line of capitals; two letters are never more than an abbreviation.
    return (letters, plain) if len(letters) > 2 else (letters,)


def stored_key(name: str) -> str:
    """The key under which a gazetteer keeps a name."""
    return code(name) or key(name)


def bare(words: str) -> str:
    """A printed name without the article before it and the possessive behind it."""
    return _ARTICLE.sub("", _POSSESSIVE.sub("", words.strip()), count=1) if words else words
