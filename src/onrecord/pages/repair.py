"""Letters that were decoded wrongly somewhere on the way ("donâ€™t"), read as they were written.

ftfy does it, in its conservative setting: quotation marks stay as they are, and so do ligatures and wide characters.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from ftfy import TextFixerConfig, fix_text
from ftfy.badness import is_bad

from onrecord.pages.origins import Stretch

_SETTING = TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
_SUSPECT = re.compile(r"[\u00c2-\u00f4][^\x00-\x7f]|[\u00c2\u00c3]\s")
"""What a letter of several bytes looks like where each byte was taken for a letter: the lead byte, then the next."""
LONGEST = 20_000
"""Characters of one line that is looked at."""


@lru_cache(maxsize=4096)
def repaired(line: str) -> str:
    """The line with wrongly decoded letters put right; the same line where there are none."""
    if line.isascii() or len(line) > LONGEST or not _SUSPECT.search(line) or not is_bad(line):
        return line
    return fix_text(line, _SETTING)


def changes(line: str, fixed: str) -> Iterator[tuple[int, int, str]]:
    """What was put right: where in ``line``, and what stands there now; the stretches between are as they were.

    Letters of ASCII are never wrong, so both lines have the same ones in the same order, and what lies between two of
    them in the one was made from what lies between them in the other. Where that does not hold, the whole was changed.
    """
    ours, theirs = _pieces(line), _pieces(fixed)
    if [words for plain, words in ours if plain] != [words for plain, words in theirs if plain] or len(ours) != len(
        theirs
    ):
        yield 0, len(line), fixed
        return
    at = 0
    for (plain, words), (_, now) in zip(ours, theirs, strict=True):
        if not plain and words != now:
            yield at, at + len(words), now
        at += len(words)


def _pieces(line: str) -> list[tuple[bool, str]]:
    return [(plain, "".join(letters)) for plain, letters in groupby(line, str.isascii)]


def mended(line: str, stretches: list[Stretch]) -> tuple[str, list[Stretch]]:
    """A line of HTML put right, with the stretches of the source that each part of it was made from."""
    fixed = repaired(line)
    if fixed == line or not stretches:
        return line, stretches
    base, shift, at = stretches[0].start, 0, 0
    found: list[Stretch] = []
    for start, end, now in changes(line, fixed):
        found += _cut(stretches, base + at, base + start, shift)
        touched = _cut(stretches, base + start, base + end, 0)
        if touched and now:
            begin = base + start + shift
            found.append(Stretch(begin, begin + len(now), touched[0].first, touched[-1].last, whole=True))
        shift += len(now) - (end - start)
        at = end
    return fixed, found + _cut(stretches, base + at, base + len(line), shift)


def _cut(stretches: list[Stretch], start: int, end: int, shift: int) -> list[Stretch]:
    """The parts of the stretches between two places, moved by ``shift``."""
    found = []
    for one in stretches:
        left, right = max(one.start, start), min(one.end, end)
        if left < right:
            first, last = (
                (one.first, one.last) if one.whole else (one.first + left - one.start, one.last - (one.end - right))
            )
            found.append(Stretch(left + shift, right + shift, first, last, one.whole))
    return found
