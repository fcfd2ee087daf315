"""Who may do what: the whole table, and the reach of a role down the tree."""

from datetime import date, timedelta

import pytest

from haichieu.units.actions import dissolve_unit, grant_role, merge_units
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Role
from haichieu.units.queries import home_unit, may, require, units_open_to
from haichieu.units.rules import RIGHTS, RoleName, permits
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_person

#: who may do what on their unit and below, as a person would check it
MATRIX = """
                   reader officer leader spokesperson auditor administrator
read               yes    yes     yes    yes          yes     yes
add_dispatch       no     yes     yes    no           no      no
confirm_reading    no     yes     yes    no           no      no
change_obligation  no     yes     yes    no           no      no
report_progress    no     yes     yes    no           no      no
answer_assignment  no     yes     yes    no           no      no
cascade            no     yes     yes    no           no      no
decide_results     no     yes     yes    no           no      no
compose_letter     no     yes     yes    no           no      no
sign_letter        no     no      yes    no           no      no
keep_register      no     yes     yes    no           no      no
set_calendar       no     no      yes    no           no      yes
declare_channel    no     no      yes    no           no      no
add_posts          no     yes     yes    no           no      no
freeze_frame       no     yes     yes    no           no      no
label_posts        no     yes     yes    no           no      no
recalibrate        no     yes     yes    no           no      no
plan_posts         no     yes     yes    no           no      no
check_flags        no     yes     yes    no           no      no
compile_report     no     yes     yes    no           no      no
manage_units       no     no      no     no           no      yes
manage_people      no     no      no     no           no      yes
see_people         no     no      yes    no           no      yes
appoint_deputy     no     no      yes    no           no      yes
read_log           no     no      yes    no           yes     yes
"""


def test_the_table_of_rights_is_the_one_written_here() -> None:
    head, *lines = [line.split() for line in MATRIX.strip().splitlines()]
    assert head == [role.value for role in RoleName]
    assert {verb for verb, *_ in lines} == set(RIGHTS)
    for verb, *answers in lines:
        assert [permits([role], verb) for role in RoleName] == [answer == "yes" for answer in answers], verb


@pytest.mark.django_db
def test_a_role_reaches_the_units_below_and_never_a_sister(cast: Cast) -> None:
    everything = {cast.federation.pk, cast.hoa_union.pk, cast.son_union.pk}
    assert units_open_to(cast.minh, "read", on=TODAY) == everything
    assert units_open_to(cast.hoa, "read", on=TODAY) == {cast.hoa_union.pk}
    assert not may(cast.son, "read", cast.hoa_union.pk, on=TODAY)
    assert not may(cast.hoa, "read", cast.federation.pk, on=TODAY)


@pytest.mark.django_db
def test_a_role_counts_only_on_its_days(cast: Cast) -> None:
    Role.objects.filter(person=cast.minh).update(valid_to=date(2026, 11, 19))
    assert units_open_to(cast.minh, "read", on=date(2026, 11, 19))
    assert not units_open_to(cast.minh, "read", on=TODAY)


@pytest.mark.django_db
def test_who_may_not_is_told_in_one_sentence(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="không có quyền"):
        require(cast.minh, "declare_channel", cast.federation.pk, on=TODAY)
    with pytest.raises(NotAllowed, match="chưa được giao vai trò"):
        home_unit(make_person(), on=TODAY)


@pytest.mark.django_db
def test_the_question_of_rights_costs_two_queries_once_the_tree_is_kept(
    cast: Cast, django_assert_num_queries
) -> None:
    units_open_to(cast.minh, "read", on=TODAY)
    with django_assert_num_queries(2):
        units_open_to(cast.minh, "read", on=TODAY)


@pytest.mark.django_db
def test_people_of_an_ended_unit_look_at_its_past_and_no_more(cast: Cast) -> None:
    leader = make_person(unit=cast.hoa_union, role="leader")
    dissolve_unit(by=None, unit=cast.hoa_union, on=TODAY, at=NOW)
    for verb in RIGHTS:
        if permits(["leader"], verb):
            ended = cast.hoa_union.pk
            assert may(leader, verb, ended, on=TODAY) == (verb in ("read", "see_people", "read_log")), verb
            assert may(leader, verb, ended, on=TODAY - timedelta(days=1)), verb
            assert may(cast.lan, verb, ended, on=TODAY), verb


@pytest.mark.django_db
def test_people_of_an_ended_unit_act_through_a_role_on_its_heir(cast: Cast) -> None:
    merge_units(by=None, units=[cast.hoa_union], into=cast.son_union, on=TODAY, at=NOW)
    assert not may(cast.hoa, "change_obligation", cast.hoa_union.pk, on=TODAY)
    grant_role(by=None, person=cast.hoa, unit=cast.son_union, role="officer", valid_from=TODAY, at=NOW)
    assert may(cast.hoa, "change_obligation", cast.hoa_union.pk, on=TODAY)
