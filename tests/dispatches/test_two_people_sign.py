"""Two people stand behind a letter: who checked it does not sign it, unless nobody else is there to sign."""

import json
from datetime import timedelta

import pytest

from haichieu.base.models import LogEntry
from haichieu.dispatches.actions import pass_letter, sign_letter, submit_letter
from haichieu.dispatches.models import OwnLetter
from haichieu.units.actions import dissolve_unit, merge_units
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Person, Role
from tests.conftest import Cast
from tests.dispatches.own_letters import composed, make_letterhead, make_upper_letter
from tests.factories import NOW, TODAY, make_person

pytestmark = pytest.mark.django_db


def checked_by(cast: Cast, person: Person) -> OwnLetter:
    make_letterhead(cast.federation)
    draft = composed(cast, make_upper_letter(cast.federation))
    sent = submit_letter(by=cast.minh, letter=draft, expected_version=1, at=NOW)
    return pass_letter(by=person, letter=sent, expected_version=sent.version, at=NOW)


def sign(letter: OwnLetter, by: Person) -> OwnLetter:
    return sign_letter(by=by, letter=letter, expected_version=letter.version, at=NOW)


def notes(letter: OwnLetter) -> list[str]:
    return list(letter.facts.filter(verb="signed").values_list("note", flat=True))


def stand_in(cast: Cast) -> Person:
    """Lan is away for some days."""
    deputy = make_person(full_name="Ngô Minh Tú")
    Role.objects.create(
        person=deputy,
        unit=cast.federation,
        role="leader",
        deputy_of=cast.lan,
        valid_from=TODAY - timedelta(days=1),
        valid_to=TODAY + timedelta(days=3),
    )
    return deputy


def test_who_checked_leaves_the_signing_to_the_other_leader(cast: Cast) -> None:
    other = make_person(full_name="Lê Thị An", unit=cast.federation, role="leader")
    letter = checked_by(cast, cast.lan)
    with pytest.raises(NotAllowed, match="để người khác ký: Lê Thị An"):
        sign(letter, cast.lan)
    assert sign(letter, other).state == "issued" and notes(letter) == [""]


def test_the_only_one_who_may_sign_does_both_and_it_is_written_down(cast: Cast) -> None:
    letter = checked_by(cast, cast.lan)
    assert sign(letter, cast.lan).state == "issued"
    assert "chỉ có một người được ký" in notes(letter)[0]
    entry = LogEntry.objects.get(verb="letter_signed", ref=str(letter.pk))
    assert notes(letter)[0] in json.loads(entry.value.text)["after"]["note"]


def test_a_deputy_counts_in_place_of_who_is_away(cast: Cast) -> None:
    deputy = stand_in(cast)
    letter = checked_by(cast, deputy)
    assert sign(letter, deputy).state == "issued" and notes(letter)[0]


def test_who_checked_and_went_away_leaves_the_signing_to_the_deputy(cast: Cast) -> None:
    deputy = stand_in(cast)
    letter = checked_by(cast, cast.lan)
    with pytest.raises(NotAllowed, match="Ngô Minh Tú"):
        sign(letter, cast.lan)
    assert sign(letter, deputy).state == "issued" and notes(letter) == [""]


def test_a_leader_from_above_leaves_it_to_the_leader_of_the_unit(cast: Cast) -> None:
    own = make_person(full_name="Lê Thị An", unit=cast.hoa_union, role="leader")
    make_letterhead(cast.hoa_union)
    letter = OwnLetter.objects.create(
        unit=cast.hoa_union, subject="A", content={}, state="signing", by=str(cast.hoa.pk), at=NOW
    )
    letter.facts.create(verb="checked", by=str(cast.lan.pk), at=NOW)
    with pytest.raises(NotAllowed, match="Lê Thị An"):
        sign(letter, cast.lan)
    assert own.pk != cast.lan.pk


@pytest.mark.parametrize("is_merged", [True, False])
def test_a_draft_of_an_ended_unit_needs_two_people_of_its_keeper(cast: Cast, is_merged: bool) -> None:
    keeper = cast.son_union if is_merged else cast.federation
    checker = make_person(full_name="Lê Thị An", unit=keeper, role="leader")
    make_person(full_name="Phạm Văn Bình", unit=keeper, role="leader")
    make_person(full_name="Đỗ Thị Cũ", unit=cast.hoa_union, role="leader")
    letter = OwnLetter.objects.create(
        unit=cast.hoa_union, subject="A", content={}, state="signing", by=str(cast.hoa.pk), at=NOW
    )
    letter.facts.create(verb="checked", by=str(checker.pk), at=NOW)
    if is_merged:
        merge_units(by=None, units=[cast.hoa_union], into=cast.son_union, on=TODAY, at=NOW)
    else:
        dissolve_unit(by=None, unit=cast.hoa_union, on=TODAY, at=NOW)
    with pytest.raises(NotAllowed, match=r"để người khác ký: .*Phạm Văn Bình") as refusal:
        sign(letter, checker)
    assert "Đỗ Thị Cũ" not in str(refusal.value)
