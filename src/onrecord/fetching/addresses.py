"""Which network addresses may be connected to: public ones, and private ones that the user has named."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from onrecord.fetching.exchange import FetchError

_TRANSLATED = ip_network("64:ff9b::/96")
"""IPv6 addresses that a gateway turns into the IPv4 address in their last four bytes."""


def public_address(url: str, host: str, port: int, allowed: frozenset[str]) -> str:
    """The address to connect to. What is looked up here is what is connected to: a name cannot change in between.

    Raises:
        FetchError: the name is unknown, or stands for nothing but private addresses.

    """
    plain = host.lower().rstrip(".")
    try:
        found = socket.getaddrinfo(plain, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as cause:
        raise FetchError(url, f"its host {host[:100]!r} cannot be found", "Check the address.") from cause
    addresses = list(dict.fromkeys(str(one[4][0]).partition("%")[0] for one in found))
    named = plain in {name.lower().rstrip(".").strip("[]") for name in allowed}
    fitting = [one for one in addresses if named or is_public(one)]
    if not fitting:
        step = f"If that is meant, allow it: --allow-private {plain[:100]}."
        raise FetchError(url, f"its host {host[:100]!r} is on this machine or in a private network", step)
    return fitting[0]


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet, also where it is an IPv4 address in the clothes of IPv6."""
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _TRANSLATED:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved and not found.is_unspecified
