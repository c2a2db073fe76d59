"""Placing expressions in the calendar: by the publication date in news, by the date last mentioned in narratives."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from onrecord.readers.timex.calendar import Interval, as_value, interval, shift, weekday
from onrecord.readers.timex.clock import (
    Clock,
    Resolved,
    Tense,
    missing_year,
    narrowed,
    relative,
    stated,
    unknown,
)
from onrecord.readers.timex.expression import Expression
from onrecord.readers.timex.holidays import moving
from onrecord.readers.timex.lengths import RECURRING, ago, beside, duration, later, past, so_long, year_ago
from onrecord.readers.timex.repeated import of_day, reference, repeated
from onrecord.readers.timex.words import number, number_of_decade, ordinal, words
from onrecord.records import MomentBasis

_Rule = Callable[[Expression, Clock, Tense], Resolved | None]


def resolve(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    """Value, days and basis of an expression; None where it is no time expression after all."""
    try:
        return _RULES[one.kind](one, clock, tense)
    except (OverflowError, ValueError):  # beyond the calendar's first or last year
        return unknown(None)


def _year_of(parts: dict[str, str]) -> int | None:
    year = parts.get("year") or parts.get("year2")
    if year is None:
        return None
    if len(year) == 2:
        return int(year) + (1900 if int(year) >= 40 else 2000)
    return int(year)


def _same_year(parts: dict[str, str], clock: Clock) -> int | None:
    """August of that year: the year last mentioned, or its neighbour."""
    anchor = clock.now if parts["same"].lower() in {"this", "last", "next"} else clock.then
    step = {"the following": 1, "the next": 1, "next": 1, "the previous": -1, "last": -1}
    return anchor.year + step.get(parts["same"].lower(), 0) if anchor else None


def _month_of(parts: dict[str, str]) -> int:
    name = parts.get("month") or parts.get("month2")
    return words().months[name.lower()] if name else int(parts["month_number"])


def _day_number(parts: dict[str, str]) -> int:
    if spoken := parts.get("day_words"):
        return ordinal(spoken) or 0
    return int(parts.get("day") or parts["day2"])


def _date(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    month, day = _month_of(one.parts), _day_number(one.parts)
    year, basis = _year_of(one.parts), "stated"
    if year is None and (related := one.parts.get("rel_after")):
        year, basis = _same_year({"same": related}, clock), "relative"
    elif year is None:
        same = "same" in one.parts
        year, basis = _same_year(one.parts, clock) if same else missing_year(month, day, clock, tense), "relative"
    elif "month_number" in one.parts and _is_either(one.parts):
        return _either_day(year, month, day)
    if year is None:
        return unknown(f"XXXX-{month:02d}-{day:02d}")
    value = f"{year:04d}-{month:02d}-{day:02d}"
    days = interval(value)
    return Resolved(value, days, "stated" if basis == "stated" else "relative") if days else None


def _is_either(parts: dict[str, str]) -> bool:
    """5/6/1967 may be the fifth of June or the sixth of May; a year first, or of two digits, says which."""
    return len(parts["year"]) == 4 and max(int(parts["month_number"]), int(parts["day"])) <= 12 and "slashed" in parts


def _either_day(year: int, one: int, other: int) -> Resolved:
    if one == other:
        return stated(f"{year:04d}-{one:02d}-{other:02d}")
    first, last = sorted((date(year, one, other), date(year, other, one)))
    return Resolved(f"{year:04d}-XX-XX", Interval(first, last), "stated")


def _month(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    month, year = _month_of(one.parts), _year_of(one.parts)
    mod = one.parts.get("mod")
    if year is not None:
        return stated(f"{year:04d}-{month:02d}", mod)
    relation = (one.parts.get("rel") or "").lower()
    after = (one.parts.get("rel_after") or "").lower()
    now = clock.now
    if "same" in one.parts:
        year = _same_year(one.parts, clock)
    elif after and now:
        year = now.year + {"last": -1, "next": 1}.get(after, 0)
    elif relation in {"last", "the previous", "this past"} and now:
        year = now.year if month < now.month else now.year - 1
    elif relation in {"next", "the following", "this coming"} and now:
        year = now.year if month > now.month else now.year + 1
    elif relation == "this" and now:
        year = now.year
    elif relation == "that" and clock.then:
        year = clock.then.year
    else:
        year = missing_year(month, 1, clock, tense)
    if year is None:
        return unknown(f"XXXX-{month:02d}")
    found = relative(f"{year:04d}-{month:02d}")
    return Resolved(found.value, narrowed(found.days, mod), found.basis)


def _year(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    if short := one.parts.get("short"):
        near = (clock.now or date(1970, 1, 1)).year
        return relative(
            str(min((century + int(short) for century in range(1000, 2100, 100)), key=lambda year: abs(year - near)))
        )
    if anno := one.parts.get("anno"):
        return stated(f"{int(anno):04d}") if int(anno) else None
    mod, year = one.parts.get("mod", "").lower(), one.parts["year"]
    if "half" in mod:
        return stated(f"{year}-H{1 if 'first' in mod else 2}")
    return stated(year, mod or None)


def _before_christ(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    value = f"BC{int(one.parts['bc']):04d}"
    if "month" in one.parts:
        value += f"-{_month_of(one.parts):02d}"
    elif "season" in one.parts:
        value += f"-{words().seasons[one.parts['season'].lower()]}"
    return Resolved(value, None, "stated")


def _day_of(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    """The 9th is a day of the month last mentioned, in a history; elsewhere it may be anything."""
    day = ordinal(one.parts["ordinal"])
    if not day or not (clock.narrative or "placed" in one.parts):
        return None
    if clock.narrative:
        near = [clock.last] if clock.last else []
    else:
        near = [
            moved for k in (0, -1, 1) if clock.published and (moved := shift(clock.published.replace(day=1), "M", k))
        ]
    values = [f"{month.year:04d}-{month.month:02d}-{day:02d}" for month in near]
    days = [found.first for value in values if (found := interval(value))]
    if len(days) > 1 and clock.published:
        time, published = tense(), clock.published
        days.sort(key=lambda one: abs((one - published).days) * (10 if (one - published).days * time < 0 else 1))
    return relative(days[0].isoformat()) if days else None


def _weekday(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    day, part = words().weekdays[one.parts["weekday"].lower()], one.parts.get("part")
    anchor = clock.now
    if anchor is None or "many" in one.parts:
        return unknown(of_day(f"XXXX-WXX-{day}", part))
    relation = (one.parts.get("rel") or "").lower()
    if relation == "the previous" and clock.then and not clock.narrative:
        found = weekday(clock.then - timedelta(1), day, -1)
        return Resolved(of_day(found.isoformat(), part), Interval(found, found), "weekday")
    if (
        clock.narrative
        or relation in {"next", "the following", "the next", "this coming"}
        or (not relation.startswith(("last", "the previous")) and tense() > 0)
    ):
        today = anchor.isoweekday() == day and not relation.endswith(("next", "following"))
        found = anchor if today else weekday(anchor, day, 1)
    elif relation in {"last", "this past", "the previous"} and anchor.isoweekday() == day:
        found = anchor - timedelta(7)
    else:
        found = weekday(anchor, day, -1)
    value = of_day(found.isoformat(), part)
    return Resolved(value, Interval(found, found), "weekday")


def _today(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    word, part = (
        one.parts["today"].lower(),
        one.parts.get("part") or ("night" if one.parts["today"].lower() == "tonight" else None),
    )
    away = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(word, 0)
    if clock.narrative and word == "today":
        return unknown("PRESENT_REF")
    if clock.published is None:
        return unknown(of_day("XXXX-XX-XX", part))
    return relative(of_day((clock.published + timedelta(away)).isoformat(), part))


_PASSED = {"the past", "the last", "past"}
_BEFORE = {"last", "the last", "the previous", "previous", "the past", "past", "the preceding"}
_NEXT = {"next", "the next", "the following", "the coming", "coming"}
_MENTIONED = {"that", "that same", "the same", "the next", "the following", "the previous", "the preceding"}


def _unit(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:  # noqa: PLR0911 - a case a form
    parts = one.parts
    if "week_of" in parts:
        found = _date(one, clock, tense)
        return relative(as_value(found.days.first, "W")) if found and found.days else unknown(RECURRING["W"])
    if {"ends", "latest", "beside", "within", "beyond"} & parts.keys():
        return _named_unit(parts, clock)
    relation, name = parts["rel"].lower(), parts["unit"].lower()
    unit = "D" if name == "weekend" else words().units[name]
    if relation == "the" and not _is_the_one(parts, name, clock):
        return None
    if "ended" in parts and relation == "the" and name == "year":
        clock.compared = None
        return unknown(f"P1{unit}")
    if relation in _PASSED and name != "weekend":
        return so_long(f"P1{unit}", unit, -1, clock)
    if name == "quarter" and relation == "the":
        return relative(clock.quarter) if clock.quarter else unknown(RECURRING["Q"])
    if name == "year" and relation == "last" and "compared" in parts and clock.compared:
        return year_ago(clock)
    return _neighbour(one, relation, name, clock, tense)


def _is_the_one(parts: dict[str, str], name: str, clock: Clock) -> bool:
    """The weekend, the quarter, the full year; the year and the week of a report are those in which it stands."""
    if name in {"weekend", "quarter"} or "whole" in parts:
        return True
    if name in {"decade", "century"}:
        return bool(parts.get("mod"))
    if name in {"year", "month"} and (parts.get("mod") or clock.narrative):
        return True
    return name in {"year", "week"} and not clock.narrative


def _named_unit(parts: dict[str, str], clock: Clock) -> Resolved | None:
    """Year-end, the latest quarter, the day before, later in the day."""
    name = (parts.get("ends") or parts["unit"]).lower()
    unit = "Q" if name == "period" else words().units[name]
    if "latest" in parts and unit == "Q":
        return relative(clock.quarter) if clock.quarter else None if name == "period" else unknown(RECURRING["Q"])
    if way := parts.get("beside"):
        return beside(clock.last_days, unit, 1, -1 if way.lower() in {"before", "earlier"} else 1)
    anchor = clock.then if unit == "D" else clock.now
    if anchor is None:
        return unknown(RECURRING[unit])
    if beyond := parts.get("beyond"):
        moved = shift(anchor, unit, 2 if beyond.lower() == "after next" else -2)
        return relative(as_value(moved, unit)) if moved else unknown(RECURRING[unit])
    found = relative(as_value(anchor, unit))
    return Resolved(found.value, narrowed(found.days, "end" if "ends" in parts else parts.get("within")), found.basis)


def _neighbour(one: Expression, relation: str, name: str, clock: Clock, tense: Tense) -> Resolved:
    """Last year, this week, the next month: the whole unit, counted from the anchor's."""
    unit = "D" if name == "weekend" else words().units[name]
    anchor = clock.then if relation in _MENTIONED else clock.now
    if anchor is None:
        return unknown(RECURRING.get(unit))
    step = -1 if relation in _BEFORE else 1 if relation in _NEXT else 0
    if name == "day" and relation in _MENTIONED:
        return beside(clock.last_days, "D", abs(step), step or 1)
    if name == "weekend":
        return _weekend(anchor, relation, step, tense)
    moved = shift(anchor, unit, step)
    if moved is None:
        return unknown(None)
    mod = one.parts.get("mod", "").lower()
    if "half" in mod and unit == "Y":
        return relative(f"{moved.year:04d}-H{1 if 'first' in mod else 2}")
    found = relative(as_value(moved, unit))
    return Resolved(found.value, narrowed(found.days, mod or None), found.basis)


def _weekend(anchor: date, relation: str, step: int, tense: Tense) -> Resolved:
    """The one that has begun; on a working day the one before, or the one to come."""
    time = tense() if step == 0 else step
    to_come = time > 0 or (relation == "this" and time == 0)
    begun = anchor.isoweekday() >= 6 and step == 0
    saturday = weekday(anchor, 6, 1 if to_come and not begun else -1)
    return relative(as_value(saturday, "W") + "-WE")


def _season(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    season, year = words().seasons[one.parts["season"].lower()], _year_of(one.parts)
    if year is not None:
        return stated(f"{year:04d}-{season}", one.parts.get("mod"))
    if "same" in one.parts:
        year = _same_year(one.parts, clock)
        return relative(f"{year:04d}-{season}") if year else unknown(f"XXXX-{season}")
    relation = (one.parts.get("rel") or "").lower()
    now = clock.then if relation in {"the following", "that", "that same"} else clock.now
    if now is None:
        return unknown(f"XXXX-{season}")
    return relative(f"{_season_year(season, now, relation, clock, tense):04d}-{season}")


def _season_year(season: str, now: date, relation: str, clock: Clock, tense: Tense) -> int:
    """The year in which the season begins that is meant."""
    begun = interval(f"{now.year:04d}-{season}")
    step = 0
    if begun is None:
        return now.year
    if relation in {"next", "the following"}:
        step = int(begun.first <= now)
    elif not clock.narrative:
        to_come, over = begun.first > now, begun.last < now
        if relation in {"last", "the previous"}:
            step = -int(begun.last >= now)
        elif (season == "WI" and now.month <= _LAST_OF_WINTER) or (relation == "this past" and to_come):
            step = -1  # this winter began last year
        elif relation in {"", "the"} and (to_come or over):
            time = tense()
            step = -1 if to_come and time < 0 else int(over and time > 1)
    return now.year + step


_LAST_OF_WINTER = 2


def _which(spoken: str) -> int | None:
    """A year's last quarter is the fourth."""
    return 4 if spoken.lower() in {"last", "final"} else ordinal(spoken)


def _quarter(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    parts = one.parts
    count = int(parts["quarter_number"]) if "quarter_number" in parts else _which(parts["ordinal"])
    letter, year = ("H" if parts.get("unit", "").lower() == "half" else "Q"), _year_of(parts)
    relation = (parts.get("rel") or parts.get("rel_before") or "").lower()
    if letter == "H" and ((year is None and not relation) or (count or 9) > 2):
        return None
    if year is not None:
        return stated(f"{year:04d}-{letter}{count}")
    if clock.now is None:
        return unknown(f"XXXX-{letter}{count}")
    step = {"last": -1, "next": 1, "year-ago": -1, "year-earlier": -1}.get(relation, 0)
    begun = interval(f"{clock.now.year:04d}-{letter}{count}")
    if not relation and begun and begun.first > clock.now and tense() < 0:
        step = -1
    return relative(f"{clock.now.year + step:04d}-{letter}{count}")


def _decade(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    whole = one.parts.get("decade")
    if spoken := one.parts.get("decade_words"):
        return stated(f"19{number_of_decade(spoken)}", one.parts.get("mod"))
    return stated(whole[:3] if whole else f"19{one.parts['short_decade'][0]}", one.parts.get("mod"))


def _century(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    count = ordinal(one.parts["ordinal"])
    if count and "era" in one.parts:
        return Resolved(f"BC{count - 1:02d}", None, "stated")
    return stated(f"{count - 1:02d}", one.parts.get("mod")) if count else None


def _time(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    parts = one.parts
    if noon := parts.get("noon"):
        shown = "24:00" if noon.lower() == "midnight" else "12:00"
    elif clock_words := parts.get("hour_clock"):
        shown = _o_clock(number(clock_words) or 0, parts)
    elif "hour_plain" in parts:
        shown = f"{parts['hour_plain']}:{parts['minute_plain']}"
    elif "hour24" in parts:
        shown = f"{int(parts['hour24']):02d}:{parts.get('minute24') or parts['minute_after_stop']}"
    else:
        hour = int(parts["hour"]) % 12 + (12 if parts["half"].lower().startswith("p") else 0)
        shown = f"{hour:02d}:{parts.get('minute') or '00'}"
    day = _day_named(one, clock, tense)
    if day is None:
        return unknown(f"XXXX-XX-XXT{shown}")
    basis: MomentBasis = (
        "stated" if {"year", "year2"} & parts.keys() else "weekday" if "weekday" in parts else "relative"
    )
    return Resolved(f"{day.isoformat()}T{shown}", Interval(day, day), basis)


def _o_clock(hour: int, parts: dict[str, str]) -> str:
    part = parts.get("clock_part", "night" if "clock_night" in parts else "").lower()
    late = part in {"afternoon", "evening"} or (part == "night" and hour > 5)
    return f"{hour % 12 + 12 if late else hour % 24:02d}:00"


def _day_named(one: Expression, clock: Clock, tense: Tense) -> date | None:
    """The day that stands with a time of day, else the one that the sentence speaks of."""
    rule = (
        _weekday
        if "weekday" in one.parts
        else _date
        if {"month", "month2"} & one.parts.keys()
        else _today
        if "today" in one.parts
        else None
    )
    if rule is None:
        near = one.parts.get("near", "").lower()
        if near and clock.published and not clock.narrative:
            return clock.published - timedelta(near == "last night")
        return clock.day
    found = rule(one, clock, tense)
    return found.days.first if found and found.days else None


def _part(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    parts = one.parts
    part = "morning" if "early_hours" in parts else parts.get("part", "night")
    if {"month", "month2", "weekday", "today"} & parts.keys():
        rule = _weekday if "weekday" in parts else _today if "today" in parts else _date
        found = rule(replace(one, parts={k: v for k, v in parts.items() if k != "part"}), clock, tense)
        return Resolved(of_day(found.value or "", part), found.days, found.basis) if found else None
    if "at_night" in parts or "any_day" in parts:
        return unknown(of_day("XXXX-XX-XX", parts.get("any_day", "night")))
    if "overnight" in parts:
        day, step = (None if clock.narrative else clock.published), -1
    else:
        relation = parts.get("rel", "the").lower()
        day, step = _day_spoken_of(relation, clock), _STEPS.get(relation, 0)
    if day is None:
        return unknown(of_day("XXXX-XX-XX", part))
    return relative(of_day((day + timedelta(step)).isoformat(), part))


_STEPS = {"last": -1, "before": -1, "the previous": -1, "the next": 1, "the following": 1}


def _day_spoken_of(relation: str, clock: Clock) -> date | None:
    """The day of "this morning", "that evening", "the next morning", where a day and no more was mentioned."""
    if relation in {"this", "last"} and not clock.narrative:
        return clock.published
    days = clock.last_days if clock.day is None and relation != "the" else None
    return days.first if days and days.first == days.last else clock.day


def _holiday(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    name, year = one.parts["holiday"].lower(), _year_of(one.parts)
    relation = one.parts.get("rel", "").lower()
    if rule := words().moving.get(name):
        return _moving_holiday(rule, year, relation, clock, tense)
    month, day = (int(x) for x in words().holidays[name].split("-"))
    value = f"{month:02d}-{day:02d}"
    if year is None:
        year = _related_year(value, relation, clock) or missing_year(month, day, clock, tense)
        return relative(f"{year:04d}-{value}") if year else unknown(f"XXXX-{value}")
    return stated(f"{year:04d}-{value}")


def _related_year(value: str, relation: str, clock: Clock) -> int | None:
    """Last Christmas and next Christmas are not this side of today."""
    if clock.now is None or relation not in {"last", "next"}:
        return None
    passed = f"{clock.now.year:04d}-{value}" < clock.now.isoformat()
    return clock.now.year - (relation == "last" and not passed) + (relation == "next" and passed)


def _moving_holiday(rule: str, year: int | None, relation: str, clock: Clock, tense: Tense) -> Resolved:
    """Its days in the year that is given, or the nearest ones that fit the tense."""
    if year is not None:
        fit = moving(rule, year)
        days = fit[0] if len(fit) == 1 else None
    elif clock.now is None:
        days = None
    else:
        now = clock.now
        time = {"last": -2, "next": 2}.get(relation) or (0 if clock.narrative else tense())
        near = [days for y in (now.year - 1, now.year, now.year + 1) for days in moving(rule, y)]
        days = min(near, key=lambda d: _away_from(d, now, time))
    if days is None:
        return unknown(None)
    value = days.first.isoformat()
    if days.first != days.last:  # by the moon: as coarse as it is sure
        value = value[:7] if days.first.month == days.last.month else value[:4]
    return Resolved(value, days, "stated" if year is not None else "relative")


def _away_from(days: Interval, now: date, time: int) -> float:
    if days.first <= now <= days.last:
        return 0
    away = (days.first - now).days if days.first > now else (days.last - now).days
    return abs(away) * (10 if away * time < 0 else 1)


def _named(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    return stated(words().named[one.parts["named"].lower()])


_RULES: dict[str, _Rule] = {
    "date": _date, "month": _month, "year": _year, "bc": _before_christ, "day_of": _day_of, "weekday": _weekday, "today": _today, "unit": _unit,
    "ago": ago, "later": later, "past": past, "duration": duration, "season": _season, "quarter": _quarter, "decade": _decade,
    "century": _century, "time": _time, "part": _part, "holiday": _holiday, "named": _named, "set": repeated, "reference": reference,
}  # fmt: skip
