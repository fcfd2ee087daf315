"""Web Push: the payload closed for one browser (RFC 8291, RFC 8188) and the sender's signature (RFC 8292)."""

import json
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_CURVE = ec.SECP256R1()
_RECORD = 4096
#: How long a signature is good; services refuse more than a day.
_GOOD_FOR = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class PushKeys:
    """What a browser gave: its public point and its secret, both in URL-safe base64."""

    point: str
    secret: str

    def __post_init__(self) -> None:
        """Raise ValueError for keys that no browser gives."""
        if len(decoded(self.secret)) != 16:
            raise ValueError("the secret of a subscription has 16 bytes")
        ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, decoded(self.point))


def decoded(text: str) -> bytes:
    """Bytes of URL-safe base64 with or without its padding; raises ValueError for anything else."""
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def encoded(data: bytes) -> str:
    """URL-safe base64 without padding.

    >>> encoded(b"haichieu")
    'aGFpY2hpZXU'
    """
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def public_point(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public point of a key, uncompressed: 65 bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_key(key: ec.EllipticCurvePrivateKey) -> str:
    """The public point of a key as browsers take it."""
    return encoded(public_point(key))


def encrypt(payload: bytes, keys: PushKeys, *, own: ec.EllipticCurvePrivateKey, salt: bytes) -> bytes:
    """The body of a push message (content encoding aes128gcm) that only this browser opens.

    Parameters: ``own`` a key made for this message alone, ``salt`` 16 random bytes; ``payload`` at most 3,000 bytes.
    """
    if len(payload) > _RECORD - 1096:
        raise ValueError("the payload is too long for every push service")
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, decoded(keys.point))
    point = public_point(own)
    shared = own.exchange(ec.ECDH(), theirs)
    info = b"WebPush: info\x00" + decoded(keys.point) + point
    secret = _hkdf(decoded(keys.secret), shared, info, 32)
    content_key = _hkdf(salt, secret, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _hkdf(salt, secret, b"Content-Encoding: nonce\x00", 12)
    closed = AESGCM(content_key).encrypt(nonce, payload + b"\x02", None)
    return salt + struct.pack("!IB", _RECORD, len(point)) + point + closed


def _hkdf(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def vapid_header(endpoint: str, *, key: ec.EllipticCurvePrivateKey, contact: str, at: datetime) -> str:
    """The header ``Authorization`` by which a push service knows who sends.

    Parameters: ``contact`` an address of the office (https: or mailto:), ``at`` the moment of sending, aware.
    """
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + _GOOD_FOR).timestamp()),
        "sub": contact,
    }
    said = ".".join(
        encoded(json.dumps(part, separators=(",", ":")).encode())
        for part in ({"typ": "JWT", "alg": "ES256"}, claims)
    )
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    signature = encoded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={said}.{signature}, k={public_key(key)}"
