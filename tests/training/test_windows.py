"""Texts on their way into training: what is cut out of one keeps its pieces, labels and links in step."""

import random
from dataclasses import replace

import numpy as np
from training.attribution.data import IGNORED, WINDOW, Annotated, joined, windows

from onrecord.language.heads import HEADS


def text_of(n: int) -> Annotated:
    """A text whose piece and label at a place both tell which place it is."""
    labels = np.full((n, len(HEADS)), IGNORED)
    labels[:, 0] = np.arange(n)
    return Annotated(list(range(n)), [0] * n, labels, {"source": [(5, 2), (5, n - 1), (7, None)], "cue": []})


def test_a_cut_keeps_everything_in_step():
    part = text_of(40).cut(4, 30)
    assert part.pieces == list(range(4, 30))
    assert part.labels[:, 0].tolist() == part.pieces
    assert part.links == {"source": [(3, None)], "cue": []}


def test_a_cut_keeps_what_the_teacher_thinks_in_step():
    text = replace(text_of(40), thought=np.arange(40.0))
    assert text.cut(4, 30).thought.tolist() == text.cut(4, 30).pieces
    assert text_of(40).cut(4, 30).thought is None


def test_windows_cover_a_text_once():
    text = text_of(3 * WINDOW + 10)
    seen = []
    for window in windows(text, random.Random(1)):
        assert len(window.pieces) <= WINDOW
        assert window.labels[:, 0].tolist() == window.pieces
        seen += window.pieces
    assert seen == text.pieces


def test_links_move_with_the_text_they_stand_in():
    both = joined([text_of(10), text_of(10)])
    assert both.links["source"] == [(5, 2), (5, 9), (7, None), (15, 12), (15, 19), (17, None)]
