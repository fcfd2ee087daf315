"""Bring one feed over HTTP, with manners: a size cap, few redirects, a plain name, no private addresses."""

import ipaddress
import socket
from urllib.parse import urljoin, urlsplit

import httpx

from haichieu.channels.connectors.contract import CollectError

MAX_BYTES = 5 * 1024 * 1024
_REDIRECTS = 5
_AGENT = "HaiChieu/0.1 (collects its own organisation's channels)"


def fetch_feed(url: str, *, allow_private: bool = False, timeout_s: float = 20.0) -> bytes:
    """The bytes behind a feed's address.

    ``allow_private`` lets an operator at the terminal read an address inside the office; pages never set it.
    Raises :class:`CollectError` with one sentence; ``permanent`` is False when a later try may work.
    """
    with httpx.Client(timeout=timeout_s, headers={"User-Agent": _AGENT}, trust_env=False) as client:
        for _ in range(_REDIRECTS + 1):
            _check_address(url, allow_private)
            data, target = _once(client, url)
            if target is None:
                return data
            url = _joined(url, target)
    raise CollectError(f"Địa chỉ {url} chuyển hướng quá nhiều lần.")


def _once(client: httpx.Client, url: str) -> tuple[bytes, str | None]:
    try:
        with client.stream("GET", url) as response:
            if response.has_redirect_location:
                return b"", response.headers["location"]
            if response.status_code >= 400:
                gone = response.status_code in (404, 410)
                raise CollectError(f"Trang {url} trả lời lỗi {response.status_code}.", permanent=gone)
            return _body(response, url), None
    except httpx.InvalidURL:
        raise _no_address(url) from None
    except httpx.HTTPError as error:
        raise CollectError(
            f"Không kết nối được {url} ({type(error).__name__}); hãy thử lại sau.", permanent=False
        ) from None


def _body(response: httpx.Response, url: str) -> bytes:
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > MAX_BYTES:
            raise CollectError(f"Luồng tin {url} lớn hơn {MAX_BYTES // 1024 // 1024} MB nên không nhận.")
    return bytes(data)


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError:
        raise _no_address(target) from None


def _no_address(url: str) -> CollectError:
    return CollectError(f"“{url}” không phải địa chỉ trang web; hãy dùng dạng https://…")


def _check_address(url: str, allow_private: bool) -> None:
    """Every hop is checked after name resolution, so that no name leads the program into the office's network."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        raise _no_address(url) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _no_address(url)
    if allow_private:
        return
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise CollectError(f"Không tìm thấy máy chủ {parts.hostname}.", permanent=False) from None
    if not all(ipaddress.ip_address(entry[4][0]).is_global for entry in found):
        raise CollectError(f"Địa chỉ {url} nằm trong mạng nội bộ nên không nhận.")
