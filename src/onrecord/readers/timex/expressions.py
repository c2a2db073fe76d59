"""Which words are a time expression: patterns, and what each says before it is placed in the calendar.

Spans follow TimeML: no leading preposition; "last", "next", "early", "the past" belong to the expression.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onrecord.readers.timex.words import CARDINAL, ORDINAL, any_of, words

Kind = Literal[
    "date", "month", "year", "bc", "weekday", "today", "unit", "ago", "later", "duration", "season", "quarter", "decade", "century", "time",
    "part", "day_of", "holiday", "set", "reference", "past",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expression:
    """A match: where it stands in the segment's text, and the words of its parts."""

    start: int
    end: int
    kind: Kind
    parts: dict[str, str]


_MONTHS, _DAYS = any_of(words().months), any_of(words().weekdays)
_SEASONS, _PARTS, _UNITS = any_of(words().seasons), any_of(words().parts), any_of(words().units)
_MONTH = rf"(?P<month>{_MONTHS})\b\.?"
_FULL_WEEKDAY = r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SHORT_WEEKDAY = r"Mon|Tues|Tue|Wed|Thurs|Thu|Fri|Sat|Sun"
_YEAR = r"(?P<year>1\d{3}|20\d{2}|21\d{2})"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_MOD = (
    r"(?:(?P<mod>(?:the |very )?(?:early|late|mid|middle|end|start|beginning|first half|second half|latter half|middle part)"
    r"(?: (?:of|in))?)[- ](?:the )?)?"
)
_OF_DAY = rf"(?P<part>{_PARTS})"
_CLOCK = r"(?:(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?\s?m\b\.?)|(?P<hour24>[01]?\d|2[0-4])[:.](?P<minute24>[0-5]\d)(?!\d)(?:\s?(?:hours|hrs|h)\b)?|(?P<noon>noon|midday|midnight))"
_ZONE = r"(?:\s?(?:(?:local|Moscow|Eastern|Greenwich) (?:mean )?time|GMT|UTC|EST|EDT|PST|PDT|CET|CEST|BST|ET|IST))?"
_NUM = rf"(?:\d{{1,3}}(?:,\d{{3}})?(?:\.\d+)?|{CARDINAL}|an?)"
_VAGUE = r"(?:several|a few|few|some|many|a couple of|couple of|various|recent|numerous)"
_COUNT = rf"(?P<count>{_NUM}|{_VAGUE})(?: (?:more|full|straight|consecutive|long|whole))?"
_UNIT = rf"(?P<unit>{_UNITS})s?"
_ABOUT = r"(?:(?:about|around|nearly|almost|roughly|more than|less than|at least|over|under|approximately|up to|just over|just under|just) )?"
_REL = r"(?P<rel>this|last|next|the previous|previous|the next|the following|the coming|coming|the last|the past|past|that|that same|the same|the current|the preceding|the)"


_WEEKDAY = rf"(?:(?:{_FULL_WEEKDAY}|(?:{_SHORT_WEEKDAY})\.?),? )?"

_PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("date", rf"{_YEAR}-(?P<month_number>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    (
        "date",
        r"(?P<month_number>0?[1-9]|1[0-2])[/.-](?P<day>0?[1-9]|[12]\d|3[01])[/.-](?P<year>(?:1[89]|20)\d{2}|\d{2})(?!\d)",
    ),
    (
        "date",
        rf"{_MOD}{_WEEKDAY}{_MONTH} {_DAY}(?!\d|:\d|,\d{{3}})(?:(?:,| of|,? in)? {_YEAR}\b(?! (?:people|men|troops|soldiers)))?",
    ),
    ("date", rf"{_MOD}{_WEEKDAY}(?:the )?{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR}\b)?"),
    (
        "day_of",
        rf"the (?P<ordinal>{ORDINAL})(?! (?:{_UNITS}|{_MONTHS}|century|time|of|largest|anniversary|round|[A-Z]))(?= |,|\.|;|$)",
    ),
    (
        "month",
        rf"{_MOD}(?:(?P<rel>last|next|this|the previous|the following|that) )?{_MONTH}(?:,? (?:of )?{_YEAR}\b| (?P<rel_after>this|last|next) year)?",
    ),
    ("bc", r"(?:(?:early|late|mid)[- ])?(?P<bc>\d{1,4})(?: BCE?\b| B\.C\.)"),
    (
        "year",
        rf"{_MOD}(?:the year |fiscal (?:year )?)?{_YEAR}(?![\d,]*\d|\.\d|s\b|%| ?(?:people|men|troops|soldiers|tons|dollars|percent|km|kilomet|miles|meters|metres|votes|women|homes|aircraft|tanks|ships|prisoners|civilians|casualties))",
    ),
    ("year", r"(?<!\w)['’](?P<short>\d{2})(?![\w'’])"),
    ("decade", rf"{_MOD}(?:the )?(?P<decade>(?:1\d|20)\d0)s\b"),
    ("decade", rf"{_MOD}the ['’]?(?P<short_decade>[1-9]0)s\b"),
    ("century", rf"{_MOD}the (?P<ordinal>{ORDINAL})(?: and (?:{ORDINAL}))?[ -]centur(?:y|ies)"),
    (
        "weekday",
        rf"(?:(?P<rel>last|next|this|this past|the following|the next|the previous|early|late|early on|late on|earlier on) )?(?P<weekday>{_FULL_WEEKDAY})s?\b(?: {_OF_DAY}\b)?",
    ),
    (
        "today",
        rf"(?:(?:late|early|earlier|later) )?(?P<today>today|yesterday|tomorrow|tonight|the day before yesterday|the day after tomorrow)\b(?: {_OF_DAY}\b)?",
    ),
    (
        "part",
        rf"(?:(?:late|early|earlier|later) )?(?P<rel>this|last|that|the same|the|the next|the following|the previous) {_OF_DAY}\b(?! (?:sky|vision))(?: hours)?(?: of (?:{_MONTH} {_DAY}(?:, {_YEAR})?|{_DAY.replace('day>', 'day2>')} {_MONTH.replace('month>', 'month2>')}(?: {_YEAR.replace('year>', 'year2>')})?))?",
    ),
    ("part", r"(?P<overnight>overnight)\b"),
    (
        "unit",
        rf"(?:(?:earlier|later|late|early) )?{_REL} (?P<unit>week|month|quarter|year|decade|century|weekend|day)(?:-|\b)(?! (?:and|or) |ly)(?!s\b)",
    ),
    ("unit", rf"{_MOD}(?P<rel>the|this|last|next) (?P<unit>week|month|year|decade|century)\b"),
    ("ago", rf"{_ABOUT}{_COUNT} {_UNIT} ago\b"),
    ("ago", r"(?P<count>a) (?P<unit>year|month|week)-ago"),
    (
        "later",
        rf"{_ABOUT}{_COUNT} {_UNIT} (?P<way>later|after|afterwards|earlier|before|beforehand|previously|prior)\b(?P<anchored> (?=[a-z]+ing\b|the\b|an?\b|his\b|her\b|their\b|it\b|he\b|she\b|they\b|[A-Z]))?",
    ),
    (
        "past",
        rf"(?:the |these |this )?(?P<rel>past|last|next|coming|previous|following|first|final|recent) {_COUNT} {_UNIT}\b",
    ),
    ("past", rf"(?:the )?(?P<rel>past|recent|coming|last couple of|last few|next few) (?P<unit>{_UNITS})s\b"),
    ("duration", rf"{_ABOUT}(?:the )?{_COUNT}[ -]{_UNIT}(?:[ -]?(?:old|long))?\b(?!-)"),
    ("duration", r"(?P<count>half) an? (?P<unit>hour|year|century|decade)\b"),
    (
        "duration",
        r"(?:(?<=\bfor )|(?<=\bin )|(?<=\bover ))(?P<plural>days|weeks|months|years|decades|centuries|hours|minutes)\b(?! (?:ago|later|after|before|earlier|of|and|to))",
    ),
    (
        "season",
        rf"{_MOD}(?:(?P<rel>last|next|this|the following|the previous|that|the) )?(?P<season>{_SEASONS})\b(?:(?: of)? {_YEAR}\b(?:[/–-]\d{{2,4}})?)?(?! (?:of|to|from|by|in the|apart|short|victim|into|under|back|for|down|on|through))",
    ),
    (
        "quarter",
        rf"(?:the |this year's |last year's |fiscal )?(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)[- ](?P<unit>quarter|half)(?:(?: of)?(?: the)? {_YEAR}\b| of (?P<rel>last|this|next) year)?",
    ),
    (
        "time",
        rf"{_ABOUT}{_CLOCK}{_ZONE}(?:(?: on)? (?P<weekday>{_FULL_WEEKDAY})\b|(?: on)? {_MONTH} {_DAY}(?:, {_YEAR})?|(?: on)? (?P<today>today|yesterday)\b)?",
    ),
    ("holiday", rf"(?P<holiday>{any_of(words().holidays)})\b(?:,? {_YEAR}\b)?(?! (?:island|tree|carol))"),
    ("set", rf"(?:every|each) (?:(?P<count>{_NUM}|other) )?(?P<unit>{_UNITS})s?\b"),
    ("set", rf"(?P<adverb>{any_of(words().sets)})\b(?! (?:express|mail|news|telegraph|beast|star|mirror|times))"),
    ("set", r"(?:per|a) (?P<unit>day|week|month|year)\b(?<=per \w{3})|(?:per) (?P<unit2>week|month|year)\b"),
    ("reference", rf"(?P<reference>{any_of(words().references)})\b"),
)


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"(?<![\w$£€.,/-]){pattern}", re.IGNORECASE)) for kind, pattern in _PATTERNS)


_HINT = re.compile(
    rf"\d|\b(?:{_MONTHS}|{_DAYS}|{_SEASONS}|{_PARTS}|(?:{_UNITS})s?|centuries|noon|mid(?:day|night)|today|yesterday|tomorrow|tonight|now"
    rf"|{any_of(words().sets)}|{any_of(words().references)}|{any_of(words().holidays)})\b",
    re.IGNORECASE,
)
"""Without one of these words there is no time expression: most sentences need no further look."""


def find(text: str) -> list[Expression]:
    """All time expressions of a text, longest first where they overlap, in order."""
    if not _HINT.search(text):
        return []
    found: list[tuple[int, int, int, Expression]] = []
    for rank, (kind, pattern) in enumerate(_compiled()):
        for match in pattern.finditer(text):
            if match.end() > match.start() and _CHECKS.get(kind, _anything)(match, text):
                parts = {name: words for name, words in match.groupdict().items() if words}
                end = match.start() + len(_unpunctuated(match.group(), parts.get("month")))
                found.append((match.start() - end, rank, match.start(), Expression(match.start(), end, kind, parts)))
    taken: list[Expression] = []
    for _, _, _, one in sorted(found, key=lambda item: item[:3]):
        if all(one.end <= other.start or other.end <= one.start for other in taken):
            taken.append(one)
    return sorted(taken, key=lambda one: one.start)


_ABBREVIATED = frozenset(("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"))


def _unpunctuated(printed: str, month: str | None) -> str:
    """Without the comma behind it, and without the full stop that ends the sentence and not a month."""
    stripped = printed.rstrip(" ,")
    return stripped.rstrip(".") if month and month.lower() not in _ABBREVIATED else stripped


def _anything(match: re.Match[str], text: str) -> bool:
    return True


_AFTER_MONTH = re.compile(
    r"\b(?:in|last|next|this|since|until|till|by|of|from|to|through|early|late|mid|between|and|during|before|after|for|since|mid-|that|the|at|and|on|late|previous|following)[ -]$",
    re.IGNORECASE,
)


def _named_month(match: re.Match[str], text: str) -> bool:
    """A bare month is one only with its capital; "May" and "March" also begin sentences and are names."""
    name = match["month"]
    if not name[0].isupper():
        return False
    bare = len(match.group().rstrip(" .,")) == len(name)
    if bare and name.lower() in {"may", "march", "mar", "jan", "sun", "dec", "sep", "august", "april", "june"}:
        return bool(_AFTER_MONTH.search(text[: match.start()]))
    return True


def _capital_weekday(match: re.Match[str], text: str) -> bool:
    return match["weekday"][0].isupper()


def _season(match: re.Match[str], text: str) -> bool:
    """Fall and spring are verbs more often than seasons: they need a determiner, a year or a preposition."""
    bare = match.group().strip().lower()
    if bare in {"fall", "spring"}:
        return bool(re.search(r"\b(?:in|during|since|until|by|last|next|this) $", text[: match.start()], re.IGNORECASE))
    return not (bare == "the fall" and re.match(r" (?:of|in|from)", text[match.end() :]))


def _dated(match: re.Match[str], text: str) -> bool:
    month = match.groupdict().get("month")
    return month is None or month[0].isupper()


def _year(match: re.Match[str], text: str) -> bool:
    """Four digits are a year unless something about them says that they count."""
    if match.groupdict().get("short"):
        return True
    before = text[max(0, match.start() - 24) : match.start()].lower()
    if re.search(
        r"(?:[$£€#]|\bno\.? |\bnumber |about |around |some |nearly |over |than |flight |route |highway |resolution |room |page |chapter |least |to (?=$))$",
        before,
    ):
        return bool(re.search(r"(?:in|since|from|of|until|by) (?:about |around |over )?$|(?:19|20)\d\d to $", before))
    return True


def _duration(match: re.Match[str], text: str) -> bool:
    """A second, the day and one quarter are rarely durations."""
    count, unit = match.groupdict().get("count"), match.groupdict().get("unit")
    if count is None or unit is None:
        return True
    if unit.lower() in {"second", "quarter"} and count.lower() in {"a", "an", "one"}:
        return False
    return not (unit.lower() in {"minute", "night"} and count.lower() == "the")


_CHECKS: dict[Kind, Callable[[re.Match[str], str], bool]] = {
    "month": _named_month,
    "weekday": _capital_weekday,
    "season": _season,
    "date": _dated,
    "year": _year,
    "duration": _duration,
}
