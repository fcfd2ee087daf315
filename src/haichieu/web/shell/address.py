"""Where a request came from, as far as it can be known."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The caller's address, or an empty string when only the proxy on this machine is known.

    A proxy here names the caller in the last part of ``X-Forwarded-For``; from anybody else that header is only
    a claim. An IPv6 caller owns a whole /64, so that network is the address.
    """
    direct = _parsed(request.META.get("REMOTE_ADDR", ""))
    if direct is None or direct.is_loopback:
        direct = _parsed(request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2])
    if isinstance(direct, IPv6Address):
        mapped = direct.ipv4_mapped
        return str(mapped) if mapped else str(ip_network((direct.packed, 64), strict=False))
    return str(direct or "")


def _parsed(written: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(written.strip())
    except ValueError:
        return None
