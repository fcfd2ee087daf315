"""Pages of one record ask the database the same number of questions however much hangs on it."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haichieu.channels.models import Channel, Import, PublishedItem, SetAsideRow
from haichieu.dispatches.actions import add_evidence
from haichieu.dispatches.models import (
    LetterMessage,
    MessageFile,
    Obligation,
    ObligationFact,
    OfficeDay,
    OwnLetter,
    RegisterEntry,
    StatusFact,
)
from haichieu.notices.models import Digest
from haichieu.posts.actions import freeze_frame, give_verdict, start_audit
from haichieu.posts.models import Audit
from haichieu.posts.queries import audit_state
from haichieu.reports.models import Report
from haichieu.stats.limits import Limit
from haichieu.units.models import Role
from tests.conftest import Cast
from tests.dispatches.own_letters import make_letterhead
from tests.factories import (
    NOW,
    TODAY,
    make_assignment,
    make_channel,
    make_dispatch,
    make_item,
    make_obligation,
    make_person,
    make_unit,
)

pytestmark = pytest.mark.django_db

#: Lists that an officer and administrator of the upper unit opens.
OFFICE_LISTS = (
    "today",
    "unit-list",
    "unit-kinds",
    "unit-suggest",
    "person-list",
    "obligation-list",
    "inbox",
    "given-list",
    "roll-up",
    "roll-up-rows",
    "heat-map",
    "register-incoming",
    "register-outgoing",
    "register-oral",
    "own-letter-list",
    "notices",
    "notices-sent",
    "notices-office",
    "office-calendar",
)


def questions(browser: Client, path: str) -> int:
    """How many questions the second visit of a page asks."""
    browser.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def few_and_many(browser: Client, path: str, add: Callable[[int], None]) -> tuple[int, int]:
    """Questions with three records behind a page, and with thirty."""
    add(3)
    few = questions(browser, path)
    add(27)
    return few, questions(browser, path)


def test_an_import_with_many_rows_set_aside(minh: Client, cast: Cast) -> None:
    channel = make_channel(unit=cast.federation)
    run = Import.objects.create(
        channel=channel, source="a.csv", sha256="0" * 64, by="system:terminal", at=NOW
    )

    def add(rows: int) -> None:
        SetAsideRow.objects.bulk_create(
            SetAsideRow(import_run=run, line=n, reason="Ngày đăng không đọc được.", values={"id": str(n)})
            for n in range(rows)
        )

    few, many = few_and_many(minh, reverse("channel-import", args=(channel.pk, run.pk)), add)
    assert many <= few


def test_an_obligation_with_a_long_history(minh: Client, cast: Cast) -> None:
    owed = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))

    def add(facts: int) -> None:
        ObligationFact.objects.bulk_create(
            ObligationFact(obligation=owed, verb="evidence", note=f"Lần {n}", by=str(person.pk), at=NOW)
            for n in range(facts)
            for person in (cast.lan, cast.minh)
        )

    few, many = few_and_many(minh, reverse("obligation", args=(owed.pk,)), add)
    assert many <= few


@pytest.mark.parametrize("address", ["dispatch", "dispatch-exchange"])
def test_a_letter_of_which_many_offices_spoke(minh: Client, cast: Cast, address: str) -> None:
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    message = LetterMessage.objects.create(
        dispatch=letter, organisation="H41.1", purpose="new", is_signed=False
    )

    def add(facts: int) -> None:
        known = message.files.count()
        MessageFile.objects.bulk_create(
            MessageFile(message=message, position=known + n, name=f"{n}.pdf", size=n, is_letter=False)
            for n in range(facts)
        )
        StatusFact.objects.bulk_create(
            StatusFact(
                dispatch=letter,
                direction="received",
                code="05",
                organisation=f"H41.{n}",
                said_at=NOW,
                sha256=f"{known + n}-{person.pk}",
                by=str(person.pk),
                at=NOW,
            )
            for n in range(facts)
            for person in (cast.lan, cast.minh)
        )

    few, many = few_and_many(minh, reverse(address, args=(letter.pk,)), add)
    assert many <= few


def started(cast: Cast, channel: Channel, posts: int) -> Audit:
    for number in range(posts):
        make_item(channel=channel, tone="negative" if number % 7 == 0 else "neutral")
    frame = freeze_frame(
        by=cast.minh,
        unit=cast.federation,
        channels=[channel],
        first=TODAY,
        last=TODAY,
        limit=Limit.parse("15%"),
        at=NOW,
    )
    return start_audit(by=cast.minh, frame=frame, seed="1", at=NOW)


@pytest.mark.parametrize("address", ["label", "audit"])
def test_a_run_with_many_posts_and_verdicts(minh: Client, cast: Cast, address: str) -> None:
    small = started(cast, make_channel(unit=cast.federation), 30)
    large = started(cast, make_channel(unit=cast.federation), 90)
    for _ in range(6):
        item = audit_state(large).item
        assert isinstance(item, PublishedItem)
        give_verdict(by=cast.minh, audit=large, item=item, tone="neutral", advisory=False, at=NOW)
    few, many = (questions(minh, reverse(address, args=(run.pk,))) for run in (small, large))
    # A run with a verdict also shows the last one, to take it back.
    assert many <= few + 1


def test_a_figure_with_many_records(minh: Client, cast: Cast) -> None:
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    report = Report.objects.create(
        unit=cast.federation,
        period="2026-H2",
        version=1,
        first_day=TODAY,
        last_day=TODAY,
        html="",
        compiled_by="system:terminal",
        compiled_at=NOW,
    )
    asked = {
        "units": [cast.federation.pk],
        "first": TODAY.isoformat(),
        "as_of": TODAY.isoformat(),
        "state": "total",
    }
    report.figures.create(
        key="tasks",
        label="Việc",
        value="0",
        records_kind="obligation",
        filters=asked,
        count=0,
        digest="0" * 64,
    )

    def add(tasks: int) -> None:
        for _ in range(tasks):
            make_obligation(dispatch=letter)

    few, many = few_and_many(minh, reverse("figure", args=(report.pk, "tasks")), add)
    assert Obligation.objects.count() == 30 and many <= few


def busier(cast: Cast, times: int) -> None:
    """So many more units below, each with staff, work, a letter that came in and one that went out."""
    first = RegisterEntry.objects.count()
    for number in range(first, first + times):
        unit = make_unit(parent=cast.federation)
        staff = make_person(unit=unit)
        letter = make_dispatch(unit=cast.federation, confirmed=True)
        make_assignment(obligation=make_obligation(dispatch=letter), unit=unit)
        hers = make_assignment(obligation=make_obligation(dispatch=letter), unit=cast.hoa_union)
        add_evidence(by=cast.hoa, assignment=hers, kind="note", note="Đã gửi hướng dẫn", at=NOW)
        entry = {"unit": cast.federation, "period": "2026", "number": number + 1, "registered_on": TODAY}
        for book in ("incoming", "oral"):
            RegisterEntry.objects.create(book=book, dispatch=letter, at=NOW, **entry)
        out = OwnLetter.objects.create(
            unit=cast.federation, kind="CV", subject="Trực Tết", content={}, by=str(cast.minh.pk), at=NOW
        )
        RegisterEntry.objects.create(book="outgoing", own_letter=out, at=NOW, **entry)
        Digest.objects.create(person=staff, day=TODAY, made_at=NOW, is_empty=True, run=uuid4())
        day = date(2026, 1, 1) + timedelta(days=number)
        OfficeDay.objects.create(
            unit=cast.federation, day=day, is_worked=False, name="Nghỉ", source="TB 1", at=NOW
        )


@pytest.mark.usefixtures("on_the_day")
@pytest.mark.parametrize(
    ("name", "address"),
    [
        *(("minh", address) for address in OFFICE_LISTS),
        ("hoa", "inbox"),
        ("hoa", "today"),
    ],
)
def test_a_list_of_the_cascade(client: Client, cast: Cast, name: str, address: str) -> None:
    make_letterhead(cast.federation)
    Role.objects.create(person=cast.minh, unit=cast.federation, role="administrator", valid_from=TODAY)
    client.force_login(getattr(cast, name))
    few, many = few_and_many(client, reverse(address), lambda times: busier(cast, times))
    assert many <= few <= 40


@pytest.mark.usefixtures("on_the_day")
def test_one_assignment_with_a_long_ledger_and_its_unit(minh: Client, cast: Cast) -> None:
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    hers = make_assignment(obligation=make_obligation(dispatch=letter), unit=cast.hoa_union)

    def add(times: int) -> None:
        busier(cast, times)
        for number in range(times):
            add_evidence(by=cast.hoa, assignment=hers, kind="note", note=f"Lần {number}", at=NOW)

    paths = [
        reverse("assignment", args=(hers.pk,)),
        reverse("unit", args=(cast.federation.pk,)),
        reverse("receipt-links", args=(cast.federation.pk,)),
        reverse("cascade", args=(letter.pk,)),
        reverse("addressee-phrases", args=(cast.federation.pk,)),
        reverse("cascade-sent", args=(letter.pk,)),
    ]
    add(3)
    few = {path: questions(minh, path) for path in paths}
    add(27)
    many = {path: questions(minh, path) for path in paths}
    assert {path: (few[path], many[path]) for path in paths if many[path] > few[path]} == {}
