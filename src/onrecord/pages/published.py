"""When an article was published, and on what ground: said on the page or not at all."""

import re
from collections.abc import Sequence

from onrecord.pages.articles import published_at
from onrecord.pages.calendar_words import printed_dates
from onrecord.records import Dateline, Published, Span

_URL_DAY = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(?:/|$|-)")
_UPDATE = re.compile(r"\b(?:updated?|modified|edited)\b", re.IGNORECASE)


def stated(text: str, stamps: Sequence[Span]) -> Published | None:
    """A stamp's date; one that says when it was first published before one that says when it was changed."""
    for span in sorted(stamps, key=lambda s: bool(_UPDATE.search(s.of(text)))):
        for found in printed_dates(text, *span):
            if found.day:
                return published_at(found.day.isoformat(), "stated", (found.span,))
    return None


def filed(text: str, dateline: Dateline | None) -> Published | None:
    """A dateline's date, where it has a year."""
    if dateline is None:
        return None
    days = [found for found in printed_dates(text, *dateline.span) if found.day]
    return published_at(days[0].day.isoformat(), "dateline", (days[0].span,)) if days and days[0].day else None


def from_url(url: str | None) -> Published | None:
    """The day in an address like /1969/07/20/."""
    match = _URL_DAY.search(url or "")
    return published_at(f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}", "url") if match else None
