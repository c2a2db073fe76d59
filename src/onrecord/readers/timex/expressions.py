"""Which words are a time expression: patterns, and what each says before it is placed in the calendar.

Spans follow TimeML: no leading preposition; "last", "next", "early", "the past" belong to the expression.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from onrecord.readers.timex.expression import Expression, Kind
from onrecord.readers.timex.joined import joined
from onrecord.readers.timex.words import CARDINAL, DECADE_WORDS, ORDINAL, YEAR_IN_WORDS, any_of, number_of_year, words

_MONTHS, _DAYS = any_of(words().months), any_of(words().weekdays)
_SEASONS, _PARTS, _UNITS = any_of(words().seasons), any_of(words().parts), any_of(words().units)
_MONTH = rf"(?P<month>{_MONTHS})\b\.?"
_FULL_WEEKDAY = r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SHORT_WEEKDAY = r"Mon|Tues|Tue|Wed|Thurs|Thu|Fri|Sat|Sun"
_YEAR = rf"(?P<year>1\d{{3}}|20\d{{2}}|21\d{{2}}|{YEAR_IN_WORDS})"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_MOD = (
    r"(?:(?P<mod>(?:the |very )?(?:(?:early|late|mid|first half|second half|latter half|middle part)(?: (?:of|in))?"
    r"|(?:middle|end|start|beginning) of))[- ](?:the )?)?"
)
_OF_DAY = rf"(?P<part>{_PARTS})"
_CLOCK = (
    r"(?:(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?\s?m\b\.?)"
    r"|(?P<hour24>[01]?\d|2[0-4])(?::(?P<minute24>[0-5]\d)(?![\d:%])(?:\s?(?:hours|hrs|h)\b)?|\.(?P<minute_after_stop>[0-5]\d)\s?(?:hours|hrs|h)\b)"
    r"|(?P<noon>noon|midday|midnight))"
)
_ZONE = r"(?:\s?(?:(?:local|Moscow|Eastern|Greenwich) (?:mean )?time|GMT|UTC|EST|EDT|PST|PDT|CET|CEST|BST|ET|IST))?"
_NUM = rf"(?:\d{{1,3}}(?:,\d{{3}})?(?:\.\d+)?|{CARDINAL}|an?)"
_VAGUE = r"(?:several|a few|few|some|many|a couple of|couple of|various|recent|numerous)"
_HALF = r"(?:(?P<half_more> and (?:a )?half| 1/2|½|-and-a-half))?"
_COUNT = rf"(?P<count>{_NUM}|{_VAGUE}){_HALF}(?: (?:more|full|straight|consecutive|long|whole|additional))?"
_UNIT = rf"(?P<unit>{_UNITS})s?"
_CLOSE = r"about|around|nearly|almost|roughly|(?:no |(?:a )?little |slightly )?(?:more|less) than|at least|approximately|up to|only"
_ABOUT = rf"(?:(?:{_CLOSE}|over|under|just over|just under|just) )?"
_ABOUT_SO_LONG = rf"(?:(?:{_CLOSE}|just over|just under|well over|(?<=\bfor )over|(?<=\bof )over|(?<=\bafter )over) )?"
_SAME_YEAR = r" of (?P<same>that(?: same)?|the same|this|the following|the next|the previous|last|next) year\b"
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
        rf"{_MOD}{_WEEKDAY}{_MONTH} ?(?<=[ .]){_DAY}(?!\d|:\d|,\d{{3}})(?:(?:,| of|,? in)? {_YEAR}\b(?! (?:people|men|troops|soldiers))|{_SAME_YEAR})?",
    ),
    ("date", rf"{_MOD}{_WEEKDAY}(?:the )?{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR}\b|{_SAME_YEAR})?"),
    (
        "date",
        rf"(?:the )?{_DAY}(?=(?:\s?[-–—/]\s?| and | to | or |, )(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?:(?:, | and )\d{{1,2}})? (?:of )?{_MONTH}(?:,? {_YEAR}\b)?)",
    ),
    (
        "day_of",
        rf"the (?P<ordinal>{ORDINAL})(?! (?:{_UNITS}|{_MONTHS}|century|time|of|largest|anniversary|round|[A-Z]))(?= |,|\.|;|$)",
    ),
    (
        "month",
        rf"{_MOD}(?:(?P<rel>last|next|this|the previous|the following|that) )?{_MONTH}(?:,? (?:of )?{_YEAR}\b| (?P<rel_after>this|last|next) year|{_SAME_YEAR})?",
    ),
    (
        "bc",
        rf"{_MOD}(?:(?:{_MONTH}|(?:the )?(?P<season>{_SEASONS}))(?: of)? )?(?P<bc>\d{{1,4}})(?: BCE?\b| B\.C\.)",
    ),
    (
        "year",
        rf"{_MOD}(?:the year |fiscal (?:year )?)?{_YEAR}(?![\d,]*\d|\.\d|s\b|%| ?(?:people|men|troops|soldiers|tons?\b|dollars|percent|km|kilomet|miles|meters|metres|votes|women|homes|aircraft|tanks|ships|prisoners|civilians|casualties))",
    ),
    ("year", r"(?<!\w)['’](?P<short>\d{2})(?![\w'’])"),
    ("decade", rf"{_MOD}(?:the )?(?P<decade>(?:1\d|20)\d0)s\b"),
    ("decade", rf"{_MOD}the ['’]?(?P<short_decade>[1-9]0)s\b"),
    ("decade", rf"{_MOD}the (?P<decade_words>{DECADE_WORDS})\b"),
    ("century", rf"{_MOD}(?:the )?(?P<ordinal>{ORDINAL})(?: and (?:{ORDINAL}))?[ -]centur(?:y|ies)"),
    (
        "weekday",
        rf"(?:(?P<rel>last|next|this|this past|this coming|the following|the next|the previous|early|late|early on|late on|earlier|later) )?(?P<weekday>{_FULL_WEEKDAY})s?\b(?: {_OF_DAY}\b)?",
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
    ("part", r"(?:(?<=\bat )|(?<=\bby ))(?P<at_night>night)\b"),
    (
        "unit",
        rf"(?:(?:earlier|later|late|early) )?{_REL} (?P<unit>week|month|quarter|year|decade|century|weekend|day)(?:-|\b)(?! (?:and|or) |ly)(?!s\b)",
    ),
    ("unit", rf"{_MOD}(?P<rel>the|this|last|next) (?P<unit>week|month|year|decade|century)\b"),
    ("ago", rf"{_ABOUT}{_COUNT} {_UNIT}(?: or (?:so|two|more))? ago\b"),
    ("ago", r"(?P<count>a) (?P<unit>year|month|week)-ago"),
    (
        "later",
        rf"{_ABOUT}{_COUNT} {_UNIT}(?: (?P<way>later|afterwards|earlier|beforehand|previously)\b"
        r"|(?<=\w)(?= (?P<way_from>after|before|prior)\b(?P<anchored> (?=[a-z]+ing\b|the\b|an?\b|his\b|her\b|their\b|it\b|he\b|she\b|they\b|[A-Z]))?))",
    ),
    ("later", r"(?P<plural>days|weeks|months|years|hours|minutes) (?P<way>later|earlier)\b"),
    (
        "past",
        rf"(?:the |these |this )?(?P<rel>past|last|next|coming|previous|following|first|final|recent) {_COUNT} {_UNIT}\b"
        rf"(?: of (?:the year|{_MONTH}(?: {_YEAR}\b)?|[12]\d{{3}}\b))?",
    ),
    (
        "past",
        rf"(?:the )(?P<rel>first|last|final|second|third) (?P<one>week|day|month|days|weeks|months) of (?:{_MONTH}(?:,? {_YEAR}\b)?|[12]\d{{3}}\b)",
    ),
    ("past", rf"(?:the )?(?P<rel>past|recent|coming|last couple of|last few|next few) (?P<unit>{_UNITS})s\b"),
    ("duration", rf"{_ABOUT_SO_LONG}{_COUNT}[ -]{_UNIT}(?: old|[ -]?long)?\b(?!-| old)(?P<half_after> and a half\b)?"),
    ("duration", r"(?P<count>half) an? (?P<unit>hour|year|century|decade)\b"),
    (
        "duration",
        r"(?:(?<=\bfor )|(?<=\bin )|(?<=\bover )|(?<=\bafter )|(?<=\bwithin ))(?P<plural>days|weeks|months|years|decades|centuries|hours|minutes)\b(?! (?:ago|later|after|before|earlier|and|to))",
    ),
    ("duration", r"(?P<whole>day|week|month|year|decade)-long\b"),
    ("duration", r"(?P<plural>days|weeks|months|years|decades|centuries|hours|minutes)-long\b"),
    (
        "season",
        rf"{_MOD}(?:(?P<rel>last|next|this|the following|the previous|that|the) )?(?P<season>{_SEASONS})\b(?:(?:(?: of)? {_YEAR}\b(?:[/–-]\d{{2,4}})?|{_SAME_YEAR})|(?! (?:of|to|from|by|in the|apart|short|victim|into|under|back|for|down|on|through)))",
    ),
    (
        "quarter",
        rf"(?:the |this year's |last year's |fiscal )?(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)[- ](?P<unit>quarter|half)(?:(?: of)?(?: the)? {_YEAR}\b| of (?P<rel>last|this|next) year)?",
    ),
    (
        "time",
        rf"{_ABOUT}{_CLOCK}{_ZONE}(?:(?: on)? (?P<weekday>{_FULL_WEEKDAY})\b|(?: on)? {_MONTH} {_DAY}(?:, {_YEAR})?|(?: on)? (?P<today>today|yesterday)\b)?",
    ),
    (
        "holiday",
        rf"(?P<holiday>{any_of(words().holidays)})\b(?:,? {_YEAR}\b)?(?! (?:island|tree|carol|market|party|shop|gift|present|card|song|bonus|dinner))",
    ),
    ("named", rf"(?P<named>{any_of(words().named)})(?![\w/])"),
    ("set", rf"(?:every|each) (?:(?P<count>{_NUM}|other) )?(?P<unit>{_UNITS})s?\b"),
    ("set", rf"(?:every|each) (?:(?P<each_weekday>{_FULL_WEEKDAY})|(?P<each_month>{_MONTHS}))\b"),
    ("set", rf"(?P<adverb>{any_of(words().sets)})\b(?! (?:express|mail|news|telegraph|beast|star|mirror|times))"),
    ("set", r"per (?P<per>day|week|month|year|quarter)\b"),
    ("reference", rf"(?P<reference>{any_of(words().references)})\b(?! \w+ (?:old|man|boy))"),
    ("reference", rf"(?:(?<=\bin )|(?<=\bfor ))(?P<reference>{any_of(words().after_in)})\b(?! (?:few|{_UNITS})s?\b)"),
    ("reference", r"(?<=\bat )(?P<at_the_time>the time)\b(?! (?:of|when|that|the|he|she|it|they|to)\b| [A-Z])"),
)


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(rf"{_RANGE_FROM.get(kind, _FREE)}{pattern}", re.IGNORECASE)) for kind, pattern in _PATTERNS
    )


_FREE = r"(?<![\w$£€.,/-])"
_RANGE_FROM: dict[Kind, str] = {
    "date": rf"(?:{_FREE}|(?<=[a-z\d]-)(?=\d{{1,2}} |{_MONTHS}))",
    "month": rf"(?:{_FREE}|(?<=[a-z]-)(?={_MONTHS}))",
    "year": rf"(?:{_FREE}|(?<=\b[12]\d\d\d-)|(?<=\b[12]\d\d\d/))",
}
"""What may stand before an expression; after a hyphen it may be the end of a range."""


_HINT = re.compile(
    rf"\d|\b(?:{_MONTHS}|{_DAYS}|{_SEASONS}|{_PARTS}|(?:{_UNITS})s?|centuries|noon|mid(?:day|night)|today|yesterday|tomorrow|tonight|now|seventeen|eighteen|nineteen"
    rf"|{DECADE_WORDS}|{any_of(words().named)}|{any_of(words().after_in)}|the time|{any_of(words().sets)}|{any_of(words().references)}|{any_of(words().holidays)})\b",
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
                if "year" in parts:
                    parts["year"] = number_of_year(parts["year"])
                end = match.start() + len(_unpunctuated(match.group(), parts.get("month")))
                found.append((match.start() - end, rank, match.start(), Expression(match.start(), end, kind, parts)))
    taken: list[Expression] = []
    for _, _, _, one in sorted(found, key=lambda item: item[:3]):
        if all(one.end <= other.start or other.end <= one.start for other in taken):
            taken.append(one)
    return joined(sorted(taken, key=lambda one: one.start), text)


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


_AMBIGUOUS = {"may", "march", "mar", "jan", "sun", "dec", "sep", "august", "april", "june"}


def _named_month(match: re.Match[str], text: str) -> bool:
    """A bare month is one only with its capital; "May" and "March" also begin sentences and are names."""
    name = match["month"]
    bare = len(match.group().rstrip(" .,")) == len(name)
    if not name[0].isupper():
        return not bare and name.lower() not in _AMBIGUOUS
    if bare and name.lower() in _AMBIGUOUS:
        joins = re.match(rf"(?:\s?[-–—/]\s?| and | to )(?:{_MONTHS})\b", text[match.end() :], re.IGNORECASE)
        return bool(joins or _AFTER_MONTH.search(text[: match.start()]))
    return True


def _season(match: re.Match[str], text: str) -> bool:
    """Fall and spring are verbs more often than seasons: they need a determiner, a year or a preposition."""
    bare = match.group().strip().lower()
    if bare in {"fall", "spring"}:
        return bool(re.search(r"\b(?:in|during|since|until|by|last|next|this) $", text[: match.start()], re.IGNORECASE))
    return not (bare == "the fall" and re.match(r" (?:of|in|from)", text[match.end() :]))


def _dated(match: re.Match[str], text: str) -> bool:
    """A month's name has its capital; where a text has none at all, a day beside it will do."""
    month = match.groupdict().get("month")
    if month is None or month[0].isupper():
        return True
    return month.lower() not in {"may", "mar", "sun"} and not re.match(r" \w+s\b", text[match.end() :])


_COUNTED = re.compile(r" (?:[a-z]+s|men|people)\b(?<! was)")
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|from|of|until|by|the|after|before|during|early|late|through|to|and|for|between|a|an|its|their|his|her)|[^\w\s,]|[A-Z][a-z]+) ?$"
)


def _year(match: re.Match[str], text: str) -> bool:
    """Four digits are a year unless something about them says that they count."""
    if match.groupdict().get("short"):
        return True
    if _COUNTED.match(text, match.end()) and not _BEFORE_YEAR.search(text, max(0, match.start() - 12), match.start()):
        return False
    before = text[max(0, match.start() - 24) : match.start()].lower()
    if re.search(
        r"(?:[$£€#]|\bno\.? |\bnumber |about |around |some |nearly |over |than |flight |route |highway |resolution |room |page |chapter |least |to (?=$))$",
        before,
    ):
        return bool(re.search(r"(?:in|since|from|of|until|by) (?:about |around |over )?$|(?:19|20)\d\d to $", before))
    return True


def _duration(match: re.Match[str], text: str) -> bool:
    """A second and one quarter are rarely durations, three quarters hardly ever; an age is none."""
    count, unit = match.groupdict().get("count"), match.groupdict().get("unit")
    if count is None or unit is None:
        return True
    if unit.lower() == "quarter" and (count.lower() in {"three", "3"} or text[match.end() :].startswith(" of")):
        return False
    if count.lower() in {"a", "an"} and match.group().endswith("long"):
        return False  # "month-long" alone is the expression
    return not (unit.lower() in {"second", "quarter"} and count.lower() in {"a", "an", "one"})


def _holiday(match: re.Match[str], text: str) -> bool:
    """Part of a longer name or of a title ("White Christmas") it is no day."""
    return not re.search(r"(?:[A-Z]\w+|[\"“‘']\w+) $", text[max(0, match.start() - 24) : match.start()])


def _century(match: re.Match[str], text: str) -> bool:
    """The second century of somebody's rule is no century of the calendar."""
    return not re.match(r" (?:of|after)\b", text[match.end() :])


_CHECKS: dict[Kind, Callable[[re.Match[str], str], bool]] = {
    "month": _named_month,
    "holiday": _holiday,
    "century": _century,
    "season": _season,
    "date": _dated,
    "year": _year,
    "duration": _duration,
}
