"""Words under pictures: how a caption is known, and the credit, date and place that it prints."""

import re

from onrecord.pages.calendar_words import printed_dates
from onrecord.pages.lines import Block
from onrecord.pages.words import masthead_words
from onrecord.records import Caption, Span

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,160})[)\]][.\s]*$")
_CREDIT_MARK = re.compile(
    r"^(?:file )?(?:(?:photo|picture|image|photograph|pic)s?(?: (?:courtesy|credit|by))*|credits?|courtesy|supplied)(?: ?(?:by|of|:)| ?: ?| )\s*",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:\bphoto(?:graph)?s?(?: (?:courtesy of|by|credit))?:? ?|\bcredit:? |\bpicture:? |\bimage:? |\s[-–—|/©] ?)"
    r"([^.!?\n]{2,80})$",
    re.IGNORECASE,
)
_SIGNER = r"[A-Z][\w.'’-]+(?:[ /][A-Z][\w.'’-]+){0,5}"
_SIGNED = re.compile(
    rf"\b(?:[Pp]hoto(?:graph)?|[Pp]icture|[Ii]mage|[Cc]redit|PHOTO|CREDIT)s?(?: (?:by|courtesy of))?: ?({_SIGNER})\W*$"
    rf"|[.\d\w]\s+((?:REUTERS|Reuters|AFP|AP Photo|AP|EPA|Getty Images)\s?/\s?{_SIGNER})\W*$"
)
"""A credit without brackets: "Photograph: Name", "REUTERS/Name"."""
_FILED = re.compile(r"\s*(?:,|via|/)?\s*\b(?:file(?: photo)?|archives?|handout)\b\s*$", re.IGNORECASE)
_PICTURED = re.compile(
    r"\((?:l|r|c|left|right|cent(?:er|re)|top|bottom|l-r|pictured(?: (?:above|below|left|right|in .{2,30}))?|file|not pictured)\)"
    r"|, pictured,|\bpictured (?:here|above|below)\b|\b(?:stock|file|undated handout) (?:image|photo|picture)\b"
    r"|^(?:image|photo|picture|pictured|caption): |\bseen here\b|\bin this (?:file |handout |undated )?(?:photo|image|picture)\b",
    re.IGNORECASE,
)
_WIRE_HEAD = re.compile(r"^(?:[^,:]{3,40}, )*(?:[A-Z][^,:]{2,40}): ")
_MONTHS = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
_PLACE = re.compile(r"\bin ((?:[A-Z][\w'’-]+)(?:[ -](?:[A-Z][\w'’-]+|al-[A-Z][\w'’-]+))*)")


def credit_of(line: str) -> str | None:
    """The credit at the end of a caption, or the credit that the whole line is; None where there is none."""
    match = _BRACKETS.search(line)
    if match and _is_credit(match[1]):
        return _bare(match[1])
    if signed := _SIGNED.search(line):
        return _bare(signed[1] or signed[2])
    trailing = _TRAILING.search(line)
    if trailing and _names_agency(trailing[1]):
        return _bare(trailing[1])
    return None


def is_credit_line(block: Block, *, photo: bool = False) -> bool:
    """Whether a line is nothing but a credit: "Getty Images", "Photo: AFP"; ``photo``: no news agency alone."""
    line = block.plain.strip("()[] .")
    if len(block.words) > 8 or not line or block.closed:
        return False
    if _CREDIT_MARK.match(line) or (block.plain[0] in "([" and block.plain[-1] in ")]" and _is_credit(line)):
        return True
    parts = [part.strip() for part in re.split(r"/|\bvia\b|,|\band\b", line)]
    known = [_is_agency(part) for part in parts]
    if photo and "/" not in line and not any(word.lower() in masthead_words().pictures for word in block.words):
        # an agency's name alone may as well be who wrote the report
        return False
    return all(known) or ("/" in line and any(known))


def _is_agency(words: str) -> bool:
    known = masthead_words().agencies
    return words in known or (words.isupper() and words.title() in known)


def _is_credit(words: str) -> bool:
    parts = re.findall(r"[^\W\d_][\w.'’+&-]*", words)
    if not parts or len(parts) > 16 or re.search(r"[a-z]{2}[.!?;] [A-Z]", words):
        return False
    if _CREDIT_MARK.match(words) or _names_agency(words):
        return True
    capital = sum(part[0].isupper() for part in parts)
    return capital >= 0.7 * len(parts) and ("/" in words or len(parts) >= 2)


def _names_agency(words: str) -> bool:
    known = masthead_words()
    if any(part.strip() in known.agencies for part in re.split(r"/|\bvia\b|,|\band\b", words)):
        return True
    return any(part.lower() in known.credit for part in re.findall(r"[^\W\d_]+", words)) and len(words.split()) <= 12


def has_firm_credit(line: str) -> bool:
    """Whether the trailing brackets name an agency or a photographer beyond doubt, so that they mark a caption anywhere."""
    match = _BRACKETS.search(line)
    return bool(match and (_CREDIT_MARK.match(match[1]) or (_names_agency(match[1]) and _is_credit(match[1]))))


def _bare(words: str) -> str:
    words = _FILED.sub("", _CREDIT_MARK.sub("", words.strip())).strip(" .,:")
    return re.sub(r"^(?:by|via) ", "", words)


def is_pictured(line: str) -> bool:
    """Whether the words speak of what is seen in a picture."""
    return bool(_PICTURED.search(line))


def caption_of(block: Block, credit_line: Block | None = None) -> Caption:
    """The caption with what it prints; a credit on a line of its own, directly below, is part of it."""
    line = block.plain
    credit = credit_of(line) or (_bare(credit_line.plain.strip("()[] ")) if credit_line else None)
    dates = [found.day for found in printed_dates(line) if found.day]
    when = dates[0].isoformat() if len(set(dates)) == 1 else None
    span = Span(block.span.start, credit_line.span.end) if credit_line else block.span
    return Caption(span, credit, when, _place(line))


def _place(line: str) -> str | None:
    """The town in a wire caption's head ("1 May 1968, France, Paris: …"), else the one that the last *in* names."""
    head = _WIRE_HEAD.match(line)
    if head and any(True for _ in printed_dates(head[0])):
        return head[0].rstrip(": ").split(",")[-1].strip()
    found = [match for match in _PLACE.finditer(_BRACKETS.sub("", line)) if not _MONTHS.match(match[1])]
    if not found:
        return None
    at = len(found) - 1
    while at and line[found[at - 1].end() : found[at].start()] == " ":
        # "in Arras in France": the nearer of the two is the more exact
        at -= 1
    return found[at][1]
