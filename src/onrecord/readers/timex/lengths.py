"""Durations, and times that lie a duration away: how long, how long ago, how long after."""

import re
from datetime import date, timedelta

from onrecord.readers.timex.calendar import Interval, as_value, shift
from onrecord.readers.timex.clock import Clock, Resolved, Tense, relative, unknown
from onrecord.readers.timex.expression import Expression
from onrecord.readers.timex.words import number, words

RECURRING = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "Q": "XXXX-QX"}
"""A unit of which it is not known which one."""
_HALVES = {"TH": "30M", "TM": "30S", "Y": "6M"}
"""Half a unit in the next smaller one, where that is a whole number: P2Y6M, PT3H30M."""


def amount(parts: dict[str, str]) -> tuple[str, str, int | None]:
    """TIMEX3 duration, its unit, and the count where it is a whole number."""
    unit = words().units[parts["unit"].lower()]
    text = (parts.get("count") or "X").lower()
    count = number(text)
    if count is not None and parts["unit"].lower() == "fortnight":
        count *= 2
    shown = str(count) if count is not None else text.replace(",", "") if re.fullmatch(r"[\d.,]+", text) else "X"
    if {"half_more", "half_after"} & parts.keys() and count is not None:
        if unit in _HALVES:
            return f"{of_unit(shown, unit)}{_HALVES[unit]}", unit, None
        shown, count = f"{count}.5", None
    return of_unit(shown, unit), unit, count


def of_unit(shown: str, unit: str) -> str:
    """The TIMEX3 duration of so many units."""
    return f"PT{shown}{unit[1]}" if unit.startswith("T") else f"P{shown}{unit}"


def _away(anchor: date | None, unit: str, count: int | None, direction: int) -> Resolved:
    """So many units from an anchor, as coarse as the unit."""
    if count is None:
        return unknown("PAST_REF" if direction < 0 else "FUTURE_REF")
    if anchor is None:
        return unknown(RECURRING.get(unit, "XXXX-XX-XX"))
    if unit.startswith("T"):
        return relative((anchor + timedelta(direction * count // 24 if unit == "TH" else 0)).isoformat())
    moved = shift(anchor, unit, direction * count)
    fine = "W" if unit == "W" and count > 1 else "D" if unit == "W" else unit
    return relative(as_value(moved, fine)) if moved else unknown(RECURRING.get(unit))


def ago(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    """So long before the report; long ago is the past."""
    if "long_ago" in one.parts:
        return unknown("PAST_REF")
    if "unit" not in one.parts:
        return year_ago(clock)
    _, unit, count = amount(one.parts)
    if unit == "Y" and count == 1 and "compared" in one.parts:
        return year_ago(clock)
    return _away(clock.published if not clock.narrative else None, unit, count, -1)


def year_ago(clock: Clock) -> Resolved:
    """The year before the report's, or its quarter of the one that figures are compared for."""
    if clock.published is None or clock.narrative:
        return unknown(RECURRING["Y"])
    year = clock.published.year - 1
    return relative(f"{year:04d}{clock.compared[4:]}" if clock.compared else f"{year:04d}")


def later(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    """So long before or after what was mentioned."""
    way = (one.parts.get("way") or one.parts["way_from"]).lower()
    if "plural" in one.parts:
        return unknown("FUTURE_REF" if way == "later" else "PAST_REF")
    duration, unit, count = amount(one.parts)
    if "way_from" in one.parts:
        told = way == "after" and one.parts.get("anchored")
        return _after_an_act(duration, unit, count, clock) if told else unknown(duration)
    if way in {"from now", "hence"}:
        return _away(None if clock.narrative else clock.published, unit, count, 1)
    direction = -1 if way in {"earlier", "beforehand", "previously"} else 1
    if direction < 0 and unit == "Y" and count == 1 and "compared" in one.parts and clock.published:
        return year_ago(clock)
    if direction > 0 and clock.last is None:
        return unknown(
            "FUTURE_REF" if count is None else RECURRING.get(unit, "XXXX-XX-XX")
        )  # later than what is not said
    return beside(clock.last_days, unit, count, direction)


_FINE = {"D": 0, "W": 6, "M": 30, "Q": 91, "Y": 365, "DE": 3660, "CE": 36600}
"""How many days a date may span and still be as fine as the unit."""
_COARSE = {"D": "XX-XX", "W": "WXX", "M": "XX", "Q": "QX"}


def beside(days: Interval | None, unit: str, count: int | None, direction: int) -> Resolved:
    """So many units before or after a date; where that is coarser than the unit, any day that this allows."""
    if days is None or count is None or (days.last - days.first).days <= _FINE.get(unit, 0):
        return _away(days.first if days else None, unit, count, direction)
    unit, count = ("D", -(-count // 24)) if unit.startswith("T") else (unit, count)
    first, last = shift(days.first, unit, direction * count), shift(days.last, unit, direction * count)
    if first is None or last is None or unit not in _COARSE:
        return _away(days.first, unit, count, direction)
    return Resolved(f"{first.year:04d}-{_COARSE[unit]}", Interval(first, last), "relative")


def _after_an_act(duration: str, unit: str, count: int | None, clock: Clock) -> Resolved:
    """Less than 24 hours after meeting X: what precedes is so long before the day that is spoken of."""
    anchor = clock.then
    if anchor is None or count is None or unit not in {"TH", "D"} or clock.narrative:
        return unknown(duration)
    earlier = anchor - timedelta(-(-count // 24) if unit == "TH" else count)
    return Resolved(duration, Interval(earlier, earlier), "relative")


def past(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    """The past three days, the first ten months of 1915."""
    relation = one.parts["rel"].lower()
    if "one" in one.parts:
        unit = words().units[one.parts["one"].lower().removesuffix("s")]
        return unknown(f"PX{unit}" if one.parts["one"].endswith("s") else f"P1{unit}")
    if "count" not in one.parts:
        if relation in _REFERRING:
            return unknown("FUTURE_REF" if relation == "coming" else "PAST_REF")
        return unknown(f"PX{words().units[one.parts['unit'].lower()]}")
    duration, unit, count = amount(one.parts)
    if relation == "first" and unit in _LONG:
        clock.compared = None
    if count is None or unit.startswith("T") or relation not in {"past", "last", "next", "coming"}:
        return unknown(duration)
    return so_long(duration, unit, count if relation in {"next", "coming"} else -count, clock)


_REFERRING = {"past", "recent", "coming"}


def so_long(duration: str, unit: str, count: int, clock: Clock) -> Resolved:
    """A stretch of time that ends or begins with the report."""
    if clock.published is None or clock.narrative:
        return unknown(duration)
    other = shift(clock.published, unit, count)
    return Resolved(duration, Interval(*sorted((clock.published, other))) if other else None, "relative")


_HALF_OF = {"hour": "PT30M", "year": "P6M", "century": "P50Y", "decade": "P5Y"}


def duration(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    """How long, where the page says no more."""
    if plural := one.parts.get("plural"):
        singular = plural.lower().removesuffix("s").replace("centurie", "century")
        return unknown(of_unit("X", words().units[singular]))
    if whole := one.parts.get("whole"):
        return unknown(f"P1{words().units[whole.lower()]}")
    count, unit = one.parts.get("count", "").lower(), one.parts["unit"].lower()
    if count == "half":
        return unknown(_HALF_OF[unit])
    if count == "quarter":
        return unknown("P25Y")
    if count == "one" and unit == "day" and tense() > 0:
        return unknown("FUTURE_REF")  # she will one day return
    value, letter, _ = amount(one.parts)
    if letter in _LONG:
        clock.compared = None
    return unknown(value)


_LONG = {"M", "Y"}
"""After "the nine months" figures are no longer compared for a quarter."""
