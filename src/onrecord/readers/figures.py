"""The reader of figures: numbers that count something, what became of those counted, and who says so."""

from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.language import Document, Segment
from onrecord.readers.numbers import Quantity, quantities, words
from onrecord.readers.party_index import party_index
from onrecord.records import Article, Figure, Findings, Span


def read_figures(article: Article, document: Document, found: Findings) -> Findings:
    """Every figure of the headline, the captions and the paragraphs, in order."""
    taken = [moment.span for moment in found.moments]
    figures: list[Figure] = []
    for segment in document.segments:
        for quantity in [*quantities(segment.doc.text), *_ones(segment)]:
            span = Span(segment.start + quantity.start, segment.start + quantity.end)
            tokens = segment.doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
            if tokens is None or any(other.overlaps(span) for other in taken):
                continue
            counted = _counted(quantity, tokens)
            if counted is not None:
                figures.append(_figure(span, quantity, counted, segment, found))
    figures.sort(key=lambda figure: figure.span)
    return replace(found, figures=tuple(replace(f, id=f"f{i}") for i, f in enumerate(figures, 1)))


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a number counts: the noun, if one is printed, and what became of those counted."""

    noun: Token | None
    of: str | None
    measure: str | None


@dataclass(frozen=True, slots=True)
class _Measures:
    object: dict[str, str]
    subject: dict[str, str]
    nouns: dict[str, str]
    adjectives: dict[str, str]
    people: frozenset[str]
    uncounted: frozenset[str]


@lru_cache(maxsize=1)
def _measures() -> _Measures:
    tables = words()
    by_kind: dict[str, dict[str, str]] = {"object": {}, "subject": {}, "nouns": {}, "adjectives": {}}
    for measure, lists in tables["measures"].items():
        for kind, lemmas in lists.items():
            for lemma in lemmas:
                by_kind[kind].setdefault(lemma, measure)
    return _Measures(
        **by_kind, people=frozenset(tables["people"]["nouns"]), uncounted=frozenset(tables["uncounted"]["nouns"])
    )


def _ones(segment: Segment) -> list[Quantity]:
    """A victim counted by an article: "a woman was killed" is a figure of one."""
    known, found = _measures(), []
    for token in segment.doc:
        if (
            token.lower_ in {"a", "an"}
            and token.dep_ == "det"
            and token.head.lemma_.lower() in known.people
            and token.head.tag_ == "NN"
        ):
            noun = token.head
            if _of_verb(noun) in {"killed", "injured"} and noun.dep_ in {"nsubjpass", "dobj", "nsubj"}:
                end = noun.idx + len(noun.text)
                found.append(Quantity(token.idx, end, 1.0, 1.0, 1.0, False, False, None, False))
    return found


def _counted(quantity: Quantity, tokens: Tokens) -> _Counted | None:
    """What is counted; None where the number is an age, a name, a score, a length, or counts nothing."""
    noun = _noun(tokens)
    if quantity.currency:
        return _Counted(None, quantity.currency, "money")
    if quantity.percent:
        whole = _whole(tokens)
        return _Counted(
            whole,
            f"percent of {_phrase(whole, None)}" if whole is not None else "percent",
            _measure(whole) if whole is not None else _measure(tokens.root),
        )
    if not _counts(quantity, tokens, noun):
        return None
    measure = _measure(noun) if noun is not None else _measure(tokens.root)
    if noun is None and measure is None:
        return None
    if measure is None and (_definite(tokens, noun) or _bare_one(tokens)):
        return None
    of = (
        _phrase(noun, tokens)
        if noun is not None
        else ("people" if measure not in {"destroyed", "damaged", "not functioning", "weapons"} else None)
    )
    return _Counted(noun, of, measure)


def _noun(tokens: Tokens) -> Token | None:
    """The noun that the number stands before, or whose "of" phrase follows it."""
    for token in tokens:
        if (
            token.dep_ in {"nummod", "amod", "quantmod", "compound", "det"}
            and token.head.i >= tokens.end
            and token.head.pos_ in {"NOUN", "PROPN", "ADJ"}
        ):
            return token.head
    root = tokens.root
    if root.pos_ == "NOUN" and root.lemma_.lower() in _measures().people:
        return root
    for child in root.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i >= tokens.end - 1:
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    after = tokens.doc[tokens.end] if tokens.end < len(tokens.doc) else None
    if after is not None and after.pos_ in {"NOUN", "PROPN"} and after.sent.start == tokens.sent.start:
        while after.dep_ == "compound" and after.head.i == after.i + 1:
            after = after.head
        return after
    return None


def _whole(tokens: Tokens) -> Token | None:
    """What the percentage is of: "80 % of hospitals"."""
    for token in (tokens.root, *tokens):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of" and child.i >= tokens.end - 1:
                return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    if tokens.end + 1 < len(tokens.doc) and tokens.doc[tokens.end].lower_ == "of":
        return next((t for t in tokens.doc[tokens.end + 1 : tokens.end + 6] if t.pos_ in {"NOUN", "PROPN"}), None)
    return None


def _phrase(noun: Token, tokens: Tokens | None) -> str:
    """The noun with the adjectives before it."""
    first = max(noun.left_edge.i, tokens.end if tokens is not None and tokens.end <= noun.i else noun.left_edge.i)
    doc = noun.doc
    while first < noun.i and (
        doc[first].dep_ in {"det", "nummod", "poss"}
        or doc[first].is_punct
        or doc[first].lower_ in {"of", "the", "other", "more"}
    ):
        first += 1
    printed = doc[first : noun.i + 1].text
    return f"{printed} people" if noun.ent_type_ == "NORP" else str(printed)


_SPORT = {"beat", "win", "lose", "score", "lead", "draw", "trail", "defeat"}
_LABELS = {
    "no.",
    "no",
    "number",
    "article",
    "chapter",
    "section",
    "page",
    "resolution",
    "flight",
    "route",
    "highway",
    "room",
    "unit",
    "type",
    "phase",
    "channel",
    "level",
    "category",
    "age",
    "aged",
    "version",
    "grade",
    "figure",
    "table",
    "#",
    "brigade",
    "division",
}


def _counts(quantity: Quantity, tokens: Tokens, noun: Token | None) -> bool:
    doc = tokens.doc
    before = doc[tokens.start - 1] if tokens.start else None
    after = doc[tokens.end] if tokens.end < len(doc) else None
    if before is not None and (
        before.lower_ in _LABELS or (before.pos_ == "PROPN" and quantity.digits and noun is None)
    ):
        return False
    if noun is not None and (noun.lemma_.lower() in _measures().uncounted or noun.lower_ in _measures().uncounted):
        return False
    if (
        quantity.digits
        and after is not None
        and before is not None
        and before.text == ","
        and after.text in {",", "."}
        and noun is None
    ):
        return False  # ", 43," is an age
    if (
        after is not None
        and after.text == "-"
        and tokens.end + 1 < len(doc)
        and doc[tokens.end + 1].lower_ in {"year", "old", "day", "week"}
    ):
        return False
    return not (tokens.root.head.lemma_ in _SPORT and noun is None)


def _definite(tokens: Tokens, noun: Token | None) -> bool:
    """The two sides, these three reasons: known already, not counted here."""
    before = tokens.doc[tokens.start - 1].lower_ if tokens.start else ""
    return before in {
        "the",
        "these",
        "those",
        "all",
        "both",
        "his",
        "her",
        "its",
        "their",
        "our",
        "first",
        "last",
        "next",
        "other",
        "any",
        "every",
    } or (noun is not None and noun.dep_ == "npadvmod")


def _bare_one(tokens: Tokens) -> bool:
    """One is more often a pronoun than a number."""
    after = tokens.doc[tokens.end].lower_ if tokens.end < len(tokens.doc) else ""
    return tokens.text.lower() == "one" and (
        after in {"of", "another", "that", "who", "in", "on", "day"} or tokens.root.dep_ not in {"nummod"}
    )


def _measure(noun: Token) -> str | None:
    """What became of those counted: from the noun, its adjectives, its verb, and what the number itself hangs on."""
    known = _measures()
    said = known.nouns.get(noun.lemma_.lower()) or known.adjectives.get(noun.lower_)
    described = next((known.adjectives[c.lower_] for c in noun.children if c.lower_ in known.adjectives), None)
    return described or _of_verb(noun) or said or _of_toll(noun)


def _of_verb(noun: Token) -> str | None:
    """The verb whose subject or object the noun is, or that stands in its relative clause."""
    known = _measures()
    place = noun
    while place.dep_ in {"conj", "appos", "pobj", "prep"} and place.head.i != place.i:
        if place.dep_ == "pobj" and place.head.lower_ not in {"of", "by", "including"}:
            break
        place = place.head
    for verb, relation in _verbs(place, noun):
        lemma = verb.lemma_.lower()
        dead = next(
            (c for c in verb.children if c.dep_ in {"acomp", "oprd", "attr", "ccomp"} and c.lower_ in known.adjectives),
            None,
        )
        if dead is not None:
            return known.adjectives[dead.lower_]
        if relation == "object" and lemma in known.object:
            return (
                "killed" if lemma == "shoot" and any(c.lower_ == "dead" for c in verb.children) else known.object[lemma]
            )
        if relation == "subject" and lemma in known.subject:
            return known.subject[lemma]
        if (
            relation == "subject"
            and any(c.dep_ == "neg" for c in verb.children)
            and lemma in {"run", "function", "work", "operate"}
        ):
            return "not functioning"
        if (
            lemma in {"force", "prompt", "cause", "compel", "send"}
            and (fled := next((c for c in verb.children if c.lemma_ in known.subject), None)) is not None
        ):
            return known.subject[fled.lemma_]
    return None


def _verbs(place: Token, noun: Token) -> list[tuple[Token, str]]:
    found = []
    if place.dep_ in {"nsubjpass", "dobj", "obj"} or (place.dep_ == "nsubj" and place.head.tag_ == "VBN"):
        found.append((place.head, "object"))
    if place.dep_ in {"nsubj", "dobj"}:
        found.append((place.head, "subject"))
    for child in noun.children:
        if child.dep_ in {"relcl", "acl"}:
            passive = child.tag_ == "VBN" or any(c.dep_ == "auxpass" for c in child.children)
            found += [(child, "object" if passive else "subject")]
    for verb, relation in list(found):
        found += [(c, relation) for c in verb.children if c.dep_ in {"conj", "xcomp"} and relation == "subject"]
    return found


def _of_toll(noun: Token) -> str | None:
    """The death toll rose to 20: the noun above the number says what is counted."""
    known, above = _measures(), noun
    for _ in range(3):
        above = above.head
        for word in (above, *above.children):
            if word.i != noun.i and word.lemma_.lower() in {"toll", "death", "casualty", "injury"}:
                return known.nouns.get(word.lemma_.lower(), "killed")
    return None


def _figure(span: Span, quantity: Quantity, counted: _Counted, segment: Segment, found: Findings) -> Figure:
    within = [
        (sum(part.end - part.start for part in a.content), a.id)
        for a in found.attributions
        for part in a.content
        if part.holds(span)
    ]
    who = (
        party_index(found).at(segment.span(counted.noun), segment.start + counted.noun.idx)
        if counted.noun is not None
        else None
    )
    clause = _clause(segment, span)
    return Figure(
        id="",
        span=span,
        low=quantity.low,
        high=quantity.high,
        point=quantity.point,
        approximate=quantity.approximate,
        measure=counted.measure or "other",
        of=counted.of,
        who=who.id if who else None,
        time=next((m.id for m in found.moments if m.earliest and clause.holds(m.span)), None),
        place=next((p.id for p in found.places for at in p.spans if clause.holds(at)), None),
        according_to=(min(within)[1],) if within else (),
    )


def _clause(segment: Segment, span: Span) -> Span:
    """The stretch of the nearest verb above a number: where it says when and where."""
    tokens = segment.tokens(span)
    if tokens is None:
        return span
    verb = tokens.root
    while verb.head.i != verb.i and verb.pos_ not in {"VERB", "AUX"}:
        verb = verb.head
    inner = [c for c in verb.children if c.dep_ in {"ccomp", "advcl", "conj", "parataxis", "relcl"}]
    first, last = verb.left_edge, verb.right_edge
    for child in inner:
        if child.left_edge.i > verb.i:
            last = verb.doc[min(last.i, child.left_edge.i - 1)]
        elif child.right_edge.i < verb.i:
            first = verb.doc[max(first.i, child.right_edge.i + 1)]
    return Span(segment.start + first.idx, segment.start + last.idx + len(last.text))
