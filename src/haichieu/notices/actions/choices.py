"""How people want to be told, and how an office tells."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.notices.errors import BadSteps
from haichieu.notices.models import NoticeChoice, NoticeRule
from haichieu.notices.rules import Quiet, Steps
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require

_MOST_DAYS = 60


@transaction.atomic
def choose_ways(*, by: Person, by_mail: bool, quiet: Quiet | None, at: datetime) -> NoticeChoice:
    """Say whether mail comes and which hours are quiet; None for the office's hours."""
    values = {
        "by_mail": by_mail,
        "quiet_from": quiet.start if quiet else None,
        "quiet_to": quiet.end if quiet else None,
    }
    choice, _ = NoticeChoice.objects.update_or_create(person=by, defaults=values)
    record(by=actor_ref(by), verb="choose_ways", kind="person", ref=str(by.pk), at=at)
    return choice


@transaction.atomic
def set_notice_rule(
    *, by: Person, unit: Unit, valid_from: date, steps: Steps, quiet: Quiet, source: str, at: datetime
) -> NoticeRule:
    """How a unit and those below are told from a day on. What was in force before stands; a past day is refused."""
    require(by, "set_calendar", unit.pk, on=localdate(at))
    if valid_from < localdate(at):
        raise BadSteps("Cách nhắc chỉ đổi được từ hôm nay trở đi.")
    if not (0 <= steps.before <= _MOST_DAYS and 1 <= steps.after_owner <= _MOST_DAYS):
        raise BadSteps(f"Số ngày nhắc trước từ 0 đến {_MOST_DAYS}, sau hạn từ 1 đến {_MOST_DAYS}.")
    if not 1 <= steps.after_above <= _MOST_DAYS:
        raise BadSteps(f"Số ngày báo cấp trên từ 1 đến {_MOST_DAYS}.")
    if quiet.end >= time(12):
        raise BadSteps("Giờ yên lặng phải kết thúc trước 12:00, để bản nhắc việc còn kịp trong ngày.")
    if not source.strip():
        raise BadSteps("Hãy ghi căn cứ của cách nhắc này.")
    values = {
        "before_days": steps.before,
        "after_owner_days": steps.after_owner,
        "after_above_days": steps.after_above,
        "quiet_from": quiet.start,
        "quiet_to": quiet.end,
        "source": source.strip()[:300],
        "by": actor_ref(by),
        "at": at,
    }
    rule, _ = NoticeRule.objects.update_or_create(unit=unit, valid_from=valid_from, defaults=values)
    after = {key: str(value) for key, value in values.items() if key not in ("by", "at")}
    record(by=actor_ref(by), verb="set_notice_rule", kind="unit", ref=str(unit.pk), after=after, at=at)
    return rule
