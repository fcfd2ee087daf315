"""What tests of pages share: who is signed in, and the day on which every page is asked for."""

import pytest
from django.test import Client

from tests.conftest import Cast
from tests.factories import NOW


@pytest.fixture
def minh(client: Client, cast: Cast) -> Client:
    """A browser in which officer Minh of the federation is signed in."""
    client.force_login(cast.minh)
    return client


@pytest.fixture
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages take this day for today."""
    monkeypatch.setattr("haichieu.web.shell.days.now", lambda: NOW)
