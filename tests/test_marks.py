from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.marks import Mark, marks_of, pieces
from onrecord.records import Span
from tests.makers import TEXT, reading

spans = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda x: Span(x[0], x[0] + x[1]))


@given(st.lists(spans, max_size=8), spans)
def test_pieces_join_up_to_the_extent_and_to_every_mark(found, extent):
    marks = [Mark(span, f"a{i}", "content") for i, span in enumerate(found)]
    cut = pieces(extent, marks)
    assert cut[0].span.start == extent.start
    assert cut[-1].span.end == extent.end
    assert all(a.span.end == b.span.start for a, b in pairwise(cut))
    for mark in marks:
        carried = [piece.span for piece in cut if mark in piece.marks]
        length = min(mark.span.end, extent.end) - max(mark.span.start, extent.start)
        assert sum(end - start for start, end in carried) == max(0, length)


def test_every_span_of_every_record_has_a_mark():
    words = {(mark.record, mark.role, mark.span.of(TEXT)) for mark in marks_of(reading().findings)}
    assert {
        ("a3", "content", "the army of blocking <b>roads</b> & canals"),
        ("e1", "trigger", "reached"),
        ("l1", "place", "Berlin"),
    } <= words
    assert {
        ("f1", "figure", "About 4,500 tons"),
        ("m1", "moment", "Thursday"),
        ("p3", "party", "The army"),
        ("a4", "cue", "denied"),
    } <= words
