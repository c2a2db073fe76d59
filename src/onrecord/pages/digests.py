"""The checksums that crawlers write beside a record."""

import base64
import hashlib
from collections.abc import Callable

_KNOWN = {"sha1": "sha1", "sha-1": "sha1", "sha256": "sha256", "sha-256": "sha256", "sha512": "sha512", "md5": "md5"}


def is_spoilt(digest: str | None, data: bytes) -> bool:
    """Whether a checksum is given and does not fit; one in an unknown form proves nothing."""
    algorithm, _, given = (digest or "").strip().partition(":")
    name = _KNOWN.get(algorithm.strip().lower())
    if not name or not given:
        return False
    right = hashlib.new(name, data, usedforsecurity=False).digest()
    # words that stand for bytes of another length were never this checksum
    fitting = [one for one in _forms(given.strip()) if len(one) == len(right)]
    return bool(fitting) and right not in fitting


def _forms(given: str) -> list[bytes]:
    """The bytes that the words may stand for: base 32 as a rule, hexadecimal or base 64 now and then."""
    bare = given.rstrip("=")
    readers: tuple[Callable[[], bytes], ...] = (
        lambda: base64.b32decode(bare.upper() + "=" * (-len(bare) % 8)),
        lambda: bytes.fromhex(bare),
        lambda: base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True),
    )
    found = []
    for read in readers:
        try:
            found.append(read())
        except ValueError:
            continue
    return found
