"""Hoa seldom signs in: her link shows what waits, and one tap says that it arrived."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from haichieu.dispatches.models import Assignment, ReceiptLink
from haichieu.units.actions import dissolve_unit
from tests.conftest import Cast
from tests.factories import NOW, PASSWORD, TODAY
from tests.web.cascade.given_work import given

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def work(cast: Cast) -> Assignment:
    return given(by=cast.minh, giver=cast.federation, units=[cast.hoa_union])[0]


@pytest.fixture
def link(minh: Client, cast: Cast, work: Assignment) -> str:
    """The address of Hoa's link, as Minh made it."""
    answer = minh.post(reverse("receipt-links", args=(cast.hoa_union.pk,)), {"person": str(cast.hoa.pk)})
    shown = answer.content.decode()
    assert "Vũ Thị Thanh Hoa" in shown and "<svg" in shown
    return "/nhan/" + re.search(r"/nhan/([\w-]+)/", shown)[1] + "/"


def test_opening_shows_what_waits_and_records_nothing(link: str, work: Assignment) -> None:
    page = Client().get(link)
    shown = page.content.decode()
    assert work.obligation.text in shown and "Nộp kết quả trước hết ngày" in shown
    work.refresh_from_db()
    assert work.state == "sent"
    assert page["Referrer-Policy"] == "same-origin" and "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', shown)


def test_one_tap_acknowledges(link: str, work: Assignment) -> None:
    browser = Client()
    assert browser.post(link, {"ids": [work.pk]}).status_code == 302
    work.refresh_from_db()
    assert work.state == "accepted" and work.facts.get(verb="accepted").via == "link"
    assert "Không còn việc nào chờ" in browser.get(link).content.decode()


def test_a_tap_without_its_own_page_is_refused(link: str, work: Assignment) -> None:
    assert Client(enforce_csrf_checks=True).post(link, {"ids": [work.pk]}).status_code == 403


def test_nothing_of_another_unit_is_acknowledged(link: str, cast: Cast) -> None:
    other = given(by=cast.minh, giver=cast.federation, units=[cast.son_union])[0]
    Client().post(link, {"ids": [other.pk, "x", 10**30]})
    other.refresh_from_db()
    assert other.state == "sent"


def test_a_revoked_link_says_what_to_do_and_guessing_is_slowed(minh: Client, link: str) -> None:
    row = ReceiptLink.objects.get()
    assert minh.post(reverse("receipt-link-revoke", args=(row.pk,))).status_code == 302
    page = Client().get(link)
    assert page.status_code == 404 and "hãy xin đơn vị cấp trên đường dẫn mới" in page.content.decode()
    answers = [Client(REMOTE_ADDR="192.0.2.9").get(f"/nhan/{'x' * n}/").status_code for n in range(20, 60)]
    assert 429 in answers


def test_old_links_keep_nobody_from_signing_in(cast: Cast) -> None:
    office = {"REMOTE_ADDR": "192.0.2.8"}
    assert [Client().get("/nhan/cu/", **office).status_code for _ in range(22)][-1] == 429
    typed = {"username": "hoa", "password": PASSWORD}
    assert Client().post(reverse("sign-in"), typed, **office).status_code == 302


def test_slips_are_made_for_officers_of_units_that_have_not_looked(
    minh: Client, cast: Cast, work: Assignment
) -> None:
    shown = minh.post(
        reverse("receipt-links", args=(cast.federation.pk,)), {"scope": "unseen"}
    ).content.decode()
    assert "Vũ Thị Thanh Hoa" in shown and "Lâm Hồng Sơn" not in shown
    assert ReceiptLink.objects.count() == 1


def test_nobody_of_a_unit_that_ended_today_is_asked_any_more(
    minh: Client, cast: Cast, work: Assignment
) -> None:
    given(by=cast.minh, giver=cast.federation, units=[cast.son_union])
    dissolve_unit(by=None, unit=cast.hoa_union, on=TODAY, at=NOW)
    shown = minh.post(
        reverse("receipt-links", args=(cast.federation.pk,)), {"scope": "unseen"}
    ).content.decode()
    assert "Lâm Hồng Sơn" in shown and "Vũ Thị Thanh Hoa" not in shown


def test_no_link_for_somebody_who_does_not_work_there(minh: Client, cast: Cast) -> None:
    minh.post(reverse("receipt-links", args=(cast.hoa_union.pk,)), {"person": str(cast.son.pk)})
    assert not ReceiptLink.objects.exists()
