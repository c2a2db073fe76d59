"""The bare spans of an attribution, before anybody asks who the speaker is."""

from dataclasses import dataclass

from onrecord.records import Span


@dataclass(frozen=True, slots=True)
class Saying:
    """Source, cue and content as stretches of the page's text; found by rules or by the trained tagger."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    rule: str
    """Which rule or model found it."""
    confidence: float
