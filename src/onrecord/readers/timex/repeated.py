"""What comes again and again, and words that point at now, before or after: values outside the calendar."""

from onrecord.readers.timex.clock import Clock, Resolved, Tense, unknown
from onrecord.readers.timex.expression import Expression
from onrecord.readers.timex.lengths import RECURRING, of_unit
from onrecord.readers.timex.words import number, ordinal, words


def of_day(value: str, part: str | None) -> str:
    """A day's value with its part of the day."""
    return f"{value}T{words().parts[part.lower()]}" if part else value


def repeated(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    """Every day, daily, each Monday, on weekends, per month, every two years."""
    parts, known = one.parts, words()
    if adverb := parts.get("adverb"):
        every = known.sets[adverb.lower()]
        return unknown(RECURRING.get(every[2:], every))
    if named := _named(parts):
        return unknown(named)
    if per := parts.get("per"):
        return unknown(of_unit("1", known.units[per.lower()]))
    unit, spoken = known.units[parts["unit"].lower()], parts.get("count", "1").lower()
    count = 2 if spoken == "other" else number(spoken) or ordinal(spoken)
    if unit == "D" and count == 1:
        return unknown(RECURRING["D"])
    return unknown(of_unit(str(count) if count else "X", unit))


def _named(parts: dict[str, str]) -> str | None:
    known = words()
    if each := parts.get("each_weekday"):
        return f"XXXX-WXX-{known.weekdays[each.lower()]}"
    if each := parts.get("each_month"):
        return f"XXXX-{known.months[each.lower()]:02d}"
    if each := parts.get("each_season"):
        return f"XXXX-{known.seasons[each.lower()]}"
    if each := parts.get("each_part"):
        return of_day("XXXX-XX-XX", each)
    return "XXXX-WXX-WE" if "weekends" in parts else None


def reference(one: Expression, clock: Clock, tense: Tense) -> Resolved | None:
    """Now, recently, the future; some words count in histories only, "soon" only in reports of the day."""
    known, parts = words(), one.parts
    if "at_the_time" in parts:
        return unknown("PAST_REF")
    if "soon" in parts:
        return None if clock.narrative or tense() < 0 else unknown("FUTURE_REF")
    if own := parts.get("of_histories"):
        return unknown(known.of_histories[own.lower()]) if clock.narrative else None
    word = parts["reference"].lower()
    if word.endswith(" future"):
        return unknown("FUTURE_REF")
    return unknown((known.references | known.attributes | known.after_in)[word])
