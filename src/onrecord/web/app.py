"""The web application: three pages, our own files, and headers that let nothing else in."""

from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.errors import OnrecordError, UsageError
from onrecord.ledger import Ledger
from onrecord.web.cards import cards_of
from onrecord.web.marked import marked_parts

PER_PAGE = 50

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_TEMPLATES = Environment(
    loader=PackageLoader("onrecord.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _exact(words: str) -> Markup:
    """Escaped so that a browser's text is the same to the character: a bare carriage return would become a line feed."""
    return Markup(str(escape(words)).replace("\r", "&#13;"))  # noqa: S704 - escaped one call before


_TEMPLATES.filters["exact"] = _exact


def application(ledger: Ledger, *, host: str = "127.0.0.1") -> Starlette:
    """The pages of one ledger.

    ``host`` is the address listened on. Requests that name another host are refused: a page elsewhere could otherwise
    point a name of its own at this machine and read the ledger through the visitor's browser.
    """
    names = ["127.0.0.1", "localhost", "[::1]", host]
    anyone = host in {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound
    app = Starlette(
        routes=[
            Route("/", _articles),
            Route("/article/{id}", _article),
            Route("/unread", _unread),
            Mount("/static", StaticFiles(directory=str(files("onrecord.web") / "static")), name="static"),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=["*"] if anyone else names),
            Middleware(_SecurityHeaders),
        ],
        exception_handlers={404: _missing, OnrecordError: _refused},
    )
    app.state.ledger = ledger
    return app


class _SecurityHeaders:
    """Sets the same headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, with_headers)


def _page(name: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    return HTMLResponse(_TEMPLATES.get_template(name).render(**values), status_code=status)


def _ledger(request: Request) -> Ledger:
    ledger: Ledger = request.app.state.ledger
    return ledger


def _articles(request: Request) -> Response:
    query = request.query_params.get("q", "")
    try:
        number = max(1, int(request.query_params.get("page", "1")))
        results = _ledger(request).search(query, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    except ValueError as cause:
        raise UsageError("the page number is not a number.") from cause
    return _page(
        "articles.html",
        query=query,
        results=results,
        number=number,
        last=max(1, -(-results.total // PER_PAGE)),
        counts=_ledger(request).counts(),
    )


def _article(request: Request) -> Response:
    ledger = _ledger(request)
    reading = ledger.reading(ledger.find(request.path_params["id"]))
    return _page("article.html", article=reading.article, parts=marked_parts(reading), groups=cards_of(reading))


def _unread(request: Request) -> Response:
    return _page("unread.html", unread=_ledger(request).unread())


def _missing(request: Request, error: Exception) -> Response:  # noqa: ARG001 - Starlette's form
    return _page("message.html", status=404, message="There is no such page.")


def _refused(request: Request, error: Exception) -> Response:  # noqa: ARG001 - Starlette's form
    """A query or an article that does not exist is the visitor's to mend; anything else of ours is said as it is."""
    return _page("message.html", status=400 if isinstance(error, UsageError) else 500, message=str(error))
