"""Fixtures that every test folder may use."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the measuring data beside the checkout; a stranger does not have it."""
    if not (SHARED / "bench" / "bench.py").is_file():
        pytest.skip("needs the measuring data (../shared), which is not here")
    return SHARED
