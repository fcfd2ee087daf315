"""A push message is opened by the browser's own keys, with the standard's example and with another implementation."""

import json
import os
from datetime import UTC, datetime

import http_ece
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from haichieu.notices.rules import PushKeys, encrypt, public_key, vapid_header
from haichieu.notices.rules.push import decoded, encoded

CURVE = ec.SECP256R1()


def private(value: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decoded(value), "big"), CURVE)


def test_the_example_of_the_standard_comes_out_byte_for_byte() -> None:
    """RFC 8291, section 5 and appendix A."""
    keys = PushKeys(
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
    )
    body = encrypt(
        b"When I grow up, I want to be a watermelon",
        keys,
        own=private("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        salt=decoded("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert encoded(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95"
        "bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


@given(st.binary(max_size=3000))
def test_another_implementation_opens_it(payload: bytes) -> None:
    browser, secret = ec.generate_private_key(CURVE), os.urandom(16)
    keys = PushKeys(public_key(browser), encoded(secret))
    body = encrypt(payload, keys, own=ec.generate_private_key(CURVE), salt=os.urandom(16))
    assert http_ece.decrypt(body, private_key=browser, auth_secret=secret, version="aes128gcm") == payload


@pytest.mark.parametrize(
    ("point", "secret"),
    [("", ""), ("BAAA", "BTBZMqHH6r4Tts7J_aSIgg"), ("B" * 87, "BTBZMqHH6r4Tts7J_aSIgg"), ("é", "ü")],
)
def test_keys_that_no_browser_makes_are_refused(point: str, secret: str) -> None:
    with pytest.raises(ValueError):
        PushKeys(point, secret)


def test_the_service_can_check_who_sends() -> None:
    key, at = ec.generate_private_key(CURVE), datetime(2026, 11, 20, tzinfo=UTC)
    said = vapid_header("https://push.example/abc", key=key, contact="https://x.example", at=at)
    token, point = (part.partition("=")[2] for part in said.removeprefix("vapid ").split(", "))
    head, claims, signature = token.split(".")
    raw = decoded(signature)
    r, s = (int.from_bytes(half, "big") for half in (raw[:32], raw[32:]))
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decoded(point))
    public.verify(encode_dss_signature(r, s), f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    assert json.loads(decoded(head)) == {"typ": "JWT", "alg": "ES256"}
    found = json.loads(decoded(claims))
    assert found["aud"] == "https://push.example" and found["sub"] == "https://x.example"
    assert 0 < found["exp"] - at.timestamp() <= 24 * 3600
