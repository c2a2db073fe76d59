"""Who is who in an article: the reader of parties, and how later readers ask for them."""

from dataclasses import replace

from onrecord.language import Document
from onrecord.readers.people.candidates import Candidate
from onrecord.readers.people.caseless import caseless_names
from onrecord.readers.people.chains import Chain, acting, chain_name, chains, opponents
from onrecord.readers.people.habits import settle
from onrecord.readers.people.lexicon import Lexicon, lexicon
from onrecord.readers.people.naming import names
from onrecord.readers.people.party_index import PartyIndex, add_party, party_at, party_index
from onrecord.readers.people.phrases import nominals, pronouns
from onrecord.readers.people.syntax import Words, words_of
from onrecord.records import Article, Findings, Mention, Party, PartyKind, Span

__all__ = ["PartyIndex", "party_at", "party_index", "read_parties", "with_party"]


def read_parties(article: Article, document: Document, found: Findings) -> Findings:
    """Every party of the article with its mentions, in order of first mention."""
    known = lexicon()
    made = [chain for chain in chains(_candidates(document, known), known) if _is_party(chain, known)]
    made.sort(key=lambda chain: chain.members[0].span)
    ids = {id(chain): f"p{i}" for i, chain in enumerate(made, 1)}
    sides = opponents(made)
    members = tuple(ids[id(side)] for side in sides) if sides else ()
    parties = tuple(_party(ids[id(chain)], chain, members if _both(chain) else ()) for chain in made)
    return replace(found, parties=parties)


def _candidates(document: Document, known: Lexicon) -> list[Candidate]:
    read: list[tuple[Words, int, list[Candidate]]] = []
    sentence = 0
    for segment in document.segments:
        words = words_of(segment)
        if words.text:
            named = (caseless_names if words.caseless else names)(words, known, sentence)
            read.append((words, sentence, [one for one in named if len(" ".join(one.name)) > 1]))
            sentence += max(words.sentence) + 1
    settle(read, known)
    found: list[Candidate] = []
    for words, before, called in read:
        others = [*nominals(words, document.text, known, before, called), *pronouns(words, before)]
        found += sorted([*called, *others], key=lambda one: one.head)
    return found


def _is_party(chain: Chain, known: Lexicon) -> bool:
    """Places only where they act; names of unknown kind only where somebody is spoken of."""
    if chain.kind == "place":
        return acting(chain, known)
    if chain.kind is None and chain.names:
        return acting(chain, known) or bool(chain.titles or chain.nouns)
    return True


def _both(chain: Chain) -> bool:
    words = {word.casefold() for word in chain_name(chain)}
    return bool(words & {"both", "two", "warring", "rival"}) and bool(
        words & {"sides", "parties", "armies", "governments", "countries", "forces"}
    )


def _party(key: str, chain: Chain, members: tuple[str, ...]) -> Party:
    printed = dict.fromkeys(words for one in chain.members for _, words in one.titles)
    return Party(
        id=key,
        name=" ".join(chain_name(chain)),
        kind=_kind(chain),
        mentions=tuple(Mention(one.span, one.form) for one in sorted(chain.members, key=lambda one: one.span)),
        titles=tuple(printed),
        country=chain.country,
        sector=chain.sector,
        members=members,
    )


def _kind(chain: Chain) -> PartyKind:
    if chain.kind == "organisation" and chain.sector == "GOV" and "government" in chain.nouns:
        return "government"
    if chain.kind is not None:
        return chain.kind
    if not chain.names and chain.nouns & {"government", "administration", "cabinet"}:
        return "government"
    if chain.person and chain.names:
        return "person"
    return "unnamed"


def with_party(
    article: Article, document: Document, found: Findings, span: Span, *, kind: PartyKind = "unnamed"
) -> tuple[Findings, str]:
    """The id of the party at this span, made anew from its words where there is none, and the findings with it."""
    party = party_at(found, span, document)
    return (found, party.id) if party else add_party(document, found, span, kind=kind)
