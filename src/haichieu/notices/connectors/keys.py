"""The office's key for Web Push: made once, kept readable by its owner alone; a new one ends every subscription."""

import contextlib
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)


def push_key(folder: Path) -> ec.EllipticCurvePrivateKey:
    """The key in ``folder``, made when it is not there."""
    path = folder / "push-key"
    if not path.exists():
        made = ec.generate_private_key(ec.SECP256R1())
        partial = path.with_suffix(f".{os.getpid()}")
        partial.touch(mode=0o600)
        partial.write_bytes(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        with contextlib.suppress(FileExistsError):
            os.link(partial, path)  # two processes starting together keep the first key
        partial.unlink()
    key = load_pem_private_key(path.read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key
