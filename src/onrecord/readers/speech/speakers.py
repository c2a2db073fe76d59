"""Who speaks: from the words that name a source to the party that stands behind them.

The parties' own chains say who is who by the grammar of the whole text. Here it is known besides who has just spoken and what
was said by whom, which settles much of what they cannot know: whom "he" goes on with, whose paper "the statement" is, who
the two are that "they" are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.language import Document, Segment
from onrecord.language.sayings import Saying
from onrecord.readers.parties import party_at, with_party
from onrecord.readers.people.lexicon import lexicon
from onrecord.readers.people.party_index import add_party, moved, party_index
from onrecord.readers.speech.media import media
from onrecord.readers.speech.speech_words import speech_words
from onrecord.records import Article, Findings, Party, Span

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_AGENTS = ("er", "or", "ist", "man", "woman", "ian", "eer", "ant", "ee", "ess", "head", "chief")
"""How nouns for a person end, where the word lists do not hold them."""
_RECENT = 3
"""Sentences from somebody's name to "the businessman" that describes them anew."""
_SOON = 900
"""Characters from one speech to the next by the same "he"."""


@dataclass(slots=True)
class Speakers:
    """Finds one speaker after another, in the order of the text, and remembers who has spoken."""

    article: Article
    document: Document
    contents: Sequence[Span]
    """All that is said in the article."""
    spoken: list[tuple[Span, str]] = field(default_factory=list)
    """Where somebody has spoken outside of other speech, and who."""
    papers: dict[str, str] = field(default_factory=dict)
    """For "statement", "report" and their like, whose the last one was."""

    def find(self, saying: Saying, found: Findings) -> tuple[Findings, str | None]:
        """The party that speaks, and the findings with it where it is new; None where nobody is named."""
        source = saying.source
        if source is None:
            return found, None
        tokens, segment = self.document.tokens(source), self.document.segment_at(source.start)
        if tokens is None or segment is None:
            return with_party(self.article, self.document, found, source)
        found, speaker = self._who(_Source(source, tokens, segment), found)
        if speaker is not None:
            at = saying.cue or source
            if not self._inside(at):
                self.spoken.append((at, speaker))
            self._remember_papers(saying, tokens, speaker)
        return found, speaker

    def _inside(self, span: Span) -> bool:
        return any(content.holds(span) for content in self.contents)

    def _who(self, source: "_Source", found: Findings) -> tuple[Findings, str | None]:
        if source.text in speech_words().pronouns:
            return self._pronoun(source, found)
        if (pair := _several(source, found)) is not None or (pair := self._opposed(source, found)):
            return _together(self.document, found, source.span, pair)
        found, known = self._issuer(source, found)
        if known is None and (named := _with_relative(source, found) or _named(source, found)) is not None:
            known = named.id
        if known is not None:
            return found, known
        if (person := self._described(source, party_at(found, source.span, self.document), found)) is not None:
            return moved(found, source.span, person), person
        return with_party(self.article, self.document, found, source.span)

    def _pronoun(self, source: "_Source", found: Findings) -> tuple[Findings, str | None]:
        """Whom the chains bind it to; where that is somebody only talked about, or nobody, the one who has just spoken."""
        text = source.text
        party = party_at(found, source.span)
        if text in ("they", "both") and (pair := self._two_before(source, party, found)):
            return _together(self.document, found, source.span, pair)
        if text not in ("he", "she", "it", "they") or (party is not None and not self._only_talked_of(source, party)):
            return found, party.id if party else None
        for at, speaker in reversed(self.spoken):
            if at.start >= source.span.start or source.span.start - at.end > _SOON or self._inside(source.span):
                break
            one = party_index(found)[speaker]
            if _fits(text, one, self.document.text):
                return moved(found, source.span, speaker), speaker
            break
        return found, party.id if party else None

    def _only_talked_of(self, source: "_Source", party: Party) -> bool:
        """Whether the party's last mention stands inside what others have said, and none outside since somebody spoke."""
        before = [m.span for m in party.mentions if m.span.end <= source.span.start]
        spoke = self.spoken[-1][0].start if self.spoken else -1
        return (
            bool(before)
            and self._inside(before[-1])
            and not any(at.start >= spoke and not self._inside(at) for at in before)
        )

    def _two_before(self, source: "_Source", party: Party | None, found: Findings) -> "list[_Member] | None":
        """The two or more who are together the subject of the sentence before; not where somebody else came since."""
        for segment, sentence in _before(self.document, source, 1):
            for token in sentence:
                if token.dep_ in _SUBJECTS and (members := _conjoined(segment, token, found)):
                    end = segment.span(token).end
                    last = (
                        [m.span.start for m in party.mentions if end < m.span.start < source.span.start]
                        if party
                        else []
                    )
                    subject = any(self._is_subject(at) for at in last)
                    return None if subject else members
        return None

    def _is_subject(self, at: int) -> bool:
        tokens = self.document.tokens(Span(at, at + 1))
        return tokens is not None and any(t.dep_ in _SUBJECTS for t in tokens)

    def _opposed(self, source: "_Source", found: Findings) -> "list[_Member] | None":
        """The last pair named side by side before "the two nations" or "both leaders"."""
        kinds = speech_words().pairs.get(source.tokens.root.lower_)
        if kinds is None or not any(child.lower_ in ("two", "both") for child in source.tokens.root.children):
            return None
        for segment in reversed(self.document.segments[: source.segment.index + 1]):
            for token in reversed(segment.doc):
                if segment is source.segment and token.i >= source.tokens.start:
                    continue
                if token.pos_ != "PROPN" or not any(child.dep_ == "conj" for child in token.children):
                    continue
                members = _conjoined(segment, token, found)
                if members and len(members) == 2 and all(m.party and m.party.kind in kinds for m in members):
                    return members
        return None

    def _issuer(self, source: "_Source", found: Findings) -> tuple[Findings, str | None]:
        """Whose paper it is that speaks: the one in its own words, else the one who put out the last such paper."""
        root = source.tokens.root
        if not media().is_channel(root.lemma_):
            return found, None
        if (owner := _owner(source, found)) is not None:
            return found, owner
        if root.lemma_ in self.papers and source.tokens[0].lower_ in ("the", "this", "that", "its"):
            return found, self.papers[root.lemma_]
        body = next((c for c in root.children if c.dep_ == "compound" and _is_body(c)), None)
        return add_party(self.document, found, source.segment.span(body)) if body is not None else (found, None)

    def _remember_papers(self, saying: Saying, tokens: Tokens, speaker: str) -> None:
        known, words = media(), speech_words()
        if known.is_channel(tokens.root.lemma_):
            self.papers[tokens.root.lemma_] = speaker
        if saying.cue is None or (cue := self.document.tokens(saying.cue)) is None:
            return
        segment = self.document.segment_at(saying.cue.start)
        for token in cue.sent:
            if token.pos_ != "NOUN" or not known.is_channel(token.lemma_) or segment is None:
                continue
            if token.dep_ in ("pobj", "dobj") and not any(c.holds(segment.span(token)) for c in saying.content):
                self.papers[token.lemma_] = speaker
        if saying.cue is not None and cue.root.lemma_ in words.studies:
            for noun in ("report", "finding"):
                self.papers.setdefault(noun, speaker)

    def _described(self, source: "_Source", party: Party | None, found: Findings) -> str | None:
        """The person named shortly before whom "the electrician" describes anew."""
        first, root = source.tokens[0], source.tokens.root
        if first.lower_ not in ("the", "this") or root.tag_ not in ("NN", "NNP"):
            return None
        if party is not None and (
            any(m.form == "name" for m in party.mentions) or party.mentions[0].span.start < source.span.start
        ):
            return None
        if (same := self._same_words(source, found)) is not None:
            return same
        if not _is_agent(root) or any(
            child.dep_ in ("poss", "relcl") or (child.dep_ == "prep" and child.lower_ not in ("for", "from"))
            for child in root.children
        ):
            return None
        for segment, sentence in _before(self.document, source, _RECENT):
            if (person := self._person_of(segment, sentence, root, found)) is not None:
                return person.id
        return None

    def _same_words(self, source: "_Source", found: Findings) -> str | None:
        """The party of whom the very same words were used before."""
        text, words = self.document.text, source.span.of(self.document.text).lower()
        for party in found.parties:
            if any(m.span.end <= source.span.start and m.span.of(text).lower() == words for m in party.mentions):
                return party.id
        return None

    def _person_of(self, segment: Segment, sentence: Tokens, noun: Token, found: Findings) -> Party | None:
        """The one named person who is a subject of a sentence, outside of speech, and may hold that office."""
        known = lexicon()
        role = known.nouns.get(noun.lower_) or known.titles.get((noun.lower_,))
        for token in sentence:
            if token.dep_ not in _SUBJECTS or self._inside(span := segment.span(token)):
                continue
            party = party_at(found, span)
            if party is None or party.kind != "person" or not any(m.form == "name" for m in party.mentions):
                continue
            if (
                role
                and role.gender
                and not _fits("he" if role.gender == "masculine" else "she", party, self.document.text)
            ):
                continue
            office = (noun.lower_,) in known.titles
            if office and party.titles and noun.lower_ not in " ".join(party.titles).lower():
                return None
            return party
        return None


@dataclass(frozen=True, slots=True)
class _Source:
    span: Span
    tokens: Tokens
    segment: Segment

    @property
    def text(self) -> str:
        return self.tokens.text.lower()


@dataclass(frozen=True, slots=True)
class _Member:
    party: Party | None
    words: str

    @property
    def name(self) -> str:
        """The party's name where it has one, else the words printed."""
        named = self.party is not None and any(m.form == "name" for m in self.party.mentions)
        return self.party.name if self.party and named else self.words


def _before(document: Document, source: _Source, how_many: int) -> Iterator[tuple[Segment, Tokens]]:
    """The sentences before the source's own, over its paragraph's beginning too, the nearest first."""
    left, kind = how_many, source.segment.kind
    for segment in reversed(document.segments[: source.segment.index + 1]):
        if segment.kind != kind:
            continue
        for sentence in reversed(list(segment.doc.sents)):
            if segment is source.segment and sentence.end > source.tokens.sent.start:
                continue
            if left == 0:
                return
            left -= 1
            yield segment, sentence


def _is_agent(noun: Token) -> bool:
    """Whether a noun is one for a single person who is not one of many."""
    known, word = lexicon(), noun.lower_
    role = known.nouns.get(word)
    if word in speech_words().anonymous or (role is not None and role.collective) or media().is_channel(noun.lemma_):
        return False
    return role is not None or (word,) in known.titles or word.endswith(_AGENTS)


def _fits(pronoun: str, party: Party, text: str) -> bool:
    """Whether a pronoun may stand for a party, by its kind and by the other pronouns that do."""
    if pronoun in ("it", "they"):
        return party.kind != "person"
    other = {"he": {"she", "her", "hers"}, "she": {"he", "him", "his"}}[pronoun]
    if any(m.form == "pronoun" and m.span.of(text).lower() in other for m in party.mentions):
        return False
    return party.kind == "person" or (party.kind == "unnamed" and not party.name.endswith("s"))


def _with_relative(source: _Source, found: Findings) -> Party | None:
    """The party that "who survived" goes with, where a source begins with its relative pronoun."""
    first = source.tokens[0]
    if first.tag_ not in ("WP", "WDT") or source.tokens.root.i == first.i:
        return None
    clause = next((token for token in (first, *first.ancestors) if token.dep_ == "relcl"), None)
    span = source.segment.span(clause.head) if clause is not None else None
    return party_index(found).at(span, span.start) if span is not None else None


def _several(source: _Source, found: Findings) -> list[_Member] | None:
    """The members of a source such as "the ministry and the army"; None where it is one."""
    members = _conjoined(source.segment, source.tokens.root, found)
    if members is None or not all(source.tokens.start <= t.i < source.tokens.end for t in source.tokens.root.conjuncts):
        return None
    return members


def _conjoined(segment: Segment, head: Token, found: Findings) -> list[_Member] | None:
    """The nouns joined by "and" under a head, as members; None where they are one name or only one is anybody."""
    conjuncts = [head, *head.conjuncts]
    if len(conjuncts) < 2 or head.dep_ == "conj" or not all(t.pos_ in ("NOUN", "PROPN") for t in conjuncts):
        return None
    if not any(child.lower_ in ("and", "&") for token in conjuncts for child in token.children if child.dep_ == "cc"):
        return None
    index = party_index(found)
    spans = [segment.span(token) for token in conjuncts]
    if any(at.holds(spans[0]) and at.holds(spans[-1]) for at, _ in index.touching(spans[0])):
        return None
    parties = [index.at(span, span.start) for span in spans]
    alone = len({party.id for party in parties if party}) < 2 and not all(
        t.tag_ in ("NNS", "NNPS") or p for t, p in zip(conjuncts, parties, strict=True)
    )
    if alone or (
        head.tag_ == "NN"
        and conjuncts[1].tag_ == "NN"
        and not any(c.dep_ in ("det", "poss") for c in conjuncts[1].children)
    ):
        return None
    return [_Member(party, _phrase(token)) for token, party in zip(conjuncts, parties, strict=True)]


def _phrase(noun: Token) -> str:
    """A conjunct's own words, without its article and without the conjuncts behind it."""
    first = min(
        [noun.i, *(c.left_edge.i for c in noun.children if c.i < noun.i and c.dep_ not in ("cc", "preconj", "predet"))]
    )
    words = noun.doc[first : noun.i + 1]
    if len(words) > 1 and words[0].lower_ in ("the", "a", "an", "both"):
        words = words[1:]
    return " ".join(words.text.split())


def _together(document: Document, found: Findings, span: Span, members: Sequence[_Member]) -> tuple[Findings, str]:
    """The party of several who speak as one; the same several are the same party."""
    names = [member.name for member in members]
    name = " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    ids = tuple(member.party.id for member in members if member.party)
    same = next((p for p in found.parties if p.members and (p.members == ids if ids else p.name == name)), None)
    if same is not None and same.name == name:
        return moved(found, span, same.id), same.id
    found, key = add_party(document, found, span)
    parties = tuple(replace(p, name=name, members=ids, kind="group") if p.id == key else p for p in found.parties)
    return moved(replace(found, parties=parties), span, key), key


def _named(source: _Source, found: Findings) -> Party | None:
    """The person whom a longer source names beside a description: "the village head, Robinson Filgona"."""
    if source.tokens.root.tag_ in ("NNS", "NNPS"):
        return None
    index = party_index(found)
    root = source.segment.span(source.tokens.root)
    there = index.at(root, root.start)
    text = source.tokens.doc.text
    for at, party in index.touching(source.span):
        mention = next(m for m in party.mentions if m.span == at)
        if mention.form != "name" or party.kind != "person" or not source.span.holds(at):
            continue
        if there is party:
            return party
        lead = text[source.span.start - source.segment.start : at.start - source.segment.start].rstrip().lower()
        if lead.endswith(
            (" of", " for", " from", " with", " by", " to", " in", " on", " at", " under", " and", "'s", "’s")
        ):
            continue
        if at.end - source.segment.start < len(text) and text[at.end - source.segment.start :][:2] in ("'s", "’s"):
            continue
        tail = text[at.end - source.segment.start : source.span.end - source.segment.start].lstrip().lower()
        alone = not lead and (not tail or tail[0] in ",-–—" or tail.startswith(("of ", "from ", "who ", "at ", "in ")))
        if alone or lead.endswith((",", "-", "—", "–")) or (lead and (not tail or tail[0] in ",-–—")):
            return party
    return None


def _owner(source: _Source, found: Findings) -> str | None:
    """Who stands in a paper's own words: "a report by the commission", "the army statement", "the court's letter"."""
    root, index = source.tokens.root, party_index(found)
    for child in root.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "of"):
            nouns = [noun for noun in child.children if noun.dep_ == "pobj"]
        elif child.dep_ in ("poss", "compound", "amod", "agent"):
            nouns = [child, *(noun for noun in child.children if noun.dep_ == "pobj")]
        elif child.dep_ == "acl":
            nouns = [noun for agent in child.children if agent.dep_ == "agent" for noun in agent.children]
        else:
            continue
        for noun in nouns:
            if not source.tokens.start <= noun.i < source.tokens.end:
                continue
            span = source.segment.span(noun)
            party = index.at(span, span.start)
            paper = party is not None and any(m.span.holds(source.segment.span(root)) for m in party.mentions)
            if party is not None and not paper and (party.kind != "person" or child.dep_ != "poss"):
                return party.id
            if (party is None or paper) and child.dep_ == "compound" and _is_body(child):
                ending = [p for p in found.parties if _ends(p, child.lower_) and p.mentions[0].span < source.span]
                if ending:
                    return ending[-1].id
    return None


def _is_body(noun: Token) -> bool:
    known = lexicon().nouns.get(noun.lower_)
    return known is not None and known.collective


def _ends(party: Party, word: str) -> bool:
    """Whether "army" is the last word of a party's name."""
    return bool(party.mentions) and party.name.lower().split()[-1] == word
