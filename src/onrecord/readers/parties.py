"""Who is who in an article: the reader of parties, and how later readers ask for them."""

from dataclasses import replace

from onrecord.language import Document
from onrecord.readers.party_index import PartyIndex, add_party, party_at, party_index
from onrecord.records import Article, Findings, Mention, Party, PartyKind, Span

__all__ = ["PartyIndex", "party_at", "party_index", "read_parties", "with_party"]

_KINDS: dict[str, PartyKind] = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "NORP": "group"}


def read_parties(article: Article, document: Document, found: Findings) -> Findings:
    """Every party of the article with its mentions, in order of first mention."""
    named: dict[str, tuple[PartyKind, list[Mention]]] = {}
    for segment in document.segments:
        for ent in segment.doc.ents:
            if ent.label_ in _KINDS:
                _, mentions = named.setdefault(ent.text, (_KINDS[ent.label_], []))
                mentions.append(Mention(segment.span(ent), "name"))
    parties = tuple(Party(f"p{i}", name, k, tuple(m)) for i, (name, (k, m)) in enumerate(named.items(), 1))
    return replace(found, parties=parties)


def with_party(
    article: Article, document: Document, found: Findings, span: Span, *, kind: PartyKind = "unnamed"
) -> tuple[Findings, str]:
    """The id of the party at this span, made anew from its words where there is none, and the findings with it."""
    party = party_at(found, span, document)
    return (found, party.id) if party else add_party(document, found, span, kind=kind)
