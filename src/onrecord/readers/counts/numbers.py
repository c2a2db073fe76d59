"""Quantities in words and digits: a small grammar of what is printed, and what it says."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
         "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed quantity: where it stands in the text, and what it says."""

    start: int
    end: int
    low: float | None
    high: float | None
    point: float | None
    approximate: bool
    percent: bool
    currency: str | None
    """A currency's code, or None where nothing says that it is money."""
    digits: bool
    """Printed in digits."""
    single: bool = False
    """One counted by an article ("a woman"), or none ("no one")."""


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The tables of words around numbers, read once."""
    return tomllib.loads((files("onrecord.readers") / "data" / "figures.toml").read_text(encoding="utf-8"))


def spelled(text: str) -> float | None:
    """A cardinal written out ("two hundred and fifty thousand", "sixty-one and a half"); None for anything else."""
    total, group, seen = 0.0, 0.0, False
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in _ONES:
            group += _ONES.index(word)
        elif word in _TENS:
            group += 10 * (_TENS.index(word) + 2)
        elif word in {"a", "an"}:
            group += 0 if seen else 1
        elif word == "and":
            continue
        elif word == "half":
            group += 0.5
        elif word in {"hundred", "dozen"}:
            group = (group or 1) * (100 if word == "hundred" else 12)
        elif word in words()["magnitudes"]:
            total += (group or 1) * words()["magnitudes"][word]
            group = 0
        else:
            return None
        seen = True
    return total + group if seen else None


def _alternatives(names: list[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    tables = words()
    every = [word for kind in tables["modifiers"].values() for word in kind]
    small = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(sorted(_ONES[1:], key=len, reverse=True))})"
    scale = r"(?:hundred|thousand|lakhs?|million|crores?|billion|trillion|dozen|bn|mln)"
    cardinal = rf"(?:(?:{small}|an?)(?:[- ]{scale})+(?: (?:and )?{small}(?:[- ]{scale})*)*|{small} point {small}(?: {scale})?|{small}(?: and a half)?)"
    digits = r"(?:\d{1,3}(?:,\d{2,3})+|\d+)(?:\.\d+)?"
    number = rf"(?:{digits}(?:[- ]?{scale}\b|(?<=\d)m\b)?|(?:a|one|three)[- ]quarters? of an? {scale}|half an? {scale}|{cardinal})"
    money = r"(?:(?:US|C|A|HK|NZ)?\$|£|€|¥|₹|\b(?:Rs\.?|INR|USD|EUR|P(?=\d)))\s?"
    coins = _alternatives([c for c in tables["currencies"] if c.isalpha() and len(c) > 2])
    minted = _alternatives(sorted({c.rsplit(" ", 1)[0] for c in tables["currencies"] if " " in c}))
    money_after = rf"[- ](?:(?:U\.?S\.?|{minted}) )?(?:{coins})s?\b"
    unit = rf"(?:\s?%|[- ]per ?cents?\b|[- ]percentage points?\b|(?P<money_after>{money_after}))"
    shares = _alternatives(list(tables["fractions"]))
    # A share is of something ("a third of the wells") or stands for it ("a third have none"); a third attempt is no share.
    fraction = rf"(?:{shares})(?! of an? {scale})(?= of\b| the\b| that\b| (?:have|had|has|are|were|is|was|live|lived|lack|lacked|said|say)\b)"
    # one in five children; "three in two days" is no share
    spans = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|attacks?|places?|\w+ed\b)"
    until = r"\s?[-–—]\s?| to | or "
    return re.compile(
        rf"(?<![\w/$£€-])(?<!\d[.,])(?P<modifier>(?:(?:{_alternatives(every)}) )*)"
        rf"(?:(?P<vague>{_alternatives(tables['vague']['words'])})\b(?P<vague_money>{money_after.replace('?P<money_after>', '?:')})?"
        rf"|(?P<ratio>(?P<some>{small}|\d\d?) (?:in(?: every)?|out of every) (?P<all>{small}|\d\d?0?))(?= (?!{spans})[a-z])"
        rf"|(?P<fraction>{fraction})"
        rf"|(?P<between>between )?(?P<money>{money})?(?P<first>{number})"
        rf"(?:(?P<unit1>\s?%|[- ]per ?cent)?(?P<to>(?(between)(?: and |\s?[-–—]\s?)|(?:{until})))(?P<money2>{money})?(?P<second>{number}))?"
        rf"(?P<plus>\+|[- ]odd\b|-plus\b|-strong\b| or (?:more|so)\b)?(?P<unit>{unit})?)"
        # "a 10-block area", "a 6,900-tonne ship": a measure in an adjective, not a count
        r"(?![\w/]|[.,:]\d|-(?:\s|[a-z]))(?: more\b(?! than\b))?",
        re.IGNORECASE,
    )


def quantities(text: str) -> list[Quantity]:
    """Every quantity of a text, in order. Whether it counts anything is for the reader of figures to say."""
    found = []
    for match in _pattern().finditer(text):
        if match["second"] and _is_change(text, match):
            found += _both_ends(match)
        elif (quantity := _quantity(match)) is not None:
            found.append(quantity)
    return found


def _is_change(text: str, match: re.Match[str]) -> bool:
    """Whether two numbers are a before and an after ("cut from 12 to 7"), not the ends of a range ("ranging from 7 to 12")."""
    before = text[max(0, match.start() - 14) : match.start()].lower()
    if match["unit1"] and not match["between"] and (_value(match["first"]) or 0) > (_value(match["second"]) or 0):
        return True  # "43 percent to 38 percent" is a score
    return match["to"] == " to " and before.endswith("from ") and not before.endswith(("ranging from ", "range from "))


def _both_ends(match: re.Match[str]) -> list[Quantity]:
    currency, percent = _currency(match), bool(match["unit"]) and not match["money_after"]
    ends = (
        (match["first"], match.start(), match.end("unit1") if match["unit1"] else match.end("first")),
        (match["second"], match.start("money2") if match["money2"] else match.start("second"), match.end()),
    )
    values = [(_value(text), start, end) for text, start, end in ends]
    return [
        Quantity(start, end, value, value, value, False, percent, currency, match["first"][0].isdigit())
        for value, start, end in values
        if value is not None
    ]


def _quantity(match: re.Match[str]) -> Quantity | None:
    modifier = match["modifier"].strip().lower()
    currency = _currency(match)
    percent = bool(match["unit"]) and not match["money_after"]
    if match["vague"]:
        return Quantity(match.start(), match.end(), None, None, None, False, False, currency, False)
    if match["ratio"] or match["fraction"]:
        share = _share(match)
        if share is None:
            return None
        return Quantity(match.start(), match.end(), *_bounded(share, modifier), True, None, False)
    first = _value(match["first"])
    second = _value(match["second"]) if match["second"] else None
    if first is None or (match["second"] and second is None):
        return None
    digits = match["first"][0].isdigit()
    if second is not None:
        scale = _scale(match["second"])
        if first < second and scale > 1 and _scale(match["first"]) == 1 and first < 1000:
            first *= scale
        ends = sorted((first, second))
        return Quantity(match.start(), match.end(), ends[0], ends[1], None, bool(modifier), percent, currency, digits)
    if (plus := match["plus"]) and "strong" not in plus.lower():
        modifier = "about" if "odd" in plus.lower() or "so" in plus.lower() else "at least"
    return Quantity(match.start(), match.end(), *_bounded(first, modifier), percent, currency, digits)


def _share(match: re.Match[str]) -> float | None:
    """A share in per cent: "two thirds", "one in five"; None where it is more than the whole."""
    if match["fraction"]:
        return float(words()["fractions"][match["fraction"].lower()])
    some, every = _value(match["some"]), _value(match["all"])
    return round(100 * some / every, 2) if some and every and some < every else None


def _bounded(value: float, modifier: str) -> tuple[float | None, float | None, float | None, bool]:
    """Low, high, point and whether it is approximate (the codebook's convention)."""
    kind = _bound(modifier)
    if kind is None:
        return value, value, value, False
    return (
        value if kind == "low" else None,
        value if kind == "high" else None,
        value if kind == "about" else None,
        True,
    )


@lru_cache(maxsize=256)
def _bound(modifier: str) -> str | None:
    """What the words before a number make of it: its low or high bound, or about its size."""
    kinds = words()["modifiers"]
    for kind in ("low", "high", "about"):
        if any(re.search(rf"\b{re.escape(word)}$|\b{re.escape(word)} ", modifier) for word in kinds[kind]):
            return kind
    return None


def _currency(match: re.Match[str]) -> str | None:
    known: dict[str, str] = words()["currencies"]
    if match["money"]:
        return known.get(match["money"].strip().lower(), "USD" if "$" in match["money"] else None)
    if after := match["money_after"] or match["vague_money"]:
        whole = after.lower().strip("- ").removesuffix("s")
        name = whole.rsplit(" ", 1)[-1]
        return known.get(whole) or known.get(name, name)
    return None


def _scale(text: str) -> float:
    """The magnitude at the end of a number: a million in "4.5 million"."""
    last = re.search(r"([a-z]+)$", text.lower())
    scales: dict[str, float] = words()["magnitudes"]
    return float(scales.get(last[1], 1)) if last else 1.0


def _value(text: str) -> float | None:
    digits = re.match(r"[\d,]*\.?\d+", text)
    if digits:
        return round(float(digits.group().replace(",", "")) * _scale(text), 6)
    if share := re.match(r"(half|(a|one|three)[- ]quarters?)\b", text.lower()):
        return {"half": 0.5, "a": 0.25, "one": 0.25, "three": 0.75}[share[2] or share[1]] * _scale(text)
    if " point " in text.lower():
        whole, part = re.split(r" point ", text.lower(), maxsplit=1)
        one, tenth = spelled(whole), spelled(part.split(" ")[0])
        return None if one is None or tenth is None else round((one + tenth / 10) * _scale(text), 6)
    return spelled(text)
