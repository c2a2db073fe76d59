"""Names in the text: what the pipeline's entities give, mended with titles, word lists and the article's own habits."""

import re
from collections.abc import Iterator, Sequence

from onrecord.readers.people.candidates import ARTICLES, NATIONALITY, Candidate, country_before, country_in, left_edge
from onrecord.readers.people.lexicon import Lexicon, Title
from onrecord.readers.people.syntax import Words
from onrecord.records import PartyKind

_KINDS: dict[str, PartyKind] = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "NORP": "group"}
_WEAK = frozenset(("FAC", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"))
_NO_NAMES = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"))
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}s?$")
_EDGE_MARKS = frozenset(
    ("'s", "’s", "'", "’", '"', "“", "”", "(", ")", ",", ".", "-", "–", "—", ":", ";", "''", "``", "/")
)
_HYPHENS = frozenset("-–")
_PLAIN = frozenset(
    ("former", "late", "ex", "acting", "then", "senior", "top", "deputy", "outgoing", "interim", "veteran")
)
_LINKS = frozenset(("of", "for"))

Range = tuple[int, int, str]


def names(words: Words, lexicon: Lexicon, sentence: int) -> Iterator[Candidate]:
    """Every name of a segment in order. ``sentence`` is the number before the segment's first sentence."""
    taken = -1
    for first, end, label in _ranges(words, lexicon):
        candidate = _candidate(words, lexicon, sentence, (first, end, label)) if first >= taken else None
        if candidate:
            candidate.first = max(candidate.first, taken)
            taken = candidate.end
            yield candidate


def _ranges(words: Words, lexicon: Lexicon) -> list[Range]:
    """The pipeline's entities, cleaned, and the runs of proper nouns that it passed over."""
    ranges: list[Range] = []
    free = [tag in ("NNP", "NNPS") for tag in words.tag]
    for start, stop, label in words.ents:
        for i in range(start, stop):
            free[i] = False
        if label in _KINDS or label in _WEAK:
            ranges += _cleaned(words, lexicon, start, stop, label)
    i = 0
    while i < len(free):
        if not free[i]:
            i += 1
            continue
        first = i
        while i < len(free) and free[i] and words.sentence[i] == words.sentence[first]:
            i += 1
        ranges += _cleaned(words, lexicon, first, i, "")
    ranges.sort()
    return _joined(words, lexicon, ranges)


def _cleaned(words: Words, lexicon: Lexicon, first: int, end: int, label: str) -> list[Range]:
    while first < end and (
        words.lower[first] in ARTICLES or words.text[first] in _EDGE_MARKS or words.tag[first] == "_SP"
    ):
        first += 1
    while first < end and (words.text[end - 1] in _EDGE_MARKS or words.tag[end - 1] == "_SP"):
        end -= 1
    for i in range(first + 1, end - 1):
        # "Iran and Iraq" or "France's Airbus" are two names; "Food and Drug Administration" is one.
        text = words.text[i]
        apart = text in ("'s", "’s") or (
            text == "and" and _stands_alone(words, lexicon, first, i) and _stands_alone(words, lexicon, i + 1, end)
        )
        if apart or text in ("(", '"', "“", "”", ":"):
            return _cleaned(words, lexicon, first, i, label) + _cleaned(words, lexicon, i + 1, end, label)
    if first >= end or not any(words.text[i][0].isupper() or words.text[i][0].isdigit() for i in range(first, end)):
        return []
    return [(first, end, label)]


def _stands_alone(words: Words, lexicon: Lexicon, first: int, end: int) -> bool:
    text = " ".join(words.text[first:end])
    return bool(_ACRONYM.match(text)) or text in lexicon.bodies or country_in(text) is not None


def _joined(words: Words, lexicon: Lexicon, ranges: Sequence[Range]) -> list[Range]:
    """Put together what a hyphen or "of" holds together ("Amir-Abdollahian", "Ministry of Health")."""
    joined: list[Range] = []
    for first, end, label in ranges:
        if joined:
            before, stop, kind = joined[-1]
            gap = words.text[stop:first]
            hyphen = len(gap) == 1 and gap[0] in _HYPHENS and words.glued(stop - 1) and words.glued(stop)
            same = words.sentence[before] == words.sentence[first]
            head = words.lower[stop - 1]
            of = (
                bool(gap) and gap[0] in _LINKS and len(gap) <= 2 and gap[-1] in (*_LINKS, "the")
                and head in lexicon.name_heads and words.text[stop - 1][0].isupper() and kind != "GPE"
            )  # fmt: skip
            beside = not gap and _one_person(words, lexicon, joined[-1], (first, end, label))
            if same and ((hyphen and not _adjectives(words, before, stop)) or of or beside):
                joined[-1] = (before, end, "ORG" if of else kind or label)
                continue
        joined.append((first, end, label))
    return [_hyphened(words, r) for r in joined]


def _adjectives(words: Words, first: int, end: int) -> bool:
    return country_in(" ".join(words.text[first:end])) is not None


def _one_person(words: Words, lexicon: Lexicon, one: Range, other: Range) -> bool:
    """Whether two ranges side by side are the halves of one person's name."""
    labels = {one[2], other[2]}
    if "PERSON" not in labels or not labels <= {"PERSON", "", "GPE", "ORG"}:
        return False
    plain = " ".join(words.text[one[0] : one[1]])
    return (
        country_in(plain) is None and plain not in lexicon.bodies and words.lower[one[1] - 1] not in lexicon.name_heads
        and _title_ending(words, lexicon, one[1]) is None
    )  # fmt: skip


def _hyphened(words: Words, found: Range) -> Range:
    """Take in what is glued on by hyphens: "al-" before, "-Abdollahian" behind."""
    first, end, label = found
    while (
        first >= 2
        and words.text[first - 1] in _HYPHENS
        and words.glued(first - 1)
        and words.glued(first - 2)
        and words.lower[first - 2] in ("al", "el", "abu", "ul", "ad", "as", "ar", "bin")
    ):
        first -= 2
    while (
        end + 1 < len(words.text)
        and words.text[end] in _HYPHENS
        and words.glued(end - 1)
        and words.glued(end)
        and words.text[end + 1][0].isupper()
    ):
        if words.tag[end + 1][:2] != "NN" or label == "GPE":
            break
        end += 2
    return first, end, label


def _title_ending(words: Words, lexicon: Lexicon, end: int, first: int = 0) -> tuple[int, Title] | None:
    """The longest title whose last word stands just before ``end``: where it begins, and which."""
    if end and words.text[end - 1] == "." and words.text[end - 2 : end - 1] and words.glued(end - 2):
        end -= 1  # "Lt." cut in two, and often taken for the end of a sentence
    for length in range(min(5, end - first), 0, -1):
        start = end - length
        if (
            words.lower[start].rstrip(".") not in lexicon.title_heads
            or words.sentence[start] != words.sentence[end - 1]
        ):
            continue
        title = lexicon.titles.get(tuple(word.rstrip(".") for word in words.lower[start:end]))
        if title:
            return start, title
    return None


def _title_opening(words: Words, lexicon: Lexicon, first: int, end: int) -> int:
    """Where the titles at the beginning of a range end."""
    for length in range(min(5, end - first - 1), 0, -1):
        if tuple(word.rstrip(".") for word in words.lower[first : first + length]) in lexicon.titles:
            return _title_opening(words, lexicon, first + length, end)
    return first


def _candidate(words: Words, lexicon: Lexicon, sentence: int, found: Range) -> Candidate | None:
    first, end, label = found
    ending = _title_ending(words, lexicon, end, first) if label in ("", "ORG") else None
    if ending and ending[0] > first:
        end = ending[0]  # "Police Capt. Smith": the office belongs to the name behind it
        if words.lower[end - 1] in lexicon.nouns and end - first == 1:
            return None
    core = first
    if _title_opening(words, lexicon, first, end + 1) >= end or _is_adjective(words, lexicon, first, end):
        return None
    kind = _kind(words, lexicon, first, end, label)
    if kind in (None, "person"):
        core = _demonyms_end(words, lexicon, first, end)
        core = _title_opening(words, lexicon, core, end)
        if core > first:
            kind = _kind(words, lexicon, core, end, "PERSON")
    titles, start = _titles_before(words, lexicon, core, kind)
    if titles and kind is None:
        kind = "person"
    if not titles and core > first and kind == "person":
        core = first
    head = _head(words, core, end)
    begin = left_edge(words, start, end) if kind != "place" else left_edge_article(words, start)
    name = _name(words, core, end)
    if not name or (label in _WEAK and kind is None):
        return None
    candidate = Candidate(
        words, begin, end, head, "name", sentence + words.sentence[core], name=name, kind=kind, titles=titles
    )
    candidate.short = _bracketed(words, end)
    _describe(candidate, lexicon, core, start)
    return candidate


def _is_adjective(words: Words, lexicon: Lexicon, first: int, end: int) -> bool:
    """Whether a nationality only describes what follows ("Indian" in "the Indian navy"), and does not say whose act it is."""
    if words.lower[words.head[end - 1]] in lexicon.done and country_in(" ".join(words.text[first:end])):
        return False
    return (
        words.tag[end - 1] in ("JJ", "NNP", "NN")
        and words.dep[end - 1] in NATIONALITY
        and (words.tag[end - 1] == "JJ" or (first + 1 == end and words.entity[first] == "NORP"))
    )


def _demonyms_end(words: Words, lexicon: Lexicon, first: int, end: int) -> int:
    """Past a nationality that stands before a title ("Iranian Foreign Minister …" taken for one name)."""
    i = first
    while i + 1 < end and (country_in(words.text[i]) or words.lower[i] in _PLAIN):
        i += 1
    return i if _title_opening(words, lexicon, i, end) > i else first


def _titles_before(
    words: Words, lexicon: Lexicon, core: int, kind: PartyKind | None
) -> tuple[list[tuple[Title, str]], int]:
    """The titles that lead up to a person's name, and where they begin."""
    titles: list[tuple[Title, str]] = []
    start = core
    if kind not in (None, "person"):
        return titles, start
    while start > 0:
        ending = _title_ending(words, lexicon, start)
        if ending is None:
            break
        printed = " ".join(words.text[ending[0] : start]).replace(" - ", "-").removesuffix(" .")
        titles.insert(0, (ending[1], printed))
        start = ending[0]
    return titles, start


def _kind(words: Words, lexicon: Lexicon, first: int, end: int, label: str) -> PartyKind | None:
    """What a name is the name of, as far as its own words and the pipeline tell; None where they do not."""
    text = " ".join(words.text[first:end])
    lower = words.lower[first:end]
    if text in lexicon.bodies or text.replace(" - ", "-") in lexicon.bodies:
        return "organisation"
    if country_in(text):
        return "group" if words.tag[end - 1] in ("NNPS", "NNS") or label == "NORP" else "place"
    if _names_a_body(lexicon, lower):
        return "organisation"
    if end - first == 1 and _ACRONYM.match(text) and label in ("PERSON", "", "ORG", "PRODUCT", "WORK_OF_ART"):
        return "organisation"
    return _KINDS.get(label)


def _names_a_body(lexicon: Lexicon, lower: Sequence[str]) -> bool:
    if len(lower) > 1 and (lower[-1] in lexicon.name_heads or lower[-1].rstrip("s") in lexicon.name_heads):
        return True
    if " ".join(lower[-2:]) in lexicon.name_heads:
        return True
    return any(
        word in _LINKS and lower[i - 1] in lexicon.name_heads for i, word in enumerate(lower) if 0 < i < len(lower) - 1
    )


def _head(words: Words, first: int, end: int) -> int:
    """The word of a range that hangs on something outside it."""
    for i in range(end - 1, first - 1, -1):
        if not first <= words.head[i] < end or words.head[i] == i:
            return i
    return end - 1


def left_edge_article(words: Words, first: int) -> int:
    """Take in the article before a place ("the US"), and nothing else."""
    return first - 1 if first and words.lower[first - 1] == "the" else first


def _name(words: Words, first: int, end: int) -> tuple[str, ...]:
    """The words of a name, with what hyphens glue together put together."""
    parts: list[str] = []
    for i in range(first, end):
        if parts and i > first and words.glued(i - 1) and words.text[i - 1] != ",":
            parts[-1] += words.text[i]
        else:
            parts.append(words.text[i])
    return tuple(part for part in parts if part.strip())


def _bracketed(words: Words, end: int) -> str | None:
    """The abbreviation in brackets right behind a name."""
    if end + 2 < len(words.text) and words.text[end] == "(" and words.text[end + 2] == ")":
        short = words.text[end + 1].strip("\"'“”")
        if 2 <= len(short) <= 10 and sum(letter.isupper() for letter in short) >= 2:
            return short
    return None


def _describe(candidate: Candidate, lexicon: Lexicon, core: int, start: int) -> None:
    """Country, sector, gender and number, from a name's own words and those before it."""
    words, text = candidate.words, " ".join(candidate.name)
    body = lexicon.bodies.get(text)
    lower = [word.casefold() for word in candidate.name]
    if body:
        candidate.country, candidate.sector = body.country, body.sector
    elif candidate.kind == "organisation":
        tail = next((i for i, word in enumerate(lower) if word in _LINKS and i), len(lower))
        candidate.sector = lexicon.name_heads.get(" ".join(lower[max(0, tail - 2) : tail])) or lexicon.name_heads.get(
            lower[tail - 1]
        )
        candidate.noun = lexicon.nouns.get(lower[tail - 1])
        candidate.country = country_before(words, candidate.first, candidate.end)
    elif candidate.kind in ("place", "group"):
        candidate.country = country_in(text)
        candidate.plural = candidate.kind == "group"
    else:
        candidate.country = country_before(words, candidate.first, start) or country_before(words, start, core)
        for title, _ in candidate.titles:
            candidate.gender = candidate.gender or title.gender
            candidate.sector = candidate.sector or title.sector
    candidate.definite = True
