"""A web server on a real socket of this machine, whose answers a test writes down."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.fetching import Settings

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """What the server answers, by path, and what it was asked."""

    port: int = 0
    answers: dict[str, Answer | Callable[[dict[str, str], int], Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def times(self, path: str) -> int:
        return self.asked.count(path)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            made.asked.append(self.path)
            made.headers.append(dict(self.headers))
            answer = made.answers.get(self.path, (404, {}, b"not here"))
            status, headers, body = answer(dict(self.headers), made.times(self.path)) if callable(answer) else answer
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body)), "Content-Type": "text/html"} | headers).items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True

        def log_message(self, *_):
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request, client_address):
            return  # a client that has had enough hangs up

    with Server(("127.0.0.1", 0), Handler) as server:
        made.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield made
        server.shutdown()
        thread.join()


@pytest.fixture
def quick() -> Settings:
    """As in earnest, but in a hurry."""
    return Settings(
        delay=0, backoff=0.01, silence=1.0, total=3.0, longest_wait=2.0, allow_private=frozenset({"127.0.0.1"})
    )
