"""TIMEX3 values as intervals of the calendar, and arithmetic on them. Knows no text."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.records import Granularity

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
"""First and last month (northern, meteorological); winter runs into the next year."""

_UNIT_DAYS = {"D": 1, "W": 7}
_UNIT_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}


@dataclass(frozen=True, slots=True)
class Interval:
    """Whole days, first and last included."""

    first: date
    last: date


def interval(value: str) -> Interval | None:
    """The days that a TIMEX3 date value stands for; None for durations, sets, references and dates without a year."""
    found = re.match(r"(\d{2,4})(?:-(\w{2,3}))?(?:-(\d{2}|WE))?(?:T.*)?$", value)
    if not found:
        return None
    year, part, day = found.groups()
    try:
        return _interval(year, part, day)
    except ValueError:
        return None


def _interval(year: str, part: str | None, day: str | None) -> Interval | None:  # noqa: PLR0911 - a case a form
    if len(year) < 4:
        span = 10 ** (4 - len(year))
        return Interval(date(max(1, int(year) * span), 1, 1), date(int(year) * span + span - 1, 12, 31))
    y = int(year)
    if part is None:
        return Interval(date(y, 1, 1), date(y, 12, 31))
    if part.startswith("W") and part[1:].isdigit():
        first = date.fromisocalendar(y, int(part[1:]), 6 if day == "WE" else 1)
        return Interval(first, first + timedelta(1 if day == "WE" else 6))
    if part.startswith("Q"):
        return months(y, 3 * int(part[1]) - 2, 3)
    if part.startswith("H"):
        return months(y, 6 * int(part[1]) - 5, 6)
    if part in SEASONS:
        return months(y, SEASONS[part][0], 3)
    if day is None:
        return months(y, int(part), 1)
    exact = date(y, int(part), int(day))
    return Interval(exact, exact)


def months(year: int, month: int, count: int) -> Interval:
    """``count`` whole months from one on."""
    last = month + count - 2
    y, m = year + last // 12, last % 12 + 1
    return Interval(date(year, month, 1), date(y, m, monthrange(y, m)[1]))


def granularity(value: str) -> Granularity:
    """How fine a value is."""
    for pattern, name in _GRANULARITY:
        if re.match(pattern, value.removeprefix("BC")):
            return name
    return "unknown"


_GRANULARITY: tuple[tuple[str, Granularity], ...] = (
    (r"P[TX\d]", "duration"),
    (r".*T(MO|AF|EV|NI|DT|MI)$", "part of day"),
    (r".*T\d\d:\d\d", "minute"),
    (r".*T\d\d", "hour"),
    (r".{4}-W..-WE", "weekend"),
    (r".{4}-WXX-\d", "day"),
    (r".{4}-W", "week"),
    (r".{4}-[QH]", "quarter"),
    (r".{4}-(SP|SU|FA|WI)", "season"),
    (r".{4}-..-..", "day"),
    (r".{4}-..$", "month"),
    (r".{4}$", "year"),
    (r"\d{3}$", "decade"),
    (r"\d{2}$", "century"),
)


def shift(anchor: date, unit: str, count: int) -> date | None:
    """A date so many days, weeks, months, quarters or years away; None beyond the calendar."""
    try:
        if unit in _UNIT_DAYS:
            return anchor + timedelta(count * _UNIT_DAYS[unit])
        whole = anchor.year * 12 + anchor.month - 1 + count * _UNIT_MONTHS[unit]
        year, month = divmod(whole, 12)
        return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def as_value(day: date, unit: str) -> str:
    """The day, week, month, quarter, year, decade or century of a date, as a TIMEX3 value."""
    year, week, _ = day.isocalendar()
    return {
        "D": day.isoformat(),
        "W": f"{year:04d}-W{week:02d}",
        "M": f"{day.year:04d}-{day.month:02d}",
        "Q": f"{day.year:04d}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year:04d}",
        "DE": f"{day.year:04d}"[:3],
        "CE": f"{day.year:04d}"[:2],
    }[unit]


def weekday(anchor: date, number: int, direction: int) -> date:
    """The nearest such weekday (1 is Monday) on or before the anchor, or after it where ``direction`` is 1."""
    back = (anchor.isoweekday() - number) % 7
    return anchor - timedelta(back) if direction <= 0 else anchor + timedelta(7 - back if back else 7)
