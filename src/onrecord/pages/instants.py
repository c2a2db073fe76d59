"""Dates and times as markup gives them, to ISO 8601: the zone is kept where there is one, and none is made up."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone

from onrecord.pages.calendar_words import printed_dates

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T\s]\s*(\d{1,2}):?(\d\d)(?::?(\d\d)(?:[.,:](\d+))?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?\s*(?:\[[^\]]*\]|\([^)]*\))?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"1?\d{9}(?:\d{3})?(?:\.\d+)?")
_CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:[:.h](\d\d))?(?::(\d\d))?\s*(a\.?m\.?|p\.?m\.?)?(?![\d:])[\s(]*"
    r"((?:GMT|UTC)?\s*[+-]\d\d:?\d\d|Z\b|[A-Z]{2,5}\b)?",
    re.IGNORECASE,
)
_WESTERN = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (\d{1,2})(?: \d\d:\d\d:\d\d(?: \w+)?)? (\d{4})",
    re.IGNORECASE,
)
_ZONES = {
    # names that stand for one distance from UTC wherever English-language pages print them
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "wat": 60, "cest": 120, "cat": 120, "sast": 120,
    "eet": 120, "eest": 180, "eat": 180, "msk": 180, "trt": 180, "gst": 240, "pkt": 300, "npt": 345, "wib": 420, "hkt": 480, "sgt": 480,
    "pht": 480, "myt": 480, "awst": 480, "jst": 540, "kst": 540, "acst": 570, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
    "nst": -210, "adt": -180, "edt": -240, "est": -300, "cdt": -300, "mdt": -360, "mst": -420, "pdt": -420, "pst": -480, "akst": -540,
    "hst": -600,
}  # fmt: skip
LONGEST = 120
"""Characters that are looked at."""


def instant(words: str | None) -> str | None:
    """ISO 8601 words as they are, other spellings rewritten: an instant, a time without a zone, or a day."""
    words = " ".join((words or "")[:LONGEST].split())
    if not words:
        return None
    if _EPOCH.fullmatch(words):
        seconds = float(words) / (1000 if len(words.split(".")[0]) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    match = _ISO.match(words)
    if match and len(match[0]) > len(words) - 4:
        return _from_iso(words, match)
    return _printed(words)


def _from_iso(words: str, match: re.Match[str]) -> str | None:
    year, month, day, hour, minute, second, _, zone = match.groups()
    try:
        made = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
    except ValueError:
        return None
    if not 1800 <= made.year <= 2200:
        return None
    if hour is None:
        return made.date().isoformat()
    try:
        datetime.fromisoformat(words)
    except ValueError:
        return made.replace(tzinfo=_zone(zone)).isoformat()
    return words if "-" in words[:8] and " " not in words else made.replace(tzinfo=_zone(zone)).isoformat()


def _zone(words: str | None) -> timezone | None:
    """The zone of a name or of "+05:30"; None for a name that stands for several."""
    plain = re.sub(r"^(?:gmt|utc)\s*(?=[+-])", "", (words or "").lower())
    if match := re.fullmatch(r"([+-])(\d\d):?(\d\d)?", plain):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes)) if minutes < 24 * 60 else None
    return timezone(timedelta(minutes=_ZONES[plain])) if plain in _ZONES else None


def _printed(words: str) -> str | None:
    """A date in words, with the time of day that stands beside it."""
    found = next((found for found in printed_dates(words) if found.day), None)
    if found and found.day:
        day, rest = found.day, words[: found.span.start] + " | " + words[found.span.end :]
    elif western := _WESTERN.search(words):
        # "Wed Nov 20 10:00:00 UTC 2019", as some programs print it
        made = next((f.day for f in printed_dates(f"{western[1]} {western[2]}, {western[3]}") if f.day), None)
        if made is None:
            return None
        day, rest = made, words
    else:
        return None
    clock = next((c for match in _CLOCK.finditer(rest) if (c := _clock(day, match))), None)
    return clock or day.isoformat()


def _clock(day: date, match: re.Match[str]) -> str | None:
    hour, half = int(match[1]), (match[4] or "").lower().replace(".", "")
    if match[2] is None and not half:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        at = time(hour, int(match[2] or 0), int(match[3] or 0))
    except ValueError:
        return None
    return datetime.combine(day, at, _zone(match[5])).isoformat()


def finest(candidates: Sequence[str | None]) -> str | None:
    """The first of several dates for one thing, made finer by a later one that says the same moment more exactly."""
    dates = [words for words in candidates if words]
    if not dates:
        return None
    best = dates[0]
    for other in dates[1:]:
        if _fineness(other) > _fineness(best) and _same(best, other):
            best = other
    return best


def _fineness(words: str) -> int:
    """0 for a day, 1 for what may stand for a day (midnight), 2 for a time, 3 for an instant with its zone."""
    if len(words) <= 10:
        return 0
    made = datetime.fromisoformat(words)
    if made.time() == time(0):
        return 1
    return 3 if made.tzinfo else 2


def _same(coarse: str, fine: str) -> bool:
    one, two = datetime.fromisoformat(coarse), datetime.fromisoformat(fine)
    if _fineness(coarse) == 2:
        return one.replace(tzinfo=None, second=0, microsecond=0) == two.replace(tzinfo=None, second=0, microsecond=0)
    # a day may be another's where two zones part
    return abs((one.date() - two.date()).days) <= (0 if _fineness(coarse) == 0 else 1)
