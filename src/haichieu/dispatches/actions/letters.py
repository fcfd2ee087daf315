"""Storing letters: the bytes are kept before anybody tries to read them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from haichieu.base.actions import record
from haichieu.base.jobs import enqueue_at
from haichieu.dispatches.actions.lineage import letter_key
from haichieu.dispatches.actions.registers import register_incoming
from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.rules.exchange.recognise import may_be_status
from haichieu.text.folding import fold
from haichieu.text.privacy import mask_private_names
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file came from; no private person's name or address."""

    #: name of the archive or mail that it came in
    package: str = ""
    #: subject and sending office of the mail
    words: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is safe now."""

    dispatch: Dispatch
    #: false when the unit had the same bytes before
    is_new: bool
    #: the job that reads it unless somebody does so earlier; empty for a file that was there before
    job: str = ""


def store_file(
    *,
    by: Person | None,
    unit: Unit,
    file_name: str,
    data: bytes,
    origin: Origin,
    at: datetime,
    read_after: timedelta,
) -> Stored:
    """Keep the bytes as a letter that waits to be read, and enqueue its reading.

    The same bytes given twice, one after the other or at the same moment, are one letter of the unit.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    known = Dispatch.objects.filter(unit=unit, sha256=sha256, place=0).first()
    if known is not None:
        return Stored(known, is_new=False)
    shown_name = mask_private_names(file_name)
    dispatch = Dispatch(
        unit=unit,
        file_name=shown_name[-255:],
        sha256=sha256,
        package=mask_private_names(origin.package)[-255:],
        origin=mask_private_names(origin.words)[:500],
        waits_since=at,
        received_at=at,
        added_by=actor_ref(by),
        search=fold(shown_name),
    )
    suffix = file_name.rsplit(".", 1)[-1].lower()[:10] if "." in file_name else "bin"
    dispatch.file.save(f"{sha256[:24]}.{suffix}", ContentFile(data), save=False)
    try:
        job = _save_new(
            dispatch, is_letter=not may_be_status(data, file_name), by=by, at=at, read_after=read_after
        )
    except IntegrityError:
        # Somebody stored the same bytes in this very moment; theirs stays.
        dispatch.file.delete(save=False)
        return Stored(Dispatch.objects.get(unit=unit, sha256=sha256, place=0), is_new=False)
    return Stored(dispatch, is_new=True, job=job)


@transaction.atomic
def _save_new(
    dispatch: Dispatch, *, is_letter: bool, by: Person | None, at: datetime, read_after: timedelta
) -> str:
    dispatch.save()
    after: dict[str, object] = {
        "file_name": dispatch.file_name,
        "sha256": dispatch.sha256,
        "package": dispatch.package,
    }
    if is_letter:
        after["arrival_number"] = register_incoming(dispatch, by=actor_ref(by), at=at).number
    record(by=actor_ref(by), verb="add_dispatch", kind="dispatch", ref=str(dispatch.pk), after=after, at=at)
    return enqueue_at("dispatches.read_file", at + read_after, dispatch=dispatch.pk)


def show_values(dispatch: Dispatch, values: dict[str, object]) -> None:
    """Copy a reading's values into the columns that lists and search use (not saved), and into its register line."""
    for name, size in (
        ("kind", 60),
        ("number", 40),
        ("symbol", 80),
        ("date", 10),
        ("issuer", 300),
        ("subject", 1000),
    ):
        setattr(dispatch, name, mask_private_names(str(values.get(name) or ""))[:size])
    dispatch.key = letter_key(dispatch.number, dispatch.symbol)
    words = (
        dispatch.number,
        dispatch.symbol,
        dispatch.kind,
        dispatch.issuer,
        dispatch.subject,
        dispatch.file_name,
    )
    dispatch.search = fold(" ".join(words))
    if dispatch.pk is not None:
        dispatch.register_entries.update(search=dispatch.search[:600])
