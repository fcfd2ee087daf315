"""A mail server that asks for TLS and a password gets both; one whose certificate is not known gets nothing."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from haichieu.notices.connectors.mail import Mail, MailRoom
from haichieu.notices.errors import Unreachable
from tests.notices.doors import Mailbox, mail_server
from tests.notices.test_make_digests import FRIDAY, clock

MAIL = Mail(
    "hoa@dongtrieu.example", "Nhắc việc", "Một việc.", "<p>Một việc.</p>", "<1@x.example>", clock(FRIDAY)
)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate that this machine made for itself."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "thu")]),
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = tmp_path / "thu.pem"
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path


def test_starttls_and_a_password(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[bytes, bytes, bool]] = []

    def known(
        server: object, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        seen.append((data.login, data.password, session.ssl is not None))
        return AuthResult(success=True)

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    options = {
        "tls_context": context,
        "require_starttls": True,
        "auth_required": True,
        "authenticator": known,
    }
    with mail_server(**options) as (box, server):
        reach = {**server, "username": "nhac-viec", "password": "bi-mat", "use_tls": True}
        with pytest.raises(Unreachable), MailRoom(reach, "Hai Chiều <nhac-viec@x.example>") as room:
            room.send(MAIL)
        assert not box.received and not seen  # a stranger's certificate: the password stays at home
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with MailRoom(reach, "Hai Chiều <nhac-viec@x.example>") as room:
            room.send(MAIL)
            room.send(MAIL)
        sent(box)
    assert seen == [(b"nhac-viec", b"bi-mat", True)]


def sent(box: Mailbox) -> None:
    assert [to for to, _ in box.received] == [["hoa@dongtrieu.example"]] * 2
    assert {message["Message-ID"] for _, message in box.received} == {"<1@x.example>"}


def test_a_password_that_cannot_be_sent_is_the_servers_matter_not_the_persons() -> None:
    with mail_server(auth_require_tls=False) as (_, server):
        reach = {**server, "username": "nhac-viec", "password": "bí mật"}
        with pytest.raises(Unreachable, match="mật khẩu"), MailRoom(reach, "Hai Chiều <a@x.example>") as room:
            room.send(MAIL)
