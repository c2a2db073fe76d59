"""Dates that share their parts: "12-14 July", "May 4 and 5", "August and September 1914", "1914-18"."""

import re
from dataclasses import replace

from onrecord.readers.timex.expression import Expression
from onrecord.readers.timex.words import words

_NEXT_DAY = re.compile(
    r"(?P<join>\s?[-–—]\s?| and | to | or |, )(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)?"
    r"(?:,? (?P<year>1\d{3}|20\d{2})\b)?(?![\w%-]|[.,:]\d)"
)
_STOP = re.compile(r"[.,;:)]|$| (?:in|at|of|by|when|was|were|the|after|and|to|as|with)\b")
_NEXT_YEAR = re.compile(r"[-–/](?P<short>\d{2})(?![\w-]|[.,]\d)")
_BETWEEN = re.compile(r"\s?(?:[-–—/,]|and|to|or|until|through|till)?\s?")
_YEARLESS = {"date", "month", "season"}


def joined(found: list[Expression], text: str) -> list[Expression]:
    """The expressions with those that only a neighbour makes one, and with the year that a neighbour gives."""
    longer: list[Expression] = []
    for one in found:
        if longer and one.start < longer[-1].end:
            continue  # the year of "March 5-9, 1918" is part of what continues
        longer.append(one)
        while (more := _more(longer[-1], text)) is not None and not _cuts(more, found):
            longer.append(more)
    return _with_years(longer, text)


def _cuts(more: Expression, found: list[Expression]) -> bool:
    """Whether it overlaps an expression that it does not hold: that one is the better reading."""
    return any(one.start < more.end and more.start < one.end and not one.start > more.start for one in found)


def _more(one: Expression, text: str) -> Expression | None:
    """What continues an expression: another day of the same month, or the end of a range of years."""
    if one.kind == "date" and "month" in one.parts and "day" in one.parts and "year" not in one.parts:
        return _another_day(one, text)
    if one.kind == "year" and "year" in one.parts:
        match = _NEXT_YEAR.match(text, one.end)
        if match and int(match["short"]) > int(one.parts["year"][2:]):
            year = one.parts["year"][:2] + match["short"]
            return Expression(match.start("short"), match.end("short"), "year", {"year": year})
    return None


def _another_day(one: Expression, text: str) -> Expression | None:
    match = _NEXT_DAY.match(text, one.end)
    if match is None:
        return None
    dashed = match["join"].strip() in {"-", "–", "—"}
    if not dashed and (match["join"] == ", " or not _STOP.match(text, match.end())):
        return None
    if int(match["day"]) <= int(one.parts["day"]):
        return None
    parts = {"month": one.parts["month"], "day": match["day"]} | ({"year": match["year"]} if match["year"] else {})
    return Expression(match.start("day"), match.end(), "date", parts)


def _with_years(found: list[Expression], text: str) -> list[Expression]:
    """A date beside one that has its year is of that year, or of the year before where it would come later."""
    dated = list(found)
    for i in range(len(dated) - 2, -1, -1):
        one, after = dated[i], dated[i + 1]
        if one.kind == after.kind == "time" and _BETWEEN.fullmatch(text, one.end, after.start):
            dated[i] = _of_the_same_day(one, after)
        if not (one.kind in _YEARLESS and after.kind in _YEARLESS and "year" in after.parts):
            continue
        if (
            {"year", "same", "rel_after"} & one.parts.keys()
            or one.parts.get("rel", "the").lower() != "the"
            or not _BETWEEN.fullmatch(text, one.end, after.start)
        ):
            continue
        if len(after.parts["year"]) == 4:
            earlier = int(_month(one) > _month(after) > 0)
            dated[i] = replace(one, parts=one.parts | {"year": str(int(after.parts["year"]) - earlier)})
    return dated


_OF_DAYS = {"weekday", "today", "month", "day", "year", "month2", "day2", "year2"}


def _of_the_same_day(one: Expression, after: Expression) -> Expression:
    """From 6 to 10 a.m. tomorrow: the first time is of the day that the second names."""
    if _OF_DAYS & one.parts.keys():
        return one
    return replace(one, parts=one.parts | {name: words for name, words in after.parts.items() if name in _OF_DAYS})


def _month(one: Expression) -> int:
    name = one.parts.get("month")
    return words().months[name.lower()] if name else 0
