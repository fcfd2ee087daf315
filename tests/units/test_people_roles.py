"""Roles over time: granted, ended, held for somebody absent; accounts that close at once."""

from datetime import date, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.test import Client

from haichieu.base.models import LogEntry
from haichieu.units.actions import (
    appoint_deputy,
    change_account,
    deactivate_person,
    end_role,
    end_sessions,
    grant_role,
    invite,
    reactivate_person,
)
from haichieu.units.errors import NotAllowed, UnitsError
from haichieu.units.models import Role
from haichieu.units.queries import holds_role, may, standing_in, units_open_to
from tests.conftest import Cast
from tests.factories import NOW, PASSWORD, TODAY, make_person

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=6)


def deputise(
    cast: Cast, by, *, absent=None, deputy=None, unit=None, first=TODAY, last=LATER, reason="Đi công tác"
):
    return appoint_deputy(
        by=by,
        for_person=absent or cast.lan,
        deputy=deputy or cast.minh,
        unit=unit or cast.federation,
        valid_from=first,
        valid_to=last,
        reason=reason,
        at=NOW,
    )


def test_a_deputy_has_the_roles_of_the_absent_person_on_those_days_only(cast: Cast) -> None:
    (role,) = deputise(cast, cast.lan)
    assert (role.role, role.deputy_of, role.valid_to) == ("leader", cast.lan, LATER)
    for day, expected in (
        (TODAY - timedelta(1), False),
        (TODAY, True),
        (LATER, True),
        (LATER + timedelta(1), False),
    ):
        assert may(cast.minh, "sign_letter", cast.hoa_union.pk, on=day) is expected
        assert holds_role(cast.minh, cast.federation.pk, day, "sign_letter") is expected
        assert standing_in(cast.minh, on=day) == (("Trịnh Ngọc Lan",) if expected else ())
    assert not holds_role(cast.minh, cast.hoa_union.pk, TODAY, "sign_letter"), "on that very unit only"
    assert LogEntry.objects.get(verb="appoint_deputy").by == str(cast.lan.pk)


@pytest.mark.parametrize("who", ["lan", "admin", "terminal", "self"])
def test_the_person_a_leader_and_an_administrator_appoint(cast: Cast, who: str) -> None:
    admin = make_person(unit=cast.federation, role="administrator")
    by = {"lan": cast.lan, "admin": admin, "terminal": None, "self": cast.hoa}[who]
    assert deputise(cast, by, absent=cast.hoa, deputy=cast.minh, unit=cast.hoa_union)


def test_nobody_else_appoints(cast: Cast) -> None:
    for by in (cast.minh, cast.hoa, cast.son):
        with pytest.raises(NotAllowed):
            deputise(cast, by, deputy=cast.hoa)
    assert not Role.objects.filter(deputy_of__isnull=False).exists()


def test_a_leader_passes_on_no_administrators_role(cast: Cast) -> None:
    admin = make_person(unit=cast.federation, role="administrator")
    with pytest.raises(UnitsError, match="không giữ vai trò nào"):
        deputise(cast, cast.lan, absent=admin)
    assert deputise(cast, admin, absent=admin)[0].role == "administrator"


def test_what_is_held_for_somebody_else_is_not_passed_on(cast: Cast) -> None:
    deputise(cast, cast.lan, deputy=cast.hoa)
    with pytest.raises(UnitsError, match="không giữ vai trò nào"):
        deputise(cast, cast.hoa, absent=cast.hoa, deputy=cast.son)


def test_an_absence_that_makes_no_sense_is_refused(cast: Cast) -> None:
    cast.hoa.is_active = False
    cast.hoa.save()
    wrong = (
        {"deputy": cast.lan},
        {"deputy": cast.hoa},
        {"first": date(2026, 11, 1), "last": date(2026, 11, 2)},
        {"last": TODAY - timedelta(1)},
        {"reason": " "},
    )
    for values in wrong:
        with pytest.raises(UnitsError):
            deputise(cast, cast.lan, **values)


def test_two_absences_at_once_and_an_own_role_beside_them(cast: Cast) -> None:
    other = make_person(unit=cast.federation, role="leader")
    deputise(cast, cast.lan)
    deputise(cast, other, absent=other)
    deputise(cast, cast.lan)
    assert len(standing_in(cast.minh, on=TODAY)) == 2
    assert Role.objects.filter(person=cast.minh, deputy_of__isnull=False).count() == 2
    grant_role(by=None, person=cast.minh, unit=cast.federation, role="leader", valid_from=TODAY, at=NOW)
    assert Role.objects.filter(person=cast.minh, role="leader").count() == 3


def test_who_is_back_early_ends_it_and_the_deputy_cannot(cast: Cast) -> None:
    (role,) = deputise(cast, cast.lan, deputy=cast.hoa)
    with pytest.raises(NotAllowed):
        end_role(by=cast.son, role=role, last_day=TODAY, at=NOW)
    end_role(by=cast.lan, role=role, last_day=TODAY, at=NOW)
    assert may(cast.hoa, "sign_letter", cast.federation.pk, on=TODAY)
    assert not may(cast.hoa, "sign_letter", cast.federation.pk, on=TODAY + timedelta(1))


def test_a_deputys_role_ends_with_the_role_it_stands_for(cast: Cast) -> None:
    deputise(cast, cast.lan, deputy=cast.hoa)
    held = Role.objects.get(person=cast.lan)
    end_role(by=None, role=held, last_day=TODAY, at=NOW)
    tomorrow = TODAY + timedelta(1)
    assert not units_open_to(cast.lan, "read", on=tomorrow)
    assert units_open_to(cast.hoa, "read", on=tomorrow) == {cast.hoa_union.pk}


def test_nobody_prolongs_a_role_by_ending_it(cast: Cast) -> None:
    held = cast.lan.roles.get()
    end_role(by=None, role=held, last_day=LATER, at=NOW)
    (role,) = deputise(cast, cast.lan, deputy=cast.hoa, last=date(2099, 1, 1))
    assert role.valid_to == LATER, "no longer than the role it stands for"
    for ended in (role, held):
        with pytest.raises(UnitsError, match="vốn chỉ đến hết ngày 26/11/2026"):
            end_role(by=cast.lan if ended is role else None, role=ended, last_day=date(2099, 1, 1), at=NOW)
    admin = make_person(unit=cast.federation, role="administrator")
    (passed_on,) = deputise(cast, admin, absent=admin)
    with pytest.raises(UnitsError, match="vốn chỉ đến"):
        end_role(by=cast.lan, role=passed_on, last_day=date(2030, 1, 1), at=NOW)
    assert not may(cast.hoa, "sign_letter", cast.federation.pk, on=date(2030, 1, 1))


def test_an_absence_that_lasts_longer_or_shorter_is_said_again(cast: Cast) -> None:
    deputise(cast, cast.lan)
    for last in (LATER + timedelta(4), TODAY + timedelta(1)):
        (role,) = deputise(cast, cast.lan, last=last)
        role.refresh_from_db()
        assert role.valid_to == last
    assert Role.objects.filter(deputy_of=cast.lan).count() == 1
    assert LogEntry.objects.filter(verb="appoint_deputy").count() == 3


def test_a_role_given_again_ends_as_said_last_and_its_deputies_with_it(cast: Cast) -> None:
    def given(last: date | None) -> Role:
        return grant_role(
            by=None,
            person=cast.lan,
            unit=cast.federation,
            role="leader",
            valid_from=date(2020, 1, 1),
            valid_to=last,
            at=NOW,
        )

    given(LATER)
    deputise(cast, cast.lan, deputy=cast.hoa)
    given(LATER + timedelta(30))
    assert may(cast.lan, "sign_letter", cast.federation.pk, on=LATER + timedelta(30))
    given(TODAY)
    assert not may(cast.hoa, "sign_letter", cast.federation.pk, on=TODAY + timedelta(1))
    before = LogEntry.objects.count()
    given(TODAY)
    assert LogEntry.objects.count() == before, "said twice, nothing to log"
    assert cast.lan.roles.get().valid_to == TODAY


def test_a_role_that_never_began_is_gone_and_stays_in_the_log(cast: Cast) -> None:
    coming = grant_role(
        by=None, person=cast.hoa, unit=cast.federation, role="reader", valid_from=LATER, at=NOW
    )
    end_role(by=None, role=coming, last_day=LATER - timedelta(1), at=NOW)
    assert not Role.objects.filter(pk=coming.pk).exists()
    assert LogEntry.objects.filter(verb="end_role").exists()


def test_nobody_locks_the_office_by_ending_their_own_administration(cast: Cast) -> None:
    admin = make_person(unit=cast.federation, role="administrator")
    with pytest.raises(NotAllowed, match="nhờ một người quản trị khác"):
        end_role(by=admin, role=admin.roles.get(), last_day=TODAY, at=NOW)
    with pytest.raises(NotAllowed, match="nhờ một người quản trị khác"):
        deactivate_person(by=admin, person=admin, reason="Nghỉ", at=NOW)


def signed_in(person) -> Client:
    browser = Client()
    assert browser.post("/dang-nhap/", {"username": person.username, "password": PASSWORD}).status_code == 302
    return browser


def test_a_closed_account_is_out_at_once_everywhere(cast: Cast) -> None:
    admin = make_person(unit=cast.federation, role="administrator")
    browsers = [signed_in(cast.hoa), signed_in(cast.hoa)]
    deputise(cast, cast.lan, deputy=cast.hoa)
    invite(by=admin, person=cast.hoa, at=NOW)
    deactivate_person(by=admin, person=cast.hoa, reason="Nghỉ hưu", at=NOW)
    assert [browser.get("/kenh/").status_code for browser in browsers] == [302, 302]
    assert not UserSession.objects.filter(user=cast.hoa).exists()
    open_ended = Q(valid_to__isnull=True) | Q(valid_to__gte=TODAY)
    assert not Role.objects.filter(open_ended, person=cast.hoa).exists()
    assert cast.hoa.invitations.get().revoked_at == NOW
    assert Client().post("/dang-nhap/", {"username": "hoa", "password": PASSWORD}).status_code == 422
    with pytest.raises(UnitsError, match="đã nghỉ"):
        grant_role(by=None, person=cast.hoa, unit=cast.hoa_union, role="officer", valid_from=TODAY, at=NOW)
    reactivate_person(by=admin, person=cast.hoa, at=NOW)
    assert signed_in(cast.hoa)


def test_sessions_end_one_by_one_or_all_but_this(cast: Cast) -> None:
    first, second, third = (signed_in(cast.minh) for _ in range(3))
    one = UserSession.objects.get(session_key=second.session.session_key)
    assert end_sessions(by=cast.minh, person=cast.minh, only=one.pk, at=NOW) == 1
    assert [b.get("/kenh/").status_code for b in (first, second, third)] == [200, 302, 200]
    assert end_sessions(by=cast.minh, person=cast.minh, keep=first.session.session_key, at=NOW) == 1
    assert [b.get("/kenh/").status_code for b in (first, third)] == [200, 302]
    with pytest.raises(NotAllowed):
        end_sessions(by=cast.hoa, person=cast.minh, at=NOW)


def test_an_administrator_below_never_opens_an_account_that_reaches_above(cast: Cast) -> None:
    below = make_person(unit=cast.hoa_union, role="administrator")
    both = make_person(unit=cast.hoa_union, role="officer")
    grant_role(by=None, person=both, unit=cast.federation, role="reader", valid_from=TODAY, at=NOW)
    invite(by=below, person=cast.hoa, at=NOW)
    for person in (cast.lan, cast.son, both):
        for act in (
            lambda p: invite(by=below, person=p, at=NOW),
            lambda p: deactivate_person(by=below, person=p, reason="x", at=NOW),
            lambda p: change_account(by=below, person=p, full_name="x", email="x@vidu.example", at=NOW),
            lambda p: end_sessions(by=below, person=p, at=NOW),
        ):
            with pytest.raises(NotAllowed):
                act(person)
    deputise(cast, cast.lan, deputy=cast.hoa)
    with pytest.raises(NotAllowed):
        invite(by=below, person=cast.hoa, at=NOW)


def test_an_address_belongs_to_one_person(cast: Cast) -> None:
    change_account(by=None, person=cast.minh, full_name="Phạm Quang Minh", email="minh@vidu.example", at=NOW)
    with pytest.raises(UnitsError, match="đã thuộc về một cán bộ khác"):
        change_account(by=None, person=cast.hoa, full_name="Hoa", email="MINH@vidu.example", at=NOW)
