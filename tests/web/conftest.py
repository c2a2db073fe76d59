"""A ledger, its web application, and a real browser looking at it."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from onrecord.ledger import Ledger, open_ledger
from onrecord.web import application
from tests.makers import read_page

CHROMIUM = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "web.db", create=True) as book:
        book.append(read_page())
        yield book


@pytest.fixture
def address(ledger: Ledger) -> Iterator[str]:
    """The application on a free port of this machine, for real."""
    server = uvicorn.Server(uvicorn.Config(application(ledger), port=0, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def browser_page() -> Iterator[object]:
    """A page of headless Chromium; where there is none, the test is skipped and says so."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium, which is not here and could not be installed")
    from playwright.sync_api import sync_playwright

    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser.new_page()
        browser.close()
