"""Work on letters that happens after the page has answered."""

from haichieu.base.clock import now
from haichieu.base.jobs import job
from haichieu.dispatches.actions import read_waiting_file


@job("dispatches.read_file", retries=2)
def read_file(dispatch: int, by: str = "") -> None:
    """Read a stored file; a letter that does not wait for it any more is left alone."""
    read_waiting_file(dispatch_id=dispatch, by=by, at=now())
