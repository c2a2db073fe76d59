"""Whether a caption's date may date its article: only where caption and lead show one scene and nothing points later.

Editors put old pictures on new reports. A caption's date therefore counts only if the lead names that day's weekday and
a person or body that the caption names too, the picture is not a file picture, and no date or duration in the text lies
after it.
"""

import itertools
import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from onrecord.pages.articles import published_at
from onrecord.pages.calendar_words import MONTHS, WEEKDAYS, PrintedDate, month_number, printed_dates
from onrecord.records import Caption, Published, Span

_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_a-z][\w'’-]+(?: (?:al-|bin |de |van |von |el-)?[^\W\d_a-z][\w'’-]+)+")
_FILE = re.compile(
    r"\b(?:file|archive|archival) (?:photo|picture|image|pic|footage)|[(\[]file\b|\bfile[)\]]", re.IGNORECASE
)
_MONTH_YEAR = re.compile(rf"\b({'|'.join(MONTHS)}),? ((?:19|20)\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in|since|until|by|of) ((?:19|20)\d\d)\b")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_DURATION = re.compile(
    rf"\b(?:after|for|following|nearly|almost|over|more than|than) (\d{{1,2}}|an?|{'|'.join(_NUMBERS)}) (year|month|week|day)s?\b",
    re.IGNORECASE,
)


def dated_by_caption(text: str, captions: Sequence[Caption], paragraphs: Sequence[Span]) -> Published | None:
    """The one caption's day that the lead agrees with; None where captions differ or anything speaks against it."""
    if not paragraphs:
        return None
    found: dict[date, tuple[Span, Span]] = {}
    for caption in captions:
        for printed in printed_dates(text, *caption.span):
            weekday = _agreeing(text, printed, paragraphs[0])
            if printed.day and weekday and _one_scene(text, caption, paragraphs[0]):
                found.setdefault(printed.day, (printed.span, weekday))
    days = {printed.day for caption in captions for printed in printed_dates(text, *caption.span)}
    if len(found) != 1 or len(days) != 1:
        return None
    day, spans = next(iter(found.items()))
    if any(later > day for later in _other_days(text, paragraphs)):
        return None
    return published_at(day.isoformat(), "caption", spans)


def _agreeing(text: str, printed: PrintedDate, lead: Span) -> Span | None:
    """The lead's only weekday, where it is the one of the printed date."""
    named = list(_WEEKDAY.finditer(text, *lead))
    if printed.day is None or len({match[0].lower() for match in named}) != 1:
        return None
    agrees = WEEKDAYS.index(named[0][0].lower()) == printed.day.weekday()
    return Span(*named[0].span()) if agrees else None


def _one_scene(text: str, caption: Caption, lead: Span) -> bool:
    """Whether both name the same person or body in two words or more, and the picture is not from a file."""
    words = caption.span.of(text)
    if _FILE.search(words):
        return False
    return bool(_names(words) & _names(lead.of(text)))


def _names(words: str) -> set[str]:
    """Every two neighbouring capitalised words: enough to know a name again whatever title stands before it."""
    pairs: set[str] = set()
    for match in _NAME.finditer(words):
        parts = match[0].split()
        pairs.update(f"{one} {two}" for one, two in itertools.pairwise(parts))
    return pairs


def _other_days(text: str, paragraphs: Sequence[Span]) -> Iterator[date]:
    """Days that the text speaks of, the earliest that each expression can mean; durations counted from a day beside."""
    for span in paragraphs:
        words = span.of(text)
        days = [found.day for found in printed_dates(words) if found.day]
        yield from days
        for match in _DURATION.finditer(words):
            yield from (_after(day, match[1].lower(), match[2].lower()) for day in days)
        for match in _MONTH_YEAR.finditer(words):
            yield date(int(match[2]), month_number(match[1]), 1)
        yield from (date(int(year), 1, 1) for year in _YEAR.findall(words))


def _after(day: date, count: str, unit: str) -> date:
    number = int(count) if count.isdigit() else _NUMBERS.index(count) + 1 if count in _NUMBERS else 1
    if unit in {"day", "week"}:
        return date.fromordinal(day.toordinal() + number * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
