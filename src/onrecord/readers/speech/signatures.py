"""Quotations that are signed: a paragraph in quotation marks with a dash and a name behind it, or below it.

Reactions, readers' letters and pull quotes are printed so. There is no cue verb, and where several stand one below the other
a name is as near to the quotation that follows as to its own.
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.language import Document, Segment
from onrecord.language.sayings import Saying
from onrecord.records import Span

RULE = "signature"
_QUOTE = r"(?P<quote>[“\"].+[”\"])"
_SIGNED_BY = (
    r"(?P<cue>[-–—―]{1,2})\s*"
    r"(?P<name>[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|de|del|da|la|van|von|bin|al))*?)(?:, [^“”\"]{2,60}| \([^()]{1,40}\))?[.\s]*"
)
_SAME_LINE = re.compile(rf"{_QUOTE}\s*{_SIGNED_BY}", re.DOTALL)
_WHOLE = re.compile(rf"{_QUOTE}\s*", re.DOTALL)
_BELOW = re.compile(_SIGNED_BY)
_LONGEST = 6
"""Words of a name; more are a sentence with capitals."""


def with_signatures(document: Document, sayings: Sequence[Saying]) -> list[Saying]:
    """The sayings with one for each signed quotation, and none beside it that gives its words to somebody else."""
    signed = list(_signed(document))
    if not signed:
        return list(sayings)
    kept = [saying for saying in sayings if not any(_disagree(saying, one) for one in signed)]
    return [*kept, *signed]


def _signed(document: Document) -> Iterator[Saying]:
    segments = document.segments
    for segment, below in zip(segments, [*segments[1:], None], strict=True):
        if segment.kind != "paragraph":
            continue
        quoted = signed = _match(_SAME_LINE, document, segment)
        if signed is None and below is not None and below.kind == "paragraph":
            quoted, signed = _match(_WHOLE, document, segment), _match(_BELOW, document, below)
        if quoted and signed and _is_one(quoted["quote"]) and len(signed["name"].split()) <= _LONGEST:
            start = signed.start("name")
            source = Span(start, start + len(signed["name"].rstrip(".")))
            yield Saying(source, Span(*signed.span("cue")), (Span(*quoted.span("quote")),), RULE, 0.9)


def _is_one(quoted: str) -> bool:
    """Whether the marks around the words are of one quotation, with nothing between two that the writer says."""
    if quoted[0] == '"':
        return quoted.count('"') == 2
    depth = 0
    for i, mark in enumerate(quoted):
        depth += (mark == "“") - (mark == "”")
        if depth <= 0 and i + 1 < len(quoted):
            return False
    return depth == 0


def _match(pattern: re.Pattern[str], document: Document, segment: Segment) -> re.Match[str] | None:
    return pattern.fullmatch(document.text, segment.start, segment.end)


def _disagree(saying: Saying, signed: Saying) -> bool:
    """Whether a saying is of a signed quotation's words, and not told by them, or has its signature for a source or cue."""
    (words,) = signed.content
    if saying.cue is not None and words.holds(saying.cue):
        return False  # speech inside speech
    ends = (saying.source, saying.cue)
    own = (signed.source, signed.cue)
    return any(words.overlaps(span) for span in saying.content) or any(
        end is not None and one is not None and end.overlaps(one) for end in ends for one in own
    )
