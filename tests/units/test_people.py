"""Staff come in through the administrator, and set their own password through a one-time link."""

import pytest

from haichieu.units.actions import add_person, grant_role, set_password
from haichieu.units.errors import NotAllowed, UnitsError
from haichieu.units.models import Person
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_person

pytestmark = pytest.mark.django_db


def test_a_new_person_cannot_sign_in_before_setting_a_password() -> None:
    person = add_person(by=None, username="thu", full_name="Lê Minh Thu", at=NOW)
    assert not person.has_usable_password()
    set_password(person=person, password="mot-cau-du-dai-2026", at=NOW)
    assert Person.objects.get(username="thu").check_password("mot-cau-du-dai-2026")


def test_a_short_or_common_password_is_refused_with_a_sentence() -> None:
    person = add_person(by=None, username="thu", full_name="Lê Minh Thu", at=NOW)
    with pytest.raises(UnitsError):
        set_password(person=person, password="12345", at=NOW)
    assert not Person.objects.get(username="thu").has_usable_password()


def test_two_people_never_share_a_user_name(cast: Cast) -> None:
    with pytest.raises(UnitsError, match="đã có người dùng"):
        add_person(by=None, username="LAN", full_name="Lan khác", at=NOW)


def test_only_who_manages_people_adds_them(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_person(by=cast.minh, username="thu", full_name="Lê Minh Thu", at=NOW)
    assert not Person.objects.filter(username="thu").exists()
    administrator = make_person(unit=cast.hoa_union, role="administrator")
    assert add_person(by=administrator, username="thu", full_name="Lê Minh Thu", at=NOW).pk


def test_an_officer_cannot_grant_roles(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        grant_role(
            by=cast.minh, person=cast.hoa, unit=cast.federation, role="leader", valid_from=TODAY, at=NOW
        )


def test_an_unknown_role_is_refused(cast: Cast) -> None:
    with pytest.raises(UnitsError, match="Không có vai trò"):
        grant_role(by=None, person=cast.hoa, unit=cast.federation, role="vua", valid_from=TODAY, at=NOW)
