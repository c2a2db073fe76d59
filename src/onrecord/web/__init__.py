"""The ledger in a browser: articles, search, and one article with every record marked in its words."""

import socket
from collections.abc import Callable

import uvicorn

from onrecord.errors import UsageError
from onrecord.ledger import open_ledger
from onrecord.web.app import application

__all__ = ["application", "serve"]


def serve(location: str, *, host: str = "127.0.0.1", port: int = 8000, started: Callable[[str], None]) -> None:
    """Serve a ledger until interrupted.

    Args:
        location: the ledger.
        host: the address to listen on; only this machine can reach 127.0.0.1.
        port: 0 takes a free one.
        started: told the address once connections are accepted.

    Raises:
        UsageError: the address cannot be listened on.

    """
    with open_ledger(location) as ledger, _listening(host, port) as listener:
        shown = f"[{host}]" if ":" in host else host
        started(f"http://{shown}:{listener.getsockname()[1]}/")
        config = uvicorn.Config(
            application(ledger, host=host), log_level="warning", lifespan="off", server_header=False
        )
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as cause:
        raise UsageError(
            f"cannot listen on {host} port {port}: {cause.strerror}. Try another --port, or --port 0 for a free one."
        ) from cause
