"""An article's own habits: who is once named as a person is a person throughout, whatever the pipeline took it for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.gazetteer.countries import is_capital
from onrecord.readers.people.candidates import Candidate, country_in
from onrecord.readers.people.lexicon import Lexicon
from onrecord.readers.people.syntax import Words

_AL = ("al-", "el-", "al ", "el ")
_PLACING = frozenset(("in", "at", "near", "from", "to", "outside", "inside", "around", "across", "into", "toward", "towards"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Persons:
    """The names of persons in one article, by their parts (as compared: case and "al-" aside)."""

    surnames: frozenset[str]
    given: frozenset[str]
    alone: frozenset[str]
    """Single names that the pipeline took for a person at least as often as for anything else."""


def surname(name: Sequence[str]) -> str:
    """The last word of a name for comparison: without an article glued to it ("al-") and the possessive."""
    last = name[-1].replace("’", "'").removesuffix("'s")
    for article in _AL:
        last = last.removeprefix(article)
    return last


def settle(read: Sequence[tuple[Words, int, list[Candidate]]], lexicon: Lexicon) -> None:
    """Make the names of an article agree with one another: mend kinds, cut what is too long, add what was passed over.

    ``read`` holds each segment's words, the number before its first sentence, and its names, which are changed in place.
    """
    everything = [one for _, _, names in read for one in names]
    persons = _persons(everything, lexicon)
    for one in everything:
        _mend(one, persons, lexicon)
    known = persons.surnames | persons.given | persons.alone
    for words, sentence, names in read:
        _add(words, sentence, names, known)


def _persons(names: Sequence[Candidate], lexicon: Lexicon) -> _Persons:
    whole = [one for one in names if one.kind == "person" and (len(one.name) > 1 or one.titles) and not one.plural]
    votes: dict[str, Counter[str]] = {}
    for one in names:
        if len(one.name) == 1:
            votes.setdefault(one.key[0], Counter())[one.kind or ""] += 1
    alone = {
        word
        for word, kinds in votes.items()
        if kinds["person"] and 2 * kinds["person"] >= kinds["place"] + kinds["organisation"] + kinds["group"]
    }
    given = {one.key[0] for one in whole if len(one.name) > 1 and len(one.name[0].rstrip(".")) > 2}
    surnames = {surname(one.key) for one in whole if len(surname(one.key)) > 1}
    return _Persons(
        frozenset(filter(_may_be_a_person, surnames)),
        frozenset(filter(_may_be_a_person, given - surnames)),
        frozenset(word for word in alone if _may_be_a_person(word) and word not in lexicon.nouns),
    )


def _may_be_a_person(word: str) -> bool:
    return country_in(word.title()) is None and not is_capital(word.title())


def _mend(one: Candidate, persons: _Persons, lexicon: Lexicon) -> None:
    if one.kind == "person" and len(one.name) > 1:
        _cut_headline(one, persons)
        return
    if len(one.name) == 1:
        word = surname(one.key)
        placed = one.role == "pobj" and one.words.lower[one.words.head[one.head]] in _PLACING
        if " ".join(one.name) in lexicon.bodies and word not in persons.surnames:
            return
        if word in persons.surnames or (not placed and (word in persons.given or one.key[0] in persons.alone)):
            _make_person(one)
    elif one.titles or (one.kind != "place" and surname(one.key) in persons.surnames and _titled(one, lexicon)):
        _make_person(one)
    else:
        _cut_headline(one, persons)


def _make_person(one: Candidate) -> None:
    if one.kind != "person":
        one.kind, one.noun, one.country, one.sector, one.plural = "person", None, None, None, False


def _titled(one: Candidate, lexicon: Lexicon) -> bool:
    """Whether a title stands inside a name ("Outgoing PM Cerar"): what is before the surname is cut off."""
    for start in range(len(one.key) - 1):
        title = lexicon.titles.get(one.key[start:-1])
        if title:
            one.titles = [(title, " ".join(one.name[start:-1]))]
            one.name = one.name[-1:]
            return True
    return False


def _cut_headline(one: Candidate, persons: _Persons) -> None:
    """In a headline every word has a capital: "Attlee Calls" is a surname and a verb."""
    words = one.words
    if (
        not (words.segment.kind == "headline" or words.titled)
        or one.key[0] not in persons.surnames
        or surname(one.key) in persons.surnames
    ):
        return
    at = next((i for i in range(one.first, one.end) if words.text[i] == one.name[0]), None)
    if at is not None:
        one.end, one.head, one.name = at + 1, at, one.name[:1]
        _make_person(one)


def _add(words: Words, sentence: int, names: list[Candidate], known: frozenset[str]) -> None:
    """The words that are a known person's name and lie in no name yet."""
    taken: set[int] | None = None
    for i, lower in enumerate(words.lower):
        if lower not in known or not (words.text[i][0].isupper() or words.caseless):
            continue
        if taken is None:
            taken = {j for one in names for j in range(one.first, one.end)}
        glued = (i and words.text[i - 1] == "-" and words.glued(i - 1)) or (
            words.glued(i) and words.text[i + 1 : i + 2] == ["-"]
        )
        if i in taken or glued or words.pos[i] in ("PRON", "ADP", "DET", "CCONJ"):
            continue
        names.append(
            Candidate(words, i, i + 1, i, "name", sentence + words.sentence[i], name=(words.text[i],), kind="person", definite=True)
        )  # fmt: skip
    names.sort(key=lambda one: one.first)
