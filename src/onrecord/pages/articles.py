"""What every kind of page shares when an article is put together: ids, dates that were handed in."""

import hashlib
import re
from calendar import monthrange
from datetime import datetime

from onrecord.records import Published, PublishedBasis, Span

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]\d\d.*)?)?)?")


def article_id(*parts: str) -> str:
    """Sixteen hexadecimal digits that depend on nothing but the parts."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def published_at(value: str | None, basis: PublishedBasis, spans: tuple[Span, ...] = ()) -> Published | None:
    """A publication date from ISO 8601 words; None where they are not that. Year and month alone stay intervals."""
    match = _ISO.fullmatch((value or "").strip())
    if not match or value is None:
        return None
    year, month, day = match[1], match[2], match[3]
    try:
        first = datetime(int(year), int(month or 1), int(day or 1))
        if len(value.strip()) > 10:
            datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    last_day = int(day) if day else monthrange(first.year, int(month or 12))[1]
    last = f"{year}-{int(month or 12):02d}-{last_day:02d}"
    return Published(value.strip(), first.date().isoformat(), last, basis, spans)
