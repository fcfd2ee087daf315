"""Statuses of letters: what other offices say of them, and what we say of theirs. Facts are added, never changed."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.errors import CannotExchange, CopyOfAnother, LetterNotNamed
from haichieu.dispatches.models import Dispatch, StatusFact
from haichieu.dispatches.queries import letter_reference, letters_named
from haichieu.dispatches.rules import letter_name
from haichieu.dispatches.rules.exchange.edxml.codes import checked_code, code_list
from haichieu.dispatches.rules.exchange.edxml.messages import HANOI, EdxmlStatus, Organisation, Reference
from haichieu.dispatches.rules.exchange.edxml.writing import write_status
from haichieu.dispatches.rules.exchange.errors import ExchangeError
from haichieu.text.dates import format_date
from haichieu.text.privacy import mask_private_names
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require, term_names

_REFUSED = "02"
#: Statuses that the receiver of a letter gives; the others belong to taking letters back.
GIVEN_CODES = ("01", "02", "03", "04", "05", "06")
#: The same status given again so soon is the same click twice, or a second try after the file could not be written.
_SAME_ACT = timedelta(minutes=1)


def status_word(code: str) -> str:
    """The short word of a status.

    >>> status_word("02"), status_word("06")
    ('Từ chối tiếp nhận', 'Hoàn thành')
    """
    return code_list("status")[code].partition(":")[0]


def receive_status(
    *, by: Person | None, unit: Unit, data: bytes, status: EdxmlStatus, at: datetime
) -> tuple[StatusFact, bool]:
    """Keep what another office says of a letter in the unit's register; returns the fact and whether it is new.

    Raises :class:`LetterNotNamed` where the register holds no such letter, or several.
    """
    require(by, "confirm_reading", unit.pk, on=localdate(at))
    return _attach(unit.pk, data, status, by=actor_ref(by), at=at)


def attach_later(dispatch: Dispatch, data: bytes, status: EdxmlStatus, *, by: str, at: datetime) -> str:
    """Try again to attach a status that was set aside; the sentence that now stands beside its file.

    ``by`` names who asked for it (see :func:`actor_ref`). A file that is attached no more counts as set aside.
    """
    try:
        fact, _ = _attach(dispatch.unit_id, data, status, by=by, at=at)
    except LetterNotNamed as error:
        return str(error)
    Dispatch.objects.filter(pk=dispatch.pk).update(attached_to=fact.dispatch)
    return f"Trạng thái trong tệp này đã được ghi vào {_called(fact.dispatch)} (số {fact.dispatch_id})."


def give_status(
    *,
    by: Person | None,
    dispatch: Dispatch,
    code: str,
    note: str,
    sender: str,
    issuer: str,
    at: datetime,
) -> StatusFact:
    """Tell the office that a letter came from how far we are with it; the fact holds the message to send.

    ``sender`` and ``issuer`` are the two offices' codes. The same status again within a minute is the fact that was
    given. Raises :class:`CannotExchange` with what is missing.
    """
    require(by, "confirm_reading", dispatch.unit_id, on=localdate(at))
    if code not in GIVEN_CODES:
        raise CannotExchange("Hãy chọn một trạng thái trong danh sách.")
    note = note.strip()
    if code == _REFUSED and not note:
        raise CannotExchange("Từ chối tiếp nhận cần nêu lý do.")
    name = term_names([dispatch.unit_id], on=localdate(at))[dispatch.unit_id]
    reference = letter_reference(dispatch, issuer=issuer)
    said_at = at.replace(microsecond=0)
    status = EdxmlStatus(reference, Organisation(sender, name=name), code, said_at, description=note)
    try:
        checked_code(issuer, "nơi đã gửi văn bản")
        data = write_status(status)
    except ExchangeError as error:
        raise CannotExchange(str(error)) from None
    return _keep_given(dispatch, data, status, by=actor_ref(by), at=at)


@transaction.atomic
def _keep_given(dispatch: Dispatch, data: bytes, status: EdxmlStatus, *, by: str, at: datetime) -> StatusFact:
    """Two at the same moment wait for each other, so the second sees what the first gave."""
    letter = Dispatch.objects.select_for_update().defer("text").get(pk=dispatch.pk)
    if letter.copy_of_id is not None:
        raise CopyOfAnother(CopyOfAnother.__doc__)
    given = StatusFact.Direction.GIVEN
    last = letter.statuses.filter(direction=given).order_by("-at", "-pk").first()
    if last is not None and abs(at - last.at) <= _SAME_ACT and _says(last) == _told(status):
        return last
    return _keep(letter, given, data, status, by=by, at=at)[0]


def _says(fact: StatusFact) -> tuple[str, ...]:
    return fact.code, fact.note, fact.organisation, fact.issuer


def _told(status: EdxmlStatus) -> tuple[str, ...]:
    """What a fact of this status says."""
    note = mask_private_names(_own_words(status))[:1000]
    return status.code, note, status.sender.code[:80], _issuer(status.response_for)[:80]


def _attach(
    unit_id: int, data: bytes, status: EdxmlStatus, *, by: str, at: datetime
) -> tuple[StatusFact, bool]:
    letters = letters_named(status.response_for, unit_id=unit_id)
    if len(letters) != 1:
        raise LetterNotNamed(_not_named(status, len(letters)))
    return _keep(letters[0], StatusFact.Direction.RECEIVED, data, status, by=by, at=at)


def _not_named(status: EdxmlStatus, held: int) -> str:
    named = status.response_for
    day = f" ngày {format_date(named.issued)}" if named.issued else ""
    told = f"Tin trạng thái “{status_word(status.code)}” nói về văn bản {named.sign[:80] or '(không rõ số)'}{day}"
    if held:
        return f"{told}, mà sổ của đơn vị có {held} văn bản như thế; hãy gộp bản trùng rồi bấm “Đọc lại”."
    return f"{told}, mà sổ của đơn vị không có; khi đã thêm văn bản đó, hãy bấm “Đọc lại” ở đây."


def _called(letter: Dispatch) -> str:
    return letter_name(letter.kind, letter.number, letter.symbol, file_name=letter.file_name)


def _keep(
    dispatch: Dispatch, direction: str, data: bytes, status: EdxmlStatus, *, by: str, at: datetime
) -> tuple[StatusFact, bool]:
    """The same message twice, one after the other or at the same moment, is one fact."""
    sha256 = hashlib.sha256(data).hexdigest()
    known = dispatch.statuses.filter(sha256=sha256).first()
    if known is not None:
        return known, False
    code, note, organisation, issuer = _told(status)
    fact = StatusFact(
        dispatch=dispatch,
        direction=direction,
        code=code,
        note=note,
        organisation=organisation,
        organisation_name=mask_private_names(status.sender.name)[:300],
        issuer=issuer,
        said_at=status.at if status.at.tzinfo else status.at.replace(tzinfo=HANOI),
        sha256=sha256,
        by=by,
        at=at,
    )
    fact.file.save(f"{sha256[:24]}.edxml", ContentFile(data), save=False)
    try:
        _save(fact)
    except IntegrityError:
        fact.file.delete(save=False)
        return dispatch.statuses.get(sha256=sha256), False
    return fact, True


@transaction.atomic
def _save(fact: StatusFact) -> None:
    fact.save()
    after: Mapping[str, object] = {
        "status": fact.pk,
        "direction": str(fact.direction),
        "code": fact.code,
        "organisation": fact.organisation,
        "sha256": fact.sha256,
    }
    verb = "give_status" if fact.direction == StatusFact.Direction.GIVEN else "receive_status"
    record(by=fact.by, verb=verb, kind="dispatch", ref=str(fact.dispatch_id), after=after, at=fact.at)


def _own_words(status: EdxmlStatus) -> str:
    """A description that only repeats the meaning of the code says nothing more."""
    return "" if status.description in (status.sentence, status_word(status.code)) else status.description


def _issuer(reference: Reference) -> str:
    return reference.organisation or reference.document_id.partition(",")[0]
