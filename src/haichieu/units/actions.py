"""Every write to units, people and roles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.units.errors import BadUnitsFile, NotAllowed, TooManyFailures, UnitsError
from haichieu.units.models import Letterhead, Person, Role, SignInFailure, Unit, UnitTerm
from haichieu.units.queries import actor_ref, require, units_open_to
from haichieu.units.rules import (
    BODY_KINDS,
    BadListing,
    FreeFailures,
    RoleName,
    UnitRow,
    parse_listing,
    standing_failures,
    wait_left,
)

#: Counts older than this are deleted; they stopped counting long before.
_KEPT = timedelta(days=1)


@transaction.atomic
def import_units(*, by: Person | None, listing: str, at: datetime) -> int:
    """Create or bring up to date the units of a CSV listing; returns how many terms changed.

    Raises :class:`BadUnitsFile` and changes nothing when any line is wrong.
    """
    try:
        rows = parse_listing(listing)
    except BadListing as error:
        raise BadUnitsFile(str(error)) from None
    units = {row.code: _unit(row) for row in rows}
    mine = None if by is None else units_open_to(by, "manage_units", on=localdate(at))
    if mine is not None:
        _require_rights(rows, units, mine)
    return sum(_term(row, units, by=by, at=at) for row in rows)


def _unit(row: UnitRow) -> Unit:
    return Unit.objects.get_or_create(code=row.code, defaults={"kind": row.kind})[0]


def _require_rights(rows: Sequence[UnitRow], units: dict[str, Unit], mine: frozenset[int]) -> None:
    """Refuse a listing that reaches beyond the units the person manages; the whole import then rolls back.

    A known unit must be theirs; a new unit, or one that moves, must come under a unit that is theirs or that the
    same listing brings. Only the terminal opens a new tree.
    """
    parents: dict[int, set[int | None]] = {}
    for unit_id, parent_id in UnitTerm.objects.filter(unit__in=units.values()).values_list("unit", "parent"):
        parents.setdefault(unit_id, set()).add(parent_id)
    for row in rows:
        unit, parent = units[row.code], units.get(row.parent_code)
        parent_id = parent.pk if parent else None
        is_new = unit.pk not in parents
        moves = is_new or parent_id not in parents[unit.pk]
        comes_under_theirs = parent_id in mine or (parent_id is not None and parent_id not in parents)
        if (not is_new and unit.pk not in mine) or (moves and not comes_under_theirs):
            raise NotAllowed(NotAllowed.__doc__)


def _term(row: UnitRow, units: dict[str, Unit], *, by: Person | None, at: datetime) -> bool:
    values = {
        "name": row.name,
        "short_name": row.short_name,
        "parent": units.get(row.parent_code),
        "valid_to": row.valid_to,
    }
    term = UnitTerm.objects.filter(unit=units[row.code], valid_from=row.valid_from).first()
    before = _term_values(term) if term else None
    term = term or UnitTerm(unit=units[row.code], valid_from=row.valid_from)
    for name, value in values.items():
        setattr(term, name, value)
    after = _term_values(term)
    if before == after:
        return False
    term.save()
    record(by=actor_ref(by), verb="set_unit", kind="unit", ref=row.code, before=before, after=after, at=at)
    return True


def _term_values(term: UnitTerm) -> dict[str, str | None]:
    return {
        "name": term.name,
        "short_name": term.short_name,
        "parent": term.parent.code if term.parent else None,
        "valid_from": term.valid_from.isoformat(),
        "valid_to": term.valid_to.isoformat() if term.valid_to else None,
    }


@transaction.atomic
def set_letterhead(
    *,
    by: Person | None,
    unit: Unit,
    body_kind: str,
    symbol: str,
    place: str,
    authority: str,
    signer_title: str,
    signer_name: str,
    valid_from: date,
    at: datetime,
) -> Letterhead:
    """Say how the unit's own documents look from a day on."""
    require(by, "manage_units", unit.pk, on=localdate(at))
    if body_kind not in BODY_KINDS:
        raise UnitsError(f"Loại cơ quan “{body_kind}” không có thể thức; các loại: {', '.join(BODY_KINDS)}.")
    values = {
        "body_kind": body_kind,
        "symbol": symbol,
        "place": place,
        "authority": authority,
        "signer_title": signer_title,
        "signer_name": signer_name,
    }
    head, _ = Letterhead.objects.update_or_create(unit=unit, valid_from=valid_from, defaults=values)
    record(by=actor_ref(by), verb="set_letterhead", kind="unit", ref=unit.code, after=values, at=at)
    return head


@transaction.atomic
def add_person(*, by: Person | None, username: str, full_name: str, email: str = "", at: datetime) -> Person:
    """A new member of staff, who cannot sign in until a password is set through a one-time link.

    Whoever adds people manages the people of some unit; what the newcomer may do is a matter of :func:`grant_role`.
    """
    if by is not None and not units_open_to(by, "manage_people", on=localdate(at)):
        raise NotAllowed(NotAllowed.__doc__)
    if not username.strip() or not full_name.strip():
        raise UnitsError("Cần cả tên đăng nhập và họ tên.")
    if Person.objects.filter(username__iexact=username).exists():
        raise UnitsError(f"Tên đăng nhập “{username}” đã có người dùng.")
    person = Person(username=username.strip(), full_name=full_name.strip(), email=email, created_at=at)
    person.set_unusable_password()
    person.save()
    record(
        by=actor_ref(by),
        verb="add_person",
        kind="person",
        ref=str(person.pk),
        after={"username": username},
        at=at,
    )
    return person


@transaction.atomic
def grant_role(
    *, by: Person | None, person: Person, unit: Unit, role: str, valid_from: date, at: datetime
) -> Role:
    """Give a person a role on a unit from a day on; giving it twice changes nothing."""
    require(by, "manage_people", unit.pk, on=localdate(at))
    if role not in set(RoleName):
        raise UnitsError(f"Không có vai trò “{role}”; các vai trò: {', '.join(RoleName)}.")
    granted, created = Role.objects.get_or_create(person=person, unit=unit, role=role, valid_from=valid_from)
    if created:
        after = {"person": person.pk, "role": role, "valid_from": valid_from.isoformat()}
        record(by=actor_ref(by), verb="grant_role", kind="unit", ref=unit.code, after=after, at=at)
    return granted


def _weakness(fault: ValidationError) -> str:
    if fault.code == "password_too_short":  # Django has no Vietnamese for this one
        return f"Mật khẩu cần ít nhất {fault.params['min_length']} ký tự."
    return " ".join(fault.messages)


@transaction.atomic
def set_password(*, person: Person, password: str, at: datetime) -> None:
    """Set the person's own password; raises :class:`UnitsError` naming what is too weak."""
    try:
        validate_password(password, user=person)
    except ValidationError as error:
        raise UnitsError(" ".join(_weakness(fault) for fault in error.error_list)) from None
    person.set_password(password)
    person.save(update_fields=["password"])
    SignInFailure.objects.filter(digest=_digest("person", str(person.pk))).delete()
    record(by=actor_ref(person), verb="set_password", kind="person", ref=str(person.pk), at=at)


@dataclass(frozen=True, slots=True)
class SignInTry:
    """One try to sign in that was let through, counted as a failure until :func:`end_sign_in` says otherwise."""

    #: id of the person with the typed name, empty when nobody has it
    person_ref: str
    #: keyed digest of what is counted → failures before the first wait
    counted: dict[str, FreeFailures]


@transaction.atomic
def begin_sign_in(*, username: str, address: str, at: datetime) -> SignInTry:
    """Let a try through, or raise :class:`TooManyFailures` before any password is looked at.

    The try is counted first, under a lock, so that many tries at one moment on several workers are many tries.
    ``address`` may be empty when it is not known. A name that nobody has waits like any other.
    """
    pk = Person.objects.filter(username__iexact=username).values_list("pk", flat=True).first()
    name = _digest("name", username.casefold()) if pk is None else _digest("person", str(pk))
    counted = {name: FreeFailures.NAME}
    if address:
        counted[_digest("address", address)] = FreeFailures.ADDRESS
    SignInFailure.objects.filter(last_at__lt=at - _KEPT).delete()
    rows = [_locked(digest, at) for digest in counted]
    wait = max(wait_left(row.failures, row.last_at, at, counted[row.digest]) for row in rows)
    if wait:
        raise TooManyFailures(wait)
    for row in rows:
        row.failures = standing_failures(row.failures, row.last_at, at) + 1
        row.last_at = at
        row.save()
    return SignInTry("" if pk is None else str(pk), counted)


@transaction.atomic
def end_sign_in(*, tried: SignInTry, ok: bool, at: datetime) -> None:
    """Log how the try ended, by ids only; a success forgets the name's failures and counts as none itself."""
    if ok:
        for digest, free in tried.counted.items():
            row = _locked(digest, at)
            row.failures = 0 if free is FreeFailures.NAME else max(row.failures - 1, 0)
            row.save()
    record(
        by=tried.person_ref if ok else None,
        verb="sign_in" if ok else "sign_in_failed",
        kind="person",
        ref=tried.person_ref or "unknown",
        at=at,
    )


def _locked(digest: str, at: datetime) -> SignInFailure:
    rows = SignInFailure.objects.select_for_update()
    return rows.get_or_create(digest=digest, defaults={"last_at": at})[0]


def _digest(kind: str, value: str) -> str:
    return salted_hmac(f"haichieu.sign_in.{kind}", value, algorithm="sha256").hexdigest()
