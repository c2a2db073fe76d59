"""What has been fetched before: a small JSON file beside the archive, so that nothing is asked for twice without need."""

import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from onrecord.errors import UsageError
from onrecord.fetching.exchange import Exchange

VERSION = 1


@dataclass(frozen=True, slots=True)
class Known:
    """An address that has been asked for."""

    status: int
    etag: str | None
    modified: str | None


class State:
    """Addresses and what their servers said of their copies; ``afresh`` forgets what the file says."""

    def __init__(self, path: Path, *, afresh: bool = False) -> None:
        self.path = path
        self._known = {} if afresh else _load(path)

    def get(self, url: str) -> Known | None:
        """What is known of an address."""
        return self._known.get(url)

    def remember(self, url: str, answer: Exchange) -> None:
        """Keep what the answer says of the copy; the file is written by ``save``."""
        before = self._known.get(url)
        etag, modified = answer.header("ETag"), answer.header("Last-Modified")
        if answer.status == 304 and before:
            # a server need not repeat what has not changed
            self._known[url] = Known(before.status, etag or before.etag, modified or before.modified)
        else:
            self._known[url] = Known(answer.status, etag, modified)

    def save(self) -> None:
        """Write the file beside, then move it into place. Raises UsageError where that cannot be done."""
        draft = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
        whole = {"onrecord-fetch": VERSION, "known": {url: asdict(one) for url, one in sorted(self._known.items())}}
        try:
            draft.write_bytes(orjson.dumps(whole, option=orjson.OPT_INDENT_2))
            draft.replace(self.path)
        except OSError as cause:
            raise UsageError(f"{self.path} cannot be written: {cause.strerror}. Check its folder.") from cause
        finally:
            draft.unlink(missing_ok=True)


def _load(path: Path) -> dict[str, Known]:
    try:
        kept = orjson.loads(path.read_bytes())
        if kept["onrecord-fetch"] != VERSION:
            raise UsageError(f"{path} is of another version. Remove it to start afresh.")
        return {url: Known(int(one["status"]), one["etag"], one["modified"]) for url, one in kept["known"].items()}
    except FileNotFoundError:
        return {}
    except OSError as cause:
        raise UsageError(f"{path} cannot be read: {cause.strerror}. Check who owns it.") from cause
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as cause:
        raise UsageError(f"{path} is damaged. Remove it to start afresh: pages are then fetched again.") from cause
