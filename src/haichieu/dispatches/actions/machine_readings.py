"""The machine's reading of a stored file: proposed as a new version, never over a person's."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from haichieu.base.actions import record
from haichieu.base.jobs import enqueue_at
from haichieu.dispatches.actions.duplicates import offer_copies
from haichieu.dispatches.actions.letters import show_values
from haichieu.dispatches.actions.lineage import tie_letter
from haichieu.dispatches.models import Dispatch, Reading
from haichieu.dispatches.rules import read_dispatch
from haichieu.text.errors import UnreadableFile
from haichieu.text.files import FileText
from haichieu.text.limited import Readers
from haichieu.text.limited.worker import OnPage

READER = "system:reader"


def read_stored_file(
    dispatch: Dispatch,
    data: bytes,
    readers: Readers,
    *,
    at: datetime,
    on_page: OnPage | None = None,
    seconds: float | None = None,
) -> None:
    """Read a letter's file and keep what came of it: a reading, or why there is none.

    Does nothing when the letter no longer waits to be read by the time that it was read. What ``on_page`` raises
    reaches the caller and leaves the letter waiting.
    """
    try:
        found = readers.read(data, dispatch.file_name, on_page=on_page, seconds=seconds)
    except UnreadableFile as error:
        if seconds is not None and error.reason == "too_slow":
            raise
        _set_aside(dispatch.pk, str(error), at=at)
        return
    keep_text(dispatch.pk, found, at=at)
