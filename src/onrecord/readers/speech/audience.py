"""To whom words were said, and through what they have come: the cue's objects, the channel, the other reporter."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.language import Document, Segment
from onrecord.language.sayings import Saying
from onrecord.readers.parties import party_at
from onrecord.readers.people.lexicon import lexicon
from onrecord.readers.people.party_index import add_party
from onrecord.readers.speech.media import Media, media
from onrecord.readers.speech.speech_words import speech_words
from onrecord.records import Findings, Span

_OBJECTS = frozenset(("dobj", "dative", "iobj"))
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom something was said to, and the media it has come through, as printed."""

    addressee: str | None
    via: tuple[str, ...]


def audience(saying: Saying, document: Document, found: Findings) -> tuple[Findings, Audience]:
    """Addressee and media of one saying; an addressee who is nobody yet becomes a party."""
    cue = document.tokens(saying.cue) if saying.cue else None
    segment = document.segment_at(saying.cue.start) if saying.cue else None
    if cue is None or segment is None:
        return found, Audience(None, ())
    known, words = media(), _Words(saying, segment)
    addressee: str | None = None
    via: list[str] = []
    for noun, how in _near(cue):
        phrase = _without_article(_noun_phrase(noun))
        if how == "channel":
            via += [] if words.said(noun) else _channel(noun, phrase, known)
        elif known.is_medium(phrase.text) and not words.said(noun):
            via.append(phrase.text)
        elif addressee is None and (how == "told" or not words.said(noun)):
            found, addressee = _listener(noun, segment, document, found)
    via += _reported_by(cue, words, known)
    return found, Audience(addressee, tuple(dict.fromkeys(via)))


@dataclass(frozen=True, slots=True)
class _Words:
    """What belongs to the saying itself."""

    saying: Saying
    segment: Segment

    def said(self, token: Token) -> bool:
        at = self.segment.start + token.idx
        return any(span.start <= at < span.end for span in self.saying.content)

    def source(self, phrase: Tokens) -> bool:
        return bool(self.saying.source and self.saying.source.overlaps(self.segment.span(phrase)))


def _near(cue: Tokens) -> list[tuple[Token, str]]:
    """Nouns that hang on the cue's verbs, in order: the one told, one spoken to, the channel."""
    verbs = {cue.root, *(token for token in cue if token.pos_ == "VERB")}
    found = (pair for verb in verbs for child in verb.children for pair in _beside(verb, child))
    return sorted(found, key=lambda pair: pair[0].i)


def _beside(verb: Token, child: Token) -> Iterator[tuple[Token, str]]:
    """What one child of a verb of saying tells."""
    told = verb.lemma_ in speech_words().told
    if told and child.i > verb.i and (child.dep_ in _OBJECTS or child.dep_ == "nsubj") and child.pos_ != "ADP":
        yield child, "told"
    elif child.dep_ in ("ccomp", "advcl", "xcomp") and (listener := _bidden(verb, child)) is not None:
        yield listener, "told"
    elif child.dep_ in ("prep", "dative"):
        how = _manner(verb, child.lower_)
        for noun in child.children if how else ():
            if noun.dep_ == "pobj":
                yield noun, how
    if child.dep_ in ("advcl", *_SUBJECTS):
        for noun in _appearing(child):
            yield noun, "channel"


def _manner(verb: Token, preposition: str) -> str:
    """What stands behind a preposition: somebody told, somebody or a medium spoken with, a channel; or nothing of these."""
    if preposition == "to" or (preposition in ("on", "upon") and verb.lemma_ == "call"):
        return "told"
    if preposition in ("with", "before"):
        return "near"
    return "channel" if preposition in ("in", "on", "via", "through", "by", "during", "at") else ""


def _bidden(verb: Token, clause: Token) -> Token | None:
    """Who is to do it: "urged both armies to stop", "called for the president to resign"."""
    bids = verb.lemma_ in speech_words().bidding or (
        verb.lemma_ == "call" and any(near.lower_ == "for" for near in (*clause.children, *verb.children))
    )
    to = any(child.dep_ == "aux" and child.lower_ == "to" for child in clause.children)
    if not bids or not to:
        return None
    return next((c for c in clause.children if c.dep_ == "nsubj" and verb.i < c.i < clause.i), None)


def _appearing(token: Token) -> list[Token]:
    """Where somebody speaks: "speaking on Radio Prague", also where it describes the speaker."""
    clauses = [token, *(child for child in token.children if child.dep_ in ("acl", "relcl"))]
    return [
        noun
        for clause in clauses
        if clause.lemma_ in ("speak", "appear", "talk", "write")
        for preposition in clause.children
        if preposition.lower_ in ("on", "in", "to")
        for noun in preposition.children
        if noun.dep_ == "pobj"
    ]


def _channel(noun: Token, phrase: Tokens, known: Media) -> list[str]:
    """The medium that a channel names ("an interview with The Times", "a CNN interview"), else the channel itself."""
    if known.is_medium(phrase.text) and noun.lemma_ not in known.own:
        return [phrase.text]
    if not known.is_channel(noun.lemma_):
        return []
    for child in noun.children:
        inner = [child] if child.dep_ in ("compound", "poss", "nmod") else list(child.children)
        if child.dep_ in ("compound", "poss", "nmod") or child.lower_ in (
            "with",
            "on",
            "to",
            "for",
            "by",
            "in",
            "from",
        ):
            for one in inner:
                words = _without_article(_noun_phrase(one))
                if known.is_medium(words.text):
                    return [words.text]
    return [] if noun.lemma_ in known.own else [phrase.text]


def _listener(noun: Token, segment: Segment, document: Document, found: Findings) -> tuple[Findings, str | None]:
    """The party spoken to; a person or a body that is none yet becomes one."""
    if noun.pos_ not in ("NOUN", "PROPN") and noun.lower_ not in ("him", "her", "them"):
        return found, None
    whole = segment.span(noun.doc[noun.left_edge.i : noun.right_edge.i + 1])
    if (party := party_at(found, whole, document)) is not None:
        return found, party.id
    known = lexicon()
    people = noun.lower_ in known.nouns or noun.lemma_.lower() in known.nouns or (noun.lower_,) in known.titles
    if noun.pos_ == "NOUN" and (people or noun.lemma_.lower() in media().listeners):
        return add_party(document, found, segment.span(_noun_phrase(noun)))
    return found, None


def _noun_phrase(noun: Token) -> Tokens:
    """The noun with what stands before it, and without clauses and prepositions after it."""
    left = min([noun.i, *(child.left_edge.i for child in noun.children if child.i < noun.i and child.dep_ != "cc")])
    right = max(
        [noun.i, *(child.i for child in noun.children if child.dep_ in {"appos", "flat"} and child.i == noun.i + 1)]
    )
    return noun.doc[left : right + 1]


def _without_article(phrase: Tokens) -> Tokens:
    return phrase[1:] if len(phrase) > 1 and phrase[0].lower_ in {"the", "a", "an", "his", "her", "its"} else phrase


def _reported_by(cue: Tokens, words: _Words, known: Media) -> Iterator[str]:
    """Another reporter in the same sentence: "…, AFP reported", "…, according to the IRNA website"."""
    for token in cue.sent:
        if cue.start <= token.i < cue.end and token.lemma_ not in ("quote", "cite"):
            continue
        for noun in _reporters(token):
            phrase = _without_article(_noun_phrase(noun))
            # a tail such as ", AFP reported" is sometimes read as said too: no speaker says who reports him
            tail = not words.said(noun) or (noun.i > cue.start and token.head.i <= cue.root.i)
            if tail and known.is_medium(phrase.text) and not words.source(phrase):
                yield phrase.text


def _reporters(token: Token) -> list[Token]:
    if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
        return [c for preposition in (token, token.nbor()) for c in preposition.children if c.dep_ == "pobj"]
    if token.lemma_ not in ("report", "quote", "cite", "say") or token.pos_ != "VERB":
        return []
    agents = [noun for child in token.children if child.dep_ == "agent" for noun in child.children]
    return [*agents, *(child for child in token.children if child.dep_ in ("nsubj", "dobj"))]


def position(saying: Saying, document: Document) -> Segment:
    """The segment in which a saying is said."""
    at: Span = saying.cue or saying.content[0]
    return document.segment_at(at.start) or document.segments[0]
