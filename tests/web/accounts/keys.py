"""A passkey without a device: makes and uses a key as a browser would, for the tests."""

import base64
import hashlib
import json
import os
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

_VERIFIED, _ATTESTED = 0x05, 0x40


def written(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Key:
    """One resident key with user verification, for the site ``host``."""

    def __init__(self, host: str = "testserver") -> None:
        self.host, self.origin = host, f"https://{host}"
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id, self.uses, self.owner = os.urandom(16), 0, ""

    def made(self, options: dict) -> str:
        """The answer to ``navigator.credentials.create``, as the page's script posts it."""
        self.owner = options["publicKey"]["user"]["id"]
        numbers = self.private.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(public)
        data = self._data(_VERIFIED | _ATTESTED) + attested
        statement = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options)
        return self._posted(
            {"clientDataJSON": written(client), "attestationObject": written(statement)}, rk=True
        )

    def used(self, options: dict) -> str:
        """The answer to ``navigator.credentials.get``."""
        self.uses += 1
        client, data = self._client("webauthn.get", options), self._data(_VERIFIED)
        signature = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._posted(
            {
                "clientDataJSON": written(client),
                "authenticatorData": written(data),
                "signature": written(signature),
                "userHandle": self.owner,
            }
        )

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + struct.pack(">BI", flags, self.uses)

    def _client(self, kind: str, options: dict) -> bytes:
        challenge = options["publicKey"]["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _posted(self, response: dict, *, rk: bool = False) -> str:
        extensions = {"credProps": {"rk": True}} if rk else {}
        return json.dumps(
            {
                "id": written(self.id),
                "rawId": written(self.id),
                "type": "public-key",
                "response": response,
                "clientExtensionResults": extensions,
            }
        )
