"""HTML pages (being built)."""

import hashlib

from onrecord.pages.limits import Limits
from onrecord.pages.text import decode
from onrecord.records import Page, SplitPage


def split_html(
    raw: bytes, name: str, *, origin: str | None = None, published: str | None = None, limits: Limits
) -> SplitPage:
    """Placeholder until the next commit."""
    page = Page(name, hashlib.sha256(raw).hexdigest(), "text/html", decode(raw, name), origin=origin)
    return SplitPage(page, ())
