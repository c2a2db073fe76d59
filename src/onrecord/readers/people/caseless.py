"""Names in text without capitals, where the pipeline sees none: persons by the titles before them, bodies by the word lists."""

from collections.abc import Iterator
from functools import lru_cache

from onrecord.readers.people.candidates import Candidate
from onrecord.readers.people.lexicon import Body, Lexicon, lexicon
from onrecord.readers.people.syntax import Words

_NAME_TAGS = frozenset(("NN", "NNP", "NNS", "NNPS", "JJ", "FW", "XX", "VBP", "VB"))
_LONGEST = 4
_ORDINARY = frozenset(("who", "care", "is", "au", "us", "ap", "dpa"))
"""Abbreviations that are plain words in small letters."""


@lru_cache(maxsize=1)
def _bodies() -> dict[tuple[str, ...], Body]:
    """The known bodies by their names in small letters, those left out that would be ordinary words."""
    found: dict[tuple[str, ...], Body] = {}
    for name, body in lexicon().bodies.items():
        words = tuple(name.lower().split())
        plain = len(words) > 1 or (name.isupper() and len(name) > 2)
        if plain and words[0] not in _ORDINARY:
            found[words] = body
    return found


def caseless_names(words: Words, known: Lexicon, sentence: int) -> Iterator[Candidate]:
    """Every name of a segment without capitals, in order."""
    i, bodies = 0, _bodies()
    while i < len(words.lower):
        end = _title_end(words, known, i)
        stop = _name_end(words, known, end) if end > i else i
        if stop > end:
            yield _person(words, known, sentence, (i, end, stop))
            i = stop
            continue
        for length in range(min(5, len(words.lower) - i), 0, -1):
            body = bodies.get(tuple(words.lower[i : i + length]))
            if body:
                made = Candidate(words, i, i + length, i + length - 1, "name", sentence + words.sentence[i])
                made.name, made.kind, made.definite = tuple(words.text[i : i + length]), "organisation", True
                made.country, made.sector = body.country, body.sector
                yield made
                i += length - 1
                break
        i += 1


def _title_end(words: Words, known: Lexicon, i: int) -> int:
    """Where the longest title that begins here ends."""
    if words.lower[i].rstrip(".") in known.title_heads:
        for length in range(min(5, len(words.lower) - i), 0, -1):
            if tuple(word.rstrip(".") for word in words.lower[i : i + length]) in known.titles:
                return i + length
    return i


def _name_end(words: Words, known: Lexicon, i: int) -> int:
    """Where the two to four words of a name behind a title end; ``i`` where none stand there."""
    end = i
    while end < len(words.lower) and end - i < _LONGEST:
        word = words.lower[end]
        noun = (
            word in known.nouns
            or word in known.title_heads
            or word in known.name_heads
            or words.lemma[end] in known.speech
        )
        if not word.isalpha() or words.tag[end] not in _NAME_TAGS or noun or words.sentence[end] != words.sentence[i]:
            break
        end += 1
    return end if end - i >= 2 else i


def _person(words: Words, known: Lexicon, sentence: int, at: tuple[int, int, int]) -> Candidate:
    first, core, end = at
    title = known.titles[tuple(word.rstrip(".") for word in words.lower[first:core])]
    head = next((i for i in range(end - 1, core - 1, -1) if not core <= words.head[i] < end), end - 1)
    made = Candidate(words, first, end, head, "name", sentence + words.sentence[core])
    made.name, made.kind, made.definite = tuple(words.text[core:end]), "person", True
    made.titles = [(title, " ".join(words.text[first:core]))]
    made.sector, made.gender = title.sector, title.gender
    return made
