"""A feed's dates as ISO 8601, in the zone that they are printed in; what is no full date is None and never filled up."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_ZULU = re.compile(r"[zZ]$")
_COLONLESS = re.compile(r"([+-]\d\d)(\d\d)$")
_LONGEST = 80


def instant(words: str | None) -> str | None:
    """An instant where the words give a time of day, a day where they give none."""
    words = " ".join((words or "").split())
    if not words or len(words) > _LONGEST:
        return None
    return _iso(words) or _mail(words)


def _iso(words: str) -> str | None:
    try:
        if len(words) == 10:
            return date.fromisoformat(words).isoformat()
        if words[4:5] != "-":
            return None
        mended = _COLONLESS.sub(r"\1:\2", _ZULU.sub("+00:00", words)).replace(" +", "+").replace(" -", "-")
        return datetime.fromisoformat(mended).isoformat()
    except ValueError:
        return None


def _mail(words: str) -> str | None:
    """As in mail (RFC 822): Mon, 07 Nov 1949 10:00:00 +0200."""
    try:
        found = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.isoformat() if ":" in words else found.date().isoformat()
