"""Roles on units: granted, ended, and held for somebody who is absent."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.units.errors import NotAllowed, UnitsError
from haichieu.units.models import Person, Role, Unit
from haichieu.units.queries import actor_ref, may, require
from haichieu.units.rules import RoleName


@transaction.atomic
def grant_role(
    *,
    by: Person | None,
    person: Person,
    unit: Unit,
    role: str,
    valid_from: date,
    valid_to: date | None = None,
    at: datetime,
) -> Role:
    """Give a person a role on a unit from a day on; given again from the same day on it ends as said now."""
    require(by, "manage_people", unit.pk, on=localdate(at))
    if role not in set(RoleName):
        raise UnitsError(f"Không có vai trò “{role}”; các vai trò: {', '.join(RoleName)}.")
    if not person.is_active:
        raise UnitsError(f"{person.full_name} đã nghỉ; hãy mở lại tài khoản trước khi giao vai trò.")
    _require_order(valid_from, valid_to)
    granted, created = Role.objects.select_for_update().get_or_create(
        person=person,
        unit=unit,
        role=role,
        valid_from=valid_from,
        deputy_of=None,
        defaults={"valid_to": valid_to},
    )
    if created:
        _log(by, "grant_role", granted, at)
    elif valid_to is not None and (granted.valid_to is None or valid_to < granted.valid_to):
        end_role(by=by, role=granted, last_day=valid_to, at=at)
    else:
        _let_last(by, "grant_role", granted, valid_to, at)
    return granted


@transaction.atomic
def end_role(*, by: Person | None, role: Role, last_day: date, at: datetime) -> None:
    """Let a role end with ``last_day``, never later than it would; who stands in under it ends that day too.

    A deputyship is ended by whoever may appoint one, and by the absent person who is back. Nobody ends their own
    administrator's role: an office must not lock itself out by one click.
    """
    _require_may_end(by, role, on=localdate(at))
    if last_day < role.valid_from - timedelta(days=1):
        raise UnitsError("Ngày kết thúc đứng trước ngày bắt đầu của vai trò.")
    if role.valid_to is not None and role.valid_to < localdate(at):
        raise UnitsError("Vai trò này đã kết thúc rồi.")
    if role.valid_to is not None and last_day > role.valid_to:
        raise UnitsError(
            f"Vai trò này vốn chỉ đến hết ngày {role.valid_to:%d/%m/%Y}; muốn kéo dài, hãy giao hoặc cử lại."
        )
    under = Role.objects.none()
    if role.deputy_of_id is None:
        under = Role.objects.filter(deputy_of=role.person_id, unit=role.unit_id, role=role.role)
    for ended in [role, *under.exclude(valid_to__lte=last_day)]:
        _end(by, ended, last_day, at)


@transaction.atomic
def appoint_deputy(
    *,
    by: Person | None,
    for_person: Person,
    deputy: Person,
    unit: Unit,
    valid_from: date,
    valid_to: date,
    reason: str,
    at: datetime,
) -> tuple[Role, ...]:
    """Give ``deputy`` the roles that ``for_person`` holds on the unit, for the days of an absence.

    Appointed again from the same day on, the absence is as long as said now. The person, a leader or an
    administrator appoints. A leader passes on no administrator's role; nobody passes on
    what they only hold for somebody else. Raises :class:`UnitsError` when there is nothing to pass on.
    """
    _require_may_appoint(by, for_person, unit, on=localdate(at))
    _require_order(valid_from, valid_to)
    _require_sensible_absence(for_person, deputy, valid_to, reason, on=localdate(at))
    passed_on = _passed_on(by, for_person, unit, valid_from, valid_to, on=localdate(at))
    if not passed_on:
        raise UnitsError(f"{for_person.full_name} không giữ vai trò nào ở đơn vị này trong những ngày đó.")
    roles = []
    for held in passed_on:
        last = min(valid_to, held.valid_to or valid_to)
        role, created = Role.objects.select_for_update().get_or_create(
            person=deputy,
            unit=unit,
            role=held.role,
            deputy_of=for_person,
            valid_from=max(valid_from, held.valid_from),
            defaults={"valid_to": last},
        )
        roles.append(role)
        if created:
            _log(by, "appoint_deputy", role, at, reason=reason.strip())
        else:
            _let_last(by, "appoint_deputy", role, last, at, reason=reason.strip())
    return tuple(roles)


def _require_may_appoint(by: Person | None, for_person: Person, unit: Unit, *, on: date) -> None:
    if by is None or by.pk == for_person.pk or may(by, "appoint_deputy", unit.pk, on=on):
        return
    raise NotAllowed("Chỉ lãnh đạo, người quản trị hoặc chính người vắng mặt cử được người làm thay.")


def _require_sensible_absence(
    for_person: Person, deputy: Person, last_day: date, reason: str, *, on: date
) -> None:
    if for_person.pk == deputy.pk:
        raise UnitsError("Người làm thay phải là một người khác.")
    if not deputy.is_active:
        raise UnitsError(f"{deputy.full_name} đã nghỉ; hãy cử người khác.")
    if last_day < on:
        raise UnitsError("Những ngày vắng mặt này đã qua.")
    if not reason.strip():
        raise UnitsError("Hãy ghi lý do vắng mặt, ví dụ “đi công tác”.")


def _passed_on(
    by: Person | None, for_person: Person, unit: Unit, first: date, last: date, *, on: date
) -> list[Role]:
    held = Role.objects.filter(person=for_person, unit=unit, deputy_of=None, valid_from__lte=last)
    may_pass_all = by is None or by.pk == for_person.pk or may(by, "manage_people", unit.pk, on=on)
    return [
        role
        for role in held.order_by("valid_from", "pk")
        if (role.valid_to is None or role.valid_to >= first)
        and (may_pass_all or role.role != RoleName.ADMINISTRATOR)
    ]


def _require_may_end(by: Person | None, role: Role, *, on: date) -> None:
    if by is not None and by.pk == role.person_id and role.role == RoleName.ADMINISTRATOR:
        raise NotAllowed("Không ai tự thôi vai trò quản trị của mình; hãy nhờ một người quản trị khác.")
    verb = "manage_people"
    if role.deputy_of_id is not None:
        if by is not None and by.pk == role.deputy_of_id:
            return
        verb = "appoint_deputy"
    require(by, verb, role.unit_id, on=on)


def _require_order(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise UnitsError("Ngày kết thúc đứng trước ngày bắt đầu.")


def _end(by: Person | None, role: Role, last_day: date, at: datetime) -> None:
    if last_day < role.valid_from:
        _log(by, "end_role", role, at, before=_end_of(role))
        role.delete()
        return
    _let_last(by, "end_role", role, last_day, at)


def _let_last(
    by: Person | None, verb: str, role: Role, last_day: date | None, at: datetime, **more: str
) -> None:
    before = _end_of(role)
    if role.valid_to == last_day:
        return
    role.valid_to = last_day
    role.save(update_fields=["valid_to"])
    _log(by, verb, role, at, before=before, **more)


def _end_of(role: Role) -> Mapping[str, object]:
    return {"valid_to": role.valid_to.isoformat() if role.valid_to else None}


def _log(
    by: Person | None,
    verb: str,
    role: Role,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    **more: str,
) -> None:
    after = {
        "person": role.person_id,
        "role": role.role,
        "valid_from": role.valid_from.isoformat(),
        "valid_to": role.valid_to.isoformat() if role.valid_to else None,
        "deputy_of": role.deputy_of_id,
        **more,
    }
    record(by=actor_ref(by), verb=verb, kind="unit", ref=role.unit.code, before=before, after=after, at=at)
