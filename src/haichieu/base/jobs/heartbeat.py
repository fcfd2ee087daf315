"""Keeps the lease of a running job alive from a second thread."""

import threading
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Self

from django.db import Error as AnyDatabaseError
from django.db import connections

from haichieu.base.jobs import lease


class Heartbeat:
    """Renews the lease three times per lease while the job runs (context manager).

    A short job never reaches the first beat and costs no second connection. A beat that the database refuses is
    tried again; if that lasts, the lease runs out and the job is given to somebody else, which is right.
    """

    def __init__(self, mine: lease.Claim, clock: Callable[[], datetime]) -> None:
        self._mine = mine
        self._clock = clock
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        # A beat in progress may be waiting for a lock that our own transaction no longer holds.
        self._thread.join(timeout=self._mine.lease.total_seconds())

    def _beat(self) -> None:
        try:
            while not self._over.wait(self._mine.lease.total_seconds() / 3):
                if not self._renew():
                    return
        finally:
            connections.close_all()

    def _renew(self) -> bool:
        try:
            return lease.renew(self._mine, now=self._clock())
        except AnyDatabaseError:
            connections.close_all()
            return True
