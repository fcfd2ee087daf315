"""Web Push: one closed message to the push service of a browser."""

import os
from collections.abc import Collection
from datetime import datetime
from urllib.parse import urlsplit

import httpx
from cryptography.hazmat.primitives.asymmetric import ec

from haichieu.notices.errors import Gone, Refused, Unreachable
from haichieu.notices.rules import PushKeys, encrypt, vapid_header

#: Seconds for which a service keeps a message for a browser that is not there: until the next morning.
_KEPT = 20 * 3600
_LOCAL = ("localhost", "127.0.0.1")


def is_push_service(endpoint: str, hosts: Collection[str]) -> bool:
    """Whether the address belongs to a push service that the office allows; nothing else is ever written to.

    >>> is_push_service("https://updates.push.example/x", ["push.example"])
    True
    >>> [is_push_service(address, ["push.example"]) for address in ("https://10.0.0.1/x", "http://push.example/")]
    [False, False]
    """
    try:
        parts = urlsplit(endpoint)
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    if parts.username or parts.password:
        return False
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in _LOCAL)
    return secure and any(host == known or host.endswith("." + known) for known in hosts)


def send_push(
    *,
    endpoint: str,
    keys: PushKeys,
    payload: bytes,
    topic: str,
    key: ec.EllipticCurvePrivateKey,
    contact: str,
    at: datetime,
) -> None:
    """Hand one message to a push service; one with the same ``topic`` takes the place of an older.

    Raises Gone when the browser asked for no more, Refused for this browser alone, Unreachable when nobody answers.
    """
    own = ec.generate_private_key(ec.SECP256R1())
    headers = {
        "Authorization": vapid_header(endpoint, key=key, contact=contact, at=at),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(_KEPT),
        "Topic": topic,
        "Urgency": "normal",
    }
    body = encrypt(payload, keys, own=own, salt=os.urandom(16))
    try:
        answer = httpx.post(endpoint, content=body, headers=headers, timeout=15, follow_redirects=False)
    except httpx.HTTPError:
        raise Unreachable("Không kết nối được nơi chuyển thông báo của trình duyệt.") from None
    if answer.status_code in (404, 410):
        raise Gone("Trình duyệt này không nhận thông báo nữa.")
    if answer.status_code in (429, 500, 502, 503, 504):
        raise Unreachable(f"Nơi chuyển thông báo đang bận (mã {answer.status_code}).")
    if not answer.is_success:
        raise Refused(f"Nơi chuyển thông báo từ chối (mã {answer.status_code}).")
