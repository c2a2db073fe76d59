"""Calendar dates as news pages print them, and stamps: lines that say nothing but when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.pages.words import masthead_words
from onrecord.records import Span

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = r"(?P<month{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DATES = re.compile(
    r"\b(?:"
    + r"(?P<day1>\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]" + _MONTH.format(1) + r",?[ -](?P<year1>(?:19|20)\d\d)"
    + "|" + _MONTH.format(2) + r" (?P<day2>\d{1,2})(?:st|nd|rd|th)?,? (?P<year2>(?:19|20)\d\d)"
    + r"|(?P<year3>(?:19|20)\d\d)[-/.](?P<month3>\d{1,2})[-/.](?P<day3>\d{1,2})"
    + r"|(?P<one4>\d{1,2})(?P<sign4>[/.-])(?P<two4>\d{1,2})(?P=sign4)(?P<year4>(?:19|20)\d\d)"
    + r")(?!\d)",
    re.IGNORECASE,
)  # fmt: skip
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\b")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|h|m|d)\b", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_]+(?:['.][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A full date, where it stands, and whether day and month can be told apart."""

    span: Span
    day: date | None
    """None where 5/6/1967 may be the fifth of June or the sixth of May, or where no such day exists."""


def printed_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[PrintedDate]:
    """All dates with day, month and year in the stretch of text."""
    for match in _DATES.finditer(text, start, len(text) if end is None else end):
        yield PrintedDate(Span(*match.span()), _day(match))


def _day(match: re.Match[str]) -> date | None:
    got = match.groupdict()
    if got["one4"]:
        one, two = int(got["one4"]), int(got["two4"])
        if one <= 12 and two <= 12 and one != two and got["sign4"] != ".":
            return None
        month, day = (one, two) if two > 12 else (two, one)
        return _date(int(got["year4"]), month, day)
    which = next(k for k in "123" if got[f"year{k}"])
    month_words = got[f"month{which}"]
    month = int(month_words) if month_words.isdigit() else month_number(month_words)
    return _date(int(got[f"year{which}"]), month, int(got[f"day{which}"]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_number(word: str) -> int:
    """1 to 12, for a name or an abbreviation."""
    return 1 + next(k for k, name in enumerate(MONTHS) if name.startswith(word.lower().rstrip(".")[:3]))


def is_stamp(line: str) -> bool:
    """Whether a line says when something was published or updated, and nothing else."""
    if len(line) > 160 or (
        not any(c.isdigit() for c in line) and "ago" not in line.lower() and "now" not in line.lower()
    ):
        return False
    words = _TOKEN.findall(_ORDINAL.sub("", line.lower().replace("’", "'")))
    known = masthead_words().stamp
    return all(word.strip(".") in known for word in words) and (
        bool(words) or bool(_CLOCK.search(line)) or bool(_DATES.search(line))
    )


def is_dated(line: str) -> bool:
    """Whether a stamp gives a day, and not only a time of day or how long ago."""
    return bool(_DATES.search(line) or re.search(_MONTH.format(9), line, re.IGNORECASE))
