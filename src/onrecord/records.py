"""The codebook's nouns: what Onrecord writes down.

Every record is immutable and points into ``Page.text`` with half-open spans counted in Unicode code points. Records hold
spans, never words: words are cut out of the page's text where they are shown, so that they cannot differ from it.
Ids (``p1``, ``a2``, …) are unique inside one article; ``Article.id`` is a hash of content.
"""

import sys
from array import array
from base64 import b64decode, b64encode
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

SCHEMA = "onrecord/1"

DropReason = Literal["repeat", "crumb", "navigation", "advert", "related", "comment", "boilerplate", "other"]
PublishedBasis = Literal["metadata", "stated", "dateline", "caption", "url", "given", "unknown"]
MomentBasis = Literal["stated", "relative", "weekday", "unknown"]
Granularity = Literal[
    "minute",
    "hour",
    "part of day",
    "day",
    "week",
    "weekend",
    "month",
    "quarter",
    "season",
    "year",
    "decade",
    "century",
    "duration",
    "set",
    "unknown",
]
PartKind = Literal["headline", "caption", "paragraph"]
MentionForm = Literal["name", "nominal", "pronoun"]
PartyKind = Literal["person", "organisation", "group", "government", "place", "unnamed"]
AttributionKind = Literal["direct", "mixed", "indirect"]
Stance = Literal[
    "asserts",
    "accuses",
    "denies",
    "demands",
    "promises",
    "threatens",
    "praises",
    "condemns",
    "warns",
    "confirms",
    "doubts",
]
Precision = Literal["exact", "near", "admin2", "admin1", "country", "region", "unknown"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "HARM",
]  # fmt: skip
EventStatus = Literal["happened", "ongoing", "planned", "threatened", "alleged", "denied", "hypothetical"]


class Span(NamedTuple):
    """A stretch of ``Page.text``: ``text[start:end]``, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


def packed(numbers: "array[int]") -> str:
    """32-bit numbers as base64."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return b64encode(numbers.tobytes()).decode("ascii")


def unpacked(words: str) -> "array[int]":
    """The numbers that ``packed`` wrote."""
    numbers = array("I", b64decode(words))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Which bytes of the raw page each stretch of its text was made from.

    The text is cut into pieces. A piece is either the bytes as they stand, decoded, so that any part of it has bytes of
    its own; or it was made from them as a whole (an entity, a run of blanks, a repaired letter). Characters outside
    every piece (the line ends between blocks of HTML) have no bytes.
    """

    encoding: str
    edges: str
    """Of each piece, in order: its start and end in the text, its first byte and the byte after its last; four 32-bit
    numbers, the low byte first, in base64."""

    def ranges(self, text: str, span: Span) -> tuple[Span, ...]:
        """The stretches of bytes, in the order of the text, that the words at ``span`` were made from."""
        edges = unpacked(self.edges)
        found: list[Span] = []
        at = max(0, bisect_right(edges[::4], span.start) - 1) * 4
        while at < len(edges) and edges[at] < span.end:
            piece, raw = Span(*edges[at : at + 2]), Span(*edges[at + 2 : at + 4])
            at += 4
            if piece.end > span.start:
                part = self._part(text, piece, raw, Span(max(piece.start, span.start), min(piece.end, span.end)))
                if found and found[-1].end == part.start:
                    part = Span(found.pop().start, part.end)
                found.append(part)
        return tuple(found)

    def _part(self, text: str, piece: Span, raw: Span, wanted: Span) -> Span:
        if wanted == piece:
            return raw
        if raw.end - raw.start == piece.end - piece.start:
            return Span(raw.start + wanted.start - piece.start, raw.start + wanted.end - piece.start)
        sizes = [len(words.encode(self.encoding, "replace")) for words in (
            text[piece.start : wanted.start], wanted.of(text), text[wanted.end : piece.end])]  # fmt: skip
        if sum(sizes) != raw.end - raw.start:
            return raw
        return Span(raw.start + sizes[0], raw.start + sizes[0] + sizes[1])


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page's markup or the feed says about its article, as printed there; None where it is silent."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    """ISO 8601, a date or an instant with its zone."""
    updated: str | None = None
    outlet: str | None = None
    language: str | None = None
    url: str | None = None
    """The canonical address."""
    section: str | None = None
    captured: str | None = None
    """When a crawler fetched the page, as its archive says; never taken for the day of publication."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was handed in."""

    name: str
    """The file's name, without its folder."""
    sha256: str
    """Of the raw bytes."""
    media_type: str
    text: str
    """All visible text in document order; for a text file, the decoded file."""
    url: str | None = None
    origin: str | None = None
    """The path or address that the user gave; never part of an exported record."""
    metadata: Metadata = Metadata()
    source: SourceMap | None = None
    """The way back to the raw bytes; None where the text did not come from a file of its own."""

    def bytes_of(self, span: Span) -> tuple[Span, ...]:
        """The stretches of the raw page's bytes that the words at ``span`` were made from, in the order of the text."""
        return self.source.ranges(self.text, span) if self.source else ()


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote it: the printed line, where there is one, and the names."""

    span: Span | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dateline:
    """Filing place and agency as printed. The place is where it was written, never where an event happened."""

    span: Span
    place: str | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class Published:
    """When the article was published, with the ground for saying so. Never guessed."""

    value: str
    """ISO 8601: a day, or an instant with its zone where the page gives one."""
    earliest: str
    latest: str
    basis: PublishedBasis
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Caption:
    """The words under a picture, once; later copies of it stand among the dropped."""

    span: Span
    credit: str | None = None
    date: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch left out of the article, and why."""

    span: Span
    reason: DropReason


@dataclass(frozen=True, slots=True)
class Article:
    """One report on a page. A page may hold several, or none."""

    id: str
    """A hash of the page's bytes and the extent, or of the given text."""
    page: Page
    extent: Span
    given_id: str | None = None
    """The id that came with a JSON line; handed back unchanged."""
    language: str | None = None
    outlet: str | None = None
    headline: Span | None = None
    byline: Byline | None = None
    dateline: Dateline | None = None
    published: Published | None = None
    captions: tuple[Caption, ...] = ()
    paragraphs: tuple[Span, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    def words(self, span: Span) -> str:
        """The page's words at ``span``."""
        return span.of(self.page.text)

    def parts(self) -> list[tuple[PartKind, Span]]:
        """The stretches that are read, in the order in which they stand on the page."""
        parts: list[tuple[PartKind, Span]] = [("paragraph", span) for span in self.paragraphs]
        parts += [("caption", caption.span) for caption in self.captions]
        if self.headline:
            parts.append(("headline", self.headline))
        return sorted(parts, key=lambda part: part[1])


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in the text where a party is spoken of."""

    span: Span
    form: MentionForm


@dataclass(frozen=True, slots=True)
class Party:
    """Who: all mentions of one person, organisation, group, government or place-as-actor in one article."""

    id: str
    name: str
    """The fullest form printed, without titles and leading article."""
    kind: PartyKind
    mentions: tuple[Mention, ...]
    titles: tuple[str, ...] = ()
    country: str | None = None
    """ISO 3166-1 alpha-3."""
    sector: str | None = None
    """PLOVER's: GOV, MIL, REB, OPP, CVL, IGO, NGO, MED, COP, …"""
    members: tuple[str, ...] = ()
    """Party ids of a collective, where the text says who they are."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression and the interval it stands for (ISO 8601; both ends None when the page does not say)."""

    id: str
    span: Span
    value: str | None
    """TIMEX3 value; ``XXXX-03`` where the year is not given."""
    earliest: str | None
    latest: str | None
    granularity: Granularity
    basis: MomentBasis


@dataclass(frozen=True, slots=True)
class Place:
    """A toponym, resolved to a gazetteer entry or left unresolved (``geonameid`` None)."""

    id: str
    name: str
    spans: tuple[Span, ...]
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    """ISO 3166-1 alpha-3."""
    admin1: str | None = None
    precision: Precision = "unknown"
    relation: str | None = None
    """in, at, near, north of, …; None where the words do not say."""
    admin2: str | None = None
    disputed: bool = False
    """Whether it lies in a contested area: no country is given then, unless the territory has an ISO code of its own."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words or stance, as reported (after PolNeAR)."""

    id: str
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: AttributionKind
    stance: Stance
    speaker: str | None = None
    """Party id."""
    addressee: str | None = None
    """Party id."""
    via: tuple[str, ...] = ()
    """The medium or the other reporter, as printed."""
    time: str | None = None
    """Moment id: when it was said."""
    place: str | None = None
    """Place id: where it was said."""
    within: str | None = None
    """Id of the attribution that this one is nested in."""
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that somebody gives. A vague word ("dozens") has neither low, high nor point."""

    id: str
    span: Span
    low: float | None = None
    high: float | None = None
    point: float | None = None
    approximate: bool = False
    measure: str | None = None
    """killed, injured, displaced, not functioning, …: what ``of`` went through."""
    of: str | None = None
    """people, hospitals, homes, USD, percent of hospitals, …"""
    who: str | None = None
    """Party id of those counted, where they are a party."""
    time: str | None = None
    place: str | None = None
    according_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, is happening, is planned or is alleged."""

    id: str
    type: EventType
    trigger: Span
    status: EventStatus
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    instrument: str | None = None
    target: str | None = None
    place: str | None = None
    time: str | None = None
    figures: tuple[str, ...] = ()
    according_to: tuple[str, ...] = ()
    disputed_by: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Findings:
    """What the readers have found in one article so far. A reader returns a fuller copy."""

    parties: tuple[Party, ...] = ()
    moments: tuple[Moment, ...] = ()
    places: tuple[Place, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One article, fully read."""

    article: Article
    findings: Findings


@dataclass(frozen=True, slots=True)
class SplitPage:
    """A page and the articles found on it, unread. A page without an article is kept too."""

    page: Page
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page and its articles, fully read: what goes into the ledger as one piece."""

    page: Page
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """Input that could not be read: kept in the ledger with its reason."""

    name: str
    reason: str
    """One sentence that names the cause and the next step."""
    origin: str | None = None
    sha256: str | None = None
    member: str | None = None
    """Which part of the file, where only a part failed (``line 12``)."""
    passed_over: int = 0
    """How many records of an archive this stands for that are sound but no pages: no failure then."""
