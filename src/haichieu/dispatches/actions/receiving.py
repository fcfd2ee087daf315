"""Taking letters in: the bytes are kept first, then read, at once where that is quick and as a job where it is not."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.base.jobs import bring_forward, enqueue
from haichieu.dispatches.actions.exchange_files import LONG, read_letter_file, status_in
from haichieu.dispatches.actions.letters import Origin, store_file
from haichieu.dispatches.actions.machine_readings import propose_readings, set_file_aside
from haichieu.dispatches.actions.statuses import attach_later
from haichieu.dispatches.models import Dispatch
from haichieu.text.errors import UnreadableFile
from haichieu.text.file_text import MAX_BYTES
from haichieu.text.limited import OnPage, Readers
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require

#: How long a page waits for a file before the reading is left to a job.
PATIENCE = 10.0
#: When the reading job of a file starts that somebody reads at once: only if whoever did so was killed.
_SAFETY = timedelta(hours=1)
#: A letter that still waits after so long may be given to another job: its own may have been set aside.
STUCK = timedelta(minutes=15)


class _TakesLong(Exception):
    """Tệp cần đọc lâu."""


def add_dispatch(
    *,
    by: Person | None,
    unit: Unit,
    file_name: str,
    data: bytes,
    at: datetime,
    readers: Readers | None = None,
    max_bytes: int = MAX_BYTES,
    patience: float | None = PATIENCE,
    on_page: OnPage | None = None,
    origin: Origin | None = None,
) -> tuple[Dispatch, bool]:
    """Store a letter, and its reading where that is quick; returns the dispatch and whether it is new.

    The same bytes given twice are one dispatch. A file that cannot be read is kept and set aside with the reason.
    A scan, a picture, an old Word file and whatever is not read within ``patience`` seconds waits for a job; with
    ``patience=None`` every file is read before the answer, and ``on_page`` is told of pages done and pages there are.
    ``readers`` lets many files share their processes.

    Raises :class:`~haichieu.text.errors.UnreadableFile` for a file larger than ``max_bytes``: it is not stored.
    """
    require(by, "add_dispatch", unit.pk, on=localdate(at))
    if len(data) > max_bytes:
        most = max_bytes / 1024**2
        raise UnreadableFile(
            f"Tệp quá lớn ({len(data) / 1024**2:.0f} MB), chỉ nhận tệp đến {most:.0f} MB.", reason="too_large"
        )
    is_quick = patience is None or (patience > 0 and not data.startswith(LONG))
    stored = store_file(
        by=by,
        unit=unit,
        file_name=file_name,
        data=data,
        origin=origin or Origin(),
        at=at,
        read_after=_SAFETY if is_quick else timedelta(),
    )
    if stored.is_new and is_quick:
        _read_here(stored.dispatch, data, readers, at=at, patience=patience, on_page=on_page)
        stored.dispatch.refresh_from_db()
        if stored.dispatch.waits_since is not None:
            bring_forward(stored.job, at)
    return stored.dispatch, stored.is_new


def _read_here(
    dispatch: Dispatch,
    data: bytes,
    readers: Readers | None,
    *,
    at: datetime,
    patience: float | None,
    on_page: OnPage | None,
) -> None:
    if readers is None:
        with Readers() as own:
            _read_here(dispatch, data, own, at=at, patience=patience, on_page=on_page)
    elif patience is None:
        _read(dispatch, data, readers, at=at, on_page=on_page)
    else:
        _try_to_read(dispatch, data, readers, at=at, patience=patience)


def _try_to_read(dispatch: Dispatch, data: bytes, readers: Readers, *, at: datetime, patience: float) -> None:
    """Read a file that may turn out to be long: it then stays waiting."""
    try:
        found = read_letter_file(readers, data, dispatch.file_name, on_page=_give_up, seconds=patience)
    except _TakesLong:
        return
    except UnreadableFile as error:
        if error.reason != "too_slow":
            set_file_aside(dispatch.pk, str(error), at=at)
        return
    propose_readings(dispatch.pk, found, at=at)


def _give_up(done: int, total: int) -> None:
    raise _TakesLong


def _read(
    dispatch: Dispatch, data: bytes, readers: Readers, *, at: datetime, on_page: OnPage | None = None
) -> None:
    def on_page_here(done: int, total: int) -> None:
        Dispatch.objects.filter(pk=dispatch.pk).update(pages_done=done, pages_total=total)
        if on_page is not None:
            on_page(done, total)

    try:
        found = read_letter_file(readers, data, dispatch.file_name, on_page=on_page_here)
    except UnreadableFile as error:
        set_file_aside(dispatch.pk, str(error), at=at)
        return
    propose_readings(dispatch.pk, found, at=at)


def read_waiting_file(*, dispatch_id: int, at: datetime, by: str = "") -> None:
    """Read a letter's file if it still waits for that; safe to run twice, also at the same time.

    ``by`` names who asked for it anew (see :func:`actor_ref`); empty when nobody did.
    """
    dispatch = Dispatch.objects.filter(pk=dispatch_id, waits_since__isnull=False).first()
    if dispatch is None:
        return
    try:
        with dispatch.file.open("rb") as stored:
            data = stored.read()
    except FileNotFoundError:
        set_file_aside(dispatch.pk, "Tệp gốc không còn trong kho lưu trữ, hãy gửi lại tệp.", at=at)
        return
    with Readers() as readers:
        status = status_in(readers, data, dispatch.file_name)
        if status is None:
            _read(dispatch, data, readers, at=at)
            return
    said = attach_later(dispatch, data, status, by=by or dispatch.added_by, at=at)
    set_file_aside(dispatch.pk, said, is_status=True, at=at)


@transaction.atomic
def read_again(*, by: Person, dispatch: Dispatch, at: datetime) -> None:
    """Let the machine read a letter's file once more, as a job; what a person confirmed stays as it is.

    Does nothing while the letter is being read, unless that has taken suspiciously long.
    """
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    require(by, "add_dispatch", dispatch.unit_id, on=localdate(at))
    if dispatch.waits_since is not None and at - dispatch.waits_since < STUCK:
        return
    dispatch.waits_since, dispatch.pages_done, dispatch.pages_total = at, 0, 0
    dispatch.save(update_fields=["waits_since", "pages_done", "pages_total"])
    record(by=actor_ref(by), verb="read_again", kind="dispatch", ref=str(dispatch.pk), at=at)
    enqueue("dispatches.read_file", dispatch=dispatch.pk, by=actor_ref(by))
