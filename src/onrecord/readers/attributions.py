"""The reader of attributions: who said what, to whom, through which medium, when and where, and with which stance.

The tagger gives the bare spans; this reader finds out what they mean in the article.
"""

from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.language import Document, Segment
from onrecord.language.evidence import stance_chances
from onrecord.language.sayings import Saying
from onrecord.language.tagger import tag
from onrecord.readers.speech.audience import audience, position
from onrecord.readers.speech.mending import in_bounds, mended, whole_quotations
from onrecord.readers.speech.nested import denies_a_thing, with_nested
from onrecord.readers.speech.quotation_marks import QuotationMarks
from onrecord.readers.speech.signatures import with_signatures
from onrecord.readers.speech.speakers import Speakers
from onrecord.readers.speech.stances import stance_of
from onrecord.readers.speech.transcripts import RULE as TRANSCRIPT
from onrecord.readers.speech.transcripts import with_turns
from onrecord.records import Article, Attribution, Findings, Moment, Party, Place


def read_attributions(article: Article, document: Document, found: Findings) -> Findings:
    """Every attribution of the headline, the captions and the paragraphs, in the order of the text."""
    marks = QuotationMarks(document)
    sayings = whole_quotations(in_bounds(document, tag(document), marks), marks)
    sayings = with_signatures(document, mended(document, with_nested(document, sayings)))
    sayings = with_turns(document, sayings)
    sayings = [saying for saying in sayings if _says_something(saying, document.text) and _is_said(saying, document)]
    contents = [span for saying in sayings for span in saying.content]
    setting = _Setting(article, document, marks, Speakers(article, document, contents))
    attributions: list[Attribution] = []
    for number, saying in enumerate(sorted(sayings, key=_where), 1):
        found, attribution = _attribution(f"a{number}", saying, setting, found)
        attributions.append(attribution)
    found = replace(found, attributions=_first_persons(_nested(attributions), document))
    return replace(found, parties=_still_spoken_of(found))


def _still_spoken_of(found: Findings) -> tuple[Party, ...]:
    """Parties that have lost their only mention to another are gone, unless a record names them."""
    named = {key for a in found.attributions for key in (a.speaker, a.addressee)}
    named |= {key for party in found.parties for key in party.members}
    return tuple(party for party in found.parties if party.mentions or party.id in named)


def _first_persons(attributions: tuple[Attribution, ...], document: Document) -> tuple[Attribution, ...]:
    """Inside somebody's words, "I" and "we" are the one who speaks them."""
    by_id = {a.id: a for a in attributions}
    made = []
    for a in attributions:
        first = a.source is not None and a.source.of(document.text).lower() in {"i", "we"}
        outer = by_id.get(a.within or "")
        made.append(replace(a, speaker=outer.speaker) if first and outer else a)
    return tuple(made)


def _says_something(saying: Saying, text: str) -> bool:
    """Whether the content is more than an article or a conjunction that was left over."""
    words = [word for span in saying.content for word in span.of(text).lower().split()]
    return bool({word.strip("“”\"',.") for word in words} - {"", "the", "a", "an", "that", "of", "to", "which", "and"})


def _is_said(saying: Saying, document: Document) -> bool:
    """Whether anybody says it: not the US of "amid US concern about attacks", nor where a clause lost its verb.

    What hangs on "amid" tells a circumstance, which is somebody's only where it says whose. Other prepositions do not:
    "despite media pronouncements that …" are the media's.
    """
    cue = document.tokens(saying.cue) if saying.cue else None
    if cue is not None and cue.root.dep_ == "pobj" and cue.root.head.lower_ in _AMID:
        source = document.tokens(saying.source) if saying.source else None
        if source is None or not _owns(source.root, cue.root):
            return False
    if cue is not None and _is_refused(cue.root):
        return False
    words = document.tokens(saying.content[0])
    if len(saying.content) > 1 or words is None or words[0].dep_ != "mark" or words[0].lower_ != "that":
        return True
    return any(token.pos_ in {"VERB", "AUX"} for token in words)


def _owns(one: Token, noun: Token) -> bool:
    """Whether a noun says whose it is: "the mayor's fears", "concern among doctors"."""
    behind = one.dep_ == "pobj" and one.head.head.i == noun.i
    return behind or (one.dep_ == "poss" and one.head.i == noun.i)


def _is_refused(verb: Token) -> bool:
    """Whether a verb without a subject of its own only says what somebody goes without: "left children denied an education"."""
    if verb.lemma_ != "deny" or verb.dep_ not in {"acl", "ccomp", "advcl", "xcomp"}:
        return False
    return denies_a_thing(verb) and not any(c.dep_ in {"nsubj", "agent", "mark"} for c in verb.children)


_AMID = {"amid", "amidst"}


def _where(saying: Saying) -> tuple[int, int, int]:
    spans = [span for span in (saying.source, saying.cue, *saying.content) if span]
    return min(span.start for span in spans), -max(span.end for span in spans), saying.cue.start if saying.cue else 0


@dataclass(frozen=True, slots=True)
class _Setting:
    article: Article
    document: Document
    marks: QuotationMarks
    speakers: Speakers


def _attribution(key: str, saying: Saying, setting: _Setting, found: Findings) -> tuple[Findings, Attribution]:
    document = setting.document
    found, speaker = setting.speakers.find(saying, found)
    cue = document.tokens(saying.cue) if saying.cue else None
    found, heard = audience(saying, document, found)
    told = stance_chances(document, saying.cue) if saying.cue else {}
    made = Attribution(
        id=key,
        source=saying.source,
        cue=saying.cue,
        content=saying.content,
        kind="direct" if saying.rule == TRANSCRIPT else setting.marks.kind(saying.content),
        stance=stance_of(cue, " ".join(span.of(document.text) for span in saying.content), told),
        speaker=speaker,
        addressee=heard.addressee if heard.addressee != speaker else None,
        via=heard.via,
        time=_beside(saying, cue, document, found.moments),
        place=_beside(saying, cue, document, found.places),
        rule=saying.rule,
        confidence=saying.confidence,
    )
    return found, made


def _inside(token: Token, segment: Segment, saying: Saying) -> bool:
    """Whether a token belongs to what is said."""
    at = segment.start + token.idx
    return any(span.start <= at < span.end for span in saying.content)


def _beside(
    saying: Saying, cue: Tokens | None, document: Document, records: tuple[Moment, ...] | tuple[Place, ...]
) -> str | None:
    """The time or place of speaking: one that hangs on the cue, outside what is said."""
    if cue is None:
        return None
    segment = position(saying, document)
    verbs = {token.i for token in cue}
    for record in records:
        for span in (record.span,) if isinstance(record, Moment) else record.spans:
            tokens = segment.tokens(span) if segment.start <= span.start < segment.end else None
            if tokens is None or tokens.sent.start != cue.sent.start or _inside(tokens.root, segment, saying):
                continue
            if (saying.source and saying.source.overlaps(span)) or (
                isinstance(record, Place) and tokens.root.dep_ != "pobj"
            ):
                continue
            if any(above.i in verbs for above in _ladder(tokens.root)):
                return record.id
    return None


def _ladder(token: Token) -> list[Token]:
    """The first three tokens above: preposition, noun of the place or time, verb."""
    steps = []
    for _ in range(3):
        token = token.head
        steps.append(token)
    return steps


def _nested(attributions: list[Attribution]) -> tuple[Attribution, ...]:
    """Name for each attribution the smallest other one inside whose content it stands."""
    made = []
    for inner in attributions:
        at = inner.cue or inner.content[0]
        outer = [
            (span.end - span.start, a.id)
            for a in attributions
            for span in a.content
            if a.id != inner.id and span.holds(at) and not any(own.holds(span) for own in inner.content)
        ]
        made.append(replace(inner, within=min(outer)[1]) if outer else inner)
    return tuple(made)
