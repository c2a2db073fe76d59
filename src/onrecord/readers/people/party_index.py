"""Which party a stretch of text speaks of, and parties added by later readers."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from onrecord.language import Document
from onrecord.records import Findings, Mention, MentionForm, Party, PartyKind, Span

_LEADING_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


class PartyIndex:
    """The mentions of an article's parties, sorted for look-up by position."""

    def __init__(self, parties: Iterable[Party]) -> None:
        parties = tuple(parties)
        pairs = sorted(((m.span, party) for party in parties for m in party.mentions), key=lambda pair: pair[0])
        self._pairs = pairs
        self._starts = [span.start for span, _ in pairs]
        self._longest = max((span.end - span.start for span, _ in pairs), default=0)
        self._by_id = {party.id: party for party in parties}

    def __getitem__(self, party_id: str) -> Party:
        return self._by_id[party_id]

    def touching(self, span: Span) -> list[tuple[Span, Party]]:
        """Every mention that shares a character with the span, in order of position."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return [(at, party) for at, party in self._pairs[first:last] if at.overlaps(span)]

    def at(self, span: Span, head: int | None = None) -> Party | None:
        """The party whose mention best covers the head of the span; None where no mention touches it.

        ``head`` is the position of the head word where the caller knows it: then only mentions over that word count. Else
        the mention that shares most with the span wins, of equals the first.
        """
        touching = self.touching(span)
        if head is not None:
            touching = [(at, party) for at, party in touching if at.start <= head < at.end]
        # one of "France and Britain" rather than the two, wherever the one is asked for
        alone = [(at, party) for at, party in touching if at == span or not (party.kind == "group" and party.members)]
        touching = alone or touching
        if not touching:
            return None
        return max(touching, key=lambda pair: (_shared(pair[0], span), pair[0] == span, -pair[0].start))[1]


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


_last: tuple[tuple[Party, ...], PartyIndex] = ((), PartyIndex(()))


def party_index(found: Findings) -> PartyIndex:
    """The index over what was found so far; the last one made is kept, since readers ask for it again and again."""
    global _last  # noqa: PLW0603 - a cache of one, keyed by identity: Findings are immutable
    if _last[0] is not found.parties:
        _last = (found.parties, PartyIndex(found.parties))
    return _last[1]


def party_at(found: Findings, span: Span, document: Document | None = None) -> Party | None:
    """The party whose mention best covers the head of this span.

    With the document the head is the parser's ("a spokesman for the army" is the spokesman); without it, the mention that
    shares most with the span wins.
    """
    index = party_index(found)
    if document is not None:
        tokens = document.tokens(span)
        segment = document.segment_at(span.start)
        if tokens is not None and segment is not None:
            party = index.at(span, segment.span(tokens.root).start)
            if party is not None:
                return party
    nearest = index.at(span)
    if document is None or nearest is None:
        return nearest
    # "the Clinton campaign" is not Clinton: a mention that covers little of the words is only a part of them
    covered = max(_shared(at, span) for at, party in index.touching(span) if party is nearest)
    return nearest if 2 * covered >= span.end - span.start else None


def add_party(document: Document, found: Findings, span: Span, *, kind: PartyKind = "unnamed") -> tuple[Findings, str]:
    """A new party for this span, named with its words, and the findings with it."""
    words = _SPACES.sub(" ", span.of(document.text)).strip()
    name = _LEADING_ARTICLE.sub("", words, count=1) if _LEADING_ARTICLE.match(words) else words
    taken = {party.id for party in found.parties}
    number = len(found.parties) + 1
    while f"p{number}" in taken:
        number += 1
    party = Party(f"p{number}", name or words, kind, (Mention(span, "nominal"),))
    return replace(found, parties=(*found.parties, party)), party.id


def moved(found: Findings, span: Span, party_id: str) -> Findings:
    """The findings with the mention at this span given to a party, and taken from any other that has the same span."""
    holders = [(party, m) for party in found.parties for m in party.mentions if m.span == span]
    if any(party.id == party_id for party, _ in holders):
        return found
    form: MentionForm = holders[0][1].form if holders else "nominal"
    changed = {party.id: tuple(m for m in party.mentions if m.span != span) for party, _ in holders}
    taker = party_index(found)[party_id]
    changed[party_id] = tuple(sorted((*taker.mentions, Mention(span, form)), key=lambda m: m.span))
    return replace(
        found, parties=tuple(replace(p, mentions=changed[p.id]) if p.id in changed else p for p in found.parties)
    )
