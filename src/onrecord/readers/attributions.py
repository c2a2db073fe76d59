"""The reader of attributions: who said what, to whom, through which medium, when and where, and with which stance.

The tagger gives the bare spans; this reader finds out what they mean in the article.
"""

from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.language import Document
from onrecord.language.sayings import Saying
from onrecord.language.tagger import tag
from onrecord.readers.media import Media, media
from onrecord.readers.nested import nested_sayings, through_media
from onrecord.readers.parties import party_at, with_party
from onrecord.readers.party_index import party_index
from onrecord.readers.quotation_marks import QuotationMarks
from onrecord.readers.stances import stance_of
from onrecord.records import Article, Attribution, Findings, Moment, Place, Span


def read_attributions(article: Article, document: Document, found: Findings) -> Findings:
    """Every attribution of the headline, the captions and the paragraphs, in the order of the text."""
    marks = QuotationMarks(document)
    sayings = tag(document)
    sayings = through_media(document, sayings + nested_sayings(document, sayings))
    sayings = [saying for saying in sayings if _says_something(saying, document.text)]
    attributions: list[Attribution] = []
    for number, saying in enumerate(sorted(sayings, key=_where), 1):
        found, attribution = _attribution(f"a{number}", saying, _Setting(article, document, marks), found)
        attributions.append(attribution)
    return replace(found, attributions=_first_persons(_nested(attributions), document))


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


def _where(saying: Saying) -> tuple[int, int, int]:
    spans = [span for span in (saying.source, saying.cue, *saying.content) if span]
    return min(span.start for span in spans), -max(span.end for span in spans), saying.cue.start if saying.cue else 0


@dataclass(frozen=True, slots=True)
class _Setting:
    article: Article
    document: Document
    marks: QuotationMarks


def _attribution(key: str, saying: Saying, setting: _Setting, found: Findings) -> tuple[Findings, Attribution]:
    document = setting.document
    speaker = None
    if saying.source and not _bare_pronoun(saying.source, document, found):
        if issuer := _issuer(saying.source, document, found):
            speaker = issuer
        else:
            found, speaker = with_party(setting.article, document, found, saying.source)
    cue = document.tokens(saying.cue) if saying.cue else None
    addressee, via = _audience(saying, cue, document, found, media())
    made = Attribution(
        id=key,
        source=saying.source,
        cue=saying.cue,
        content=saying.content,
        kind=setting.marks.kind(saying.content),
        stance=stance_of(cue, " ".join(span.of(document.text) for span in saying.content)),
        speaker=speaker,
        addressee=addressee if addressee != speaker else None,
        via=via,
        time=_beside(saying, cue, document, found.moments),
        place=_beside(saying, cue, document, found.places),
        rule=saying.rule,
        confidence=saying.confidence,
    )
    return found, made


_PRONOUNS = {
    "i",
    "we",
    "you",
    "he",
    "she",
    "they",
    "it",
    "who",
    "which",
    "that",
    "one",
    "me",
    "us",
    "them",
    "him",
    "her",
    "those",
    "some",
}


def _bare_pronoun(source: Span, document: Document, found: Findings) -> bool:
    """A pronoun that nobody could be found for: its speaker is not known, and a party called "he" would be none."""
    return source.of(document.text).lower() in _PRONOUNS and party_at(found, source) is None


def _issuer(source: Span, document: Document, found: Findings) -> str | None:
    """Whose paper it is that speaks: "the army statement" is the army's; None where the words do not say, or no paper speaks."""
    tokens = document.tokens(source)
    if tokens is None or not media().is_channel(tokens.root.lemma_):
        return None
    touching = [
        party for at, party in party_index(found).touching(source) if source.holds(at) and party.kind != "person"
    ]
    owners = [
        party for party in touching if not any(m.span.end >= source.end for m in party.mentions if source.holds(m.span))
    ]
    return owners[0].id if owners else None


def _inside(token: Token, document: Document, saying: Saying) -> bool:
    """Whether a token belongs to what is said."""
    at = document.segments[_segment(document, saying)].start + token.idx
    return any(span.start <= at < span.end for span in saying.content)


def _segment(document: Document, saying: Saying) -> int:
    at = saying.cue or saying.content[0]
    segment = document.segment_at(at.start)
    return segment.index if segment else 0


def _audience(
    saying: Saying, cue: Tokens | None, document: Document, found: Findings, known: Media
) -> tuple[str | None, tuple[str, ...]]:
    """Whom the words were said to, and through what they have come."""
    if cue is None:
        return None, ()
    segment = document.segments[_segment(document, saying)]
    addressee, via = None, []
    for noun, how in _told(cue):
        if _inside(noun, document, saying):
            continue
        phrase = segment.span(segment.doc[noun.left_edge.i : noun.right_edge.i + 1])
        short = _without_article(_noun_phrase(noun))
        if known.is_medium(short.text) or (how == "channel" and known.is_channel(noun.lemma_)):
            via.append(short.text)
        elif how == "told" and (party := party_at(found, phrase, document)):
            addressee = party.id
    via += [words for words in _reported_by(cue, saying, document, known) if words not in via]
    return addressee, tuple(via)


def _told(cue: Tokens) -> list[tuple[Token, str]]:
    """Nouns that hang on the cue: its object, and what follows to, in, on and via."""
    nouns = []
    for verb in {cue.root, *(token for token in cue if token.pos_ == "VERB")}:
        for child in verb.children:
            if child.dep_ in {"dobj", "dative", "iobj"} and verb.lemma_ in {
                "tell",
                "inform",
                "remind",
                "assure",
                "brief",
                "address",
                "ask",
                "warn",
            }:
                nouns.append((child, "told"))
            elif child.dep_ in {"prep", "dative"} and child.lower_ in {"to", "with", "before"}:
                nouns += [(noun, "told") for noun in child.children if noun.dep_ == "pobj"]
            elif child.dep_ == "prep" and child.lower_ in {"in", "on", "via", "through", "by"}:
                nouns += [(noun, "channel") for noun in child.children if noun.dep_ == "pobj"]
    return sorted(nouns, key=lambda pair: pair[0].i)


def _noun_phrase(noun: Token) -> Tokens:
    """The noun with what stands before it, and without clauses and prepositions after it."""
    left = noun.left_edge.i
    right = max(
        [noun.i, *(child.i for child in noun.children if child.dep_ in {"appos", "flat"} and child.i == noun.i + 1)]
    )
    return noun.doc[left : right + 1]


def _without_article(phrase: Tokens) -> Tokens:
    return phrase[1:] if len(phrase) > 1 and phrase[0].lower_ in {"the", "a", "an"} else phrase


def _reported_by(cue: Tokens, saying: Saying, document: Document, known: Media) -> list[str]:
    """Another reporter in the same sentence: "…, reported AFP", "…, according to the IRNA website"."""
    sentence, found = cue.sent, []
    for token in sentence:
        if _inside(token, document, saying) or cue.start <= token.i < cue.end:
            continue
        nouns = []
        if token.lower_ == "according" and token.i + 1 < sentence.end and token.nbor().lower_ == "to":
            nouns = [
                child for preposition in (token, token.nbor()) for child in preposition.children if child.dep_ == "pobj"
            ]
        elif token.lemma_ in {"report", "quote", "cite", "say"} and token.pos_ == "VERB":
            nouns = [child for child in token.children if child.dep_ in {"nsubj", "dobj"}]
        for noun in nouns:
            phrase = _without_article(_noun_phrase(noun))
            if known.is_medium(phrase.text) and not _is_source(phrase, document, saying):
                found.append(phrase.text)
    return found


def _is_source(phrase: Tokens, document: Document, saying: Saying) -> bool:
    span = document.segments[_segment(document, saying)].span(phrase)
    return bool(saying.source and saying.source.overlaps(span))


def _beside(
    saying: Saying, cue: Tokens | None, document: Document, records: tuple[Moment, ...] | tuple[Place, ...]
) -> str | None:
    """The time or place of speaking: one that hangs on the cue, outside what is said."""
    if cue is None:
        return None
    segment = document.segments[_segment(document, saying)]
    verbs = {token.i for token in cue}
    for record in records:
        for span in (record.span,) if isinstance(record, Moment) else record.spans:
            tokens = segment.tokens(span) if segment.start <= span.start < segment.end else None
            if tokens is None or tokens.sent.start != cue.sent.start or _inside(tokens.root, document, saying):
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
