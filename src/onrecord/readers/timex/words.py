"""The words of time expressions, read once from their data file, and numbers written out."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.errors import MissingPartError

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]

CARDINAL = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(sorted(_ONES[1:], key=len, reverse=True))})"
MANY = rf"(?:(?:(?:{CARDINAL}|an?|\d{{1,3}}) )?(?:hundred|thousand)(?: (?:and )?{CARDINAL})?)"
ORDINAL = rf"(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}|\d{{1,2}}(?:st|nd|rd|th))"

_TEENS = "|".join(_ONES[10:])
YEAR_IN_WORDS = rf"(?:seventeen|eighteen|nineteen)[ -](?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|hundred|{_TEENS})\b"
YEAR_OF_THIS_CENTURY = rf"(?:two thousand(?:(?: and)? (?:{'|'.join(_ONES[:0:-1])}))?|twenty[ -](?:{_TEENS}|twenty(?:[- ](?:{'|'.join(_ONES[1:10])}))?))"
DECADE_WORDS = "|".join(f"{tens.removesuffix('y')}ies" for tens in _TENS)


def number_of_year(words: str) -> str:
    """The four digits of a year that may be written out ("nineteen ninety-one")."""
    if words.isdigit():
        return words
    if words.lower().startswith("two thousand"):
        return str(number(words))
    century, *rest = re.split(r"[ -]", words.lower(), maxsplit=1)
    if century == "twenty":
        return f"20{number(rest[0]) or 0:02d}"
    return f"{_ONES.index(century)}{0 if rest == ['hundred'] else number(rest[0]) or 0:02d}"


def number_of_decade(words: str) -> int:
    """Which decade of its century: the nineties are the ninth."""
    return _TENS.index(words.lower().removesuffix("ies") + "y") + 2


def number(words: str) -> int | None:
    """A number in digits or words; "a" and "an" are one; None for anything else."""
    words = words.lower().strip().replace(",", "")
    if many := re.match(r"(?:(.+) )?(hundred|thousand)(?: (?:and )?(.+))?$", words):
        lead, rest = number(many[1] or "a"), number(many[3]) if many[3] else 0
        return None if lead is None or rest is None else lead * (100 if many[2] == "hundred" else 1000) + rest
    if words.isdigit():
        return int(words)
    if words in {"a", "an"}:
        return 1
    if words in _ONES:
        return _ONES.index(words)
    tens, _, ones = words.replace(" ", "-").partition("-")
    if tens in _TENS:
        return 10 * (_TENS.index(tens) + 2) + (_ONES.index(ones) if ones else 0)
    return None


def ordinal(words: str) -> int | None:
    """A small ordinal in digits or words."""
    words = words.lower()
    if words in _ORDINALS:
        return _ORDINALS.index(words) + 1
    digits = re.match(r"(\d+)(?:st|nd|rd|th)$", words)
    return int(digits[1]) if digits else None


@dataclass(frozen=True, slots=True)
class Words:
    """The data file's tables."""

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, str]
    parts: dict[str, str]
    units: dict[str, str]
    holidays: dict[str, str]
    moving: dict[str, str]
    """Holidays without a fixed date, and the rule for each."""
    references: dict[str, str]
    attributes: dict[str, str]
    """References that stand before a noun."""
    after_in: dict[str, str]
    """References that need "in" before them: "in the past"."""
    of_histories: dict[str, str]
    """References that count in a history only."""
    named: dict[str, str]
    """Days that are known by a name."""
    sets: dict[str, str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The tables, checked.

    Raises:
        MissingPartError: a table is missing, or a value cannot be.

    """
    text = (files("onrecord.readers") / "data" / "timex.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    try:
        known = Words(**tables)
    except TypeError as cause:
        raise MissingPartError(
            f"the table of time words does not fit this version ({cause}). Install onrecord again."
        ) from cause
    if set(known.months.values()) != set(range(1, 13)) or set(known.weekdays.values()) != set(range(1, 8)):
        raise MissingPartError("the table of time words lacks a month or a weekday. Install onrecord again.")
    return known


def any_of(names: dict[str, object] | dict[str, str] | dict[str, int]) -> str:
    """The words of a table as one alternative, longest first; an abbreviation may have its full stop."""
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
