"""A text page cut into its articles: every line gets its part, and every line left out its reason."""

from collections.abc import Sequence

from onrecord.pages.articles import article_id, published_at
from onrecord.pages.boundaries import starts
from onrecord.pages.captions import caption_of
from onrecord.pages.furniture import Furniture
from onrecord.pages.languages import language_of
from onrecord.pages.lines import Block, blocks_of
from onrecord.pages.mastheads import byline_of, dateline_of
from onrecord.pages.parts import Part, parts_of, uncredited_captions
from onrecord.pages.published import filed, from_url, stated
from onrecord.pages.scenes import dated_by_caption
from onrecord.records import Article, Byline, Caption, Dateline, Dropped, DropReason, Page, Published, Span, SplitPage


def split(page: Page, *, published: str | None = None) -> SplitPage:
    """Cut a text page into articles; ``published`` is a date that the user vouches for (ISO 8601)."""
    blocks = blocks_of(page.text)
    parts, kinds = parts_of(blocks)
    begins = starts(blocks, parts, kinds)
    titles = {blocks[k].key for k in begins}
    for head in begins:
        for k in uncredited_captions(blocks, parts, head):
            parts[k] = Part.CAPTION
    opens = [_opening(blocks, parts, kinds, k, begins[n - 1] if n else -1) for n, k in enumerate(begins)]
    articles = []
    for n, k in enumerate(begins):
        first = 0 if n == 0 else opens[n]
        last = opens[n + 1] if n + 1 < len(begins) else len(blocks)
        articles.append(_Builder(page, blocks, parts, kinds, titles).build(first, opens[n], k, last, published))
    return SplitPage(page, tuple(articles))


def _opening(
    blocks: Sequence[Block], parts: Sequence[Part], kinds: Sequence[Furniture | None], k: int, last: int
) -> int:
    """The first line of an article: its headline, or the section name or live mark that stands directly above it."""
    at = k
    while at - 1 > last and blocks[at].gap == 1 and _leads_in(parts[at - 1], kinds[at - 1]):
        at -= 1
    # lines hanging on to the article above belong to that one
    return at if at in (k, 0) or blocks[at].gap > 1 or _breadcrumb(kinds[at]) else k


def _leads_in(part: Part, kind: Furniture | None) -> bool:
    return part is Part.FURNITURE and kind is not None and kind.name in {"navigation", "live", "footer", "count"}


def _breadcrumb(kind: Furniture | None) -> bool:
    return kind is not None and kind.name in {"navigation", "live"}


class _Builder:
    """Gathers the parts of one article."""

    def __init__(
        self,
        page: Page,
        blocks: Sequence[Block],
        parts: Sequence[Part],
        kinds: Sequence[Furniture | None],
        titles: set[str],
    ) -> None:
        self.page, self.blocks, self.parts, self.kinds, self.titles = page, blocks, parts, kinds, titles
        self.headline: Span | None = None
        self.byline: Byline | None = None
        self.captions: list[Caption] = []
        self.paragraphs: list[Span] = []
        self.dropped: list[Dropped] = []
        self.stamps: list[Span] = []
        self.seen: set[str] = set()
        self.credits: set[int] = set()

    def build(self, first: int, opening: int, head: int, last: int, published: str | None) -> Article:
        """The article whose lines are ``first`` to ``last`` and whose headline, if it has one, is ``head``."""
        for k in range(first, last):
            self._place(k, head)
        extent = Span(self.blocks[opening].span.start, self.blocks[last - 1].span.end)
        text = self.page.text
        lead = self.paragraphs[0] if self.paragraphs else None
        dateline = dateline_of(text, lead)
        return Article(
            article_id(self.page.sha256, str(extent.start), str(extent.end)),
            self.page,
            extent,
            language=language_of(" ".join(span.of(text) for span in self.paragraphs[:12]), None),
            headline=self.headline,
            byline=self.byline,
            dateline=dateline,
            published=self._published(published, dateline),
            captions=tuple(self.captions),
            paragraphs=tuple(self.paragraphs),
            dropped=tuple(self.dropped),
        )

    def _published(self, given: str | None, dateline: Dateline | None) -> Published | None:
        """The first of: what the user vouches for, a stamp, the dateline, the address, a caption of the same scene."""
        text = self.page.text
        stamps = [*self.stamps, *([self.byline.span] if self.byline and self.byline.span else [])]
        return (
            published_at(given, "given")
            or stated(text, stamps)
            or filed(text, dateline)
            or from_url(self.page.url)
            or dated_by_caption(text, self.captions, self.paragraphs)
        )

    def _drop(self, block: Block, reason: DropReason) -> None:
        self.dropped.append(Dropped(block.span, reason))

    def _place(self, k: int, head: int) -> None:
        """Give block ``k`` its place in the article whose headline is block ``head``."""
        block, part, kind = self.blocks[k], self.parts[k], self.kinds[k]
        if k in self.credits:
            return
        if k == head and part is Part.TITLE:
            self.headline = block.span
            self.seen.add(block.key)
        elif kind is not None:
            self._drop(block, kind.reason)
        elif part is Part.STAMP:
            self.stamps.append(block.span)
            self._drop(block, "crumb")
        elif block.key in self.seen and (part is not Part.BODY or len(block.words) > 5):
            self._drop(block, "repeat")
        elif part is Part.TITLE and block.key in self.titles:
            self._drop(block, "related")
        elif part is Part.BYLINE and not self.paragraphs:
            self._add_byline(block)
        elif part is Part.CAPTION:
            self._add_caption(k)
        elif part in {Part.CREDIT, Part.BYLINE}:
            self._drop(block, "crumb")
        else:
            self.seen.add(block.key)
            self.paragraphs.append(block.span)

    def _add_byline(self, block: Block) -> None:
        if self.byline is None:
            self.byline = byline_of(block, below_headline=True)
        else:
            self._drop(block, "crumb")

    def _add_caption(self, k: int) -> None:
        block = self.blocks[k]
        below = self.blocks[k + 1] if k + 1 < len(self.blocks) and self.parts[k + 1] is Part.CREDIT else None
        self.seen.add(block.key)
        if below:
            self.credits.add(k + 1)
            self.seen.add(below.key)
        self.captions.append(caption_of(block, below))
