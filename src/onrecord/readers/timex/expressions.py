"""Which words are a time expression: patterns, and what each says before it is placed in the calendar.

Spans follow TimeML: no leading preposition; "last", "next", "early", "the past" belong to the expression.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from onrecord.readers.timex.expression import Expression, Kind
from onrecord.readers.timex.joined import joined
from onrecord.readers.timex.patterns import MONTHS, PATTERNS, SEASONS, TRIGGERS
from onrecord.readers.timex.words import number_of_year, words


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[Kind, str, re.Pattern[str]], ...]:
    return tuple(
        (one.kind, one.needs, re.compile(rf"{_RANGE_FROM.get(one.kind, _FREE)}{one.regex}", re.IGNORECASE))
        for one in PATTERNS
    )


_FREE = r"(?<![\w$£€.,/-])"
_RANGE_FROM: dict[Kind, str] = {
    "date": rf"(?:{_FREE}|(?<=[a-z\d]-)(?=\d{{1,2}} |{MONTHS}))",
    "month": rf"(?:{_FREE}|(?<=[a-z\d.][-–/])(?={MONTHS}))",
    "season": rf"(?:{_FREE}|(?<=[a-z\d][-/])(?={SEASONS}))",
    "year": rf"(?:{_FREE}|(?<=\bpre-)|(?<=\bpost-)|(?<=\b[12]\d\d\d-)|(?<=\b[12]\d\d\d/))",
    "time": rf"(?:{_FREE}|(?<=\d\d-)(?=\d\d:\d\d))",
    "bc": rf"(?:{_FREE}|(?<=\d-))",
}
"""What may stand before an expression; after a hyphen or a stroke it may be the end of a range."""

_WORD = re.compile(r"[a-z]+|\d+")


@lru_cache(maxsize=1)
def _triggers() -> tuple[tuple[str, frozenset[str]], ...]:
    """The words of each sort; of an entry with several words the longest, which is the rarest."""
    known = words()
    tables = {
        "holiday": [*known.holidays, *known.moving],
        "named": [*known.named],
        "sets": [*known.sets],
        "references": [
            *known.references,
            *known.attributes,
            *known.after_in,
            *known.of_histories,
            "future",
            "time",
            "soon",
        ],
    } | {sort: alternatives.replace("\\", "").split("|") for sort, alternatives in TRIGGERS.items()}
    return tuple(
        (sort, frozenset(max(_WORD.findall(entry), key=len) for entry in entries)) for sort, entries in tables.items()
    )


def _sorts(text: str) -> frozenset[str]:
    """The sorts of time words that a text has, "0" for a digit among them."""
    printed = set(_WORD.findall(text.lower()))
    if any(word[0].isdigit() for word in printed):
        printed.add("0")
    return frozenset(sort for sort, trigger in _triggers() if not trigger.isdisjoint(printed)) | (printed & {"0"})


def find(text: str) -> list[Expression]:
    """All time expressions of a text, longest first where they overlap, in order."""
    sorts = _sorts(text)
    if not sorts:
        return []
    found: list[tuple[int, int, int, Expression]] = []
    for rank, (kind, needs, pattern) in enumerate(_compiled()):
        if needs not in sorts:
            continue
        for match in pattern.finditer(text):
            if match.end() > match.start() and _CHECKS.get(kind, _anything)(match, text):
                one = _expression(kind, match, text)
                found.append((one.start - one.end, rank, one.start, one))
    taken: list[Expression] = []
    for _, _, _, one in sorted(found, key=lambda item: item[:3]):
        if all(one.end <= other.start or other.end <= one.start for other in taken):
            taken.append(one)
    return joined(sorted(taken, key=lambda one: one.start), text)


_COMPARED = re.compile(
    r"(?:[$£€#%]|\b(?:million|billion|percent|per cent|cents|share|compared with|compared to|versus)\b)[^;:?!]{0,40}$|\b(?:from|than|with) $"
)


def _expression(kind: Kind, match: re.Match[str], text: str) -> Expression:
    # a group that is there may be empty: it says that something follows
    parts = {name: words for name, words in match.groupdict().items() if words is not None}
    if "year" in parts:
        parts["year"] = number_of_year(parts["year"])
    for second in ("count2", "anno2"):
        if second in parts:
            parts[second[:-1]] = parts.pop(second)
    if kind in {"ago", "later", "unit"} and _COMPARED.search(text, max(0, match.start() - 48), match.start()):
        parts["compared"] = ""
    end = match.start() + len(_unpunctuated(match.group(), parts.get("month") or parts.get("month2")))
    return Expression(match.start(), end, kind, parts)


_ABBREVIATED = frozenset(("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"))


def _unpunctuated(printed: str, month: str | None) -> str:
    """Without the comma behind it, and without the full stop that ends the sentence and not a month."""
    stripped = printed.rstrip(" ,")
    return stripped.rstrip(".") if month and month.lower() not in _ABBREVIATED else stripped


def _anything(match: re.Match[str], text: str) -> bool:
    return True


_NEAR = 16
"""So many characters before a match are looked at: the longest word that counts, and more."""
_JOINS = re.compile(rf"(?:\s?[-–—/]\s?| and | to )(?:{MONTHS})\b", re.IGNORECASE)
_AFTER_MONTH = re.compile(
    r"\b(?:in|last|next|this|since|until|till|by|of|from|to|through|early|late|mid|between|and|during|before|after|for|since|mid-|that|the|at|and|on|late|previous|following)[ -]$",
    re.IGNORECASE,
)


_AMBIGUOUS = {"may", "march", "mar", "jan", "sun", "dec", "sep", "august", "april", "june"}


def _named_month(match: re.Match[str], text: str) -> bool:
    """A bare month is one only with its capital; "May" and "March" also begin sentences and are names."""
    name = match["month"]
    bare = len(match.group().rstrip(" .,")) == len(name)
    if not name[0].isupper():
        return not bare and name.lower() not in _AMBIGUOUS
    if bare and name.lower() in _AMBIGUOUS:
        before = max(0, match.start() - _NEAR)
        return bool(_JOINS.match(text, match.end()) or _AFTER_MONTH.search(text, before, match.start()))
    return True


_NAMED = re.compile(
    r"(?<![.!?:] )\b(?!(?:In|The|This|Last|Next|Since|By|Until|During|Early|Late|That|Chinese|German)\b)[A-Z]\w+ $"
)
_OF_FALL = re.compile(r" (?:of|in|from)")
_MOVING = re.compile(r" (?:to|from|by|in the|apart|short|victim|into|under|back|for|down|on|through)\b")
_BEFORE_SEASON = re.compile(r"\b(?:in|during|since|until|by|last|next|this|the|a) $", re.IGNORECASE)
_OF_SEASON = re.compile(
    r" (?:offensive|campaign|term|season|session|break|election|harvest|planting|rains|flood|semester|festival)",
    re.IGNORECASE,
)


def _season(match: re.Match[str], text: str) -> bool:
    """Fall and spring are verbs more often than seasons: they need a determiner, a year or a preposition."""
    bare, season = match.group().strip().lower(), match["season"]
    if season[0].isupper() and _NAMED.search(text, max(0, match.start() - 24), match.start()):
        return False  # the Prague Spring
    if season.lower() in {"fall", "spring"} and match.end("season") == match.end() and _MOVING.match(text, match.end()):
        return False  # to fall in the polls
    if bare in {"fall", "spring"}:
        return bool(
            _BEFORE_SEASON.search(text, max(0, match.start() - 12), match.start())
            or _OF_SEASON.match(text, match.end())
        )
    return not (bare == "the fall" and _OF_FALL.match(text, match.end()))


_LOWER_PLURAL = re.compile(r" (?!(?:as|was|is|has|this)\b)\w+s\b")


def _dated(match: re.Match[str], text: str) -> bool:
    """A month's name has its capital; where a text has none at all, a day beside it will do."""
    month = match.groupdict().get("month")
    if month is None or month[0].isupper():
        return True
    if match.groupdict().get("year"):
        return True
    return month.lower() not in {"may", "mar", "sun"} and not _LOWER_PLURAL.match(text, match.end())


_COUNTED = re.compile(r" (?:[a-z]+s|men|people)\b(?<! was)")
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|from|of|until|by|the|after|before|during|early|late|through|to|and|for|between|a|an|its|their|his|her)|[^\w\s,]|[A-Z][a-z]+) ?$"
)


def _year(match: re.Match[str], text: str) -> bool:
    """Four digits are a year unless something about them says that they count."""
    if match.group()[:2].lower() in {"fy", "fi", "th"} or not {"year"} & {k for k, v in match.groupdict().items() if v}:
        return True  # it says itself that it is one
    if _COUNTED.match(text, match.end()) and not _BEFORE_YEAR.search(text, max(0, match.start() - 12), match.start()):
        return False
    before = text[max(0, match.start() - 24) : match.start()].lower()
    if re.search(
        r"(?:[$£€#]|\bno\.? |\bnumber |about |around |some |nearly |over |than |flight |route |highway |resolution |room |page |chapter |least |\bto (?=$))$",
        before,
    ):
        return bool(re.search(r"(?:in|since|from|of|until|by) (?:about |around |over )?$|(?:19|20)\d\d to $", before))
    return True


_FILLED = re.compile(
    r"(?:\b(?:after|follows|followed|following|despite|for|through|during|with|and|amid|by|in|over|of|took|spent|saw)|^|[.!?]) ?$"
)


def _duration(match: re.Match[str], text: str) -> bool:
    """A second and one quarter are rarely durations, three quarters hardly ever; an age is none."""
    if "filled" in match.re.groupindex:
        return bool(_FILLED.search(text, max(0, match.start() - 12), match.start()))
    count, unit = match.groupdict().get("count"), match.groupdict().get("unit")
    if count is None or unit is None:
        return True
    if unit.lower() == "quarter" and (count.lower() in {"three", "3"} or text.startswith(" of", match.end())):
        return False
    if count.lower() in {"a", "an"} and match.group().endswith("long"):
        return False  # "month-long" alone is the expression
    return not (unit.lower() in {"second", "quarter"} and count.lower() in {"a", "an", "one"})


def _holiday(match: re.Match[str], text: str) -> bool:
    """Part of a longer name or of a title ("White Christmas") it is no day."""
    return not re.search(r"(?:[A-Z]\w+|[\"“‘']\w+) $", text[max(0, match.start() - 24) : match.start()])


_OF_RULE = re.compile(r" (?:of|after)\b")


def _century(match: re.Match[str], text: str) -> bool:
    """The second century of somebody's rule is no century of the calendar."""
    return not _OF_RULE.match(text, match.end())


def _unit(match: re.Match[str], text: str) -> bool:
    """With two capitals inside quotation marks it is the name of a programme; the Year of an award is none."""
    parts = match.groupdict()
    unit = parts.get("unit") or ""
    if not unit[:1].isupper() or match.group().isupper():
        return True
    return not (match.group()[0].isupper() and text.endswith(("“", '"', "‘", "'", "’s "), 0, match.start())) and not (
        match.group().startswith("the ")
    )


def _today(match: re.Match[str], text: str) -> bool:
    """Part of a name: USA TODAY."""
    return not (
        match["today"][0].isupper() and re.search(r"\b[A-Z]{2,} $", text[max(0, match.start() - 8) : match.start()])
    )


_DAY_OF_NAME = re.compile(r"\b(?:Bloody|Black|Super|Cyber|Holy|Fat|Green) $")


def _weekday(match: re.Match[str], text: str) -> bool:
    """Bloody Sunday is one day and no other Sunday."""
    return not _DAY_OF_NAME.search(text, max(0, match.start() - 8), match.start())


_VERB_BEFORE = re.compile(r"\b(?:to|will|would|may|might|can|could|should|must|not|n['’]t) $")


def _past(match: re.Match[str], text: str) -> bool:
    """The talks may last six weeks."""
    return not (match["rel"].lower() == "last" and _VERB_BEFORE.search(text, max(0, match.start() - 8), match.start()))


_CHECKS: dict[Kind, Callable[[re.Match[str], str], bool]] = {
    "month": _named_month,
    "holiday": _holiday,
    "century": _century,
    "season": _season,
    "date": _dated,
    "year": _year,
    "duration": _duration,
    "unit": _unit,
    "today": _today,
    "past": _past,
    "weekday": _weekday,
}
