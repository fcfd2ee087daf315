"""What tests of alerts share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notices.doors import Mailbox, mail_server


@pytest.fixture(autouse=True)
def no_way_out(settings, tmp_path: Path) -> None:
    """Nothing is set up unless a test says so."""
    settings.VAR = tmp_path
    settings.MAIL_SERVER, settings.MAIL_FROM = None, "Hai Chiều <nhac-viec@dongtrieu.example>"
    settings.PUSH_HOSTS, settings.PUSH_CONTACT = [], "mailto:webmaster@localhost"
    settings.ZALO_BOT_URL = settings.ZALO_BOT_TOKEN = ""


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    """The office's mail goes to a real server on this machine."""
    with mail_server() as (box, server):
        settings.MAIL_SERVER = server
        yield box
