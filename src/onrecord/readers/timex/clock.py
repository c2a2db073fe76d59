"""What is known of time at a point of a text, and what an expression comes to."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.readers.timex.calendar import Interval, interval
from onrecord.records import MomentBasis


@dataclass(frozen=True, slots=True)
class Resolved:
    """A TIMEX3 value, the days it stands for where they are known, and the ground for it."""

    value: str | None
    days: Interval | None
    basis: MomentBasis


@dataclass(slots=True)
class Clock:
    """What is known of time at a point of the text."""

    published: date | None
    narrative: bool
    """A history, whose dates follow one another, rather than a report of the day."""
    last: date | None = None
    """First day of the date last mentioned."""
    last_days: Interval | None = None
    """All of it."""
    last_is_year: bool = False
    """Whether that was a whole year or more."""
    focus: date | None = None
    """Where a history has got to: looking back or far ahead within a sentence does not move it."""
    focus_is_year: bool = False
    fine: date | None = None
    """The day or month that the focus was at before a bare year was mentioned in passing."""
    away: date | None = None
    """A date mentioned aside, off the focus."""
    here: date | None = None
    """The same, within this sentence."""
    quarter: str | None = None
    """The quarter last mentioned."""
    compared: str | None = None
    """The quarter that a report of figures compares with others."""
    day: date | None = None
    """The day last mentioned, in this paragraph."""

    @property
    def now(self) -> date | None:
        """What "this year" is measured from."""
        return self.last if self.narrative else self.published

    @property
    def then(self) -> date | None:
        """What "that day" and "the next day" are measured from: never the publication date, of which nothing was said."""
        return self.last

    def note(self, resolved: Resolved, *, leading: bool = False) -> None:
        """Remember a date that was mentioned, ``leading`` where its sentence begins with it."""
        if resolved.days and resolved.value and not resolved.value.startswith("P"):
            self.last = self.here = resolved.days.first
            self.last_days = resolved.days
            length = (resolved.days.last - resolved.days.first).days
            self.last_is_year = length > 200
            self._follow(resolved.days.first, leading)
            if resolved.value[5:6] == "Q":
                self._note_quarter(resolved.value, resolved.days.first.year)
            self.day = resolved.days.first if length == 0 else None

    def _follow(self, day: date, leading: bool) -> None:
        """Move the focus, unless the date is an aside: not leading, and behind or far ahead."""
        ahead = (day - self.focus).days if self.focus else 0
        settled = self.away is not None and abs((day - self.away).days) < _YEAR
        if self.focus is None or leading or settled or -_BACK <= ahead < _AHEAD:
            if self.last_is_year and not leading and self.focus and not self.focus_is_year:
                self.fine = self.focus
            elif leading or not self.last_is_year:
                self.fine = None
            self.focus, self.focus_is_year, self.away = day, self.last_is_year, None
        else:
            self.away = day

    def _note_quarter(self, value: str, year: int) -> None:
        """In a report of the day the quarter of a year before is there to compare with."""
        own = self.published is not None and not self.narrative and year == self.published.year
        if own:
            self.compared = value
        if own or self.published is None or self.narrative or self.quarter is None:
            self.quarter = value


Tense = Callable[[], int]
"""-1 where the clause speaks of the past, 1 of the future; asked only where it matters; 2 and -2 where the verb itself says so."""


def stated(value: str, mod: str | None = None) -> Resolved:
    """A date that the words themselves give."""
    return Resolved(value, narrowed(interval(value), mod), "stated")


def relative(value: str | None) -> Resolved:
    """A date that the words give from another date."""
    return Resolved(value, interval(value), "relative") if value else unknown(None)


def unknown(value: str | None) -> Resolved:
    """A value that stands nowhere in the calendar."""
    return Resolved(value, None, "unknown")


def narrowed(days: Interval | None, mod: str | None) -> Interval | None:
    """Early, mid and late take the first, middle and last third; never less than a day."""
    if days is None or mod is None:
        return days
    third = ((days.last - days.first).days + 1) // 3
    if third == 0:
        return days
    if re.search(r"early|start|begin", mod, re.IGNORECASE):
        return Interval(days.first, days.first + timedelta(third))
    if re.search(r"late|end", mod, re.IGNORECASE):
        return Interval(days.last - timedelta(third), days.last)
    if re.search(r"mid", mod, re.IGNORECASE):
        return Interval(days.first + timedelta(third), days.last - timedelta(third))
    half = (days.last - days.first) // 2
    return Interval(days.first, days.first + half) if "first" in mod.lower() else Interval(days.first + half, days.last)


def missing_year(month: int, day: int, clock: Clock, tense: Tense) -> int | None:
    """The year of a date that is printed without one: the nearest that fits the tense, or the history's course."""
    if clock.narrative:
        if clock.fine is not None:
            year = nearest(month, day, clock.fine, 1.0, 1.0)
            if year and 0 <= (date(year, month, day) - clock.fine).days <= _SOON:
                return year
        if clock.focus is None or clock.focus_is_year:
            return clock.focus.year if clock.focus else None
        return nearest(month, day, clock.focus, 1.0, 1.0)
    if clock.published is None:
        return None
    time = tense()
    against = _AGAINST[abs(time)]
    return nearest(month, day, clock.published, against if time > 0 else 1.0, against if time < 0 else 1.0)


_YEAR = 366
"""Two asides so near one another are no asides: the history has moved."""
_BACK, _AHEAD = 200, 500
"""How many days behind and ahead of the focus a date within a sentence still moves it (swept 0 to 700, 366 to 1500)."""
_SOON = 120
"""A date so many days after the focus is of its year, whatever year was mentioned in passing (swept 60 to 200)."""
_AGAINST = (1.0, 4.0, 12.0)
"""How much farther a date looks that lies against the tense of its clause (swept 1 to 30)."""


def nearest(month: int, day: int, anchor: date, back: float, on: float) -> int | None:
    """The year in which a date is nearest to the anchor, the two directions weighed."""
    weighed = []
    for year in (anchor.year, anchor.year - 1, anchor.year + 1):
        found = interval(f"{year:04d}-{month:02d}-{day:02d}")
        if found:
            away = (found.first - anchor).days
            weighed.append((away * on if away >= 0 else -away * back, year))
    return min(weighed)[1] if weighed else None
