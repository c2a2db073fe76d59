"""Whether an event happened, is planned, threatened, alleged or merely thought of: tense, mood, negation and source."""

from collections.abc import Sequence
from functools import lru_cache

from spacy.tokens import Token

from onrecord.readers.acts.roles import Roles, looming
from onrecord.readers.acts.triggers import Trigger, lexicon
from onrecord.records import Attribution, EventStatus

_SPEECH = {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"}


def status(  # noqa: PLR0911 - a case an answer
    trigger: Trigger, roles: Roles, within: Attribution | None, *, own_act: bool
) -> tuple[EventStatus, str] | None:
    """The status of an event; None where it is denied, asked for, or did not happen and was never going to.

    Args:
        trigger: the word that stands for it.
        roles: its participants.
        within: the innermost attribution whose content holds the trigger.
        own_act: whether the speaker of that attribution is among the actors.

    """
    verb = roles.governor
    stopped = trigger.nominal and trigger.head.dep_ in {"dobj", "pobj"} and verb.i != trigger.head.i
    if stopped and verb.lemma_ in {"prevent", "avoid", "avert", "foil", "thwart"}:
        return None
    if within is not None and within.stance == "denies" and not _taken_for_known(trigger):
        return ("denied", "denial") if _is_what_is_denied(trigger) else None
    if trigger.nominal and trigger.sense.type != "THREATEN" and looming(trigger.head).lemma_.lower() == "threat":
        return "threatened", "grammar"
    if _only_named(trigger, verb):
        return ("alleged", "accuser") if _said_to_be(trigger, trigger.head) else _by_encoder(trigger, named=True)
    if within is not None and _foretold(verb):
        return "planned", "grammar"
    for one in _chain(trigger, verb):
        helpers = {c.lower_ for c in one.children if c.dep_ in {"aux", "auxpass"}}
        if not trigger.sense.negated and any(c.dep_ == "neg" or c.lower_ in _NEVER or _nobody(c) for c in one.children):
            return None
        found = _by_mood(one, helpers)
        if found == "hypothetical" and trigger.head.lemma_.lower() in lexicon().victims:
            return None  # "it is not clear if all were killed": no word of what befell them
        if found is not None:
            return None if found == "asked" else (found, "grammar")  # type: ignore[return-value]  # the one word beside the closed set
    if _said_to_be(trigger, verb) or (
        within is not None and within.stance == "accuses" and not own_act and trigger.sense.type not in _SPEECH
    ):
        return "alleged", "accuser"
    if within is not None and within.stance == "demands" and trigger.sense.type not in _SPEECH and _unreal(verb):
        return None
    reported = within is not None
    return ("ongoing", "grammar") if _ongoing(trigger, verb, reported=reported) else _by_encoder(trigger)


def _only_named(trigger: Trigger, verb: Token) -> bool:
    """Whether another verb's clause only names an act: what "will investigate the massacre" plans is no massacre."""
    if not trigger.nominal or verb.i == trigger.head.i:
        return False
    if _aside(trigger.head):
        return True
    if trigger.sense.type not in _DEEDS:
        return False
    if verb.pos_ != "VERB" or verb.lemma_.lower() in _telling():
        return False
    return _taken_for_known(trigger) or any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in trigger.head.children)


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """Verbs that tell of an act as such: whether it was done, planned, suffered, asked for."""
    known = lexicon()
    return known.light | known.undergo | _PHASES | frozenset().union(*known.statuses.values())


def _aside(noun: Token) -> bool:
    """Whether a noun stands behind a preposition that takes it for a fact: "despite the threat", "after the talks"."""
    above = noun.head if noun.dep_ != "conj" else noun.head.head
    return above.dep_ == "prep" and above.lower_ in _FACTS


_FACTS = {"after", "since", "despite", "following", "amid", "amidst", "during"}
_DEEDS = {"ASSAULT", "HARM", "PROTEST", "COERCE"}
_PHASES = frozenset(("begin", "start", "resume", "continue", "take", "occur", "happen", "follow", "come", "accuse", "blame", "suspect", "say", "claim", "escape", "call", "order", "organise", "organize", "stop", "end", "halt", "prevent", "avoid", "avert", "foil", "thwart", "repeat", "escalate", "expand", "extend"))  # fmt: skip
"""Verbs of an act's own course, and of saying that there is one: their tense and mood are the act's."""


def _taken_for_known(trigger: Trigger) -> bool:
    """Whether who denies something only names an act that all know: "denied that they were behind the attack"."""
    return trigger.nominal and any(c.lower_ in _KNOWN or c.dep_ == "poss" for c in trigger.head.children)


def _is_what_is_denied(trigger: Trigger) -> bool:
    """Whether it is the denied clause's own verb: "denied having shelled the town", "denied that its men took bribes"."""
    return not trigger.nominal and trigger.head.dep_ in {"ccomp", "xcomp", "pcomp"}


_KNOWN = {"the", "this", "that", "these", "those"}
_NEVER = {"never", "no"}


def _foretold(verb: Token) -> bool:
    """Whether "would" is the "will" of words reported in the past: "he said that the army would support them"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "neg"}}
    on_terms = any(token.lower_ in {"if", "unless", "were"} for token in verb.sent)
    return (
        helpers == {"would"}
        and subject is not None
        and subject.pos_ in {"NOUN", "PROPN", "PRON"}
        and verb.dep_ == "ccomp"
        and verb.head.tag_ == "VBD"
        and not on_terms
    )


def _nobody(subject: Token) -> bool:
    """Whether nobody is who does it, or to whom it is done."""
    none = {"nobody", "none", "neither"}
    words = {subject.lower_, *(f"{c.lower_} {subject.lower_}" for c in subject.children if c.lower_ in _NEVER)}
    return subject.dep_ in {"nsubj", "nsubjpass"} and bool(words & {*none, "no one", "no person", "no people"})


def _by_encoder(trigger: Trigger, *, named: bool = False) -> tuple[EventStatus, str]:
    """Where grammar leaves it open, the encoder's word counts if it is sure; of an act that is only named, that it goes on."""
    likely = next(iter(trigger.word.statuses.items()), None) if trigger.word else None
    unlike = {"happened", "denied"} | ({"planned", "hypothetical", "threatened"} if named else set())
    if likely and likely[1] >= _SURE and likely[0] not in unlike:
        return likely[0], "encoder"
    return "happened", "grammar"


_SURE = 0.5


def _chain(trigger: Trigger, verb: Token) -> Sequence[Token]:
    """The trigger, its verb, and the verbs that these are a complement of."""
    found = [trigger.head] if trigger.head.i != verb.i else []
    found.append(verb)
    for _ in range(3):
        if (
            verb.dep_ in {"xcomp", "ccomp", "pcomp"}
            and verb.head.i != verb.i
            and any(c.lower_ == "to" for c in verb.children if c.dep_ == "aux")
        ):
            verb = verb.head
            found.append(verb)
        else:
            break
    return found


def _by_mood(verb: Token, helpers: set[str]) -> str | None:  # noqa: PLR0911 - a case an answer
    known = lexicon().statuses
    if verb.dep_ == "ccomp" and verb.head.lemma_ in known["asked"] and verb.tag_ in {"VB", "VBP"}:
        return "asked"
    if (
        any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in verb.children)
        or helpers & known["hypothetical"]
    ):
        return "hypothetical"
    if helpers & {"will", "shall", "wo", "'ll", "’ll"}:
        return "planned"
    if "to" in helpers and verb.pos_ == "VERB" and verb.head.i != verb.i:
        above = verb.head.lemma_.lower()
        if above in known["threatened"]:
            return "threatened"
        if (
            above in known["planned"]
            or (above == "be" and verb.dep_ == "xcomp")
            or (above == "go" and verb.dep_ == "xcomp")
        ):
            return "planned"
        if above in known["asked"] or verb.dep_ in {"acl", "relcl"}:
            return "asked" if above in known["asked"] else "planned"
    return None


def _unreal(verb: Token) -> bool:
    return verb.tag_ == "VB" or any(c.lower_ in {"should", "must"} for c in verb.children)


def _said_to_be(trigger: Trigger, verb: Token) -> bool:
    words = {c.lower_ for one in (trigger.head, verb) for c in one.children if c.dep_ in {"advmod", "amod"}}
    return bool(words & lexicon().statuses["alleged"])


def _ongoing(trigger: Trigger, verb: Token, *, reported: bool) -> bool:
    now = {"is", "are", "'s", "’s", "'re", "’re"} | ({"was", "were"} if reported else set())
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if verb.tag_ == "VBG" and (helpers & now or {"been"} < helpers <= {"been", "have", "has", "'ve", "’ve"}):
        return True
    if trigger.sense.type in {"ACCUSE", "REJECT"} and verb.i == trigger.head.i and _holds_now(verb):
        return True
    if trigger.nominal and verb.lemma_.lower() in {"continue", "persist", "rage"}:
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() == "continue"


def _holds_now(verb: Token) -> bool:
    """Whom many blame, which stands accused: said in the present tense."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    return verb.tag_ in {"VBP", "VBZ"} or (verb.tag_ == "VBN" and bool(helpers) and helpers <= {"is", "are"})
