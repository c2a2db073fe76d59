"""The sample pages that ``onrecord demo`` reads: short reports in the project's own words about historical events."""

from pathlib import Path

from onrecord.errors import MissingPartError

_PACKAGE = Path(__file__).resolve().parent


def folder() -> Path:
    """Where the sample pages are: inside the installed package, or beside it in a checkout.

    Raises:
        MissingPartError: neither has them.
    """
    for place in (_PACKAGE / "examples", _PACKAGE.parents[1] / "examples"):
        if place.is_dir():
            return place
    raise MissingPartError(
        "the sample pages are not installed. Install onrecord again, or read pages of your own with `onrecord read`."
    )
