"""Pages of alerts: one's own ways, one's own digest, what went out, the office's steps, the calendar, the health."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haichieu.base.clock import now
from haichieu.notices.actions import make_digests
from haichieu.notices.models import Delivery, Digest, NoticeChoice, NoticeRule, PushSubscription
from haichieu.units.models import Person
from tests.conftest import Cast
from tests.factories import make_person
from tests.notices.test_make_digests import FRIDAY, clock, given_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoa(client: Client, cast: Cast) -> Client:
    client.force_login(cast.hoa)
    return client


@pytest.fixture
def admin(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(make_person(unit=cast.hoa_union, role="administrator"))
    return browser


def digest_for(cast: Cast, state: str = "failed") -> Delivery:
    given_to(cast, cast.hoa_union, due=FRIDAY, text="Báo cáo Tháng Công nhân")
    make_digests(at=clock(FRIDAY))
    values = {
        "way": "mail",
        "state": state,
        "next_try_at": now(),
        "error": "Máy chủ thư không nhận (mã 550).",
    }
    return Delivery.objects.create(digest=Digest.objects.get(person=cast.hoa, day=FRIDAY), **values)


def test_one_chooses_hours_and_mail(hoa: Client, cast: Cast) -> None:
    page = reverse("notices-choose")
    answer = hoa.post(page, {"hours": "own", "quiet_from": "21h", "quiet_to": "6:30"})
    assert answer.status_code == 302
    choice = NoticeChoice.objects.get(person=cast.hoa)
    assert (choice.by_mail, f"{choice.quiet_from:%H:%M}", f"{choice.quiet_to:%H:%M}") == (
        False,
        "21:00",
        "06:30",
    )
    hoa.post(page, {"hours": "office", "by_mail": "1"})
    choice.refresh_from_db()
    assert choice.by_mail and choice.quiet_from is None


@pytest.mark.parametrize(
    ("start", "end"), [("25:00", "07:00"), ("20:00", ""), ("08:00", "07:00"), ("20:00", "13:00")]
)
def test_hours_that_leave_no_time_are_refused_beside_the_field(hoa: Client, start: str, end: str) -> None:
    answer = hoa.post(reverse("notices-choose"), {"hours": "own", "quiet_from": start, "quiet_to": end})
    assert answer.status_code == 422 and "field-error" in answer.content.decode()
    assert not NoticeChoice.objects.exists()


def test_the_address_of_a_calendar_is_shown_once_and_works_without_sign_in(hoa: Client, cast: Cast) -> None:
    given_to(cast, cast.hoa_union, due=FRIDAY)
    shown = hoa.post(reverse("notices-feed")).content.decode()
    address = re.search(r'value="https?://[^/"]+(/lich/[^"]+\.ics)"', shown)[1]
    assert address not in hoa.get(reverse("notices")).content.decode()
    answer = Client().get(address)
    assert answer["Content-Type"].startswith("text/calendar") and b"BEGIN:VEVENT" in answer.content
    hoa.post(reverse("notices-feed-revoke"))
    assert Client().get(address).status_code == 404


def test_one_reads_ones_own_digest_and_nobody_elses(hoa: Client, cast: Cast) -> None:
    digest_for(cast)
    page = reverse("digest", args=(FRIDAY.isoformat(),))
    assert "Báo cáo Tháng Công nhân" in hoa.get(page).content.decode()
    other = Client()
    other.force_login(cast.son)
    assert "Tháng Công nhân" not in other.get(page).content.decode()
    assert hoa.get(reverse("digest", args=("mai",))).status_code == 404


def test_administrators_see_what_did_not_arrive_but_not_what_it_says(admin: Client, cast: Cast) -> None:
    failed = digest_for(cast)
    page = admin.get(reverse("notices-sent")).content.decode()
    assert cast.hoa.full_name in page and "mã 550" in page and "Tháng Công nhân" not in page
    assert admin.post(reverse("notices-send-again", args=(failed.pk,))).status_code == 302
    failed.refresh_from_db()
    assert failed.state == "waiting"


def test_digests_of_units_beside_are_not_ones_business(cast: Cast) -> None:
    failed = digest_for(cast)
    beside = Client()
    beside.force_login(make_person(unit=cast.son_union, role="administrator"))
    assert cast.hoa.full_name not in beside.get(reverse("notices-sent")).content.decode()
    assert beside.post(reverse("notices-send-again", args=(failed.pk,))).status_code == 404
    officer = Client()
    officer.force_login(cast.minh)
    assert officer.get(reverse("notices-sent")).status_code == 403


def test_the_page_of_what_went_out_asks_the_same_questions_for_many(admin: Client, cast: Cast) -> None:
    def asked() -> int:
        admin.get(reverse("notices-sent"))
        with CaptureQueriesContext(connection) as found:
            assert admin.get(reverse("notices-sent")).status_code == 200
        return len(found)

    digest_for(cast)
    few = asked()
    for person in [make_person(unit=cast.hoa_union) for _ in range(20)]:
        Digest.objects.create(
            person=person, day=FRIDAY, made_at=now(), is_empty=False, run=Digest.objects.first().run
        )
    assert asked() <= few


def test_an_office_sets_its_way_from_a_day_on(cast: Cast) -> None:
    leader = Client()
    leader.force_login(cast.lan)
    values = {
        "unit": str(cast.federation.pk), "first": "01/12/2099", "before": "5", "after_owner": "2", "after_above": "4",
        "quiet_from": "19:00", "quiet_to": "08:00", "source": "Quy chế làm việc, điều 12",
    }  # fmt: skip
    assert leader.post(reverse("notices-office"), {**values, "first": "01/12/2020"}).status_code == 422
    assert leader.post(reverse("notices-office"), {**values, "before": "nhiều"}).status_code == 422
    assert leader.post(reverse("notices-office"), values).status_code == 302
    assert NoticeRule.objects.get().before_days == 5
    assert "Quy chế làm việc" in leader.get(reverse("notices-office")).content.decode()


def test_somebody_elses_browser_cannot_be_removed(hoa: Client, cast: Cast) -> None:
    kept = PushSubscription.objects.create(
        person=cast.son, endpoint="https://push.example/a", endpoint_digest="0", label="Chrome", made_at=now()
    )
    assert hoa.post(reverse("notices-browser-remove", args=(kept.pk,))).status_code == 404
    assert PushSubscription.objects.exists()


def test_health_is_open_to_a_monitor_and_says_more_to_administrators(
    cast: Cast, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person.objects.update(created_at=clock(FRIDAY) - timedelta(days=9))
    monkeypatch.setattr("haichieu.web.notices.views.now", lambda: clock(FRIDAY, 9))
    answer = Client().get(reverse("health"))
    assert answer.status_code == 503 and answer.json()["ok"] is False
    assert answer.json()["checks"]["digests"] == {"ok": False}
    assert "chưa được xét" in admin.get(reverse("health")).json()["checks"]["digests"]["late"][0]
