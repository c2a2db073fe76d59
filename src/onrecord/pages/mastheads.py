"""Who wrote it and where it was filed: bylines and datelines, as printed."""

import re
from functools import lru_cache

from onrecord.pages.lines import Block, trimmed
from onrecord.pages.words import masthead_words
from onrecord.records import Byline, Dateline, Span

_BY = re.compile(
    r"\s*[(\[]?(?:(?:written|words|story|report|text|posted|compiled|analysis|opinion) by|by)[:\s]+", re.IGNORECASE
)
_AND = re.compile(r"\s*(?:,|;|\||&|\band\b|\bwith\b)\s*", re.IGNORECASE)
_ROLE = re.compile(r"\s+(?:in|for|at|reports? from|reporting from)\s+.*$", re.IGNORECASE)

_TOWN = r"[^\W\d_a-z][^\W\d_]*(?:[ .'’-]+(?:[^\W\d_]+\.?)){0,4}"
_MONTH_DAY = r"(?:(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?)(?:,? \d{4})?"
_AGENCY = r"\((?P<agency>[^()\n]{2,40})\)"
_DASH = r"\s*(?:--?|[–—―]|:)\s"
_DATELINE = re.compile(
    rf"(?P<place>{_TOWN}(?:[,/] ?{_TOWN}){{0,2}})(?:,\s*(?P<date>{_MONTH_DAY}))?(?:\s*{_AGENCY})?(?P<dash>{_DASH})"
)


def byline_of(block: Block, *, below_headline: bool = False) -> Byline | None:
    """The byline that a block is, if it is one. A bare name counts only directly below a headline."""
    line = block.plain
    if not line or len(block.words) > 14 or len(line) > 140:
        return None
    mark = _BY.match(line)
    if not mark and not below_headline:
        return None
    names = _names(line[mark.end() :] if mark else line)
    if (
        mark
        and names
        and (line[mark.end()].isupper() or not line[mark.end()].isascii())
        and not line.endswith((".", "?", "!"))
    ):
        return Byline(block.span, names)
    if below_headline and not block.closed and (_is_agency(line) or (names and all(_is_name(name) for name in names))):
        return Byline(block.span, names)
    return None


def _names(words: str) -> tuple[str, ...]:
    parts = (_ROLE.sub("", part).strip(" .:·•-–—") for part in _AND.split(words))
    return tuple(part for part in parts if part and not any(c.isdigit() for c in part))


def _is_agency(line: str) -> bool:
    known, cues = masthead_words().agencies, masthead_words().byline
    parts = [part.strip() for part in re.split(r"[,/|]", line)]
    if all(part in known for part in parts):
        return True
    words = line.split()
    return (len(words) <= 6 and words[-1].strip(".,").lower() in cues) or ((parts[0] in known or any(
        parts[0].startswith(agency + " ") for agency in ("BBC", "CNN", "Sky", "CBC", "ABC", "NBC", "CBS"))) and len(words) <= 5)  # fmt: skip


def _is_name(words: str) -> bool:
    """Two to four words that begin as names do."""
    parts = words.replace("-", " ").split()
    if words in masthead_words().agencies:
        return True
    return 2 <= len(parts) <= 5 and all(
        part[0].isupper() or part.lower() in masthead_words().particles or not part[0].isascii() for part in parts
    ) and all(part.replace(".", "").replace("'", "").replace("’", "").isalpha() or not part.isascii() for part in parts)  # fmt: skip


def dateline_of(text: str, span: Span | None) -> Dateline | None:
    """The dateline at the start of a paragraph: a town in capitals, or one with a date or an agency, then a dash."""
    if span is None:
        return None
    match = _DATELINE.match(text, span.start, min(span.end, span.start + 120))
    if not match:
        return None
    place, agency = match["place"].strip(), match["agency"]
    shout = place.split(",")[0].split("/")[0].strip()
    loud = shout.upper() == shout and len(shout) >= 3
    colon = match["dash"].strip() == ":"
    if not loud and not match["date"] and not (agency and agency in masthead_words().agencies):
        return None
    if (colon and (not loud or len(shout.split()) > 2)) or shout.split()[0].lower() in masthead_words().not_places:
        return None
    end = trimmed(text, match.start(), match.start("dash")).end
    return Dateline(Span(match.start(), end), _spoken(place), agency)


@lru_cache(maxsize=512)
def _spoken(place: str) -> str:
    """``NEW YORK`` as New York; other spellings stay."""
    return ", ".join(
        part.strip().title() if part.strip().isupper() and len(part.strip()) > 3 else part.strip()
        for part in place.split(",")
    )
