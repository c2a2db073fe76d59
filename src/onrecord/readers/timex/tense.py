"""Which time a clause speaks of: the way in which "on Monday" is to be looked for."""

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from onrecord.readers.timex.expression import Expression

_FUTURE = {"will", "shall", "'ll", "’ll", "wo"}
_AHEAD = {
    "plan", "schedule", "expect", "due", "intend", "set", "aim", "prepare", "hope", "slate", "want", "ready", "vow",
}  # fmt: skip
_MODAL = {"to", "must", "should", "can", "may", "could", "would"}
_LIMITS = {"by", "until", "till", "before", "through"}
_PUT_OFF = {"postpone", "delay", "put", "adjourn", "extend", "defer", "suspend", "remand", "reschedule"}
_AT_EARLIEST = (["as", "early", "as"], ["as", "soon", "as"], ["no", "later", "than"])
_TO_COME = {"effective", "due", "upcoming", "forthcoming"}
_PRESENT = {"VBZ", "VBP"}
_TOLD = {"say", "tell", "report", "be", "have", "do", "show", "write", "add", "note"}
"""Verbs whose present tells of what was: "he says", "the report shows"."""
_CLIMB = 6
"""How many words up from the expression its verb is looked for, and then from verb to verb."""


def tense_at(doc: Doc, one: Expression, *, headline: bool) -> int:
    """-2 to 2: past or future, 2 where the verb that governs the expression says so itself; 0 for the date of a thing."""
    tokens: Tokens | None = doc.char_span(one.start, one.end, alignment_mode="expand")
    if tokens is None:
        return -1
    verb = tokens.root
    if verb.dep_ in {"compound", "nmod", "nummod", "amod", "poss"} and verb.head.pos_ in {"NOUN", "PROPN"}:
        return 0  # the date of a thing, not of an act
    before = [token.lower_ for token in doc[max(0, tokens.start - 3) : tokens.start]]
    if before in _AT_EARLIEST:
        return 1
    limited = bool(before) and before[-1] in _LIMITS
    for _ in range(_CLIMB):
        if verb.pos_ in {"VERB", "AUX"} or verb.head.i == verb.i:
            break
        if verb.lower_ in _TO_COME:
            return -1 if _is_over(verb.head) else 1
        limited = limited or (verb.dep_ == "prep" and verb.lower_ in _LIMITS)
        verb = verb.head
    return _of_verbs(verb, limited, headline)


def _of_verbs(verb: Token, limited: bool, headline: bool) -> int:
    """The time of the nearest verb that settles it, from the governing one up."""
    if limited and (_is_present(verb) or verb.lemma_ in _PUT_OFF):
        return 1  # rain is forecast through Saturday; the vote was put off until Friday
    if verb.tag_ in _PRESENT and verb.lemma_ not in _TOLD and not headline:
        return 1  # the fair opens on Monday
    sure = 2
    for _ in range(_CLIMB - 2):
        time = _time_of(verb, limited)
        if time is not None:
            return time * sure
        verb, sure = verb.head, 1
    return -1


def _time_of(verb: Token, limited: bool) -> int | None:
    """1, -1 or 0 where the verb itself settles it, None where the verb above it may."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & _FUTURE or (limited and helpers & _MODAL):
        return 1
    if "to" in helpers and (verb.head.lemma_ in _AHEAD or (verb.head.lemma_ in {"be", "go"} and verb.dep_ == "xcomp")):
        return -1 if _is_over(verb.head) else 1
    if verb.tag_ in {"VBD", "VBN"}:
        return -1
    if verb.head.i == verb.i:
        return 0 if verb.tag_ in _PRESENT or verb.pos_ not in {"VERB", "AUX"} else -1
    return None


def _is_over(verb: Token) -> bool:
    """Had been due: what was planned for then is past."""
    return any(child.lower_ == "had" and child.dep_ == "aux" for head in (verb, verb.head) for child in head.children)


def _is_present(verb: Token) -> bool:
    return verb.tag_ in _PRESENT or (
        verb.tag_ == "VBN" and any(child.dep_ == "auxpass" and child.tag_ in _PRESENT for child in verb.children)
    )
