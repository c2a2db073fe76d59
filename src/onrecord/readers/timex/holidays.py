"""Holidays that move: when they fall in a year. Knows no text."""

from datetime import date, timedelta

from onrecord.readers.timex.calendar import Interval

_EPOCH = date(622, 7, 19)
"""First day of the Islamic era, civil reckoning, in the calendar of ``date``."""
_MOON = 1
"""Days by which the month that is seen may begin before or after the reckoned one."""


def moving(rule: str, year: int) -> tuple[Interval, ...]:
    """The days of a holiday in a year: one stretch, two or none for the Islamic year, which is shorter than ours.

    ``rule`` is "easter DAYS", "nth COUNT WEEKDAY MONTH" (a COUNT of -1 is the last) or "islamic MONTH DAY LENGTH".
    """
    name, *numbers = rule.split()
    terms = [int(number) for number in numbers]
    if name == "easter":
        day = easter(year) + timedelta(terms[0])
        return (Interval(day, day),)
    if name == "nth":
        day = nth_weekday(year, terms[2], terms[1], terms[0])
        return (Interval(day, day),)
    return _islamic(year, *terms)


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date:
    """The so-manyeth Monday (1) to Sunday (7) of a month; -1 is the last."""
    if count < 0:
        end = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        return end - timedelta((end.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (count - 1))


def islamic_day(year: int, month: int, day: int) -> date:
    """A day of the civil (tabular) Islamic calendar; the sighted moon may differ by a day or two."""
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return _EPOCH + timedelta(days)


def _islamic(year: int, month: int, day: int, length: int) -> tuple[Interval, ...]:
    """Widened by a day on each side, since the moon is seen and not reckoned."""
    begun = (date(year, 1, 1) - _EPOCH).days * 30 // 10631 + 1  # 30 years have 10,631 days
    firsts = [islamic_day(each, month, day) for each in range(begun - 1, begun + 3) if each > 0]
    return tuple(
        Interval(first - timedelta(_MOON), first + timedelta(length - 1 + _MOON))
        for first in firsts
        if first.year == year
    )
