"""The administrator of a union adds Thu, gives roles and ends them: a slip of the pen changes nothing."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from haichieu.base.models import LogEntry
from haichieu.dispatches.actions import make_receipt_link, open_receipt_link, withdraw_assignment
from haichieu.dispatches.errors import LinkDead
from haichieu.notices.actions import make_feed
from haichieu.notices.models import PushSubscription, ZaloLink
from haichieu.notices.queries import feed_person
from haichieu.units.actions import grant_role
from haichieu.units.models import Person, Role
from haichieu.units.queries import staff
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_person
from tests.web.cascade.given_work import given

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def admin(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(make_person(unit=cast.federation, role="administrator"))
    return browser


def test_a_day_that_is_none_ends_no_role(admin: Client, cast: Cast) -> None:
    role = cast.hoa.roles.get()
    page = admin.post(reverse("role-end", args=(role.pk,)), {"last": "31/11/2026"})
    assert page.status_code == 422 and "“31/11/2026” không phải là ngày" in page.content.decode()
    role.refresh_from_db()
    assert role.valid_to is None
    admin.post(reverse("role-end", args=(role.pk,)), {"last": ""})
    role.refresh_from_db()
    assert role.valid_to == TODAY - timedelta(1)


@pytest.mark.parametrize("slip", [{"last": "01/01/2020"}, {"email": "minh@vidu.example"}])
def test_a_refused_form_leaves_no_account(admin: Client, cast: Cast, slip: dict[str, str]) -> None:
    Person.objects.filter(pk=cast.minh.pk).update(email="minh@vidu.example")
    typed = {"full_name": "Lê Minh Thu", "unit": str(cast.hoa_union.pk), "role": "officer"}
    typed |= {"username": "thu", "first": "20/11/2026"}
    assert admin.post(reverse("person-add"), typed | slip).status_code == 422
    assert not Person.objects.filter(username="thu").exists()
    assert admin.post(reverse("person-add"), typed).status_code == 200
    assert Person.objects.get(username="thu").roles.get().unit == cast.hoa_union


def test_a_role_that_is_refused_takes_the_account_back(
    admin: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("haichieu.web.people.forms.ROLES", [("vua", "Vua")])
    typed = {"full_name": "Lê Minh Thu", "unit": str(cast.hoa_union.pk), "role": "vua", "first": "20/11/2026"}
    page = admin.post(reverse("person-add"), typed)
    assert page.status_code == 422 and "Không có vai trò" in page.content.decode()
    assert not Person.objects.filter(full_name="Lê Minh Thu").exists()


def test_a_role_given_again_is_open_to_the_new_day(admin: Client, cast: Cast) -> None:
    role = cast.hoa.roles.get()
    Role.objects.filter(pk=role.pk).update(valid_to=TODAY)
    typed = {"unit": str(cast.hoa_union.pk), "role": "officer", "first": "01/01/2020", "last": "30/12/2026"}
    assert admin.post(reverse("role-grant", args=(cast.hoa.pk,)), typed).status_code == 302
    assert f"{cast.hoa.roles.get().valid_to:%d/%m/%Y}" == "30/12/2026"


def test_the_staff_of_a_foreign_unit_are_not_even_named(cast: Cast) -> None:
    below = Client()
    below.force_login(make_person(unit=cast.hoa_union, role="administrator"))
    page = below.get(reverse("person-list"), {"unit": str(cast.son_union.pk)}).content.decode()
    assert "Thủy sản Thanh Lộc" not in page
    own = below.get(reverse("person-list"), {"unit": str(cast.hoa_union.pk)}).content.decode()
    assert "May Phù Sa" in own


def test_what_opened_an_account_from_outside_ends_with_it(admin: Client, cast: Cast) -> None:
    calendar = make_feed(by=cast.hoa, at=NOW)
    _, secret = make_receipt_link(by=cast.hoa, person=cast.hoa, unit=cast.hoa_union, at=NOW)
    ZaloLink.objects.create(person=cast.hoa, chat="chat-1", linked_at=NOW)
    PushSubscription.objects.create(person=cast.hoa, endpoint="https://x.example", made_at=NOW)
    admin.post(reverse("person-deactivate", args=(cast.hoa.pk,)), {"reason": "Nghỉ hưu"})
    assert admin.post(reverse("person-reactivate", args=(cast.hoa.pk,))).status_code == 302
    grant_role(by=None, person=cast.hoa, unit=cast.hoa_union, role="officer", valid_from=TODAY, at=NOW)
    assert feed_person(calendar) is None
    with pytest.raises(LinkDead):
        open_receipt_link(secret, at=NOW)
    assert not ZaloLink.objects.exists() and not PushSubscription.objects.exists()
    assert set(
        LogEntry.objects.filter(verb__in=("revoke_feed", "revoke_receipt_link", "forget_ways")).values_list(
            "verb", flat=True
        )
    ) == {"revoke_feed", "revoke_receipt_link", "forget_ways"}


def test_a_unit_from_which_work_was_withdrawn_no_longer_reads_the_letter(cast: Cast) -> None:
    (work,) = given(by=cast.minh, giver=cast.federation, units=[cast.hoa_union])
    hoa = Client()
    hoa.force_login(cast.hoa)
    letter = reverse("dispatch", args=(work.obligation.dispatch_id,))
    assert hoa.get(letter).status_code == 200
    withdraw_assignment(by=cast.minh, assignment=work, reason="Giao nhầm", at=NOW)
    assert hoa.get(letter).status_code == 404


def test_staff_are_found_without_marks_and_stand_by_given_name(admin: Client, cast: Cast) -> None:
    for name in ("Trần Văn Đức", "Bùi Thị Dung", "Lê An", "Đỗ Thị Ân"):
        typed = {"full_name": name, "unit": str(cast.hoa_union.pk), "role": "officer", "first": "20/11/2026"}
        assert admin.post(reverse("person-add"), typed).status_code == 200

    def found(words: str) -> list[str]:
        page = admin.get(reverse("person-list"), {"q": words, "unit": str(cast.hoa_union.pk)})
        return [row.person.full_name for row in page.context["rows"]]

    assert found("") == ["Lê An", "Đỗ Thị Ân", "Bùi Thị Dung", "Trần Văn Đức", "Vũ Thị Thanh Hoa"]
    assert found("duc") == found("ĐỨC") == found("đức trần") == ["Trần Văn Đức"]
    assert found("an") == ["Lê An", "Đỗ Thị Ân", "Trần Văn Đức", "Vũ Thị Thanh Hoa"]
    duc = Person.objects.get(full_name="Trần Văn Đức")
    admin.post(reverse("person-change", args=(duc.pk,)), {"full_name": "Trần Văn Ba", "email": ""})
    assert found("van ba") == ["Trần Văn Ba"] and found("")[2] == "Trần Văn Ba"


def test_people_from_before_are_found_too(cast: Cast) -> None:
    Person.objects.update(search="", sort_key="")
    import_module("haichieu.units.migrations.0005_person_search").fill(apps, None)
    assert list(staff(units=[cast.son_union.pk], words="lam")) == [cast.son]
