"""The patterns of time expressions, in order of preference among matches of one length.

Spans follow TimeML: no leading preposition; "last", "next", "early", "the past" belong to the expression.
"""

from typing import NamedTuple

from onrecord.readers.timex.expression import Kind
from onrecord.readers.timex.words import (
    CARDINAL,
    DECADE_WORDS,
    MANY,
    ORDINAL,
    YEAR_IN_WORDS,
    YEAR_OF_THIS_CENTURY,
    any_of,
    words,
)


class Pattern(NamedTuple):
    """A pattern, and the sorts of words of which a text must have one for it to match."""

    kind: Kind
    needs: str
    """Names of ``TRIGGERS``, parted by blanks; "0" is any digit."""
    regex: str


_known = words()
MONTHS, SEASONS, PARTS, UNITS = (any_of(table) for table in (_known.months, _known.seasons, _known.parts, _known.units))
FULL_WEEKDAY = r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SHORT_WEEKDAY = r"Mon|Tues|Tue|Wed|Thurs|Thu|Fri|Sat|Sun"
_MONTH = rf"(?P<month>{MONTHS})\b\.?"
_YEAR = rf"(?P<year>1\d{{3}}|20\d{{2}}|21\d{{2}}|{YEAR_IN_WORDS})"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_ABOUT_WHEN = r"(?:(?:around|about|circa|ca\.?) )?"
_MOD = (
    r"(?:(?P<mod>(?:the |very )?(?:(?:early|late|later|earlier|mid|first half|second half|last half|latter half|middle part|rest|remainder|end(?=-))(?: (?:of|in))?"
    r"|(?:middle|end|start|beginning|close|turn) of))[- ](?:the )?)?"
)
_OF_DAY = rf"(?P<part>{PARTS})"
_CLOCK = (
    r"(?:(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?\s?m\b\.?)"
    r"|(?P<hour24>[01]?\d|2[0-4])(?::(?P<minute24>[0-5]\d)(?![\d:%])(?:\s?(?:hours|hrs?|h)\b)?|\.(?P<minute_after_stop>[0-5]\d)\s?(?:hours|hrs|h)\b)"
    r"|(?P<hour_plain>[01]\d|2[0-3])(?P<minute_plain>[0-5]\d)(?=\s?(?:GMT|UTC|CET|hours|hrs|local time)\b)(?:\s?(?:hours|hrs)\b)?"
    r"|(?P<noon>noon|midday|midnight))"
)
_ZONE = (
    r"(?:\s?(?:(?-i:[A-Z][a-z]+ (?:[A-Z][a-z]+ )?)(?:mean |standard |daylight |summer )?time\b|local time\b"
    r"|(?-i:(?:GMT|UTC)(?:[+-]\d{1,2})?|EST|EDT|CST|CDT|PST|PDT|CET|CEST|EET|EEST|MSK|BST|ET|PT|IST)\b))?"
)
_NUM = rf"(?:\d{{1,3}}(?:,\d{{3}})?(?:\.\d+)?|{MANY}|{CARDINAL}|an?)"
_VAGUE = r"(?:several|a few|few|some|many|a couple of|couple of|various|recent|numerous)"
_HALF = r"(?:(?P<half_more> and (?:a )?half| 1/2|½|-and-a-half))?"
_RANGE = rf"(?P<upto>(?: to | or |[-–])(?:\d{{1,3}}|{CARDINAL})(?=[ -]))?"
_COUNT = rf"(?P<count>{_NUM}|{_VAGUE}){_RANGE}{_HALF}(?: (?:more|full|straight|consecutive|long|whole|additional))?"
_UNIT = rf"(?P<unit>{UNITS})s?"
_CLOSE = r"about|around|nearly|almost|roughly|(?:no |(?:a )?little |slightly )?(?:more|less) than|at least|approximately|up to|only"
_ABOUT = rf"(?:(?:{_CLOSE}|over|under|just over|just under|just) )?"
_ABOUT_SO_LONG = rf"(?:(?:{_CLOSE}|just over|just under|well over|(?<=\bfor )over|(?<=\bof )over|(?<=\bafter )over) )?"
_SAME_YEAR = r" of (?P<same>that(?: same)?|the same|this|the following|the next|the previous|last|next) year\b"
_REL = r"(?P<rel>this|last|next|the previous|previous|the next|the following|the coming|coming|the last|the past|past|that|that same|the same|the current|the preceding|the)"
_WEEKDAY = rf"(?:(?:(?:this|this coming|next|last|this past) )?(?:{FULL_WEEKDAY}|(?:{_SHORT_WEEKDAY})\.?),? )?"
_WHOSE = r"(?:the|his|her|its|their|these|those|our|my)"
_ORDERED = r"(?:first|final|last|early|earliest|following|succeeding|subsequent|preceding|ensuing|intervening|closing|opening|dying)"

TRIGGERS: dict[str, str] = {
    "month": MONTHS,
    "season": SEASONS,
    "part": PARTS,
    "unit": rf"{UNITS}|" + "|".join(f"{name}s" for name in _known.units) + "|centuries|weekend|weekends|period",
    "weekday": FULL_WEEKDAY.lower() + "|" + FULL_WEEKDAY.lower().replace("y|", "ys|") + "s",
    "today": "today|yesterday|tomorrow|tonight",
    "clock": "0|noon|midday|midnight",
    "years": "seventeen|eighteen|nineteen|0",
    "era": "bc|bce|b",
    "anno": "ad|a|ce",
    "o_clock": "clock",
    "decade": DECADE_WORDS,
    "century": "century|centuries",
    "quarter": "quarter|quarters|half|quarterly",
    "year": "year|years",
}
"""Words by sort; without one of a pattern's sort in a text the pattern is not tried."""

PATTERNS: tuple[Pattern, ...] = (
    Pattern("date", "0", rf"{_YEAR}(?P<iso>[-/])(?P<month_number>0[1-9]|1[0-2])(?P=iso)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    Pattern(
        "date",
        "0",
        r"(?P<month_number>0?[1-9]|1[0-2])(?P<slashed>[/.-])(?P<day>0?[1-9]|[12]\d|3[01])[/.-](?P<year>(?:1[89]|20)\d{2}|\d{2})(?!\d)",
    ),
    Pattern("date", "month", rf"{_DAY}-{_MONTH}-{_YEAR}(?!\d)"),
    Pattern("date", "0", r"(?P<day>1[3-9]|2\d|3[01])[/.](?P<month_number>0?[1-9]|1[0-2])[/.](?P<year>(?:1[89]|20)\d{2})(?!\d)"),
    Pattern(
        "date",
        "month",
        rf"{_ABOUT_WHEN}{_MOD}{_WEEKDAY}{_MONTH} ?(?<=[ .])(?:the (?=\d+(?:st|nd|rd|th)))?{_DAY}(?!\d|:\d|,\d{{3}})(?:(?:,| of|,? in)? {_YEAR}\b(?! (?:people|men|troops|soldiers))|{_SAME_YEAR}| (?P<rel_after>this|last|next) year\b)?",
    ),
    Pattern("date", "month", rf"{_ABOUT_WHEN}{_MOD}{_WEEKDAY}(?:the )?{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR}\b|{_SAME_YEAR}| (?P<rel_after>this|last|next) year\b)?"),
    Pattern(
        "date",
        "month",
        rf"(?:the )?{_DAY}(?=(?:\s?[-–—/]\s?| and | to | or |, )(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?:(?:, | and )\d{{1,2}})? (?:of )?{_MONTH}(?:,? {_YEAR}\b)?)",
    ),
    Pattern("date", "month", rf"{_WEEKDAY}{_MONTH} (?P<day_words>{ORDINAL})\b(?:,? {_YEAR}\b|(?=[.,;:)]|$| (?:at|in|and|to|for|with|was|is|the)\b))"),
    Pattern("date", "month", rf"(?:the )?(?P<day_words>{ORDINAL}) (?:day )?of {_MONTH}(?:,? {_YEAR}\b)?"),
    Pattern(
        "day_of",
        "0",
        rf"(?P<placed>(?:(?<=\bon )|(?<=\bby )|(?<=\buntil )|(?<=\bsince )|(?<=\bfrom ))(?=the ))?the (?P<ordinal>\d{{1,2}}(?:st|nd|rd|th))(?! (?:{UNITS}|{MONTHS}|century|time|of|largest|anniversary|round|[A-Z])|,? (?:and )?\d+(?:st|nd|rd|th))(?= |,|\.|;|$)",
    ),
    Pattern(
        "month",
        "month",
        rf"{_ABOUT_WHEN}{_MOD}(?:(?P<rel>last|next|this|this past|this coming|the previous|the following|that) )?{_MONTH}(?:,? (?:of )?{_YEAR}\b| (?P<rel_after>this|last|next) year|{_SAME_YEAR})?",
    ),
    Pattern(
        "bc",
        "era",
        rf"(?:(?:ca\.?|c\.|circa|around|about) )?{_MOD}(?:(?:{_MONTH}|(?:the )?(?P<season>{SEASONS}))(?: of)? )?(?P<bc>\d{{1,4}})(?: BCE?\b| B\.C\.)",
    ),
    Pattern("bc", "era", r"(?P<bc>\d{1,4})(?=(?:\s?[-–—]\s?| to | and | or )\d{1,4} (?:BCE?\b|B\.C\.))"),
    Pattern(
        "year",
        "years",
        rf"(?:(?:ca\.?|c\.|circa) )?{_MOD}(?:the year |fiscal (?:year )?|FY ?)?{_YEAR}(?![\d,]*\d|\.\d|s\b|%| ?(?:people|men|troops|soldiers|tons?\b|dollars|percent|km|kilomet|miles|meters|metres|votes|women|homes|aircraft|tanks|ships|prisoners|civilians|casualties|GMT|UTC|hours|hrs|local time))",
    ),
    Pattern("year", "anno", r"(?-i:A\.?D\.?) (?P<anno>\d{1,3})\b(?!,\d)|(?P<anno2>\d{1,3}) (?-i:AD|A\.D\.|CE)(?!\w)"),
    Pattern("year", "year", r"the year (?P<anno>\d{3})\b(?!,\d)"),
    Pattern("year", "0", r"(?<!\w)['’](?P<short>\d{2})(?![\w'’])"),
    Pattern("year", "0", r"the (?P<year>1[89]\d\d|20\d\d) (?:period|quarter)\b"),
    Pattern("year", "year", rf"{_MOD}the year (?P<year>{YEAR_OF_THIS_CENTURY})\b"),
    Pattern("decade", "0", rf"{_MOD}(?:the )?(?P<decade>(?:1\d|20)\d0)s\b"),
    Pattern("decade", "0", rf"{_MOD}the ['’]?(?P<short_decade>[1-9]0)s\b"),
    Pattern("decade", "decade", rf"{_MOD}the (?P<decade_words>{DECADE_WORDS})\b"),
    Pattern(
        "century",
        "century",
        rf"{_MOD}(?:the )?(?P<ordinal>{ORDINAL})(?: and (?:{ORDINAL}))?[ -]centur(?:y|ies)(?P<era> BCE?\b| B\.C\.)?",
    ),
    Pattern(
        "weekday",
        "weekday",
        rf"(?:(?P<rel>last|next|this|this past|this coming|the following|the next|the previous|early|late|early on|late on|earlier|later) )?(?P<weekday>{FULL_WEEKDAY})\b(?: {_OF_DAY}(?P<many>s)?\b)?(?!(?-i: (?:Times|Telegraph|Mirror|Mail|Express|Herald|Post|Mercury|Independent|Tribune|Star|World|People|Night Live)\b))",
    ),
    Pattern(
        "today",
        "today",
        rf"(?:(?:late|early|earlier|later) )?(?P<today>today|yesterday|tomorrow|tonight|the day before yesterday|the day after tomorrow)\b(?: {_OF_DAY}\b)?",
    ),
    Pattern(
        "part",
        "part",
        rf"(?:(?:late|early|earlier|later) )?(?P<rel>this|last|that|that same|the same|the|the next|the following|the previous) (?:(?:early|late|mid)[ -])?{_OF_DAY}\b(?! (?:sky|vision))(?: hours)?"
        rf"(?: of (?:{_MONTH} {_DAY}(?:[-–]\d{{1,2}}\b)?(?:, {_YEAR})?|{_DAY.replace('day>', 'day2>')}(?:[-–]\d{{1,2}})? {_MONTH.replace('month>', 'month2>')}(?: {_YEAR.replace('year>', 'year2>')})?|(?P<weekday>{FULL_WEEKDAY})\b))?",
    ),
    Pattern(
        "part",
        "unit",
        rf"the (?:early|small|wee) (?P<early_hours>hours)\b(?: of (?:{_MONTH} {_DAY}(?:, {_YEAR}\b)?|{_DAY.replace('day>', 'day2>')} {_MONTH.replace('month>', 'month2>')}(?: {_YEAR.replace('year>', 'year2>')}\b)?|(?P<weekday>{FULL_WEEKDAY})\b|(?P<today>today|yesterday)\b))?",
    ),
    Pattern("part", "part", r"the (?P<part>morning|afternoon|evening|night) (?P<rel>before)\b(?=[,.;:)]|$)"),
    Pattern(
        "part",
        "part",
        rf"(?P<part>dawn|daybreak|sunrise|dusk|sunset|nightfall)\s+(?:on )?(?:(?P<weekday>{FULL_WEEKDAY})|(?P<today>today|yesterday|tomorrow))\b",
    ),
    Pattern(
        "part",
        "part",
        r"(?:(?<=\bat )|(?<=\bby )|(?<=\bbefore )|(?<=\bafter )|(?<=\buntil )|(?<=\bsince ))(?P<part>dawn|daybreak|sunrise|dusk|sunset|nightfall)\b(?! of\b)",
    ),
    Pattern("part", "part", r"(?P<overnight>overnight)\b"),
    Pattern("part", "part", r"(?:(?<=\bat )|(?<=\bby ))(?P<at_night>night)\b"),
    Pattern("part", "part", r"(?P<any_day>daytime|night-?time)\b"),
    Pattern(
        "part",
        "part",
        rf"mid[- ]?(?P<part>morning|afternoon)\b(?:(?: on)? (?P<weekday>{FULL_WEEKDAY})\b| (?P<today>today|yesterday|tomorrow)\b)?",
    ),
    Pattern(
        "unit",
        "unit",
        rf"(?:(?:earlier|later|late|early) )?{_REL} (?P<unit>week|month|quarter|year|decade|century|weekend|day)\b(?!-)(?! (?:and|or) )(?P<ended>(?= (?:ended|ending)\b))?",
    ),
    Pattern(
        "unit",
        "unit",
        rf"{_MOD}(?P<rel>the|this|last|next) (?:(?P<whole>full|fiscal|entire|whole|calendar|financial|current fiscal|current financial) )?(?P<unit>week|month|year|decade|century)\b(?!-)(?P<ended>(?= (?:ended|ending)\b))?",
    ),
    Pattern(
        "unit", "unit", r"the (?P<latest>latest|current|most recent) (?:fiscal )?(?P<unit>quarter|year|week|month|period)\b"
    ),
    Pattern("unit", "unit", r"(?:the )?(?P<ends>year|month|quarter)(?:['’]s)?[- ]end\b"),
    Pattern("unit", "unit", r"the (?P<unit>day|week|month|year) (?P<beside>before|after|earlier|later|following)(?=[,.;:)]|$)"),
    Pattern("unit", "unit", r"the (?P<unit>week|month|year) (?P<beyond>after next|before last)\b"),
    Pattern("unit", "unit", r"(?P<within>earlier|later|late|early) in the (?P<unit>day|week|month|year)\b"),
    Pattern(
        "unit",
        "unit",
        rf"the (?P<week_of>week) (?:of|beginning|starting) (?:{_MONTH} {_DAY}(?:,? {_YEAR}\b)?|{_DAY.replace('day>', 'day2>')} {_MONTH.replace('month>', 'month2>')}(?: {_YEAR.replace('year>', 'year2>')}\b)?)",
    ),
    Pattern("ago", "unit", rf"{_ABOUT}{_COUNT} {_UNIT}(?: or (?:so|two|more))? ago\b"),
    Pattern("ago", "unit", r"(?P<long_ago>(?:not (?:that |so |too )?)?long|just (?:days|weeks|months|years)|(?:days|weeks|months|years)) ago\b"),
    Pattern("ago", "unit", r"(?P<count>a) (?P<unit>year|month|week)-ago"),
    Pattern(
        "ago",
        "year",
        r"the (?:(?:same|comparable|corresponding) )?(?P<count>year)-(?:ago|earlier) (?:quarter|period|month)\b|(?P<count2>year)-(?:ago|earlier)\b",
    ),
    Pattern(
        "ago",
        "year",
        r"the (?:same|comparable|corresponding) (?:period|quarter|month|time) (?:last (?P<count>year)|a (?P<count2>year) (?:ago|earlier|before))\b",
    ),
    Pattern(
        "later",
        "unit",
        rf"{_ABOUT}{_COUNT} {_UNIT}(?: (?P<way>later|afterwards|earlier|beforehand|previously|from now|hence)\b"
        r"|(?<=\w)(?= (?P<way_from>after|before|prior)\b(?P<anchored> (?=[a-z]+ing\b|the\b|an?\b|his\b|her\b|their\b|it\b|he\b|she\b|they\b|[A-Z]))?))",
    ),
    Pattern("later", "unit", r"(?P<plural>days|weeks|months|years|hours|minutes) (?P<way>later|earlier)\b"),
    Pattern(
        "past",
        "unit",
        rf"(?:the |these |this )?(?P<rel>past|last|next|coming|previous|following|first|final|recent) {_COUNT} {_UNIT}\b"
        rf"(?: of (?:the year|{_MONTH}(?: {_YEAR}\b)?|[12]\d{{3}}\b))?",
    ),
    Pattern(
        "past",
        "unit",
        rf"(?:the )(?P<rel>first|last|final|second|third) (?P<one>week|day|month|days|weeks|months) of (?:{_MONTH}(?:,? {_YEAR}\b)?|[12]\d{{3}}\b)",
    ),
    Pattern("past", "unit", rf"(?:the )?(?P<rel>past|recent|coming|last couple of|last few|next few) (?P<unit>{UNITS})s\b"),
    Pattern("duration", "unit", rf"{_ABOUT_SO_LONG}{_COUNT}[ -]{_UNIT}(?:[ -]?long)?\b(?!-| old)(?P<half_after> and a half\b)?"),
    Pattern("duration", "unit", rf"the (?P<count>\d{{1,3}}|{CARDINAL}) (?P<unit>{UNITS})s\b"),
    Pattern("duration", "unit", rf"(?:an? |the )?(?P<count>\d{{1,3}}|{CARDINAL})[- ](?P<unit>{UNITS}) period\b"),
    Pattern("duration", "unit", r"(?P<count>half)(?: |-)(?:an? )?(?P<unit>hour|year|century|decade)\b"),
    Pattern("duration", "century", r"a (?P<count>quarter)(?: |-)(?:of a )?(?P<unit>century)\b"),
    Pattern(
        "duration",
        "unit",
        r"(?:(?<=\bfor )|(?<=\bin )|(?<=\bover )|(?<=\bafter )|(?<=\bwithin ))(?P<plural>days|weeks|months|years|decades|centuries|hours|minutes)\b(?! (?:ago|later|after|before|earlier|and|to))",
    ),
    Pattern("duration", "unit", r"(?:hundreds|thousands|dozens|scores|tens) of (?P<plural>days|weeks|months|years|hours)\b"),
    Pattern("duration", "unit", r"(?P<plural>weeks|months|years|decades|centuries)(?P<filled>(?= of\b))"),
    Pattern("duration", "unit", rf"{_WHOSE} {_ORDERED} (?P<plural>(?<!early )hours|days|weeks|months|years|decades)\b(?! of (?:{MONTHS}|[12]\d\d\d)\b)"),
    Pattern("duration", "unit", r"(?:(?<=\bover )|(?<=\bthrough ))the (?P<plural>years|decades|centuries)\b"),
    Pattern("duration", "unit", r"the (?P<plural>days|weeks|months|years|decades) (?:ahead|to come)\b"),
    Pattern("duration", "unit", r"the (?P<plural>hours|days|weeks|months|years|decades)\b(?= (?:after|before|since|following|leading)\b)"),
    Pattern("duration", "unit", r"(?P<whole>day|week|month|year|decade)-long\b"),
    Pattern("duration", "unit", r"(?P<plural>days|weeks|months|years|decades|centuries|hours|minutes)-long\b"),
    Pattern(
        "season",
        "season",
        rf"{_MOD}(?:(?P<rel>last|next|this|this past|this coming|the following|the previous|that|that same|the) )?(?P<season>{SEASONS})\b(?:(?:(?: of)? {_YEAR}\b(?:[/–-]\d{{2,4}})?|{_SAME_YEAR})|(?! of\b))",
    ),
    Pattern(
        "quarter",
        "quarter",
        rf"(?:the )?(?:(?P<rel_before>this|last|next) year['’]s )?(?:fiscal[- ])?(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th) (?P<unit>quarter|half)\b(?:(?: of)?(?: the)?(?: fiscal)? {_YEAR}\b| of (?P<rel>last|this|next|the) year\b)?",
    ),
    Pattern("quarter", "quarter", rf"the (?P<ordinal>last|final) (?P<unit>quarter) of {_YEAR}\b"),
    Pattern("quarter", "quarter", r"(?:fiscal )?(?P<ordinal>first|second|third|fourth)-(?P<unit>quarter|half)\b(?!-)"),
    Pattern(
        "quarter", "quarter", r"the (?P<year>\d{4}) (?:fiscal )?(?P<ordinal>first|second|third|fourth) (?P<unit>quarter|half)\b"
    ),
    Pattern(
        "quarter",
        "quarter",
        r"the (?:comparable )?(?P<rel>year-ago|year-earlier) (?:fiscal )?(?P<ordinal>first|second|third|fourth) (?P<unit>quarter|half)\b",
    ),
    Pattern("quarter", "0", r"(?-i:Q)(?P<quarter_number>[1-4])(?:(?: of)? (?P<year>20\d\d|19\d\d))?\b"),
    Pattern(
        "time",
        "clock",
        rf"{_ABOUT}{_CLOCK}{_ZONE}(?:,?(?: on)? {_WEEKDAY}{_MONTH} {_DAY}(?:,? {_YEAR}\b)?|(?: on)? {_WEEKDAY}{_DAY.replace('day>', 'day2>')} {_MONTH.replace('month>', 'month2>')}(?: {_YEAR.replace('year>', 'year2>')}\b)?|,?(?: on)? (?P<weekday>{FULL_WEEKDAY})\b(?! (?:through|to)\b)|(?: on)? (?P<today>today|yesterday|tomorrow)\b|(?= (?P<near>this morning|this afternoon|this evening|tonight|last night)\b))?",
    ),
    Pattern(
        "time",
        "part",
        rf"(?<=\bat )(?P<hour_clock>1[0-2]|[1-9]|{CARDINAL}) (?:in the (?P<clock_part>morning|afternoon|evening)|at (?P<clock_night>night))\b",
    ),
    Pattern(
        "time",
        "o_clock",
        rf"{_ABOUT}(?P<hour_clock>1[0-2]|[1-9]|{CARDINAL}) o['’]clock(?: in the (?P<clock_part>morning|afternoon|evening)| at (?P<clock_night>night))?(?:(?: on)? (?P<weekday>{FULL_WEEKDAY})\b)?",
    ),
    Pattern(
        "holiday",
        "holiday",
        rf"(?:(?P<rel>last|next|this) )?(?P<holiday>{any_of(_known.holidays)}|{any_of(_known.moving)})\b(?:,? {_YEAR}\b)?(?! (?:island|tree|carol|market|party|shop|gift|present|card|song|bonus|dinner|egg|bunny|lily))",
    ),
    Pattern("named", "named", rf"(?P<named>{any_of(_known.named)})(?![\w/])"),
    Pattern("set", "unit", rf"(?:every|each) (?:(?P<count>{_NUM}|other|few|several|{ORDINAL}) )?(?P<unit>{UNITS})s?\b"),
    Pattern("set", "weekday", rf"(?:every|each) (?P<each_weekday>{FULL_WEEKDAY})\b"),
    Pattern("set", "month", rf"(?:every|each) (?P<each_month>{MONTHS})\b"),
    Pattern("set", "season", rf"(?:every|each) (?P<each_season>{SEASONS})\b"),
    Pattern("set", "part", r"(?:every|each) (?P<each_part>morning|afternoon|evening)\b"),
    Pattern("set", "weekday", rf"(?P<each_weekday>{FULL_WEEKDAY})s\b"),
    Pattern("set", "unit", r"(?<=\bon )(?P<weekends>weekends)\b"),
    Pattern("set", "sets", rf"(?P<adverb>{any_of(_known.sets)})\b(?! (?:express|mail|news|telegraph|beast|star|mirror|times))"),
    Pattern("set", "unit", r"per (?P<per>hour|day|week|month|year|quarter)\b"),
    Pattern("reference", "references", rf"(?P<reference>{any_of(_known.references)})\b(?! \w+ (?:old|man|boy)|(?<=recently) as\b)"),
    Pattern("reference", "references", rf"(?P<reference>{any_of(_known.attributes)})(?= [a-zA-Z])(?! (?:account|affairs|events|and\b|or\b)|ly\b| (?:few|{UNITS})s?\b)"),
    Pattern(
        "reference",
        "references",
        r"(?P<reference>the (?:(?:near|foreseeable|immediate|not too distant|distant) )?future)\b(?=[.,;:)!?”\"]| ?$| (?:of|and|is|was|will|by|for|if|but|as|with|that|or|in|to|when|without|at|on|of|because)\b)",
    ),
    Pattern(
        "reference",
        "references",
        rf"(?:(?<=\bin )|(?<=\bfor )|(?<=\bof (?=the past[.,;)])))(?P<reference>{any_of(_known.after_in)})\b(?! (?:few|{UNITS})s?\b| \w+ (?:{UNITS}|{SEASONS})s\b)",
    ),
    Pattern("reference", "references", r"(?<=\bat )(?P<at_the_time>the time)\b(?! (?:of|when|that|the|he|she|it|they|to)\b| [A-Z])"),
    Pattern("reference", "references", r"(?P<soon>soon)\b(?! (?:as|after|afterwards|thereafter)\b)(?<!as soon)"),
    Pattern("reference", "references", rf"(?P<of_histories>{any_of(_known.of_histories)})\b"),
)  # fmt: skip
