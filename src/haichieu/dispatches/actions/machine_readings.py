"""The machine's reading of a stored file: proposed as a new version, never over a person's."""

from datetime import datetime
from textwrap import shorten
from typing import Any

from django.db import transaction
from django.db.models import Max

from haichieu.base.actions import record
from haichieu.dispatches.actions.duplicates import offer_copies
from haichieu.dispatches.actions.earlier_own import put_in_its_register
from haichieu.dispatches.actions.exchange_files import LetterFile
from haichieu.dispatches.actions.learning import mend_reading
from haichieu.dispatches.actions.letters import show_values
from haichieu.dispatches.actions.lineage import tie_letter
from haichieu.dispatches.actions.messages import keep_message
from haichieu.dispatches.actions.registers import STATUS_KIND, register_incoming, register_once_read
from haichieu.dispatches.models import Dispatch, Reading
from haichieu.dispatches.rules import letters_in, read_dispatch
from haichieu.dispatches.rules.exchange.stating import with_stated
from haichieu.text.file_text import FileText

READER = "system:reader"
#: Most signs of the reason for which a file is set aside.
_LONGEST_REASON = 300


@transaction.atomic
def propose_readings(dispatch_id: int, file: LetterFile, *, at: datetime) -> None:
    """Keep what the machine read in a letter's file; nothing when the letter does not wait for it any more.

    A file with several letters makes one dispatch of each; the letter that was stored becomes the first. A message of
    another office is one letter.
    """
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch_id)
    if dispatch.waits_since is None:
        return
    if file.stated is not None:
        _propose(dispatch, file.found, at=at, file=file)
        keep_message(dispatch, file)
        return
    letters = letters_in(file.found)
    _propose(dispatch, letters[min(dispatch.place, len(letters) - 1)], at=at)
    if dispatch.place == 0:
        for place, letter in enumerate(letters[1:], start=1):
            _propose_further(dispatch, place, letter, at=at)


def _propose_further(dispatch: Dispatch, place: int, found: FileText, *, at: datetime) -> None:
    further, is_new = Dispatch.objects.get_or_create(
        unit_id=dispatch.unit_id,
        sha256=dispatch.sha256,
        place=place,
        defaults={
            "file_name": dispatch.file_name,
            "file": dispatch.file.name,
            "package": dispatch.package,
            "origin": dispatch.origin,
            "received_at": dispatch.received_at,
            "added_by": dispatch.added_by,
        },
    )
    if is_new:
        arrival = register_incoming(further, by=READER, at=at)
        after = {
            "file_name": further.file_name,
            "sha256": further.sha256,
            "place": place,
            "arrival_number": arrival.number,
        }
        record(by=READER, verb="add_dispatch", kind="dispatch", ref=str(further.pk), after=after, at=at)
        _propose(further, found, at=at)


def _propose(dispatch: Dispatch, found: FileText, *, at: datetime, file: LetterFile | None = None) -> None:
    values = read_dispatch(found.text, doubtful=found.doubtful).to_dict()
    if file is not None and file.stated is not None:
        values["warnings"] = values["warnings"] if found.text else []
        values = with_stated(file.stated, values, source=file.source, believed=file.message is None)
    values["warnings"] = [*found.warnings, *values["warnings"]]
    values["method"] = found.method
    clean = values.pop("text")
    is_decided = dispatch.readings.filter(by_person=True).exists()
    if dispatch.text and is_decided and clean != dispatch.text:
        # Places in this version index a text that is not the letter's: it keeps its own beside them.
        values["text"] = clean
    if not is_decided:
        values = mend_reading(dispatch, values, clean)
    version = (dispatch.readings.aggregate(newest=Max("version"))["newest"] or 0) + 1
    Reading.objects.create(
        dispatch=dispatch, version=version, by_person=False, values=values, by=READER, at=at
    )
    if not (dispatch.text and is_decided):
        dispatch.text = clean
    if not is_decided:
        show_values(dispatch, values)
    dispatch.waits_since, dispatch.set_aside = None, ""
    dispatch.save()
    register_once_read(dispatch, by=READER, at=at)
    if not is_decided:
        put_in_its_register(dispatch, values, by=READER, at=at)
        tie_letter(dispatch, values)
        offer_copies(dispatch, values)
    _record_reading(dispatch, {"version": version}, at=at)


@transaction.atomic
def set_file_aside(dispatch_id: int, sentence: str, *, is_status: bool = False, at: datetime) -> None:
    """Keep why a file could not be read; a letter that has been read before stays as it is.

    A file that holds the status of a letter (``is_status``) is none itself and gets no number.
    """
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch_id)
    if dispatch.waits_since is None:
        return
    dispatch.waits_since = None
    said = shorten(sentence, _LONGEST_REASON, placeholder="…")
    if not dispatch.readings.exists():
        dispatch.set_aside = said
        dispatch.kind = STATUS_KIND if is_status else ""
    dispatch.save(update_fields=["waits_since", "set_aside", "kind"])
    if not is_status:
        register_once_read(dispatch, by=READER, at=at)
    _record_reading(dispatch, {"set_aside": said}, at=at)


def _record_reading(dispatch: Dispatch, after: dict[str, Any], *, at: datetime) -> None:
    record(by=READER, verb="read_dispatch", kind="dispatch", ref=str(dispatch.pk), after=after, at=at)
