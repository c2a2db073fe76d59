"""Placing expressions in the calendar: by the publication date in news, by the date last mentioned in narratives."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.readers.timex.calendar import Interval, as_value, interval, shift, weekday
from onrecord.readers.timex.expression import Expression
from onrecord.readers.timex.words import number, number_of_decade, ordinal, words
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
    last_is_year: bool = False
    """Whether that was a whole year or more."""
    here: date | None = None
    """The same, within this sentence."""
    quarter: str | None = None
    """The quarter last mentioned."""
    day: date | None = None
    """The day last mentioned, in this paragraph."""

    @property
    def now(self) -> date | None:
        """What "this year" is measured from."""
        return self.last if self.narrative else self.published

    @property
    def then(self) -> date | None:
        """What "that day" and "the next day" are measured from."""
        return self.last or (None if self.narrative else self.published)

    def note(self, resolved: Resolved) -> None:
        """Remember a date that was mentioned."""
        if resolved.days and resolved.value and not resolved.value.startswith("P"):
            self.last = self.here = resolved.days.first
            length = (resolved.days.last - resolved.days.first).days
            self.last_is_year = length > 200
            self.quarter = resolved.value if resolved.value[5:6] == "Q" else self.quarter
            self.day = resolved.days.first if length == 0 else None


Tense = Callable[[], int]
"""-1 where the clause speaks of the past, 1 of the future; asked only where it matters."""

_Rule = Callable[[Expression, Clock, Tense], Resolved | None]


def resolve(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    """Value, days and basis of an expression; None where it is no time expression after all."""
    try:
        return _RULES[one.kind](one, clock, tense)
    except OverflowError:  # beyond the calendar's first or last year
        return _unknown(None)


def _stated(value: str, mod: str | None = None) -> Resolved:
    return Resolved(value, _narrowed(interval(value), mod), "stated")


def _relative(value: str | None) -> Resolved:
    return Resolved(value, interval(value), "relative") if value else _unknown(None)


def _unknown(value: str | None) -> Resolved:
    return Resolved(value, None, "unknown")


def _narrowed(days: Interval | None, mod: str | None) -> Interval | None:
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


def _year_of(parts: dict[str, str]) -> int | None:
    year = parts.get("year") or parts.get("year2")
    if year is None:
        return None
    if len(year) == 2:
        return int(year) + (1900 if int(year) >= 40 else 2000)
    return int(year)


def _missing_year(month: int, day: int, clock: Clock, tense: Tense) -> int | None:
    """The year of a date that is printed without one: the nearest that fits the tense, or the history's course."""
    if clock.narrative:
        if clock.last is None or clock.last_is_year:
            return clock.last.year if clock.last else None
        return _nearest(month, day, clock.last, 1.0, 1.0)
    if clock.published is None:
        return None
    time = tense()
    return _nearest(month, day, clock.published, _AGAINST if time > 0 else 1.0, _AGAINST if time < 0 else 1.0)


_AGAINST = 4.0
"""How much farther a date looks that lies against the tense of its clause (swept 1 to 6)."""


def _nearest(month: int, day: int, anchor: date, back: float, on: float) -> int | None:
    """The year in which a date is nearest to the anchor, the two directions weighed."""
    weighed = []
    for year in (anchor.year, anchor.year - 1, anchor.year + 1):
        found = interval(f"{year:04d}-{month:02d}-{day:02d}")
        if found:
            away = (found.first - anchor).days
            weighed.append((away * on if away >= 0 else -away * back, year))
    return min(weighed)[1] if weighed else None


def _same_year(parts: dict[str, str], clock: Clock) -> int | None:
    """August of that year: the year last mentioned, or its neighbour."""
    anchor = clock.now if parts["same"].lower() in {"this", "last", "next"} else clock.then
    step = {"the following": 1, "the next": 1, "next": 1, "the previous": -1, "last": -1}
    return anchor.year + step.get(parts["same"].lower(), 0) if anchor else None


def _month_of(parts: dict[str, str]) -> int:
    name = parts.get("month") or parts.get("month2")
    return words().months[name.lower()] if name else int(parts["month_number"])


def _date(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    month, day = _month_of(one.parts), int(one.parts.get("day") or one.parts["day2"])
    year, basis = _year_of(one.parts), "stated"
    if year is None:
        same = "same" in one.parts
        year, basis = _same_year(one.parts, clock) if same else _missing_year(month, day, clock, tense), "relative"
    if year is None:
        return _unknown(f"XXXX-{month:02d}-{day:02d}")
    value = f"{year:04d}-{month:02d}-{day:02d}"
    days = interval(value)
    return Resolved(value, days, "stated" if basis == "stated" else "relative") if days else None


def _month(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    month, year = _month_of(one.parts), _year_of(one.parts)
    mod = one.parts.get("mod")
    if year is not None:
        return _stated(f"{year:04d}-{month:02d}", mod)
    relation = (one.parts.get("rel") or "").lower()
    after = (one.parts.get("rel_after") or "").lower()
    now = clock.now
    if "same" in one.parts:
        year = _same_year(one.parts, clock)
    elif after and now:
        year = now.year + {"last": -1, "next": 1}.get(after, 0)
    elif relation in {"last", "the previous"} and now:
        year = now.year if month < now.month else now.year - 1
    elif relation in {"next", "the following"} and now:
        year = now.year if month > now.month else now.year + 1
    elif relation in {"this", "that"} and now:
        year = now.year
    else:
        year = _missing_year(month, 1, clock, tense)
    if year is None:
        return _unknown(f"XXXX-{month:02d}")
    found = _relative(f"{year:04d}-{month:02d}")
    return Resolved(found.value, _narrowed(found.days, mod), found.basis)


def _year(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    if short := one.parts.get("short"):
        near = (clock.now or date(1970, 1, 1)).year
        return _relative(
            str(min((century + int(short) for century in range(1000, 2100, 100)), key=lambda year: abs(year - near)))
        )
    return _stated(one.parts["year"], one.parts.get("mod"))


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
    if not (clock.narrative and clock.last and day and one.parts["ordinal"][0].isdigit()):
        return None
    value = f"{clock.last.year:04d}-{clock.last.month:02d}-{day:02d}"
    return _relative(value) if interval(value) else None


def _of_day(value: str, part: str | None) -> str:
    return f"{value}T{words().parts[part.lower()]}" if part else value


def _weekday(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    day, part = words().weekdays[one.parts["weekday"].lower()], one.parts.get("part")
    anchor = clock.now
    if anchor is None:
        return _unknown(_of_day(f"XXXX-WXX-{day}", part))
    relation = (one.parts.get("rel") or "").lower()
    if (
        clock.narrative
        or relation in {"next", "the following", "the next"}
        or (not relation.startswith(("last", "the previous")) and tense() > 0)
    ):
        today = anchor.isoweekday() == day and not relation.endswith(("next", "following"))
        found = anchor if today else weekday(anchor, day, 1)
    elif relation in {"last", "this past", "the previous"} and anchor.isoweekday() == day:
        found = anchor - timedelta(7)
    else:
        found = weekday(anchor, day, -1)
    value = _of_day(found.isoformat(), part)
    return Resolved(value, Interval(found, found), "weekday")


def _today(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    word, part = (
        one.parts["today"].lower(),
        one.parts.get("part") or ("night" if one.parts["today"].lower() == "tonight" else None),
    )
    away = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(word, 0)
    if clock.narrative and word == "today":
        return _unknown("PRESENT_REF")
    if clock.published is None:
        return _unknown(_of_day("XXXX-XX-XX", part))
    return _relative(_of_day((clock.published + timedelta(away)).isoformat(), part))


_PASSED = {"the past", "the last", "past"}
_BEFORE = {"last", "the last", "the previous", "previous", "the past", "past", "the preceding"}
_NEXT = {"next", "the next", "the following", "the coming", "coming"}
_MENTIONED = {"that", "that same", "the same", "the next", "the following", "the previous", "the preceding"}


def _unit(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    relation, name = one.parts["rel"].lower(), one.parts["unit"].lower()
    unit = "D" if name == "weekend" else words().units[name]
    if relation == "the" and not (
        name in {"weekend", "quarter"} or (name in {"year", "month"} and (one.parts.get("mod") or clock.narrative))
    ):
        return None
    if relation in _PASSED and name != "weekend":
        return _so_long(f"P1{unit}", unit, -1, clock)
    if name == "quarter" and relation == "the":
        return _relative(clock.quarter) if clock.quarter else _unknown(_RECURRING["Q"])
    return _neighbour(one, relation, name, clock)


def _neighbour(one: Expression, relation: str, name: str, clock: Clock) -> Resolved:
    """Last year, this week, the next month: the whole unit, counted from the anchor's."""
    unit = "D" if name == "weekend" else words().units[name]
    anchor = clock.then if relation in _MENTIONED else clock.now
    if anchor is None:
        return _unknown(_RECURRING.get(unit))
    step = -1 if relation in _BEFORE else 1 if relation in _NEXT else 0
    if name == "weekend":
        saturday = weekday(anchor, 6, -1) if step <= 0 else weekday(anchor, 6, 1)
        return _relative(as_value(saturday, "W") + "-WE")
    moved = shift(anchor, unit, step)
    if moved is None:
        return _unknown(None)
    found = _relative(as_value(moved, unit))
    return Resolved(found.value, _narrowed(found.days, one.parts.get("mod")), found.basis)


def _amount(parts: dict[str, str]) -> tuple[str, str, int | None]:
    """TIMEX3 duration, its unit, and the count where it is a whole number."""
    unit = words().units[parts["unit"].lower()]
    text = (parts.get("count") or "X").lower()
    count = number(text)
    if count is not None and parts["unit"].lower() == "fortnight":
        count *= 2
    shown = str(count) if count is not None else text.replace(",", "") if re.fullmatch(r"[\d.,]+", text) else "X"
    if {"half_more", "half_after"} & parts.keys() and count is not None:
        shown, count = f"{count}.5", None
    return (f"PT{shown}{unit[1]}" if unit.startswith("T") else f"P{shown}{unit}"), unit, count


def _away(anchor: date | None, unit: str, count: int | None, direction: int) -> Resolved:
    """So many units from an anchor, as coarse as the unit."""
    if count is None:
        return _unknown("PAST_REF" if direction < 0 else "FUTURE_REF")
    if anchor is None:
        return _unknown(_RECURRING.get(unit, "XXXX-XX-XX"))
    if unit.startswith("T"):
        return _relative((anchor + timedelta(direction * count // 24 if unit == "TH" else 0)).isoformat())
    moved = shift(anchor, unit, direction * count)
    fine = "W" if unit == "W" and count > 1 else "D" if unit == "W" else unit
    return _relative(as_value(moved, fine)) if moved else _unknown(_RECURRING.get(unit))


def _ago(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    _, unit, count = _amount(one.parts)
    return _away(clock.published if not clock.narrative else None, unit, count, -1)


def _later(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    way = (one.parts.get("way") or one.parts["way_from"]).lower()
    if "plural" in one.parts:
        return _unknown("FUTURE_REF" if way == "later" else "PAST_REF")
    duration, unit, count = _amount(one.parts)
    if "way_from" in one.parts:
        told = way == "after" and one.parts.get("anchored")
        return _after_an_act(duration, unit, count, clock) if told else _unknown(duration)
    direction = -1 if way in {"earlier", "beforehand", "previously"} else 1
    return _away(clock.then, unit, count, direction)


def _after_an_act(duration: str, unit: str, count: int | None, clock: Clock) -> Resolved:
    """Less than 24 hours after meeting X: what precedes is so long before the day that is spoken of."""
    anchor = clock.then
    if anchor is None or count is None or unit not in {"TH", "D"} or clock.narrative:
        return _unknown(duration)
    earlier = anchor - timedelta(-(-count // 24) if unit == "TH" else count)
    return Resolved(duration, Interval(earlier, earlier), "relative")


def _past(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    relation = one.parts["rel"].lower()
    if "one" in one.parts:
        unit = words().units[one.parts["one"].lower().removesuffix("s")]
        return _unknown(f"PX{unit}" if one.parts["one"].endswith("s") else f"P1{unit}")
    if "count" not in one.parts:
        if relation in _REFERRING:
            return _unknown("FUTURE_REF" if relation == "coming" else "PAST_REF")
        return _unknown(f"PX{words().units[one.parts['unit'].lower()]}")
    duration, unit, count = _amount(one.parts)
    if count is None or unit.startswith("T") or relation not in {"past", "last", "next", "coming"}:
        return _unknown(duration)
    return _so_long(duration, unit, count if relation in {"next", "coming"} else -count, clock)


_REFERRING = {"past", "recent", "coming"}


def _so_long(duration: str, unit: str, count: int, clock: Clock) -> Resolved:
    """A stretch of time that ends or begins with the report."""
    if clock.published is None or clock.narrative:
        return _unknown(duration)
    other = shift(clock.published, unit, count)
    return Resolved(duration, Interval(*sorted((clock.published, other))) if other else None, "relative")


def _duration(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    if plural := one.parts.get("plural"):
        return _unknown(
            f"PX{words().units[plural.lower().rstrip('s').replace('centurie', 'century')]}".replace("PXT", "PTX")
        )
    if whole := one.parts.get("whole"):
        return _unknown(f"P1{words().units[whole.lower()]}")
    if one.parts.get("count", "").lower() == "half":
        return _unknown({"hour": "PT30M", "year": "P6M", "century": "P50Y", "decade": "P5Y"}[one.parts["unit"].lower()])
    return _unknown(_amount(one.parts)[0])


def _season(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    season, year = words().seasons[one.parts["season"].lower()], _year_of(one.parts)
    if year is not None:
        return _stated(f"{year:04d}-{season}", one.parts.get("mod"))
    if "same" in one.parts:
        year = _same_year(one.parts, clock)
        return _relative(f"{year:04d}-{season}") if year else _unknown(f"XXXX-{season}")
    now, relation = clock.now, (one.parts.get("rel") or "").lower()
    if now is None:
        return _unknown(f"XXXX-{season}")
    begun = interval(f"{now.year:04d}-{season}")
    year = now.year
    if begun and not clock.narrative and relation in {"last", "the previous"}:
        year -= begun.last >= now
    elif begun and relation in {"next", "the following"}:
        year += begun.first <= now
    return _relative(f"{year:04d}-{season}")


def _quarter(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    count = ordinal(one.parts["ordinal"])
    letter, year = ("Q" if one.parts["unit"].lower() == "quarter" else "H"), _year_of(one.parts)
    if letter == "H" and (year is None or (count or 9) > 2):
        return None
    if year is not None:
        return _stated(f"{year:04d}-{letter}{count}")
    if clock.now is None:
        return _unknown(f"XXXX-{letter}{count}")
    step = {"last": -1, "next": 1}.get((one.parts.get("rel") or "").lower(), 0)
    begun = interval(f"{clock.now.year:04d}-{letter}{count}")
    if not step and begun and begun.first > clock.now and tense() < 0:
        step = -1
    return _relative(f"{clock.now.year + step:04d}-{letter}{count}")


def _decade(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    whole = one.parts.get("decade")
    if spoken := one.parts.get("decade_words"):
        return _stated(f"19{number_of_decade(spoken)}", one.parts.get("mod"))
    return _stated(whole[:3] if whole else f"19{one.parts['short_decade'][0]}", one.parts.get("mod"))


def _century(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    count = ordinal(one.parts["ordinal"])
    return _stated(f"{count - 1:02d}", one.parts.get("mod")) if count else None


def _time(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    parts = one.parts
    if noon := parts.get("noon"):
        shown = "24:00" if noon.lower() == "midnight" else "12:00"
    elif "hour24" in parts:
        shown = f"{int(parts['hour24']):02d}:{parts.get('minute24') or parts['minute_after_stop']}"
    else:
        hour = int(parts["hour"]) % 12 + (12 if parts["half"].lower().startswith("p") else 0)
        shown = f"{hour:02d}:{parts.get('minute') or '00'}"
    day = _day_named(one, clock, tense)
    if day is None:
        return _unknown(f"XXXX-XX-XXT{shown}")
    return Resolved(f"{day.isoformat()}T{shown}", Interval(day, day), "relative")


def _day_named(one: Expression, clock: Clock, tense: Tense) -> date | None:
    """The day that stands with a time of day, else the one that the sentence speaks of."""
    rule = (
        _weekday
        if "weekday" in one.parts
        else _date
        if "month" in one.parts or "month2" in one.parts
        else _today
        if "today" in one.parts
        else None
    )
    if rule is None:
        return clock.here or clock.day
    found = rule(one, clock, tense)
    return found.days.first if found and found.days else None


def _part(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    if "month" in one.parts or "month2" in one.parts:
        found = _date(one, clock, tense)
        return Resolved(_of_day(found.value or "", one.parts["part"]), found.days, found.basis) if found else None
    if "at_night" in one.parts:
        return _unknown("XXXX-XX-XXTNI")
    if "overnight" in one.parts:
        return (
            _relative(f"{(clock.published - timedelta(1)).isoformat()}TNI")
            if clock.published and not clock.narrative
            else _unknown("XXXX-XX-XXTNI")
        )
    relation, part = one.parts["rel"].lower(), one.parts["part"]
    anchor = (
        clock.published
        if relation in {"this", "last"} and not clock.narrative
        else (clock.here or clock.then if relation != "the" else clock.here)
    )
    if anchor is None:
        return _unknown(_of_day("XXXX-XX-XX", part))
    step = {"last": -1, "the previous": -1, "the next": 1, "the following": 1}.get(relation, 0)
    return _relative(_of_day((anchor + timedelta(step)).isoformat(), part))


def _holiday(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    month, day = (int(x) for x in words().holidays[one.parts["holiday"].lower()].split("-"))
    year = _year_of(one.parts) or _missing_year(month, day, clock, tense)
    return _relative(f"{year:04d}-{month:02d}-{day:02d}") if year else _unknown(f"XXXX-{month:02d}-{day:02d}")


def _named(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    return _stated(words().named[one.parts["named"].lower()])


_RECURRING = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "Q": "XXXX-QX"}


def _set(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    parts = one.parts
    if adverb := parts.get("adverb"):
        return _unknown(_RECURRING[words().sets[adverb.lower()][2:]])
    if each := parts.get("each_weekday"):
        return _unknown(f"XXXX-WXX-{words().weekdays[each.lower()]}")
    if each := parts.get("each_month"):
        return _unknown(f"XXXX-{words().months[each.lower()]:02d}")
    if per := parts.get("per"):
        return _unknown(f"P1{words().units[per.lower()]}")
    unit, count = words().units[parts["unit"].lower()], number(parts.get("count") or "1")
    if unit == "D" and count == 1:
        return _unknown(_RECURRING["D"])
    return _unknown(f"PT{count or 2}{unit[1]}" if unit.startswith("T") else f"P{count or 2}{unit}")


def _reference(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    if "at_the_time" in one.parts:
        return _unknown("PAST_REF")
    known = words()
    return _unknown((known.references | known.after_in)[one.parts["reference"].lower()])


_RULES: dict[str, _Rule] = {
    "date": _date, "month": _month, "year": _year, "bc": _before_christ, "day_of": _day_of, "weekday": _weekday, "today": _today, "unit": _unit,
    "ago": _ago, "later": _later, "past": _past, "duration": _duration, "season": _season, "quarter": _quarter, "decade": _decade,
    "century": _century, "time": _time, "part": _part, "holiday": _holiday, "named": _named, "set": _set, "reference": _reference,
}  # fmt: skip
