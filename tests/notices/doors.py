"""The houses outside, played on this machine: a mail server, a push service, a Zalo bot's interface."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Mailbox:
    """A mail server that keeps what it takes and refuses the addresses it is told to."""

    refuses: set[str] = field(default_factory=set)
    #: the answer for a refused address
    answer: str = "550 no such mailbox"
    received: list[tuple[list[str], EmailMessage]] = field(default_factory=list)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.received.append((list(envelope.rcpt_tos), message))
        return "250 OK"


@contextmanager
def mail_server(box: Mailbox | None = None, **options: object) -> Iterator[tuple[Mailbox, dict[str, object]]]:
    """A real SMTP server, and how Django's backend reaches it."""
    box = box or Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield box, {"host": "127.0.0.1", "port": port, "timeout": 5}
    finally:
        controller.stop()


@dataclass
class Asked:
    """One request that a server got."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def values(self) -> dict[str, object]:
        return json.loads(self.body)


@contextmanager
def web_server(answer: Callable[[Asked], tuple[int, bytes]]) -> Iterator[tuple[str, list[Asked]]]:
    """A web server on this machine that answers posts, and what it was asked."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.append(Asked(self.path, dict(self.headers), body))
            status, said = answer(asked[-1])
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
