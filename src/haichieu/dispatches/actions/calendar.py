"""The office's own days and its rule of counting, and moving deadlines after they changed."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.actions.cascade_changes import change_cascaded
from haichieu.dispatches.actions.deciders import need
from haichieu.dispatches.errors import BadReading
from haichieu.dispatches.models import CountingRule, Obligation, ObligationFact, OfficeDay
from haichieu.dispatches.queries.calendars import moves_among, work_calendar
from haichieu.dispatches.rules import ROLLS
from haichieu.dispatches.rules.calendar import VIETNAM
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require, tree

#: Days set at once, and how far from today a day may lie.
_MOST_DAYS = 31
_FARTHEST = timedelta(days=5 * 366)
_NO_SOURCE = "Hãy ghi văn bản hoặc thông báo quy định việc này."


def plan_office_days(
    *, unit: Unit, first: date, last: date | None, is_worked: bool, name: str, source: str, at: datetime
) -> list[OfficeDay]:
    """The days that :func:`set_office_days` would write down; writes nothing.

    Raises BadReading for a day that is so already.
    """
    name = need(name, "Hãy ghi tên của ngày này, ví dụ “Làm bù” hoặc “Nghỉ thành lập ngành”.")[:120]
    source = need(source, _NO_SOURCE)[:300]
    days = _days(first, last or first, at)
    above = tree(on=localdate(at)).above(unit.pk)
    inherited = work_calendar(above[0], on=localdate(at)) if above else VIETNAM
    held = set(OfficeDay.objects.filter(unit=unit, day__in=days).values_list("day", flat=True))
    wanted = [day for day in days if inherited.is_working(day) != is_worked or day in held]
    if not wanted:
        state = "ngày làm việc" if is_worked else "ngày nghỉ"
        raise BadReading(f"Theo lịch chung và lịch cấp trên thì đây đã là {state}; không cần ghi thêm.")
    return [OfficeDay(unit=unit, day=day, is_worked=is_worked, name=name, source=source) for day in wanted]


@transaction.atomic
def set_office_days(
    *,
    by: Person | None,
    unit: Unit,
    first: date,
    last: date | None = None,
    is_worked: bool,
    name: str,
    source: str,
    at: datetime,
) -> list[OfficeDay]:
    """Say that the unit, and the units below it, rest or work on the days from ``first`` to ``last``.

    Deadlines stay where they are until :func:`move_deadlines`. Raises BadReading for a day that is so already.
    """
    require(by, "set_calendar", unit.pk, on=localdate(at))
    planned = plan_office_days(
        unit=unit, first=first, last=last, is_worked=is_worked, name=name, source=source, at=at
    )
    said = {"is_worked": is_worked, "name": planned[0].name, "source": planned[0].source}
    values = {**said, "by": actor_ref(by), "at": at}
    rows = [OfficeDay.objects.update_or_create(unit=unit, day=row.day, defaults=values)[0] for row in planned]
    after = {"days": [row.day.isoformat() for row in rows], **said}
    record(by=actor_ref(by), verb="set_office_days", kind="unit", ref=unit.code, after=after, at=at)
    return rows


def _days(first: date, last: date, at: datetime) -> list[date]:
    if last < first:
        raise BadReading("Ngày cuối phải từ ngày đầu trở đi.")
    if (last - first).days >= _MOST_DAYS:
        raise BadReading(f"Mỗi lần ghi nhiều nhất {_MOST_DAYS} ngày.")
    if max(abs(first - localdate(at)), abs(last - localdate(at))) > _FARTHEST:
        raise BadReading("Ngày này cách hôm nay quá 5 năm; hãy kiểm tra lại năm.")
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@transaction.atomic
def remove_office_day(*, by: Person | None, day: OfficeDay, at: datetime) -> None:
    """Let a day be again as the units above or the public calendar have it."""
    require(by, "set_calendar", day.unit_id, on=localdate(at))
    before = {"day": day.day.isoformat(), "is_worked": day.is_worked, "name": day.name, "source": day.source}
    ref = day.unit.code
    day.delete()
    record(by=actor_ref(by), verb="remove_office_day", kind="unit", ref=ref, before=before, at=at)


def plan_counting_rule(
    *,
    unit: Unit,
    valid_from: date,
    counts_first_day: bool,
    roll: str,
    before_excludes: bool,
    source: str,
    at: datetime,
) -> CountingRule:
    """The rule that :func:`set_counting_rule` would write down; writes nothing."""
    if roll not in ROLLS:
        raise BadReading("Hãy chọn cách xử lý khi ngày cuối là ngày nghỉ.")
    if abs(valid_from - localdate(at)) > _FARTHEST:
        raise BadReading("Ngày này cách hôm nay quá 5 năm; hãy kiểm tra lại năm.")
    return CountingRule(
        unit=unit,
        valid_from=valid_from,
        counts_first_day=counts_first_day,
        roll=roll,
        before_excludes=before_excludes,
        source=need(source, _NO_SOURCE)[:300],
    )


@transaction.atomic
def set_counting_rule(
    *,
    by: Person | None,
    unit: Unit,
    valid_from: date,
    counts_first_day: bool,
    roll: str,
    before_excludes: bool,
    source: str,
    at: datetime,
) -> CountingRule:
    """Say how the unit, and the units below it, count terms that begin on ``valid_from`` or later.

    Parameters: ``roll`` none, forward or back. A rule of the same day is replaced.
    """
    require(by, "set_calendar", unit.pk, on=localdate(at))
    said = {"counts_first_day": counts_first_day, "roll": roll, "before_excludes": before_excludes}
    planned = plan_counting_rule(unit=unit, valid_from=valid_from, source=source, at=at, **said)
    values = {**said, "source": planned.source}
    rule, _ = CountingRule.objects.update_or_create(
        unit=unit, valid_from=valid_from, defaults={**values, "by": actor_ref(by), "at": at}
    )
    after = {"valid_from": valid_from.isoformat(), **values}
    record(by=actor_ref(by), verb="set_counting_rule", kind="unit", ref=unit.code, after=after, at=at)
    return rule


@transaction.atomic
def remove_counting_rule(*, by: Person | None, rule: CountingRule, at: datetime) -> None:
    """Count again as the rule before it, the units above or the law say."""
    require(by, "set_calendar", rule.unit_id, on=localdate(at))
    before = {"valid_from": rule.valid_from.isoformat(), "roll": rule.roll, "source": rule.source}
    before |= {"counts_first_day": rule.counts_first_day, "before_excludes": rule.before_excludes}
    ref = rule.unit.code
    rule.delete()
    record(by=actor_ref(by), verb="remove_counting_rule", kind="unit", ref=ref, before=before, at=at)


@transaction.atomic
def move_deadlines(
    *, by: Person | None, obligations: Collection[int], reason: str, at: datetime
) -> list[Obligation]:
    """Move these open deadlines to the day that the calendar of today counts; what units hold follows by facts.

    Those that would not move are left alone. Returns the obligations that moved.
    """
    note = need(reason, "Hãy ghi lý do dời hạn; lý do được giữ trong sổ theo dõi.")
    moved = []
    for move in moves_among(_locked(obligations), on=localdate(at)):
        row = move.obligation
        change_cascaded(by=by, obligation=row, due_on=move.after, reason=note, at=at)
        row.refresh_from_db(fields=["due_on", "schedule"])
        row.deadline_reason = (move.due.sentence or row.deadline_reason)[:500]
        row.schedule = {**(row.schedule or {}), "on": move.after.isoformat()}
        row.save(update_fields=["deadline_reason", "schedule"])
        after = {"due_on": move.after.isoformat(), "note": note}
        before = {"due_on": move.before.isoformat()}
        record(
            by=actor_ref(by),
            verb="move_deadline",
            kind="obligation",
            ref=str(row.pk),
            before=before,
            after=after,
            at=at,
        )
        moved.append(row)
    return moved


@transaction.atomic
def leave_deadlines(
    *, by: Person | None, obligations: Collection[int], reason: str, at: datetime
) -> list[Obligation]:
    """Keep these open deadlines where they are though the calendar of today counts otherwise."""
    note = need(reason, "Hãy ghi lý do giữ nguyên hạn; lý do được giữ trong lịch sử.")
    left = []
    for move in moves_among(_locked(obligations), on=localdate(at)):
        row = move.obligation
        require(by, "cascade", row.owner_id, on=localdate(at))
        row.schedule = {**(row.schedule or {}), "left": move.after.isoformat()}
        row.save(update_fields=["schedule"])
        ObligationFact.objects.create(
            obligation=row, verb="deadline_left", note=note[:1000], by=actor_ref(by), at=at
        )
        ref, after = str(row.pk), {"left": move.after.isoformat(), "note": note}
        record(by=actor_ref(by), verb="leave_deadline", kind="obligation", ref=ref, after=after, at=at)
        left.append(row)
    return left


def _locked(obligations: Collection[int]) -> list[Obligation]:
    rows = Obligation.objects.select_for_update(of=("self",)).filter(
        pk__one_of=obligations, done_at=None, removed_at=None, outside_at=None
    )
    return list(rows.select_related("dispatch").defer("dispatch__text").order_by("pk"))
