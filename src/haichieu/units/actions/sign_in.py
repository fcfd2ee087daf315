"""Tries to sign in, and the waits after wrong ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from haichieu.base.actions import record
from haichieu.units.errors import TooManyFailures
from haichieu.units.models import Person, SignInFailure
from haichieu.units.rules import FreeFailures, standing_failures, wait_left

#: Counts older than this are deleted; they stopped counting long before.
_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SignInTry:
    """One try to sign in that was let through, counted as a failure until :func:`end_sign_in` says otherwise."""

    #: id of the person with the typed name, empty when nobody has it
    person_ref: str
    #: keyed digest of what is counted → failures before the first wait
    counted: dict[str, FreeFailures]


@transaction.atomic
def begin_sign_in(*, username: str | None, address: str, at: datetime) -> SignInTry:
    """Let a try through, or raise :class:`TooManyFailures` before any password, code or key is looked at.

    The try is counted first, under a lock, so that many tries at one moment on several workers are many tries.
    ``address`` may be empty when it is not known. A name that nobody has waits like any other; ``username`` is
    None where a passkey or an outside service will say who it is: then the address alone is counted.
    """
    pk, counted = None, {}
    if username is not None:
        pk = Person.objects.filter(username__iexact=username).values_list("pk", flat=True).first()
        name = (
            sign_in_digest("name", username.casefold()) if pk is None else sign_in_digest("person", str(pk))
        )
        counted[name] = FreeFailures.NAME
    if address:
        counted[sign_in_digest("address", address)] = FreeFailures.ADDRESS
    _count(counted, at)
    return SignInTry("" if pk is None else str(pk), counted)


@transaction.atomic
def count_dead_link(*, address: str, at: datetime) -> None:
    """Count a dead link opened from an address; raises :class:`TooManyFailures` for who tries one after another.

    Counted apart from tries to sign in: a whole office stands behind one address, and links die of age.
    """
    if address:
        _count({sign_in_digest("link", address): FreeFailures.ADDRESS}, at)


def _count(counted: Mapping[str, FreeFailures], at: datetime) -> None:
    SignInFailure.objects.filter(last_at__lt=at - _KEPT).delete()
    rows = [_locked(digest, at) for digest in counted]
    waits = (wait_left(row.failures, row.last_at, at, counted[row.digest]) for row in rows)
    wait = max(waits, default=timedelta())
    if wait:
        raise TooManyFailures(wait)
    for row in rows:
        row.failures = standing_failures(row.failures, row.last_at, at) + 1
        row.last_at = at
        row.save()


@transaction.atomic
def end_sign_in(*, tried: SignInTry, ok: bool, person: Person | None = None, at: datetime) -> None:
    """Log how the try ended, by ids only; a success forgets the name's failures and counts as none itself.

    ``person`` is who it turned out to be where the try began without a name.
    """
    ref = str(person.pk) if person is not None else tried.person_ref
    if ok:
        for digest, free in tried.counted.items():
            row = _locked(digest, at)
            row.failures = 0 if free is FreeFailures.NAME else max(row.failures - 1, 0)
            row.save()
    record(
        by=ref if ok else None,
        verb="sign_in" if ok else "sign_in_failed",
        kind="person",
        ref=ref or "unknown",
        at=at,
    )


@transaction.atomic
def take_back_try(*, tried: SignInTry, at: datetime) -> None:
    """One step was right and another follows: the try counts for nothing, and earlier failures stay counted.

    Otherwise who knows a password could type it between guesses of the code, and guess for ever.
    """
    for digest in tried.counted:
        row = _locked(digest, at)
        row.failures = max(row.failures - 1, 0)
        row.save()


def _locked(digest: str, at: datetime) -> SignInFailure:
    rows = SignInFailure.objects.select_for_update()
    return rows.get_or_create(digest=digest, defaults={"last_at": at})[0]


def sign_in_digest(kind: str, value: str) -> str:
    return salted_hmac(f"haichieu.sign_in.{kind}", value, algorithm="sha256").hexdigest()
