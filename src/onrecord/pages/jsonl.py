"""JSON lines: each line is one article whose text is already clean."""

import hashlib
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from onrecord.errors import UnreadableInputError
from onrecord.pages.articles import article_id, published_at
from onrecord.pages.headings import is_plain_headline
from onrecord.pages.languages import language_of
from onrecord.pages.limits import Limits
from onrecord.pages.lines import Block, blocks_of
from onrecord.pages.mastheads import byline_of, dateline_of
from onrecord.pages.text import limit_lines
from onrecord.records import Article, Page, Span, SplitPage, Unread

MEDIA_TYPE = "application/jsonl"


def split_lines(
    stream: BinaryIO, name: str, *, origin: str | None = None, published: str | None = None, limits: Limits
) -> Iterator[SplitPage | Unread]:
    """One split page a line, as they come; a spoilt line is Unread with its number and the rest goes on."""
    number, seen = 0, False
    while raw := stream.readline(limits.page_bytes + 1):
        number += 1
        line = raw.strip().removeprefix(b"\xef\xbb\xbf")
        try:
            if len(raw) > limits.page_bytes:
                _skip_line(stream, raw)
                cause = f"it is longer than {limits.page_bytes:,} bytes, the most that one page may have"
                raise UnreadableInputError(name, cause, "Split its text.", member=f"line {number}")
            if line:
                seen = True
                given = _given(line, name, f"line {number}")
                limit_lines(given["text"], name, limits, member=f"line {number}")
                yield _split_line(line, name, given, origin, published)
        except UnreadableInputError as error:
            seen = True
            # a line too long to hold has no hash
            sha256 = hashlib.sha256(line).hexdigest() if len(raw) <= limits.page_bytes else None
            yield Unread(name, str(error), origin=origin, sha256=sha256, member=error.member)
    if not seen:
        raise UnreadableInputError(name, "it is empty", "Give a file with one JSON object a line.")


def _skip_line(stream: BinaryIO, raw: bytes) -> None:
    """Pass over the rest of a line without holding it."""
    while raw and not raw.endswith(b"\n"):
        raw = stream.readline(1 << 20)


def _split_line(line: bytes, name: str, given: dict[str, Any], origin: str | None, published: str | None) -> SplitPage:
    text = given["text"]
    page = Page(name, hashlib.sha256(line).hexdigest(), MEDIA_TYPE, text, url=given["url"], origin=origin)
    blocks = blocks_of(text)
    headline = blocks[0].span if is_plain_headline(blocks) else None
    body = blocks[1:] if headline else blocks
    return SplitPage(
        page,
        (
            Article(
                article_id(text, given["id"] or ""),
                page,
                Span(0, len(text)),
                given_id=given["id"],
                language=language_of(text, None),
                outlet=given["outlet"],
                headline=headline,
                byline=next((b for b in (byline_of(block) for block in body[:2]) if b), None),
                dateline=dateline_of(text, _first_sentence(body)),
                published=published_at(given["published"] or published, "given"),
                paragraphs=tuple(block.span for block in body),
            ),
        ),
    )


def _first_sentence(body: list[Block]) -> Span | None:
    return body[0].span if body else None


def _given(line: bytes, name: str, member: str) -> dict[str, Any]:
    """The line's values, each of them words or None. Raises UnreadableInputError, naming the line."""
    step = 'Write one object a line: {"id": …, "text": …}.'
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise UnreadableInputError(name, f"it is not JSON ({error})", step, member=member) from error
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise UnreadableInputError(name, 'it has no "text" with words in it', step, member=member)
    given_id = value.get("id")
    plain = {key: words if isinstance(words := value.get(key), str) else None for key in ("published", "url", "outlet")}
    return plain | {"text": value["text"], "id": None if given_id is None else str(given_id)}
