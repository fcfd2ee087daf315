"""The worker: takes jobs one by one, requeues lost ones, starts ticks and seals the log, until told to stop."""

import signal
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from types import FrameType

from django.db import InterfaceError, OperationalError, close_old_connections, connections

from haichieu.base.jobs import lease, running, timetable
from haichieu.base.jobs.running import GiveBack, Outcome
from haichieu.base.sealing import seal_log

#: How often leases and ticks are looked at, and the log is sealed.
KEEP_HOUSE = timedelta(seconds=1)
SEAL = timedelta(seconds=10)
#: Longest pause after the database could not be reached.
LONGEST_PAUSE = 30.0
_NAP = 0.2


class Worker:
    """One worker process.

    Parameters: ``name`` unique among workers, at most 64 characters; ``queues`` empty for all; ``clock`` gives the
    time; ``say`` takes one line of its log; ``interval`` seconds between looks at an empty queue; ``grace`` seconds
    that a running job gets to finish after a stop signal before it is given back.
    """

    def __init__(
        self,
        *,
        name: str,
        clock: Callable[[], datetime],
        say: Callable[[str], None],
        queues: Sequence[str] = (),
        interval: float = 1.0,
        grace: float = 20.0,
    ) -> None:
        self.name = name
        self.queues = tuple(queues)
        self.clock = clock
        self.say = say
        self.interval = interval
        self.grace = grace
        self.outcomes: list[Outcome] = []
        self._stopping = False
        self._in_job = False
        self._kept: datetime | None = None
        self._sealed: datetime | None = None

    def listen(self) -> None:
        """Stop gracefully on SIGTERM and SIGINT (main thread only)."""
        signal.signal(signal.SIGTERM, self._on_stop)
        signal.signal(signal.SIGINT, self._on_stop)
        signal.signal(signal.SIGALRM, self._on_grace_over)

    def _on_stop(self, number: int, frame: FrameType | None) -> None:
        if self._stopping:
            self._on_grace_over(number, frame)
        self._stopping = True
        if self._in_job:
            signal.setitimer(signal.ITIMER_REAL, max(self.grace, 0.001))

    def _on_grace_over(self, number: int, frame: FrameType | None) -> None:
        if self._in_job:
            self._in_job = False
            raise GiveBack

    def run_forever(self) -> None:
        """Work until told to stop; a database that cannot be reached is tried again and again."""
        pause = 1.0
        while not self._stopping:
            try:
                close_old_connections()
                if not self.step():
                    self._nap(self.interval)
                pause = 1.0
            except (OperationalError, InterfaceError) as error:
                self.say(f"Không dùng được cơ sở dữ liệu, thử lại sau {pause:.0f} giây: {error}")
                connections.close_all()
                self._nap(pause)
                pause = min(LONGEST_PAUSE, pause * 2)

    def run_once(self) -> None:
        """Do all that can be done now, seal the log and return."""
        while not self._stopping and self.step():
            pass
        seal_log(at=self.clock())

    def step(self) -> bool:
        """Keep house if it is time, then run at most one job; returns whether there was one."""
        self._keep_house(self.clock())
        mine = lease.claim(worker=self.name, now=self.clock(), queues=self.queues)
        if mine is None:
            return False
        self._run(mine)
        return True

    def _run(self, mine: lease.Claim) -> None:
        started = time.monotonic()
        try:
            self._in_job = True
            if self._stopping:  # the signal came while the job was being claimed
                raise GiveBack
            outcome = running.run(mine, clock=self.clock)
        except GiveBack:
            outcome = running.give_back(mine, clock=self.clock)
        finally:
            self._in_job = False
            signal.setitimer(signal.ITIMER_REAL, 0)
        self.outcomes.append(outcome)
        self.say(
            f"{mine.name} {mine.task_id}: {outcome} (lần {mine.attempt}, {time.monotonic() - started:.1f} giây)"
        )

    def _keep_house(self, now: datetime) -> None:
        if self._kept is None or now - self._kept >= KEEP_HOUSE or now < self._kept:
            self._kept = now
            for sentence in lease.requeue_expired(now=now):
                self.say(sentence)
            timetable.start_due(now=now)
        if self._sealed is None or now - self._sealed >= SEAL or now < self._sealed:
            self._sealed = now
            seal_log(at=now)

    def _nap(self, seconds: float) -> None:
        # Short naps, because a signal handler that only sets a flag does not end time.sleep.
        end = time.monotonic() + seconds
        while not self._stopping and (left := end - time.monotonic()) > 0:
            time.sleep(min(_NAP, left))
