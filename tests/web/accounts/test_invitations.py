"""A member of staff opens an account by a personal link; the first one opens the office."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from haichieu.base.clock import now
from haichieu.units.actions import first_link_secret, invite, revoke_invitation
from haichieu.units.models import Invitation, Person, Role, Unit
from tests.conftest import Cast
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

NEW = "mot cau ngan de nho"
FOUND = {
    "organisation": "Liên đoàn Lao động tỉnh Đông Triều",
    "short_name": "",
    "full_name": "Đỗ Thị Bích",
    "username": "",
    "password": NEW,
    "again": NEW,
    "way": "password",
}


def link(person: Person) -> str:
    return reverse("invitation", args=(invite(by=None, person=person, at=now())[1],))


def take(client: Client, path: str, way: str = "password"):
    return client.post(path, {"password": NEW, "again": NEW, "way": way})


def test_a_link_sets_a_password_once_and_lets_in(client: Client, cast: Cast) -> None:
    path = link(cast.hoa)
    assert "Vũ Thị Thanh Hoa" in client.get(path).content.decode()
    assert take(client, path)["location"] == reverse("today")
    assert client.get(reverse("today")).status_code == 200
    spent = Client().get(path)
    assert spent.status_code == 404
    assert "xin người quản trị một liên kết mới" in spent.content.decode()
    assert Person.objects.get(username="hoa").check_password(NEW)


def test_looking_at_a_link_spends_nothing(client: Client, cast: Cast) -> None:
    path = link(cast.hoa)
    for _ in range(3):
        assert client.get(path).status_code == 200
    assert take(client, path).status_code == 302


def test_only_the_digest_of_a_link_is_kept(cast: Cast) -> None:
    row, secret = invite(by=None, person=cast.hoa, at=now())
    assert secret not in str(Invitation.objects.values().get(pk=row.pk))


def test_a_newer_link_a_revoked_one_and_an_old_one_are_dead(client: Client, cast: Cast) -> None:
    first, second = link(cast.hoa), link(cast.hoa)
    assert client.get(first).status_code == 404
    revoke_invitation(by=None, person=cast.hoa, at=now())
    assert client.get(second).status_code == 404
    third = link(cast.hoa)
    Invitation.objects.update(expires_at=now() - timedelta(seconds=1))
    assert client.get(third).status_code == 404
    assert take(client, third).status_code == 404


def test_a_link_of_somebody_who_left_is_dead(client: Client, cast: Cast) -> None:
    path = link(cast.hoa)
    Person.objects.filter(pk=cast.hoa.pk).update(is_active=False)
    assert client.get(path).status_code == 404


def test_a_weak_or_mistyped_password_spends_nothing(client: Client, cast: Cast) -> None:
    path = link(cast.hoa)
    weak = client.post(path, {"password": "ngan", "again": "ngan", "way": "password"})
    assert weak.status_code == 422 and 'role="alert"' in weak.content.decode()
    differing = client.post(path, {"password": NEW, "again": "mot cau khac de nho", "way": "password"})
    assert differing.status_code == 422 and "Hai lần gõ không giống nhau" in differing.content.decode()
    assert take(client, path).status_code == 302


def test_who_wants_a_passkey_goes_on_to_make_one_and_the_old_password_ends(
    client: Client, cast: Cast
) -> None:
    answer = take(client, link(cast.hoa), way="passkey")
    assert answer["location"] == reverse("mfa_add_webauthn")
    assert client.get(answer["location"]).status_code == 200
    assert not Person.objects.get(username="hoa").check_password(PASSWORD)


def first(at=None) -> str:
    return reverse("first-run", args=(first_link_secret(at=at or now()),))


def test_the_first_link_founds_the_office_once(client: Client, db) -> None:
    path, other = first(), first()
    assert client.get(path).status_code == 200
    assert client.post(path, FOUND)["location"] == reverse("today")
    assert client.get(reverse("account")).status_code == 200
    bich = Person.objects.get()
    assert (bich.username, bich.full_name) == ("bich.dt", "Đỗ Thị Bích")
    assert Unit.objects.get().terms.get().name == FOUND["organisation"]
    assert Role.objects.get().role == "administrator"
    for spent in (path, other):
        assert Client().get(spent).status_code == 404
        assert Client().post(spent, FOUND).status_code == 404
    assert Person.objects.count() == 1


def test_the_first_administrator_may_begin_with_a_passkey(client: Client, db) -> None:
    values = {**FOUND, "password": "", "again": "", "way": "passkey"}
    assert client.post(first(), values)["location"] == reverse("mfa_add_webauthn")
    assert not Person.objects.get().has_usable_password()


def test_a_first_link_is_good_for_a_day_and_only_as_printed(client: Client, db) -> None:
    old = first(now() - timedelta(days=1, minutes=1))
    assert client.get(old).status_code == 404
    assert client.get(first() + "x/").status_code == 404
    assert client.get(reverse("first-run", args=("abc",))).status_code == 404


def test_a_weak_password_founds_nothing_and_keeps_what_was_typed(client: Client, db) -> None:
    page = client.post(first(), {**FOUND, "password": "ngan", "again": "ngan"})
    assert page.status_code == 422
    assert FOUND["organisation"] in page.content.decode()
    assert "ngan" not in page.content.decode().split("<main")[1].replace("ngân", "")
    assert not Unit.objects.exists() and not Person.objects.exists()


def test_an_office_with_people_has_no_first_link(client: Client, cast: Cast) -> None:
    assert client.get(first()).status_code == 404
