"""Work on letters that happens after the page has answered."""

from datetime import timedelta

from haichieu.base.clock import now
from haichieu.base.jobs import enqueue, job
from haichieu.dispatches.actions import carry_out_cascade as carry_out
from haichieu.dispatches.actions import go_on_periodic as go_on
from haichieu.dispatches.actions import (
    keep_tallies,
    read_waiting_file,
    rebuild_tallies,
    take_over_work,
    waiting_instances,
)


@job("dispatches.read_file", retries=2)
def read_file(dispatch: int, by: str = "") -> None:
    """Read a stored file; a letter that does not wait for it any more is left alone."""
    read_waiting_file(dispatch_id=dispatch, by=by, at=now())


@job("dispatches.carry_out_cascade", retries=60, backoff=timedelta(seconds=1), lease=timedelta(seconds=15))
def carry_out_cascade(cascade: int) -> None:
    """Hand an obligation to the units of a cascade; units that hold it already are passed over."""
    carry_out(cascade_id=cascade, at=now())


@job("dispatches.go_on_periodic", retries=20, lease=timedelta(seconds=60))
def go_on_periodic(obligation: int) -> None:
    """Make the next instance of a periodic duty and hand it to its units; one that is there is gone on with."""
    go_on(obligation_id=obligation, at=now())


@job("dispatches.start_periods", daily="00:20", retries=5)
def start_periods() -> None:
    """Go on with every periodic duty whose day has passed or whose next instance did not reach all units."""
    for obligation in waiting_instances(at=now()):
        enqueue("dispatches.go_on_periodic", obligation=obligation)


@job("dispatches.take_over_work", daily="00:10", retries=5, lease=timedelta(minutes=5))
def take_over() -> None:
    """Hand on the open work of units that are no more since today, or since somebody wrote down that they are not."""
    take_over_work(at=now())


@job("dispatches.keep_tallies", every=timedelta(minutes=1), retries=2)
def keep_counts() -> None:
    """Add up what was counted since the last time; count again where units moved."""
    keep_tallies(at=now())


@job("dispatches.rebuild_tallies", daily="02:40", retries=2, lease=timedelta(minutes=5))
def rebuild_counts() -> None:
    """Count every assignment again, so that no slip lives longer than a day."""
    rebuild_tallies(at=now())
