"""Nominals ("the army", "aid groups", "the PM") and pronouns as candidates, beside the names."""

from collections.abc import Iterator

from onrecord.readers.acts.triggers import act_nouns
from onrecord.readers.people.candidates import ARTICLES, Candidate, country_before, hangs_inside, left_edge
from onrecord.readers.people.lexicon import Lexicon, Noun, Title
from onrecord.readers.people.syntax import Words

_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both", "his", "her", "its", "their"))
_SINGULAR = {"he": "masculine", "him": "masculine", "his": "masculine", "himself": "masculine",
             "she": "feminine", "her": "feminine", "hers": "feminine", "herself": "feminine"}  # fmt: skip
_PLURAL = frozenset(("they", "them", "their", "theirs", "themselves"))
_THING = frozenset(("it", "its", "itself"))
_RELATIVE = frozenset(("who", "whom", "which", "that", "whose"))
_SIDES = frozenset(("side", "party", "country", "nation", "army", "government"))


def nominals(words: Words, text: str, lexicon: Lexicon, sentence: int, taken: list[Candidate]) -> Iterator[Candidate]:
    """Every noun phrase for people or a body of people that is no part of a name."""
    inside, others = [False] * len(words.text), [False] * len(words.text)
    for name in taken:
        inside[name.first : name.end] = [True] * (name.end - name.first)
        if name.kind != "place":  # "the Florida senator" is one phrase, "Airbus workers" are workers
            others[name.first : name.end] = [True] * (name.end - name.first)
    for i, pos in enumerate(words.pos):
        inner = words.dep[i] in ("compound", "nmod") or pos == "ADJ"
        if inside[i] or pos not in ("NOUN", "PROPN", "ADJ") or (inner and not _does(words, lexicon, i)):
            continue
        noun, title = _noun(words, lexicon, i), lexicon.titles.get((words.lower[i],))
        if (noun is None and title is None) or (
            noun is None and i and words.tag[i - 1] == "CD"
        ):  # "10 pm" is no premier
            continue
        first = _first(words, others, i)
        owner = words.child(i, "poss")
        owned = noun is not None and noun.key in lexicon.needs_owner and not _opposed(words, i)
        if owned and owner is None and words.child(i, "prep") is None:
            continue
        if owned and owner is not None and inside[owner]:
            first = next(name.first for name in taken if name.first <= owner < name.end)
        counted = _counted(words, first, i)
        made = _nominal(words, lexicon, first, i, (noun, title))
        if noun is None and not (made.definite or (first < i and not made.plural)):
            continue
        made.sentence = sentence + words.sentence[i]
        made.name = tuple(words.span(first + (words.lower[first] in ARTICLES), i + 1).of(text).split())
        if counted is not None:
            made.first, made.head = counted, words.head[words.head[i]]
            made.name = tuple(words.span(counted, i + 1).of(text).split())
        begin, end = _whose(words, made.first, i)
        made.full = tuple(words.span(begin + (words.lower[begin] in ARTICLES), end).of(text).split())
        yield made


def _does(words: Words, lexicon: Lexicon, i: int) -> bool:
    """Whether a noun says whose act the noun behind it is: "police inaction"; a "hospital attack" is as often done to it."""
    act = i + 1
    if act >= len(words.text) or words.head[i] != act:
        return False
    if act_nouns().isdisjoint((words.lower[act], words.lemma[act].lower())):
        return False
    return not lexicon.armed.isdisjoint((words.lower[i], words.lemma[i].lower()))


_OWNED = frozenset(("of", "for", "from"))
_LONGEST = 14
"""Words of a phrase that names somebody; a longer one is a mistake of the parse."""


def _counted(words: Words, first: int, i: int) -> int | None:
    """Where "thousands of students" begins: the many are one phrase with those who are many."""
    of = words.head[i]
    if words.dep[i] != "pobj" or words.lower[of] != "of" or of != first - 1:
        return None
    many = words.head[of]
    if words.lower[many] not in _MANY or many != of - 1:
        return None
    while many > 1 and words.lower[many - 1] == "of" and words.lower[many - 2] in _MANY:
        many -= 2
    return many


_MANY = frozenset(("tens", "hundreds", "thousands", "millions", "dozens", "scores", "much", "most", "half"))


def _whose(words: Words, first: int, i: int) -> tuple[int, int]:
    """A noun's phrase with the owner before it and with "of", "for" or "from" somebody behind it; no clause and no comma."""
    begin = first
    owner = words.child(i, "poss")
    if owner is not None and owner < i and words.tag[owner] not in ("PRP$", "WP$"):
        while begin > 0 and hangs_inside(words, begin - 1, begin, i + 1) and words.text[begin - 1] not in _MARKS:
            begin -= 1
    end = i + 1
    preposition = words.child(i, "prep")
    if preposition == i + 1 and words.lower[preposition] in _OWNED:
        inside = {preposition}
        end = preposition + 1
        while end < len(words.text) and words.head[end] != end and not _parts(words, end):
            if not _reaches(words, end, inside):
                break
            inside.add(end)
            end += 1
        while end > preposition and words.pos[end - 1] not in ("NOUN", "PROPN", "NUM"):
            end -= 1
        end = i + 1 if end <= preposition + 1 else end
    return (begin, end) if end - begin <= _LONGEST else (first, i + 1)


_MARKS = frozenset((",", ";", ":", "“", "”", '"', "(", ")", "—", "–"))


def _parts(words: Words, i: int) -> bool:
    return (
        words.text[i] in _MARKS
        or words.pos[i] == "VERB"
        or (words.tag[i] in ("WP", "WDT", "WRB", "IN") and words.lower[i] not in _OWNED)
    )


def _reaches(words: Words, i: int, inside: set[int]) -> bool:
    """Whether a word hangs, in a few steps, on one of those already taken."""
    at = i
    for _ in range(6):
        at = words.head[at]
        if at in inside:
            return True
    return False


def _first(words: Words, inside: list[bool], i: int) -> int:
    """Where a noun's phrase begins, without the name or the mark before it."""
    first = left_edge(words, i, i + 1)
    while first < i and (inside[first] or words.tag[first] in ("POS", "HYPH", ",", "SYM", ":", "''", "``")):
        first += 1
    return first


def _nominal(words: Words, lexicon: Lexicon, first: int, i: int, known: tuple[Noun | None, Title | None]) -> Candidate:
    """A candidate with what its own words tell."""
    noun, title = known
    made = Candidate(words, first, i + 1, i, "nominal", 0, plural=words.tag[i] in ("NNS", "NNPS"))
    made.definite = words.lower[first] in _DEFINITE or words.dep[first] == "poss"
    made.noun = noun
    made.country = country_before(words, first, i)
    made.modifiers = frozenset(words.lower[first:i]) - ARTICLES
    told = next((_told(words, j, lexicon) for j in range(first, i) if words.lower[j] in lexicon.modifiers), None)
    own = noun.sector if noun else title.sector if title else None
    made.sector = own if own in _CLEAR and told in _VAGUE else told or own
    if made.sector in _ARMED and _of_rebels(words, (first, i), lexicon):  # "Islamic State forces" are no army's
        made.sector = "REB"
    made.gender = noun.gender if noun else title.gender if title else None
    made.titles = [(title, words.text[i])] if title else []
    return made


def _told(words: Words, j: int, lexicon: Lexicon) -> str:
    """The sector that a word before the head tells: who is against the government is the opposition."""
    against = j > 1 and words.lower[j - 2] == "anti" and words.glued(j - 1)
    return "OPP" if against else lexicon.modifiers[words.lower[j]]


def _of_rebels(words: Words, ends: tuple[int, int], lexicon: Lexicon) -> bool:
    """Whether the name of a known rebel body ends right before a noun, or right before its phrase."""
    names = (" ".join(words.text[end - n : end]) for end in ends for n in (3, 2, 1) if n <= end)
    return any(name in lexicon.bodies and lexicon.bodies[name].sector == "REB" for name in names)


_ARMED = frozenset(("MIL", "UAF"))
_CLEAR = frozenset(("MIL", "COP"))
_VAGUE = frozenset(("GOV", "UAF"))
"""What "government troops" and "armed policemen" are is told by their own noun."""


def _opposed(words: Words, i: int) -> bool:
    """Whether a noun is one of "both sides", "the warring parties"."""
    return any(words.lower[c] in ("both", "two", "all", "warring", "rival") for c in words.children[i])


def _is_violence(words: Words, i: int) -> bool:
    """Whether "force" is what somebody uses, not somebody: "used excessive force", "by force", "the use of force"."""
    if words.lower[i] != "force":
        return False
    above = words.head[i]
    used = words.dep[i] == "dobj" and words.lemma[above].lower() in _USING
    by = words.dep[i] == "pobj" and words.lower[above] in ("by", "with", "of") and i == above + 1
    return used or by or any(words.lower[c] in _FORCEFUL for c in words.children[i])


_USING = frozenset(("use", "employ", "apply", "deploy"))
_FORCEFUL = frozenset(("excessive", "brute", "lethal", "deadly", "unnecessary", "disproportionate", "undue", "minimum"))


def _noun(words: Words, lexicon: Lexicon, i: int) -> Noun | None:
    if _is_violence(words, i):
        return None
    lemma = words.lemma[i].lower()
    if i and (pair := lexicon.nouns.get(f"{words.lower[i - 1]} {words.lower[i]}")):
        return pair
    found = lexicon.nouns.get(words.lower[i]) or lexicon.nouns.get(lemma)
    if found is None and lemma in _SIDES and _opposed(words, i):
        return Noun(lemma, None, True, None)
    return found


def pronouns(words: Words, sentence: int) -> Iterator[Candidate]:
    """Pronouns that may stand for somebody spoken of before; those of a quotation's own speaker are left alone."""
    for i, word in enumerate(words.lower):
        gender = _SINGULAR.get(word)
        relative = word in _RELATIVE and words.tag[i] in ("WP", "WDT", "WP$")
        if gender is None and word not in _PLURAL and word not in _THING and not relative:
            continue
        made = Candidate(words, i, i + 1, i, "pronoun", sentence + words.sentence[i], plural=word in _PLURAL)
        made.gender = gender  # type: ignore[assignment]  # the table holds the two words of the closed set
        yield made


def is_relative(candidate: Candidate) -> bool:
    """Whether a pronoun is "who" or one of its kind."""
    return candidate.words.lower[candidate.head] in _RELATIVE


def is_thing(candidate: Candidate) -> bool:
    """Whether a pronoun is "it"."""
    return candidate.words.lower[candidate.head] in _THING
