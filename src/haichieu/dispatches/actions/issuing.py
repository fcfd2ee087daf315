"""Signing a letter of our own: its number, day, files and obligations, all or nothing."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.timezone import localdate

from haichieu.dispatches.actions.letter_files import LetterFiles, document_of, render_letter
from haichieu.dispatches.actions.letters import show_values
from haichieu.dispatches.actions.lineage import tie_letter
from haichieu.dispatches.actions.own_letters import add_fact, require_version
from haichieu.dispatches.actions.readings import obligation_words
from haichieu.dispatches.actions.registers import (
    NextNumber,
    enter_outgoing,
    lock_register,
    next_in,
    outgoing_series,
)
from haichieu.dispatches.errors import BadLetter, LetterChanged
from haichieu.dispatches.models import (
    Dispatch,
    Obligation,
    ObligationFact,
    OwnLetter,
    Reading,
    RegisterEntry,
)
from haichieu.dispatches.queries.signing import signing
from haichieu.dispatches.rules import REVIEW_AFTER_DAYS, letter_sign
from haichieu.dispatches.rules.relay import Content, Point, faults
from haichieu.dispatches.rules.relay.reading_back import Issued, issued_values
from haichieu.layout.document import OfficialDocument
from haichieu.text.files import read_bytes
from haichieu.text.privacy import mask_private_names
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref, require

_OUTGOING = RegisterEntry.Book.OUTGOING
#: How often a number is prepared outside the transaction before the register is kept locked while files are written.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A letter ready to go out under a number."""

    following: NextNumber
    document: OfficialDocument
    files: LetterFiles
    #: the text of the PDF, as everybody will read it
    text: str


def sign_letter(*, by: Person, letter: OwnLetter, expected_version: int, at: datetime) -> OwnLetter:
    """Sign a checked letter and issue it under the next number of its series; never by who checked it, as long as
    somebody else is there to sign for the unit.

    Files take seconds to write, so they are written for the number that comes next and only then the register is
    locked; when somebody else took that number meanwhile, they are written again. A failure leaves no gap.

    Raises :class:`BadLetter` for what the layout does not allow, :class:`LetterChanged` when somebody was faster.
    """
    require(by, "sign_letter", letter.unit_id, on=localdate(at))
    said = signing(letter, by, on=localdate(at))
    if said.refusal:
        raise NotAllowed(said.refusal)
    for _ in range(_TRIES):
        seen = _checked(OwnLetter.objects.select_related("unit").get(pk=letter.pk), expected_version, at)
        prepared = _prepare(seen, at)
        with transaction.atomic():
            issued = _issue(seen.pk, prepared, by=by, expected=expected_version, note=said.alone, at=at)
        if issued is not None:
            return issued
    with transaction.atomic():
        lock_register(letter.unit_id)
        prepared = _prepare(seen, at)
        issued = _issue(letter.pk, prepared, by=by, expected=expected_version, note=said.alone, at=at)
    if issued is None:
        raise LetterChanged(LetterChanged.__doc__)
    return issued


def _checked(letter: OwnLetter, expected: int, at: datetime) -> OwnLetter:
    require_version(letter, expected)
    if letter.state != OwnLetter.State.SIGNING:
        raise LetterChanged(f"Văn bản này nay ở bước “{letter.get_state_display()}”, chưa ký được.")
    wrong = faults(letter.subject, Content.of(letter.content), on=localdate(at))
    if wrong:
        raise BadLetter(" ".join(wrong))
    return letter


def _prepare(letter: OwnLetter, at: datetime) -> _Prepared:
    today = localdate(at)
    series = outgoing_series(letter.unit, letter.kind, on=today)
    following = next_in(letter.unit_id, _OUTGOING, series, on=today)
    document = document_of(letter, on=today, number=str(following.number))
    files = render_letter(document)
    if files.wrong:
        raise BadLetter(f"Thể thức chưa đạt: {' '.join(files.wrong)}")
    return _Prepared(following, document, files, read_bytes(files.pdf, "letter.pdf").text)


def _issue(
    pk: int, prepared: _Prepared, *, by: Person, expected: int, note: str, at: datetime
) -> OwnLetter | None:
    """Issue the letter under the prepared number, or None when that number is gone."""
    letter = OwnLetter.objects.select_for_update(of=("self",)).select_related("unit").get(pk=pk)
    letter = _checked(letter, expected, at)
    lock_register(letter.unit_id)
    if next_in(letter.unit_id, _OUTGOING, prepared.following.series, on=localdate(at)) != prepared.following:
        return None
    document = prepared.document
    letter.number, letter.symbol = document.number.zfill(2), document.symbol
    letter.date, letter.state = localdate(at), OwnLetter.State.ISSUED
    letter.version += 1
    with _files_only_when_done(letter) as kept:
        _save_files(letter, prepared.files, kept)
        dispatch = _own_dispatch(letter, prepared, kept, by=by, at=at)
        letter.issued_as = dispatch
        letter.save()
        content = Content.of(letter.content)
        enter_outgoing(
            letter,
            prepared.following,
            by=by,
            at=at,
            signer=content.signer_name,
            sent_to="; ".join(content.addressees),
        )
        add_fact(letter, "signed", by=by, at=at, note=note)
        add_fact(letter, "issued", by=by, at=at, note=letter_sign(letter.number, letter.symbol))
    return letter


@contextmanager
def _files_only_when_done(letter: OwnLetter) -> Iterator[list[FieldFile]]:
    """Take files away again when the rest could not be written."""
    kept: list[FieldFile] = []
    done = False
    try:
        yield kept
        done = True
    finally:
        if not done:
            for file in kept:
                file.delete(save=False)


def _save_files(letter: OwnLetter, files: LetterFiles, kept: list[FieldFile]) -> None:
    name = "-".join(("van-ban", letter.unit.code, letter.number, str(letter.date)))
    for field, data, suffix in ((letter.docx, files.docx, "docx"), (letter.pdf, files.pdf, "pdf")):
        field.save(f"{name}.{suffix}", ContentFile(data), save=False)
        kept.append(field)


def _own_dispatch(
    letter: OwnLetter, prepared: _Prepared, kept: list[FieldFile], *, by: Person, at: datetime
) -> Dispatch:
    """The issued letter as a letter of our own unit: confirmed, with the obligations that it gives."""
    content = Content.of(letter.content)
    issued = Issued(
        document=prepared.document, content=content, number=letter.number, day=localdate(at), kind=letter.kind
    )
    review_on = localdate(at) + timedelta(REVIEW_AFTER_DAYS)
    values, text = issued_values(prepared.text, issued, owner=letter.unit_id, review_on=review_on)
    sign = letter_sign(letter.number, letter.symbol).replace("/", "-")
    dispatch = Dispatch(
        unit=letter.unit,
        file_name=f"{sign}.pdf"[-255:],
        sha256=hashlib.sha256(prepared.files.pdf).hexdigest(),
        text=text,
        received_at=at,
        confirmed_at=at,
        added_by=actor_ref(by),
    )
    dispatch.file.save(f"{dispatch.sha256[:24]}.pdf", ContentFile(prepared.files.pdf), save=False)
    kept.append(dispatch.file)
    show_values(dispatch, values)
    dispatch.save()
    Reading.objects.create(
        dispatch=dispatch, version=1, by_person=True, values=values, by=actor_ref(by), at=at
    )
    tie_letter(dispatch, values)
    for point, item in zip(content.points, values["obligations"], strict=False):
        _obligation(dispatch, point, item, by=by, at=at)
    return dispatch


def _obligation(dispatch: Dispatch, point: Point, item: dict[str, Any], *, by: Person, at: datetime) -> None:
    text = mask_private_names(point.text)
    obligation = Obligation.objects.create(
        dispatch=dispatch,
        owner=dispatch.unit,
        kind=Obligation.Kind.TASK if point.due_on else Obligation.Kind.STANDING,
        text=text,
        source_key=item["key"],
        start=item["span"][0],
        end=item["span"][1],
        actors=[mask_private_names(each) for each in item["actors"]],
        report_to=mask_private_names(item["report_to"] or "")[:500],
        deadline_text=((item["deadline"] or {}).get("text") or "")[:300],
        due_on=point.due_on,
        review_on=None if point.due_on else localdate(at) + timedelta(REVIEW_AFTER_DAYS),
        search=obligation_words(text, item["actors"]),
        created_at=at,
    )
    ObligationFact.objects.create(obligation=obligation, verb="created", by=actor_ref(by), at=at)
