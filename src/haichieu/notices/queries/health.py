"""Is the work of the office being done? Asked by late work, not by living processes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from haichieu.base.queries import job_health
from haichieu.dispatches.models import Cascade, Dispatch
from haichieu.notices.models import Delivery
from haichieu.notices.queries.recipients import to_decide
from haichieu.notices.queries.rules import office_rules
from haichieu.notices.rules import OFFICE_ZONE
from haichieu.units.models import Role

LATE_DIGEST = timedelta(hours=1)
LATE_CASCADE = timedelta(minutes=10)
LATE_READING = timedelta(minutes=30)
#: Failures of so long ago were told of.
FAILING = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """One thing that is looked at."""

    #: jobs, digests, mail, cascades, letters
    name: str
    title: str
    #: a Vietnamese sentence for each late item
    late: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is late."""
        return not self.late


def office_health(at: datetime) -> tuple[HealthCheck, ...]:
    """Everything that can be late, with what is."""
    return (
        HealthCheck("jobs", "Việc nền và lịch chạy", job_health(at).late),
        HealthCheck("digests", "Bản nhắc việc", tuple(_late_digests(at))),
        HealthCheck("ways", "Gửi thư, thông báo", tuple(_failing(at))),
        HealthCheck("cascades", "Giao việc tới đơn vị", tuple(_late_cascades(at))),
        HealthCheck("letters", "Đọc văn bản", tuple(_late_letters(at))),
    )


def _late_digests(at: datetime) -> Iterator[str]:
    undecided = _undecided(at)
    if undecided:
        yield f"{undecided} người chưa được xét bản nhắc việc của hôm nay dù đã quá giờ hơn một giờ."
    waiting = Delivery.objects.filter(
        state=Delivery.State.WAITING, digest__made_at__lt=at - LATE_DIGEST, tries=0
    ).count()
    if waiting:
        yield f"{waiting} bản nhắc việc đã đến giờ hơn một giờ mà chưa gửi được."


def _undecided(at: datetime) -> int:
    """People whose digest was due an hour ago; who came to the office since does not count."""
    then = at - LATE_DIGEST
    on = then.astimezone(OFFICE_ZONE).date()
    if on != at.astimezone(OFFICE_ZONE).date():
        return 0
    due = to_decide(then, rules=office_rules(on=on))
    known = Role.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        valid_from__lt=on,
        person__one_of=[each.person for each in due],
        person__created_at__lt=then,
    )
    return known.order_by().values("person").distinct().count()


def _failing(at: datetime) -> Iterator[str]:
    stopped = (Delivery.State.FAILED, Delivery.State.UNSURE)
    ended = Q(state__in=stopped, ended_at__gt=at - FAILING)
    failing = Q(state=Delivery.State.WAITING, tries__gte=3)
    rows = Delivery.objects.filter(ended | failing).order_by("way").values_list("way", flat=True)
    ways = list(rows)
    for way, label in Delivery.Way.choices:
        if way in ways:
            yield f"{ways.count(way)} bản nhắc việc không gửi được bằng {label.lower()}."


def _late_cascades(at: datetime) -> Iterator[str]:
    count = Cascade.objects.filter(finished_at=None, at__lt=at - LATE_CASCADE).count()
    if count:
        yield f"{count} lần giao việc chưa tới hết các đơn vị sau hơn 10 phút."


def _late_letters(at: datetime) -> Iterator[str]:
    count = Dispatch.objects.filter(waits_since__lt=at - LATE_READING).count()
    if count:
        yield f"{count} văn bản chờ máy đọc đã hơn 30 phút."
