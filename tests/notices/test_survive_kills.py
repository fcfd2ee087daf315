"""A process that sends is killed with SIGKILL at every step: nobody gets two digests of one day, nobody none."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.dispatches.cascade_office import CascadeOffice, fresh_cascade_office
from tests.notices.doors import Mailbox, mail_server

pytestmark = [
    pytest.mark.tables,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork"),
]
SENDER = "import django; django.setup(); from tests.notices.dying_sender import main; main()"
EVERYBODY = {"hoa@dongtrieu.example", "son@dongtrieu.example"}


@dataclass
class DeadlyMailbox(Mailbox):
    """A mail server that kills the process that speaks to it, once, at the step it is told."""

    kills_at: str = ""
    #: where the sending process wrote its number
    sender: Path = Path()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._kill("recipient")
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        self._kill("taken")
        return answer

    def _kill(self, step: str) -> None:
        if self.kills_at == step:
            self.kills_at = ""
            os.kill(int(self.sender.read_text()), signal.SIGKILL)

    def ids(self) -> dict[str, list[str]]:
        """The numbers of the messages that each address got."""
        found: dict[str, list[str]] = {}
        for (address,), message in self.received:
            found.setdefault(address, []).append(message["Message-ID"])
        return found


@contextmanager
def sender(office: CascadeOffice, port: object) -> Iterator[Callable[[int], dict[str, object]]]:
    """Plays one morning in which the sender dies at a step, and says what became of it."""
    environ = {
        **office.environ,
        "HAICHIEU_MAIL_URL": f"smtp://127.0.0.1:{port}",
        "HAICHIEU_MAIL_FROM": "nhac-viec@dongtrieu.example",
    }
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", SENDER], env=environ, **pipes) as process:

        def play(place: int) -> dict[str, object]:
            print(place, file=process.stdin, flush=True)
            return json.loads(process.stdout.readline())

        yield play
        process.stdin.close()


@pytest.fixture
def box() -> DeadlyMailbox:
    return DeadlyMailbox()


@pytest.fixture
def play(box: DeadlyMailbox, tmp_path: Path) -> Iterator[Callable[[int], dict[str, object]]]:
    box.sender = tmp_path / "sender"
    with (
        mail_server(box) as (_, server),
        fresh_cascade_office(tmp_path) as office,
        sender(office, server["port"]) as playing,
    ):
        yield playing


def arrived(box: DeadlyMailbox, told: dict[str, object]) -> int:
    """How many messages came a second time; everybody has one digest of the day, and it is marked."""
    assert (told["digests"], told["states"]) == (["hoa", "son"], ["sent", "sent"])
    ids = box.ids()
    assert set(ids) == EVERYBODY and all(len(set(each)) == 1 for each in ids.values())
    repeated = len(box.received) - len(EVERYBODY)
    box.received.clear()
    return repeated


def test_wherever_it_is_killed_everybody_gets_the_one_digest_of_the_day(
    box: DeadlyMailbox, play: Callable[[int], dict[str, object]]
) -> None:
    repeated = []
    for place in count(1):
        told = play(place)
        repeated.append(arrived(box, told))
        if not told["died"]:
            break
    assert place > 12, "steps at which it died"
    # Between the server's word and the mark nobody can know: the same message, known by its number, once more.
    assert (repeated[0], repeated[-1], max(repeated)) == (0, 0, 1)

    for step, again in (("recipient", 0), ("taken", 1)):
        box.kills_at = step
        told = play(0)
        assert (told["died"], arrived(box, told)) == (True, again)
