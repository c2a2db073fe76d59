"""The way to the network: the host is looked up and judged, and the connection goes to the very address judged."""

from ipaddress import ip_address

import httpx

from onrecord.fetching.addresses import public_address


class JudgedTransport(httpx.BaseTransport):
    """Connects to nothing that has not been judged, and uses no connection twice: it might be another host's."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self._allowed = allowed
        once = httpx.Limits(max_connections=4, max_keepalive_connections=0)
        self._inner = httpx.HTTPTransport(trust_env=False, limits=once, retries=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to the address that its host stands for now; the certificate is still checked for the host."""
        asked = request.url
        port = asked.port or (443 if asked.scheme == "https" else 80)
        address = public_address(str(asked), asked.host, port, self._allowed)
        if asked.scheme == "https" and not _is_address(asked.host):
            request.extensions = {**request.extensions, "sni_hostname": asked.raw_host.decode("ascii")}
        request.extensions = {**request.extensions, "address": address}
        request.url = asked.copy_with(host=address)
        try:
            return self._inner.handle_request(request)
        finally:
            request.url = asked

    def close(self) -> None:
        """Close what is open."""
        self._inner.close()


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
