"""Pages of one record ask the database the same number of questions however much hangs on it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haichieu.channels.models import Channel, Import, PublishedItem, SetAsideRow
from haichieu.dispatches.models import LetterMessage, MessageFile, Obligation, ObligationFact, StatusFact
from haichieu.posts.actions import freeze_frame, give_verdict, start_audit
from haichieu.posts.models import Audit
from haichieu.posts.queries import audit_state
from haichieu.reports.models import Report
from haichieu.stats.limits import Limit
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_channel, make_dispatch, make_item, make_obligation

pytestmark = pytest.mark.django_db


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
