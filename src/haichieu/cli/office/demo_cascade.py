"""The sample letter handed down to the sample units, and what some of them answered."""

from datetime import datetime

import click

from haichieu.dispatches.actions import (
    accept_assignment,
    approve_assignment,
    carry_out_cascade,
    cascade_obligation,
    return_assignment,
    see_assignment,
    submit_assignment,
)
from haichieu.dispatches.models import Assignment, Obligation
from haichieu.units.models import Person
from haichieu.units.queries import tree, unit_by_code

#: the units of the sample that get the work
_KIND = "grassroots"


def hand_down(people: dict[str, Person], federation: str, at: datetime) -> None:
    """Minh gives the first two open duties to every grassroots union; Hoa and Sơn answer, two others telephone."""
    giver = unit_by_code(federation)
    day = at.date()
    below = tree(on=day).below(giver.pk)
    units = [pk for pk in below if tree(on=day).nodes[pk].kind == _KIND]
    found = Obligation.objects.filter(
        owner=giver, removed_at=None, done_at=None, due_on__gt=day, dispatch__copy_of=None
    )
    for duty in found.select_related("dispatch").order_by("dispatch", "pk")[:2]:
        cascade = cascade_obligation(by=people["minh"], obligation=duty, giver=giver, lead=units, at=at)
        sent = carry_out_cascade(cascade_id=cascade.pk, at=at)
        click.echo(f"   Giao {sent} đơn vị: {duty.text[:70]}")
        _answers(list(Assignment.objects.filter(cascade=cascade).order_by("unit__code")), people, at)


def _answers(rows: list[Assignment], people: dict[str, Person], at: datetime) -> None:
    own = {unit_by_code("CDCS-MPS").pk: people["hoa"], unit_by_code("CDCS-TSTL").pk: people["son"]}
    told = {"by": people["minh"], "via": "telephone", "at": at}
    others = iter([row for row in rows if row.unit_id not in own])
    for row in rows:
        person = own.get(row.unit_id)
        if person is people["hoa"]:
            see_assignment(by=person, assignment=row, at=at)
            submit_assignment(by=person, assignment=row, note="Đã họp tổ công đoàn và gửi ảnh.", at=at)
        elif person is not None:
            see_assignment(by=person, assignment=row, at=at)
            accept_assignment(by=person, assignment=row, at=at)
    if (row := next(others, None)) is not None:
        return_assignment(assignment=row, reason="Đơn vị đang nghỉ luân phiên đến cuối tháng.", **told)
    if (row := next(others, None)) is not None:
        submit_assignment(assignment=row, note="Đã làm xong, báo qua điện thoại.", **told)
        row.refresh_from_db()
        approve_assignment(by=people["minh"], assignment=row, expected_version=row.version, at=at)
