"""How what is spoken of stands to a place: the words before its name."""

import re

from spacy.tokens import Span as Tokens

from onrecord.readers.toponyms.words import place_words

_COMPASS = re.compile(r"\b((?:north|south)?(?:east|west)?)(?:ern)? of$")
_OF = frozenset(("city", "town", "village", "outskirts", "port"))
_DISTANCE = re.compile(r"\b(?:km|kilomet(?:er|re)s?|miles?|mi|hours?)\.?(?:\s+away)?\s+from$")


def relation_before(tokens: Tokens) -> str | None:
    """The relation that the words before a place's name give; None where they give none."""
    doc, words = tokens.doc, place_words()
    first, floor = _past_description(tokens), tokens.sent.start
    near = doc[max(floor, first - 5) : first]
    compass = _COMPASS.search(doc[max(floor, tokens.start - 2) : tokens.start].text.lower())
    if compass and compass[1]:
        return f"{compass[1]} of"
    if _DISTANCE.search(near.text.lower()):
        return "away from"
    lower = [token.lower_ for token in near]
    for length in range(len(lower), 0, -1):
        phrase = " ".join(lower[-length:])
        if phrase in words.relations:
            return words.relations[phrase]
    return "between" if "between" in lower and tokens.root.dep_ in {"conj", "pobj"} else None


def _past_description(tokens: Tokens) -> int:
    """Past "the northern town of" before a name: where the words that say how it lies end."""
    doc, first, floor = tokens.doc, tokens.start, tokens.sent.start
    while first > floor:
        word = doc[first - 1]
        of = word.lower_ == "of" and first > 1 and doc[first - 2].lower_ in _OF
        if word.lower_ == "of" and not of:
            break
        if not of and word.lower_ not in place_words().passed and word.pos_ != "ADJ":
            break
        first -= 1
    return first
