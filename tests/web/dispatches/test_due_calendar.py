"""Tải lịch: the due days of one's own obligations, for a phone or Outlook."""

from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from haichieu.base.clock import now
from tests.factories import make_dispatch, make_obligation

ADDRESS = reverse("obligation-calendar")


@pytest.fixture
def day():
    return timezone.localdate(now())


def events(client):
    response = client.get(ADDRESS)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    return icalendar.Calendar.from_ical(response.content).events


def test_open_obligations_with_a_day_are_in_the_calendar(minh, cast, day):
    letter = make_dispatch(unit=cast.federation, confirmed=True, kind="công văn", number="412", symbol="LĐLĐ")
    make_obligation(dispatch=letter, text="Báo cáo kết quả", due_on=day + timedelta(days=5))
    make_obligation(dispatch=letter, text="trễ", due_on=day - timedelta(days=5))
    make_obligation(dispatch=letter, text="đều đặn", due_on=None, review_on=day)
    make_obligation(dispatch=letter, text="xong rồi", due_on=day, done_at=now())
    found = {str(event["summary"]): event.start for event in events(minh)}
    assert found == {
        "Báo cáo kết quả (Công văn số 412/LĐLĐ)": day + timedelta(days=5),
        "trễ (Công văn số 412/LĐLĐ)": day - timedelta(days=5),
    }


def test_names_of_private_persons_stay_in_the_office(minh, cast, day):
    make_obligation(
        dispatch=make_dispatch(unit=cast.federation), text="Thăm bà Trần Thị Mơ, ở thôn 3", due_on=day
    )
    assert "T.T.M." in str(events(minh)[0]["summary"])


def test_a_stranger_sees_only_his_own(client, cast, day):
    client.force_login(cast.son)
    make_obligation(dispatch=make_dispatch(unit=cast.federation), text="của Liên đoàn", due_on=day)
    make_obligation(
        dispatch=make_dispatch(unit=cast.son_union), text="của cơ sở", due_on=day, owner=cast.son_union
    )
    assert [str(event["summary"])[:9] for event in events(client)] == ["của cơ sở"]


def test_the_list_links_to_the_calendar(minh):
    assert f'href="{ADDRESS}"' in minh.get(reverse("obligation-list")).content.decode()


def test_an_event_keeps_its_id_under_every_address_of_the_office(minh, cast, day, settings):
    settings.ALLOWED_HOSTS = ["a.example", "10.0.0.5"]
    make_obligation(dispatch=make_dispatch(unit=cast.federation), text="Báo cáo", due_on=day)
    files = [minh.get(ADDRESS, headers={"host": host}).content for host in settings.ALLOWED_HOSTS]
    ids = [str(icalendar.Calendar.from_ical(file).events[0]["uid"]) for file in files]
    assert ids[0] == ids[1] and "example" not in ids[0]
    settings.SECRET_KEY = "khoa cua co quan khac"
    minh.force_login(cast.minh)
    other = minh.get(ADDRESS, headers={"host": "a.example"}).content
    assert str(icalendar.Calendar.from_ical(other).events[0]["uid"]) != ids[0]
