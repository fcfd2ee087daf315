"""Alerts that go out by themselves."""

from datetime import timedelta

from haichieu.base.clock import now
from haichieu.base.jobs import job
from haichieu.notices import actions


@job("notices.send_digests", every=timedelta(minutes=15), retries=2)
def send_digests() -> None:
    """Decide the digests that are due and send what waits; what an outage held up goes out as one digest."""
    actions.make_digests(at=now())
    actions.send_waiting(clock=now)


@job("notices.link_chats", every=timedelta(minutes=1), retries=0)
def link_chats() -> None:
    """Link chats with the office's Zalo bot while somebody's code waits."""
    actions.link_written(at=now())


@job("notices.prune_digests", daily="03:20")
def prune() -> None:
    """Delete digests that nobody asks for any more."""
    actions.prune_digests(at=now())
