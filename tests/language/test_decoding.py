"""From numbers to spans and links, on numbers made by hand."""

import math
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.decoding import (
    SIGNS,
    Floats,
    Lines,
    Linked,
    Tagged,
    character_flags,
    confidence,
    link,
    piece_flags,
    signs,
    spans_of,
)
from onrecord.language.heads import LINK, LINKS

O, B, I = (8.0, 0.0, 0.0), (0.0, 8.0, 0.0), (0.0, 0.0, 8.0)  # noqa: E741 - the names of the scheme


def logits(*rows: tuple[float, float, float]) -> Floats:
    return np.array(rows, np.float32)


def ends(spans: list[Tagged]) -> list[tuple[int, int]]:
    return [(s.first, s.last) for s in spans]


def test_quotation_marks_open_and_close():
    text = "He said “no” and \"yes\" and ``maybe'' again"
    inside = character_flags(text)
    assert "".join(c for c, flag in zip(text, inside, strict=True) if flag) == '“no”"yes"``maybe\''


def test_an_open_quotation_ends_with_its_paragraph():
    text = "“We stayed\nHe left"
    inside = character_flags(text)
    assert bytes(inside) == b"\1" * 10 + b"\0" * 8


def test_flags_tell_case_quotation_and_paragraph():
    text = "NATO met “Bonn”\nit 7"
    offsets = [(0, 4), (5, 8), (9, 10), (10, 14), (14, 15), (16, 18), (19, 20)]
    assert piece_flags(text, offsets, character_flags(text)) == [10, 0, 7, 5, 7, 8, 3]


def test_a_stretch_begins_and_goes_on():
    assert ends(spans_of(logits(O, B, I, I, O, B, B, I))) == [(1, 4), (5, 6), (6, 8)]


def test_nothing_goes_on_that_has_not_begun():
    unsure = (4.0, 3.0, 5.0)
    assert ends(spans_of(logits(O, O, unsure, unsure))) in ([], [(2, 4)])
    assert ends(spans_of(logits(O, (0.0, 3.0, 5.0), I, I))) == [(1, 4)]


def test_no_pieces_no_stretches():
    assert spans_of(np.empty((0, 3), np.float32)) == []


def tags(**roles: str) -> dict[str, Floats]:
    """Numbers of the heads from strings of o, b and i, a letter a piece."""
    rows = {"o": O, "b": B, "i": I}
    return {role: np.array([rows[letter] for letter in letters], np.float32) for role, letters in roles.items()}


def nowhere(n: int) -> tuple[Floats, Floats]:
    """Link vectors that say nothing."""
    return np.zeros((n, len(LINKS), 2, LINK), np.float32), np.zeros((len(LINKS), LINK), np.float32)


def linked(
    source: str,
    cue: str,
    content: str,
    sentences: list[int] | None = None,
    paragraphs: list[int] | None = None,
    inner: str | None = None,
):
    n = len(cue)
    lines = Lines(sentences or [0] * n, paragraphs or [0] * n)
    heads = tags(source=source, cue=cue, content=content, inner=inner or "o" * n)
    found = link(heads, *nowhere(n), lines, [False] * n)
    return [
        (
            (one.source.first, one.source.last) if one.source else None,
            (one.cue.first, one.cue.last) if one.cue else None,
            ends(list(one.contents)),
        )
        for one in found
    ]


def test_a_content_finds_its_cue_and_the_cue_its_source():
    assert linked("bioooo", "oobooo", "ooobii") == [((0, 2), (2, 3), [(3, 6)])]


def test_a_divided_quotation_stays_one():
    assert linked("ooooboo", "oooobio".replace("bio", "obo"), "biioooo"[:5] + "oo") == [((4, 5), (5, 6), [(0, 3)])]
    assert linked("oooboooo", "oooobooo", "biiooobi") == [((3, 4), (4, 5), [(0, 3), (6, 8)])]


def test_a_cue_without_content_says_nothing():
    assert linked("boo", "obo", "ooo") == []


def test_the_source_of_the_next_sentence_is_left_alone():
    sentences = [0] * 4 + [1] * 30 + [2] * 3
    n = len(sentences)
    source = "o" * (n - 1) + "b"
    assert linked(source, "b" + "o" * (n - 1), "obi" + "o" * (n - 3), sentences) == [(None, (0, 1), [(1, 3)])]


def test_speech_inside_speech_is_read_beside_what_holds_it():
    outer = ((0, 1), (1, 2), [(2, 9)])
    inner = ((2, 3), (3, 4), [(4, 9)])
    assert linked("bobo" + "o" * 5, "obob" + "o" * 5, "oob" + "i" * 6, inner="oooob" + "i" * 4) == [outer, inner]


def test_a_content_inside_nothing_is_no_speech_inside_speech():
    assert linked("boooo", "obooo", "ooooo", inner="oobii") == []


def test_a_content_does_not_take_a_cue_that_stands_in_it():
    assert linked("oooooo", "oobooo", "biiiii") == [(None, None, [(0, 6)])]


def test_the_learned_score_decides_between_two_that_are_near():
    n = 5
    links, nobody = nowhere(n)
    links[2, LINKS.index("source"), 0, 0] = 10.0  # the cue seeks
    links[4, LINKS.index("source"), 1, 0] = 10.0  # the farther source is what it seeks
    marks = tags(source="booob", cue="oobo" + "o", content="ooobo", inner="ooooo")
    found = link(marks, links, nobody, Lines([0] * n, [0] * n), [False] * n)
    assert [one.source.first for one in found if one.source] == [4]


def test_an_attribution_shows_its_signs():
    one = Linked(Tagged(3, 4, 0.5), Tagged(2, 3, 1.0), (Tagged(0, 2, 1.0), Tagged(5, 7, 0.5)))
    quoted = [True, True] + [False] * 6
    shown = dict(zip(SIGNS, signs(one, quoted, Lines([0] * 4 + [1] * 4, [0] * 8)), strict=True))
    assert shown["cue's probability"] == math.log(0.5)
    assert shown["source's probability"] == 0.0
    assert shown["contents' mean probability"] == math.log(0.75)
    assert (shown["has quoted words"], shown["several contents"]) == (1.0, 1.0)
    assert shown["content in another sentence than the cue"] == 0.0
    assert shown["source in another sentence than the cue"] == 0.0


def test_better_signs_make_surer():
    weights = [1.0] * len(SIGNS)
    assert confidence([0.0] * len(SIGNS), weights) == 0.5
    assert 0.5 < confidence([0.1] * len(SIGNS), weights) < confidence([0.2] * len(SIGNS), weights) < 1


@given(st.lists(st.tuples(*[st.floats(-4, 4, width=32)] * 3), min_size=1, max_size=7))
def test_the_tags_are_the_best_of_all_legal_sequences(rows):
    logits = np.array(rows, np.float32)

    def total(tags):
        return sum(float(logits[i, tag]) for i, tag in enumerate(tags))

    legal = [tags for tags in product(range(3), repeat=len(rows)) if all(a or b != 2 for a, b in pairwise((0, *tags)))]
    found = np.zeros(len(rows), int)
    for one in spans_of(logits):
        found[one.first], found[one.first + 1 : one.last] = 1, 2
    assert total(found) == pytest.approx(max(map(total, legal)), abs=1e-4)
