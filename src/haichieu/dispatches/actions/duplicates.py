"""Copies of one letter: offered by the machine, decided by people, taken back whenever somebody sees better."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.errors import (
    CopyOfAnother,
    CopyUndecided,
    DispatchesError,
    TwoWorkingCopies,
    WorkAtAnotherCopy,
)
from haichieu.dispatches.models import Dispatch, DuplicateOffer, Reading
from haichieu.dispatches.queries import letter_facts
from haichieu.dispatches.rules import SURE, Received, sameness
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref, require

#: letters of one unit with the same number or day that one letter is compared with
MOST_COMPARED = 40
NEWEST_COMPARED = 15

_Verdict = DuplicateOffer.Verdict


def offer_copies(dispatch: Dispatch, values: Mapping[str, Any]) -> None:
    """Offer the letter and others of its unit as one where they may be; earlier decisions stand.

    Call inside the transaction that stored the reading, after the letter's columns were saved.
    """
    _offers_of(dispatch).filter(verdict=_Verdict.OPEN).delete()
    others = _comparable(dispatch)
    if not others:
        return
    decided = {each for pair in _offers_of(dispatch).values_list("first", "second") for each in pair}
    sure = _number_confidence([other.pk for other in others])
    own = Received(letter_facts(dispatch), dispatch.text, _is_sure(values, dispatch))
    for other in others:
        if other.pk in decided:
            continue
        theirs = Received(letter_facts(other), other.text, sure.get(other.pk, 1.0) >= SURE)
        found = sameness(own, theirs)
        if found is not None:
            first, second = sorted((dispatch, other), key=lambda letter: letter.pk)
            DuplicateOffer.objects.create(
                first=first, second=second, reasons=list(found.reasons), similarity=found.similarity
            )


def require_decided(dispatch: Dispatch) -> None:
    """Stop before work is given twice.

    Raises :class:`CopyOfAnother` for a copy, :class:`CopyUndecided` where the letter may be one that was confirmed.
    """
    if dispatch.copy_of_id is not None:
        raise CopyOfAnother(CopyOfAnother.__doc__)
    if dispatch.confirmed_at is not None:
        return
    undecided = _offers_of(dispatch).filter(verdict=_Verdict.OPEN)
    if undecided.exclude(first__confirmed_at=None, second__confirmed_at=None).exists():
        raise CopyUndecided(CopyUndecided.__doc__)


@transaction.atomic
def merge_copies(*, by: Person, offer: DuplicateOffer, at: datetime) -> Dispatch:
    """Decide that two letters are one; returns the letter that goes on, of which the other becomes a copy.

    Nothing is deleted: each copy keeps its file and reading. Raises :class:`TwoWorkingCopies` where work was already
    given under both, since no obligation may be owed twice.
    """
    offer = _decide(by, offer, _Verdict.SAME, at)
    letters = _together(offer.first_id)
    working = [letter for letter in letters if _has_work(letter)]
    if len(working) > 1:
        raise TwoWorkingCopies(TwoWorkingCopies.__doc__)
    return _appoint(letters)


@transaction.atomic
def choose_main_copy(*, by: Person, letter: Dispatch, at: datetime) -> None:
    """Let this copy be the one that goes on, whatever the machine would choose; later copies join it.

    Raises :class:`WorkAtAnotherCopy` where obligations or limits run under another copy: they do not move.
    """
    require(by, "confirm_reading", letter.unit_id, on=localdate(at))
    letters = _together(letter.pk)
    if len(letters) == 1:
        raise DispatchesError("Văn bản này không có bản chép nào; hãy mở lại trang để xem.")
    if any(_has_work(other) for other in letters if other.pk != letter.pk):
        raise WorkAtAnotherCopy(WorkAtAnotherCopy.__doc__)
    before = next(each.pk for each in letters if each.copy_of_id is None)
    Dispatch.objects.filter(pk=letter.pk).update(chosen_at=at)
    _appoint(_together(letter.pk))
    record(
        by=actor_ref(by),
        verb="choose_main_copy",
        kind="dispatch",
        ref=str(letter.pk),
        before={"main": before},
        after={"main": letter.pk},
        at=at,
    )


@transaction.atomic
def keep_apart(*, by: Person, offer: DuplicateOffer, at: datetime) -> None:
    """Decide that two letters are two; they are not offered as one again."""
    offer = _decide(by, offer, _Verdict.DIFFERENT, at)
    for pk in (offer.first_id, offer.second_id):
        _appoint(_together(pk))


@transaction.atomic
def take_decision_back(*, by: Person, offer: DuplicateOffer, at: datetime) -> None:
    """Open the question again: letters that were one are two until somebody decides."""
    offer = _decide(by, offer, _Verdict.OPEN, at)
    for pk in (offer.first_id, offer.second_id):
        _appoint(_together(pk))


def _decide(by: Person, offer: DuplicateOffer, verdict: str, at: datetime) -> DuplicateOffer:
    offer = DuplicateOffer.objects.select_for_update().get(pk=offer.pk)
    first = Dispatch.objects.only("unit_id").get(pk=offer.first_id)
    require(by, "confirm_reading", first.unit_id, on=localdate(at))
    if offer.verdict == verdict:
        raise DispatchesError("Việc này đã được quyết định như vậy từ trước; hãy mở lại trang để xem.")
    before = offer.verdict
    offer.verdict, offer.decided_by, offer.decided_at = verdict, actor_ref(by), at
    offer.save(update_fields=["verdict", "decided_by", "decided_at"])
    record(
        by=actor_ref(by),
        verb="decide_copies",
        kind="dispatch",
        ref=str(offer.first_id),
        before={"other": offer.second_id, "verdict": before},
        after={"other": offer.second_id, "verdict": str(verdict)},
        at=at,
    )
    return offer


def _together(pk: int) -> list[Dispatch]:
    """The letter and every letter that people decided is the same, over any number of decisions."""
    found, new = {pk}, {pk}
    while new:
        pairs = DuplicateOffer.objects.filter(
            Q(first__in=new) | Q(second__in=new), verdict=_Verdict.SAME
        ).values_list("first", "second")
        new = {each for pair in pairs for each in pair} - found
        found |= new
    return list(Dispatch.objects.select_for_update().filter(pk__in=found).order_by("pk"))


def _appoint(letters: list[Dispatch]) -> Dispatch:
    """Choose the copy that goes on: the one with work under it, else a person's choice, else one confirmed or clear."""
    read_by_eye = _from_pictures(letters)
    main = max(letters, key=lambda letter: _standing(letter, letter.pk not in read_by_eye))
    for letter in letters:
        letter.copy_of = None if letter.pk == main.pk else main
        if len(letters) == 1:
            letter.chosen_at = None
        letter.save(update_fields=["copy_of", "chosen_at"])
    return main


def _from_pictures(letters: list[Dispatch]) -> frozenset[int]:
    """Those whose text was recognised in a photo or scan: it is never as sure as the text of a file."""
    rows = Reading.objects.filter(dispatch__in=letters, by_person=False).order_by("version")
    methods = dict(rows.values_list("dispatch", "values__method"))
    return frozenset(pk for pk, method in methods.items() if method == "ocr")


def _standing(letter: Dispatch, is_clear: bool) -> tuple[bool, float, bool, bool, bool, int, int]:
    read = sum(
        bool(value) for value in (letter.number, letter.symbol, letter.date, letter.issuer, letter.subject)
    )
    return (
        _has_work(letter),
        letter.chosen_at.timestamp() if letter.chosen_at else 0.0,
        letter.confirmed_at is not None,
        not letter.set_aside,
        is_clear,
        read,
        -letter.pk,
    )


def _has_work(letter: Dispatch) -> bool:
    return (
        letter.obligations.filter(removed_at=None).exists() or letter.limits.filter(removed_at=None).exists()
    )


def _offers_of(dispatch: Dispatch) -> Any:
    return DuplicateOffer.objects.filter(Q(first=dispatch) | Q(second=dispatch))


def _comparable(dispatch: Dispatch) -> list[Dispatch]:
    """Letters of the unit with the same number or the same day, or month where a day was left blank.

    Beside them stand the newest letters where one of the two lost its number: a bad photo keeps neither number nor day.
    """
    others = (
        Dispatch.objects.filter(unit=dispatch.unit_id, copy_of=None).exclude(pk=dispatch.pk).order_by("-pk")
    )
    newest = list(others.values_list("pk", flat=True)[:NEWEST_COMPARED])
    same = Q(pk__in=newest, key="") if dispatch.key else Q(pk__in=newest)
    if dispatch.key:
        same |= Q(key=dispatch.key)
    if dispatch.date:
        same |= Q(date=dispatch.date) | Q(date=dispatch.date[:7])
    if len(dispatch.date) == 7:
        same |= Q(date__startswith=dispatch.date)
    return list(others.filter(same)[:MOST_COMPARED])


def _is_sure(values: Mapping[str, Any], dispatch: Dispatch) -> bool:
    doubt = (values.get("confidence") or {}).get("number", 1.0)
    return dispatch.confirmed_at is not None or float(doubt) >= SURE


def _number_confidence(letters: list[int]) -> dict[int, float]:
    rows = (
        Reading.objects.filter(dispatch__in=letters)
        .order_by("by_person", "version")
        .values_list("dispatch", "by_person", "values__confidence__number")
    )
    return {pk: 1.0 if by_person or sure is None else float(sure) for pk, by_person, sure in rows}
