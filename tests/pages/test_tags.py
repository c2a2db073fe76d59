"""Hostile markup costs no more than its length, and ordinary markup is read as browsers read it."""

import pytest

from onrecord.errors import UnreadableInputError
from onrecord.pages import Limits
from onrecord.pages.markup import parse_markup

MANY = 100_000


def text(source):
    return parse_markup(source, "a.html", Limits()).text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p title='a > b'>one</p>", "one"),
        ('<p title="a > b">one</p>', "one"),
        ("<p>1 < 2 and 3 > 2</p>", "1 < 2 and 3 > 2"),
        ("<p>one<p>two", "one\ntwo"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<table><tr><td>one<td>two<tr><td>three</table>", "one\ntwo\nthree"),
        ("<script>if (a < b) document.write('<p>x</p>')</script>one", "one"),
        ("<!-- <p>x</p> -->one<!--> two", "one two"),
        ("<SCRIPT>x</Script >one", "one"),
        ("<b><p>one</b> two</p>three", "one two\nthree"),
        ("<div hidden><p>x</p></div>one", "one"),
        ("<svg><path d=x /><text>x</text></svg>one", "one"),
        ("one</p>two</div></span>three", "one\ntwo\nthree"),
        ("<p>one <a href=x", "one"),
        ("<![CDATA[x]]>one<?php x ?>", "one"),
        ("one\x00two", "onetwo"),
    ],
)
def test_markup_is_read_as_browsers_read_it(source, expected):
    assert text(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '<a b="' * MANY,
        "<a b='" * MANY + '<a b="' * MANY,
        "<a " * MANY,
        "<" * MANY,
        "<!--" * MANY,
        "<script>" * MANY,
        "</" * MANY,
        "<a " + "=" * MANY,
        "<p " + "/ " * MANY,
        "<p>" + "&amp" * MANY,
        "<p>" + "&#" * MANY,
        "<p " + "x=y " * MANY + ">one</p>",
    ],
    ids=lambda source: source[:9],
)
def test_hostile_markup_ends(source):
    assert isinstance(text(source), str)


def test_a_hundred_thousand_tags_deep_is_refused():
    with pytest.raises(UnreadableInputError, match="nested more than"):
        text("<div>" * 100_000)


def test_tens_of_thousands_of_siblings_are_read():
    assert text("<p>x" * 30_000).count("\n") == 29_999
